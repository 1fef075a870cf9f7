"""执行数据文件: every file of the folder of actuals, which project it went to, and why it was not taken where it was not."""

from collections.abc import Sequence

from bondcalc.portfolio.monitored.file_used import ActualsUse, FileUsed
from bondcalc.portfolio.monitored.member_monitored import MemberMonitored
from bondcalc.portfolio.told.store_page import StorePage, StorePart, text_column
from bondcalc.wording.report import Keyed, Listing, Note, ReportColumn, ReportRow, Words

COLUMNS = (
    text_column("file", "文件", "file", 2.2),
    ReportColumn("use", Words("采用情况", "use"), align="c", width=0.9),
    text_column("project", "项目", "project", 2.2),
    text_column("told", "数据截至日", "told up to", 1.1),
    text_column("why", "原因和办法", "why, and what to do", 4.4),
)
TITLE = Words("执行数据文件", "Files of actuals")
NOTE = Words(
    "文件夹中的全部文件，需要处理的在前。文件按项目代码对应项目，没有项目代码的按申报文件校验值；同一项目采用数据截至日最晚的一份，"
    "没有填写的不代替已填的，不能确定以哪份为准的都不采用。",
    "Every file of the folder, what is to be mended first.",
)


RETOLD = Words("前后两份执行数据填写不一致", "Told differently by the file before")
RETOLD_COLUMNS = (
    text_column("project", "项目", "project", 2.2),
    text_column("what", "事项", "what", 2.2),
    text_column("before", "上一份", "before", 3.0),
    text_column("after", "本份", "now", 3.0),
)


def actuals_page(files: Sequence[FileUsed], members: Sequence[MemberMonitored] = ()) -> StorePage:
    """Make the page; what the file before of a project told differently stands below its files."""
    rows = [_row(file) for file in files]
    parts: list[StorePart] = [Note("actuals_note", NOTE), Listing("actuals", TITLE, COLUMNS, rows, filtered=True)]
    return StorePage("actuals", TITLE, lambda _: [*parts, *_retold(members)])


def _retold(members: Sequence[MemberMonitored]) -> list[StorePart]:
    """List amounts, reasons, measures, persons, days and targets that two files of one project tell differently; no table where none do."""
    rows: list[ReportRow] = [
        {"project": monitored.member.name, **other._asdict()}
        for monitored in members
        if monitored.made is not None
        for other in monitored.made.retold
    ]
    return [Listing("retold", RETOLD, RETOLD_COLUMNS, rows)] if rows else []


def _row(file: FileUsed) -> ReportRow:
    use: ActualsUse = file.use
    return {
        "file": file.path,
        "use": Keyed(use.value, Words(use.zh, use.value)),
        "project": file.project,
        "told": file.day,
        "why": file.why,
    }
