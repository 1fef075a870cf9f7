"""A folder that a record names, beside the same files made again: bytes, content, what the record says, and the surroundings."""

import html
import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bondcalc.audit.audited_filing import File
from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.outcome import ExaminedFile, Version
from bondcalc.audit.pdf.objects import cut
from bondcalc.audit.pdf.pages import compare_pdf
from bondcalc.audit.xlsx.cells import read_cells
from bondcalc.audit.xlsx.workbook import compare
from bondcalc.data import LoadedData, digest
from bondcalc.disk.standing import CHECKSUMS
from bondcalc.in_life.hash_chain import around
from bondcalc.inputs.read import load
from bondcalc.problem import FileError
from bondcalc.seal.claims import entries
from bondcalc.seal.manifest import checksums, is_sealed, parts_digest
from bondcalc.wording.messages import notice, word

if TYPE_CHECKING:
    from bondcalc.typeset.fonts import FontSet

LONG = 2_000
"""Lines of a text that are matched one by one, each with all that are like it."""
SHOWN = 600
"""Characters of a line that are told."""
_PARAGRAPH, _TEXT = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL), re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")


class HeldFolder(NamedTuple):
    """A folder beside the same files made again: how each compares, what differs, what is to be said of the rest."""

    documents: tuple[ExaminedFile, ...]
    differences: tuple[Difference, ...]
    notes: tuple[str, ...]


def held_folder(
    folder: Path, name: str, record: LoadedData, fresh: Mapping[str, bytes], quantum: float, *, summed: bool
) -> HeldFolder:
    """Hold a folder against its record of a name and against the files made again; `quantum` is the unit in the last place of money.

    `summed`: the checksums list the record too. Raises FileError.
    """
    held = _files_in(folder, record, {*fresh, name})
    there = held.loaded
    files = [compared_file(file, there[file], data, quantum) for file, data in fresh.items() if file in there]
    differences = (
        *_record_differences(name, record, fresh, there, summed=summed),
        *_missing(fresh, there),
        *(difference for file in files for difference in file.differences),
    )
    documents = tuple(ExaminedFile(file.name, file.status, digest(there[file.name])) for file in files)
    return HeldFolder(documents, differences, tuple(_remarks(held)))


class _RecordedFiles(NamedTuple):
    """What a folder holds, by name from there: files that a record or its like made again names, loaded; `strangers` are others."""

    loaded: dict[str, bytes]
    strangers: tuple[str, ...]


def _files_in(folder: Path, record: LoadedData, fresh: Collection[str]) -> _RecordedFiles:
    """Load the files of a folder that its record states or that are made again, beside record and checksums; the rest may be anything.

    Raises FileError.
    """
    ours = {*fresh, *entries(record, "files"), CHECKSUMS}
    paths = sorted((path for path in folder.rglob("*") if path.is_file()), key=Path.as_posix)
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    loaded = {name: load(path).data for name, path in names.items() if name in ours}
    return _RecordedFiles(loaded, tuple(name for name in names if name not in ours))


def compared_file(name: str, filed: bytes, fresh: bytes, quantum: float) -> File:
    """Compare one file: bytes first, content only where they differ."""
    file = File(name, same_bytes=filed == fresh)
    if file.same_bytes:
        return file
    if name.endswith(".pdf"):
        file.differences += compare_pdf(name, filed, fresh, ())
    elif name.endswith(".xlsx"):
        file.differences += _cells(name, filed, fresh, quantum)
    else:
        file.differences += _texts(name, filed, fresh)
    if not file.differences:
        file.differences.append(Difference(name, "", "sha256", "", digest(filed), digest(fresh), Cause.FORM))
    return file


def _cells(name: str, filed: bytes, fresh: bytes, quantum: float) -> Iterator[Difference]:
    """Compare two workbooks; one that cannot be opened is a difference of its own."""
    try:
        book = read_cells(name, filed)
    except FileError as error:
        yield Difference(name, "", "", "", str(error), digest(fresh), Cause.TEXT)
    else:
        yield from compare(name, book, read_cells(name, fresh), quantum).differences


