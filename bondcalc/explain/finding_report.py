"""A finding as a report: what was found, the lines it rests on, and how each is followed further."""

from bondcalc.algebra.line import Line
from bondcalc.checks.judge import Finding
from bondcalc.explain.finding import at_fault, lines_read
from bondcalc.explain.line_rows import id_of, line_row
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.wording.report import Listing, Note, Report, ReportColumn, Words
from bondcalc.wording.terms import Verdict

LINES = (
    ReportColumn("id", Words("编号", "id"), align="l"),
    ReportColumn("name", Words("名称", "name"), align="l"),
    ReportColumn("value", Words("数值", "value"), mixed=True),
    ReportColumn("unit", Words("单位", "unit"), align="l"),
)
STRESSED = Words("取用压力测试的结果：bondcalc stress 文件", "It reads stressed runs: bondcalc stress FILE")


def finding_report(result: Result, finding: Finding) -> Report:
    """Tell a finding; docs/analysis.md states every key of the data."""
    rule, reason = finding.rule, Words(finding.outcome.zh, finding.outcome.en)
    read, stressed = lines_read(result, finding)
    lines = at_fault(result.project, finding, read)
    onward = [*([_further(result, lines[0])] if lines else []), *([STRESSED] if stressed else [])]
    onward = onward or [_elsewhere(finding)]
    listing = Listing("lines", _heading(read, lines), LINES, [line_row(result, line) for line in lines])
    head = Words(f"{rule.id} {rule.zh}：{finding.verdict.zh}", f"{rule.id} {rule.en}: {finding.verdict.en}")
    said = Words(f"{reason.zh}（{rule.citation}）", f"{reason.en} ({rule.citation})")
    return Report(
        result.project.form(Particulars).name,
        result.project.form(Settings).notation(),
        [
            Note("finding", head),
            Note("reason", said),
            listing,
            *(Note(f"onward_{number}", words) for number, words in enumerate(onward, 1)),
        ],
        data={
            "rule": rule.id,
            "title": Words(rule.zh, rule.en),
            "verdict": str(finding.verdict),
            "reason": reason,
            "article": rule.citation,
            "lines": listing,
            "reads_stressed_runs": stressed,
            "onward": onward,
        },
        widths=(40, 44, 18, 10),
    )


def _heading(read: list[Line], lines: list[Line]) -> Words:
    if len(lines) == len(read):
        return Words("取用的行：", "Lines it reads:")
    left = len(read) - len(lines)
    return Words(
        f"所指的行（其余取用的{left}行未指出问题）：",
        f"Lines it names ({left} more were read, of which it names none):",
    )


def _further(result: Result, line: Line) -> Words:
    id_ = id_of(result, line)
    return Words(f"某一行的来源：bondcalc explain 文件 {id_}", f"Where a line comes from: bondcalc explain FILE {id_}")


def _elsewhere(finding: Finding) -> Words:
    """Say where to look where no figure is read."""
    if finding.verdict is Verdict.NEEDS_INPUT:
        return Words("待填内容的位置和建议：bondcalc ask 文件", "What to fill in, and where: bondcalc ask FILE")
    id_ = finding.rule.id
    return Words(
        f"按录入内容和日期判断，不取测算数；规定：bondcalc rules --id {id_}",
        f"It goes by inputs and days, not by figures; the rule: bondcalc rules --id {id_}",
    )
