"""问题清单: what a project still has to say, must, should and may, with reason, article and a suggested answer."""

from collections.abc import Iterator
from dataclasses import replace

from bondcalc.checks.judge import Finding, worst_first
from bondcalc.inputs.cell import Cell
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.reports.analyses import analysis
from bondcalc.reports.ledger_report import COLUMNS as LEDGER
from bondcalc.reports.ledger_report import defaults
from bondcalc.reports.unwritten_listing import unwritten_listings
from bondcalc.result.result import Result
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.report import Listing, Report, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Severity, Verdict

TITLE = Words("问题清单", "Questions")
YES_OR_NO = Words("填“是”或“否”", "yes or no")
COLUMNS = (
    ReportColumn("rule", Words("编号", "rule"), align="l", width=0.6),
    ReportColumn("place", Words("填写位置", "where"), align="l", width=2.0),
    ReportColumn("question", Words("核对事项和情况", "what is checked, what was found"), align="l", width=3.0),
    ReportColumn("answer", Words("建议", "suggestion"), align="l", width=2.4),
    ReportColumn("article", Words("依据", "article"), align="l", width=2.0),
)
MAY = tuple(
    replace(column, head=Words("默认值", "default"), align="l") if column.id == "value" else column for column in LEDGER
)
BlankField = tuple[str, str]
"""A field of a sheet, and the rows it is blank in."""


@analysis("questions", TITLE, 50, on=frozenset())
def told(result: Result) -> Report:
    """Tell what must be answered, what should be explained, and what may be stated in place of a default."""
    asked = [finding for finding in worst_first(result.findings) if finding.verdict is Verdict.NEEDS_INPUT]
    must, should = (
        _asked([finding for finding in asked if (finding.rule.severity is Severity.STATUTORY) is statutory])
        for statutory in (True, False)
    )
    should += [_explain(finding) for finding in worst_first(result.findings) if finding.unexplained]
    return Report(
        result.project.form(Particulars).name,
        result.project.form(Settings).notation(),
        [
            Listing("must", Words("必须补充", "Must be answered"), COLUMNS, must, empty=Words("无。", "Nothing.")),
            Listing(
                "should",
                Words("应当补充或说明", "Should be answered"),
                COLUMNS,
                should,
                empty=Words("无。", "Nothing."),
            ),
            *unwritten_listings(result),
            Listing(
                "may", Words("可以改填的默认值", "Defaults that may be replaced"), MAY, list(defaults(result.project))
            ),
        ],
        widths=(8, 34, 50, 40, 40),
    )


def _asked(findings: list[Finding]) -> list[ReportRow]:
    """Ask for each blank field once, with every rule that waits for it; the rule that asks least words the question."""
    rules: dict[BlankField, list[str]] = {}
    rows: dict[BlankField, ReportRow] = {}
    for finding in findings:
        for field, _ in _places(finding):
            rules.setdefault(field, []).append(finding.rule.id)
    for finding in sorted(findings, key=lambda finding: sum(1 for _ in _places(finding)), reverse=True):
        rows |= dict(_places(finding))
    return [{**rows[field], "rule": in_turn(ids)} for field, ids in rules.items()]


def _places(finding: Finding) -> Iterator[tuple[BlankField, ReportRow]]:
    """Give a row for each field an outcome asks for, or for a sheet that has no row yet."""
    for asked in finding.outcome.asked:
        sheet, named = sheet_of(asked.statement), in_turn(asked.rows)
        rule, of = finding.rule, f"（{named}）" if named else ""
        base: ReportRow = {"question": _question(finding, of), "article": rule.citation}
        if not asked.fields:
            where, answer = Words(f"“{sheet.zh}”表", sheet.en), Words(sheet.help or f"填写“{sheet.zh}”表", sheet.en)
            yield (sheet.id, named), {**base, "place": where, "answer": answer}
        for cell in map(sheet.cell, asked.fields):
            where = Words(f"“{sheet.zh}”表“{cell.zh}”", f"{sheet.en}: {cell.en}")
            yield (
                (f"{sheet.id}.{cell.id}", named),
                {**base, "place": where, "answer": _hinted(finding) or _suggested(cell)},
            )


def _question(finding: Finding, of: str) -> Words:
    """Word a question: the rule, the rows it is about, and what was found already."""
    rule, before = finding.rule, finding.outcome.before
    said = f"：{before}" if before and before != rule.zh else ""
    return Words(f"{rule.zh}{of}{said}", f"{rule.en}{of}")


def _hinted(finding: Finding) -> Words | None:
    """How the rule itself says its fields are filled in."""
    zh, en = finding.outcome.hint
    return Words(zh, en) if zh else None


def _suggested(cell: Cell) -> Words:
    """Suggest an answer: what the field asks for, the choices it has."""
    if cell.kind == "flag":
        return Words(f"{YES_OR_NO.zh}{'；' + cell.why if cell.why else ''}", YES_OR_NO.en)
    if cell.choices:
        return Words(in_turn(cell.choices.values()), ", ".join(cell.choices))
    return Words(cell.why or f"填写{cell.zh}", cell.why or cell.en)


def _explain(finding: Finding) -> ReportRow:
    return {
        "rule": finding.rule.id,
        "place": Words("“事项说明”表", "sheet Explanations"),
        "question": Words(finding.outcome.zh, finding.outcome.en),
        "answer": Words("写明事实、原因、依据和拟采取的措施", "facts, cause, evidence and what will be done"),
        "article": finding.rule.citation,
    }
