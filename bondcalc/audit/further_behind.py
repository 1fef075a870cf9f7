"""The further files a filing was made from: stated by manifest, record or workbook, carried in PDFs and Word files."""

from collections.abc import Iterator

from bondcalc.audit.filed import Filed
from bondcalc.audit.filed_manifest import Manifest
from bondcalc.audit.xlsx.filed_table import filed_table, stated_table
from bondcalc.data import digest
from bondcalc.input_output.table_file import FlowTable, read_flows
from bondcalc.inputs.further_file import KINDS, Further, FurtherFile, FurtherKind, of_kind
from bondcalc.typeset.word.opened import open_package
from bondcalc.typeset.word.read_controls import record_of
from bondcalc.wording.messages import notice

MISSING: dict[FurtherKind, str] = {"template": "template_missing", "io": "io_missing"}
"""What is said of a file that was not handed in, by its kind."""


def further_behind(filed: Filed, manifest: Manifest) -> Further:
    """Give the further files a filing states, each with its bytes where they were handed in as stated."""
    further: list[FurtherFile] = []
    for kind in KINDS:
        name, hashed = next(_stated(filed, manifest, kind), ("", ""))
        data = next((file.data for file in filed.further if digest(file.data) == hashed), b"")
        further += [FurtherFile(kind, name, hashed, data)] if hashed else []
    return tuple(further)


def _stated(filed: Filed, manifest: Manifest, kind: FurtherKind) -> Iterator[tuple[str, str]]:
    name, hashed = manifest.says(kind, "name"), manifest.says(kind, "sha256")
    if isinstance(name, str) and isinstance(hashed, str):
        yield name, hashed
    for word, data in filed.words.items():
        record = record_of(open_package(word, data))
        if record is not None:
            yield from (file.stated for file in record.further if file.kind == kind)
    if kind == "io" and not manifest.stated:
        yield from (stated for book, data in filed.workbooks.items() if (stated := stated_table(book, data)))


def table_behind(filed: Filed, further: Further) -> FlowTable | None:
    """Give the table of sectors: of the file as stated, else of a workbook that was made with it; None where there is none.

    Raises FileError for a file that cannot be read.
    """
    file = of_kind(further, "io")
    if file is None:
        return None
    if file.data:
        return read_flows(file.name, file.data)
    return next((table for book, data in filed.workbooks.items() if (table := filed_table(book, data))), None)


def further_missing(further: Further, table: FlowTable | None) -> Iterator[str]:
    """Say which further files were not handed in, and what was not compared for that."""
    for file in further:
        if not file.data:
            gone = file.kind == "io" and table is None
            yield notice("io_gone" if gone else MISSING[file.kind], name=file.name)
