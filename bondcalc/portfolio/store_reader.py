"""A store to read (测算库): its projects with what they gave, in the order of their keys; amounts in whole 分."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bondcalc.portfolio.database import opened_to_read, told
from bondcalc.portfolio.kept_record import BondKept, FileState, FindingKept, ParcelKept, PaymentKept, ResponseKept
from bondcalc.wording.messages import file_error

StoredRow = tuple[Any, ...]
"""What a table answers: a value a column, as the database holds it."""
StoredValues = dict[str, Any]
"""The same by the names of the columns."""
IN_CODE = re.compile(r"[0-9]{4}-([0-9]{6})-")
"""投资项目统一代码: year of approval, region, kind and number; 000000 is a project that a ministry approved."""


@dataclass(frozen=True)
class StoredProject:
    """A project of the last run: how the list has it, what became of its file, what the file says of itself.

    `key` is its 项目代码, else the hash of its file. Without a result (`state` is not DONE) all below `site` is None.
    `region_code` is of the list; `sector` of the list, else of the file. `break_even` is the fall of revenue (share)
    at which E < F: 0 where that is so already, None where no fall does it.
    """

    key: str
    path: str
    state: FileState
    reason: str
    details: tuple[str, ...]
    file_hash: str | None
    code: str | None
    name: str | None
    region_code: str | None
    sector: str | None
    batch: str | None
    priority: int | None
    site: str | None
    result: int | None
    region: str | None
    use: str | None
    unit: str | None
    rule_date: str | None
    money_unit: str | None
    first_year: int | None
    last_year: int | None
    operation_start: str | None
    threshold: str | None
    break_even: str | None
    short_year: int | None
    verdict: str | None
    example: bool

    @property
    def placed(self) -> str:
        """The six digits of where it lies: of the list, else of its 项目代码, whose region is that of the approval; "" where neither tells."""
        coded = IN_CODE.match(self.key)
        return self.region_code or (coded[1] if coded and coded[1].strip("0") else "")


@dataclass(frozen=True)
class StoredAllocation:
    """A share of a bond, in 分: ISO days, `start` "" from the value date, `end` None to maturity."""

    bond: str
    key: str
    start: str
    end: str | None
    fen: int


@dataclass(frozen=True)
class StoredLimit:
    """Limit, balance, principal repaid this year and government-fund revenue of a region in a year; None: not stated."""

    year: int
    region: str
    name: str | None
    limit_fen: int | None
    balance_fen: int | None
    repaid_fen: int | None
    fund_revenue_fen: int | None


@dataclass(frozen=True)
class StoredRun:
    """A run: when, over which list, from which folder, by which program and rules, how many projects, how many failed.

    `finished` is None of one that was broken off.
    """

    run: int
    started: str
    finished: str | None
    source: str
    source_hash: str
    folder: str
    version: str
    maker: str
    projects: int | None
    failed: int | None


@dataclass(frozen=True)
class PastProject:
    """A project as a finished run left it: the figures that changes are told from; `coverage` is E/F."""

    run: int
    key: str
    state: FileState
    file_hash: str | None
    name: str | None
    region_code: str | None
    batch: str | None
    verdict: str | None
    coverage: str | None
    revenue_fen: int | None
    service_fen: int | None
    special_bonds_fen: int | None


class PortfolioStore:
    """A store open to read; close it, or use it in a with block. Every answer is in a fixed order."""

    def __init__(self, path: Path) -> None:
        """Open the store. Raises FileError."""
        self.path, self._db = path, opened_to_read(path)

    def __enter__(self) -> Self:
        """Give the store."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()

    def close(self) -> None:
        """Close the store."""
        self._db.close()

    def rows(self, sql: str, values: Sequence[object] = ()) -> Iterator[StoredRow]:
        """Ask the tables of schema.sql directly; the order is what the question says. Raises FileError."""
        with told(self.path):
            yield from self._db.execute(sql, values)

    def projects(self) -> list[StoredProject]:
        """Give every project of the last finished run, failed ones too, by key."""
        sql = """
            SELECT key, path, p.status, p.reason, p.details, p.file_hash, p.code, p.name, p.region_code, p.sector,
              p.batch, p.priority, p.site, p.result, r.region, r.use, r.unit, r.rule_date, r.money_unit, r.first_year,
              r.last_year, r.operation_start, r.threshold, r.break_even, r.short_year, r.verdict, r.example
            FROM projects p LEFT JOIN results r USING (result) ORDER BY key
        """
        names = [field.name for field in fields(StoredProject)]
        return [_project(dict(zip(names, row, strict=True))) for row in self.rows(sql)]

    def amounts(self, line: str) -> dict[str, int]:
        """Give a single figure of every project that has it, by key; `line` is `coverage.service` or `disclosure.bonds.4`."""
        sql = """SELECT key, fen FROM projects JOIN amounts USING (result) JOIN line_names USING (line)
            WHERE id = ? ORDER BY key"""
        return dict(self.rows(sql, (line,)))

    def by_year(self, line: str) -> dict[str, dict[int, int]]:
        """Give a yearly line of every project by key and year; a year that is not there is nothing."""
        sql = """SELECT key, year, fen FROM projects JOIN figures USING (result) JOIN line_names USING (line)
            WHERE id = ? ORDER BY key, year"""
        years: dict[str, dict[int, int]] = {}
        for key, year, fen in self.rows(sql, (line,)):
            years.setdefault(key, {})[year] = fen
        return years

    def totals(self, line: str) -> dict[int, int]:
        """Give the sum of a yearly line over all projects, by year."""
        sql = """SELECT year, sum(fen) FROM projects JOIN figures USING (result) JOIN line_names USING (line)
            WHERE id = ? GROUP BY year ORDER BY year"""
        return dict(self.rows(sql, (line,)))

    def lines(self) -> list[str]:
        """Name every line that some project has."""
        return [id_ for (id_,) in self.rows("SELECT id FROM line_names ORDER BY id")]

    def ratios(self, ratio: str) -> dict[str, str]:
        """Give a ratio of every project that has it, by key, as an exact decimal."""
        sql = "SELECT key, value FROM projects JOIN ratios USING (result) WHERE ratio = ? ORDER BY key"
        return dict(self.rows(sql, (ratio,)))

    def findings(self, verdict: str | None = None) -> Iterator[tuple[str, FindingKept]]:
        """Give every finding, or those of a verdict, with the key of its project, by key and rule."""
        sql = """SELECT key, rule, severity, f.verdict, figure, f.threshold, f.reason FROM projects
            JOIN findings f USING (result) WHERE ? IS NULL OR f.verdict = ? ORDER BY key, rule"""
        for key, *rest in self.rows(sql, (verdict, verdict)):
            yield key, FindingKept(*rest)

    def bonds(self) -> Iterator[tuple[str, BondKept]]:
        """Give the bonds that the project files state, by key and id."""
        columns = "id, b.name, b.status, value_date, last_day, face, coupon, used_as_capital, refinances"
        for key, *rest in self._of("bonds b", columns, "id"):
            yield key, BondKept(*rest)

    def payments(self) -> Iterator[tuple[str, PaymentKept]]:
        """Give what each bond pays on each day, by key, bond and day."""
        for key, *rest in self._of("payments", "bond, day, paid_on, interest, principal, fee, rolled", "bond, day"):
            yield key, PaymentKept(*rest)

    def parcels(self) -> Iterator[tuple[str, ParcelKept]]:
        """Give the parcels that the project files state, by key and id."""
        for key, *rest in self._of("parcels t", "t.id, t.use, t.area", "t.id"):
            yield key, ParcelKept(*rest)

    def responses(self) -> Iterator[tuple[str, ResponseKept]]:
        """Give what moves where one driver changes alone, by key and driver."""
        columns = "driver, change, revenue, service, p.first_year, closing"
        for key, *rest in self._of("responses p", columns, "driver, change"):
            yield key, ResponseKept(*rest)

    def registered(self, kind: str) -> list[tuple[str, str]]:
        """Give the registry numbers of the list with the keys of their projects: `parcel` or `asset`, by number and key."""
        return list(self.rows("SELECT number, key FROM registered WHERE kind = ? ORDER BY number, key", (kind,)))

    def allocations(self) -> list[StoredAllocation]:
        """Give the shares of bonds, by bond, project and day."""
        sql = "SELECT bond, key, start, end, fen FROM allocations ORDER BY bond, key, start"
        return [StoredAllocation(*row) for row in self.rows(sql)]

    def limits(self) -> list[StoredLimit]:
        """Give the limits of regions, by year and region."""
        return [StoredLimit(*row) for row in self.rows("SELECT * FROM limits ORDER BY year, region")]

    def runs(self) -> list[StoredRun]:
        """Give every run, the first one first."""
        return [StoredRun(*row) for row in self.rows("SELECT * FROM runs ORDER BY run")]

    def last_run(self) -> StoredRun:
        """Give the last run that came to its end, whose projects these are. Raises FileError where none did."""
        finished = [run for run in self.runs() if run.finished]
        if not finished:
            raise file_error("store_unfinished", name=self.path.name)
        return finished[-1]

    def past(self, run: int) -> Mapping[str, PastProject]:
        """Give the projects as a finished run left them, by key; that of the last one is what `projects` gives."""
        rows = self.rows("SELECT * FROM history WHERE run = ? ORDER BY key", (run,))
        return {key: PastProject(number, key, FileState(state), *rest) for number, key, state, *rest in rows}

    def _of(self, table: str, columns: str, order: str) -> Iterator[StoredRow]:
        sql = f"SELECT key, {columns} FROM projects JOIN {table} USING (result) ORDER BY key, {order}"  # noqa: S608 - our own names
        return self.rows(sql)


def _project(said: StoredValues) -> StoredProject:
    read = {
        "state": FileState(said["state"]),
        "details": tuple(json.loads(said["details"])),
        "example": bool(said["example"]),
    }
    return StoredProject(**{**said, **read})


@contextmanager
def open_store(path: Path) -> Iterator[PortfolioStore]:
    """Open a store to read for as long as the with block takes. Raises FileError."""
    with PortfolioStore(path) as store:
        yield store
