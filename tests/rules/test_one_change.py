"""One figure in one rule file moves every figure, formula, sentence and page that rests on it, and nothing else."""

import io
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bondcalc.algebra.line import Expression, Gather, Leaf, Line, Previous
from bondcalc.result.result import Result
from bondcalc.rules.load import RULES_FOLDER, Rules, rules_on
from bondcalc.workbook.assemble import draw_workbook
from tests.parted import compute
from tests.samples import drawn_sample
from tests.trials.trial import own_sections

FINDINGS = "合规核对"
"""Ordered by verdict, so that its rows move with the verdicts."""
KEY = ("rules", "land_education_fund")


def amended(folder: Path, file: str, old: str, new: str, day: date) -> Rules:
    """The rules with one value written otherwise."""
    shutil.copytree(RULES_FOLDER, folder / "rules", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    path = folder / "rules" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return rules_on(day, folder / "rules")


@pytest.fixture
def moved(sample: Result, tmp_path: Path) -> Result:
    text = (RULES_FOLDER / "cai-zong-2011-62.toml").read_text(encoding="utf-8")
    old = next(row for row in text.splitlines() if row.startswith("value = "))
    return compute(sample.project, amended(tmp_path, "cai-zong-2011-62.toml", old, "value = 0.12", sample.rules.date))


def resting_on(result: Result) -> set[str]:
    """Ids of the lines whose formula reaches the rule value, by any number of steps."""
    known: dict[Line, bool] = {}

    def reaches(part: Expression) -> bool:
        if isinstance(part, Leaf):
            return part.key == KEY
        if isinstance(part, (Previous, Gather)):
            return of(part.line) or (isinstance(part, Gather) and part.weight is not None and of(part.weight))
        if isinstance(part, Line):
            return of(part)
        return any(reaches(inner) for inner in part.parts)

    def of(line: Line) -> bool:
        if line not in known:
            known[line] = False
            known[line] = reaches(line.definition) or reaches(line.opening)
        return known[line]

    return {f"{table.id}.{line.id}" for table in result.book.tables for line in table.lines if of(line)}


def values(result: Result) -> dict[str, Any]:
    return {f"{table.id}.{line.id}": result.figures[line] for table in result.book.tables for line in table.lines}


def test_every_figure_that_rests_on_it_moves_and_no_other(sample: Result, moved: Result) -> None:
    before, after = values(sample), values(moved)
    changed = {id_ for id_ in before if before[id_] != after[id_]}
    assert {
        "land.education_fund.P1",
        "repayable.amount",
        "coverage.revenue_counted",
        "coverage.coverage_total_debt",
    } <= changed
    assert changed <= resting_on(sample)


@pytest.mark.slow
def test_formulas_stay_and_the_cell_they_read_moves(sample: Result, moved: Result) -> None:
    books = [openpyxl.load_workbook(io.BytesIO(data)) for data in (drawn_sample("hengyang-park"), draw_workbook(moved))]
    formulas = [
        {
            (sheet.title, cell.coordinate): cell.value
            for sheet in book
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f" and sheet.title != FINDINGS
        }
        for book in books
    ]
    assert formulas[0] == formulas[1]
    named = sample.rules.value(KEY[1]).zh
    shown = [next(row[1].value for row in book["规则参数"].iter_rows() if row[0].value == named) for book in books]
    assert shown == [0.1, 0.12]


def test_the_filing_says_the_new_figures(sample: Result, moved: Result) -> None:
    texts = [str(own_sections(one, "plan").blocks) for one in (sample, moved)]
    for result, own, other in ((sample, *texts), (moved, *reversed(texts))):
        [line] = [
            line
            for table in result.book.tables
            if table.id == "coverage"
            for line in table.lines
            if line.id == "revenue_counted"
        ]
        shown = f"{result.figures.amount(line):,.2f}"
        assert shown in own
        assert shown not in other


def test_a_threshold_moves_its_sentence(sample: Result, tmp_path: Path) -> None:
    """Land is 60.6 % of revenue: a warning above 50 %, none above 70 %."""
    text = (RULES_FOLDER / "audit-practice.toml").read_text(encoding="utf-8")
    place = text.index('id = "land_share_warning"')
    block = text[place : text.index("[[", place)]
    rules = amended(tmp_path, "audit-practice.toml", block, block.replace("0.50", "0.70"), sample.rules.date)
    before, after = (
        {one.rule.id: one.outcome for one in made.findings} for made in (sample, compute(sample.project, rules))
    )
    assert (before["W03"].verdict, after["W03"].verdict) == ("warn", "pass")
    assert "50%" in before["W03"].zh
    assert "70%" in after["W03"].zh
    assert {id_ for id_ in before if before[id_].zh != after[id_].zh} == {"W03"}