def _texts(name: str, filed: bytes, fresh: bytes) -> Iterator[Difference]:
    """Tell the paragraphs or lines that differ; none where only the form is another."""
    if name.endswith(".docx") and zipfile.is_zipfile(io.BytesIO(filed)) and parts_digest(filed) == parts_digest(fresh):
        return
    ours, theirs = _lines(name, fresh), _lines(name, filed)
    # Brackets and blanks that stand in each row of thousands would be tried at each of them: long texts are matched by their other lines.
    matched = SequenceMatcher(None, theirs, ours, autojunk=len(ours) > LONG)
    for change, first, last, start, end in matched.get_opcodes():
        pairs = zip_longest(theirs[first:last], ours[start:end], fillvalue="")
        for number, (was, now) in enumerate(pairs if change != "equal" else (), first + 1):
            where = notice("line_of_text", number=number)
            yield Difference(name, "", where, "", cut(was, SHOWN), cut(now, SHOWN), Cause.TEXT)


def _lines(name: str, data: bytes) -> Sequence[str]:
    """Give the lines of a text, the paragraphs of a Word file; one that cannot be opened has none."""
    if not name.endswith(".docx"):
        return data.decode("utf-8", "replace").splitlines()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            text = parts.read("word/document.xml").decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError):
        return []
    return [html.unescape("".join(_TEXT.findall(paragraph))) for paragraph in _PARAGRAPH.findall(text)]


def _missing(fresh: Mapping[str, bytes], there: Mapping[str, bytes]) -> Iterator[Difference]:
    """Tell the files that are made and are not there."""
    for name, data in fresh.items():
        if name not in there:
            yield Difference(name, "", "", "", word("missing"), digest(data), Cause.MISSING)


def _record_differences(
    name: str, record: LoadedData, fresh: Mapping[str, bytes], there: Mapping[str, bytes], *, summed: bool
) -> Iterator[Difference]:
    """Hold a record of a name to its own seal, its sums to the files, the checksums to all of them; `summed`: they list the record too."""
    if not is_sealed(record):
        yield Difference(name, "", "seal", "", str(record.get("seal")), "", Cause.MANIFEST)
    hashes = entries(record, "files")
    for file, data in there.items():
        if file not in {*fresh, name, CHECKSUMS}:
            yield Difference(file, "", "", "", digest(data), word("missing"), Cause.TEXT)
        elif fresh.get(file) == data and hashes.get(file) != digest(data):
            yield Difference(name, "", file, "", str(hashes.get(file) or ""), digest(data), Cause.MANIFEST)
    kept = {name: there[name]} if summed and name in there else {}
    written = checksums({**fresh, **kept})
    # Where other files are made now, or other bytes of the same content, the sums are those of the files that are there.
    of_there = {file: data for file, data in there.items() if file not in {name, CHECKSUMS}}
    if there.get(CHECKSUMS, written) not in (written, checksums({**of_there, **kept})):
        yield Difference(CHECKSUMS, "", "", "", digest(there[CHECKSUMS]), digest(written), Cause.MANIFEST)


def _remarks(folder: _RecordedFiles) -> Iterator[str]:
    """Say what a folder has beside what is written there, and that it has no checksums."""
    yield from (notice("stranger", name=name) for name in folder.strangers)
    if CHECKSUMS not in folder.loaded:
        yield notice("no_sums")


def surroundings(record: LoadedData, faces: "FontSet") -> Iterator[Version]:
    """Tell what of the surroundings is not as it was; empty where the record cannot be believed."""
    if not is_sealed(record):
        return
    here = around(faces)
    for key in here:
        before, now = _flat(record.get(key), key), _flat(here[key], key)
        for name in sorted(before.keys() | now.keys()):
            if before.get(name) != now.get(name):
                yield Version(name, before.get(name, ""), now.get(name, ""))


def _flat(value: object, key: str) -> dict[str, str]:
    return (
        {f"{key} {name}": str(stated) for name, stated in value.items()}
        if isinstance(value, dict)
        else {key: str(value)}
    )
