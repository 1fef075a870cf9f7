"""还本付息日历的各行: what one debt has on the calendar, in yuan and fen."""

from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line
from bondcalc.algebra.table import Table

FEN = 2
"""Decimals of yuan."""
AS_BANKS = "与债券登记机构、银行计算一致：余额×利率，算到分；测算表按“金额保留到”的位数计算"


class Owed(NamedTuple):
    """One debt on the calendar: interest and fee to the fen, principal; `scheduled` and `repaid` as the schedules have them.

    `invested` is interest of a loan that is part of the investment, by the schedules; None of a bond, where the day tells it of all.
    `remitted` tells whether county and city pay it in to the province; a market loan goes to the bank directly.
    """

    name: str
    remitted: bool
    interest: Line
    principal: Line
    fee: Line | None
    payment: Line
    scheduled: tuple[Line, ...]
    repaid: Expression
    invested: Expression | None


def in_yuan(table: Table, id_: str, formula: Expression, zh: str, en: str, source: str) -> Line:
    """Add a line of the calendar."""
    return table.line(id_, formula, zh, en, source, unit="yuan", total=True)
