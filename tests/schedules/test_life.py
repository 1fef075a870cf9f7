"""What counts of the first and last year of the bonds' life: each flow once, by its own date. Every figure by hand."""

from decimal import Decimal

import pytest

from bondcalc.result.contract import ratios_of
from bondcalc.result.result import Result
from tests.schedules.stated import by_year, computed, finding_in, scalar, verdict_in

HEAD = """
[project]
name = "x"
rule_date = 2021-01-01
operation_start = 2021-09-01
operation_end = {end}
forecast_end = 2027
[settings]
coverage_threshold = 1.2
edge_years = "{edge}"
"""
BOND = """
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-03-10
face = 2000
coupon = 0.03
term_years = 5
payments_a_year = 1
"""
LINES = """
[[revenue]]
id = "fee"
name = "收费"
budget_class = "project_special"
claimed = true
price = 1200
quantity = 1
[[costs]]
id = "wages"
kind = "wages"
name = "工资"
basis = "fixed"
rate = 240
"""
RENEWED = '[[costs]]\nid = "new"\nkind = "{kind}"\nname = "设备更新"\nbasis = "by_year"\nby_year = {{ {year} = 900 }}\n{month}\n'
SOLD = """
[[land]]
id = "P"
use = "工业用地"
area_mu = 100
price = 20
claimed = true
compensation = 6
by_year = {{ 2023 = 0.5, 2026 = 0.5 }}
{month}
"""


def made(text: str, end: str = "2026-02-28", edge: str = "prorated") -> Result:
    return computed(text, HEAD.format(end=end, edge=edge))


def counted(result: Result) -> dict[int, Decimal]:
    return by_year(result, "repayable", "counted")


def revenue(result: Result) -> Decimal:
    return scalar(result, "coverage", "revenue_counted")


def month(number: int | None) -> str:
    return "" if number is None else f"month = {number}"


def test_all_operation_inside_the_life_counts_whole() -> None:
    """960 a year is 80 a month: four months of 2021, four years, January and February of 2026, all inside."""
    assert counted(made(BOND + LINES)) == {2021: 320, 2022: 960, 2023: 960, 2024: 960, 2025: 960, 2026: 160}


def test_operation_past_the_maturity_counts_by_its_months_inside() -> None:
    """Repaid on 10 March 2026: January and February of the twelve months of operation; nothing of 2027."""
    assert counted(made(BOND + LINES, "2030-12-31"))[2026] == 160
    assert 2027 not in counted(made(BOND + LINES, "2030-12-31"))


def test_a_line_by_calendar_year_is_not_prorated_twice() -> None:
    """60 in the four months of 2021, all of them inside; 90 in the two months of 2026."""
    text = LINES.replace("quantity = 1\n", "by_year = { 2021 = 0.05, 2026 = 0.075 }\n").replace(
        "rate = 240", "rate = 0"
    )
    assert counted(made(BOND + text)) == {2021: 60, 2026: 90}


def test_without_operation_receipts_go_by_the_year_and_outlays_whole() -> None:
    """Nobody says when it operates: April to December is nine of twelve months; a cost of 40 counts whole."""
    text = (
        LINES[: LINES.index("[[costs]]")].replace("quantity = 1\n", "by_year = { 2021 = 0.1, 2022 = 1 }\n")
        + '[[costs]]\nid = "c"\nkind = "other"\nname = "成本"\nbasis = "by_year"\nby_year = { 2021 = 40 }\n'
    )
    assert counted(computed(BOND + text)) == {2021: 90 - 40, 2022: 1200}


@pytest.mark.parametrize(("number", "lower"), [(None, 900), (2, 900), (3, 900), (4, 0)])
def test_an_outlay_counts_whole_or_by_its_month(number: int | None, lower: int) -> None:
    """The bond is repaid on 10 March: an outlay of March may come before it, one of April does not."""
    text = BOND + LINES + RENEWED.format(kind="replacement", year=2026, month=month(number))
    assert counted(made(text)).get(2026, 0) == 160 - lower


def test_moving_an_outlay_into_the_last_year_raises_nothing() -> None:
    early = made(BOND + LINES + RENEWED.format(kind="replacement", year=2024, month=""))
    late = made(BOND + LINES + RENEWED.format(kind="replacement", year=2026, month=""))
    assert revenue(early) == revenue(late) == 4320 - 900


