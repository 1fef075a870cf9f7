"""Causes where a filing was made under other rules or another version: what newer rules change, what the program."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bondcalc.audit.audited_filing import AuditedFiling
from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.documents import compared
from bondcalc.audit.filed import ATTACHED
from bondcalc.audit.rerun import rerun, rules_as_filed
from bondcalc.disk.folder import MANIFEST
from bondcalc.wording.messages import notice
from bondcalc.workbook.tabs import rule_values

ORDER = (
    Cause.AFTER_SEAL,
    Cause.ATTACHMENT,
    Cause.MANIFEST,
    Cause.SHEETS,
    Cause.INPUT,
    Cause.RULES,
    Cause.TYPED,
    Cause.FORMULA,
    Cause.VALUE,
    Cause.HIDDEN,
    Cause.LOOK,
    Cause.TEXT,
    Cause.REPLACED,
    Cause.MOVED,
    Cause.MISSING,
    Cause.BINDING,
    Cause.HEADS,
    Cause.CHART,
    Cause.CONTRADICTS,
    Cause.UNKNOWN_FIGURE,
    Cause.ADDED,
    Cause.ROUNDING,
    Cause.PROGRAM,
    Cause.UNKNOWN,
    Cause.FORM,
)
"""In which order causes are told: what may explain others first."""
EITHER = {
    Cause.TYPED,
    Cause.FORMULA,
    Cause.VALUE,
    Cause.TEXT,
    Cause.ROUNDING,
    Cause.HIDDEN,
    Cause.LOOK,
    Cause.SHEETS,
    Cause.RULES,
    Cause.PROGRAM,
    Cause.UNKNOWN,
}
"""Causes that another version can have as well as a hand."""
DifferencePlace = tuple[str, str, str]


def attributed(case: AuditedFiling, found: Sequence[Difference]) -> tuple[list[Difference], list[str]]:
    """Put differences in order, each once; where versions differ, tell those of the rules from those of the program.

    Figures and words that follow from other rule values are counted in a note, the values and the conclusions are told.
    """
    notes: list[str] = []
    if case.versions and any(difference.content for difference in found):
        found = list(_versioned(case, found))
        differences = [
            difference for difference in found if difference.cause is not Cause.RULES or _telling(difference)
        ]
        if any(difference.content for difference in differences) and len(differences) < len(found):
            notes.append(notice("by_rules", count=len(found) - len(differences)))
            found = differences
        notes += [
            notice("unproved", name=name)
            for name in case.filed.pdfs
            if case.filed.proved(name) is None
            and any(difference.document == name and difference.content for difference in found)
        ]
    return sorted(dict.fromkeys(found), key=lambda difference: ORDER.index(difference.cause)), notes


def _telling(difference: Difference) -> bool:
    """Tell whether a difference of the rules is told by itself: a rule value, a conclusion of the manifest."""
    return difference.sheet == rule_values.TITLE or difference.document.rpartition(ATTACHED)[2] == MANIFEST


def _versioned(case: AuditedFiling, found: Sequence[Difference]) -> Iterator[Difference]:
    left = _left_under_filed_rules(case)
    only_rules = all(version.name.startswith("rules") for version in case.versions)
    for difference in found:
        if difference.cause not in EITHER or not _innocent(case, difference):
            yield difference
        elif only_rules or (left is not None and _place(difference) not in left):
            yield replace(difference, cause=Cause.RULES)
        else:
            yield replace(difference, cause=Cause.PROGRAM)


def _innocent(case: AuditedFiling, difference: Difference) -> bool:
    """Tell whether a file is as its hash says; a PDF without SHA256SUMS has none, and is taken for innocent."""
    data = case.filed.workbooks.get(difference.document)
    if data is not None:
        return case.untouched(data)
    if difference.document in case.filed.pdfs:
        return case.filed.proved(difference.document) is not False
    return difference.cause is Cause.PROGRAM


def _left_under_filed_rules(case: AuditedFiling) -> set[DifferencePlace] | None:
    """Give the places that differ even with the rule values the filing states.

    None where they are those of here, or where nothing can be computed with what a manifest states.
    """
    rules = rules_as_filed(case.made, case.manifest)
    if rules is None:
        return None
    try:
        again = rerun(
            case.source.file, case.manifest.stated, case.made.options.fonts, rules, case.made.further, case.made.table
        )
    except (LookupError, ValueError, ArithmeticError):
        return None
    return {_place(difference) for file in compared(replace(case, made=again)) for difference in file.differences}


def _place(difference: Difference) -> DifferencePlace:
    return difference.document, difference.sheet, difference.place
