"""土地竞价 as a report: comparables adjusted, prices of a sale beside the planned one, chances, the project by number of bidders."""

from collections.abc import Mapping
from decimal import Decimal

from bondcalc.algebra.line import Line
from bondcalc.inputs.sheets.land_bids import LandBid
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.reports.analyses import analysis, of_no_project
from bondcalc.reports.sale_listings import sale_listings
from bondcalc.reports.surplus_note import COUNTED, surplus_notes
from bondcalc.result.result import Result
from bondcalc.schedules import adjusted_deals, land_sales
from bondcalc.schedules.land_sales import Sale
from bondcalc.wording import number
from bondcalc.wording.report import Datum, Keyed, Listing, Note, Report, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

TITLE = Words("土地竞价测算", "Sale of parcels", book="竞价情形", paper="土地竞价测算（仅供内部核对和审查）")
NOTE = Words(
    "按竞买人各自独立估价、加价竞买测算：成交价为第二高的估价，不低于起始价；没有估价达到起始价的流拍。只有一家竞买的，以起始价成交。"
    "没有考虑围标、陪标、定向设置条件和各方共同的误判，结果只是参考区间，不作为方案单价的来源，不改变法定覆盖倍数。",
    "Private valuations, open ascending sale: the price is the second-highest valuation, never below the start price. A range beside the plan, never the source of its price.",
)
REGION_NOTE = Words(
    "区域流拍率、溢价率按以市场价为起始价的出让理解，由此推算竞买人数和估价离散程度。",
    "Shares unsold and premiums are read as of sales that start at the market value.",
)
PRICES = (
    ("planned", Words("方案单价", "planned")),
    ("start", Words("起始价", "start price")),
    ("floor", Words("最低价标准", "floor")),
    ("market", Words("市场价", "market value")),
    ("p10", Words("第10百分位", "P10")),
    ("p50", Words("中位价", "P50")),
    ("p90", Words("第90百分位", "P90")),
)
PARCEL = ReportColumn("parcel", Words("地块", "parcel"), align="l", width=1.4)


def offered(result: Result) -> bool:
    """Tell whether anything is stated of the sale of parcels."""
    return bool(result.project.rows(LandBid))


@analysis("land_sales", TITLE, 25, handed_on=of_no_project, concerns=offered)
def told(result: Result) -> Report:
    """Tell what a sale would bring, inside: schedules.xlsx and the review."""
    project = result.project
    return Report(
        project.form(Particulars).name,
        project.form(Settings).notation(),
        [
            Note("land_sales_note", NOTE),
            *(
                [Note("land_sales_region", REGION_NOTE)]
                if any(bid.unsold_share for bid in project.rows(LandBid))
                else []
            ),
            _deals(result),
            _prices(result),
            _chances(result),
            *surplus_notes(result.book),
            *sale_listings(result.book, result.figures, result.stress),
        ],
        chapters=(
            ("测算方法", ("land_sales_note", "land_sales_region")),
            ("市场价", ("adjusted",)),
            ("成交价和流拍", ("sale_prices", "sale_chances")),
            ("对覆盖倍数的影响（仅供参考）", (COUNTED, "sale_cases", "sale_bidders", "sale_bidders.graph")),
        ),
        widths=(24, *[14] * 11),
    )


def _sales(result: Result) -> dict[str, Sale]:
    return result.book.use(land_sales.schedule)


def _parcel(sale: Sale) -> Keyed:
    return Keyed(sale.parcel.data.id, Words(f"{sale.parcel.data.id} {sale.parcel.data.use}", sale.parcel.data.id))


def _figure(result: Result, line: Line | None, unit: Unit = Unit.MONEY, places: int | None = None) -> Datum:
    if line is None:
        return Datum(None, unit)
    value = result.figures.scalar(line)
    return Datum(None if value is None else Decimal(value), unit, f"land_sales.{line.id}", places=places)


