"""The project by case of the sale of its land: E/F at start prices and by number of bidders."""

from collections.abc import Sequence
from decimal import Decimal

from bondcalc.algebra.exact import Figures
from bondcalc.analysis.sale_cases import SaleCase, sale_cases
from bondcalc.analysis.stress.stressed import Stress
from bondcalc.inputs.sheets.land_bids import LandBid
from bondcalc.schedules.book import Book
from bondcalc.wording.report import Datum, Graph, Keyed, Listing, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

NAMES = {
    "planned": Words("方案采用的单价", "as planned"),
    "start": Words("各地块均按起始价", "every parcel at its start price"),
    "assumed": Words("按预计竞买人数的首轮预期收入", "expected receipts of a round"),
}
POINT = (
    ReportColumn("revenue", Words("存续期内项目收益", "E"), Unit.MONEY, width=1.3),
    ReportColumn("coverage_total_debt", Words("覆盖倍数", "E/F", book="覆盖倍数 E/F"), Unit.RATIO),
    ReportColumn("margin", Words("收益减债务本息", "E - F"), Unit.MONEY, width=1.3),
    ReportColumn("cash_min", Words("期末资金余额最低值", "lowest cash"), Unit.MONEY, width=1.3),
)


def sale_listings(book: Book, figures: Figures, stress: Stress) -> Sequence[Listing]:
    """Give the cases, then those of a number of bidders everywhere; none where nothing is stated of a sale."""
    if not book.project.rows(LandBid):
        return ()
    cases = list(sale_cases(book, figures, stress))
    named, counted = ([case for case in cases if (case.bidders is None) is plain] for plain in (True, False))
    first = ReportColumn("case", Words("情形", "case"), align="l", width=2.4)
    title = Words("竞价情形对照表（仅供参考）", "The project by case of the sale")
    return (
        Listing("sale_cases", title, (first, *POINT), [_row(case, NAMES[case.id]) for case in named], money=True),
        _by_number(counted, named[0]),
    )


def _by_number(cases: Sequence[SaleCase], planned: SaleCase) -> Listing:
    """E/F by number of bidders, beside what is planned; a round without a sale brings nothing."""
    first = ReportColumn("case", Words("每宗竞买人数", "bidders everywhere"), Unit.COUNT, align="c", width=1.4)
    as_planned = ReportColumn("planned", Words("方案覆盖倍数", "E/F as planned"), Unit.RATIO, data=False)
    rows = [
        {
            **_row(case, Words(case.id)),
            "case": Datum(Decimal(case.bidders or 0), Unit.COUNT, f"sale_cases.{case.id}.bidders"),
            "planned": Datum(planned.point.ratio, Unit.RATIO, f"sale_cases.{case.id}.planned"),
        }
        for case in cases
    ]
    title = Words("覆盖倍数与竞买人数（流拍不计收入，仅供参考）", "E/F by number of bidders")
    series = [("coverage_total_debt", Words("覆盖倍数", "E/F")), ("planned", Words("方案覆盖倍数", "E/F as planned"))]
    graph = Graph("line", title, Unit.RATIO, series)
    return Listing("sale_bidders", title, (first, *POINT, as_planned), rows, graph=graph, money=True)


def _row(case: SaleCase, words: Words) -> ReportRow:
    point = case.point
    return {
        "case": Keyed(case.id, words),
        "revenue": Datum(point.revenue, Unit.MONEY, f"sale_cases.{case.id}.revenue"),
        "coverage_total_debt": Datum(point.ratio, Unit.RATIO, f"sale_cases.{case.id}.coverage"),
        "margin": Datum(point.margin, Unit.MONEY, f"sale_cases.{case.id}.margin"),
        "cash_min": Datum(point.lowest_cash, Unit.MONEY, f"sale_cases.{case.id}.cash"),
    }
