"""合规核对 and 项目单位说明: what the rules found, and what the bureau says of it."""

from collections import Counter

from bondcalc.checks.judge import worst_first
from bondcalc.filings.parts.text import Writer
from bondcalc.typeset.document import PageBlock, PageTable, TableRows
from bondcalc.wording.terms import Verdict

OPEN = (Verdict.FAIL, Verdict.WARN, Verdict.NEEDS_INPUT)
"""What a plan tells one by one."""


def findings(writer: Writer) -> list[PageBlock]:
    """合规核对: rules that fail, warn or need input; the review lists every rule."""
    shown = [finding for finding in worst_first(writer.result.findings) if finding.verdict in OPEN]
    found = Counter(finding.verdict for finding in writer.result.findings)
    told = [
        f"{verdict.zh}{found[verdict]}项" for verdict in (*OPEN, Verdict.PASS, Verdict.NOT_APPLICABLE) if found[verdict]
    ]
    *before, last = [verdict.zh for verdict in OPEN if found[verdict]] or [""]
    writer.words |= {"results": "、".join(told), "open": f"{'、'.join(before)}和{last}" if before else last}
    rows: TableRows = [
        [finding.verdict.zh, finding.rule.zh, finding.filed_reason, finding.rule.citation] for finding in shown
    ]
    if not rows:
        return [*writer.paragraphs("findings")]
    heads = ["结论", "核对事项", "说明", "依据"]
    blocks = [*writer.paragraphs("findings"), *writer.paragraphs("findings_below")]
    return [*blocks, PageTable("合规核对表", "", [heads], rows, "clll", [0.8, 2.0, 3.4, 1.8])]


def explained(writer: Writer) -> list[PageBlock]:
    """项目单位说明: findings the bureau explains, in its own words; left out where it explains none."""
    shown = [finding for finding in worst_first(writer.result.findings) if finding.explanation]
    rows: TableRows = [
        [finding.rule.zh, finding.verdict.zh, finding.outcome.filing, finding.explanation] for finding in shown
    ]
    heads = ["事项", "结论", "核对结果", "项目单位说明"]
    return [PageTable("项目单位说明表", "", [heads], rows, "lcll", [1.6, 0.8, 2.4, 3.0])] if rows else []
