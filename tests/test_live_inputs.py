"""An input cell changed inside schedules.xlsx and recalculated there gives what a run of the changed project gives.

Two programs compute a workbook with all changes: a cell that does not count, or counts wrongly, stands out among others that
do. With a larger `--count` IronCalc computes every change by itself as well.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import patch

import ironcalc
import pytest
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, get_column_letter

from bondcalc.inputs.form.template import input_places
from bondcalc.inputs.project import Project
from bondcalc.result.result import Result
from bondcalc.workbook import assemble
from tests.outside import converted, tool
from tests.parted import compute
from tests.recalculate import Answer, Stored, differences, stored, values_of
from tests.shared import Shared
from tests.workbook_bytes import Spot, typed_in, without_answers, without_print_titles

FINDINGS, STRESS, RETURNS = "合规核对", "压力测试", "财务指标"
"""Verdicts, stressed runs and roots are computed values, and findings are sorted by verdict; the formulas of all other sheets are compared."""
Change = tuple[str, int, str, int | None, Decimal]
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


def changed(project: Project, *changes: Change) -> Project:
    for change in changes:
        project = with_change(project, change)
    return project


def with_change(project: Project, change: Change) -> Project:
    sheet, number, field, year, value = change
    rows: list[Any] = list(project.tables[sheet])
    new = value if year is None else {**getattr(rows[number], field), year: value}
    rows[number] = replace(rows[number], **{field: new})
    return replace(project, tables={**project.tables, sheet: tuple(rows)})


class Typist:
    """Types figures into input cells of one workbook, in which every answer is dropped."""

    def __init__(self, workbook: bytes, sample: Result) -> None:
        self.workbook, _ = without_answers(workbook)
        self.places = input_places(sample.project, sample.book.years.years)

    def save(self, path: Path, *changes: Change) -> None:
        path.write_bytes(typed_in(self.workbook, {self._cell(change): float(change[-1]) for change in changes}))

    def _cell(self, change: Change) -> Spot:
        sheet, number, field, year, _ = change
        title, row, column = self.places[(sheet, str(number), field, *(() if year is None else (str(year),)))]
        return title, f"{get_column_letter(column + 1)}{row + 1}"


@pytest.fixture(scope="module")
def folder(shared: Shared, sample: Result, schedules: bytes) -> Path:
    """The workbooks with changes, named by their place in the list."""
    return shared.folder("live-inputs", lambda made: typed(made, sample, schedules))


def typed(made: Path, sample: Result, schedules: bytes) -> None:
    typist = Typist(without_print_titles(schedules), sample)
    typist.save(made / "together.xlsx", *CHANGES.values())
    for number, change in enumerate(CHANGES.values()):
        typist.save(made / f"{number}.xlsx", change)


@pytest.fixture(scope="module")
def office(folder: Path, shared: Shared) -> Path:
    """The one with all changes recalculated by LibreOffice."""
    tool("soffice")
    return shared.folder("live-inputs-computed", lambda made: converted("xlsx", made, folder / "together.xlsx"))


def wanted(sample: Result, schedules: bytes, *names: str) -> dict[Spot, Stored]:
    """What a run of the changed project stores where the sample has a formula; some of it is not the sample's."""
    # Analyses are left out, which takes half the time: their sheets hold values, and no other sheet reads them.
    with patch.object(assemble, "analyses", return_value=[]):
        made = values_of(assemble.draw_workbook(compute(changed(sample.project, *(CHANGES[name] for name in names)))))
    before = {
        spot: formula for spot, formula in stored(schedules).items() if spot[0] not in {FINDINGS, STRESS, RETURNS}
    }
    answers = {spot: formula._replace(answer=made[spot]) for spot, formula in before.items()}
    assert any(before[spot].answer != answer.answer for spot, answer in answers.items())
    return answers


@pytest.mark.slow
@pytest.mark.outside
def test_other_programs_find_the_figures_of_a_run(folder: Path, office: Path, sample: Result, schedules: bytes) -> None:
    answers = wanted(sample, schedules, *CHANGES)
    values = values_of((office / "together.xlsx").read_bytes())

    def by_libreoffice(spot: Spot) -> Answer:
        found, answer = values.get(spot), answers[spot].answer
        return bool(found) if isinstance(answer, bool) and found in {0, 1} else found

    hold(answers, by_libreoffice)
    hold(answers, by_ironcalc(folder / "together.xlsx"))


@pytest.mark.slow
def test_ironcalc_finds_the_figures_of_every_change(folder: Path, sample: Result, schedules: bytes, count: int) -> None:
    for number, name in list(enumerate(CHANGES))[: count // 4]:
        hold(wanted(sample, schedules, name), by_ironcalc(folder / f"{number}.xlsx"))


def by_ironcalc(workbook: Path) -> Callable[[Spot], Answer]:
    model = ironcalc.load_from_xlsx(str(workbook))
    model.evaluate()
    sheets = [sheet["name"] for sheet in model.get_worksheets_properties()]

    def read(spot: Spot) -> Answer:
        found: Answer = model.get_cell_value(sheets.index(spot[0]), *place(spot[1]))
        return found

    return read


def hold(answers: dict[Spot, Stored], read: Callable[[Spot], Answer]) -> None:
    assert not list(differences(answers, {spot: read(spot) for spot in answers}))


def place(cell: str) -> tuple[int, int]:
    """Row and column of a cell."""
    column, row = coordinate_from_string(cell)
    return row, column_index_from_string(column)
