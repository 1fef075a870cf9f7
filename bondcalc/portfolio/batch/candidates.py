"""What could go into a batch: the projects of a store with the bonds they plan for a year, and what bars some of them."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from bondcalc.portfolio.batch.quota import Candidate
from bondcalc.portfolio.kept_record import BondKept, FileState, FindingKept
from bondcalc.portfolio.store_reader import PortfolioStore, StoredProject
from bondcalc.wording.terms import Severity, Verdict

TESTS = ("C01", "C09")
"""Rules that every member of a batch has to pass: full cover, ability to pay year by year. No other statutory rule may fail."""
COVERAGE = "coverage_total_debt"
MONTHS = 12


def planned_year(store: PortfolioStore) -> int | None:
    """Give the year for which most is planned, the first of several; None where nobody plans any."""
    by_year: dict[int, int] = defaultdict(int)
    for _, bond in _planned(store):
        by_year[date.fromisoformat(bond.value_date).year] += bond.face
    return min(by_year, key=lambda year: (-by_year[year], year), default=None)


def candidates(store: PortfolioStore, year: int, batch: str | None = None) -> list[Candidate]:
    """Give every project of the list, of one 申报批次 where it is named, with what it plans to issue in the year."""
    bonds: dict[str, list[BondKept]] = defaultdict(list)
    for key, bond in _planned(store):
        if date.fromisoformat(bond.value_date).year == year:
            bonds[key].append(bond)
    findings: dict[str, list[FindingKept]] = defaultdict(list)
    for key, finding in store.findings():
        if finding.rule in TESTS or _breaks_law(finding):
            findings[key].append(finding)
    ratios = store.ratios(COVERAGE)
    return [
        _candidate(project, bonds[project.key], findings[project.key], ratios.get(project.key, ""), year)
        for project in store.projects()
        if batch is None or project.batch == batch
    ]


def _planned(store: PortfolioStore) -> Iterator[tuple[str, BondKept]]:
    """Give the planned bonds of new money."""
    for key, bond in store.bonds():
        if bond.status == "planned" and bond.refinances is None:
            yield key, bond


def _candidate(
    project: StoredProject, bonds: list[BondKept], findings: list[FindingKept], coverage: str, year: int
) -> Candidate:
    amounts: dict[int, int] = defaultdict(int)
    for bond in bonds:
        amounts[term(bond)] += bond.face
    return Candidate(
        key=project.key,
        name=project.name or project.path,
        region=project.region_code or "",
        sector=project.sector or "",
        priority=project.priority,
        amounts=dict(amounts),
        coverage=coverage,
        barred=tuple(_barred(project, findings, sum(amounts.values()), year)),
    )


def _barred(project: StoredProject, findings: list[FindingKept], amount: int, year: int) -> Iterator[str]:
    """Say what keeps a project out of every batch."""
    if project.state is not FileState.DONE:
        yield f"未测算：{project.reason}"
        return
    if not amount:
        yield f"{year}年没有计划发行的债券"
    known = {finding.rule: finding for finding in findings}
    for rule in TESTS:
        finding = known.get(rule)
        verdict = Verdict(finding.verdict) if finding else Verdict.NEEDS_INPUT
        # What does not apply to a project (no interest to cover) bars nobody; without debt C01 has nothing to say.
        if verdict is not Verdict.PASS and (verdict is not Verdict.NOT_APPLICABLE or rule == TESTS[0]):
            yield _said(rule, verdict.zh, finding)
    for finding in findings:
        if finding.rule not in TESTS:
            yield _said(finding.rule, f"{Verdict.FAIL.zh}（{Severity.STATUTORY.zh}）", finding)


def _breaks_law(finding: FindingKept) -> bool:
    """Tell whether a statutory rule (法定) fails."""
    return (finding.severity, finding.verdict) == (Severity.STATUTORY, Verdict.FAIL)


def _said(rule: str, verdict: str, finding: FindingKept | None) -> str:
    reason = finding.reason if finding and finding.reason else ""
    return f"{rule}{verdict}{'：' if reason else ''}{reason}"


def term(bond: BondKept) -> int:
    """Give the term of a bond in whole years, the nearest one: quotas are by term."""
    first, last = date.fromisoformat(bond.value_date), date.fromisoformat(bond.last_day)
    months = (last.year - first.year) * MONTHS + last.month - first.month
    return (months + MONTHS // 2) // MONTHS
