"""经营收入与节点收入: each line volume x price x utilisation, claimed lines of the permitted classes apart."""

from collections.abc import Sequence
from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, add, money, smallest
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.revenue_lines import Drivers, NodeLine, RevenueLine
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.inputs.sheets.volume_lines import BUDGET_CLASSES
from bondcalc.schedules import chain_shares, timing, volume_price
from bondcalc.schedules.actual_amounts import with_actuals
from bondcalc.schedules.book import Book, Row

ELIGIBLE = ("government_fund", "project_special")
"""The two classes that may repay a special bond (财预〔2017〕89号; 财预〔2016〕155号第六条)."""
OVERLAY = ("subsidy", "other_project")
"""What 国办发〔2024〕52号 lets a project count besides: shown apart, never in the statutory ratio."""


ClaimedLine = tuple[Row[RevenueLine] | Row[NodeLine], Line]
"""A line that repays, with its row of the input."""


class Revenue(NamedTuple):
    """Amount and volume (with what it is to be divided by) of every line by input id, and the sums by eligibility.

    `claimed_lines` are those that repay, with their rows; `dated` the ones of them received in a stated month of the year.
    """

    amounts: dict[str, Line]
    volumes: dict[str, volume_price.Volume]
    total: Line
    claimed: Line
    memo: Line
    overlay: Line
    claimed_lines: list[ClaimedLine]
    dated: list[ClaimedLine]


class Sold(NamedTuple):
    """One line of revenue: its row, the amount by year, the volume behind it."""

    row: Row[RevenueLine] | Row[NodeLine]
    amount: Line
    volume: volume_price.Volume

    @property
    def id(self) -> str:
        """Id of the input row."""
        return self.row.data.id

    @property
    def eligible(self) -> bool:
        """Whether it may repay the bond and is put forward to do so: either alone is not enough."""
        return self.row.data.claimed and self.row.data.budget_class in ELIGIBLE


def schedule(book: Book) -> Revenue:
    """Build the revenue tables (收入测算表): property and services, node, then totals."""
    operating = book.table("revenue", "经营收入测算表", "Operating revenue", 22)
    node = book.table("node", "工业互联网节点收入测算表", "Node revenue", 23)
    sold = [_sold(book, operating, row) for row in book.rows(RevenueLine)]
    sold += [_sold(book, node, row) for row in book.rows(NodeLine)]
    operating.heading("合计（含节点收入）", "Totals with node")
    claimed = [(line.row, line.amount) for line in sold if line.eligible]
    total = operating.line(
        "total",
        add([line.amount for line in sold]),
        "经营收入合计",
        "Operating revenue",
        "各项收入（含节点）",
        total=True,
        rests_on=(*book.empty(RevenueLine), *book.empty(NodeLine)),
    )
    return Revenue(
        amounts={line.id: line.amount for line in sold},
        volumes={line.id: line.volume for line in sold},
        total=total,
        **_by_eligibility(book, operating, sold),
        claimed_lines=claimed,
        dated=[(row, amount) for row, amount in claimed if row.data.month is not None],
    )


def _by_eligibility(book: Book, table: Table, sold: Sequence[Sold]) -> dict[str, Line]:
    """What repays, what does not, and what of the latter a later document would let count."""
    chosen = tuple(
        key for sheet in (RevenueLine, NodeLine) for key in book.keys(sheet, Drivers.budget_class, Drivers.claimed)
    )
    claimed, others = (
        [line.amount for line in sold if line.eligible],
        [line.amount for line in sold if not line.eligible],
    )
    overlay = [line.amount for line in sold if line.row.data.budget_class in OVERLAY]
    stated = (
        (
            "claimed",
            claimed,
            "列为偿债资金来源的经营收入",
            "Operating revenue claimed and eligible",
            "政府性基金收入、项目专项收入中列为偿债资金来源的部分",
        ),
        (
            "memo",
            others,
            "不计入偿债资金来源的收入（仅供参考）",
            "Revenue not counted (memo)",
            "其他性质或未列为偿债资金来源的收入",
        ),
        (
            "overlay",
            overlay,
            "其中：财政补助和其他项目收入（仅供参考）",
            "Of which subsidies and other projects (memo)",
            "国办发〔2024〕52号所列，不计入2017年规则的收益",
        ),
    )
    return {
        id_: table.line(id_, add(lines), zh, en, source, total=True, strong=id_ == "claimed", rests_on=chosen)
        for id_, lines, zh, en, source in stated
    }


def _sold(book: Book, table: Table, row: Row[RevenueLine] | Row[NodeLine]) -> Sold:
    """One line: its quantity, its price and what they come to in a year."""
    data, id_ = row.data, row.data.id
    unclaimed = "" if data.claimed else "，未列为偿债资金来源"
    table.heading(f"{data.name}（{BUDGET_CLASSES[data.budget_class]}{unclaimed}）", data.name)
    volume = volume_price.volume_of(book, row)
    quantity, parts = volume.of()
    table.line(
        f"quantity.{id_}",
        quantity / parts if parts > 1 else quantity,
        f"{data.name}数量",
        f"Quantity, {id_}",
        data.evidence or "录入值",
        unit="quantity",
    )
    worth, parts = volume.of(_price(book, table, row))
    earned: Expression = (
        worth * row.cell(Drivers.periods_a_year) * book.form(StressFactors).cell(StressFactors.operating_revenue)
    )
    if isinstance(data, NodeLine):
        earned = earned * book.form(StressFactors).cell(StressFactors.node_revenue)
    planned = money(volume_price.in_money(book, row, earned, parts))
    share = book.use(chain_shares.schedule).revenue.get(id_)
    comes = chain_shares.as_it_comes(book, table, (id_, data.name), share, planned)
    amount = table.line(
        f"amount.{id_}",
        with_actuals(book.actual, table, ("revenue", id_), comes, data.name, f"Revenue, {id_}"),
        data.name,
        f"Revenue, {id_}",
        "数量×单价×每年期数×压力系数，单价随运营年变动",
        total=True,
    )
    return Sold(row, amount, volume)


def _price(book: Book, table: Table, row: Row[RevenueLine] | Row[NodeLine]) -> Line:
    """The price of the operating year; where the plant ran before the first year, that of the year before is its opening."""
    index = volume_price.price_index(book, table, row)

    def limited(risen: Expression) -> Expression:
        """Raise the price by the index, up to its limit where one is stated."""
        stated = row.cell(Drivers.price) * risen
        return stated if row.data.price_limit is None else smallest(stated, row.cell(Drivers.price_limit))

    before = limited(index.opening) if book.use(timing.schedule).year_before else 0
    return table.line(
        f"price.{row.data.id}",
        limited(index),
        f"{row.data.name}单价（本运营年）",
        f"Price, {row.data.id}",
        "单价×价格指数，不超过单价上限",
        unit="quantity",
        opening=before,
    )