@pytest.mark.parametrize(
    ("year", "number", "verdict"),
    [
        (2026, 4, "warn"),
        (2027, None, "warn"),
        (2027, 3, "warn"),
        (2027, 4, "pass"),
        (2024, None, "pass"),
        (2026, None, "pass"),
        (2026, 2, "pass"),
    ],
)
def test_an_outlay_just_after_the_maturity_is_told(year: int, number: int | None, verdict: str) -> None:
    """Twelve months after 10 March 2026, of a project that operates on; of one that does not, see test_late_costs.py."""
    result = made(BOND + LINES + RENEWED.format(kind="replacement", year=year, month=month(number)), "2030-12-31")
    assert verdict_in(result, "W23") == verdict


@pytest.mark.parametrize(("year", "number", "lower"), [(2026, 4, 900), (2026, 12, 900), (2027, 1, 0), (2027, None, 0)])
def test_an_outlay_of_a_last_year_that_counts_whole_is_not_just_after(
    year: int, number: int | None, lower: int
) -> None:
    """E has what is spent in 2026 after 10 March too: exactly what it has not is told."""
    text = BOND + LINES + RENEWED.format(kind="replacement", year=year, month=month(number))
    plain, spent = made(BOND + LINES, edge="whole"), made(text, edge="whole")
    assert revenue(plain) - revenue(spent) == lower
    assert verdict_in(spent, "W23") == ("pass" if lower else "warn")


def test_running_costs_by_calendar_year_follow_operation() -> None:
    """Repaid in March with operation to 2030: two of twelve months of 900 of repairs, stated for every year."""
    every = ", ".join(f"{year} = 900" for year in range(2021, 2031))
    text = BOND + LINES + RENEWED.format(kind="repair", year=2026, month="").replace("2026 = 900", every)
    assert counted(made(text, "2030-12-31"))[2026] == 160 - 150


@pytest.mark.parametrize("kind", ["repair", "other"])
def test_a_single_outlay_counts_whole_whatever_it_is_called(kind: str) -> None:
    """900 of one year, in the year of the maturity or before it: the same 收益 less 900."""
    late = made(BOND + LINES + RENEWED.format(kind=kind, year=2026, month=""), "2030-12-31")
    early = made(BOND + LINES + RENEWED.format(kind=kind, year=2024, month=""), "2030-12-31")
    assert counted(late)[2026] == 160 - 900
    assert revenue(late) == revenue(early)


LEVIED = '[[taxes_paid]]\nid = "t"\nkind = "{kind}"\nname = "清算"\nbasis = "by_year"\nby_year = {{ {years} }}\n'


@pytest.mark.parametrize(
    ("kind", "years", "taken"),
    [
        ("other", "2026 = 900", 900),  # land value-added tax of one year
        ("income_tax", "2026 = 900, 2027 = 900", 900),  # the first year that is taxed: nothing says that it ran before
        ("income_tax", "2024 = 900, 2025 = 900, 2026 = 900", 150),  # two of twelve months of what runs
        ("land_use_tax", ", ".join(f"{year} = 900" for year in range(2021, 2028)), 150),
    ],
)
def test_a_single_tax_counts_whole_and_one_that_runs_by_its_months(kind: str, years: str, taken: int) -> None:
    """900 of the year of the maturity, of whose twelve months of operation two are inside."""
    result = made(BOND + LINES + LEVIED.format(kind=kind, years=years), "2030-12-31")
    assert counted(result)[2026] == 160 - taken


def test_moving_a_single_tax_into_an_edge_year_raises_nothing() -> None:
    """Issued on 10 November 2021: December is one of four months of operation, and 80 of 320."""
    issued = (BOND + LINES).replace("2021-03-10", "2021-11-10")
    first, middle, last = (
        made(issued + LEVIED.format(kind="other", years=f"{year} = 900"), "2030-12-31") for year in (2021, 2024, 2026)
    )
    assert counted(first)[2021] == 80 - 900
    assert revenue(first) == revenue(middle) == revenue(last)
    running = made(issued + LEVIED.format(kind="other", years="2021 = 900, 2022 = 900"), "2030-12-31")
    assert counted(running)[2021] == 80 - 225


@pytest.mark.parametrize(("number", "share"), [(2, 1), (1, 1), (3, 0), (12, 0)])
def test_a_dated_instalment_of_land_counts_when_its_month_is_inside(number: int, share: int) -> None:
    """Price and accruals of the month count or do not; the cost goes with it, in March still (it may be paid before the tenth)."""
    result = made(BOND + LINES + SOLD.format(month=month(number)))
    net, paid = by_year(result, "land", "net.P")[2026], 50 * 6
    cost = paid if number <= 3 else 0
    assert by_year(result, "inside", "land.P").get(2026, 0) == (net + paid) * share - cost


