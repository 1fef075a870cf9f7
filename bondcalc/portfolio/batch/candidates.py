"""What could go into a batch: the projects of a store with what they plan for a year, what bars some of them, what is still to be done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bondcalc.portfolio.batch.plans import TESTS, BatchYear, asked_by_law, name_of
from bondcalc.portfolio.batch.pools import pools, tied
from bondcalc.portfolio.batch.quota import Candidate, Quota, told_fen
from bondcalc.portfolio.batch.regional import untold
from bondcalc.portfolio.kept_record import BondKept, FileState, FindingKept
from bondcalc.portfolio.store_reader import StoredProject
from bondcalc.wording.terms import Severity, Verdict


def candidates(plans: BatchYear, quotas: Sequence[Quota] = (), batch: str | None = None) -> list[Candidate]:
    """Give every project of the list, of one 申报批次 where it is named, with what it plans to issue in the year."""
    ties, projects = pools(plans.shares), plans.store.projects()
    made = [_held(_candidate(plans, project, ties.get(project.key, "")), quotas) for project in projects]
    outside = {project.key: f"不在{batch}" for project in projects if batch is not None and project.batch != batch}
    return tied(made, outside)


def _candidate(plans: BatchYear, project: StoredProject, pool: str) -> Candidate:
    amounts = plans.amounts(project.key)
    return Candidate(
        key=project.key,
        name=name_of(project),
        region=project.placed,
        sector=project.sector or "",
        priority=project.priority,
        amounts=amounts,
        barred=tuple(_barred(plans, project, sum(amounts.values()))),
        marks=tuple(_marks(plans, project)),
        pool=pool,
        listed=bool(project.region_code),
    )


def _held(candidate: Candidate, quotas: Iterable[Quota]) -> Candidate:
    return replace(candidate, barred=(*candidate.barred, *untold(candidate, quotas)))


def _barred(plans: BatchYear, project: StoredProject, amount: int) -> Iterator[str]:
    """Say what keeps a project out of every batch: what a weekly report calls 退回, and a revenue that already repays a bond."""
    if project.state is not FileState.DONE:
        yield f"未测算：{project.reason}"
        return
    if not amount:
        yield _nothing_new(plans.refinancing.get(project.key, ()), plans.year)
    findings = plans.findings[project.key]
    yield from _untested({finding.rule: finding for finding in findings})
    failing = [finding for finding in findings if finding.verdict == Verdict.FAIL and finding.rule not in TESTS]
    for finding in sorted(failing, key=lambda finding: (Severity(finding.severity).order, finding.rule)):
        yield _said(finding.rule, f"{Verdict.FAIL.zh}（{Severity(finding.severity).zh}）", finding)
    yield from plans.partners.barred(project.key)


def _nothing_new(refinancing: Sequence[BondKept], year: int) -> str:
    """Say that no new money is planned; a refinancing bond stays outside a quota of new money."""
    besides = told_fen(sum(bond.face for bond in refinancing))
    return f"{year}年没有计划发行的新增债券{f'（再融资债券{besides}万元不占新增额度，不在选取范围）' if refinancing else ''}"


def _untested(known: Mapping[str, FindingKept]) -> Iterator[str]:
    for rule in TESTS:
        finding = known.get(rule)
        verdict = Verdict(finding.verdict) if finding else Verdict.NEEDS_INPUT
        # What does not apply to a project (no interest to cover) bars nobody; without debt C01 has nothing to say.
        if verdict is not Verdict.PASS and (verdict is not Verdict.NOT_APPLICABLE or rule == TESTS[0]):
            yield _said(rule, verdict.zh, finding)


def _marks(plans: BatchYear, project: StoredProject) -> Iterator[str]:
    """Say what is still to be done before a project that is chosen can be issued."""
    asked = [finding.rule for finding in plans.findings[project.key] if asked_by_law(finding)]
    if asked:
        yield f"法定待补充：{'、'.join(asked)}"
    if not project.region_code and project.placed:
        yield "地区按项目代码"
    for bond in plans.planned.get(project.key, ()):
        listed = plans.listed(project.key, bond)
        if listed not in {None, bond.face}:
            yield f"{bond.name or bond.id}清单{told_fen(listed or 0)}万元，项目文件{told_fen(bond.face)}万元，按较大的计"
    yield from plans.partners.marks(project.key)


def _said(rule: str, verdict: str, finding: FindingKept | None) -> str:
    reason = finding.reason if finding and finding.reason else ""
    return f"{rule}{verdict}{'：' if reason else ''}{reason}"
