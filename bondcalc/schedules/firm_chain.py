"""产业关联: output of each firm of the park, what of it hangs on the leading firm, what is left without it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, Structure, add, copied, if_, largest, money, smallest
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.firms import STAGES, Firm, Supply
from bondcalc.schedules import chain_order, leading_firm, timing, volume_price
from bondcalc.schedules.book import Book, Row

TAB = "产业关联表"
NUMBER = 76


class FirmLines(NamedTuple):
    """A firm by year: output, the share of it that hangs on the leading firm, that part as planned and as it comes, the rest.

    Without a leading firm nothing hangs on one: `bound` and what follows are None.
    """

    row: Row[Firm]
    output: Line
    bound: Line | None = None
    planned: Line | None = None
    comes: Line | None = None
    rest: Line | None = None


class Chain(NamedTuple):
    """The firms by id in the order of the sheet, supplies by pair, totals; `missing` is the share of the leader not there.

    `later` moves a row as the leading firm comes. `circular` are pairs left out of dependence, since they stand in a loop.
    """

    table: Table
    firms: dict[str, FirmLines]
    supplies: dict[chain_order.SupplyPair, list[Line]]
    output: Line
    leader: str | None
    missing: Line | None
    later: leading_firm.Postponed | None
    circular: frozenset[chain_order.SupplyPair]
    planned: Line | None
    comes: Line | None
    as_it_comes: Line | None


@dataclass(frozen=True)
class NoChain:
    """A park of which no firm is stated."""


def schedule(book: Book) -> Chain | NoChain:
    """Build the table of the chain.

    By hand in tests/schedules/test_linkage.py: test_what_hangs_on_the_leading_firm.
    """
    if not book.rows(Firm):
        return NoChain()
    table = book.table("firm_chain", "产业关联测算表", "Linkage between firms", NUMBER, sheet=TAB)
    outputs = {row.data.id: _output(book, table, row) for row in book.rows(Firm)}
    supplies = _supplies(book, table)
    table.heading("合计", "Totals")
    whole = _sum(table, "output", [*outputs.values()], "园区企业产值合计", "Output of the park")
    led = leading_firm.leading(book)
    rows = {row.data.id: row for row in book.rows(Firm)}
    plain = Chain(
        table=table,
        firms={id_: FirmLines(row, outputs[id_]) for id_, row in rows.items()},
        supplies=supplies,
        output=whole,
        leader=None if led is None else led.data.id,
        missing=None,
        later=None,
        circular=frozenset(),
        planned=None,
        comes=None,
        as_it_comes=None,
    )
    return plain if led is None else _led(book, table, plain, outputs)


def _led(book: Book, table: Table, plain: Chain, outputs: dict[str, Line]) -> Chain:
    """Add what hangs on the leading firm."""
    leader = plain.leader or ""
    table.heading("主导企业到位情形", "As the leading firm comes")
    later = leading_firm.postponed(book, table)
    there = later.of(f"output.{leader}", outputs[leader], "主导企业产值", "Output of the leading firm")
    missing = leading_firm.missing(later, outputs[leader], there)
    bound, circular = _Dependence(plain, leader, outputs).lines()
    firms = {
        row.data.id: _parts(table, row, outputs[row.data.id], bound[row.data.id], missing) for row in book.rows(Firm)
    }
    table.heading("随主导企业而来的产值", "Output that comes with the leading firm")
    planned = [firm.planned for firm in firms.values() if firm.planned is not None]
    comes = [firm.comes for firm in firms.values() if firm.comes is not None]
    whole = _sum(table, "planned", planned, "随主导企业而来的产值（计划）", "Chained output as planned")
    chained = _sum(table, "comes", comes, "随主导企业而来的产值（按情形）", "Chained output as it comes")
    left = plain.output - whole + chained
    total = table.line(
        "as_it_comes", left, "园区企业产值（按情形）", "Output as it comes", "合计－计划＋按情形", total=True
    )
    return Chain(
        table=table,
        firms=firms,
        supplies=plain.supplies,
        output=plain.output,
        leader=leader,
        missing=missing,
        later=later,
        circular=circular,
        planned=whole,
        comes=chained,
        as_it_comes=total,
    )


def _sum(table: Table, id_: str, lines: list[Line], zh: str, en: str) -> Line:
    return table.line(id_, add([*lines]), zh, en, "各企业", total=True, strong=True)


def months(book: Book, row: Row[Firm]) -> Line:
    """Months at full production of a year: by the firm's ramp, those in operation where there is none."""
    return volume_price.months_of(book, row.data.ramp)


def _output(book: Book, table: Table, row: Row[Firm]) -> Line:
    data = row.data
    table.heading(f"{data.name}（{STAGES[data.stage]}{'，主导企业' if data.leads else ''}）", data.name)
    return table.line(
        f"output.{data.id}",
        money(row.cell(Firm.output) * months(book, row) / 12),
        f"{data.name}产值",
        f"Output, {data.id}",
        data.evidence or "达产年产值×负荷率",
        total=True,
    )


def _supplies(book: Book, table: Table) -> dict[chain_order.SupplyPair, list[Line]]:
    """Lay out what is sold between firms, by pair."""
    if book.rows(Supply):
        table.heading("企业间供应", "Supplies between firms")
    names = {row.data.id: row for row in book.rows(Firm)}
    made: dict[chain_order.SupplyPair, list[Line]] = {}
    for row in book.rows(Supply):
        data, supplier, buyer = row.data, names[row.data.supplier], names[row.data.buyer]
        whole: Expression = row.cell(Supply.amount) * months(book, supplier) / 12
        amount = table.line(
            f"supply.{row.number + 1}",
            money(whole) if data.amount is not None else book.use(timing.schedule).by_year(row),
            f"{supplier.data.name}供{buyer.data.name}：{data.goods}",
            f"{data.supplier} to {data.buyer}: {data.goods}",
            data.evidence or "录入值",
            total=True,
        )
        made.setdefault((data.supplier, data.buyer), []).append(amount)
    return made


