"""What `debt-system` says: the checks of the system, both multiples, what it holds otherwise."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from bondcalc.receiving.rows import Received
from bondcalc.receiving.system_difference import SystemDifference
from bondcalc.wording.messages import Long, language, listed, notice
from bondcalc.wording.number import exact, ratio


def checks_text(filled: Received) -> str:
    """List the checks of the system, then both multiples and what was put together."""
    lines = [
        f"{finding.verdict.said(language())}  {finding.rule.id}  {finding.reason(language())}"
        for finding in filled.findings
    ]
    lines.append(notice("two_multiples", system=Long(_times(filled.multiple)), filed=Long(_times(filled.filed))))
    if filled.lumped:
        lines.append(notice("lumped_years", count=filled.lumped, last=filled.layout.last))
    return "\n".join(lines)


def _times(multiple: Fraction | None) -> str:
    """Write a multiple with its unit; a dash where there is no debt service."""
    return "—" if multiple is None else ratio(multiple) + ("倍" if language() == "zh" else "x")


def refusal_text(filled: Received) -> str:
    """Say why the system would not take the table; blank where it would."""
    late = filled.late_refinancing
    lines = [notice("late_refinancing", bonds=Long(listed(late)))] if late else []
    return "\n".join([*lines, notice("system_refuses")] if late or filled.refused else [])


def differences_text(differences: Sequence[SystemDifference], absent: Sequence[str]) -> str:
    """Name every cell in which the system holds something else, and what the export does not have."""
    lines = [_difference(difference) for difference in differences] or [notice("system_same")]
    return "\n".join([*lines, *([notice("system_absent", names=Long(listed(absent)))] if absent else [])])


def _difference(difference: SystemDifference) -> str:
    computed, held = _amount(difference.computed), _amount(difference.held)
    if difference.beside:
        return notice("system_beside", cell=difference.cell, name=difference.code, held=held, computed=computed)
    if difference.computed is None:
        return notice("system_strange", cell=difference.cell, id=difference.code)
    if difference.cell == "—" and not difference.column:
        return notice("system_no_row", id=difference.code, computed=computed)
    facts = {"cell": difference.cell, "id": difference.code, "column": difference.column}
    return notice("system_cell", **facts, held=held, computed=computed)


def _amount(said: Decimal | str | None) -> str:
    """Write what a cell says: a number in full, a text as it stands, a dash for nothing."""
    return said if isinstance(said, str) else Long("—" if said is None else exact(said))
