"""One assumption as a sentence: clauses of templates/filings/assumptions.toml with figures, units and names filled in."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from bondcalc.data import LoadedData, data_path, own_toml
from bondcalc.filings.parts.figured import figured, joined
from bondcalc.inputs.amounts import is_amount
from bondcalc.inputs.cell import Cell, Sheet
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.firms import firm_name
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.operating_costs import SHARES
from bondcalc.inputs.sheets.revenue_lines import ALL_LINES, Drivers, NodeLine, RevenueLine
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.volume_lines import Ramp
from bondcalc.typeset.document import Text
from bondcalc.wording import number
from bondcalc.wording.day import spelt
from bondcalc.wording.spelt_units import per, spelt_unit
from bondcalc.wording.terms import Unit

ALL_ZH = "列为偿债资金来源的全部经营"
"""Stands for every line before the word 收入."""
PRICES = frozenset({"price", "price_limit", "rate"})
"""Figures that are in the row's own price unit (单价的金额单位)."""
VOLUMES = frozenset({"quantity", "capacity"})
"""Figures counted in the row's own unit (数量单位); so is a table by year that has no unit of its own."""
POINTED: dict[str, tuple[type[Any], ...]] = {
    "ramp": (Ramp,),
    "of": (RevenueLine, NodeLine, InvestmentItem),
    "item": (InvestmentItem,),
    "rent": (RevenueLine,),
}
"""Fields that hold the id of a row of these sheets."""
FINEST = 6
"""Decimals of a share that are printed in full: one of more is a part without end, such as a fifteenth."""
UNSAID = frozenset({"received", "purpose"})
"""Choices whose default goes without saying."""
_MARK = re.compile(r"\{(\w+)([?!]?)\}")


@cache
def _clauses() -> LoadedData:
    return own_toml(data_path("templates", "filings", "assumptions.toml"))


