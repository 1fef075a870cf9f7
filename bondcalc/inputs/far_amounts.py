"""Amounts in another unit than the rest: yuan typed in a column of 万元, or 亿元 on one sheet or on all of them.

万元 lies ten thousand times from yuan and from 亿元: an amount so far from the whole investment is asked about, and so is a sheet whose largest
amount is less than anything there is of its kind.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial

from bondcalc.inputs.cell import SHEETS, Sheet
from bondcalc.inputs.fault import Fault
from bondcalc.inputs.project import Project
from bondcalc.inputs.row_sizes import YEARLY, sizes_of
from bondcalc.inputs.row_sums import whole
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.wording.terms import Unit

TIMES = 2
"""Contingency, interest and fees add to the items; they do not double them."""
APART = 10_000
"""Between yuan, 万元 and 亿元."""
A_YEAR_OF = 10
"""What a year of operation earns or costs is some hundredths of the investment; less than a tenth of `APART` is asked about."""
LEAST = {
    "investment": 300_000,
    "bonds": 1_000_000,
    "region": 10_000_000,
    "region_years": 10_000_000,
    "firms": 100_000,
    "tax_revenue": 100_000,
    "pool": 1_000_000,
}
"""Yuan of the largest amount of a sheet below which it is asked about: a thirtieth of the smallest project, a county's budget. Our own, no rule."""
BUILT, MOST = frozenset({"investment", "bonds"}), 100_000_000_000
"""Sheets whose largest amount is asked about above so many yuan: no item of a project costs 1,000 亿元."""
OF_A_YEAR = ("costs", "taxes_paid", "revenue", "node")
"""Sheets that together state what a year of operation costs or earns."""
PRICED, FAR_ABOVE = {"land": "area_mu", "revenue": "quantity", "node": "quantity", "costs": "rate"}, 20
"""Sheets of prices and what they are times of, and how many times the investment one row may come to unasked: square metres in a
column of 亩 are 667 times as many, yuan in one of 万元 ten thousand. Our own, no rule."""


def far_off(project: Project, field: str, amount: Decimal, year: int | None = None) -> Iterator[Fault]:
    """Ask about one amount of more than twice what all items of the investment cost together, or of what may be all of it in 亿元."""
    invested = _invested(project)
    if 0 < TIMES * invested < amount:
        yield Fault(field, "far_above_investment", {"found": amount, "whole": invested}, year)
    elif 0 < amount * APART < TIMES * invested:
        yield Fault(field, "far_below_investment", {"found": amount, "whole": invested}, year)


def years_far_off(project: Project, field: str, by_year: Mapping[int, Decimal]) -> Iterator[Fault]:
    """Ask about the amounts of a row by year: all of them as one where they are too small, a year by itself where it lies far from the others."""
    largest, total = max(by_year.values(), default=Decimal(0)), sum(by_year.values(), Decimal(0))
    if 0 < total * APART < TIMES * _invested(project):
        yield from far_off(project, field, total, min(year for year, amount in by_year.items() if amount))
        return
    for year, amount in by_year.items():
        if 0 < amount * APART < largest:
            yield Fault(field, "far_below_years", {"found": amount, "most": largest}, year)
        elif amount > TIMES * _invested(project):
            yield from far_off(project, field, amount, year)


def other_scales(project: Project) -> Iterator[tuple[str, int, Fault]]:
    """Ask about every sheet whose amounts are all too small or too large to be counted in the unit of money: sheet, row and question."""
    worth = project.form(Settings).yuan_per_unit
    for id_, least in LEAST.items():
        amounts = list(_amounts(project, SHEETS[id_]))
        if not amounts or (id_ == "bonds" and _invested(project)):
            continue
        amount, number, field, year = max(amounts, key=lambda stated: stated[0])
        facts = {"found": amount, "yuan": amount * worth}
        if 0 < amount * worth < least:
            yield id_, number, Fault(field, "sheet_too_small", facts, year)
        elif id_ in BUILT and amount * worth > MOST:
            yield id_, number, Fault(field, "sheet_too_large", facts, year)
    yield from _years_of_operation(project, worth)
    yield from _rows_far_above(project, worth)


def _invested(project: Project) -> Decimal:
    """Give what all items of the investment cost; where there is none, the total that was approved."""
    items = project.asked_once(
        "items_cost", lambda: sum((item.amount for item in project.rows(InvestmentItem)), Decimal(0))
    )
    return items or project.form(Particulars).approved_total or Decimal(0)


def _amounts(project: Project, sheet: Sheet) -> Iterator[tuple[Decimal, int, str, int | None]]:
    """Give every amount of money of a sheet with its row, field and year."""
    for number, row in enumerate(project.tables[sheet.id]):
        for cell in (cell for cell in sheet.cells if cell.unit == Unit.MONEY):
            value = getattr(row, cell.id)
            stated = value.items() if isinstance(value, dict) else [(None, value)]
            yield from ((amount, number, cell.id, year) for year, amount in stated if amount is not None)


def _years_of_operation(project: Project, worth: Decimal) -> Iterator[tuple[str, int, Fault]]:
    """Ask about a sheet that costs or earns next to nothing beside the investment."""
    invested = _invested(project)
    for sheet in (SHEETS[id_] for id_ in OF_A_YEAR):
        sizes = [sizes_of(sheet, partial(getattr, row), worth).get(YEARLY, {}) for row in project.tables[sheet.id]]
        total = sum(map(whole, sizes), Decimal(0))
        if 0 < total * APART * A_YEAR_OF < invested:
            number = max(range(len(sizes)), key=lambda at: whole(sizes[at]))
            yield sheet.id, number, Fault("name", "sheet_far_below", {"found": total, "whole": invested})


def _rows_far_above(project: Project, worth: Decimal) -> Iterator[tuple[str, int, Fault]]:
    """Ask about a row that comes to many times the investment: its area, its quantity or its price is in another unit."""
    invested = _invested(project)
    for id_, field in PRICED.items():
        for number, row in enumerate(project.tables[id_]):
            size = whole(sizes_of(SHEETS[id_], partial(getattr, row), worth).get(YEARLY, {}))
            if 0 < FAR_ABOVE * invested < size:
                yield id_, number, Fault(field, "row_far_above", {"found": size, "whole": invested})
