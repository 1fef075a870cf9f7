"""土地竞价: chances and prices as lines, against closed forms by hand and the mathematics they were solved with."""

from decimal import Decimal
from math import exp, log

import pytest

from bondcalc.probability.auction import Bidders, Lognormal, Uniform, price_at, revenue
from bondcalc.result.result import Result
from bondcalc.schedules import coverage, land_sales
from tests.schedules.stated import by_year, computed
from tests.schedules.test_land import parcel
from tests.schedules.test_land_prices import BID, bid, figure
from tests.toml_rows import deals

FLAT = deals("P", ("2020-06-01", 50), ("2020-09-01", 50))
EVEN = 'valuation = "uniform"\n'


def sale(start: str, how: str) -> Result:
    """The parcel is worth 50."""
    return bid(start, how, FLAT)


def of(result: Result, line: str) -> Decimal:
    """A figure of the parcel's sale."""
    return figure(result, "land_sales", f"{line}.P")


@pytest.mark.parametrize("number", [1, 3, 6])
def test_published_uniform_closed_form(number: int) -> None:
    """Valuations from 0 to 100 and hardly a start price: 100 (n - 1)/(n + 1); a start price of 50 and three: 53.125."""
    result = sale("0.01", f"{EVEN}spread = 1\nbidders = {number}")
    low = Decimal("0.0001")
    # r n F^(n-1) (1-F) + the integral of x n (n-1) F^(n-2) (1-F) over [r, 1], valuations over [0, 1].
    second = (n := Decimal(number)) * (n - 1) * ((1 - low**number) / n - (1 - low ** (number + 1)) / (n + 1))
    expected = low * n * low ** (number - 1) * (1 - low) + second
    assert abs(of(result, "receipts_factor") / 2 - expected) < Decimal("1e-12")
    assert of(result, "price") == (round(Decimal(100) * (n - 1) / (n + 1), 2) or Decimal("0.01"))


def test_even_valuations_by_hand() -> None:
    result = sale("50", f"{EVEN}spread = 1\nbidders = 3")
    assert of(result, "below") == Decimal("0.5")
    assert of(result, "unsold") == Decimal("0.125")
    assert of(result, "at_start") == Decimal("0.375")
    assert abs(of(result, "receipts_factor") - Decimal("1.0625")) < Decimal("1e-12")
    assert of(result, "receipts") == Decimal("53.13")
    # 3u² - 2u³ = 0.125 + 0.9 x 0.875 and so on; the middle of all sales lies at 0.5 + ... of the span.
    assert of(result, "once") == 25
    assert of(result, "p10") == 50


def test_valuations_that_begin_above_the_start_price() -> None:
    """From 40 to 60, start at 30: never unsold, one bidder pays 30, two pay 40 + 20/3 on average."""
    one, two = (sale("30", f"{EVEN}spread = 0.2\nbidders = {n}") for n in (1, 2))
    assert [of(one, line) for line in ("unsold", "at_start", "receipts", "price", "p10", "p90")] == [
        0,
        1,
        30,
        30,
        30,
        30,
    ]
    assert [of(two, line) for line in ("unsold", "at_start")] == [0, 0]
    assert of(two, "receipts") == Decimal("46.67")


def test_a_poisson_number_by_hand() -> None:
    """Half of the valuations reach the start price: P(unsold) = e^-1 with two on average, one buyer as often."""
    result = sale("50", "bidder_rate = 2\nspread = 0.3")
    assert abs(of(result, "unsold") - Decimal(exp(-1))) < Decimal("1e-11")
    assert abs(of(result, "at_start") - Decimal(exp(-1))) < Decimal("1e-11")
    even = sale("50", f"{EVEN}bidder_rate = 2\nspread = 0.3")
    # Above the start price valuations are even over [1, 1.3] of the market value: 1 + q - 2(1 - q)/m of that span, q = 1/e, m = 1.
    q = Decimal(exp(-1))
    expected = (1 - q) + Decimal("0.3") * (1 + q - 2 * (1 - q))
    assert abs(of(even, "receipts_factor") - expected) < Decimal("1e-11")


