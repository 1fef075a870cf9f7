"""合规核对与复核表: for reviewers and auditors: every rule with figure, threshold, article and verdict; hashes; how to rerun."""

from collections import Counter

from bondcalc.checks.judge import Finding, worst_first
from bondcalc.filings.draw import known
from bondcalc.filings.parts.assumed import assumed
from bondcalc.filings.parts.figured import cell
from bondcalc.filings.parts.filing import Section, filing
from bondcalc.filings.parts.finding_text import told, unit_name
from bondcalc.filings.parts.line_tables import figures_of
from bondcalc.filings.parts.report_blocks import chapters
from bondcalc.filings.parts.tax_tables import kept
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.sheets.enterprise_taxes import TaxRevenueLine
from bondcalc.schedules import memos
from bondcalc.typeset.document import Document, PageBlock, PageTable, TableCell, TableRows
from bondcalc.wording.terms import Severity, Verdict

TITLE = "合规核对与复核表"

UNANSWERED = {
    frozenset({Verdict.NEEDS_INPUT, Verdict.NOT_APPLICABLE}): ("unanswered", "待补充和不适用"),
    frozenset({Verdict.NEEDS_INPUT}): ("unanswered_open", "待补充"),
    frozenset({Verdict.NOT_APPLICABLE}): ("unanswered_not", "不适用"),
}
"""Section of the texts, and title of the table, by the verdicts that stand in it."""


def document(writer: Writer) -> Document:
    """Write the review."""
    taxed = writer.result.project.rows(TaxRevenueLine)
    sections = [section for section in TOLD if taxed or section[1] is not tax]
    return filing(writer, TITLE, [*sections, *chapters(writer.result, review=True), *PROVED], verdict=True)


def summary(writer: Writer) -> list[PageBlock]:
    """核对结论: how many rules of each severity end how, and the ratios."""
    count = Counter((finding.rule.severity, finding.verdict) for finding in writer.result.findings)
    rows: TableRows = [
        [severity.zh, *(cell(f"count.{severity}.{verdict}", str(count[severity, verdict])) for verdict in Verdict)]
        for severity in Severity
        if any(count[severity, verdict] for verdict in Verdict)
    ]
    heads = ["规则性质", *(verdict.zh for verdict in Verdict)]
    ratios = [
        (line.zh, writer.id_of(line))
        for line in memos.printed(writer.result.book, writer.result.figures, internal=True).values()
    ]
    return [
        *writer.paragraphs("summary"),
        *(writer.paragraphs("only_for_reference") if any(id_.endswith("_memo") for _, id_ in ratios) else ()),
        PageTable("核对结果汇总表", "单位：项", [heads], rows, "l" + "c" * len(Verdict), [1.2] + [1.0] * len(Verdict)),
        figures_of(writer, "覆盖倍数表", ratios, "单位：倍", abreast=2),
    ]


def answered(writer: Writer) -> list[PageBlock]:
    """逐项核对: every rule that was tested, failures first, with figure and threshold."""
    shown = [
        finding
        for finding in worst_first(writer.result.findings)
        if finding.verdict in {Verdict.FAIL, Verdict.WARN, Verdict.PASS}
    ]
    return [*writer.paragraphs("answered"), _table("逐项核对表", writer, shown)]


def unanswered(writer: Writer) -> list[PageBlock]:
    """待补充和不适用: what the input does not say, and what does not concern this project."""
    shown = [
        finding
        for finding in worst_first(writer.result.findings)
        if finding.verdict in {Verdict.NEEDS_INPUT, Verdict.NOT_APPLICABLE}
    ]
    if not shown:
        return [*writer.paragraphs("all_answered")]
    rows: TableRows = [
        [finding.rule.id, finding.verdict.zh, told(finding, filed=False), finding.rule.citation_review]
        for finding in shown
    ]
    heads = ["编号", "结论", "说明", "依据"]
    section, called = UNANSWERED[frozenset(finding.verdict for finding in shown)]
    return [
        *writer.paragraphs(section),
        PageTable(f"{called}的核对事项", "", [heads], rows, "ccll", [0.6, 0.9, 3.2, 2.6]),
    ]


def _table(title: str, writer: Writer, shown: list[Finding]) -> PageTable:
    rows: TableRows = [
        [
            finding.rule.id,
            finding.verdict.zh,
            told(finding, filed=False),
            _shown(finding, "figure", finding.outcome.figure),
            _shown(finding, "threshold", finding.outcome.threshold),
            unit_name(finding, writer.notation),
            finding.rule.citation_review,
        ]
        for finding in shown
    ]
    heads = ["编号", "结论", "说明", "数值", "标准", "单位", "依据"]
    return PageTable(title, "", [heads], rows, "cclrrcl", [0.6, 0.8, 4.2, 1.2, 1.2, 0.6, 2.6], landscape=True)


def _shown(finding: Finding, side: str, text: str | None) -> TableCell:
    return cell(f"finding.{finding.rule.id}.{side}", text or "")


def tax(writer: Writer) -> list[PageBlock]:
    """税收仅供参考: tax by kind, level and year, for the bureau and the reviewer; no filing that is handed on prints it."""
    return [*writer.paragraphs("tax"), assumed(writer, sheet_of(TaxRevenueLine)), *kept(writer)]


def evidence(writer: Writer) -> list[PageBlock]:
    """校验值: the files this filing was made from, each attached to it."""
    rows: TableRows = [[name, f"{digest[:32]} {digest[32:]}"] for name, digest in writer.origin.hashes.items()]
    return [
        *writer.paragraphs("evidence"),
        PageTable("附件校验值（SHA-256）", "", [["文件", "校验值"]], rows, "ll", [1.4, 4.0]),
    ]


def rerun(writer: Writer) -> list[PageBlock]:
    """复核办法: how to make the filing again, step by step, by the command that its own run was given."""
    origin = writer.origin
    writer.words |= {"version": origin.version, "files": origin.files, "command": origin.command(known())}
    faces = writer.paragraphs("own_fonts") if origin.own_fonts else []
    return [*writer.paragraphs("taken_out"), *faces, *writer.paragraphs("rerun")]


TOLD: tuple[Section, ...] = (
    ("核对结论", summary),
    ("逐项核对", answered),
    ("待补充和不适用", unanswered),
    ("税收测算（仅供参考）", tax),
)
PROVED: tuple[Section, ...] = (("复核办法", rerun), ("校验值", evidence))
