"""What a cell of an export says, and where it says something else than the project."""

from dataclasses import dataclass, replace
from decimal import Decimal

from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.values import WrongError, convert, is_blank

AMOUNT = replace(sheet_of(Bond).cell(Bond.face), low=None)
"""How an amount is read: as any amount of money that is typed."""


@dataclass(frozen=True)
class SystemDifference:
    """A cell of an export that says something else than the project: where, of what, what both say (None: not there; a text: no amount).

    `column` is the year, blank for a whole row and for what stands beside the table.
    """

    cell: str
    code: str
    column: str
    held: Decimal | str | None
    computed: Decimal | str | None
    beside: bool = False


def held_amount(value: object) -> Decimal | str | None:
    """Read an amount; a text that is none stays a text, and differs from any amount."""
    if is_blank(value):
        return None
    try:
        amount: Decimal = convert(AMOUNT, value)
    except WrongError:
        return str(value)
    return amount
