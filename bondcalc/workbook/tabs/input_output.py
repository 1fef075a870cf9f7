"""投入产出核对: flows and output as the official table has them, A, L and what follows as live formulas; only where a run is given a table.

The flows stand in the official layout (codes, GO, TI, TVA), so that an audit can read the table back from this tab.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bondcalc.input_output.leontief import influence, response
from bondcalc.input_output.park_sectors import ParkSectors
from bondcalc.probability.normal import Array
from bondcalc.reports.input_output_report import LEADER_FIGURES
from bondcalc.wording.report import Words
from bondcalc.workbook.live_tables import formula, write
from bondcalc.workbook.places import cell_name
from bondcalc.workbook.tabs.desk import Desk, landscape, set_widths

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TITLE = "投入产出核对"
NAME = Words(TITLE, "Input-output cross-check")
NOTE = Words(
    "由官方投入产出表推算，不计入任何比率。里昂惕夫逆矩阵和园区内完全需要由程序求解，改动后须重新运行；其余为公式。",
    "Derived from the official table and part of no ratio. The Leontief inverse and the needs met in the park are solved by the program; run it again after a change. All else is a formula.",
)
NAME_ROW, HASH_ROW, FIGURES_TOP = 2, 3, 6
DECIMALS = 12
"""Decimals to which solved figures are kept: more are not the same on every machine."""
FIRST = 2
"""Column of the first sector: names and codes stand before it, and no other whole number may stand in the column of codes."""
FIGURES = (
    ("output", Words("主导企业达产年产值", "output of the leading firm"), "money"),
    ("multiplier", LEADER_FIGURES["multiplier"], "ratio"),
    ("park_multiplier", LEADER_FIGURES["park_multiplier"], "ratio"),
    ("leakage", LEADER_FIGURES["leakage"], "fraction"),
    ("bought", LEADER_FIGURES["bought"], "fraction"),
    ("check_inverse", Words("复核：(I−A)·L与I之差的平方和，应为0", "check: squares of (I−A)·L − I"), "ratio"),
    ("check_park", Words("复核：园区内完全需要，应为0", "check: needs met in the park"), "ratio"),
)
"""Figures of the table as a whole and of the leading firm's sector, by id, in the order of their rows."""
COLUMNS = (
    ("total_output", Words("该部门产出", "output of the sector"), "quantity"),
    ("influence", Words("影响力系数", "influence"), "ratio"),
    ("response", Words("感应度系数", "response"), "ratio"),
    ("supply", Words("感应度系数（供给侧）", "response, Ghosh"), "ratio"),
    ("supply_sum", Words("供给侧逆矩阵行和", "row sum of the Ghosh inverse"), "ratio"),
    ("supplied", Words("主导企业在园区内采购额", "bought of listed firms"), "money"),
    ("share", Words("占该投入的比例", "share bought in the park"), "fraction"),
    ("need", Words("园区内完全需要（求解）", "needs met in the park, solved"), "ratio"),
    ("beyond", Words("名单采购额超出该表需要、不计的部分", "bought above the need by the table"), "money"),
)
"""Figures of a sector, by id, in the order of their columns."""
STATED = frozenset({"output", "supplied", "need"})
"""Figures that are typed or solved; all others are formulas."""
CODES = Words("代码", "code")
BLOCKS = (Words("直接消耗系数A", "direct inputs A"), Words("里昂惕夫逆矩阵L（求解）", "Leontief inverse L, solved"))


def draw(sheet: "Worksheet", desk: Desk, sectors: ParkSectors) -> None:
    """Draw the table, its coefficients and what the leading firm's sector calls forth in the park."""
    drawn = _Drawing(sheet, desk, sectors)
    formats = desk.formats
    desk.head(sheet, NAME, units=(unit for _, _, unit in (*FIGURES, *COLUMNS)))
    for row, text, value in ((NAME_ROW, "投入产出表", sectors.file.name), (HASH_ROW, "SHA-256", sectors.file.sha256)):
        write(sheet, row, 0, text, formats("label"))
        write(sheet, row, FIRST, value, formats("note_line"))
    write(sheet, HASH_ROW + 1, 0, desk.said(NOTE), formats("subtitle"))
    drawn.figures()
    drawn.by_sector()
    drawn.flows()
    drawn.blocks()
    set_widths(sheet, (34, 8, *[13] * max(len(COLUMNS), len(sectors.table.codes) + 1)))
    landscape(sheet)


