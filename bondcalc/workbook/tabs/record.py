"""录入存档: every input as it was when the workbook was made, in text, so that a change made later can be told."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bondcalc.data import digest
from bondcalc.inputs.files.toml_file import inline_rows, joined
from bondcalc.inputs.look import row_height
from bondcalc.inputs.project import Project, sheets
from bondcalc.inputs.raw import RECORD
from bondcalc.workbook.live_tables import write
from bondcalc.workbook.tabs.desk import Desk, landscape, set_widths

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TITLE = RECORD
HEADS = ("工作表", "编号", "第几项", "录入内容（TOML格式；等于默认值的项目不列）")
NOTE = "测算时的全部录入内容，供核验时与各录入工作表对照，请勿改动。修改录入请在各录入工作表中进行，并重新运行程序。"
DIGEST = "校验值 sha256："
WIDTHS = (16, 16, 8, 110)
DIGEST_ROW = 2
"""Row of the hash."""
TOP = 4
"""First row of the record: title, note, hash and headings stand above."""
LONGEST = 1500
"""Characters of one row; a longer text runs on in the next."""


def draw(sheet: "Worksheet", desk: Desk) -> None:
    """Draw the record with its hash."""
    formats, rows = desk.formats, inline_rows(desk.result.project)
    write(sheet, 0, 0, TITLE, formats("title"))
    write(sheet, 1, 0, NOTE, formats("subtitle"))
    write(sheet, DIGEST_ROW, 0, DIGEST + digest(joined(rows).encode()), formats("subtitle"))
    for column, text in enumerate(HEADS):
        write(sheet, TOP - 1, column, text, formats("heading"))
    for row, (zh, id_, number, part) in enumerate(_parts(desk.result.project), TOP):
        for column, text in enumerate((zh, id_)):
            write(sheet, row, column, text, formats("unit"))
        write(sheet, row, 2, number, formats("unit"))
        write(sheet, row, 3, part, formats("text"))
        sheet.set_row(row, row_height([(part, WIDTHS[3])]))
    set_widths(sheet, WIDTHS)
    sheet.freeze_panes(TOP, 0)
    sheet.repeat_rows(TOP - 1)
    landscape(sheet)


def _parts(project: Project) -> Iterable[tuple[str, str, int, str]]:
    """Give title, id, number and text of every row; a long text in several parts of one number."""
    numbers: dict[str, int] = {}
    for sheet, text in inline_rows(project):
        numbers[sheet.id] = numbers.get(sheet.id, 0) + 1
        for start in range(0, len(text), LONGEST):
            yield sheet.zh, sheet.id, numbers[sheet.id], text[start : start + LONGEST]


def recorded(rows: Iterable[tuple[object, object, object]]) -> str:
    """Make the project file of a record again from its rows (id, number, text); KeyError for an unknown sheet."""
    known = {sheet.id: sheet for sheet in sheets()}
    texts: dict[tuple[str, int], str] = {}
    for id_, number, text in rows:
        key = (str(id_), int(float(str(number))))
        texts[key] = texts.get(key, "") + str(text)
    return joined((known[id_], text) for (id_, _), text in texts.items())
