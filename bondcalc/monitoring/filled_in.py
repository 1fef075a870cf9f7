"""Whether anybody filled anything in: what `prefilled` writes before a hand touches the workbook tells nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bondcalc.inputs.cell import Cell
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.raw import RawCell, RawFile, RawRow
from bondcalc.inputs.values import WrongError, convert, is_blank
from bondcalc.monitoring.actuals_file import STATEMENTS_OF_ACTUALS
from bondcalc.monitoring.actuals_particulars import ActualsParticulars
from bondcalc.monitoring.money_sheets import FundingStep
from bondcalc.monitoring.period_sheets import PeriodAmount
from bondcalc.monitoring.state_sheets import MeasuredTarget, ServicePayment, YearMatter

PREFILLED: Mapping[type, frozenset[str]] = {
    PeriodAmount: frozenset(("year", "period", "kind", "line", "name")),
    ServicePayment: frozenset(("bond", "due_on", "paid_with")),
    MeasuredTarget: frozenset(("id", "kind", "name", "target", "unit", "direction", "due", "weight")),
    YearMatter: frozenset(("year",)),
}
"""Cells of the rows that a new workbook has already."""
NOTHING_AT_ZERO = frozenset(("principal", "interest", "fee"))
"""Cells that new workbooks used to fill with 0."""
FORM, STEPS = sheet_of(ActualsParticulars), sheet_of(FundingStep)


@dataclass(frozen=True)
class FilledIn:
    """What a file of actuals holds beside what a new one does: `told` whether anything, `issued` the bonds whose issue it states.

    An issue may be one that a new workbook takes from the project file: only beside that file can it be told.
    """

    told: bool
    issued: frozenset[str]

    def tells(self, known: frozenset[str]) -> bool:
        """Tell whether somebody filled something in, beside a project file that knows some bonds as issued already."""
        return self.told or not self.issued <= known


def filled_in(raw: RawFile) -> FilledIn:
    """Look through the rows as typed; what cannot be read was filled in all the same."""
    issues, filled = set[str](), False
    for statement in STATEMENTS_OF_ACTUALS[1:]:
        sheet = raw.sheets.get(sheet_of(statement).id)
        for row in sheet.rows if sheet else ():
            bond = _issued(row) if statement is FundingStep else None
            if bond is None:
                filled = filled or _touched(row, PREFILLED.get(statement, frozenset()))
            else:
                issues.add(bond)
    return FilledIn(filled, frozenset(issues))


def _issued(row: RawRow) -> str | None:
    """Give the bond whose issue a row states; None for other steps."""
    step, bond = (value_of(row, STEPS.cell(cell)) for cell in (FundingStep.step, FundingStep.bond))
    return str(bond) if step == "issued" and bond is not None else None


def value_of(row: RawRow, cell: Cell) -> object:
    """Read one value as its field has it; None where it is blank or cannot be read."""
    typed = row.cells.get(cell.id)
    if typed is None or is_blank(typed.value):
        return None
    try:
        value: object = convert(cell, typed.value)
    except WrongError:
        return None
    return value


def _touched(row: RawRow, prefilled: frozenset[str]) -> bool:
    by_year = (typed for years in row.indexed.values() for typed in years.values())
    return _any(by_year) or _any(
        typed
        for field, typed in row.cells.items()
        if field not in prefilled and not (field in NOTHING_AT_ZERO and _zero(typed.value))
    )


def _any(cells: Iterable[RawCell]) -> bool:
    return any(not is_blank(typed.value) for typed in cells)


def _zero(value: object) -> bool:
    return isinstance(value, (int, float, Decimal)) and value == 0
