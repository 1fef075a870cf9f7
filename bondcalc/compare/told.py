"""Changes and figures in words: what both the terminal and the JSON say."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from bondcalc.algebra.exact import Value
from bondcalc.compare.input_changes import Change
from bondcalc.explain.numbers import Numbers
from bondcalc.explain.origin import entry
from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.wording.number import in_points, rounded
from bondcalc.wording.report import Words
from bondcalc.wording.terms import Language, Unit

PLACES = 30
"""Decimals to which a move is taken before it is shown."""


class Teller:
    """Puts changes into words, in one language and the money unit of the later version."""

    def __init__(self, result: Result, language: Language) -> None:
        self.zh = language == "zh"
        self.numbers = Numbers(result.project.form(Settings), language)

    def sheet(self, sheet: Sheet) -> str:
        """Name an input sheet."""
        return sheet.zh if self.zh else sheet.en

    def row(self, change: Change) -> str:
        """Name the row of a change by its id; the number of its occurrence where the same stands in several."""
        name, number = change.row
        return f"{name} #{number + 1}" if number else name

    def field(self, change: Change) -> str:
        """Name the field of a change, with its year."""
        if not change.field:
            return ""
        cell = change.sheet.cell(change.field)
        return (cell.zh if self.zh else cell.en) + (f" {change.index}" if change.index is not None else "")

    def place(self, change: Change) -> str:
        """Name the place of a change on one line."""
        words = (self.sheet(change.sheet), self.row(change), self.field(change))
        return " ".join(word for word in words if word)

    def before_after(self, change: Change) -> tuple[str | None, str | None]:
        """Write what stood there and what stands there; None where the row is not there."""
        if change.kind == "field":
            cell = change.sheet.cell(change.field)
            return entry(cell, change.before, self.numbers), entry(cell, change.after, self.numbers)
        if change.kind == "order":
            return self._names(change.before), self._names(change.after)
        return None if change.before is None else self._whole(
            change, change.before
        ), None if change.after is None else self._whole(change, change.after)

    def change(self, change: Change, *, short: bool = False) -> str:
        """State a change: 专项债券 B 票面利率：3.80% → 3.60%."""
        before, after = self.before_after(change)
        colon = self.say("：", ": ")
        if change.kind == "added":
            return f"{self.place(change)}{colon}{self.say('新增', 'added')}" + ("" if short else f"（{after}）")
        if change.kind == "removed":
            return f"{self.place(change)}{colon}{self.say('删去', 'removed')}" + ("" if short else f"（{before}）")
        if change.kind == "order":
            return f"{self.place(change)}{colon}{self.say('行的顺序', 'order of rows')}"
        return f"{self.place(change)}{colon}{before} → {after}"

    def figure(self, value: Value, unit: str) -> str:
        """Write a figure with its unit; a stroke where there is none."""
        return "—" if value is None else self.numbers.whole(value, unit)

    def move(self, amount: Fraction, unit: str) -> str:
        """Write a move with its sign; that of a share in percentage points."""
        text = self.numbers.text(rounded(amount, PLACES), unit)
        if unit == Unit.FRACTION:
            text = in_points(text, self.numbers.language)
        return text if amount <= 0 else f"+{text}"

    def difference(self, before: Value, after: Value, unit: str) -> str:
        """Write how far a figure moved; an empty text where one version has none."""
        if before is None or after is None:
            return ""
        return self.move(Fraction(Decimal(after)) - Fraction(Decimal(before)), unit)

    def say(self, zh: str, en: str) -> str:
        """Choose the language."""
        return zh if self.zh else en

    def _whole(self, change: Change, row: Any) -> str:
        """Write what is filled in in a row, defaults left out."""
        shown = []
        for cell in change.sheet.cells:
            value = getattr(row, cell.id)
            name = cell.zh if self.zh else cell.en
            if cell.kind == "indexed":
                shown += [f"{name} {index} {entry(cell, one, self.numbers)}" for index, one in sorted(value.items())]
            elif cell.required or value != cell.default:
                shown.append(f"{name} {entry(cell, value, self.numbers)}")
        return ("，" if self.zh else ", ").join(shown)

    def _names(self, names: tuple[tuple[str, int], ...]) -> str:
        return ("、" if self.zh else ", ").join(name for name, _ in names)


def both_tongues(change: Change, zh: Teller, en: Teller) -> tuple[Words, Words]:
    """Write what stood there and what stands there in both languages; a stroke where the row is not there."""
    (before, after), (before_en, after_en) = zh.before_after(change), en.before_after(change)
    return Words(before or "—", before_en or "—"), Words(after or "—", after_en or "—")
