"""Rule data that was wrong once: what it says now, on the days around each change, by documents and by hand."""

from datetime import date
from decimal import Decimal

import pytest

from bondcalc.inputs.project import Project
from bondcalc.rules.load import rules_on
from tests.checks.judged import finding_of
from tests.checks.test_statements import ROLL, plus, project, with_
from tests.parted import compute


def serving(sector: str, day: str) -> Project:
    """A project of a sector in which 100 of the bond serve as capital."""
    return with_(with_(project(day), "project", sector=sector), "bonds", used_as_capital=Decimal(100))


@pytest.mark.parametrize("sector", ["health", "elderly_care", "child_care"])
def test_health_elder_and_child_care_are_told_to_have_bonds_as_capital(sector: str) -> None:
    """国办发〔2024〕52号 from 25 December 2024, as reported: not barred, not vouched for."""
    told = finding_of(serving(sector, "2024-12-25"), "K03")
    assert (told.verdict, "应附依据（据公开报道，规定原文未核实）" in told.outcome.zh) == ("warn", True)


def test_general_education_may_not() -> None:
    assert finding_of(serving("education", "2025-06-01"), "K03").verdict == "fail"


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2019-09-03", "fail"), ("2019-09-04", "pass"), ("2021-08-01", "pass"), ("2024-12-24", "pass")],
)
@pytest.mark.parametrize("sector", ["parking", "sewage_waste", "vocational_education", "urban_rail"])
def test_from_september_2019_the_scope_is_that_of_the_state_council(sector: str, day: str, expected: str) -> None:
    assert finding_of(serving(sector, day), "N08").verdict == expected


def test_the_source_of_a_list_is_the_document_it_stands_in() -> None:
    judged = (("2019-09-03", "N08"), ("2021-08-01", "N08"), ("2025-01-01", "K03"))
    sources = [finding_of(serving("railway", day), rule).rule.citation for day, rule in judged]
    assert sources[0] == "厅字〔2019〕33号"
    assert "2019年9月4日" in sources[1]
    assert sources[2] == "国办发〔2024〕52号"


def test_land_reserve_is_no_longer_in_the_title_once_it_is_allowed() -> None:
    before, after = (rules_on(day).rule("N07").zh for day in (date(2024, 12, 24), date(2024, 12, 25)))
    assert before.startswith("不用于土地储备")
    assert not after.startswith("不用于土地储备")
    assert "土地储备除外" in after


def test_a_toll_road_above_fifteen_years_is_asked_for_its_reason() -> None:
    """Fifteen years in principle, as five are for land reserve: T02 and T03 give one verdict."""
    road = with_(project(), "project", sector="toll_road", charging_end=date(2050, 1, 1))
    assert finding_of(with_(road, "bonds", term_years=15), "T03").verdict == "pass"
    long = finding_of(with_(road, "bonds", term_years=20), "T03")
    assert (long.verdict, "说明理由" in long.outcome.zh, "原则上" in long.rule.zh) == ("warn", True, True)


@pytest.mark.parametrize(
    ("day", "fund", "verdict"),
    [
        ("2025-05-31", True, "fail"),
        ("2025-06-01", True, "warn"),
        ("2025-06-01", False, "fail"),
        ("2025-06-01", None, "fail"),
    ],
)
def test_a_government_fund_is_asked_for_its_approval_since_2025(day: str, fund: bool | None, verdict: str) -> None:
    one = with_(project(day), "compliance", equity_or_shell=True, government_fund_only=fund)
    assert finding_of(one, "N02").verdict == verdict


def test_money_left_over_is_one_rule_and_interest_another() -> None:
    """Of 5,000 the works take 20 %, 10 %, 70 % of their years: idle over two year-ends, yet capital pays the interest."""
    slow = with_(project(), "investment", by_year={2021: Decimal("0.2"), 2022: Decimal("0.1"), 2023: Decimal("0.7")})
    assert finding_of(slow, "W07").verdict == "warn"
    assert finding_of(slow, "D07").verdict == "pass"
    told = finding_of(slow, "W07").outcome
    assert "利息" not in told.zh
    assert "连续2个年末有结余：2021年末" in told.zh
    assert told.figure in told.zh
    assert told.threshold == "0.00"


def test_the_fall_that_ends_cover_stands_beside_the_largest_fall_tried() -> None:
    """Both are changes of revenue; a change beside a ratio of 1.00 compares nothing."""
    told = finding_of(with_(project(), "revenue", price=Decimal(890)), "C11").outcome
    assert str(told.figure).endswith("%")
    assert told.threshold == "-20%"


def test_interest_out_of_bond_money_fails_with_the_year_and_the_amount() -> None:
    """Works come last and capital comes late: in 2022 only bond money is there to pay the year's coupons."""
    late = with_(project(), "investment", by_year={2021: Decimal("0.01"), 2022: Decimal("0.01"), 2023: Decimal("0.98")})
    late = with_(late, "funding", by_year={2023: Decimal("5073.82")})
    late = with_(late, "project", operation_start=date(2024, 1, 1), construction_end=date(2023, 12, 31))
    result = compute(late)
    paid = {one.id: one for table in result.book.tables if table.id == "cash" for one in table.lines}["interest"]
    interest = dict(zip(result.book.years.years, result.figures.amounts(paid), strict=True))[2022]
    one = finding_of(late, "D07")
    assert one.verdict == "fail"
    assert one.outcome.zh.startswith(f"2022年应付利息{interest:,.2f}")
    assert interest > 0


def test_bond_money_without_works_to_pay_fails_as_left_over() -> None:
    """N01 speaks of the amount; W07 of what is still there at the end."""
    unpayable = with_(project(), "investment", payable_by_bond=False)
    one = finding_of(unpayable, "W07")
    assert one.verdict == "fail"
    assert "5,000.00" in one.outcome.zh


@pytest.mark.parametrize(
    ("day", "said"), [("2036-12-02", "晚于"), ("2036-12-31", "晚于"), ("2030-01-05", "当年没有到期本金")]
)
def test_a_refinancing_bond_out_of_time_is_told_so(day: str, said: str) -> None:
    """The first bond is repaid on 1 December 2036: nothing that comes after repays it, nothing earlier finds it due."""
    rolled = with_(plus(project(), "bonds", ROLL.format(face=5000)), "bonds", 1, value_date=date.fromisoformat(day))
    one = finding_of(rolled, "D09")
    assert one.verdict == "fail"
    assert said in one.outcome.zh
    assert "超过" not in one.outcome.zh