def test_an_undated_instalment_counts_by_the_year_and_its_cost_whole() -> None:
    """January and February are two months of twelve; the other half of 2023 is all inside."""
    result = made(BOND + LINES + SOLD.format(month=""))
    net, paid = by_year(result, "land", "net.P"), 50 * 6
    sixth = ((net[2026] + paid) / 6).quantize(Decimal("0.01"))
    assert by_year(result, "inside", "land.P") == {2023: net[2023], 2026: sixth - paid}


def test_cost_of_land_has_a_month_of_its_own() -> None:
    plan = '[[land_costs]]\nparcel = "P"\nby_year = { 2026 = 1 }\nmonth = 6\n'
    result = made(BOND + LINES + SOLD.format(month="month = 2") + plan)
    net = by_year(result, "land", "net.P")[2026]
    assert by_year(result, "inside", "land.P")[2026] == net + 600


def test_a_dated_sale_counts_whole_when_its_month_is_inside() -> None:
    sale = (
        LINES[: LINES.index("[[costs]]")]
        .replace('"fee"', '"sale"')
        .replace("quantity = 1\n", "by_year = {{ 2026 = 1 }}\nmonth = {}\n")
    )
    assert counted(made(BOND + LINES + sale.format(2)))[2026] == 160 + 1200
    assert counted(made(BOND + LINES + sale.format(3)))[2026] == 160


def test_whole_years_take_every_year_that_is_touched() -> None:
    result = made(
        BOND
        + LINES
        + SOLD.format(month="month = 12")
        + RENEWED.format(kind="replacement", year=2026, month="month = 12"),
        "2030-12-31",
        "whole",
    )
    amount = by_year(result, "repayable", "amount")
    assert counted(result) == {year: amount[year] for year in range(2021, 2027)}
    assert ratios_of(result)["coverage_total_debt"] == ratios_of(result)["coverage_total_debt_whole_years"]


def test_nothing_is_earned_or_spent_after_the_forecast() -> None:
    """A forecast to 2024: land of 2026, an outlay of 2025 and all operation after it are gone, and the years are named."""
    text = BOND + LINES + SOLD.format(month="") + RENEWED.format(kind="replacement", year=2025, month="")
    result = computed(text, HEAD.format(end="2030-12-31", edge="prorated").replace("2027", "2024"))
    assert max(by_year(result, "repayable", "revenue")) == 2024
    assert max(by_year(result, "repayable", "costs")) == 2024
    assert by_year(result, "repayable", "replacement") == {}
    found = finding_in(result, "C14")
    assert (found.verdict, "2025至2026年" in found.outcome.zh) == ("fail", True)


TAXED = """
[taxation]
method = "computed"
taxpayer = "{taxpayer}"
[[revenue]]
id = "sale"
name = "厂房出售"
price = 1090
output_vat_rate = 0.09
by_year = {{ 2026 = 1 }}
month = {month}
"""


def test_a_dated_sale_bears_its_own_tax() -> None:
    """90 of value-added tax and 9.00 of surcharges are the sale's: whole with it in February, nothing of it in March.

    The fee bears none; two months of 960 a year are 160.
    """
    text = BOND + LINES.replace("quantity = 1\n", "quantity = 1\noutput_vat_rate = 0\n")
    results = [made(text + TAXED.format(taxpayer="institution", month=month), "2030-12-31") for month in (2, 3)]
    assert [counted(result)[2026] for result in results] == [160 + 1090 - 99, 160]


def test_income_tax_goes_by_the_revenue_that_counts() -> None:
    """Of 2026 count 200 of the fee's 1,200, with all 1,090 of the sale in February and nothing of it in March: 1,290 or 200 of 2,290."""
    text = BOND + LINES.replace("quantity = 1\n", "quantity = 1\noutput_vat_rate = 0\n")
    for month, counts in ((2, 1290), (3, 200)):
        result = made(text + TAXED.format(taxpayer="company", month=month), "2030-12-31")
        tax = by_year(result, "all_taxes", "income_tax")[2026]
        borne = (tax * counts / 2290).quantize(Decimal("0.01"))
        sale = 1090 - 99 if month == 2 else 0
        assert counted(result)[2026] == 160 + sale - borne