def _parts(table: Table, row: Row[Firm], output: Line, bound: Line, missing: Line) -> FirmLines:
    """Part the output of a firm into what comes with the leading firm and the rest, which no factor of it reaches."""
    data = row.data
    table.heading(data.name, data.name)
    planned = table.line(
        f"planned.{data.id}",
        money(output * bound),
        f"{data.name}随主导企业的产值（计划）",
        f"Chained output as planned, {data.id}",
        "产值×关联系数",
        total=True,
    )
    comes = table.line(
        f"comes.{data.id}",
        money(planned * (1 - missing)),
        f"{data.name}随主导企业的产值（按情形）",
        f"Chained output as it comes, {data.id}",
        "计划数×（1－主导企业缺位比例）",
        total=True,
    )
    rest = table.line(
        f"rest.{data.id}",
        output - planned,
        f"{data.name}其余产值",
        f"Other output, {data.id}",
        "产值－计划数",
        total=True,
    )
    return FirmLines(row=row, output=output, bound=bound, planned=planned, comes=comes, rest=rest)


class _Dependence:
    """The share of each firm's output that hangs on the leading firm, by what it sells up the chain or buys down it.

    A buyer hangs on the leader by what it buys of it, or of who buys of it, over its own output. A supplier hangs on it by the
    share of its output that goes to the leader or to who hangs on it either way. The larger of both counts.
    """

    def __init__(self, chain: Chain, leader: str, outputs: dict[str, Line]) -> None:
        self._table, self._leader, self._outputs, self._supplies = chain.table, leader, outputs, chain.supplies
        self._rows = {id_: firm.row for id_, firm in chain.firms.items()}
        self._names = {id_: row.data.name for id_, row in self._rows.items()}
        supplies = chain.supplies
        # What the leader sells is no reason for it to depend on anybody, so its own sales close no loop upwards.
        up = [pair for pair in supplies if pair[0] != leader]
        down = [pair for pair in supplies if pair[1] != leader]
        self._circular = frozenset(chain_order.loops(up) | chain_order.loops(down))
        self._up = [pair for pair in up if pair not in self._circular]
        self._down = [pair for pair in down if pair not in self._circular]

    def lines(self) -> tuple[dict[str, Line], frozenset[chain_order.SupplyPair]]:
        """Add the shares of every firm; give them with the pairs that were left out."""
        self._table.heading("关联系数（产值中随主导企业而来的比例）", "Share that hangs on the leading firm")
        sold, bought = dict[str, Line](), dict[str, Line]()
        for firm in chain_order.ordered([*self._outputs], self._down):
            chained = [(pair, bought[pair[0]]) for pair in self._down if pair[1] == firm and pair[0] in bought]
            self._add(bought, firm, "bought", chained, ("采购关联系数", "by purchases", "自主导企业链的采购÷产值"))
        for firm in reversed(chain_order.ordered([*self._outputs], self._up)):
            buyers = [
                (pair, self._of_both(sold.get(pair[1]), bought.get(pair[1]))) for pair in self._up if pair[0] == firm
            ]
            known = [(pair, share) for pair, share in buyers if share is not None]
            self._add(sold, firm, "sold", known, ("销售关联系数", "by sales", "对主导企业链的销售÷产值"))
        return {firm: self._larger(firm, sold.get(firm), bought.get(firm)) for firm in self._outputs}, self._circular

    def _add(
        self,
        into: dict[str, Line],
        firm: str,
        what: str,
        chained: Sequence[tuple[chain_order.SupplyPair, Expression]],
        words: tuple[str, str, str],
    ) -> None:
        """Add the share by sales or by purchases of a firm that has some; the leader hangs wholly on itself."""
        if firm != self._leader and not chained:
            return
        output = self._outputs[firm]
        through = add([amount * share for pair, share in chained for amount in self._supplies[pair]])
        formula: Expression = if_(output > 0, smallest(1, through / output), 0)
        if firm == self._leader:
            formula = self._fixed(firm, 1)
        zh, en, source = words
        into[firm] = self._table.line(
            f"{what}.{firm}",
            formula,
            f"{zh}（{self._names[firm]}）",
            f"Dependence {en}, {firm}",
            source,
            unit="fraction",
        )

    def _fixed(self, firm: str, share: int) -> Structure:
        """A share that no supply makes: it rests on which firm leads."""
        return Structure((Decimal(share),) * self._table.axis.size, self._rows[firm].keys(Firm.leads))

    @staticmethod
    def _of_both(sold: Line | None, bought: Line | None) -> Expression | None:
        """Give the larger share; None where the firm hangs on the leader in neither way."""
        shares = [share for share in (sold, bought) if share is not None]
        return largest(*shares) if len(shares) > 1 else shares[0] if shares else None

    def _larger(self, firm: str, sold: Line | None, bought: Line | None) -> Line:
        share = self._of_both(sold, bought)
        formula: Expression = (
            self._fixed(firm, 0) if share is None else copied(share) if isinstance(share, Line) else share
        )
        return self._table.line(
            f"bound.{firm}",
            formula,
            f"关联系数（{self._names[firm]}）",
            f"Dependence, {firm}",
            "销售、采购关联系数中较大者",
            unit="fraction",
        )
