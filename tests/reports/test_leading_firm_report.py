"""主导企业情形 as a report: what is left of the park of four firms, worked out by hand in tests/schedules/test_linkage.py."""

from decimal import Decimal
from fractions import Fraction

from bondcalc.reports.analyses import analyses
from bondcalc.reports.leading_firm_report import told
from bondcalc.result.result import Result
from bondcalc.wording.report import Datum, Listing, Medium
from tests.samples import computed_sample
from tests.schedules.stated import finding_in
from tests.schedules.test_linkage import PARK, park, park_of


def cell(result: Result, case: str, column: str) -> object:
    listing = told(result).part("leading_firm_cases")
    assert isinstance(listing, Listing)
    row = next(row for row in listing.rows if getattr(row["case"], "id", "").removeprefix("leading_firm.") == case)
    held = row[column]
    assert isinstance(held, Datum)
    return held.value


def test_each_case_says_what_is_left() -> None:
    """Of 10,400 a year 9,660 hang on the firm; of 800 ㎡ let 65 %, of two node customers 90 %."""
    assert cell(park(), "planned", "output") == 10400
    assert cell(park(), "anchor@-1", "output") == 740
    assert cell(park(), "anchor@-0.5", "output") == 740 + 4830
    assert [cell(park(), case, "rent") for case in ("planned", "anchor@-0.5", "anchor@-1")] == [800, 540, 280]
    assert cell(park(), "anchor@-1", "access") == Decimal("0.2")


def test_coverage_and_tax_of_a_case_are_those_of_the_project_with_its_factors() -> None:
    for case, factors in (("anchor@-1", {"anchor_level": 0}), ("anchor_delay@12", {"anchor_delay": 12})):
        moved = park(**factors)
        assert cell(park(), case, "coverage") == moved.stress.at({}).ratio
        assert cell(park(), case, "cash") == moved.stress.at({}).lowest_cash
        paid = moved.figures.amounts(moved.book.find("tax_revenue")["local"])
        assert cell(park(), case, "tax") == sum(paid, Decimal(0))


def test_tax_stays_inside_and_projects_without_a_leading_firm_have_no_chapter(sample: Result) -> None:
    listing = told(sample).part("leading_firm_cases")
    assert isinstance(listing, Listing)
    tax = next(column for column in listing.columns or () if column.id == "tax")
    assert Medium.PAPER not in tax.on
    concerned = {analysis.id for analysis in analyses(Medium.PAPER, computed_sample("land-reserve"))}
    assert "leading_firm" not in concerned
    assert "leading_firm" in {analysis.id for analysis in analyses(Medium.PAPER, sample)}


def test_a_case_with_costs_paid_after_the_maturity_has_both_multiples() -> None:
    """Without the firm 1,862.58 are there of 1,150; less 800 that are spent in June 2027, after the maturity of January, 1,062.58: 0.924."""
    late = '[[costs]]\nid = "late"\nname = "大修"\nkind = "replacement"\nbasis = "by_year"\nmonth = 6\nby_year = { 2027 = 800 }\n'
    result = park_of(PARK + late)
    gone = cell(result, "anchor@-1", "coverage"), cell(result, "anchor@-1", "coverage_with_late_costs")
    assert gone == (Fraction("1862.58") / 1150, Fraction("1062.58") / 1150)
    assert "主导企业不入驻的，计入末期债券到期后支付的成本后覆盖倍数为0.92倍" in finding_in(result, "W64").outcome.zh
    columns = [
        {column.id for column in listing.shown(Medium.PAPER)}
        for listing in (told(made).part("leading_firm_cases") for made in (result, park()))
        if isinstance(listing, Listing)
    ]
    assert ["coverage_with_late_costs" in shown for shown in columns] == [True, False]