def _deals(result: Result) -> Listing:
    """可比案例修正: factors and adjusted price of each deal."""
    heads = {"circumstance": "交易情况", "date": "期日", "area": "区域", "parcel": "个别", "term": "年期"}
    columns = (
        PARCEL,
        ReportColumn("day", Words("成交日期", "day"), align="c", width=1.5),
        ReportColumn("price", Words("成交单价", "price"), Unit.MONEY),
        *(ReportColumn(f"by_{id_}", Words(zh, id_), Unit.RATIO, width=0.9) for id_, zh in heads.items()),
        ReportColumn("adjusted", Words("比准价格", "adjusted"), Unit.MONEY),
        ReportColumn("start", Words("起始价", "start price"), Unit.MONEY),
        ReportColumn("bidders", Words("人数", "bidders"), Unit.COUNT, width=0.7),
    )
    rows: list[ReportRow] = []
    for valuation in result.book.use(adjusted_deals.schedule).parcels.values():
        for deal in valuation.deals:
            data, cells = deal.row.data, f"input.comparables.{deal.row.number + 1}"
            factors = {
                f"by_{what}": Datum(result.figures.amount(line), Unit.RATIO, f"adjusted_deals.{line.id}")
                for what, line in deal.factors.items()
            }
            adjusted = Datum(result.figures.amount(deal.adjusted), Unit.MONEY, f"adjusted_deals.{deal.adjusted.id}")
            rows.append(
                {
                    "parcel": deal.name,
                    "day": str(data.day),
                    "price": Datum(data.price, Unit.MONEY, f"{cells}.price"),
                    **factors,
                    "adjusted": adjusted,
                    "start": Datum(data.start_price, Unit.MONEY, f"{cells}.start_price"),
                    "bidders": Datum(data.bidders, Unit.COUNT, f"{cells}.bidders"),
                }
            )
    return Listing("adjusted", Words("可比案例修正表（每亩）", "Adjusted comparables"), columns, rows, money=True)


def _lines(sale: Sale) -> Mapping[str, Line | None]:
    quantiles = {} if sale.chances is None else {f"p{quantile}": line for quantile, line in sale.chances.prices.items()}
    return {"planned": sale.planned, "start": sale.start, "floor": sale.floor, "market": sale.market, **quantiles}


def _prices(result: Result) -> Listing:
    columns = (PARCEL, *(ReportColumn(id_, words, Unit.MONEY) for id_, words in PRICES))
    rows: list[ReportRow] = [
        {"parcel": _parcel(sale), **{id_: _figure(result, _lines(sale).get(id_)) for id_, _ in PRICES}}
        for sale in _sales(result).values()
    ]
    return Listing("sale_prices", Words("地块价格对照表（每亩）", "Prices of a sale"), columns, rows, money=True)


def _chances(result: Result) -> Listing:
    columns = (
        PARCEL,
        ReportColumn("bidders", Words("人数", "bidders"), Unit.QUANTITY, width=0.8),
        ReportColumn("interested", Words("有依据", "in evidence"), Unit.COUNT, width=0.8),
        ReportColumn("unsold", Words("流拍", "unsold"), Unit.FRACTION, width=0.9),
        ReportColumn("at_start", Words("起始价成交", "at the start price"), Unit.FRACTION, width=1.2),
        ReportColumn("price", Words("预期成交价", "expected price"), Unit.MONEY),
        ReportColumn("rounds", Words("轮数", "rounds"), Unit.QUANTITY, width=0.8),
        ReportColumn("delay", Words("推迟月数", "months late"), Unit.QUANTITY),
        ReportColumn("refund", Words("返还", "refunded"), Unit.FRACTION, width=0.8),
        ReportColumn("buyer", Words("意向受让人", "named buyer"), align="l"),
    )
    rows = [_chance(result, sale) for sale in _sales(result).values()]
    return Listing("sale_chances", Words("成交可能性测算表", "Chances of a sale"), columns, rows, money=True)


def _chance(result: Result, sale: Sale) -> ReportRow:
    bid, made = sale.bid.data, sale.chances
    counted = _figure(result, None if made is None else made.number, Unit.QUANTITY)
    return {
        "parcel": _parcel(sale),
        "bidders": _short(counted),
        "interested": Datum(bid.interested, Unit.COUNT),
        "unsold": _figure(result, None if made is None else made.unsold, Unit.FRACTION, 2),
        "at_start": _figure(result, None if made is None else made.at_start, Unit.FRACTION, 2),
        "price": _figure(result, None if made is None else made.price),
        "rounds": _short(_figure(result, sale.rounds, Unit.QUANTITY)),
        "delay": _short(_figure(result, sale.delay, Unit.QUANTITY)),
        "refund": Datum(bid.refund, Unit.FRACTION, trimmed=True, none=Words("无", "none")),
        "buyer": bid.named_buyer or Words("无", "none"),
    }


def _short(figure: Datum) -> Datum:
    """Two decimals say enough of a mean."""
    if figure.value is None:
        return figure
    return Datum(number.rounded(figure.value, 2), figure.unit, f"{figure.id}#said", trimmed=True)
