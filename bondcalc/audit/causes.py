"""Causes where a filing was made under other rules or another version: what newer rules change, what the program."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bondcalc.audit import manifest as manifests
from bondcalc.audit.cells import read_cells
from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.documents import Case
from bondcalc.audit.rerun import Made, rerun, rules_as_filed
from bondcalc.audit.workbook import compare

ORDER = (Cause.AFTER_SEAL, Cause.ATTACHMENT, Cause.MANIFEST, Cause.SHEETS, Cause.INPUT, Cause.RULES, Cause.TYPED, Cause.FORMULA,
         Cause.VALUE, Cause.HIDDEN, Cause.TEXT, Cause.ROUNDING, Cause.PROGRAM, Cause.UNKNOWN, Cause.FORM)  # fmt: skip
"""In which order causes are told: what may explain others first."""
TAMPER = {
    Cause.TYPED,
    Cause.FORMULA,
    Cause.VALUE,
    Cause.TEXT,
    Cause.ROUNDING,
    Cause.HIDDEN,
    Cause.SHEETS,
    Cause.UNKNOWN,
}
"""Causes that another version can have as well."""
Place = tuple[str, str, str]


def attributed(case: Case, found: Sequence[Difference]) -> list[Difference]:
    """Put differences in order; where versions differ, tell those of the rules from those of the program."""
    told = list(_versioned(case, found)) if case.versions else list(found)
    return sorted(dict.fromkeys(told), key=lambda one: ORDER.index(one.cause))


def _versioned(case: Case, found: Sequence[Difference]) -> Iterator[Difference]:
    left = _left_under_filed_rules(case)
    only_rules = all(version.name.startswith("rules") for version in case.versions)
    for one in found:
        if one.cause is not Cause.PROGRAM and not (one.cause in TAMPER and _innocent(case, one)):
            yield one
        elif only_rules or (left is not None and _place(one) not in left):
            yield replace(one, cause=Cause.RULES)
        else:
            yield replace(one, cause=Cause.PROGRAM)


def _innocent(case: Case, one: Difference) -> bool:
    """Tell whether a file is as its hash says; a PDF without SHA256SUMS has none, and is taken for innocent."""
    data = case.filed.workbooks.get(one.document)
    if data is not None:
        return case.untouched(data)
    return one.document in case.filed.pdfs and case.filed.proved(one.document) is not False


def _left_under_filed_rules(case: Case) -> set[Place] | None:
    """Give the places that differ even with the rule values the filing states; None where they are those of here."""
    rules = rules_as_filed(case.made, case.manifest)
    if rules is None:
        return None
    again = rerun(case.source.file, case.manifest.stated, case.made.options.fonts, rules)
    return {_place(one) for one in _compared(case, again)}


def _compared(case: Case, again: Made) -> Iterator[Difference]:
    for name, data in case.filed.workbooks.items():
        if data != again.workbook:
            yield from compare(name, read_cells(name, data), again.cells, again.quantum).differences
    yield from manifests.differences(case.manifest, again.manifest, confirmed=False, exact=case.source.exact)


def _place(one: Difference) -> Place:
    return one.document, one.sheet, one.place
