"""Where a default is an assumption: one that decides nothing here moves no figure, and is listed once its switch is on."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bondcalc.inputs.bearing import bears
from bondcalc.inputs.cell import Cell, Sheet
from bondcalc.inputs.project import Project, sheets
from bondcalc.inputs.read import read_project
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.reports.ledger_report import defaults, told
from bondcalc.result.result import Result
from bondcalc.rules.load import rules_on
from bondcalc.run import evaluate
from bondcalc.wording.report import Listing, Medium, Words, read
from tests.checks.test_statements import project, with_
from tests.samples import LARGE_IS_SLOW, SAMPLES

REFUSED = {"land_cost_interest"}
"""The reader refuses these beside the switch that is off; the schedules never meet them."""


def figures(given: Project) -> dict[str, Any]:
    book, made = evaluate(given, rules_on(given.form(Particulars).rule_date))
    said = {f"{table.id}.{line.id}": made.columns(line) for table in book.tables for line in table.lines}
    book.take_apart()
    return said


def other(cell: Cell) -> object:
    """Another value than the default that the field may hold."""
    if isinstance(cell.default, bool):
        return not cell.default
    if cell.choices:
        return next(word for word in cell.choices if word != cell.default)
    if cell.kind == "whole":
        return int(str(cell.default)) + 1
    assert isinstance(cell.default, Decimal)
    return cell.default / 2 or (cell.high or Decimal(2)) / 2


def idle(given: Project) -> Iterator[tuple[Sheet, Cell, list[int]]]:
    """Fields at their default in rows where their condition does not hold; those that only say how figures are written are left out."""
    for sheet in sheets():
        for cell in sheet.cells:
            at = [
                number
                for number, row in enumerate(given.tables[sheet.id])
                if cell.bears and getattr(row, cell.id) == cell.default and not bears(given, sheet, row, cell)
            ]
            if at and cell.id not in REFUSED:
                yield sheet, cell, at


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE_IS_SLOW)
def test_a_default_that_has_no_say_moves_no_figure(name: str) -> None:
    given = read_project(SAMPLES / name / "project.toml")
    before, seen = figures(given), 0
    for sheet, cell, at in idle(given):
        rows = list(given.tables[sheet.id])
        for number in at:
            rows[number] = replace(rows[number], **{cell.id: other(cell)})
        after = figures(replace(given, tables={**given.tables, sheet.id: tuple(rows)}))
        # A step of growth of its own is one line more; every line there was stands as it was.
        moved = {line for line in before.keys() & after.keys() if before[line] != after[line]}
        assert not moved, f"{sheet.id}.{cell.id}"
        assert {"coverage.coverage_total_debt", "coverage.revenue_counted"} <= after.keys()
        seen += 1
    assert seen >= 5


def listed(given: Project) -> set[tuple[str, str]]:
    said = set()
    for row in defaults(given):
        sheet, field = row["sheet"], row["field"]
        assert isinstance(sheet, Words)
        assert isinstance(field, Words)
        said.add((sheet.zh, field.zh))
    return said


def test_whose_the_tax_is_has_a_say_only_where_something_is_taxed() -> None:
    """Land alone earns no taxed profit: its reserve centre is not told to be a company by default."""
    park, land = (listed(read_project(SAMPLES / name / "project.toml")) for name in ("hengyang-park", "land-reserve"))
    assert {field for sheet, field in park if sheet == "税务设置"} >= {"税费计算方式", "纳税主体类型"}
    assert not {field for sheet, field in land if sheet == "税务设置"}


@pytest.mark.parametrize(
    ("sheet", "field", "switch"),
    [
        ("settings", "price_contingency_method", ("settings", {"price_contingency_rate": Decimal("0.02")})),
        ("bonds", "grace_years", ("bonds", {"repayment": "equal_principal"})),
        ("taxation", "urban_construction_rate", ("taxation", {"method": "computed"})),
        ("revenue", "growth_every", ("revenue", {"growth_rate": Decimal("0.03")})),
        ("settings", "growth_steps", ("revenue", {"growth_rate": Decimal("0.03")})),
    ],
)
def test_a_default_is_listed_once_its_switch_is_on(sheet: str, field: str, switch: tuple[str, dict[str, Any]]) -> None:
    stated = {one.id: one for one in sheets()}[sheet]
    place = (stated.zh, stated.cell(field).zh)
    base = project()
    assert place not in listed(base)
    assert place in listed(with_(base, switch[0], **switch[1]))


def test_a_sheet_without_rows_and_a_way_of_writing_are_no_assumption() -> None:
    base = listed(project())
    assert not {sheet for sheet, _ in base} & {"节点收入", "市场化融资", "土地出让"}
    assert not {field for _, field in base} & {
        "金额单位",
        "1个金额单位折合多少元",
        "随机数种子",
        "单价的金额单位",
        "示例文件",
    }
    assert {("计算设置", "首末年收益计入方式"), ("经营收入", "有效使用率"), ("税务设置", "税费计算方式")} <= base


def test_every_condition_names_a_field_and_a_choice_it_has() -> None:
    known = {sheet.id: sheet for sheet in sheets()}
    for sheet in sheets():
        for cell in sheet.cells:
            for part in (part for entry in cell.bears or () for part in entry.split("&")):
                name, _, choice = part.partition("=")
                other_, _, field = name.removesuffix("!").rpartition(".")
                asked = known[other_ or sheet.id].cell(field)
                assert not choice or choice in asked.choices, part


def test_paper_has_a_title_and_no_notes_for_the_clerk(sample: Result) -> None:
    report = told(sample)
    [part] = [part for part in report.parts if isinstance(part, Listing)]
    assert part.title is not None
    assert part.title.said("zh", Medium.PAPER) == "采用默认值的参数表"
    assert [column.id for column in part.shown(Medium.PAPER)] == ["field", "value", "rows"]
    assert {"sheet", "why"} <= {column.id for column in part.shown(Medium.SCREEN)}
    rows = {
        read(row["field"], report.notation, Medium.PAPER): read(row["rows"], report.notation, Medium.PAPER)
        for row in part.rows
    }
    assert rows["首末年收益计入方式"] == "计算设置"
    assert rows["还本方式"] == "专项债券：A"
    assert rows["收入性质"] == "经营收入全部5行；节点收入全部4行"
    # 列为偿债资金来源 stands twice: 是 of revenue, 否 of tax.
    assert len(part.rows) == len(rows) + 1
    assert "填“" not in str([[row[column.id] for column in part.shown(Medium.PAPER)] for row in part.rows])
