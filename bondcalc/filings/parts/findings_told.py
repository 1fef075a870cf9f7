"""合规性说明: what does not hold and what needs a word, in sentences with the bureau's explanation; rules by id stand in the review."""

from collections.abc import Iterator

from bondcalc.checks.judge import Finding, worst_first
from bondcalc.checks.land_sale import INSIDE
from bondcalc.filings.parts.figured import figured, joined
from bondcalc.filings.parts.finding_text import titled
from bondcalc.filings.parts.text import Writer
from bondcalc.typeset.document import PageBlock
from bondcalc.wording.terms import Severity, Verdict


def findings(writer: Writer) -> list[PageBlock]:
    """合规性说明 of the plan: the conclusions, then the statutory questions that nothing answers yet."""
    return [*writer.paragraphs("findings"), *concluded(writer), *_open(writer)]


def concluded(writer: Writer) -> list[PageBlock]:
    """Say what fails and what the bureau explains; the last sentence is of all others that were tested."""
    blocks: list[PageBlock] = []
    for finding in worst_first(writer.result.findings):
        if finding.verdict is Verdict.FAIL:
            blocks += _told(writer, finding, "finding_fails")
        elif finding.verdict is Verdict.WARN and finding.explanation and finding.rule.id not in INSIDE:
            blocks += _told(writer, finding, "finding_explained")
    failed = any(finding.verdict is Verdict.FAIL for finding in writer.result.findings)
    return [*blocks, *writer.paragraphs("findings_others" if failed else "findings_met")]


def _told(writer: Writer, finding: Finding, text: str) -> Iterator[PageBlock]:
    """Say one finding as a filing does; what fails without a word of explanation is asked for it."""
    writer.words |= {
        "rule": titled(finding),
        "outcome": figured(f"finding.{finding.rule.id}.said", finding.outcome.filing.rstrip("。")),
        "explanation": figured(f"finding.{finding.rule.id}.note", finding.explanation.rstrip("。")),
    }
    yield from writer.paragraphs(text if finding.explanation else f"{text}_unexplained")


def _open(writer: Writer) -> Iterator[PageBlock]:
    """Name the statutory rules that wait for an answer: until then nobody can say that they are kept."""
    asked = [
        joined("", ["“", titled(finding), "”"])
        for finding in writer.result.findings
        if finding.rule.severity is Severity.STATUTORY and finding.verdict is Verdict.NEEDS_INPUT
    ]
    if asked:
        writer.words["asked"] = joined("", asked)
        yield from writer.paragraphs("findings_open")
