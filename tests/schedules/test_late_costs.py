"""Costs paid after the last maturity: what E leaves out, the multiple with it, and the rules that judge. Every figure by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest

from bondcalc.result.result import Result
from tests.schedules.stated import computed, finding_in, scalar, verdict_in

HEAD = """
[project]
name = "x"
rule_date = 2021-01-01
operation_start = 2021-09-01
operation_end = {end}
forecast_end = {forecast}
[settings]
coverage_threshold = 1.2
edge_years = "{edge}"
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-03-10
face = 2000
coupon = 0.03
term_years = 5
payments_a_year = 1
[[revenue]]
id = "fee"
name = "收费"
budget_class = "project_special"
claimed = true
price = 800
quantity = 1
[[costs]]
id = "wages"
kind = "wages"
name = "工资"
basis = "fixed"
rate = 60
"""
"""740 a year; repaid on 10 March 2026, so that 54 months from September 2021 to February 2026 count: 740 x 4.5 = 3,330.

F is 2,000 and five times 60 of interest: 2,300. 3,330 is 1.4478 of it; the province asks for 1.2 of it, 2,760.
"""
E, F = 3330, 2300
SERVICED = "2026-02-28"
LATER = "2030-12-31"
OUTLAY = '[[{sheet}]]\nid = "o"\nkind = "{kind}"\nname = "大修"\nbasis = "by_year"\nby_year = {{ {years} }}\n{month}\n'
LAND = """
[[land]]
id = "P"
use = "工业用地"
area_mu = 100
price = 20
claimed = true
compensation = 9
state_owned = true
by_year = {{ {sold} }}
{month}
"""
PAID = '[[land_costs]]\nparcel = "P"\nby_year = {{ {paid} }}\n{month}\n'


def made(text: str = "", end: str = SERVICED, edge: str = "prorated", forecast: int = 2030) -> Result:
    return computed(text, HEAD.format(end=end, edge=edge, forecast=forecast))


def in_month(number: int | None) -> str:
    return "" if number is None else f"month = {number}"


def outlay(years: str, month: int | None = None, sheet: str = "costs", kind: str = "replacement") -> str:
    return OUTLAY.format(years=years, month=in_month(month), sheet=sheet, kind=kind)


def land(sold: str, paid: str, month: int | None = 6, paid_month: int | None = 6) -> str:
    return LAND.format(sold=sold, month=in_month(month)) + PAID.format(paid=paid, month=in_month(paid_month))


def late(result: Result, line: str) -> Decimal:
    return scalar(result, "after_maturity", line)


def earned(result: Result) -> Decimal:
    return scalar(result, "coverage", "revenue_counted")


def has_late(result: Result) -> bool:
    return any(table.id == "after_maturity" and scalar(result, table.id, "total") for table in result.book.tables)


@pytest.mark.parametrize(
    ("end", "own", "verdict"),
    [
        (SERVICED, 600, "fail"),  # nothing is earned after the maturity: the cost is one of what was earned before
        (LATER, 0, "warn"),
    ],
)
def test_costs_moved_behind_the_maturity_by_hand(end: str, own: int, verdict: str) -> None:
    """600 of 2024 leave 2,730, which is 1.18696 of 2,300; spent in April 2026 they leave E, and are counted beside it."""
    early, moved = made(outlay("2024 = 600"), end), made(outlay("2026 = 600", 4), end)
    assert (earned(early), earned(moved)) == (E - 600, E)
    assert (late(moved, "total"), late(moved, "own"), late(moved, "revenue")) == (600, own, E - 600)
    multiple = Fraction(late(moved, "coverage_total_debt_with_late_costs"))
    assert abs(multiple - Fraction(2730, F)) < Fraction(1, 10**30)
    assert [verdict_in(made(end=end), id_) for id_ in ("C03", "W23")] == ["pass", "not_applicable"]
    assert (verdict_in(early, "C03"), verdict_in(moved, "C03")) == ("fail", verdict)
    assert (verdict_in(moved, "C14"), verdict_in(moved, "W23")) == ("warn", "warn")
    for rule in ("C03", "W23"):
        said = finding_in(moved, rule).outcome.zh
        assert all(part in said for part in ("1.45倍", "1.19倍", "600.00万元", "低于1.20倍")), said


def test_the_floor_is_held_to_the_same() -> None:
    """1,100 leave 2,230 of 2,300: 0.97."""
    moved = made(outlay("2026 = 1100", 4))
    assert [verdict_in(moved, rule) for rule in ("C01", "C02", "C03")] == ["fail"] * 3
    moved = made(outlay("2026 = 1100", 4), LATER)
    assert [verdict_in(moved, rule) for rule in ("C01", "C02", "C03")] == ["warn"] * 3


def test_a_multiple_that_stays_above_every_limit_is_told_and_passes() -> None:
    """500 leave 2,830 of 2,300: 1.23."""
    moved = made(outlay("2026 = 500", 4), LATER)
    assert [verdict_in(moved, rule) for rule in ("C01", "C02", "C03", "C14", "W23")] == ["pass"] * 4 + ["warn"]
    assert "由1.45倍变为1.23倍" in finding_in(moved, "W23").outcome.zh
    assert "为1.23倍" in finding_in(moved, "C14").outcome.zh


MOVED = {
    "a month": (outlay("2026 = 600", 4), outlay("2026 = 600", 3)),
    "a year": (outlay("2027 = 600"), outlay("2026 = 600")),
    "a tax": (outlay("2026 = 600", 12, "taxes_paid", "other"), outlay("2025 = 600", 12, "taxes_paid", "other")),
    "three years": (outlay("2029 = 600"), outlay("2025 = 600")),
    "behind the forecast": (outlay("2031 = 600"), outlay("2025 = 600")),
    "land": (land("2023 = 1", "2026 = 1", paid_month=4), land("2023 = 1", "2026 = 1", paid_month=3)),
    "land in part": (land("2023 = 1", "2024 = 0.4, 2030 = 0.6"), land("2023 = 1", "2024 = 1")),
    "land behind the forecast": (land("2023 = 1", "2031 = 1"), land("2023 = 1", "2023 = 1")),
}
"""A cost behind the maturity, and the same before it."""


@pytest.mark.parametrize("what", MOVED)
def test_wherever_a_cost_is_moved_the_multiple_with_it_is_that_of_the_cost_inside(what: str) -> None:
    """Nothing operates after the maturity: whatever is paid then is a cost of what E counts."""
    moved, inside = (made(text) for text in MOVED[what])
    assert earned(moved) > earned(inside)
    assert late(moved, "revenue") == late(moved, "revenue_less_own") == earned(inside)
    assert verdict_in(moved, "W23") == "warn"


@pytest.mark.parametrize(
    ("sold", "paid", "month", "paid_month", "left"),
    [
        ("2023 = 1", "2024 = 0.4, 2027 = 0.6", 6, 6, 540),
        ("2023 = 0.5, 2028 = 0.5", "2023 = 0.5, 2028 = 0.5", 6, 6, 0),  # cost is paid with the sale of each half
        ("2023 = 0.5, 2028 = 0.5", "2028 = 1", 6, 6, 450),  # that of the half whose price E counts
        ("2023 = 0.5, 2028 = 0.5", "2023 = 0.2, 2028 = 0.8", 6, 6, 450 - 180),
        ("2026 = 1", "2027 = 1", None, None, 150),  # January and February are two of twelve months
        ("2026 = 1", "2027 = 1", 6, None, 0),  # sold in June, after the maturity
        ("2026 = 1", "2020 = 0.5, 2028 = 0.5", 2, None, 450),  # what was paid before the issue is paid
    ],
)
def test_cost_of_land_belongs_to_its_price(
    sold: str, paid: str, month: int | None, paid_month: int | None, left: int
) -> None:
    """100 mu at 9: 900 in all."""
    result = made(land(sold, paid, month, paid_month), LATER)
    assert (late(result, "land_total"), late(result, "own")) == (left, left)
    assert verdict_in(result, "W23") == ("warn" if left else "pass")


def test_cost_of_land_sold_inside_fails_though_operation_goes_on() -> None:
    """2,000 of price less what is taken of it by rule, and 900 of cost: 54 months of 740 - 700 and the land are just enough without it."""
    text = land("2023 = 1", "2027 = 1")
    result = computed(
        text, HEAD.format(end=LATER, edge="prorated", forecast=2030).replace("price = 800", "price = 400")
    )
    assert F * Decimal("1.2") <= earned(result) < F * Decimal("1.2") + 900
    assert [verdict_in(result, rule) for rule in ("C03", "W23")] == ["fail", "warn"]


@pytest.mark.parametrize(
    ("last", "left"),
    [
        ("2026 = 100, 2027 = 110", 0),
        ("2026 = 100, 2027 = 90", 0),
        ("2026 = 1, 2027 = 199", Decimal("197.90")),  # 199 less 1.1 times 1
        ("2026 = 600, 2027 = 100", Decimal("408.33")),  # 600 less 110, ten of twelve months of it
        ("2026 = 110, 2027 = 121", 0),
    ],
)
def test_of_what_runs_on_only_the_leap_is_late(last: str, left: Decimal) -> None:
    """Repairs of every year of operation to 2030: a tenth more a year is usual, what is more could have come earlier."""
    years = ", ".join(f"{year} = 100" for year in (*range(2021, 2026), *range(2028, 2031)))
    result = made(outlay(f"{years}, {last}", kind="repair"), LATER)
    assert late(result, "total") == left
    assert verdict_in(result, "W23") == ("warn" if left else "pass")


@pytest.mark.parametrize(
    ("sheet", "kind", "years"),
    [
        ("costs", "repair", "2021 = 1, 2022 = 1, 2023 = 1, 2024 = 1, 2025 = {}, 2026 = {}, 2027 = 1"),
        ("taxes_paid", "other", "2025 = {}, 2026 = {}"),
    ],
)
def test_what_leaps_in_the_year_of_the_maturity_is_not_cut_to_its_months(sheet: str, kind: str, years: str) -> None:
    """600 of 2026 count in E by two of twelve months: with the rest they are as much as 600 of 2025, within a year's usual cost."""
    early, moved = (
        made(outlay(years.format(*amounts), sheet=sheet, kind=kind), LATER) for amounts in ((600, 1), (1, 600))
    )
    assert abs(late(moved, "revenue") - earned(early)) <= 1
    assert [verdict_in(one, "C03") for one in (early, moved)] == ["fail", "warn"]


