"""What a folder made again compares as, in the listings of its audit: file by file, then every difference."""

from collections.abc import Iterable, Sequence

from bondcalc.portfolio.told.store_page import text_column
from bondcalc.wording.report import Listing, ReportColumn, ReportRow, Words

ABSENT = Words("无", "none")
"""Stands where one side has nothing."""


def files_listing(results: Iterable[tuple[str, Words]]) -> Listing:
    """List the files, each with how it compares."""
    columns = (text_column("file", "文件", "file", 1.0), text_column("same", "结论", "result", 1.0))
    rows: list[ReportRow] = [{"file": name, "same": result} for name, result in results]
    return Listing("files", Words("文件", "Files"), columns, rows)


def difference_row(file: str, where: str | Words, filed: str, now: str) -> ReportRow:
    """Tell a difference: the file, the place in it, what was filed, what is made now; a side that has nothing says so."""
    return {"file": file, "place": where, "filed": filed or ABSENT, "now": now or ABSENT}


def differences_listing(rows: Sequence[ReportRow], width: float, *more: ReportColumn) -> Listing:
    """List the differences; `width` is that of the column of places, `more` are columns beside those of every audit."""
    columns = (
        text_column("file", "文件", "file", 1.0),
        text_column("place", "位置", "where", width),
        text_column("filed", "报送", "filed", 2.0),
        text_column("now", "重新生成", "made again", 2.0),
        *more,
    )
    empty = Words("没有差异。", "No differences.")
    return Listing("differences", Words("差异", "Differences"), columns, rows, empty=empty, page="long")
