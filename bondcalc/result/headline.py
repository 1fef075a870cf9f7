"""What must be said first: the verdict in one sentence and the key figures."""

from dataclasses import dataclass

from bondcalc.algebra.line import Line
from bondcalc.checks.judge import Finding
from bondcalc.result.result import Result
from bondcalc.schedules import coverage, memos
from bondcalc.wording.terms import Verdict


@dataclass(frozen=True)
class Headline:
    """The verdict of the whole filing."""

    failing: bool
    zh: str
    en: str


def headline(result: Result) -> Headline:
    """Say whether statutory or local rules fail, which, and what is still missing."""
    failed = _ids(result, Verdict.FAIL)
    missing = _ids(result, Verdict.NEEDS_INPUT)
    if failed:
        more = f"；另有{len(missing)}项规则待补充资料" if missing else ""
        return Headline(
            failing=True,
            zh=f"未通过：{'、'.join(failed)} 共{len(failed)}项规则不通过{more}",
            en=f"FAILS {', '.join(failed)}" + (f"; {len(missing)} rule(s) need input" if missing else ""),
        )
    if missing:
        return Headline(
            failing=True,
            zh=f"待补充：{'、'.join(missing)} 共{len(missing)}项规则资料不全，尚不能认定符合规定",
            en=f"incomplete: {', '.join(missing)} need input",
        )
    warned = _ids(result, Verdict.WARN)
    if warned:
        left = sum(finding.unexplained for finding in result.findings)
        return Headline(
            failing=False,
            zh=f"没有规则不通过；{'、'.join(warned)} 共{len(warned)}项提示{_explained(len(warned), left)}",
            en=f"no rule fails; {len(warned)} remark(s), {left} to explain: {', '.join(warned)}",
        )
    return Headline(failing=False, zh="全部规则测试通过", en="every rule tested passes")


def _explained(remarks: int, left: int) -> str:
    """Say how many of the remarks are explained and how many are still open."""
    if not left:
        return "，均已说明"
    return f"应当说明，其中{remarks - left}项已说明" if remarks > left else "应当说明"


def key_figures(result: Result) -> list[tuple[str, Line]]:
    """Figures of the first page: A, B, C, E, F and the ratios."""
    lines = result.book.use(coverage.schedule)
    basis = lines.basis
    shown = [
        basis.investment,
        basis.capital,
        basis.special_bonds,
        basis.revenue,
        basis.service,
        *memos.printed(result.book, result.figures, internal=True).values(),
        lines.closing_lowest,
    ]
    return [(line.zh, line) for line in shown]


def _ids(result: Result, verdict: str) -> list[str]:
    findings: list[Finding] = result.findings
    return [finding.rule.id for finding in findings if finding.verdict == verdict]
