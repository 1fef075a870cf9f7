"""What of each row of revenue, node, land and tax comes with the leading firm, and what the listed firms would take of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bondcalc.algebra.axis import SCALAR
from bondcalc.algebra.line import Constant, Expression, Line, add, if_, money, smallest, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.cell import FieldId
from bondcalc.inputs.sheets.enterprise_taxes import TAX_KINDS, TaxRevenueLine
from bondcalc.inputs.sheets.firms import Firm
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.revenue_lines import NodeLine, RevenueLine
from bondcalc.schedules import firm_chain, timing, volume_price
from bondcalc.schedules.book import Book, Row
from bondcalc.schedules.firm_chain import Chain, FirmLines, NoChain

FirmQuantity = Callable[[FirmLines], Expression]
"""What a firm takes of a row in a year, in the unit of the row's quantity."""


class HeldRow(NamedTuple):
    """A row of revenue held against the firms that take it: what was typed (None where it counts nothing of theirs), implied.

    `left` is what the firms imply as the leading firm comes, `share` the part of the row that comes with the leading firm, by year; None without a leading firm or where none does.
    """

    row: Row[RevenueLine] | Row[NodeLine]
    typed: Line
    implied: Line
    share: Line | None
    left: Line


@dataclass(frozen=True)
class Shares:
    """Rows held against firms, by id; the part that comes with the leading firm, by id of revenue, tax row and parcel.

    `comes` are the chained parts as the leading firm comes, by table and row, put here by the schedules that have them.
    """

    taken: dict[str, HeldRow]
    revenue: dict[str, Line]
    tax: dict[str, Line]
    parcels: dict[str, Line]
    comes: dict[str, Line] = field(default_factory=dict)


def schedule(book: Book) -> Shares:
    """Build the shares, below the firms.

    By hand in tests/schedules/test_linkage.py: test_rows_are_held_against_the_firms_that_take_them.
    """
    chain = book.use(firm_chain.schedule)
    if isinstance(chain, NoChain):
        return Shares({}, {}, {}, {})
    maker = _Maker(book, chain)
    taken = {held.row.data.id: held for held in (*maker.rents(), *maker.node())}
    shares = {id_: held.share for id_, held in taken.items() if held.share is not None}
    beside = maker.beside_rents(taken) | maker.node_beside(taken)
    return Shares(taken, beside | shares, maker.taxes(), maker.parcels())


def as_it_comes(
    book: Book, table: Table, named: tuple[str, str], share: Line | None, planned: Expression
) -> Expression:
    """Give an amount as the leading firm comes: the rest of it, and of the part that comes with it what is not missing.

    `named` are the id of the row and what it is called; a row without such a part is given back as it is.
    """
    chain = book.use(firm_chain.schedule)
    if share is None or isinstance(chain, NoChain) or chain.missing is None:
        return planned
    id_, name = named
    whole = table.line(
        f"planned.{id_}", planned, f"{name}（计划）", f"As planned, {id_}", "主导企业按期到位", total=True
    )
    part = table.line(
        f"chained.{id_}",
        money(whole * share),
        f"{name}中随主导企业的部分（计划）",
        f"Chained part as planned, {id_}",
        "计划数×随主导企业的比例",
        total=True,
    )
    comes = table.line(
        f"comes.{id_}",
        money(part * (1 - chain.missing)),
        f"{name}中随主导企业的部分（按情形）",
        f"Chained part as it comes, {id_}",
        "×（1－主导企业缺位比例）",
        total=True,
    )
    book.use(schedule).comes[f"{table.id}.{id_}"] = comes
    return whole - part + comes


def sold_as_it_comes(book: Book, table: Table, parcel: str, sold: Line) -> Expression:
    """Give the shares of a parcel sold by year, its chained part in the years in which the leading firm comes."""
    chain, shares = book.use(firm_chain.schedule), book.use(schedule)
    share = shares.parcels.get(parcel)
    if share is None or isinstance(chain, NoChain) or chain.later is None:
        return sold
    moved = chain.later.of(f"plot.{parcel}", sold, f"{parcel}出让比例", f"Share sold, {parcel}")
    later = book.use(timing.schedule).within(moved)
    shares.comes[f"land.{parcel}"] = table.line(
        f"comes.{parcel}",
        later * share,
        f"随主导企业的出让比例（{parcel}）",
        f"Chained share sold, {parcel}",
        "按情形的出让比例×随主导企业的比例",
        unit="fraction",
    )
    return sold - share * (sold - later)


