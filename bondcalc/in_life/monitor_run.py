"""The straight line of monitoring: filed project and actuals in, a folder with report, workbook, papers and chain of hashes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bondcalc.dates import today
from bondcalc.disk.folder import CHECKSUMS, fresh_folder, refuse_in_place
from bondcalc.in_life.hash_chain import FILED, RECORD, TOLD, links_before, record_of
from bondcalc.in_life.monitoring_folder import MonitoringFiles, monitoring_files
from bondcalc.inputs.project import Project
from bondcalc.inputs.read import ProjectFile, load, read_bytes
from bondcalc.monitoring.actuals_file import actuals_of
from bondcalc.monitoring.layer import Actuals
from bondcalc.monitoring.monitored import monitored
from bondcalc.monitoring.monitoring_result import MonitoringResult
from bondcalc.monitoring.retold import Retold, retold_since
from bondcalc.run import compute
from bondcalc.seal.manifest import checksums

if TYPE_CHECKING:
    from bondcalc.typeset.fonts import FontSet


@dataclass(frozen=True)
class MonitorOptions:
    """What a monitoring may be told: another day than that of the actuals, the folder of the one before, the bureau's own fonts."""

    day: date | None = None
    previous: Path | None = None
    fonts: Path | None = None
    replace: bool = False


@dataclass(frozen=True)
class MonitoringRun:
    """What was written: the result, why papers are drafts, by their names, the folder kept aside; what the actuals before told differently."""

    result: MonitoringResult
    drafts: Mapping[str, str]
    kept: Path | None
    retold: Sequence[Retold] = ()


def monitor(source: Path, actuals: Path, out: Path, options: MonitorOptions) -> MonitoringRun:
    """Hold actuals against the filed project and write the folder, all or nothing.

    Raises ProjectError (problems in either file) and FileError (cannot read or write, a chain that does not fit).
    """
    from bondcalc.typeset.fonts import FontSet

    filed, happened, fonts = load(source), load(actuals), FontSet.load(options.fonts)
    project, layer = read_both(filed, happened, options.day, fonts, today())
    refuse_in_place(out, options.previous)
    before = links_before(layer, options.previous)
    others = _retold(options.previous, project, filed, layer)
    result = monitored(compute(project), layer)
    made = monitoring_files(result, fonts)
    with fresh_folder(out, replace=options.replace) as folder:
        folder.write(dict(made.files))
        folder.write({f"{FILED}/{filed.name}": filed.data, f"{TOLD}/{happened.name}": happened.data})
        record = record_of(result, filed.name, before, folder.files, fonts)
        folder.write({RECORD: record})
        folder.write({CHECKSUMS: checksums(folder.files)})
    return MonitoringRun(result, made.drafts, folder.kept, others)


def _retold(previous: Path | None, project: Project, filed: ProjectFile, after: Actuals) -> list[Retold]:
    """Hold the actuals against those of the monitoring before, as they stand in its folder; none where there was none."""
    files = [] if previous is None else sorted((previous / TOLD).glob("*"), key=Path.as_posix)
    return [other for path in files for other in retold_since(load(path), project, filed, after)]


def made_from(
    filed: ProjectFile, happened: ProjectFile, day: date | None, fonts: "FontSet"
) -> tuple[MonitoringResult, MonitoringFiles]:
    """Compute a monitoring from its two files and draw what is written of it, as an audit does; nothing is written."""
    project, layer = read_both(filed, happened, day, fonts)
    result = monitored(compute(project), layer)
    return result, monitoring_files(result, fonts)


def read_both(
    filed: ProjectFile, happened: ProjectFile, day: date | None, fonts: "FontSet", now: date | None = None
) -> tuple[Project, Actuals]:
    """Read the project file and, beside it, the actuals as looked at on a day; FileError for a day before their own.

    `now` is the day it is, None where what is read was monitored before.
    """
    project = read_bytes(filed.name, filed.data, fonts.prints)
    layer = actuals_of(happened, project, filed, now)
    return project, layer if day is None else layer.told_on(day)
