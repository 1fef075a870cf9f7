"""审核工作底稿: 申报数, 审核调整 and 审核数 line by line with live formulas, for the firm's papers and the province's review."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING

from bondcalc.data import digest
from bondcalc.filings.parts.submitted import SubmittedGroup, SubmittedLine, submitted
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.look import Look, closed, opened, row_height
from bondcalc.inputs.read import ProjectFile
from bondcalc.inputs.sheets.particulars import EXAMPLE_MARK, Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.schedules import coverage
from bondcalc.wording.terms import Unit
from bondcalc.workbook.live_tables import formula, write
from bondcalc.workbook.places import Formats, cell_name
from bondcalc.workbook.tabs.desk import A4, set_widths

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

TITLE = "审核工作底稿"
SUMMARY = "审核汇总"
HEADS = ("序号", "项目", "申报数", "审核调整", "审核数", "申报依据", "来源文件", "调整理由和证据", "底稿索引号", "编号")
WIDTHS = (5, 26, 14, 14, 14, 22, 22, 26, 9, 28)
PRINTED = 8
"""The last column on paper, from 0: the id behind it is for the screen."""
SUBMITTED, ADJUSTED, AUDITED = 2, 3, 4
"""Columns of amounts, from 0."""
TABS = {
    "investment": "投资估算",
    "sources": "资金来源",
    "revenue": "项目收益",
    "land": "项目收益",
    "costs": "项目收益",
    "replacement": "项目收益",
    "taxes": "项目收益",
    "rounding": "项目收益",
    "service": "债务本息",
}
"""The tab each group stands on."""
TOP = 4
"""Row of the headings, from 0."""
RATIO_ROWS = 3
"""The ratio, its standard and how they stand."""
NOTES = (
    "黄底单元格由审核人员填写，增加为正数、减少为负数，按表中的小数位四舍五入后计；其他单元格为申报数和公式，锁定而无密码。",
    "审核调整只按行加减，按比例计算的成本、税费和利息不随之变化；调整较大的，应修改录入文件重新测算。",
    "各表末列“编号”不打印，为测算表的行，可用bondcalc explain追溯申报数。收益按债券存续期计入，与实施方案“存续期合计”一致。",
)


def laid_out(groups: Sequence[SubmittedGroup]) -> Iterator[tuple[SubmittedGroup, str, int]]:
    """Tell on which tab and in which row, from 0, each group begins; its lines follow, then its total and a blank row."""
    row = dict.fromkeys(TABS.values(), TOP + 1)
    for group in groups:
        tab = TABS[group.id]
        yield group, tab, row[tab]
        row[tab] += len(group.lines) + 3


@dataclass(frozen=True)
class _Spot:
    """A cell of amounts as formulas name it, and what is stored there."""

    tab: str
    row: int
    amount: Decimal

    def named(self, column: int) -> str:
        """Give the address of one of its three columns."""
        return f"'{self.tab}'!{cell_name(self.row, column, fixed_row=True, fixed_column=True)}"


class _Paper:
    """One workbook in the making: where each line and each total stands."""

    def __init__(self, book: "Workbook", result: Result, source: ProjectFile) -> None:
        settings = result.project.form(Settings)
        self.result, self.source, self.notation = result, source, settings.notation()
        self.formats = Formats(book, self.notation)
        self.look = Look(book, settings.money_unit, settings.quantum)
        self.summary = book.add_worksheet(SUMMARY)
        self.sheets = {tab: book.add_worksheet(tab) for tab in dict.fromkeys(TABS.values())}
        self.totals: dict[str, tuple[SubmittedGroup, _Spot]] = {}
        self.lines: dict[str, _Spot] = {}

    def draw(self, groups: list[SubmittedGroup]) -> None:
        """Draw every group on its tab, then what they come to."""
        for tab, sheet in self.sheets.items():
            self._head(sheet, tab, HEADS)
        for group, tab, first in laid_out(groups):
            self._group(group, tab, first)
        self._sum_up()

    def _head(self, sheet: "Worksheet", tab: str, heads: Sequence[str]) -> None:
        particulars = self.result.project.form(Particulars)
        write(sheet, 0, 0, f"{TITLE}：{tab}", self.formats("title"))
        write(sheet, 1, 0, f"{particulars.name}　单位：{self.notation.money_unit}", self.formats("subtitle"))
        if particulars.example:
            write(sheet, 2, 0, EXAMPLE_MARK, self.formats("warning"))
        for column, head in enumerate(heads):
            write(sheet, TOP, column, head, self.formats("heading"))
        set_widths(sheet, WIDTHS)
        sheet.freeze_panes(TOP + 1, 2)
        sheet.repeat_rows(TOP)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        sheet.protect("", {"format_columns": True, "format_rows": True})

    def _group(self, group: SubmittedGroup, tab: str, first: int) -> None:
        sheet = self.sheets[tab]
        write(sheet, first, 1, group.zh, self.formats("group"))
        for ordinal, line in enumerate(group.lines, 1):
            self._line(sheet, tab, first + ordinal, ordinal, line)
        last = first + len(group.lines)
        write(sheet, last + 1, 1, f"{group.zh}合计", self.formats("label_strong"))
        sheet.print_area(0, 0, last + 1, PRINTED)
        for column in (SUBMITTED, AUDITED):
            total = f"=SUM({cell_name(first + 1, column)}:{cell_name(last, column)})" if group.lines else "=0"
            formula(sheet, last + 1, column, total, self.formats("strong", Unit.MONEY), float(group.total))
        self._moved(sheet, last + 1, self.formats("strong", Unit.MONEY))
        self.totals[group.id] = group, _Spot(tab, last + 1, group.total)

    def _moved(self, sheet: "Worksheet", row: int, look: "Format") -> None:
        """Give what a sum was adjusted by: audited less submitted, so that the three tie whatever was typed."""
        audited, stated = cell_name(row, AUDITED), cell_name(row, SUBMITTED)
        formula(sheet, row, ADJUSTED, f"=ROUND({audited}-{stated},{self.notation.places})", look, 0.0)

    def _line(self, sheet: "Worksheet", tab: str, row: int, ordinal: int, line: SubmittedLine) -> None:
        formats, money = self.formats, self.notation.number_format(Unit.MONEY)
        write(sheet, row, 0, ordinal, formats("label"))
        wrapped = {1: line.zh, 5: line.evidence, 6: line.paper}
        write(sheet, row, 1, line.zh, formats("label"))
        write(sheet, row, SUBMITTED, float(line.amount), formats("figure", Unit.MONEY))
        sheet.write_blank(row, ADJUSTED, None, self.look.role("optional", money))
        audited = f"={cell_name(row, SUBMITTED)}+ROUND({cell_name(row, ADJUSTED)},{self.notation.places})"
        formula(sheet, row, AUDITED, audited, formats("figure", Unit.MONEY), float(line.amount))
        write(sheet, row, 5, line.evidence, formats("note"))
        write(sheet, row, 6, line.paper, formats("note"))
        for column in (7, 8):
            sheet.write_blank(row, column, None, self.look.role("optional_text"))
        write(sheet, row, 9, line.id, formats("note_line"))
        sheet.set_row(row, row_height([(text, WIDTHS[column]) for column, text in wrapped.items()]))
        self.lines[line.id] = _Spot(tab, row, line.amount)

    def _sum_up(self) -> None:
        """Draw 审核汇总: the key figures as submitted and as audited, the multiple and how it stands to the standard."""
        self._head(self.summary, SUMMARY, HEADS[: AUDITED + 1])
        rows = self._key_figures()
        for row, (zh, terms) in enumerate(rows, TOP + 1):
            self._key_figure(row, zh, terms)
        places = {zh: place for place, (zh, _) in enumerate(rows, TOP + 1)}
        row = TOP + 1 + len(rows)
        self._ratio(row, places[REVENUE], places[SERVICE])
        for ordinal, numbered in enumerate(range(TOP + 1, row + RATIO_ROWS), 1):
            write(self.summary, numbered, 0, ordinal, self.formats("label"))
        notes = (*NOTES, f"录入文件{self.source.name}，校验值（SHA-256）{digest(self.source.data)}")
        for below, note in enumerate(notes, row + 4):
            write(self.summary, below, 1, note, self.formats("subtitle"))

    def _key_figures(self) -> list[tuple[str, list[tuple[int, _Spot]]]]:
        whole = {id_: spot for id_, (_, spot) in self.totals.items()}
        capital, bonds, loans = (self.lines[f"coverage.{id_}"] for id_ in ("capital", "special_bonds", "market_loans"))
        revenue = [(group.sign, spot) for group, spot in self.totals.values() if group.sign]
        return [
            ("A 项目总投资", [(1, whole["investment"])]),
            ("B 不含专项债券的项目资本金", [(1, capital)]),
            ("C 专项债券融资", [(1, bonds)]),
            ("D 其他债务融资", [(1, loans)]),
            ("总投资与资金来源之差（应为0）", [(1, whole["investment"]), (-1, whole["sources"])]),
            (REVENUE, revenue),
            (SERVICE, [(1, whole["service"])]),
        ]

    def _key_figure(self, row: int, zh: str, terms: list[tuple[int, _Spot]]) -> None:
        write(self.summary, row, 1, zh, self.formats("label"))
        amount = sum((sign * spot.amount for sign, spot in terms), Decimal(0))
        for column in (SUBMITTED, AUDITED):
            signed = "".join(f"{'+' if sign > 0 else '-'}{spot.named(column)}" for sign, spot in terms)
            total = f"=ROUND({signed.lstrip('+') or '0'},{self.notation.places})"
            formula(self.summary, row, column, total, self.formats("figure", Unit.MONEY), float(amount))
        self._moved(self.summary, row, self.formats("figure", Unit.MONEY))

    def _ratio(self, row: int, above: int, below: int) -> None:
        """E/F as submitted and as audited, and how the audited one stands to the standard, by what is not rounded."""
        value = self.result.figures.scalar(self.result.book.use(coverage.schedule).ratios["coverage_total_debt"])
        stored = "不适用" if value is None else float(Fraction(value))
        write(self.summary, row, 1, "全部债务本息覆盖倍数 E/F", self.formats("label_strong"))
        for column in (SUBMITTED, AUDITED):
            earned, owed = cell_name(above, column), cell_name(below, column)
            ratio = f'=IF({owed}=0,"不适用",{earned}/{owed})'
            formula(self.summary, row, column, ratio, self.formats("strong", Unit.RATIO), stored)
        stated = self.result.project.form(Settings).coverage_threshold
        floor = self.result.rules.value("coverage_floor").number if stated is None else stated
        label = "国家规定：收益完全覆盖本息" if stated is None else "本省标准"
        write(self.summary, row + 1, 1, label, self.formats("label"))
        write(self.summary, row + 1, AUDITED, float(floor), self.formats("figure", Unit.RATIO))
        write(self.summary, row + 2, 1, "审核后与标准比较", self.formats("label_strong"))
        earned, owed, standard = (cell_name(row_number, AUDITED) for row_number in (above, below, row + 1))
        over = f"ROUND({earned}-{owed}*{standard},{self.notation.places + 4})>=0"
        said = f'=IF({owed}=0,"不适用",IF({over},"{REACHED}","{MISSED}"))'
        reached = "不适用" if value is None else REACHED if Fraction(value) >= Fraction(floor) else MISSED
        formula(self.summary, row + 2, AUDITED, said, self.formats("label_strong"), reached)


REVENUE, SERVICE = "E 存续期内项目收益", "F 全部债务融资本息"
REACHED, MISSED = "不低于标准", "低于标准"


def working_paper(result: Result, source: ProjectFile) -> bytes:
    """Write the workbook; the same project file gives the same bytes."""
    buffer = BytesIO()
    book = opened(buffer)
    day = result.filing_date
    created = datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)
    particulars = result.project.form(Particulars)
    book.set_properties({"title": f"{particulars.name}{TITLE}", "comments": "bondcalc", "created": created})
    _Paper(book, result, source).draw(submitted(Writer(result, "review")))
    return closed(book, buffer, EXAMPLE_MARK if particulars.example else "")
