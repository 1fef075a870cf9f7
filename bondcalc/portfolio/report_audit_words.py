"""汇总报告核验 as a report: how each file compares, what of the surroundings is another, then every difference with its cause."""

from bondcalc.audit.difference import Cause
from bondcalc.audit.outcome import Status, Subject
from bondcalc.portfolio.made_again_listings import ABSENT, difference_row, differences_listing, files_listing
from bondcalc.portfolio.report_record import RECORD
from bondcalc.portfolio.told.store_page import text_column
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Listing, Note, Report, ReportRow, Words

REPORT_TITLE = Words("汇总报告核验", "Audit of a report")
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
    files = files_listing((file.name, _labelled(file.status)) for file in audited.documents)
    parts = [files, _surroundings(audited), _differences(audited)]
    notes = [Note(f"stranger.{number}", Words(note, note)) for number, note in enumerate(audited.notes, 1)]
    data = {"day": day, "status": str(status), **{part.id: part for part in parts}}
    return Report(name, Notation(), [Note("report_said", said), *notes, *parts], data=data, widths=(24, 44, 40, 40))


def _surroundings(audited: Subject) -> Listing:
    columns = (
        text_column("name", "核验环境", "surroundings", 1.0),
        text_column("filed", "生成时", "then", 2.0),
        text_column("here", "本次", "here", 2.0),
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
    rows: list[ReportRow] = [
        {
            **difference_row(
                difference.document,
                f"{difference.sheet} {difference.place}".strip(),
                difference.filed,
                difference.recomputed,
            ),
            "cause": _labelled(difference.cause),
        }
        for difference in audited.differences
    ]
    return differences_listing(rows, 1.5, text_column("cause", "原因", "cause", 1.0))


def _labelled(said: Status | Cause) -> Words:
    return Words(said.label("zh"), said.label("en"))
