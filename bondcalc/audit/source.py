"""From which input a filing was made: the one handed in, or, where that was replaced, the record in its workbook."""

import re
from dataclasses import dataclass

from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.filed import ATTACHED, Filed
from bondcalc.audit.filed_manifest import Manifest
from bondcalc.audit.rerun import project_of
from bondcalc.audit.workbook_language import language_of
from bondcalc.audit.xlsx.audited_sheet import Workbook
from bondcalc.audit.xlsx.cells import read_cells
from bondcalc.data import digest
from bondcalc.inputs.files.toml_file import inline_rows, joined
from bondcalc.inputs.other_form import MARKS, form_named
from bondcalc.inputs.read import ProjectFile, read_bytes
from bondcalc.problem import FileError, ProjectError
from bondcalc.run import compute
from bondcalc.wording.messages import file_error, word
from bondcalc.workbook.assemble import draw_workbook
from bondcalc.workbook.tabs import cover, record, rule_values

RECORD = "record.toml"
KINDS = (".toml", ".xlsx", ".xlsm")
OURS = {cover.TITLE, rule_values.TITLE}
"""Sheets by which a workbook of ours is known."""
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Source:
    """The project file to rerun. `exact`: it is the file handed in, byte for byte, and not its content from a record.

    `other`: it is not the one the manifest was written for, and no other is to be had.
    """

    file: ProjectFile
    exact: bool
    differences: tuple[Difference, ...] = ()
    other: bool = False


def genuine(filed: Filed, manifest: Manifest) -> Source:
    """Find the input a filing was made from. Raises FileError when there is none that can be read."""
    inputs = [(where, file) for where, file in filed.inputs if file.name.lower().endswith(KINDS)]
    hashed = str(manifest.says("input", "sha256") or "")
    right = next((file for _, file in inputs if digest(file.data) == hashed), None)
    if right is not None:
        others = [(where, file) for where, file in inputs if file != right]
        return Source(right, True, tuple(_replaced(where, file, right, hashed) for where, file in others))
    recorded = next((file for name, data in filed.workbooks.items() if (file := recorded_in(name, data))), None)
    if inputs and (recorded is None or (manifest.intact is not True and _gives(inputs[0][1], filed))):
        where, file = inputs[0]
        other = manifest.intact is True and bool(hashed)
        differences = [_replaced(where, file, file, hashed, same=False)] if other else []
        return Source(file, True, tuple(differences), other)
    if recorded is None:
        raise file_error(_unknown(filed) if filed.workbooks and not filed.attached else "no_sources", name=filed.name)
    differences = [_replaced(where, file, recorded, hashed) for where, file in inputs]
    name = str(manifest.says("input", "name") or "")
    differences += [
        Difference(pdf, "", name, "", word("missing"), hashed, Cause.ATTACHMENT)
        for pdf, carried in filed.attached.items()
        if carried and not inputs
    ]
    return Source(recorded, False, tuple(differences))


def _unknown(filed: Filed) -> str:
    """Give what is said of workbooks that hold no input: what the first one is where it is known by its sheets."""
    codes = (form_named(read_cells(name, data).pages) for name, data in filed.workbooks.items())
    known = next((code for code in codes if code), None)
    # A project file has a longer way to go: it is checked before it is run.
    return known if known and known != MARKS["project"][0] else "not_ours"


def _replaced(where: str, file: ProjectFile, right: ProjectFile, hashed: str, *, same: bool = True) -> Difference:
    """Tell a project file saved again (form) from one that says something else."""
    try:
        same = same and project_of(file).tables == project_of(right).tables
    except FileError:
        same = False
    cause = Cause.FORM if same else Cause.ATTACHMENT if where else Cause.INPUT
    return Difference(where or file.name, "", file.name, "", digest(file.data), hashed, cause)


def _gives(file: ProjectFile, filed: Filed) -> bool:
    """Tell whether a project file gives the workbook that was filed with it."""
    try:
        result = compute(project_of(file))
        filed_as = {language_of(name, data) for name, data in filed.workbooks.items()}
        return any(draw_workbook(result, language) in filed.workbooks.values() for language in filed_as)
    except FileError:
        return False


def recorded_in(name: str, data: bytes) -> ProjectFile | None:
    """Give the input a workbook was made from: its record, else its own input sheets; None for a workbook not ours.

    A record whose hash does not fit gives way to input sheets that fit it.
    """
    try:
        book = read_cells(name, data)
    except FileError:
        if ATTACHED in name:
            return None
        raise
    # One sheet that was renamed does not make a workbook a stranger.
    if record.TITLE not in book.pages and not book.pages.keys() >= OURS:
        return None
    text, hashed = _record(book)
    if text and digest(text) == hashed:
        return ProjectFile(RECORD, text)
    own = _own_inputs(name, data)
    right = own is not None and (not text or digest(own) == hashed)
    kept = own if right else text or own
    return ProjectFile(RECORD, kept) if kept else None


def _record(book: Workbook) -> tuple[bytes, str]:
    """Read the record of a workbook and the hash that stands above it; both empty where there is none."""
    page = book.pages.get(record.TITLE)
    if page is None:
        return b"", ""
    last = max((row for row, _ in page.cells), default=0)
    rows = [
        [page.cells[row, column].value if (row, column) in page.cells else "" for column in (2, 3, 4)]
        for row in range(record.TOP + 1, last + 1)
    ]
    stated = page.cells.get((record.DIGEST_ROW + 1, 1))
    match = _HASH.search(str(stated.value)) if stated is not None else None
    try:
        text = record.recorded((id_, number, text) for id_, number, text in rows)
    except (KeyError, ValueError):
        return b"", match[0] if match else ""
    return text.encode(), match[0] if match else ""


def _own_inputs(name: str, data: bytes) -> bytes | None:
    try:
        return joined(inline_rows(read_bytes(name, data))).encode()
    except (ProjectError, FileError):
        return None
