"""合规性说明: what does not hold and what needs a word, in sentences with the bureau's explanation; rules by id stand in the review.

No sentence says that nothing was found without naming what is still to be explained, was not checked or is left open.
"""

from collections.abc import Iterator, Sequence

from bondcalc.checks.judge import Finding, worst_first
from bondcalc.checks.land_sale import INSIDE
from bondcalc.filings.parts.figured import figured, joined
from bondcalc.filings.parts.finding_text import titled
from bondcalc.filings.parts.text import Writer
from bondcalc.typeset.document import PageBlock, Text
from bondcalc.wording.terms import Severity, Verdict


def findings(writer: Writer) -> list[PageBlock]:
    """合规性说明 of the plan: the conclusions, then the statutory questions that nothing answers yet, which are places to fill in."""
    asked = _of(writer, Verdict.NEEDS_INPUT)
    statutory = [finding for finding in asked if finding.rule.severity is Severity.STATUTORY]
    others = [finding for finding in asked if finding not in statutory]
    return [
        *writer.paragraphs("findings"),
        *_conclusions(writer),
        *_named(writer, "findings_open", "asked", statutory),
        *_named(writer, "findings_unchecked", "unchecked", others),
    ]


def concluded(writer: Writer) -> list[PageBlock]:
    """Say what fails, what is or should be explained, and what was not checked."""
    asked = _of(writer, Verdict.NEEDS_INPUT)
    return [*_conclusions(writer), *_named(writer, "findings_unchecked", "unchecked", asked)]


def _of(writer: Writer, verdict: Verdict) -> list[Finding]:
    return [finding for finding in worst_first(writer.result.findings) if finding.verdict is verdict]


def _conclusions(writer: Writer) -> list[PageBlock]:
    """Tell findings one by one; the last sentence is of all others that were tested and names those it is not of."""
    remarks = [finding for finding in _of(writer, Verdict.WARN) if finding.rule.id not in INSIDE]
    blocks: list[PageBlock] = []
    for finding in _of(writer, Verdict.FAIL):
        blocks += _told(writer, finding, "finding_fails" if finding.explanation else "finding_fails_unexplained")
    for finding in remarks:
        if _in_full(finding):
            blocks += _told(writer, finding, "finding_explained" if finding.explanation else "finding_warns")
    hints = [finding for finding in remarks if not _in_full(finding)]
    apart = [*(_words(writer, "findings_above") if blocks else ()), *_apart(writer, hints)]
    if not apart:
        return [*writer.paragraphs("findings_met")]
    writer.words["apart"] = joined("，以及", apart)
    return [*blocks, *writer.paragraphs("findings_others")]


def _in_full(finding: Finding) -> bool:
    """Tell whether a remark is told with what was found: a hint is once it is explained, until then it is named."""
    return bool(finding.explanation) or finding.rule.severity is Severity.STATUTORY


def _apart(writer: Writer, hints: Sequence[Finding]) -> Iterator[Text]:
    """Name what the last sentence is not of: hints, what stays inside (counted), what was compared in part."""
    inside = [finding for finding in _of(writer, Verdict.WARN) if finding.rule.id in INSIDE]
    partly = [finding for finding in _of(writer, Verdict.PASS) if finding.outcome.left_open]
    writer.words |= {
        "to_explain": _titles(hints),
        "inside_count": figured("count.findings_inside", str(len(inside))),
        "partly": _titles(partly),
    }
    for section, left in (("findings_to_explain", hints), ("findings_inside", inside), ("findings_partly", partly)):
        if left:
            yield from _words(writer, section)


def _words(writer: Writer, section: str) -> Iterator[Text]:
    """Give the words of a section as part of a sentence."""
    for paragraph in writer.paragraphs(section):
        yield paragraph.text


def _titles(named: Sequence[Finding]) -> Text:
    return joined("", [joined("", ["“", titled(finding), "”"]) for finding in named])


def _told(writer: Writer, finding: Finding, section: str) -> Iterator[PageBlock]:
    """Say one finding as a filing does; what fails without a word of explanation is asked for it."""
    writer.words |= {
        "rule": titled(finding),
        "outcome": figured(f"finding.{finding.rule.id}.said", finding.outcome.filing.rstrip("。")),
        "explanation": figured(f"finding.{finding.rule.id}.note", finding.explanation.rstrip("。")),
    }
    yield from writer.paragraphs(section)


def _named(writer: Writer, section: str, word: str, named: Sequence[Finding]) -> Iterator[PageBlock]:
    """Name rules that wait for an answer: until then nobody can say that they are kept."""
    if named:
        writer.words[word] = _titles(named)
        yield from writer.paragraphs(section)
