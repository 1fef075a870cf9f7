"""The three forms of 30 June and the gap, against figures worked out by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bondcalc.in_life.form_parts import places
from bondcalc.in_life.in_life_forms import InLifeForm, forms
from bondcalc.in_life.revenue_gap import deviation, remark
from bondcalc.wording.day import TO_COME
from bondcalc.wording.report import Medium, Note, read
from tests.in_life.life_case import AS_OF, amounts, life_year, listing, plan, record


@pytest.fixture(scope="module")
def told() -> dict[str, InLifeForm]:
    return {form.id: form for form in forms(plan(), record())}


def test_zhejiang_by_hand(told: dict[str, InLifeForm]) -> None:
    """16,000 万元 are 1.6 亿元; 56,181.20 in all, 36,000 of bonds; what the plan earns from 2025 on is 56,057.83."""
    first, second = amounts(told["zhejiang"].report, "zhejiang")
    assert first["face"] == Decimal("1.6")
    assert (first["city"], first["county"], first["term"], first["coupon"]) == ("衡阳市", "祁东县", "10年", "3.38")
    assert (first["investment"], first["of_bonds"]) == (Decimal("5.61812"), Decimal("3.6"))
    assert (first["invested"], first["bond_invested"]) == (Decimal("5.5"), Decimal("3.6"))
    assert first["expected"] == Decimal("5.605783")
    assert second["face"] == Decimal(2)
    assert {second[id_] for id_ in ("investment", "of_bonds", "invested", "bond_invested", "expected")} == {None}
    report = told["zhejiang"].report
    shown = [read(row["investment"], report.notation, Medium.PAPER) for row in listing(report, "zhejiang").rows]
    assert shown == ["5.62", "—"]


def test_rule_209_by_hand(told: dict[str, InLifeForm]) -> None:
    """800 + 1,100 + 500 + 2,300 = 4,700 earned, 2,300 of it in 2024."""
    first = amounts(told["rule_209"].report, "rule_209")[0]
    assert (first["earned"], first["earned_now"]) == (Decimal("0.47"), Decimal("0.23"))
    assert (first["issued"], first["kind"]) == ("2020-09-15", "市政和产业园区基础设施")


def test_anhui_asks_for_years_that_are_a_sum_only(told: dict[str, InLifeForm]) -> None:
    """2021 and 2022 are not parted by line: what was earned by kind in all is asked for, never guessed."""
    first = amounts(told["anhui"].report, "anhui")[0]
    assert (first["operating_now"], first["asset_now"], first["other_now"]) == (800, 1500, 0)
    assert first["operating_all"] == TO_COME
    early = [replace(row, by_line={"P1": row.revenue or Decimal(0)}) for row in record().years[:2]]
    parted = replace(record(), years=[*early, *record().years[2:]])
    [whole] = [form for form in forms(plan(), parted) if form.id == "anhui"]
    row = amounts(whole.report, "anhui")[0]
    assert (row["operating_all"], row["asset_all"]) == (1300, 800 + 1100 + 1500)


def test_a_year_in_which_something_was_planned_is_asked_for_where_nobody_told_it() -> None:
    """2021 and 2022 have a plan: without them no sum is made; the gap speaks of the years that are recorded."""
    late = replace(record(), years=record().years[2:])
    made = {form.id: form for form in forms(plan(), late)}
    row = amounts(made["rule_209"].report, "rule_209")[0]
    assert (row["earned"], row["earned_now"]) == (TO_COME, Decimal("0.23"))
    said = {part.id: part.words.zh for part in made["gap"].report.parts if isinstance(part, Note)}
    assert said["gap_all"].startswith("2023年至2024年累计计划4,281.04万元，实际2,800.00万元")


def test_the_gap_is_told_by_year_in_all_by_line_and_asks_for_its_reason(told: dict[str, InLifeForm]) -> None:
    """2,300 of 3,464.11 is 33.60 % less; 4,700 of 801.50 + 1,147.35 + 816.93 + 3,464.11 = 6,229.89 is 24.56 % less."""
    said = {part.id: part.words.zh for part in told["gap"].report.parts if isinstance(part, Note)}
    assert said["gap_year"] == "2024年项目收益计划3,464.11万元，实际2,300.00万元，少1,164.11万元（比计划低33.60%）。"
    assert "计划6,229.89万元，实际4,700.00万元，少1,529.89万元（比计划低24.56%）" in said["gap_all"]
    assert said["gap_lines"].startswith("各项收入与计划相差最大的：工业用地（零部件）出让少")
    assert "厂房租金少" in said["gap_lines"]
    assert "【请填写：" in said["gap_reason"]
    assert said["gap_expected"] == "最新预期：2025年至2041年项目收益合计56,057.83万元，与原计划相同。"


def test_the_gap_is_parted_into_revenue_and_costs() -> None:
    """267.86 less than 3,464.11 of which revenue is 20.00: costs and taxes are 247.86 more."""
    earned = plan().revenue[2024]
    year = replace(life_year(2024, 0), repayable=Decimal("3196.25"), revenue=earned - 20)
    said = {
        part.id: part.words.zh
        for part in forms(plan(), replace(record(), years=[year]))[-1].report.parts
        if isinstance(part, Note)
    }
    assert said["gap_year"].endswith("少267.86万元（比计划低7.73%）。")
    assert said["gap_parts"] == "其中：可用于偿债的收入少20.00万元，成本和税费多247.86万元。"


def test_a_reason_that_is_given_is_printed_and_a_small_gap_needs_none() -> None:
    given = replace(record(), years=[life_year(2024, 2300, reason="地块未按期出让。", expected=Decimal(50000))])
    said = [part.words.zh for part in forms(plan(), given)[-1].report.parts if isinstance(part, Note)]
    assert "差异原因：地块未按期出让。" in said
    assert any(text.startswith("最新预期：债券存续期内项目收益50,000.00万元") for text in said)
    close = replace(record(), years=[life_year(2024, 3400)])
    said = [part.words.zh for part in forms(plan(), close)[-1].report.parts if isinstance(part, Note)]
    assert "偏差未超过10%。" in said


def test_what_is_not_recorded_is_asked_for_and_is_never_nought() -> None:
    nothing = replace(record(), years=[])
    made = {form.id: form for form in forms(plan(), nothing)}
    first = amounts(made["zhejiang"].report, "zhejiang")[0]
    assert (first["invested"], first["bond_invested"], first["remark"]) == (TO_COME, TO_COME, "")
    assert amounts(made["rule_209"].report, "rule_209")[0]["earned"] == TO_COME
    unknown = replace(record(), years=[replace(record().years[0], bond_spent=None), *record().years[1:]])
    first = amounts(forms(plan(), unknown)[0].report, "zhejiang")[0]
    assert first["bond_invested"] == TO_COME


def test_a_year_that_is_not_over_is_not_disclosed() -> None:
    early = replace(record(), as_of=AS_OF.replace(month=10))
    assert early.closed_year == 2023
    assert remark(plan(), early).startswith("2023年收益比计划低38.80%")
    assert deviation(Decimal(5), Decimal(0)) is None


def test_city_and_county_are_read_from_the_region() -> None:
    assert places(plan()) == ("衡阳市", "祁东县")
