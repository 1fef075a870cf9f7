"""建设资金结余 beside the cash of an analysis: what counts it says so, wherever cash of changed factors is told."""

from bondcalc.algebra.part_program import PartProgram
from bondcalc.schedules import sources_and_uses
from bondcalc.schedules.book import Book
from bondcalc.wording.report import EVERYWHERE, Medium, Note, Words

COUNTED = "surplus_counted"
"""The id of the note."""
LEFT_OVER = Note(
    COUNTED,
    Words(
        "除注明扣除的以外，期末资金余额以及资金为负的年度、概率和临界点均含建设资金结余。",
        "Closing cash, and the years, chances and break-evens without it, count the construction money left over unless they say otherwise.",
    ),
)


def surplus_notes(book: Book) -> list[Note]:
    """Say that cash counts what construction leaves over; an empty list where it leaves none."""
    left = book.use(sources_and_uses.schedule).left
    return [LEFT_OVER] if PartProgram(book.program(), [left]).run({}).amount(left) else []


def where(shown: bool) -> frozenset[Medium]:
    """Tell where a column of cash without what construction leaves over stands: nowhere if it says the same as another."""
    return EVERYWHERE if shown else frozenset()