@pytest.mark.parametrize(("month", "year", "left"), [(4, 2026, 0), (None, 2026, 0), (1, 2027, 600)])
def test_a_last_year_that_counts_whole_has_all_its_costs_inside(month: int | None, year: int, left: int) -> None:
    result = made(outlay(f"{year} = 600", month), edge="whole")
    assert has_late(result) is bool(left)


@pytest.mark.parametrize("text", ["", outlay("2024 = 600"), outlay("2026 = 600"), land("2023 = 1", "2024 = 1")])
def test_without_such_costs_no_table_is_made(text: str) -> None:
    assert not any(table.id.startswith("after_maturity") for table in made(text).book.tables)


def test_what_also_hangs_on_refinancing_says_both() -> None:
    """540 a year for 90 months are 4,050 of 2,480, less 1,500 they are 1.028 of it; for 54 months alone 2,430 of 2,300."""
    rolled = '[[bonds]]\nid = "B"\nstatus = "planned"\nvalue_date = 2026-03-10\nface = 2000\ncoupon = 0.03\nterm_years = 3\nrefinances = "A"\n'
    head = HEAD.format(end=LATER, edge="prorated", forecast=2030).replace("price = 800", "price = 600")
    result = computed(rolled + outlay("2029 = 1500", 4), head)
    assert (earned(result), late(result, "revenue")) == (4050, 2550)
    finding = finding_in(result, "C03")
    assert finding.verdict == "warn"
    assert all(part in finding.outcome.zh for part in ("1.63倍", "计入后为1.03倍", "不含再融资为1.06倍"))


@pytest.mark.parametrize(
    ("received", "later"),
    [
        ("", 0),
        ('received = "yearly"', Decimal("133.33")),  # the year of two months is over in December
        ("month = 12\nby_year = { 2026 = 1 }", 800),
    ],
)
def test_revenue_that_comes_after_the_maturity_is_what_a_later_cost_may_belong_to(
    received: str, later: Decimal
) -> None:
    """Operation ends on 28 February and the bond on 10 March; 800 a year are 133.33 in two months."""
    head = HEAD.format(end=SERVICED, edge="prorated", forecast=2030).replace(
        "quantity = 1\n[[costs]]", f"quantity = 1\n{received}\n[[costs]]"
    )
    result = computed(outlay("2026 = 3000", 4), head.replace("quantity = 1\nmonth", "month"))
    assert late(result, "earned_later") == later
    assert (
        late(result, "own") == 3000 - later
    )  # as much of the cost as that income does not pay is one of earlier income