@pytest.mark.parametrize(
    ("unsold", "at_start"), [("0.10", "0.256"), ("0.14", "0.320"), ("0.20", "0.402"), ("0.30", "0.516")]
)
def test_the_regions_figures(unsold: str, at_start: str) -> None:
    result = sale("50", f"unsold_share = {unsold}\npremium = 0.05")
    assert abs(of(result, "unsold") - Decimal(unsold)) < Decimal("1e-11")
    assert round(of(result, "region_at_start"), 3) == Decimal(at_start)
    # Sales at the market value bring the premium that was stated.
    assert abs(of(result, "receipts_factor") / of(result, "sold") - Decimal("1.05")) < Decimal("1e-9")
    assert abs(of(result, "number") - Decimal(-2 * log(float(unsold)))) < Decimal("1e-11")


@pytest.mark.parametrize("how", ["bidders = 1", "bidders = 4", "bidder_rate = 1.5", "bidder_rate = 6"])
@pytest.mark.parametrize("start", ["30", "46"])
def test_lines_are_the_mathematics(how: str, start: str) -> None:
    name, value = how.split(" = ")
    bidders = Bidders(int(value)) if name == "bidders" else Bidders(rate=float(value))
    for spread, valuations in (("0.2", Lognormal(0.2)), ("0.3", Uniform(0.3))):
        even = EVEN if spread == "0.3" else ""
        result = sale(start, f"{even}{how}\nspread = {spread}")
        ratio = float(start) / 50
        below = valuations.below(ratio)
        assert abs(float(of(result, "below")) - below) < 1e-11
        assert abs(float(of(result, "unsold")) - bidders.unsold(below)) < 1e-11
        assert abs(float(of(result, "at_start")) - bidders.at_start(below)) < 1e-10
        assert abs(float(of(result, "receipts_factor")) - revenue(bidders, valuations, ratio)) < 1e-11
        for quantile in (10, 50, 90):
            expected = price_at(bidders, valuations, ratio, quantile / 100) * 50
            if bidders.unsold(below) < 1:
                assert abs(float(of(result, f"p{quantile}")) - expected) <= 0.0051
        checks = [line for line in result.book.find("land_sale_checks").lines if line.id.startswith("check_")]
        assert len(checks) >= 4
        assert {result.figures.amount(line) for line in checks} == {Decimal(0)}
    if how == "bidders = 1":
        assert {of(result, f"p{quantile}") for quantile in (10, 50, 90)} == {Decimal(start)}


def test_a_check_tells_what_was_solved_for_other_inputs() -> None:
    """A start price, a spread or a number of bidders changed in the workbook leaves solved values behind: the checks say so."""
    result = sale("45", "bidder_rate = 2\nspread = 0.2")
    table, program = result.book.find("land_sale_checks"), result.book.program()
    for field, value in (("start_price", "46"), ("spread", "0.21"), ("bidder_rate", "2.2")):
        figures = program.run({("land_bids", "0", field): Decimal(value)})
        assert figures.amount(table["check_basis.P"]) > 0
    assert program.run({("land_bids", "0", "spread"): Decimal("0.21")}).amount(table["check_below.P"]) > 0
    assert program.run({("land_bids", "0", "bidder_rate"): Decimal(3)}).amount(table["check_nobody.P"]) > 0


def test_a_sale_moves_no_figure_of_the_plan() -> None:
    plain, sold = computed(parcel("40") + FLAT), sale("30", "bidders = 2\nspread = 0.2")
    for line in ("coverage_total_debt", "coverage_special_bond"):
        ratios = [result.figures.scalar(result.book.use(coverage.schedule).ratios[line]) for result in (plain, sold)]
        assert ratios[0] == ratios[1]
    assert by_year(plain, "land", "net.P") == by_year(sold, "land", "net.P")


def test_a_refund_is_no_income() -> None:
    """A tenth of 6,000 goes back: 600 less gross; what is accrued is accrued on the whole price."""
    plain = computed(parcel("40"))
    back = computed(parcel("40") + BID.format(start="30", how="bidders = 1\nspread = 0.2\nrefund = 0.1"))
    assert by_year(back, "land", "full.P") == {2023: 6000}
    assert by_year(back, "land", "gross.P") == {2023: 5400}
    assert by_year(back, "land", "claimed_accruals") == by_year(plain, "land", "claimed_accruals")
    assert by_year(plain, "land", "net.P")[2023] - by_year(back, "land", "net.P")[2023] == 600
    assert back.book.use(land_sales.schedule)["P"].chances is None
