"""主导企业: whether and when it comes, as two factors that move everything which comes with it."""

from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, add, if_, largest, money, previous, smallest
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.firms import Firm
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.schedules.book import Book, Row

LONGEST = 5
"""Whole years by which it may be late; later is never."""


class Postponed(NamedTuple):
    """What comes with the leading firm, shifted by its delay and scaled by its factor: a delay in months mixes two years."""

    book: Book
    table: Table
    weights: tuple[Line, ...]

    @property
    def level(self) -> Expression:
        """The share of the leading firm that comes: no more than was planned, whatever a factor above 1 says."""
        return smallest(1, self.book.form(StressFactors).cell(StressFactors.anchor_level))

    def of(self, id_: str, planned: Line, zh: str, en: str) -> Line:
        """Add the lines that move a planned row to the years in which it comes; what passes the last year is lost."""
        shifted = [planned]
        for lag in range(1, LONGEST + 1):
            shifted.append(
                self.table.line(
                    f"{id_}.later_{lag}",
                    previous(shifted[-1]),
                    f"{zh}（推迟{lag}年）",
                    f"{en}, {lag} year(s) later",
                    "上年数",
                    unit=planned.unit,
                )
            )
        coming = add([row * weight for row, weight in zip(shifted, self.weights, strict=True)]) * self.level
        return self.table.line(
            f"{id_}.comes",
            money(coming) if planned.unit == "money" else coming,
            f"{zh}（按主导企业情形）",
            f"{en} as the leading firm comes",
            "各推迟年数×权重×主导企业到位系数",
            unit=planned.unit,
        )


def postponed(book: Book, table: Table) -> Postponed:
    """Lay out how much of a planned year moves by how many whole years: a delay of 18 months moves half by one, half by two."""
    months = book.form(StressFactors).cell(StressFactors.anchor_delay)
    weights = [
        table.line(
            f"weight.{lag}",
            largest(0, 1 - largest(months / 12 - lag, lag - months / 12)),
            f"推迟{lag}年的权重",
            f"Weight of {lag} year(s)",
            "1－与推迟月数折年之差，不为负",
            unit="fraction",
        )
        for lag in range(LONGEST + 1)
    ]
    return Postponed(book, table, tuple(weights))


def leading(book: Book) -> Row[Firm] | None:
    """Give the leading firm; None where none is stated."""
    return next((row for row in book.rows(Firm) if row.data.leads), None)


def missing(later: Postponed, planned: Line, comes: Line) -> Line:
    """Add the share of the leading firm's planned output of a year that is not there: 0 as planned, 1 where it does not come.

    In a year without planned output of its own it is missing by its factor: who makes for it beforehand has no buyer.
    """
    there: Expression = if_(planned > 0, smallest(1, comes / planned), later.level)
    return later.table.line(
        "missing",
        1 - there,
        "主导企业缺位比例",
        "Share of the leading firm that is missing",
        "1－按情形的产值÷计划产值，不为负；计划没有产值的年度为1－到位系数",
        unit="fraction",
    )
