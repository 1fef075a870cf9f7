"""土地竞价 as a report: what stands inside, what is handed on, and the project by number of bidders."""

from decimal import Decimal

from bondcalc.filings.draw import known
from bondcalc.reports.analyses import analyses
from bondcalc.reports.land_sales_report import told
from bondcalc.result.result import Result
from bondcalc.schedules import coverage
from bondcalc.wording.report import Datum, Listing, Medium
from tests.samples import computed_sample
from tests.schedules.stated import computed
from tests.schedules.test_land import parcel
from tests.schedules.test_land_prices import GRID


def sold(start: str, how: str) -> Result:
    """One parcel of 150 亩 that is worth 50, planned at 40, with a row on 土地竞价."""
    flat = GRID.split("circumstance")[0] + GRID[GRID.index("[[comparables]]", 5) :].replace("44", "50")
    return computed(f'{parcel("40")}[[land_bids]]\nparcel = "P"\nstart_price = {start}\n{how}\n{flat}')


def ratio_of(result: Result, listing: str, case: str | int) -> Decimal:
    """E of a case, by its id or its number of bidders."""
    rows = told(result).part(listing)
    assert isinstance(rows, Listing)
    row = next(row for row in rows.rows if case_of(row["case"]) == case)
    cell = row["revenue"]
    assert isinstance(cell, Datum)
    return Decimal(str(cell.value))


def case_of(cell: object) -> object:
    return cell.value if isinstance(cell, Datum) else getattr(cell, "id", "")


def test_cases_are_the_project_with_other_prices() -> None:
    """At its start price of 30, and with one bidder who is always there, the parcel brings what a project priced so brings."""
    result = sold("30", 'valuation = "uniform"\nspread = 0.2\nbidders = 2')
    basis = coverage.schedule
    cheaper = computed(parcel("30"))
    expected = cheaper.figures.amount(cheaper.book.use(basis).basis.revenue)
    assert ratio_of(result, "sale_cases", "start") == expected
    assert ratio_of(result, "sale_bidders", 1) == expected
    planned = result.figures.amount(result.book.use(basis).basis.revenue)
    assert ratio_of(result, "sale_cases", "planned") == planned
    by_number = [ratio_of(result, "sale_bidders", number) for number in (1, 2, 3, 5, 8)]
    assert by_number == sorted(by_number)
    # Two bidders over 40 to 60 bring 46.67 on average.
    two = computed(parcel("46.67"))
    assert ratio_of(result, "sale_bidders", 2) == two.figures.amount(two.book.use(basis).basis.revenue)


def test_it_is_told_inside_and_only_of_projects_it_concerns() -> None:
    reserve, water = computed_sample("land-reserve"), computed_sample("anping-water")
    assert "land_sales" in {analysis.id for analysis in analyses(Medium.PAPER, reserve)}
    assert "land_sales" not in {analysis.id for analysis in analyses(Medium.PAPER, water)}
    tale = next(analysis for analysis in analyses() if analysis.id == "land_sales")
    assert not tale.handed_on(reserve)
    assert {"plan", "evaluation", "review", "disclosure"} <= {*known()}
