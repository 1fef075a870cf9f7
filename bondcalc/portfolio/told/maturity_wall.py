"""到期分布: principal and interest by year and kind of bond, by region, and against fund revenue."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Self

from bondcalc.portfolio.kept_record import PaymentKept
from bondcalc.portfolio.told.province_table import mean_fund_revenue, mean_years
from bondcalc.portfolio.told.region_codes import code_told
from bondcalc.portfolio.told.store_page import (
    StorePage,
    StorePart,
    code_column,
    money_column,
    share_column,
    text_column,
    unprinted,
)
from bondcalc.portfolio.told.store_view import StoreView, money, parted, share
from bondcalc.portfolio.told.uncounted import left_out_note, total_head
from bondcalc.wording import number
from bondcalc.wording.report import Datum, Graph, Listing, Note, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

NONE = Words("没有债券。", "No bonds.")
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
    money_column("rolled", "其中：再融资偿还", "of which refinanced"),
    money_column("interest", "利息合计", "interest"),
    money_column("service", "本息合计", "service"),
)
BY_REGION = (
    text_column("region", "地区", "region", 1.8),
    code_column(),
    YEAR,
    money_column("principal", "本金", "principal"),
    money_column("rolled", "其中：再融资偿还", "of which refinanced"),
    money_column("interest", "利息", "interest"),
    money_column("service", "本息", "service"),
    share_column("burden", "占近三年基金收入平均", "of mean fund revenue", 1.2),
)
PARTS = ("principal", "rolled", "interest")
"""Parts of a payment; what is rolled over (再融资偿还) is part of the principal."""
NOTE = Words(
    "按实际支付日分年：付息日遇周末顺延到下一工作日，节假日以公布为准，年末到期的可能列在下一年，利息算到分，"
    "所以与“分年表”（按合同约定日和测算的位数）有出入。"
    "本金含再融资债券偿还的部分，接续它的再融资债券以后的本金也在表中，扣除“其中：再融资偿还”为不重复计算的本金。",
    "By the working day of payment, weekends moved; principal that refinancing repays stands apart.",
)


class Amounts:
    """What falls due of one region and year: by kind of bond, and over both."""

    def __init__(self) -> None:
        self._sums: dict[str, Decimal] = defaultdict(Decimal)

    def add(self, kind: str, part: str, amount: Decimal) -> None:
        """Add an amount of a kind of bond."""
        for id_ in (f"{kind}_{part}", part, *(() if part == "rolled" else ("service",))):
            self._sums[id_] += amount

    def cells(self, columns: Iterable[ReportColumn]) -> dict[str, Datum | None]:
        """Give the columns of money."""
        return {column.id: money(self._sums[column.id]) for column in columns if column.unit == Unit.MONEY}

    def __iadd__(self, other: "Amounts") -> Self:
        """Add another one."""
        for id_, amount in other._sums.items():
            self._sums[id_] += amount
        return self

    @property
    def service(self) -> Decimal:
        """Principal and interest."""
        return self._sums["service"]


WallSums = dict[tuple[str, int], Amounts]
"""What falls due by region and year."""


def wall_parts(view: StoreView) -> Sequence[StorePart]:
    """Tell the wall of all bonds, its peak, and that of each region."""
    sums = _sums(view)
    by_year = _by_year(sums)
    rows: list[ReportRow] = [
        {"year": Datum(year, Unit.YEAR), **amounts.cells(COLUMNS)} for year, amounts in by_year.items()
    ]
    series = [("principal", Words("本金", "principal")), ("interest", Words("利息", "interest"))]
    head, years = total_head(view), mean_years(view)
    by_region = Words(f"分地区到期分布表（近三年为{years[0]}—{years[-1]}年）", "By region")
    title = Words("到期分布表", "Maturity wall")
    graph = Graph("bar", Words("到期分布", "Maturity wall"), Unit.MONEY, series)
    regions = [_of_region(view, region, year, amounts) for (region, year), amounts in sorted(sums.items())]
    return [
        Note("wall_note", NOTE),
        *_peak({year: amounts.service for year, amounts in by_year.items()}),
        *left_out_note(view),
        Listing("wall", title, COLUMNS, rows, empty=NONE, graph=graph, money=True, total_head=head),
        unprinted(Listing("wall_by_region", by_region, BY_REGION, regions, money=True, total_head=head)),
    ]


def _sums(view: StoreView) -> WallSums:
    """Add up by day of payment; payments of a bond are parted so that they add up to its face."""
    planned = {(key, bond.id) for key, bond in view.bonds() if bond.planned}
    by_bond: dict[tuple[str, str], list[PaymentKept]] = {}
    for key, payment in view.payments():
        by_bond.setdefault((key, payment.bond), []).append(payment)
    sums: WallSums = defaultdict(Amounts)
    for (key, id_), payments in by_bond.items():
        kind, region = "planned" if (key, id_) in planned else "issued", view.by_key[key].region
        for part in PARTS:
            paid = [(int(payment.paid_on[:4]), fen) for payment in payments if (fen := getattr(payment, part))]
            for (year, _), amount in zip(paid, parted(fen for _, fen in paid), strict=True):
                sums[region, year].add(kind, part, amount)
    return sums


def _by_year(sums: WallSums) -> dict[int, Amounts]:
    whole: dict[int, Amounts] = defaultdict(Amounts)
    for (_, year), amounts in sums.items():
        whole[year] += amounts
    return dict(sorted(whole.items()))


def _of_region(view: StoreView, region: str, year: int, amounts: Amounts) -> ReportRow:
    mean = mean_fund_revenue(view, region)
    return {
        "region": view.names.own(region),
        "code": code_told(region),
        "year": Datum(year, Unit.YEAR),
        **amounts.cells(BY_REGION),
        "burden": share(amounts.service, mean) if mean else None,
    }


def _peak(paid: Mapping[int, Decimal]) -> Iterator[Note]:
    """Say which year is the highest, and how high it stands over the mean of all years."""
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