@dataclass
class _Drawing:
    """The tab while it is drawn, and where its blocks stand."""

    sheet: "Worksheet"
    desk: Desk
    sectors: ParkSectors

    @property
    def size(self) -> int:
        """Number of sectors."""
        return len(self.sectors.table.codes)

    def top(self, block: int) -> int:
        """First row of sectors: 0 of the list, 1 of the flows, 2 of A, 3 of L; two rows of headings and four of ends stand between."""
        return FIGURES_TOP + len(FIGURES) + 4 + block * (self.size + 6)

    def cell(self, block: int, row: int, column: int) -> str:
        """Name a cell of a block."""
        return cell_name(self.top(block) + row, FIRST + column, fixed_row=True, fixed_column=True)

    def span(self, block: int, rows: tuple[int, int], columns: tuple[int, int]) -> str:
        """Name an area of a block: first and last row and column."""
        return f"{self.cell(block, rows[0], columns[0])}:{self.cell(block, rows[1], columns[1])}"

    def down(self, block: int, column: int) -> str:
        """Name a column of a block, all sectors."""
        return self.span(block, (0, self.size - 1), (column, column))

    def along(self, block: int, row: int) -> str:
        """Name a row of a block, all sectors."""
        return self.span(block, (row, row), (0, self.size - 1))

    def whole(self, block: int) -> str:
        """Name a block without its headings."""
        return self.span(block, (0, self.size - 1), (0, self.size - 1))

    def of(self, name: str) -> int:
        """Give the column of a figure of the sectors."""
        return [id_ for id_, _, _ in COLUMNS].index(name)

    def figure(self, name: str) -> str:
        """Name the cell of a figure of the table."""
        row = FIGURES_TOP + [id_ for id_, _, _ in FIGURES].index(name)
        return cell_name(row, FIRST, fixed_row=True, fixed_column=True)

    def figures(self) -> None:
        """Write the figures of the table as a whole and of the leading firm's sector."""
        leader, table = self.sectors.leader, self.sectors.table
        named = "—" if leader is None else f"{table.codes[leader]} {table.names[leader]}"
        self._head(FIGURES_TOP - 1, self.desk.said(Words("主导企业所属部门", "sector of the leading firm")), named)
        formulas, stored = self._formulas(), self._stored()
        for row, (id_, words, unit) in enumerate(FIGURES, FIGURES_TOP):
            write(self.sheet, row, 0, self.desk.said(words), self.desk.formats("label"))
            style = self.desk.formats("figure", unit)
            if id_ in formulas:
                formula(self.sheet, row, FIRST, formulas[id_], style, stored[id_])
            else:
                write(self.sheet, row, FIRST, stored.get(id_), self.desk.formats("structure", unit))

    def _formulas(self) -> dict[str, str]:
        inputs, inverse, needs = self.whole(2), self.whole(3), self.down(0, self.of("need"))
        unit = f"(ROW({inverse})-ROW({self.cell(3, 0, 0)})=COLUMN({inverse})-COLUMN({self.cell(3, 0, 0)}))"
        formulas = {"check_inverse": f"=ROUND(SUMPRODUCT(({inverse}-MMULT({inputs},{inverse})-{unit})^2),9)"}
        if (leader := self.sectors.leader) is None:
            return formulas
        shares, column = self.down(0, self.of("share")), self.down(2, leader)
        full, kept = self.figure("multiplier"), self.figure("park_multiplier")
        own = f"(ROW({needs})=ROW({self.cell(0, leader, 0)}))"
        return formulas | {
            "multiplier": f"=SUM({self.down(3, leader)})",
            "park_multiplier": f"=SUM({needs})",
            "leakage": f"=IF({full}=1,0,1-({kept}-1)/({full}-1))",
            "bought": f"=IF(SUM({column})=0,0,SUMPRODUCT({shares},{column})/SUM({column}))",
            "check_park": f"=ROUND(SUMPRODUCT(({needs}-{shares}*MMULT({inputs},{needs})-{own})^2),9)",
        }

    def _stored(self) -> dict[str, float]:
        held, leader = self.sectors, self.sectors.leader
        if leader is None:
            return {"check_inverse": 0.0}
        needed = held.inputs[:, leader]
        return {
            "output": held.output,
            "multiplier": _kept(held.inverse[:, leader].sum()),
            "park_multiplier": _kept(held.local.multiplier[leader]),
            "leakage": _kept(held.local.leakage[leader]),
            "bought": _kept((held.shares * needed).sum() / needed.sum()) if needed.sum() else 0.0,
            "check_inverse": 0.0,
            "check_park": 0.0,
        }

    def by_sector(self) -> None:
        """Write a row a sector: its coefficients, what the leading firm buys of it in the park, what the park needs of it."""
        top, table = self.top(0), self.sectors.table
        self._heads(top - 1, [self.desk.said(words) for _, words, _ in COLUMNS])
        stored = self._columns()
        for row, (code, name) in enumerate(zip(table.codes, table.names, strict=True)):
            write(self.sheet, top + row, 0, f"{code} {name}", self.desk.formats("label"))
            formulas = self._row_formulas(row)
            for column, (id_, _, unit) in enumerate(COLUMNS):
                if id_ in formulas:
                    style, value = self.desk.formats("figure", unit), float(stored[id_][row])
                    formula(self.sheet, top + row, FIRST + column, formulas[id_], style, value)
                elif id_ in stored:
                    style = self.desk.formats("structure", unit)
                    write(self.sheet, top + row, FIRST + column, float(stored[id_][row]), style)

    def _row_formulas(self, row: int) -> dict[str, str]:
        inverse, made = self.whole(3), self.cell(0, row, 0)
        sums = self.of("supply_sum")
        formulas = {
            "total_output": f"={self.cell(1, row, self.size)}",
            "influence": f"=SUM({self.down(3, row)})*{self.size}/SUM({inverse})",
            "response": f"=SUM({self.along(3, row)})*{self.size}/SUM({inverse})",
            "supply": f"={self.cell(0, row, sums)}*{self.size}/SUM({self.down(0, sums)})",
            "supply_sum": f"=IF({made}=0,1,SUMPRODUCT({self.along(3, row)},{self.along(1, self.size)})/{made})",
        }
        if self.sectors.leader is not None:
            need = f"({self.cell(2, row, self.sectors.leader)}*{self.figure('output')})"
            supplied = self.cell(0, row, self.of("supplied"))
            formulas["share"] = f"=IF({need}>0,MIN(1,{supplied}/{need}),0)"
            formulas["beyond"] = f"=MAX(0,{supplied}-{need})"
        return formulas

    def _columns(self) -> dict[str, Array]:
        held, made = self.sectors, self.sectors.table.output
        sums = np.divide(held.inverse @ made, made, out=np.ones_like(made), where=made != 0)
        columns = {
            "total_output": made,
            "influence": influence(held.inverse).round(DECIMALS),
            "response": response(held.inverse).round(DECIMALS),
            "supply": held.supply.round(DECIMALS),
            "supply_sum": sums.round(DECIMALS),
            "supplied": held.supplied,
        }
        if held.leader is not None:
            columns |= {"share": held.shares.round(DECIMALS)}
            columns |= {"need": held.local.inverse[:, held.leader].round(DECIMALS), "beyond": held.beyond}
        return columns

    def flows(self) -> None:
        """Write the table as it was read, in the official layout."""
        table, top = self.sectors.table, self.top(1)
        self._heads(top - 1, [*table.codes, "GO"], "代码")
        self._sides(top)
        whole = self.desk.formats("rule", "quantity")
        for row in range(self.size):
            for column, amount in enumerate((*table.flows[row], table.output[row])):
                write(self.sheet, top + row, FIRST + column, float(amount), whole)
        ends = [("总投入", "TI", table.output)]
        ends += [] if table.value_added is None else [("增加值合计", "TVA", table.value_added)]
        for row, (name, code, amounts) in enumerate(ends, top + self.size):
            write(self.sheet, row, 0, name, self.desk.formats("label_strong"))
            write(self.sheet, row, 1, code, self.desk.formats("unit"))
            for column, amount in enumerate(amounts):
                write(self.sheet, row, FIRST + column, float(amount), whole)

    def blocks(self) -> None:
        """Write A as formulas on the flows, and L as solved."""
        style, solved = self.desk.formats("figure", "ratio"), self.desk.formats("structure", "ratio")
        for block, words in enumerate(BLOCKS, 2):
            write(self.sheet, self.top(block) - 2, 0, self.desk.said(words), self.desk.formats("group"))
            self._heads(self.top(block) - 1, list(self.sectors.table.codes), self.desk.said(CODES))
            self._sides(self.top(block))
        inputs, inverse = self.sectors.inputs, self.sectors.inverse.round(DECIMALS)
        for row in range(self.size):
            for column in range(self.size):
                made = self.cell(1, self.size, column)
                text = f"=IF({made}=0,0,{self.cell(1, row, column)}/{made})"
                spot = self.top(2) + row, FIRST + column
                formula(self.sheet, *spot, text, style, float(inputs[row, column]))
                write(self.sheet, self.top(3) + row, FIRST + column, float(inverse[row, column]), solved)

    def _sides(self, top: int) -> None:
        table = self.sectors.table
        for row, (code, name) in enumerate(zip(table.codes, table.names, strict=True), top):
            write(self.sheet, row, 0, name, self.desk.formats("label"))
            write(self.sheet, row, 1, code, self.desk.formats("unit"))

    def _heads(self, row: int, texts: list[str], code: str = "") -> None:
        for column, text in enumerate((self.desk.said(Words("部门", "sector")), code, *texts)):
            write(self.sheet, row, column, text, self.desk.formats("heading"))

    def _head(self, row: int, text: str, value: str) -> None:
        write(self.sheet, row, 0, text, self.desk.formats("label_strong"))
        write(self.sheet, row, FIRST, value, self.desk.formats("text"))


def _kept(value: float) -> float:
    return round(float(value), DECIMALS)
