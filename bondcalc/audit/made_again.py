"""A folder that a record names, beside the same files made again: bytes, content, what the record says, and the surroundings."""

import html
import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from bondcalc.audit.audited_filing import File
from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.outcome import Version
from bondcalc.audit.pdf.pages import compare_pdf
from bondcalc.audit.xlsx.cells import read_cells
from bondcalc.audit.xlsx.workbook import compare
from bondcalc.data import LoadedData, digest
from bondcalc.disk.standing import CHECKSUMS
from bondcalc.in_life.hash_chain import around, is_sealed
from bondcalc.inputs.read import load
from bondcalc.seal.manifest import checksums, parts_digest
from bondcalc.wording.messages import notice, word

if TYPE_CHECKING:
    from bondcalc.typeset.fonts import FontSet

_PARAGRAPH, _TEXT = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL), re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")


def files_in(folder: Path) -> dict[str, bytes]:
    """Load every file of the folder and of those in it, by its name from there."""
    paths = sorted((path for path in folder.rglob("*") if path.is_file()), key=Path.as_posix)
    return {path.relative_to(folder).as_posix(): load(path).data for path in paths}


def compared_file(name: str, filed: bytes, fresh: bytes, quantum: float) -> File:
    """Compare one file: bytes first, content only where they differ; `quantum` is the unit in the last place of money."""
    file = File(name, same_bytes=filed == fresh)
    if file.same_bytes:
        return file
    if name.endswith(".pdf"):
        file.differences += compare_pdf(name, filed, fresh, ())
    elif name.endswith(".xlsx"):
        file.differences += compare(name, read_cells(name, filed), read_cells(name, fresh), quantum).differences
    else:
        file.differences += _texts(name, filed, fresh)
    if not file.differences:
        file.differences.append(Difference(name, "", "sha256", "", digest(filed), digest(fresh), Cause.FORM))
    return file


def _texts(name: str, filed: bytes, fresh: bytes) -> Iterator[Difference]:
    """Tell the paragraphs or lines that differ; none where only the form is another."""
    if name.endswith(".docx") and zipfile.is_zipfile(io.BytesIO(filed)) and parts_digest(filed) == parts_digest(fresh):
        return
    ours, theirs = _lines(name, fresh), _lines(name, filed)
    for change, first, last, start, end in SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes():
        if change != "equal":
            where = notice("line_of_text", number=first + 1)
            yield Difference(name, "", where, "", " ".join(theirs[first:last]), " ".join(ours[start:end]), Cause.TEXT)


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


def missing(fresh: Mapping[str, bytes], there: Mapping[str, bytes]) -> Iterator[Difference]:
    """Tell the files that are made and are not there."""
    for name, data in fresh.items():
        if name not in there:
            yield Difference(name, "", "", "", word("missing"), digest(data), Cause.MISSING)


def record_differences(
    name: str, record: LoadedData, fresh: Mapping[str, bytes], there: Mapping[str, bytes], *, summed: bool
) -> Iterator[Difference]:
    """Hold a record of a name to its own seal, its sums to the files, the checksums to all of them; `summed`: they list the record too."""
    if not is_sealed(record):
        yield Difference(name, "", "seal", "", str(record.get("seal")), "", Cause.MANIFEST)
    stated = record.get("files")
    hashes = stated if isinstance(stated, dict) else {}
    for file, data in there.items():
        if fresh.get(file) == data and hashes.get(file) != digest(data):
            yield Difference(name, "", file, "", str(hashes.get(file) or ""), digest(data), Cause.MANIFEST)
    kept = {name: there[name]} if summed and name in there else {}
    written = checksums({**fresh, **kept})
    # Of files that another library wrote with the same content the sums are those of the files that are there.
    fitting = (written, checksums({**{file: data for file, data in there.items() if file in fresh}, **kept}))
    if there.get(CHECKSUMS, written) not in fitting:
        yield Difference(CHECKSUMS, "", "", "", digest(there[CHECKSUMS]), digest(written), Cause.MANIFEST)


def remarks(there: Mapping[str, bytes], written: Collection[str]) -> Iterator[str]:
    """Say what a folder has beside what is written there, and that it has no checksums."""
    yield from (notice("stranger", name=name) for name in there if name not in {*written, CHECKSUMS})
    if CHECKSUMS not in there:
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
