"""Rows under another code, moved, inserted and deleted: the changes told are exactly those made, whatever else was done."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bondcalc.compare.comparison import compared
from bondcalc.compare.input_changes import changes, way
from bondcalc.inputs.cell import SHEETS
from bondcalc.inputs.project import Project, sheets
from bondcalc.inputs.read import read_bytes
from bondcalc.result.result import Result
from bondcalc.screen.compare import comparison_text
from tests.conftest import SAMPLE
from tests.parted import compute

Told = tuple[str, str, str, str]
"""Kind, sheet, row, field of a change."""
CODED = ("investment", "funding", "bonds", "land", "revenue", "costs", "taxes_paid", "node", "ramps")


class Draft:
    """A version under work, and what was done to it."""

    def __init__(self, project: Project, draw: random.Random) -> None:
        self.tables: dict[str, list[Any]] = {id_: list(rows) for id_, rows in project.tables.items()}
        self.stated, self.draw = project, draw
        self.made: set[Told] = set()
        self.touched: set[tuple[str, str]] = set()

    @property
    def project(self) -> Project:
        return replace(self.stated, tables={id_: tuple(rows) for id_, rows in self.tables.items()})

    def untouched(self, sheet: str) -> list[int]:
        """Rows of the stated version on which nothing was done yet."""
        stated = {row.id for row in self.stated.tables[sheet]}
        return [
            place
            for place, row in enumerate(self.tables[sheet])
            if row.id in stated and (sheet, row.id) not in self.touched
        ]

    def taken(self) -> tuple[str, int]:
        """Draw a row and touch it."""
        sheet = self.draw.choice([id_ for id_ in CODED if len(self.untouched(id_)) > 1])
        place = self.draw.choice(self.untouched(sheet))
        self.touched.add((sheet, self.tables[sheet][place].id))
        return sheet, place

    def follow(self, sheet: str, old: str, new: str) -> None:
        """Let every reference to a row follow its code."""
        for known in sheets():
            fields = [field.id for field in known.cells if sheet in field.refers]
            for place, row in enumerate(self.tables.get(known.id, [])):
                for field in fields:
                    if getattr(row, field) == old:
                        self.tables[known.id][place] = replace(row, **{field: new})
                        first = known.cells[0].id
                        self.made.add(("field", known.id, str(getattr(row, first)), field))

    def recode(self) -> None:
        sheet, place = self.taken()
        row, new = self.tables[sheet][place], f"other{self.draw.randrange(10**6)}"
        self.tables[sheet][place] = replace(row, id=new)
        self.made.add(("field", sheet, row.id, "id"))
        self.follow(sheet, row.id, new)

    def revalue(self) -> None:
        sheet, place = self.taken()
        row = self.tables[sheet][place]
        fields = [
            field.id
            for field in SHEETS[sheet].cells
            if isinstance(getattr(row, field.id), Decimal) and not field.refers
        ]
        if fields:
            field = self.draw.choice(fields)
            self.tables[sheet][place] = replace(row, **{field: getattr(row, field) + 1})
            self.made.add(("field", sheet, row.id, field))

    def insert(self) -> None:
        """Put a row in that has little in common with any other: of the same sheet, all figures otherwise."""
        sheet = self.draw.choice(CODED)
        stated, new = self.draw.choice(self.stated.tables[sheet]), f"new{self.draw.randrange(10**6)}"
        figures = {
            field.id: Decimal(self.draw.randrange(10**6, 10**7))
            for field in SHEETS[sheet].cells
            if isinstance(getattr(stated, field.id), Decimal)
        }
        words = {
            field.id: f"{field.id} {new}"
            for field in SHEETS[sheet].cells
            if field.kind in {"text", "choice"} or field.refers
        }
        years = {field.id: {2077: Decimal(1)} for field in SHEETS[sheet].cells if field.kind == "indexed"}
        row = replace(stated, **{**words, **figures, **years, "id": new})
        self.tables[sheet].insert(self.draw.randrange(len(self.tables[sheet]) + 1), row)
        self.made.add(("added", sheet, new, ""))

    def delete(self) -> None:
        sheet, place = self.taken()
        self.made.add(("removed", sheet, self.tables[sheet].pop(place).id, ""))

    def swap(self) -> None:
        """Exchange two rows of the stated version; once a sheet, so that nothing is put back."""
        open_ = [id_ for id_ in CODED if ("order", id_, "", "") not in self.made and len(self.untouched(id_)) > 2]
        if open_:
            sheet = self.draw.choice(open_)
            one, other = self.draw.sample(self.untouched(sheet), 2)
            rows = self.tables[sheet]
            rows[one], rows[other] = rows[other], rows[one]
            self.touched |= {(sheet, rows[place].id) for place in (one, other)}
            self.made.add(("order", sheet, "", ""))

    def redate(self) -> None:
        (form,) = self.tables["project"]
        self.tables["project"] = [replace(form, rule_date=date(2025, 1, self.draw.randint(2, 28)))]
        self.made.add(("field", "project", "", "rule_date"))


@pytest.mark.parametrize("part", range(4))
def test_the_changes_told_are_exactly_those_made(sample: Result, count: int, part: int) -> None:
    draw = random.Random(f"versions.{part}")
    for _ in range(max(count, 8)):
        draft = Draft(sample.project, draw)
        kinds = (draft.recode, draft.revalue, draft.insert, draft.delete, draft.swap, draft.redate)
        for _ in range(draw.randint(1, 5)):
            draw.choice(kinds)()
        found = changes(sample.project, draft.project)
        assert {(one.kind, one.sheet.id, one.row[0], one.field) for one in found} == draft.made
        assert len(found) == len(draft.made)
        on_the_way = way(sample.project, draft.project)
        for change in found:
            on_the_way = on_the_way.changed(change)
        assert on_the_way.project.tables == draft.project.tables


TEXT = SAMPLE.read_text(encoding="utf-8")


def version(*pairs: tuple[str, str]) -> Result:
    text = TEXT
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    return compute(read_bytes("project.toml", text.encode()))


def test_another_code_moves_no_figure_and_no_line(sample: Result) -> None:
    """Rent is called otherwise, also where a tax names it: one step with its references, nothing moved."""
    comparison = compared(sample, version(('"rent"', '"lease"')), ("A", "B"))
    assert ("field", "revenue", "rent", "id") in {
        (one.kind, one.sheet.id, one.row[0], one.field) for one in comparison.changes
    }
    assert all((one.before, one.after) == ("rent", "lease") for one in comparison.changes)
    (step,) = comparison.steps.steps
    assert not step.moves
    assert not comparison.figures
    assert not comparison.rows


def test_a_price_under_another_code_shows_what_it_was_and_its_share(sample: Result) -> None:
    price = sample.project.tables["revenue"][0].price
    before = next(line for line in TEXT.split("[[revenue]]")[1].splitlines() if line.startswith("price = "))
    block = TEXT.split("[[revenue]]")[1]
    after = block.replace(before, f"price = {price + 2}").replace('"rent"', '"lease"')
    changed = compute(read_bytes("project.toml", TEXT.replace(block, after).replace('"rent"', '"lease"').encode()))
    comparison = compared(sample, changed, ("A", "B"))
    code, moved = comparison.steps.steps
    assert not code.moves
    assert [(one.field, one.before, one.after) for one in moved.changes] == [("price", price, price + 2)]
    assert moved.moves["revenue_counted"] > 0
    text = comparison_text(comparison, "zh")
    assert "rent → lease" in text
    assert "合计与次序无关" in text


def test_a_long_row_is_told_to_its_end(sample: Result) -> None:
    """A row that is inserted says all that stands in it, over as many lines as it takes."""
    words = "根据可行性研究报告第五章第三节人员编制方案并参照同类园区近三年实际支出水平测算得出终"
    row = f'[[costs]]\nid = "extra"\nkind = "management"\nname = "新增管理费"\nbasis = "fixed"\nrate = 30\nevidence = "{words}"\n\n'
    start = TEXT.index("[[costs]]")
    added = compute(read_bytes("project.toml", (TEXT[:start] + row + TEXT[start:]).encode()))
    text = comparison_text(compared(sample, added, ("A", "B")), "zh")
    assert words in text.replace("\n", "").replace(" ", "")
