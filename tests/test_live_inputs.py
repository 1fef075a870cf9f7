"""An input cell changed inside schedules.xlsx and recalculated there gives what a run of the changed project gives."""

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import ironcalc
import openpyxl
import pytest
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from bondcalc.inputs.form.template import input_places
from bondcalc.inputs.project import Project
from bondcalc.result.result import Result
from bondcalc.run import compute
from bondcalc.workbook.assemble import draw_workbook
from tests.outside import converted, tool
from tests.recalculate import Answer, Spot, Stored, differences, stored, without_print_titles
from tests.shared import Shared

FINDINGS, STRESS, RETURNS = "合规核对", "压力测试", "财务指标"
"""Verdicts, stressed runs and roots are computed values, and findings are sorted by verdict; the formulas of all other sheets are compared."""
Change = tuple[str, int, str, int | None, Decimal]
Wanted = tuple[int, dict[Spot, Stored]]
"""Place of a change in the list, and the figures of its run."""

# Sheet, row, field, year of the field or None, new value: rates, prices, amounts, shares, ramps.
CHANGES: dict[str, Change] = {
    "coupon": ("bonds", 1, "coupon", None, Decimal("0.0415")),
    "face": ("bonds", 0, "face", None, Decimal("15500.5")),
    "land price": ("land", 0, "price", None, Decimal("23.45")),
    "area": ("land", 5, "area_mu", None, Decimal("101.5")),
    "share sold": ("land", 4, "by_year", 2026, Decimal("0.4")),
    "rent": ("revenue", 0, "price", None, Decimal("13.37")),
    "growth": ("revenue", 0, "growth_rate", None, Decimal("0.035")),
    "ramp": ("ramps", 0, "by_operating_year", 2, Decimal("0.77")),
    "cost": ("costs", 0, "rate", None, Decimal("7.7")),
    "item of investment": ("investment", 0, "amount", None, Decimal("27123.45")),
    "capital of a year": ("funding", 0, "by_year", 2022, Decimal("9999.99")),
    "contingency": ("settings", 0, "contingency_rate", None, Decimal("0.065")),
    "stress factor": ("stress", 0, "operating_revenue", None, Decimal("0.9")),
    "node factor": ("stress", 0, "node_revenue", None, Decimal("0.77")),
    "tax factor": ("stress", 0, "tax_rates", None, Decimal("1.13")),
    "bond factor": ("stress", 0, "bond_size", None, Decimal("1.0735")),
}


def changed(project: Project, change: Change) -> Project:
    sheet, number, field, year, value = change
    rows: list[Any] = list(project.tables[sheet])
    new = value if year is None else {**getattr(rows[number], field), year: value}
    rows[number] = replace(rows[number], **{field: new})
    return replace(project, tables={**project.tables, sheet: tuple(rows)})


def typed_in(workbook: bytes, sample: Result, change: Change) -> bytes:
    """The workbook with the figure typed into its input cell, every answer dropped."""
    sheet, number, field, year, value = change
    places = input_places(sample.project, sample.book.years.years)
    title, row, column = places[(sheet, str(number), field, *(() if year is None else (str(year),)))]
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    book[title].cell(row + 1, column + 1).value = float(value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def folder(shared: Shared, sample: Result, schedules: bytes) -> Path:
    """A workbook for every change, named by its place in the list."""
    return shared.folder("live-inputs", lambda made: typed(made, sample, schedules))


def typed(made: Path, sample: Result, schedules: bytes) -> None:
    for number, change in enumerate(CHANGES.values()):
        (made / f"{number}.xlsx").write_bytes(typed_in(without_print_titles(schedules), sample, change))


@pytest.fixture(scope="module")
def office(folder: Path, shared: Shared) -> Path:
    """All of them recalculated by LibreOffice, in one go."""
    tool("soffice")
    return shared.folder("live-inputs-computed", lambda made: converted("xlsx", made, *sorted(folder.glob("*.xlsx"))))


@pytest.fixture(scope="module", params=CHANGES)
def wanted(request: pytest.FixtureRequest, sample: Result, schedules: bytes) -> Wanted:
    """Stored answers of the workbook of a run of the changed project; some of them are not those of the sample."""
    answers = stored(draw_workbook(compute(changed(sample.project, CHANGES[request.param]))))
    found = {spot: one for spot, one in answers.items() if spot[0] not in {FINDINGS, STRESS, RETURNS}}
    before = stored(schedules)
    assert any(before[spot].answer != one.answer for spot, one in found.items() if spot in before)
    return list(CHANGES).index(request.param), found


@pytest.mark.slow
@pytest.mark.outside
def test_libreoffice_finds_the_figures_of_a_run(office: Path, wanted: Wanted) -> None:
    number, answers = wanted
    book = openpyxl.load_workbook(office / f"{number}.xlsx", data_only=True, read_only=True)
    values = {
        title: {
            (row, column): value
            for row, cells in enumerate(book[title].iter_rows(values_only=True), 1)
            for column, value in enumerate(cells, 1)
        }
        for title in {sheet for sheet, _ in answers}
    }

    def read(spot: Spot) -> Answer:
        found, answer = values[spot[0]].get(place(spot[1])), answers[spot].answer
        return bool(found) if isinstance(answer, bool) and found in {0, 1} else found

    hold(answers, read)


@pytest.mark.slow
def test_ironcalc_finds_the_figures_of_a_run(folder: Path, wanted: Wanted) -> None:
    number, answers = wanted
    model = ironcalc.load_from_xlsx(str(folder / f"{number}.xlsx"))
    model.evaluate()
    sheets = [sheet["name"] for sheet in model.get_worksheets_properties()]

    def read(spot: Spot) -> Answer:
        found: Answer = model.get_cell_value(sheets.index(spot[0]), *place(spot[1]))
        return found

    hold(answers, read)


def hold(answers: dict[Spot, Stored], read: Callable[[Spot], Answer]) -> None:
    assert not list(differences(answers, {spot: read(spot) for spot in answers}))


def place(cell: str) -> tuple[int, int]:
    """Row and column of a cell."""
    column, row = coordinate_from_string(cell)
    return row, column_index_from_string(column)
