"""Money raised that is far above the whole investment: yuan typed in a column of 万元."""

from collections.abc import Iterator
from decimal import Decimal

from bondcalc.inputs.fault import Fault
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.investment_items import InvestmentItem

TIMES = 2
"""Contingency, interest and fees add to the items; they do not double them."""


def far_above(project: Project, field: str, amount: Decimal, year: int | None = None) -> Iterator[Fault]:
    """Ask about one amount of more than twice what all items of the investment cost together."""
    whole = sum((item.amount for item in project.rows(InvestmentItem)), Decimal(0))
    if 0 < TIMES * whole < amount:
        yield Fault(field, "far_above_investment", {"found": amount, "whole": whole}, year)
