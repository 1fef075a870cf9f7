"""The output of a monitoring audited: made again from the project file and the actuals in it, held file by file against it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.made_again import held_folder, surroundings
from bondcalc.audit.outcome import Subject
from bondcalc.data import LoadedData, digest
from bondcalc.disk.file_names import refuse_name
from bondcalc.in_life.hash_chain import ACTUALS, FILED, FILING, RECORD, TOLD, read_record, stated_links
from bondcalc.in_life.monitor_run import made_from
from bondcalc.inputs.read import ProjectFile, load
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.problem import ProjectError
from bondcalc.wording.messages import file_error


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
    quantum = float(result.filed.project.form(Settings).quantum)
    held = held_folder(folder, RECORD, record, {**made.files, **inputs}, quantum, summed=True)
    form = result.filed.project.form(Particulars)
    return Subject(
        name=str(folder),
        project=form.name,
        rule_date=form.rule_date.isoformat(),
        filing_date=result.as_of.isoformat(),
        documents=held.documents,
        versions=tuple(surroundings(record, faces)),
        differences=(*_links(record, filed, happened), *_level(record, str(result.worst)), *held.differences),
        notes=held.notes,
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


def _links(record: LoadedData, filed: ProjectFile, happened: ProjectFile) -> Iterator[Difference]:
    """Hold the hashes of the chain to the files they name."""
    for what, file in ((FILING, filed), (ACTUALS, happened)):
        stated = [link.sha256 for link in stated_links(record) if link.what == what]
        if stated[-1:] != [digest(file.data)]:
            yield Difference(RECORD, "", what, "", (stated or [""])[-1], digest(file.data), Cause.INPUT)


def _level(record: LoadedData, level: str) -> Iterator[Difference]:
    """Hold the level that is recorded to the one made again."""
    if record.get("level") != level:
        yield Difference(RECORD, "", "level", "", str(record.get("level")), level, Cause.MANIFEST)
