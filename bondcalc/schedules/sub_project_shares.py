"""子项目分摊: which part of a row belongs to the first sub-projects, so that running totals make parts that add up."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Constant, Expression, Line, add, if_, money
from bondcalc.algebra.table import Table
from bondcalc.inputs.project import sheet_of, sheets
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.sub_projects import DIVIDED, SubProject, SubShare
from bondcalc.schedules.book import AnyRow, Book, Row

SOURCE = "按所属子项目或分摊比例累计、四舍五入后相减"


class Flow(NamedTuple):
    """An amount and the row that says whose it is; without a row it goes by `by`, or by what is invested in each."""

    amount: Expression
    row: AnyRow | None = None
    by: tuple[Sequence[Expression], Expression] | None = None


class Sharing:
    """What the first sub-projects, up to and with one, have of a row."""

    def __init__(self, book: Book, table: Table) -> None:
        self._book = book
        self.rows = book.rows(SubProject)
        self._places = {row.data.id: index for index, row in enumerate(self.rows)}
        self._keys = _keys(book)
        table.heading("分摊权重", "Weights")
        self._invested = [self._weight(table, index) for index in range(len(self.rows))]

    def _weight(self, table: Table, index: int) -> Line:
        """What is invested in the sub-projects up to one by items that name one or are shared."""
        terms: list[Expression] = [
            _times(row.cell(InvestmentItem.amount), share)
            for row in self._book.rows(InvestmentItem)
            if (share := self._stated(row, index)) is not None
        ]
        name = self.rows[index].data.name
        zh, en = f"累计投资（至{name}）", f"Invested up to {self.rows[index].data.id}"
        return table.line(
            f"weight.{index + 1}", add(terms), zh, en, "写明所属子项目或分摊的工程及其他费用", rests_on=self._keys
        )

    def up_to(self, row: AnyRow, index: int) -> Expression:
        """The share of a row: as stated, of a refinancing bond that of the bond it repays, else by what is invested."""
        stated = self._stated(row, index)
        if stated is not None:
            return stated
        if isinstance(row.data, Bond) and row.data.refinances is not None:
            first = next(bond for bond in self._book.rows(Bond) if bond.data.id == row.data.refinances)
            return self.up_to(first, index)
        return self.invested(index)

    def invested(self, index: int) -> Expression:
        """The share of what is invested."""
        return self._invested[index] / self._invested[-1]

    def _stated(self, row: AnyRow, index: int) -> Expression | None:
        """The share that a row states; None where it states none."""
        if row.data.sub_project is not None:
            return Constant(int(self._places[row.data.sub_project] <= index))
        shares = [
            share
            for share in self._book.rows(SubShare)
            if (share.data.table, share.data.row) == (row.sheet.id, row.data.id)
        ]
        if not shares:
            return None
        return add([_part(share, row) for share in shares if self._places[share.data.sub_project] <= index])

    def parts(self, table: Table, names: tuple[str, str, str], flows: Sequence[Flow], whole: Line) -> list[Expression]:
        """Divide flows whose sum is `whole`: steps of rounded running totals, of which the last takes what is left."""
        id_, zh, en = names
        totals: list[Line] = []
        for index in range(len(self.rows) - 1):
            terms = [_times(flow.amount, self._share(flow, index)) for flow in flows]
            totals.append(
                table.line(
                    f"{id_}.{index + 1}",
                    money(add([term for term in terms if not _zero(term)])),
                    f"累计{zh}（至{self.rows[index].data.name}）",
                    f"{en} up to {self.rows[index].data.id}",
                    SOURCE,
                    rests_on=self._keys,
                )
            )
        steps: list[Expression] = [after - before for before, after in pairwise(totals)]
        return [*([totals[0]] if totals else []), *steps, whole - totals[-1] if totals else whole + 0]

    def _share(self, flow: Flow, index: int) -> Expression:
        if flow.row is not None:
            return self.up_to(flow.row, index)
        if flow.by is not None:
            above, below = flow.by
            return if_(below > 0, above[index] / below, self.invested(index))
        return self.invested(index)


def _keys(book: Book) -> tuple[Key, ...]:
    """The cells that say whose a row is."""
    named: list[Key] = []
    for sheet in (each for each in sheets() if each.id in DIVIDED):
        rows: list[AnyRow] = book.rows(sheet.statement)
        named += [key for row in rows for key in _named(row)]
    return (*named, *book.keys(SubShare, SubShare.table, SubShare.row, SubShare.sub_project))


def _named(row: AnyRow) -> tuple[Key, ...]:
    return row.keys(type(row.data).sub_project) if row.data.sub_project is not None else ()


def _part(share: Row[SubShare], row: AnyRow) -> Expression:
    """A share as a fraction of its row."""
    if share.data.share is not None:
        return share.cell(SubShare.share)
    if row.sheet is sheet_of(InvestmentItem):
        whole: Expression = row.cell(InvestmentItem.amount)
    elif row.sheet is sheet_of(Bond):
        whole = row.cell(Bond.face)
    else:
        by_year = type(row.data).by_year
        whole = add([row.at(by_year, year) for year in sorted(row.data.by_year)])
    return share.cell(SubShare.amount) / whole


def _zero(part: Expression) -> bool:
    return isinstance(part, Constant) and part.value == 0


def _times(amount: Expression, share: Expression) -> Expression:
    """An amount times a share; a whole one and none need no product."""
    if isinstance(share, Constant):
        return amount if share.value else share
    return amount * share