class Assumption:
    """Writes what one row of an input sheet states."""

    def __init__(self, project: Project, sheet: Sheet, row: Any) -> None:
        self._project, self._sheet, self._row = project, sheet, row
        self._notation = project.form(Settings).notation()
        name = getattr(row, "id", None) or project.tables[sheet.id].index(row) + 1
        self._at = f"input.{sheet.id}.{name}"

    def sentence(self) -> Text:
        """Join the clauses that hold of the row; KeyError for a sheet that has none."""
        return joined("，", [self._filled(clause) for clause in self._told() if self._holds(clause)])

    def _told(self) -> Iterator[str]:
        known = _clauses()
        like = known["like"].get(self._sheet.id)
        clauses = known[like or self._sheet.id]
        if self._is_amount():
            clauses = known["income_as_amount"]
        for field, choices in clauses.items():
            if field != "clauses":
                yield from choices[getattr(self._row, field)]["clauses"]
        yield from clauses["clauses"]
        if like is not None and self._sheet.id in known:
            yield from known[self._sheet.id]["clauses"]

    def _is_amount(self) -> bool:
        row = self._row
        return isinstance(row, Drivers) and is_amount(row.quantity_unit, row.price, self._notation.money_unit)

    def _holds(self, clause: str) -> bool:
        return all(self._stated(field, sign) for field, sign in _MARK.findall(clause))

    def _stated(self, field: str, sign: str) -> bool:
        if field == "growth":
            return bool(self._row.growth_rate)
        if field == "built_volume":
            return self._row.scale is not None and bool(self._row.approved_scale)
        value = getattr(self._row, field)
        if sign:
            return value is (sign == "?")
        cell = self._sheet.cell(field)
        chosen = bool(cell.choices and value) and field not in UNSAID
        return bool(value) if cell.index else value not in {None, cell.default} or chosen

    def _filled(self, clause: str) -> Text:
        """Fill in the fields; pieces stand between the name and the sign of each mark."""
        pieces = _MARK.split(clause)
        texts: list[Text] = [pieces[0]]
        for field, sign, words in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
            texts += ["" if sign else self._written(field), words]
        return joined("", texts)

    def _written(self, field: str) -> Text:
        if field == "growth":
            return self._growth()
        if field == "built_volume":
            return self._built_volume()
        cell, value = self._sheet.cell(field), getattr(self._row, field)
        if cell.index is not None:
            return self._years(cell, value)
        if cell.choices:
            return cell.choices[value]
        if "firms" in cell.refers:
            return firm_name(self._project, value)
        if field in POINTED:
            return self._pointed(field, value)
        if isinstance(value, date):
            return spelt(value)
        written = self._figure(cell, value) if isinstance(value, Decimal) else str(value)
        return figured(f"{self._at}.{field}", written) if isinstance(value, Decimal | int) else written

    def _growth(self) -> Text:
        """Say how a price, or an income stated as an amount, grows: 每3年上涨5%."""
        rate, every = self._row.growth_rate, self._row.growth_every
        grows = "收入" if self._is_amount() else "单价"
        return joined(
            "",
            [
                f"{grows}每",
                "" if every == 1 else figured(f"{self._at}.growth_every", str(every)),
                f"年{'上涨' if rate > 0 else '下降'}",
                figured(f"{self._at}.growth_rate", number.share(abs(rate))),
            ],
        )

    def _built_volume(self) -> Text:
        """Hold 建设规模 against what was approved: both are in the unit of the approval, which the sheet does not ask for."""
        built, approved = self._row.scale, self._row.approved_scale
        if built == approved:
            return "与批复规模一致"
        return joined(
            "", ["为批复规模的", figured(f"{self._at}.scale", number.percent(Fraction(built) / Fraction(approved), 2))]
        )

    def _pointed(self, field: str, id_: str) -> str:
        if id_ == ALL_LINES:
            return ALL_ZH
        rows = (row for statement in POINTED[field] for row in self._project.rows(statement))
        return f"“{next((row.name for row in rows if row.id == id_), id_)}”"

    def _years(self, cell: Cell, given: dict[int, Decimal]) -> Text:
        """Write a table by year; years in a row with one figure are written once."""
        spans: list[tuple[int, int]] = []
        for year in sorted(given):
            first, last = spans[-1] if spans else (year, year)
            if spans and year == last + 1 and given[year] == given[last]:
                spans[-1] = (first, year)
            else:
                spans.append((year, year))
        return joined(
            "、", [joined("", [_span(cell, first, last), self._at_year(cell, given, first)]) for first, last in spans]
        )

    def _at_year(self, cell: Cell, given: dict[int, Decimal], year: int) -> Text:
        return figured(f"{self._at}.{cell.id}@{year}", self._figure(cell, given[year]))

    def _figure(self, cell: Cell, value: Decimal) -> str:
        """Write a figure with its unit: money to the quantum, others with their digits as entered."""
        if cell.unit == Unit.FRACTION or (cell.id == "rate" and getattr(self._row, "basis", None) in SHARES):
            return self._share(cell, value)
        if cell.unit == Unit.MONEY:
            return self._notation.amount(value)
        return number.trimmed(value, grouped=True) + self._unit(cell)

    def _share(self, cell: Cell, value: Decimal) -> str:
        """Write a share: a coupon as every table does, one of more decimals than anybody states with four."""
        if cell.id == "coupon":
            return number.rate(value)
        return number.share(value) if number.decimals(value) <= FINEST else number.percent(value, FINEST - 2)

    def priced(self, field: str, value: Decimal) -> str:
        """Write a price that is held against a field of the row, with the unit of that."""
        return number.trimmed(value, grouped=True) + self._unit(self._sheet.cell(field))

    def _unit(self, cell: Cell) -> str:
        if cell.id in VOLUMES or (cell.index is not None and not cell.unit):
            return spelt_unit(_counted(self._row))
        if cell.id in PRICES and hasattr(self._row, "price_unit"):
            return (
                Unit.YUAN.said("zh") if self._row.price_unit == "yuan" else self._notation.money_unit
            ) + self._each()
        return self._notation.unit(cell.unit)

    def _each(self) -> str:
        """Say for what a price is paid: for one of what the row counts, or of what the row it points at counts; blank where neither says."""
        row = self._row
        if getattr(row, "basis", None) == "per_quantity":
            lines = (line for statement in POINTED["of"] for line in self._project.rows(statement))
            row = next((line for line in lines if line.id == self._row.of), row)
        return per(_counted(row))


def _counted(row: object) -> str:
    """Give the unit in which a row counts: a line of revenue, or a cost or tax that has a quantity."""
    return str(getattr(row, "quantity_unit", None) or getattr(row, "counted_in", None) or "")


def _span(cell: Cell, first: int, last: int) -> str:
    """Name years: of the calendar, or counted from the first of operation or of a bond."""
    counted = "" if cell.index == "calendar" else "第"
    return f"{counted}{first}年" if first == last else f"{counted}{first}年至{counted}{last}年每年"
