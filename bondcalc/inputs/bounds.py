"""How much of an input is taken: every limit by its name. What passes one is refused with that name, never half read.

They are set so that whatever is taken is read and computed within ten seconds of a processor and a gigabyte (docs/mass-tests.md).
"""

from dataclasses import dataclass

from bondcalc.inputs.cell import Sheet
from bondcalc.problem import FileError
from bondcalc.wording import number
from bondcalc.wording.messages import Long, file_error, label


@dataclass(frozen=True)
class Bound:
    """A limit: its names, and the most that is taken."""

    zh: str
    en: str
    most: int


FILE = Bound("文件大小（MB）", "size of the file in MB", 50)
TOML = Bound("TOML文件的字节数", "bytes of a TOML file", 4_000_000)
UNPACKED = Bound("解压后的大小（MB）", "unpacked size in MB", 200)
PARTS = Bound("压缩包内的部件数", "parts of the archive", 10_000)
MARKS_READ = Bound("工作簿中读取的XML标记数", "XML tags read of a workbook", 6_000_000)
"""Opening and closing ones. A cell with a value has four, a blank one one."""
MARKS_HELD = Bound("一个部件的XML标记数", "XML tags of one part", 1_200_000)
"""Of a part that is held as a whole: texts, styles, links, charts; sheets are read cell by cell."""
SIGNS_HELD = Bound("一个部件的字节数", "bytes of one part", 40_000_000)
NAMES_READ = Bound("工作簿中读取的XML属性数", "XML attributes read of a workbook", 8_000_000)
STRETCH = Bound("XML中一个标记或一段文字的字节数", "bytes of one XML tag or text", 1_000_000)
"""A cell holds 32,767 characters. Parsers begin a long tag again with every block they are given."""
DEPTH = Bound("XML标记的嵌套层数", "levels of nested XML tags", 100)
STYLES = Bound("单元格格式数", "cell formats", 65_490)
"""What Excel itself takes; fonts, fills, borders and number formats are fewer."""
SHEETS = Bound("工作表数", "sheets of a workbook", 1_000)
LAST_ROW = Bound("表的最末一行", "last row of a sheet", 20_000)
"""The last row that may hold something; a list of bonds, parcels or lines is far shorter."""
CELLS = Bound("一张表的单元格数", "cells of a sheet", 3_000_000)
"""Blank ones among them; one of ours has some thousands."""
FILLED = Bound("一张表中有内容的单元格数", "filled cells of a sheet", 400_000)
COLUMN_WIDTHS = Bound("一张表的列宽设置涉及的列数", "columns whose widths a sheet states", 163_840)
"""Ten times what a sheet has: settings that overlap would be gone through again and again."""
MERGED = Bound("一张表的合并区域数", "merged blocks of a sheet", 100_000)
ROWS = Bound("一张表填写的行数", "rows filled in on a sheet", 2_000)
LISTED = Bound("清单一张表填写的行数", "rows filled in on a sheet of a list", 15_000)
"""A province keeps ten thousand projects; their list is read in seconds, since nothing is computed of it."""
KEY_PARTS = Bound("TOML一个键的段数", "parts of a dotted key", 16)
KEYS_UNKNOWN = Bound("TOML文件中不认识的键数", "unknown keys of a TOML file", 1_000)
PROBLEMS = Bound("读入时发现的问题数", "problems found while reading", 100_000)
PROBLEMS_SHOWN = Bound("列出的问题数", "problems listed", 300)
"""More are counted: nobody corrects thousands of lines one by one."""
LINES = Bound("测算表的行数", "lines of the schedules", 18_000)
FIGURES = Bound("测算表的单元格数", "cells of the schedules", 800_000)


def refused(name: str, bound: Bound, where: str = "") -> FileError:
    """Say which limit a file passes, and on which sheet or in which part."""
    long = Long(f"“{where}”" if where else "")
    return file_error(
        "over_bound", name=name, where=long, bound=Long(label(bound)), most=number.fixed(bound.most, 0, grouped=True)
    )


def hold_rows(sheet: Sheet, rows: int, name: str, where: str) -> None:
    """Raise FileError where a sheet has more rows than are taken: of a list of projects (清单) that is more than of a project."""
    hold(LISTED if sheet.family == "portfolio" else ROWS, rows, name, where)


def hold(bound: Bound, found: int, name: str, where: str = "") -> None:
    """Raise FileError where more was found than is taken."""
    if found > bound.most:
        raise refused(name, bound, where)
