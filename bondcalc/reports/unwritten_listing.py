"""应当撰写的文字: chapters in which a filing prints a prompt, each with what belongs there."""

from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.sheets.chapter_texts import CHAPTERS, ChapterText
from bondcalc.inputs.sheets.region_years import RegionYear
from bondcalc.result.result import Result
from bondcalc.result.unwritten import unwritten, unwritten_in_forms
from bondcalc.wording.prompts import wanted_texts
from bondcalc.wording.report import Listing, ReportColumn, ReportRow, Words

COLUMNS = (
    ReportColumn("place", Words("填写位置", "where"), align="l", width=2.0),
    ReportColumn("chapter", Words("章节", "chapter"), align="l", width=2.4),
    ReportColumn("wanted", Words("应写明", "what belongs there"), align="l", width=4.0),
)


def unwritten_listings(result: Result) -> list[Listing]:
    """List what the plan lacks, then what only forms on request lack."""
    kinds = (
        ("texts", Words("应当撰写的文字（实施方案）", "Texts the plan lacks"), unwritten(result.project)),
        (
            "texts_of_forms",
            Words("专用表格需要的文字", "Texts that forms on request lack"),
            unwritten_in_forms(result.project),
        ),
    )
    return [Listing(id_, title, COLUMNS, [_row(chapter) for chapter in chapters]) for id_, title, chapters in kinds]


def _row(chapter: str) -> ReportRow:
    sheet = sheet_of(RegionYear if chapter == "region" else ChapterText)
    return {
        "place": Words(f"“{sheet.zh}”表", f"sheet {sheet.en}"),
        "chapter": Words(CHAPTERS[chapter], chapter),
        "wanted": Words(wanted_texts()[chapter], wanted_texts()[chapter]),
    }
