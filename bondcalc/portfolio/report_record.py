"""made-from.json: what a report of many projects was made from and asked for, so that whoever has the store can make it again.

It is the one file that names the store and its run: all others depend on what the store holds alone, and SHA256SUMS lists those.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bondcalc.data import LoadedData, digest
from bondcalc.disk.folder import CHECKSUMS, Folder
from bondcalc.in_life.hash_chain import around
from bondcalc.portfolio.store_reader import PortfolioStore
from bondcalc.seal.claims import record_in
from bondcalc.seal.manifest import checksums, sealed
from bondcalc.typeset.fonts import FontSet
from bondcalc.wording.messages import file_error

RECORD = "made-from.json"
REPORT, MONITORING = "portfolio report", "portfolio monitor"
"""Kinds of reports, as the commands are called that write them."""


def report_record(
    kind: str,
    asked: Mapping[str, object],
    store: PortfolioStore,
    files: Mapping[str, bytes],
    actuals: Mapping[str, str] | None = None,
) -> bytes:
    """Write the record: what was asked for, the store and its last run, actuals by path and hash, program, rules, fonts, every file by its hash.

    `seal` is the hash of all above it.
    """
    record: dict[str, object] = {
        "program": "bondcalc",
        "kind": kind,
        "asked": dict(asked),
        "store": store_named(store),
        "actuals": dict(sorted((actuals or {}).items())),
        **around(FontSet.load(None)),
        "files": {name: digest(data) for name, data in sorted(files.items())},
    }
    return sealed(record)


def write_recorded(folder: Folder, files: dict[str, bytes], record: bytes) -> None:
    """Write the files of a report with their checksums, and the record, which these do not list. Raises OSError and FileError."""
    folder.write({**files, CHECKSUMS: checksums(files), RECORD: record})


def store_named(store: PortfolioStore) -> dict[str, object]:
    """Name a store by its file, and its last run by number, start and the hash of what was run."""
    run = store.last_run()
    return {"name": store.path.name, "run": run.run, "started": run.started, "source": run.source_hash}


def read_report_record(folder: Path) -> LoadedData | None:
    """Read the record of a folder; None where it holds no report of ours. FileError for a file that cannot be read."""
    return record_in(folder, RECORD, (REPORT, MONITORING))


def is_report(path: Path) -> bool:
    """Tell whether a folder holds a report of many projects."""
    try:
        return path.is_dir() and read_report_record(path) is not None
    except OSError:
        return False


def refuse_reports(paths: Sequence[Path]) -> None:
    """Point whoever asks for the audit of a single project to that of reports of many. Raises FileError."""
    for path in paths:
        if is_report(path) or is_report(path.parent):
            raise file_error("report_audited_elsewhere", name=path.name)
