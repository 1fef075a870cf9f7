"""债券分批发行: each bond of new money and each batch in 亿元, so rounded that bonds add up to batches and batches to C."""

from dataclasses import dataclass, field

from bondcalc.algebra.line import Expression, Line, add, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.batches import NAMES, batch_of, several
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.schedules import bonds
from bondcalc.schedules.book import Book
from bondcalc.schedules.hundred_million import hundred_million

SOURCE = "累计数保留四位小数后相减"


@dataclass(frozen=True)
class Batches:
    """Bonds and batches by id; empty where all bonds are of one batch. `amounts` pairs what is shown with the amount itself."""

    bonds: dict[str, Line] = field(default_factory=dict)
    batches: dict[str, Line] = field(default_factory=dict)
    amounts: tuple[tuple[Line, Expression], ...] = ()


def batches(book: Book, table: Table) -> Batches:
    """State them in the table of the form, issued ones first; bonds of refinancing are no new money and are left out."""
    every = book.project.rows(Bond)
    if not several(every):
        return Batches()
    order = list(NAMES)
    new = sorted(
        (bond for bond in every if bond.refinances is None), key=lambda bond: order.index(batch_of(bond, every))
    )
    table.heading("债券分批发行", "Batches")
    drawn = {bond.id: book.use(bonds.schedule).table[f"drawn.{bond.id}"] for bond in new}
    shown: dict[str, Line] = {}
    for number, bond in enumerate(new, 1):
        so_far = hundred_million(book, add([total(drawn[before.id]) for before in new[:number]]))
        step = so_far - add([shown[before.id] for before in new[: number - 1]]) if shown else so_far
        shown[bond.id] = _line(book, table, f"bond.{bond.id}", step, f"发行额（{bond.id}）", f"Face of {bond.id}")
    sums = {batch: [bond.id for bond in new if batch_of(bond, every) == batch] for batch in order}
    made = {
        batch: _line(book, table, f"batch.{batch}", add([shown[id_] for id_ in ids]), f"{NAMES[batch]}合计", batch)
        for batch, ids in sums.items()
        if ids
    }
    return Batches(shown, made, tuple((shown[id_], total(line)) for id_, line in drawn.items()))


def _line(book: Book, table: Table, id_: str, formula: Expression, zh: str, en: str) -> Line:
    keys = book.keys(Bond, Bond.status, Bond.batch, Bond.refinances)
    return table.line(id_, formula, zh, en, SOURCE, unit="disclosed", rests_on=keys)
