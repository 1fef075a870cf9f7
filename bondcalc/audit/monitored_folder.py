"""The output of a monitoring audited: made again from the project file and the actuals in it, held file by file against it."""

import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from bondcalc.audit.audited_filing import File
from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.outcome import ExaminedFile, Subject, Version
from bondcalc.audit.pdf.pages import compare_pdf
from bondcalc.audit.xlsx.cells import read_cells
from bondcalc.audit.xlsx.workbook import compare
from bondcalc.data import LoadedData, digest
from bondcalc.disk.file_names import refuse_name
from bondcalc.disk.standing import CHECKSUMS
from bondcalc.in_life.hash_chain import ACTUALS, FILING, RECORD, around, is_sealed, read_record
from bondcalc.in_life.monitor_run import FILED, TOLD, made_from
from bondcalc.inputs.read import ProjectFile, load
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.monitoring.monitoring_result import MonitoringResult
from bondcalc.problem import ProjectError
from bondcalc.seal.manifest import checksums, parts_digest
from bondcalc.wording.messages import file_error, notice, word

if TYPE_CHECKING:
    from bondcalc.typeset.fonts import FontSet

_PARAGRAPH, _TEXT = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL), re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")


def monitored_folder(path: Path) -> Path | None:
    """Give the folder of a monitoring, handed in as folder or by its record; None for anything else. Raises FileError."""
    refuse_name(path)
    folder = path.parent if path.name == RECORD else path
    return folder if folder.is_dir() and read_record(folder) is not None else None


def examined_monitoring(folder: Path, fonts: Path | None) -> Subject:
    """Audit one monitoring. Raises FileError where project file or actuals are missing or cannot be used."""
    from bondcalc.typeset.fonts import FontSet

    record, faces = read_record(folder) or {}, FontSet.load(fonts)
    filed, happened = _only_file(folder / FILED), _only_file(folder / TOLD)
    try:
        result, made = made_from(filed, happened, _day(record), faces)
    except ProjectError as error:
        facts = {"name": folder.name, "count": len(error.problems), "first": error.problems[0]}
        raise file_error("filed_problems", **facts) from error
    inputs = {f"{FILED}/{filed.name}": filed.data, f"{TOLD}/{happened.name}": happened.data}
    fresh = {**made.files, **inputs}
    there = _files(folder)
    files = [_compared(name, there[name], data, result) for name, data in fresh.items() if name in there]
    differences = [*_links(record, filed, happened), *_record(record, str(result.worst), fresh, there)]
    differences += [
        Difference(name, "", "", "", word("missing"), digest(data), Cause.MISSING)
        for name, data in fresh.items()
        if name not in there
    ]
    form = result.filed.project.form(Particulars)
    return Subject(
        name=str(folder),
        project=form.name,
        rule_date=form.rule_date.isoformat(),
        filing_date=result.as_of.isoformat(),
        documents=tuple(ExaminedFile(file.name, file.status, digest(there[file.name])) for file in files),
        versions=tuple(_versions(record, faces)),
        differences=(*differences, *(difference for file in files for difference in file.differences)),
        notes=tuple(notice("stranger", name=name) for name in there if name not in {*fresh, RECORD, CHECKSUMS}),
    )


def _only_file(folder: Path) -> ProjectFile:
    """Give the one file of a folder, as it was read."""
    files = sorted(filter(Path.is_file, folder.iterdir()), key=Path.as_posix) if folder.is_dir() else []
    if len(files) != 1:
        raise file_error("monitored_incomplete", name=folder.parent.name, folder=folder.name)
    return load(files[0])


def _day(record: LoadedData) -> date | None:
    try:
        return date.fromisoformat(str(record.get("as_of")))
    except ValueError:
        return None


def _files(folder: Path) -> dict[str, bytes]:
    """Load every file of the folder and of those in it, by its name from there."""
    paths = sorted((path for path in folder.rglob("*") if path.is_file()), key=Path.as_posix)
    return {path.relative_to(folder).as_posix(): load(path).data for path in paths}


def _compared(name: str, filed: bytes, fresh: bytes, result: MonitoringResult) -> File:
    """Compare one file: bytes first, content only where they differ."""
    file = File(name, same_bytes=filed == fresh)
    if file.same_bytes:
        return file
    if name.endswith(".pdf"):
        file.differences += compare_pdf(name, filed, fresh, ())
    elif name.endswith(".xlsx"):
        quantum = float(result.filed.project.form(Settings).quantum)
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


def _links(record: LoadedData, filed: ProjectFile, happened: ProjectFile) -> Iterator[Difference]:
    """Hold the hashes of the chain to the files they name."""
    for what, file in ((FILING, filed), (ACTUALS, happened)):
        stated = [link.get("sha256") for link in record.get("chain", ()) if link.get("what") == what]
        if stated[-1:] != [digest(file.data)]:
            yield Difference(RECORD, "", what, "", str((stated or [""])[-1]), digest(file.data), Cause.INPUT)


def _record(
    record: LoadedData, level: str, fresh: Mapping[str, bytes], there: Mapping[str, bytes]
) -> Iterator[Difference]:
    """Hold the record to its own seal, its sums to the files, its level to the one made again."""
    if not is_sealed(record):
        yield Difference(RECORD, "", "seal", "", str(record.get("seal")), "", Cause.MANIFEST)
    if record.get("level") != level:
        yield Difference(RECORD, "", "level", "", str(record.get("level")), level, Cause.MANIFEST)
    for name, data in there.items():
        hashed = record.get("files", {}).get(name)
        if fresh.get(name) == data and hashed != digest(data):
            yield Difference(RECORD, "", name, "", str(hashed or ""), digest(data), Cause.MANIFEST)
    listed = {name: data for name, data in there.items() if name in {*fresh, RECORD}}
    if CHECKSUMS in there and len(listed) > len(fresh) and there[CHECKSUMS] != checksums(listed):
        sums = digest(there[CHECKSUMS])
        yield Difference(CHECKSUMS, "", "", "", sums, digest(checksums(listed)), Cause.MANIFEST)


def _versions(record: LoadedData, faces: "FontSet") -> Iterator[Version]:
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
