"""What an answer is worth: every rule that is not passed with it, beside how it is answered as entered, with the reason."""

from collections.abc import Iterator

from bondcalc.checks.judge import Finding
from bondcalc.sizing.answer import Answer
from bondcalc.wording.report import Keyed, Listing, Note, ReportCell, ReportColumn, Words
from bondcalc.wording.terms import NOT_PASSED, Verdict

STANDING = (
    ReportColumn("rule", Words("规则", "rule"), align="l"),
    ReportColumn("severity", Words("性质", "kind"), align="l"),
    ReportColumn("verdict", Words("反算所得", "at the answer"), align="l"),
    ReportColumn("entered", Words("录入", "as entered"), align="l"),
    ReportColumn("reason", Words("理由", "reason"), align="l"),
)


def not_passed(answer: Answer) -> list[Finding]:
    """List the rules that are not passed at the answer, worst first."""
    return sorted(
        (finding for finding in answer.answered if finding.verdict in NOT_PASSED),
        key=lambda finding: finding.verdict.order,
    )


def standing(answer: Answer) -> Iterator[Note | Listing]:
    """Say how all rules are answered at the answer; no part without one."""
    if answer.project is None:
        return
    yield Note("worth", _summed_up(answer))
    rows = [rule_row(answer, finding) for finding in not_passed(answer) if _told(answer, finding)]
    yield Listing(
        "not_passed", Words("反算所得未通过的规则及理由", "rules not passed at the answer, and why"), STANDING, rows
    )


def _summed_up(answer: Answer) -> Words:
    """Name every rule that is not passed, by verdict."""
    by_verdict = {
        verdict: [finding.rule.id for finding in not_passed(answer) if finding.verdict == verdict]
        for verdict in NOT_PASSED
    }
    zh = "；".join(f"{verdict.zh}{'、'.join(ids)}" for verdict, ids in by_verdict.items() if ids)
    en = "; ".join(f"{verdict.en} {', '.join(ids)}" for verdict, ids in by_verdict.items() if ids)
    return Words(
        f"按反算所得核对全部规则，未通过的有：{zh}。" if zh else "按反算所得核对全部规则，没有未通过的。",
        f"All rules at the answer, not passed: {en}." if en else "All rules at the answer: every one is passed.",
    )


def _as_entered(answer: Answer, finding: Finding) -> Verdict | None:
    return next((stated.verdict for stated in answer.entered if stated.rule.id == finding.rule.id), None)


def _told(answer: Answer, finding: Finding) -> bool:
    """Tell the reason where a rule fails, is tested, or is answered otherwise than as entered; of the others `run` does."""
    tested = finding.rule.id in answer.tests
    return finding.verdict == Verdict.FAIL or tested or finding.verdict != _as_entered(answer, finding)


def rule_row(answer: Answer, finding: Finding) -> dict[str, ReportCell]:
    """Give a rule: how it is answered at the answer, how as entered, and why."""
    before, severity = _as_entered(answer, finding), finding.rule.severity
    return {
        "rule": finding.rule.id,
        "severity": Keyed(severity, Words(severity.zh, severity.en)),
        "verdict": Keyed(finding.verdict, Words(finding.verdict.zh, finding.verdict.en)),
        "entered": None if before is None else Keyed(before, Words(before.zh, before.en)),
        "reason": Words(finding.outcome.zh, finding.outcome.en),
    }