class _Maker:
    def __init__(self, book: Book, chain: Chain) -> None:
        self._book, self._chain, self._table = book, chain, chain.table

    def rents(self) -> list[HeldRow]:
        """Plant let: each tenant takes its area as it reaches full production."""
        rented = [row for row in self._book.rows(RevenueLine) if self._naming(Firm.rent, row.data.id)]
        return [self._rent(row) for row in rented]

    def _rent(self, row: Row[RevenueLine]) -> HeldRow:
        firms = self._naming(Firm.rent, row.data.id)
        self._table.heading(f"{row.data.name}与入园企业", f"{row.data.id} and its tenants")
        return self._taken(row, firms, lambda firm: firm.row.cell(Firm.plant_area) * self._months(firm) / 12)

    def beside_rents(self, taken: dict[str, HeldRow]) -> dict[str, Line]:
        """Lines of the same works as a rent line (物业管理费) move with it: the same tenants pay them."""
        works = {
            firm.row.data.scope_item: firm.share for firm in taken.values() if isinstance(firm.row.data, RevenueLine)
        }
        beside = {
            row.data.id: works.get(row.data.scope_item) for row in self._book.rows(RevenueLine) if row.data.scope_item
        }
        return {id_: share for id_, share in beside.items() if share is not None}

    def node(self) -> list[HeldRow]:
        """Node lines that count firms or identifiers."""
        joined = self._naming(Firm.joins_node, True)
        counted = [row for row in self._book.rows(NodeLine) if row.data.counts is not None]
        if not joined:
            return []
        quantities: dict[str, FirmQuantity] = {
            "firms": lambda firm: if_(firm.output > 0, 1, 0),
            "identifiers": lambda firm: firm.row.cell(Firm.identifiers) * self._months(firm) / 12,
        }
        made = []
        for row in counted:
            self._table.heading(f"{row.data.name}与接入企业", f"{row.data.id} and the firms that join")
            made.append(self._taken(row, joined, quantities[row.data.counts or "firms"]))
        return made

    def node_beside(self, taken: dict[str, HeldRow]) -> dict[str, Line]:
        """Node lines that count neither move with the firms that join: by the first line that counts firms."""
        by_firms = [
            taken[row.data.id].share
            for row in self._book.rows(NodeLine)
            if row.data.id in taken and row.data.counts == "firms"
        ]
        share = next((line for line in by_firms if line is not None), None)
        others = [row.data.id for row in self._book.rows(NodeLine) if row.data.counts is None]
        return {} if share is None else dict.fromkeys(others, share)

    def taxes(self) -> dict[str, Line]:
        """Taxes of the group a firm belongs to, by output."""
        made = {}
        for row in self._book.rows(TaxRevenueLine):
            firms = self._naming(Firm.tax_group, row.data.group)
            chained = [firm.planned for firm in firms if firm.planned is not None]
            if chained:
                whole, words = (
                    add([firm.output for firm in firms]),
                    f"{row.data.group}{TAX_KINDS[row.data.kind]}随主导企业的比例",
                )
                made[row.data.id] = self._share(f"tax.{row.data.id}", add([*chained]), whole, words, row.data.id)
        return made

    def parcels(self) -> dict[str, Line]:
        """Parcels bought by firms: over the whole forecast, since land is sold before anything is made."""
        bought = [row for row in self._book.rows(Parcel) if self._naming(Firm.plot, row.data.id)]
        if not bought or self._chain.leader is None:
            return {}
        table = self._book.table(
            "chained_plots",
            "地块随主导企业的比例",
            "Plots of the chain",
            firm_chain.NUMBER,
            SCALAR,
            sheet=firm_chain.TAB,
        )
        return {row.data.id: self._parcel(table, row) for row in bought}

    def _parcel(self, table: Table, row: Row[Parcel]) -> Line:
        id_ = row.data.id
        parts: list[Expression] = [
            firm.row.cell(Firm.plot_area) * if_(total(firm.output) > 0, total(firm.planned) / total(firm.output), 0)
            for firm in self._naming(Firm.plot, id_)
            if firm.planned is not None
        ]
        return table.line(
            f"plot.{id_}",
            smallest(1, add(parts) / row.cell(Parcel.area_mu)),
            f"{id_}随主导企业的比例",
            f"Chained share of plot {id_}",
            "各企业受让面积×全期关联系数÷地块面积，不超过1",
            unit="fraction",
        )

    def _naming(self, named: FieldId[object], value: object) -> list[FirmLines]:
        return [firm for firm in self._chain.firms.values() if named.of(firm.row.data) == value]

    def _months(self, firm: FirmLines) -> Line:
        return firm_chain.months(self._book, firm.row)

    def _taken(
        self, row: Row[RevenueLine] | Row[NodeLine], firms: Sequence[FirmLines], quantity: FirmQuantity
    ) -> HeldRow:
        """Lay out what was typed, what the firms imply, and the part that comes with the leading firm."""
        id_, name = row.data.id, row.data.name
        volume, parts = volume_price.volume_of(self._book, row).of()
        typed = self._table.line(
            f"typed.{id_}",
            volume / parts if parts > 1 else volume,
            f"{name}数量（录入）",
            f"As typed, {id_}",
            "数量×有效使用率×负荷率",
            unit="quantity",
        )
        implied = self._table.line(
            f"implied.{id_}",
            add([quantity(firm) for firm in firms]),
            f"{name}数量（按企业推算）",
            f"Implied by firms, {id_}",
            "“园区企业”表各企业",
            unit="quantity",
        )
        if self._chain.leader is None:
            return HeldRow(row, typed, implied, None, implied)
        # Of the firms on the list, not of what was typed: a tenant nobody names is taken to hang on the leader as they do.
        chained = add([quantity(firm) * self._bound(firm) for firm in firms])
        share = self._share(f"share.{id_}", chained, implied, f"{name}随主导企业的比例", id_)
        missing: Expression = Constant(0) if self._chain.missing is None else self._chain.missing
        left = self._table.line(
            f"left.{id_}",
            implied * (1 - share * missing),
            f"{name}数量（按主导企业情形）",
            f"As the leading firm comes, {id_}",
            "推算数×（1－随主导企业的比例×缺位比例）",
            unit="quantity",
        )
        return HeldRow(row, typed, implied, share, left)

    def _bound(self, firm: FirmLines) -> Expression:
        return Constant(0) if firm.bound is None else firm.bound

    def _share(self, id_: str, part: Expression, whole: Expression, zh: str, of: str) -> Line:
        return self._table.line(
            id_,
            if_(whole > 0, smallest(1, part / whole), 0),
            zh,
            f"Chained share, {of}",
            "名单企业中随主导企业的部分÷名单企业合计",
            unit="fraction",
        )
