"""The project's own texts (录入文字), read as any text is and held against its figures and the rest of its input."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bondcalc.claims.clauses import NUMERALS
from bondcalc.claims.computed import ComputedProject
from bondcalc.claims.judgement import Judge
from bondcalc.claims.named_figures import NamedFigures
from bondcalc.claims.number_claims import Judgement, NumberClaim
from bondcalc.claims.own_row import row_claims
from bondcalc.inputs.cell import Cell, Sheet
from bondcalc.inputs.project import Project, sheets
from bondcalc.inputs.sheets.chapter_texts import CHAPTERS, ChapterText
from bondcalc.inputs.sheets.explanations import FindingNote
from bondcalc.inputs.sheets.performance import Target
from bondcalc.inputs.sheets.settings import Settings

RULE = "W41"
"""The rule that lists what contradicts; what is said to explain it is not read for more."""
OTHERS = frozenset(
    {"comparables", "region", "region_years", "land_bids", "firms", "actuals", "source_notes", "last_disclosure"}
)
"""Sheets of other things than the project: deals, the county, firms, what was published before."""
_BARE = re.compile(r"^\s*(?:示例|假设)[：:]")


class InputText(NamedTuple):
    """A text of the input: sheet, number of the row from 0, field, and what it says."""

    sheet: Sheet
    row: int
    cell: Cell
    text: str
    held: object

    @property
    def place(self) -> str:
        """Where it stands, whatever kind of file it came in: 方案文字“成本预测依据”, 运营成本“修理费”的依据."""
        if isinstance(self.held, ChapterText):
            return f"{self.sheet.zh}“{CHAPTERS[self.held.chapter]}”"
        name = None if self.sheet.form else getattr(self.held, "name", None)
        return f"{self.sheet.zh}“{name}”的{self.cell.zh}" if name else f"{self.sheet.zh}“{self.cell.zh}”"


class Contradiction(NamedTuple):
    """A text of the input and what in it contradicts."""

    at: InputText
    claim: NumberClaim


def contradictions(computed: ComputedProject) -> tuple[Contradiction, ...]:
    """Give whatever the project's own texts say against its figures; names and codes are no statements."""
    texts = [text for text in _texts(computed.project) if not NUMERALS.isdisjoint(text.text)]
    if not texts:
        return ()
    money = computed.project.form(Settings).yuan_per_unit
    judge = Judge(computed, NamedFigures(computed), known_anywhere=False)
    said = {
        (text.sheet.id, text.row, text.cell.id, claim.text, claim.name): Contradiction(text, claim)
        for text in texts
        for claim in _of(text, judge, money)
    }
    return tuple(said.values())


def _of(text: InputText, judge: Judge, money: Decimal) -> Iterator[NumberClaim]:
    """Judge one text, as a statement and as what its row says of itself."""
    said = f"{text.held.name}为{_BARE.sub('', text.text)}" if isinstance(text.held, Target) else text.text
    if text.cell.id != "name":
        yield from judge.contradictions(said)
    for claim in row_claims(text.held, text.text, money):
        if claim.judgement is Judgement.CONTRADICTS:
            yield claim


def _texts(project: Project) -> Iterator[InputText]:
    """Every text of the input that is the project's own; of a target what is to be reached, with its name before it."""
    for sheet in sheets():
        cells = [
            cell for cell in sheet.cells if cell.kind == "text" and not cell.refers and cell.id not in {"id", "code"}
        ]
        for number, row in enumerate(project.tables[sheet.id] if sheet.id not in OTHERS else ()):
            if isinstance(row, FindingNote) and row.id == RULE:
                continue
            for cell in cells:
                text = getattr(row, cell.id)
                if text and not (isinstance(row, Target) and cell.id != Target.value.name):
                    yield InputText(sheet, number, cell, text, row)
