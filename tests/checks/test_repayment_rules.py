"""Who repays, what is repaid early, what is laid by, and help for a shortfall (D14 to D17), with figures made by hand."""

import re
from datetime import date
from decimal import Decimal

import pytest

from bondcalc.schedules import cash
from tests.checks.cases import SECOND, added
from tests.checks.judged import finding_of
from tests.checks.test_rules_to_2026 import on
from tests.checks.test_statements import plus, with_
from tests.parted import compute

RENEWED = '[[costs]]\nid = "n"\nkind = "replacement"\nname = "更新"\nbasis = "by_year"\nby_year = {{ {by_year} }}\n'
EARLY = """[[principal]]
bond = "A"
day = 2031-12-01
kind = "early"
amount = {amount}
"""


@pytest.mark.parametrize(("amount", "saved"), [("1000", "69.50"), ("2000", "139.00")])
def test_early_repayment_saves_the_coupons_that_are_not_paid(amount: str, saved: str) -> None:
    """5,000 at 1.39 % until 2036, a part repaid five years ahead: part x 1.39 % x 5."""
    given = plus(on(date(2024, 12, 25)), "principal", EARLY.format(amount=amount))
    told = finding_of(given, "D14")
    assert told.verdict == "pass"
    assert f"本金{Decimal(amount):,.2f}万元，少付利息{saved}万元" in told.outcome.zh
    assert finding_of(on(date(2024, 12, 25)), "D14").verdict == "not_applicable"
    assert finding_of(with_(given, "project", rule_date=date(2024, 12, 24)), "D14").verdict == "not_applicable"


def test_early_repayment_without_cash_is_told() -> None:
    early = EARLY.replace("2031", "2023").format(amount="4500")
    told = finding_of(plus(on(date(2025, 1, 1)), "principal", early), "D14")
    assert told.verdict == "warn"
    assert "资金不足以提前偿还" in told.outcome.zh


def test_what_falls_due_anyway_is_not_laid_to_repaying_early() -> None:
    """Rent of 500 bears 1,000 in 2031 and cannot bear 4,000 in 2036, as it could not bear 5,000: only the first is asked.

    By hand to 2031: 300 - 200 - 69.50, eight times 450 - 200 - 69.50, less 1,000: 474.50, and fees of cents.
    """
    given = with_(plus(on(date(2024, 12, 25)), "principal", EARLY.format(amount="1000")), "revenue", price=Decimal(500))
    made = compute(given)
    closing = made.figures.amounts(made.book.use(cash.schedule).closing)
    by_year = dict(zip(made.book.years.years, closing, strict=True))
    told = finding_of(given, "D14")
    assert by_year[2036] < 0
    assert abs(by_year[2031] - Decimal("474.50")) < 1
    assert told.verdict == "pass"
    assert f"2031年{by_year[2031]:,.2f}万元" in told.outcome.zh


def test_a_bullet_of_which_part_was_repaid_early_still_falls_due_at_once() -> None:
    """1,000 of 5,000 go in 2031, more than the year earns; 4,000 fall due in 2036, which plan calls 一次还本到期."""
    given = with_(plus(on(date(2024, 12, 25)), "principal", EARLY.format(amount="1000")), "revenue", price=Decimal(400))
    told = finding_of(given, "C16").outcome.zh
    assert "2031" in told
    assert "2036" not in told


@pytest.mark.parametrize("rule", ["C15", "C16"])
@pytest.mark.parametrize(
    ("renewed", "short", "lacking"),
    [({2026: 900}, {2026}, set()), ({2026: 900, 2030: 9000}, {2026, 2030}, {2030}), ({2030: 9000}, {2030}, {2030})],
)
def test_what_earlier_years_left_is_named_only_as_far_as_it_goes(
    rule: str, renewed: dict[int, int], short: set[int], lacking: set[int]
) -> None:
    """A year that earns too little and ends with negative cash is told apart: nothing earlier made up for it."""
    by_year = ", ".join(f"{year} = {amount}" for year, amount in renewed.items())
    given = added(on(date(2024, 12, 25)), RENEWED.format(by_year=by_year), "costs")
    first, _, rest = finding_of(given, rule).outcome.zh.partition("以前年度结余")
    assert {int(year) for year in re.findall(r"\d{4}", first)} == short
    assert ({int(year) for year in re.findall(r"\d{4}", rest)} or (short if "均为负" in rest else set())) == lacking


LAID_BY = """[[reserve]]
id = "r"
move = "set_aside"
by_year = {{ 2024 = {amount}, 2025 = 100 }}
[[reserve]]
id = "u"
move = "used"
by_year = {{ 2036 = {used} }}
"""


@pytest.mark.parametrize(
    ("amount", "used", "verdict", "words"),
    [
        ("200", "300", "pass", "最高余额300.00万元，各年均由期末资金承担"),
        ("200", "300.01", "warn", "2036至2041年动用超过余额"),
        ("90000", "0", "warn", "备付金大于期末资金"),
    ],
)
def test_a_reserve_is_within_the_cash_and_moves_no_ratio(amount: str, used: str, verdict: str, words: str) -> None:
    day = date(2025, 1, 1)
    given = added(on(day), LAID_BY.format(amount=amount, used=used), "reserve")
    told = finding_of(given, "D15")
    assert (told.verdict, words in told.outcome.zh) == (verdict, True), told.outcome.zh
    for rule in ("C01", "C02", "C07", "C09"):
        assert finding_of(given, rule).outcome == finding_of(on(day), rule).outcome


def test_the_balance_sheet_carries_the_unit_s_part_only() -> None:
    """60 % of 5,000 is the unit's; the rest stands by itself and the sheet still balances."""

    def claims(day: date) -> dict[str, Decimal]:
        made = compute(on(day))
        sheet = next(one for one in made.book.tables if one.id == "balance_sheet")
        at = made.book.years.years.index(2025)
        return {line.id: made.figures.amounts(line)[at] for line in sheet.lines}

    before, after = claims(date(2025, 12, 31)), claims(date(2026, 1, 1))
    assert (before["bonds"], "bonds_by_fund" in before) == (Decimal(5000), False)
    assert (after["bonds"], after["bonds_by_fund"]) == (Decimal(3000), Decimal(2000))
    assert before["claims"] == after["claims"] == after["assets"]


@pytest.mark.parametrize(
    ("day", "rent", "subsidy", "verdict", "words"),
    [
        (date(2024, 12, 24), "1200", "10", "not_applicable", "尚未施行"),
        (date(2024, 12, 25), "1200", "10", "warn", "不存在应弥补的不足"),
        (date(2024, 12, 26), "400", "10", "pass", "本项目收益不足"),
        (date(2024, 12, 26), "400", "9000", "warn", "安排超过不足部分"),
    ],
)
def test_a_subsidy_only_makes_up_what_is_short(day: date, rent: str, subsidy: str, verdict: str, words: str) -> None:
    """Claimed or not, it stands apart: E/F is that of the project without the line."""
    alone = on(day, ("revenue", {"price": Decimal(rent)}))
    row = SECOND.format(id="two", name="补助", cls="subsidy").replace(
        "price = 10\nquantity", f"price = {subsidy}\nquantity"
    )
    given = with_(added(alone, row, "revenue", "comparables"), "revenue", price=Decimal(rent))
    told = finding_of(given, "D17")
    assert (told.verdict, words in told.outcome.zh) == (verdict, True), told.outcome.zh
    assert finding_of(given, "C02").outcome == finding_of(alone, "C02").outcome
    assert finding_of(on(date(2025, 1, 1)), "D17").verdict == "not_applicable"
