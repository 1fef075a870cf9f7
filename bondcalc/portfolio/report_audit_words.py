"""汇总报告核验 as a report: how each file compares, what of the surroundings is another, then every difference with its cause."""

from bondcalc.audit.outcome import Subject
from bondcalc.portfolio.report_record import RECORD
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Listing, Note, Report, ReportColumn, ReportRow, Words

REPORT_TITLE = Words("汇总报告核验", "Audit of a report")
ABSENT = Words("无", "none")
SURROUNDINGS = {
    "store run": "测算库的测算序号",
    "store started": "测算库的测算时间",
    "store source": "清单或文件夹的校验值",
}
"""What is named of a store beside program, rules and fonts, which are known by their own names."""


def report_audit_report(audited: Subject, name: str) -> Report:
    """Tell what an audit of a report of many projects found."""
    status, day = audited.status, audited.filing_date
    said = Words(
        f"{audited.project}（统计日{day}）按{RECORD}重新生成，{status.label('zh')}。",
        f"The report of {day}, made again as {RECORD} says: {status.label('en')}.",
    )
    parts = [_files(audited), _surroundings(audited), _differences(audited)]
    notes = [Note(f"stranger.{number}", Words(note, note)) for number, note in enumerate(audited.notes, 1)]
    data = {"day": day, "status": str(status), **{part.id: part for part in parts}}
    return Report(
        name, Notation(), [Note("report_said", said), *notes, *parts], data=data, widths=(24, 44, 40, 40), wrapped=True
    )


def _files(audited: Subject) -> Listing:
    columns = (
        ReportColumn("file", Words("文件", "file"), align="l"),
        ReportColumn("same", Words("结论", "result"), align="l"),
    )
    rows: list[ReportRow] = [
        {"file": file.name, "same": Words(file.status.label("zh"), file.status.label("en"))}
        for file in audited.documents
    ]
    return Listing("files", Words("文件", "Files"), columns, rows)


def _surroundings(audited: Subject) -> Listing:
    columns = (
        ReportColumn("name", Words("核验环境", "surroundings"), align="l"),
        ReportColumn("filed", Words("生成时", "then"), align="l", width=2.0),
        ReportColumn("here", Words("本次", "here"), align="l", width=2.0),
    )
    rows: list[ReportRow] = [
        {
            "name": Words(SURROUNDINGS.get(version.name, version.name), version.name),
            "filed": version.filed or ABSENT,
            "here": version.here or ABSENT,
        }
        for version in audited.versions
    ]
    return Listing("surroundings", Words("与生成时不同的环境", "Surroundings that are not as they were"), columns, rows)


def _differences(audited: Subject) -> Listing:
    columns = (
        ReportColumn("file", Words("文件", "file"), align="l"),
        ReportColumn("place", Words("位置", "where"), align="l", width=1.5),
        ReportColumn("filed", Words("报送", "filed"), align="l", width=2.0),
        ReportColumn("now", Words("重新生成", "made again"), align="l", width=2.0),
        ReportColumn("cause", Words("原因", "cause"), align="l"),
    )
    rows: list[ReportRow] = [
        {
            "file": difference.document,
            "place": f"{difference.sheet} {difference.place}".strip(),
            "filed": difference.filed or ABSENT,
            "now": difference.recomputed or ABSENT,
            "cause": Words(difference.cause.label("zh"), difference.cause.label("en")),
        }
        for difference in audited.differences
    ]
    empty = Words("没有差异。", "No differences.")
    return Listing("differences", Words("差异", "Differences"), columns, rows, empty=empty, page="long")
