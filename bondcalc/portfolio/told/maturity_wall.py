"""到期分布: principal and interest by year and kind of bond, by region, and against fund revenue."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bondcalc.portfolio.told.bond_rows import PLANNED
from bondcalc.portfolio.told.province_table import mean_fund_revenue
from bondcalc.portfolio.told.store_page import StorePage, StorePart, money_column, share_column, text_column, unprinted
from bondcalc.portfolio.told.store_view import StoreView, money, share, units
from bondcalc.portfolio.told.uncounted import uncounted
from bondcalc.wording import number
from bondcalc.wording.report import Datum, Graph, Listing, Note, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

YEAR = ReportColumn("year", Words("年份", "year"), Unit.YEAR, width=0.8, align="c")
KINDS = (
    ("issued_principal", "已发行本金", "issued, principal"),
    ("issued_interest", "已发行利息", "issued, interest"),
    ("planned_principal", "拟发行本金", "planned, principal"),
    ("planned_interest", "拟发行利息", "planned, interest"),
)
COLUMNS = (
    YEAR,
    *(money_column(id_, zh, en) for id_, zh, en in KINDS),
    money_column("principal", "本金合计", "principal"),
    money_column("interest", "利息合计", "interest"),
    money_column("service", "本息合计", "service"),
)
BY_REGION = (
    text_column("region", "地区", "region", 1.8),
    YEAR,
    money_column("principal", "本金", "principal"),
    money_column("interest", "利息", "interest"),
    money_column("service", "本息", "service"),
    share_column("burden", "占近三年基金收入平均", "of mean fund revenue", 1.2),
)
WallSums = dict[tuple[str, int], dict[str, Decimal]]
"""Amounts by region and year, and kind of bond."""


def wall_parts(view: StoreView) -> Sequence[StorePart]:
    """Tell the wall of all bonds, its peak, and that of each region."""
    sums = _sums(view)
    years = sorted({year for _, year in sums})
    rows = [_year(year, [amounts for (_, at), amounts in sums.items() if at == year]) for year in years]
    series = [("principal", Words("本金", "principal")), ("interest", Words("利息", "interest"))]
    title = Words("到期分布表", "Maturity wall")
    graph = Graph("bar", Words("到期分布", "Maturity wall"), Unit.MONEY, series)
    regions = [_of_region(view, region, year, amounts) for (region, year), amounts in sorted(sums.items())]
    return [
        *_peak(rows),
        *_left_out(view),
        Listing("wall", title, COLUMNS, rows, empty=Words("没有债券。", "No bonds."), graph=graph, money=True),
        unprinted(Listing("wall_by_region", Words("分地区到期分布表", "By region"), BY_REGION, regions, money=True)),
    ]


def _left_out(view: StoreView) -> Iterator[Note]:
    """Say of how many projects nothing is known to fall due."""
    if left_out := len(uncounted(view)):
        yield Note(
            "wall_uncounted", Words(f"不含{left_out}个未能测算的项目。", f"{left_out} project(s) are not counted.")
        )


def _sums(view: StoreView) -> WallSums:
    planned = {(key, bond.id) for key, bond in view.bonds() if bond.status == PLANNED}
    sums: WallSums = {}
    for key, payment in view.payments():
        kind = "planned" if (key, payment.bond) in planned else "issued"
        amounts = sums.setdefault((view.by_key[key].region, int(payment.paid_on[:4])), {})
        for part, fen in (("principal", payment.principal), ("interest", payment.interest)):
            amounts[f"{kind}_{part}"] = amounts.get(f"{kind}_{part}", Decimal(0)) + units(fen)
    return sums


def _year(year: int, amounts: Sequence[dict[str, Decimal]]) -> ReportRow:
    kinds = {id_: sum((amounts_of.get(id_, Decimal(0)) for amounts_of in amounts), Decimal(0)) for id_, _, _ in KINDS}
    principal, interest = (kinds[f"issued_{part}"] + kinds[f"planned_{part}"] for part in ("principal", "interest"))
    figures = kinds | {"principal": principal, "interest": interest, "service": principal + interest}
    return {"year": Datum(year, Unit.YEAR), **{id_: money(amount) for id_, amount in figures.items()}}


def _of_region(view: StoreView, region: str, year: int, amounts: dict[str, Decimal]) -> ReportRow:
    principal, interest = (
        amounts.get(f"issued_{part}", Decimal(0)) + amounts.get(f"planned_{part}", Decimal(0))
        for part in ("principal", "interest")
    )
    mean = mean_fund_revenue(view, region)
    return {
        "region": view.region(region),
        "year": Datum(year, Unit.YEAR),
        "principal": money(principal),
        "interest": money(interest),
        "service": money(principal + interest),
        "burden": share(principal + interest, mean) if mean else None,
    }


def _peak(rows: Sequence[ReportRow]) -> Iterator[Note]:
    """Say which year is the highest, and how high it stands over the mean of all years."""
    paid = {
        int(year.value or 0): Decimal(str(service.value))
        for row in rows
        if isinstance(year := row["year"], Datum) and isinstance(service := row["service"], Datum)
    }
    whole = sum(paid.values(), Decimal(0))
    if whole:
        peak = max(paid, key=lambda year: (paid[year], -year))
        times = number.fixed(paid[peak] * len(paid) / whole, 2)
        amount = number.fixed(paid[peak], 2, grouped=True)
        yield Note(
            "wall_peak",
            Words(
                f"还本付息最多的年份为{peak}年，本息{amount}万元，为各年平均的{times}倍。",
                f"The peak is {peak}: {amount} (万元), {times} times the mean year.",
            ),
        )


WALL_PAGE = StorePage("wall", Words("到期分布", "Maturity wall"), wall_parts)
