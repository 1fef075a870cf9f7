"""What a run writes into a store: results one by one as they come, the list of projects at the end."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Self

import bondcalc
from bondcalc.portfolio.database import created, folded, told
from bondcalc.portfolio.kept_record import FEN, FileState, Measured, ProjectFacts, ProjectRecord
from bondcalc.portfolio.measure import maker, run_key
from bondcalc.portfolio.project_list import Portfolio
from bondcalc.problem import FileError

ROWS = ("findings", "bonds", "payments", "parcels", "responses")
"""Parts of a record that are rows of the table of their name."""
OF_RESULT = ("run_key", "file_hash", "status", "reason", "details", *ProjectFacts._fields)
"""Columns of a result beside its number."""
NO_FACTS = (None,) * len(ProjectFacts._fields)
PARTS = ("amounts", "figures", "ratios", *ROWS)
"""Tables that hold what a result says."""


@dataclass(frozen=True)
class ProjectRow:
    """A project as the list and the run have it: how it is known, its file, what became of it."""

    key: str
    path: str
    status: FileState
    reason: str = ""
    details: tuple[str, ...] = ()
    file_hash: str | None = None
    code: str | None = None
    region: str | None = None
    sector: str | None = None
    batch: str | None = None
    priority: int | None = None
    site: str | None = None
    parcels: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownResult:
    """A result that stands in the store: its number, what became of the file, the code that the file states."""

    result: int
    status: FileState
    reason: str
    details: tuple[str, ...]
    code: str | None


class StoreWriter:
    """A store open to write. Every result is committed by itself: a kill loses what is in flight and nothing else."""

    def __init__(self, path: Path) -> None:
        """Open the store, a new one where there is none. Raises FileError."""
        self._path, self._db = path, created(path)
        self._lines: dict[str, int] = {id_: line for line, id_ in self._db.execute("SELECT line, id FROM line_names")}

    def __enter__(self) -> Self:
        """Give the store."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store; what is wrong already is told, not what the closing finds."""
        with suppress(*(() if error is None else (FileError,))):
            self.close()

    def close(self) -> None:
        """Close the store, one file without a log. Raises FileError."""
        with told(self._path):
            folded(self._db)

    def begin(self, source: str, source_hash: str, folder: Path = Path()) -> int:
        """Note that a run begins and give its number; it counts once it has come to its end.

        `folder` is where the list stands, from which its files are named.
        """
        with self._whole():
            done = self._db.execute(
                "INSERT INTO runs (started, source, source_hash, folder, version, maker) VALUES (?, ?, ?, ?, ?, ?)",
                (_now(), source, source_hash, str(folder.absolute()), bondcalc.__version__, maker()),
            )
        return int(done.lastrowid or 0)

    def known(self, file_hash: str) -> KnownResult | None:
        """Find what a file gave under this program and these rules; None where it is still to be computed."""
        with told(self._path):
            row = self._db.execute(
                "SELECT result, status, reason, details, code FROM results WHERE run_key = ?", (run_key(file_hash),)
            ).fetchone()
        if row is None:
            return None
        result, status, reason, details, code = row
        return KnownResult(result, FileState(status), reason, tuple(json.loads(details)), code)

    def keep(self, file_hash: str, made: Measured[ProjectRecord]) -> None:
        """Keep what a project file gave, or what is wrong in it, in one commit."""
        facts = made.record.facts if made.record else NO_FACTS
        values = (run_key(file_hash), file_hash, made.status, made.reason, _json(made.details), *facts)
        with self._whole():
            marks = ", ".join("?" * len(OF_RESULT))
            done = self._db.execute(
                f"INSERT INTO results ({', '.join(OF_RESULT)}) VALUES ({marks})",  # noqa: S608 - our own names
                values,
            )
            if made.record:
                self._keep(int(done.lastrowid or 0), made.record)

    def finish(self, run: int, rows: Sequence[ProjectRow], stated: Portfolio | None) -> None:
        """Put the list of projects in place of the last one, note this run in the history, drop what nobody has any more."""
        with self._whole():
            for table in ("projects", "registered", "allocations", "limits"):
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
            self._many("projects", (self._project(row) for row in rows))
            self._many("registered", ((row.key, kind, number) for row in rows for kind, number in _registered(row)))
            if stated is not None:
                self._many("allocations", _allocations(stated, rows))
                self._many("limits", _limits(stated))
            self._db.execute(_HISTORY, (run,))
            self._drop_unused()
            failed = sum(row.status is not FileState.DONE for row in rows)
            self._db.execute(
                "UPDATE runs SET finished = ?, projects = ?, failed = ? WHERE run = ?", (_now(), len(rows), failed, run)
            )

    def _keep(self, result: int, record: ProjectRecord) -> None:
        self._many("amounts", ((result, self._line(id_), fen) for id_, fen in record.amounts.items()))
        yearly = ((self._line(id_), by_year) for id_, by_year in record.lines.items())
        self._many("figures", ((result, line, year, fen) for line, years in yearly for year, fen in years.items()))
        self._many("ratios", ((result, id_, value) for id_, value in record.ratios.items()))
        for table in ROWS:
            self._many(table, ((result, *row) for row in getattr(record, table)))

    def _line(self, id_: str) -> int:
        if id_ not in self._lines:
            self._lines[id_] = len(self._lines) + 1
            self._db.execute("INSERT INTO line_names VALUES (?, ?)", (self._lines[id_], id_))
        return self._lines[id_]

    def _many(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        rows = list(rows)
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self._db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - our own names

    def _project(self, row: ProjectRow) -> tuple[object, ...]:
        known = self.known(row.file_hash) if row.file_hash and row.status is FileState.DONE else None
        result = known.result if known else None
        named = self._db.execute("SELECT name, sector FROM results WHERE result = ?", (result,)).fetchone()
        name, sector = named or (None, None)
        return (
            row.key,
            row.path,
            row.status,
            row.reason,
            _json(row.details),
            result,
            row.file_hash,
            row.code,
            name,
            row.region,
            row.sector or sector,
            row.batch,
            row.priority,
            row.site,
        )

    def _drop_unused(self) -> None:
        """Drop what files gave that are no longer on the list, or gave under another program or other rules."""
        gone = "SELECT result FROM results WHERE run_key NOT IN (SELECT run_key FROM kept)"
        self._db.execute("CREATE TEMP TABLE kept (run_key TEXT PRIMARY KEY) WITHOUT ROWID")
        hashes = [held for (held,) in self._db.execute("SELECT DISTINCT file_hash FROM projects") if held]
        self._many("kept", ((run_key(held),) for held in hashes))
        for table in (*PARTS, "results"):
            self._db.execute(f"DELETE FROM {table} WHERE result IN ({gone})")  # noqa: S608 - our own names
        self._db.execute("DROP TABLE kept")

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Write all of it or nothing. Raises FileError."""
        with told(self._path), self._db:
            yield


_HISTORY = """
INSERT INTO history
SELECT ?, p.key, p.status, p.file_hash, p.name, p.region_code, p.batch, r.verdict,
  (SELECT value FROM ratios WHERE result = p.result AND ratio = 'coverage_total_debt'),
  (SELECT fen FROM amounts JOIN line_names USING (line) WHERE result = p.result AND id = 'coverage.revenue_counted'),
  (SELECT fen FROM amounts JOIN line_names USING (line) WHERE result = p.result AND id = 'coverage.service'),
  (SELECT fen FROM amounts JOIN line_names USING (line) WHERE result = p.result AND id = 'coverage.special_bonds')
FROM projects p LEFT JOIN results r USING (result)
"""


def _registered(row: ProjectRow) -> Iterator[tuple[str, str]]:
    yield from dict.fromkeys(("parcel", number) for number in row.parcels)
    yield from dict.fromkeys(("asset", number) for number in row.assets)


def _allocations(stated: Portfolio, rows: Sequence[ProjectRow]) -> Iterator[tuple[object, ...]]:
    """Give the shares of bonds by the key of the project, whichever way the list names it; of two with a code, the one with a result."""
    ordered = sorted(rows, key=lambda row: row.status is FileState.DONE)
    keys = {row.path: row.key for row in ordered} | {row.code: row.key for row in ordered if row.code}
    for share in stated.allocations:
        start = share.start.isoformat() if share.start else ""
        yield share.bond, keys[share.project], start, share.end and share.end.isoformat(), _fen(share.amount)


def _limits(stated: Portfolio) -> Iterator[tuple[object, ...]]:
    for row in stated.limits:
        amounts = (row.limit, row.balance, row.repaid, row.fund_revenue)
        yield row.year, row.region, row.name, *map(_fen, amounts)


def _fen(amount: Decimal | None) -> int | None:
    return None if amount is None else int((amount * FEN).to_integral_value())


def _json(details: Sequence[str]) -> str:
    return json.dumps(list(details), ensure_ascii=False)


def _now() -> str:
    return datetime.now(tz=UTC).isoformat(timespec="seconds")
