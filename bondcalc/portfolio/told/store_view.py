"""A store as its tables see it: members with their figures in 万元, regions by name, and the day of the report."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from bondcalc.dates import CHINA
from bondcalc.inputs.sheets.particulars import SECTORS
from bondcalc.portfolio.kept_record import FEN, BondKept, FileState, PaymentKept
from bondcalc.portfolio.list_sheets import MONEY_UNIT
from bondcalc.portfolio.store_reader import PortfolioStore, StoredLimit, StoredProject, StoredRun
from bondcalc.portfolio.told.region_codes import COUNTY, level_of
from bondcalc.portfolio.told.region_names import UNSTATED, RegionNames
from bondcalc.problem import FileError
from bondcalc.wording import number
from bondcalc.wording.messages import file_error
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Datum
from bondcalc.wording.terms import Severity, Unit, Verdict

if TYPE_CHECKING:
    from bondcalc.portfolio.told.executions import IssuedBonds, ProjectExecution

NOTATION = Notation(Decimal("0.01"), MONEY_UNIT)


def units(fen: int) -> Decimal:
    """Turn 分 into 万元, half away from zero to 0.01: rows are rounded first, then added."""
    return number.rounded(fen / FEN, NOTATION.places)


def parted(amounts: Iterable[int]) -> Iterator[Decimal]:
    """Turn amounts in 分 into 万元 so that they add up to their rounded sum; each is off by less than 0.01."""
    so_far, before = 0, Decimal(0)
    for fen in amounts:
        so_far += fen
        rounded = units(so_far)
        yield rounded - before
        before = rounded


def money(amount: Decimal | None) -> Datum | None:
    """Give an amount of 万元; a blank cell where it is not stated."""
    return None if amount is None else Datum(amount, Unit.MONEY)


def stated(fen: int | None) -> Decimal | None:
    """Turn 分 into 万元 where they are stated."""
    return None if fen is None else units(fen)


def count(things: int) -> Datum:
    """Give a number of things."""
    return Datum(things, Unit.COUNT)


def share(part: Decimal, whole: Decimal) -> Datum | None:
    """Give a share of a whole; a blank cell where there is none."""
    return Datum(Fraction(part) / Fraction(whole), Unit.FRACTION, places=2) if whole else None


@dataclass(frozen=True)
class StoreMember:
    """A project of the store with its single figures in 万元 (0 where it has none); `cover` is E/F, None without a result or debt."""

    stored: StoredProject
    amounts: Mapping[str, Decimal]
    cover: Fraction | None

    @property
    def key(self) -> str:
        """What the project is known by."""
        return self.stored.key

    @property
    def done(self) -> bool:
        """Whether it has a result."""
        return self.stored.state is FileState.DONE

    @property
    def name(self) -> str:
        """Its name, else where its file stands."""
        return self.stored.name or self.stored.path

    @property
    def region(self) -> str:
        """The six digits of its region; where the list has none what its file calls 所在地区, blank where that says nothing either."""
        return self.stored.region_code or self.stored.region or ""

    @property
    def sector(self) -> str:
        """Its sector in Chinese."""
        return SECTORS.get(self.stored.sector or "", UNSTATED)

    @property
    def short(self) -> bool:
        """Whether E is below F."""
        return self.cover is not None and self.cover < 1

    @property
    def below_own(self) -> bool:
        """Whether E/F is below the threshold that the project states for itself, 1.00 where it states none."""
        return self.cover is not None and self.cover < Fraction(self.stored.threshold or 1)

    @property
    def returned(self) -> bool:
        """Whether the list goes back: no result, or a rule that fails."""
        return not self.done or self.stored.verdict == Verdict.FAIL

    def amount(self, line: str) -> Decimal:
        """Give a single figure of the coverage table."""
        return self.amounts.get(line, Decimal(0))


FIGURES = (
    "investment",
    "capital",
    "special_bonds",
    "market_loans",
    "revenue_counted",
    "service",
    "bond_service",
    "land",
    "land_gross",
    "operating_revenue",
)
"""Figures of the coverage table that the report reads."""


class StoreView:
    """What a store holds, read once; everything is in the order of keys. `day` is the day of the report."""

    def __init__(
        self,
        store: PortfolioStore,
        day: date | None = None,
        batch: str | None = None,
        executions: "Mapping[str, ProjectExecution] | None" = None,
        since: date | None = None,
    ) -> None:
        """Look at the last finished run, and at actuals by project where there are some. Raises FileError where there is no run.

        `since` is the day whose results changes are told from; None: those of the run before the last.
        """
        self.store, self.batch, self.since = store, batch, since
        self.executions = executions or {}
        self._yearly: dict[str, dict[str, dict[int, int]]] = {}
        self.runs: list[StoredRun] = [run for run in store.runs() if run.finished]
        if not self.runs:
            raise _unfinished(store)
        self.day = day or day_of_run(self.runs[-1])

    @cached_property
    def members(self) -> tuple[StoreMember, ...]:
        """All projects, failed ones too."""
        figures = {line: self.store.amounts(f"coverage.{line}") for line in FIGURES}

        def member(stored: StoredProject) -> StoreMember:
            """Put a project and its figures together; a ratio is one of the figures in 分, never of rounded ones."""
            fen = {line: by_key[stored.key] for line, by_key in figures.items() if stored.key in by_key}
            cover = Fraction(fen["revenue_counted"], fen["service"]) if fen.get("service") else None
            return StoreMember(stored, {line: units(amount) for line, amount in fen.items()}, cover)

        return tuple(member(stored) for stored in self.store.projects())

    @cached_property
    def _fen(self) -> tuple[dict[str, int], dict[str, int]]:
        return self.store.amounts("coverage.revenue_counted"), self.store.amounts("coverage.service")

    def fen(self, member: StoreMember) -> tuple[int, int]:
        """Give E and F of a project in 分, as they are judged."""
        revenue, service = self._fen
        return revenue.get(member.key, 0), service.get(member.key, 0)

    @cached_property
    def done(self) -> tuple[StoreMember, ...]:
        """The projects that have a result."""
        return tuple(member for member in self.members if member.done)

    @cached_property
    def by_key(self) -> dict[str, StoreMember]:
        """The projects by what they are known by."""
        return {member.key: member for member in self.members}

    @cached_property
    def by_region(self) -> dict[str, list[StoreMember]]:
        """The projects by the region under which tables add them up."""
        regions: dict[str, list[StoreMember]] = {}
        for member in self.members:
            regions.setdefault(member.region, []).append(member)
        return regions

    def bonds(self) -> Iterator[tuple[str, BondKept]]:
        """Give the bonds by key and id: as issued where the actuals of a project tell it, else as its file has them."""
        for key, bond in self.store.bonds():
            issued = self._issued(key)
            yield key, bond if issued is None else next(row for row in issued.bonds if row.id == bond.id)

    def payments(self) -> Iterator[tuple[str, PaymentKept]]:
        """Give what each bond pays on each day, by key, bond and day; of bonds as issued where actuals tell it."""
        yield from (row for row in self.store.payments() if self._issued(row[0]) is None)
        for key in sorted(self.executions):
            issued = self._issued(key)
            yield from ((key, payment) for payment in (() if issued is None else issued.payments))

    def _issued(self, key: str) -> "IssuedBonds | None":
        return self.executions[key].issued if key in self.executions else None

    def by_year(self, line: str, members: Iterable[StoreMember] | None = None) -> dict[int, Decimal]:
        """Add up a yearly line of projects (all of them where none are named), in 万元: years of a project add up to its whole."""
        keys = None if members is None else {member.key for member in members}
        sums: dict[int, Decimal] = {}
        for key, years in self._lines(line).items():
            if keys is None or key in keys:
                for year, amount in zip(sorted(years), parted(years[year] for year in sorted(years)), strict=True):
                    sums[year] = sums.get(year, Decimal(0)) + amount
        return dict(sorted(sums.items()))

    def _lines(self, line: str) -> dict[str, dict[int, int]]:
        if line not in self._yearly:
            self._yearly[line] = self.store.by_year(line)
        return self._yearly[line]

    @cached_property
    def limits(self) -> tuple[StoredLimit, ...]:
        """What the list states of regions."""
        return tuple(self.store.limits())

    @property
    def counties(self) -> list[str]:
        """Regions of the projects as they are grouped, and counties of which a limit is stated: blank for projects without a region."""
        stated = {limit.region for limit in self.limits if level_of(limit.region) == COUNTY}
        return sorted({member.region for member in self.members} | stated)

    @property
    def said_day(self) -> str:
        """The day as titles and sentences have it."""
        return f"{self.day.year}年{self.day.month}月{self.day.day}日"

    @cached_property
    def asked(self) -> Counter[str]:
        """How many statutory rules (法定) wait for an answer of a project, by key: what is left open passes nothing."""
        sql = """SELECT key, count(*) FROM projects JOIN findings f USING (result)
            WHERE f.verdict = ? AND severity = ? GROUP BY key ORDER BY key"""
        return Counter(dict(self.store.rows(sql, (Verdict.NEEDS_INPUT, Severity.STATUTORY))))

    def verdict(self, member: StoreMember) -> Verdict | None:
        """Judge a project by all its rules: one that fails none and leaves a statutory one open is 待补充; None without a result."""
        worst = Verdict(member.stored.verdict) if member.done and member.stored.verdict else None
        return Verdict.NEEDS_INPUT if worst not in {None, Verdict.FAIL} and self.asked[member.key] else worst

    @cached_property
    def names(self) -> RegionNames:
        """Names of regions by code."""
        filed = ((member.region, member.stored.region) for member in self.done if member.stored.region)
        return RegionNames({limit.region: limit.name for limit in self.limits if limit.name}, filed)

    def region(self, code: str) -> str:
        """Name a region."""
        return self.names.of(code)

    @property
    def example(self) -> bool:
        """Whether a project is an example and no filing."""
        return any(member.stored.example for member in self.members)


def summed(members: Iterable[StoreMember], line: str) -> Decimal:
    """Add up a figure of projects, in 万元."""
    return sum((member.amount(line) for member in members), Decimal(0))


def day_of_run(run: StoredRun) -> date:
    """Give the day on which a run came to its end, in Beijing."""
    return datetime.fromisoformat(run.finished or run.started).astimezone(CHINA).date()


def _unfinished(store: PortfolioStore) -> FileError:
    return file_error("store_unfinished", name=store.path.name)
