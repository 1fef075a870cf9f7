"""经营收入与节点收入: each line volume x price x utilisation, claimed lines of the permitted classes apart."""

from dataclasses import dataclass

from bondcalc.algebra.line import Expression, Line, add, money, smallest
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.revenue_lines import Drivers, NodeLine, RevenueLine
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.inputs.sheets.volume_lines import BUDGET_CLASSES
from bondcalc.schedules import timing, volume_price
from bondcalc.schedules.book import Book, Row

ELIGIBLE = ("government_fund", "project_special")
"""The two classes that may repay a special bond (财预〔2017〕89号; 财预〔2016〕155号第六条)."""
OVERLAY = ("subsidy", "other_project")
"""What 国办发〔2024〕52号 lets a project count besides: shown apart, never in the statutory ratio."""


@dataclass(frozen=True)
class Revenue:
    """Amount and volume (with what it is to be divided by) of every line by input id, and the sums by eligibility.

    `dated` are claimed lines received in a stated month of the year.
    """

    amounts: dict[str, Line]
    volumes: dict[str, volume_price.Volume]
    total: Line
    claimed: Line
    memo: Line
    overlay: Line
    claimed_lines: dict[str, Line]
    dated: list[tuple[Row[Drivers], Line]]


def schedule(book: Book) -> Revenue:
    """Build the revenue tables (收入测算表): property and services, node, then totals."""
    operating = book.table("revenue", "经营收入测算表", "Operating revenue", 22)
    node = book.table("node", "工业互联网节点收入测算表", "Node revenue", 23)
    rows: list[tuple[Table, Row[Drivers]]] = [(operating, row) for row in book.rows(RevenueLine)]  # type: ignore[misc]
    rows += [(node, row) for row in book.rows(NodeLine)]  # type: ignore[misc]
    amounts: dict[str, Line] = {}
    volumes: dict[str, volume_price.Volume] = {}
    claimed: dict[str, Line] = {}
    others: list[Expression] = []
    overlay: list[Expression] = []
    for table, row in rows:
        amount, volumes[row.data.id] = _line(book, table, row)
        amounts[row.data.id] = amount
        eligible = row.data.claimed and row.data.budget_class in ELIGIBLE
        if eligible:
            claimed[row.data.id] = amount
        else:
            others.append(amount)
        if row.data.budget_class in OVERLAY:
            overlay.append(amount)
    operating.heading("合计（含节点收入）", "Totals with node")
    chosen = tuple(key for one in (RevenueLine, NodeLine) for key in book.keys(one, "budget_class", "claimed"))
    total = operating.line(
        "total",
        add([*amounts.values()]),
        "经营收入合计",
        "Operating revenue",
        "各项收入（含节点）",
        total=True,
        rests_on=(*book.empty(RevenueLine), *book.empty(NodeLine)),
    )
    return Revenue(
        amounts,
        volumes,
        total,
        operating.line(
            "claimed",
            add([*claimed.values()]),
            "列为偿债来源的经营收入",
            "Operating revenue claimed and eligible",
            "政府性基金收入、项目专项收入中列为偿债来源的部分",
            total=True,
            strong=True,
            rests_on=chosen,
        ),
        operating.line(
            "memo",
            add(others),
            "不计入偿债来源的收入（备考）",
            "Revenue not counted (memo)",
            "其他性质或未列为偿债来源的收入",
            total=True,
            rests_on=chosen,
        ),
        operating.line(
            "overlay",
            add(overlay),
            "其中：财政补助和其他项目收入（备考）",
            "Of which subsidies and other projects (memo)",
            "国办发〔2024〕52号所列，不计入2017年规则的收益",
            total=True,
            rests_on=chosen,
        ),
        claimed,
        [(row, claimed[row.data.id]) for _, row in rows if row.data.id in claimed and row.data.month is not None],
    )


def _line(book: Book, table: Table, row: Row[Drivers]) -> tuple[Line, volume_price.Volume]:
    data, id_ = row.data, row.data.id
    table.heading(
        f"{data.name}（{BUDGET_CLASSES[data.budget_class]}{'' if data.claimed else '，未列为偿债来源'}）", data.name
    )
    volume = _volume(book, row)
    amount, parts = volume.of()
    table.line(
        f"quantity.{id_}",
        amount / parts if parts > 1 else amount,
        f"{data.name}数量",
        f"Quantity, {id_}",
        data.evidence or "录入值",
        unit="quantity",
    )
    price = _price(book, table, row)
    worth, parts = volume.of(price)
    earned = worth * row.cell("periods_a_year") * book.form(StressFactors).cell("operating_revenue")
    if isinstance(data, NodeLine):
        earned = earned * book.form(StressFactors).cell("node_revenue")
    found = table.line(
        f"amount.{id_}",
        money(volume_price.in_money(book, row, earned, parts)),
        data.name,
        f"Revenue, {id_}",
        "数量×单价×每年期数×压力系数，单价随运营年变动",
        total=True,
    )
    return found, volume


def _price(book: Book, table: Table, row: Row[Drivers]) -> Line:
    """The price of the operating year; where the plant ran before the first year, that of the year before is its opening."""
    index = volume_price.price_index(book, table, row)

    def limited(risen: Expression) -> Expression:
        stated = row.cell("price") * risen
        return stated if row.data.price_limit is None else smallest(stated, row.cell("price_limit"))

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


def _volume(book: Book, row: Row[Drivers]) -> volume_price.Volume:
    """A calendar table does not move, a single quantity goes by months."""
    time = book.use(timing.schedule)
    if row.data.by_year:
        return volume_price.Volume(book, time.by_year(row) * row.cell("utilisation"))
    return volume_price.Volume(
        book, row.cell("quantity") * row.cell("utilisation"), volume_price.loads(book, row.data.ramp)
    )
