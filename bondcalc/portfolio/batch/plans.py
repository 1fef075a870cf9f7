"""What the projects of a store plan to issue in a year (计划发行), and what the store tells of those projects."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bondcalc.portfolio.batch.doubled import OnlyOne, Partners, doubles
from bondcalc.portfolio.batch.pools import shares_at_issue
from bondcalc.portfolio.kept_record import BondKept, FindingKept
from bondcalc.portfolio.store_reader import PortfolioStore, StoredProject
from bondcalc.wording.terms import Severity, Verdict

TESTS = ("C01", "C09")
"""Rules that every member of a batch has to pass: full cover, ability to pay year by year."""
MONTHS = 12


@dataclass(frozen=True)
class BatchYear:
    """The bonds that the projects of a store plan for a year, and what is told of those projects."""

    store: PortfolioStore
    year: int

    @cached_property
    def planned(self) -> dict[str, list[BondKept]]:
        """Planned bonds of new money, by project."""
        return self._of_year(lambda bond: bond.new_money)

    @cached_property
    def refinancing(self) -> dict[str, list[BondKept]]:
        """Planned bonds that repay others, by project: they use no quota of new money."""
        return self._of_year(lambda bond: not bond.new_money)

    @cached_property
    def earlier(self) -> dict[str, int]:
        """What is planned of new money for years before and so still to be issued, 分, by region."""
        regions = {project.key: project.placed for project in self.store.projects()}
        sums: dict[str, int] = defaultdict(int)
        for key, bond in _planned(self.store):
            if _year(bond) < self.year:
                sums[regions[key]] += bond.face
        return sums

    @cached_property
    def shares(self) -> dict[str, dict[str, int]]:
        """What the list shares out of those bonds, by bond and project, 分."""
        return shares_at_issue(self.store.allocations(), self.planned)

    @cached_property
    def doubles(self) -> list[OnlyOne]:
        """Parcels and assets that several projects have."""
        return doubles(self.store)

    @cached_property
    def findings(self) -> dict[str, list[FindingKept]]:
        """By project what fails, what law asks for and is not there yet, and the two rules that have to pass."""
        told: dict[str, list[FindingKept]] = defaultdict(list)
        for key, finding in self.store.findings():
            if finding.rule in TESTS or finding.verdict == Verdict.FAIL or asked_by_law(finding):
                told[key].append(finding)
        return told

    @cached_property
    def partners(self) -> Partners:
        """Who shares a parcel or asset with whom."""
        names = {project.key: name_of(project) for project in self.store.projects()}
        issued = {key for key, bond in self.store.bonds() if not bond.planned}
        return Partners(self.doubles, names, issued)

    def amounts(self, key: str) -> dict[int, int]:
        """Give what a project plans by term, 分; where list and file differ the larger amount."""
        amounts: dict[int, int] = defaultdict(int)
        for bond in self.planned.get(key, ()):
            amounts[term(bond)] += max(bond.face, self.listed(key, bond) or 0)
        return dict(amounts)

    def listed(self, key: str, bond: BondKept) -> int | None:
        """Give what the list has of a bond for a project, 分; None where it does not share the bond out to it."""
        parts = (self.shares.get(name or "", {}).get(key) for name in (bond.id, bond.name))
        return next((part for part in parts if part is not None), None)

    def _of_year(self, wanted: Callable[[BondKept], bool]) -> dict[str, list[BondKept]]:
        bonds: dict[str, list[BondKept]] = defaultdict(list)
        for key, bond in self.store.bonds():
            if bond.planned and _year(bond) == self.year and wanted(bond):
                bonds[key].append(bond)
        return bonds


def planned_by_year(store: PortfolioStore, batch: str | None = None) -> dict[int, int]:
    """Give what is planned of new money by year of issue, 分: by the projects of a batch (申报批次), else by all."""
    members = {project.key for project in store.projects() if batch in (None, project.batch)}
    by_year: dict[int, int] = defaultdict(int)
    for key, bond in _planned(store):
        if key in members:
            by_year[_year(bond)] += bond.face
    return dict(by_year)


def _planned(store: PortfolioStore) -> Iterator[tuple[str, BondKept]]:
    """Give the planned bonds of new money."""
    for key, bond in store.bonds():
        if bond.planned and bond.new_money:
            yield key, bond


def _year(bond: BondKept) -> int:
    return date.fromisoformat(bond.value_date).year


def name_of(project: StoredProject) -> str:
    """Name a project, by its file where that has no result."""
    return project.name or project.path


def asked_by_law(finding: FindingKept) -> bool:
    """Tell whether a statutory rule (法定) waits for facts."""
    return (finding.severity, finding.verdict) == (Severity.STATUTORY, Verdict.NEEDS_INPUT)


def term(bond: BondKept) -> int:
    """Give the term of a bond in whole years, the nearest one: quotas are by term."""
    first, last = date.fromisoformat(bond.value_date), date.fromisoformat(bond.last_day)
    months = (last.year - first.year) * MONTHS + last.month - first.month
    return (months + MONTHS // 2) // MONTHS
