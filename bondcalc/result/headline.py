"""What must be said first: the verdict in one sentence and the key figures."""

from typing import NamedTuple

from bondcalc.algebra.line import Line
from bondcalc.checks.judge import Finding, worst_first
from bondcalc.result.result import Result
from bondcalc.schedules import coverage, memos, sources_and_uses, surplus
from bondcalc.wording.terms import Language, Verdict

MOST = 3
"""Findings that a headline names; the rest are counted."""


class Headline(NamedTuple):
    """The verdict of the whole filing."""

    failing: bool
    zh: str
    en: str


def headline(result: Result) -> Headline:
    """Say whether statutory or local rules fail, which, and what is still missing."""
    failed = _ids(result, Verdict.FAIL)
    missing = _ids(result, Verdict.NEEDS_INPUT)
    if failed:
        more = f"；另有{len(missing)}项待补充资料" if missing else ""
        return Headline(
            failing=True,
            zh=f"{len(failed)}项核对事项不通过（{_named(result, Verdict.FAIL)}）{more}",
            en=f"FAILS {', '.join(failed)}" + (f"; {len(missing)} rule(s) need input" if missing else ""),
        )
    if missing:
        return Headline(
            failing=True,
            zh=f"{len(missing)}项核对事项待补充资料（{_named(result, Verdict.NEEDS_INPUT)}），尚不能认定符合规定",
            en=f"incomplete: {', '.join(missing)} need input",
        )
    warned = _ids(result, Verdict.WARN)
    if warned:
        left = sum(finding.unexplained for finding in result.findings)
        return Headline(
            failing=False,
            zh=f"无不通过事项；{len(warned)}项需说明（{_named(result, Verdict.WARN)}）{_explained(len(warned), left)}",
            en=f"no rule fails; {len(warned)} remark(s), {left} to explain: {', '.join(warned)}",
        )
    return Headline(failing=False, zh="全部核对事项通过", en="every rule tested passes")


def _explained(remarks: int, left: int) -> str:
    """Say how many of the remarks are explained and how many are still open."""
    if not left:
        return "，均已说明"
    return f"，其中{remarks - left}项已说明" if remarks > left else ""


def key_figures(result: Result, language: Language = "zh") -> list[tuple[str, Line]]:
    """Figures of the first page: A, B, C, E, F, the ratios and the least cash, each with its name."""
    lines, without = result.book.use(coverage.schedule), result.book.use(surplus.schedule)
    left = result.book.use(sources_and_uses.schedule).left
    basis = lines.basis
    shown = [
        basis.investment,
        basis.capital,
        basis.special_bonds,
        basis.revenue,
        basis.service,
        *memos.printed(result.book, result.figures, internal=True).values(),
        lines.closing_lowest,
        *([without.closing_lowest] if result.figures.amount(left) else []),
    ]
    return [(line.zh if language == "zh" else line.en, line) for line in shown]


def _named(result: Result, verdict: str) -> str:
    """Name findings by what they ask for, in words: a reader of a cover knows no ids."""
    names = [f"“{finding.rule.zh}”" for finding in worst_first(result.findings) if finding.verdict == verdict]
    return "".join(names[:MOST]) + ("等" if len(names) > MOST else "")


def _ids(result: Result, verdict: str) -> list[str]:
    findings: list[Finding] = result.findings
    return [finding.rule.id for finding in findings if finding.verdict == verdict]
