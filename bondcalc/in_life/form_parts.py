"""Columns and cells that the in-life forms share."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from bondcalc.in_life.life_plan import LifePlan
from bondcalc.in_life.life_record import LifeRecord, LifeYear
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.wording import number
from bondcalc.wording.day import TO_COME
from bondcalc.wording.report import DASH, Datum, ReportCell, ReportColumn, Words
from bondcalc.wording.terms import Unit

PLACE = re.compile(r"(?P<province>.{2,6}?(?:省|自治区))?(?P<city>.{2,10}?(?:市|自治州|地区|盟))?(?P<county>.*)")
"""Parts of the full name of a region (湖南省衡阳市祁东县)."""
BESIDE = Datum(None, Unit.MONEY, none=DASH)
"""Stands in the rows of further bonds: the amount is that of the project, and stands in its first row."""


def text_column(id_: str, zh: str, width: float = 1.0) -> ReportColumn:
    """A column of words."""
    return ReportColumn(id_, Words(zh), align="l", width=width)


def amount_column(id_: str, zh: str, width: float = 1.0) -> ReportColumn:
    """A column of amounts."""
    return ReportColumn(id_, Words(zh), Unit.MONEY, width=width)


def amount(value: Decimal | Fraction | None, id_: str) -> ReportCell:
    """Give an amount; what is not recorded is still to be filled in, and never 0."""
    return TO_COME if value is None else Datum(value, Unit.MONEY, f"life.{id_}")


def places(plan: LifePlan) -> tuple[str, str]:
    """Give city and county of the project; still to be filled in where the region does not name them."""
    named = PLACE.fullmatch(plan.particulars.region or "")
    city, county = (named["city"], named["county"]) if named else ("", "")
    return city or TO_COME, county or TO_COME


def coupon(bond: Bond) -> str:
    """Write a coupon as a column headed % has it: no sign behind it."""
    return number.rate(bond.coupon).removesuffix("%")


def issued(plan: LifePlan, record: LifeRecord) -> Sequence[Bond]:
    """Give the bonds that were out at the end of the closed year."""
    return [bond for bond in plan.issued(record.as_of) if bond.value_date.year <= record.closed_year]


def invested(record: LifeRecord) -> Decimal | None:
    """Give what was invested up to the closed year; None where nothing is recorded."""
    return _whole([row.invested for row in record.closed()])


def bond_invested(record: LifeRecord) -> Decimal | None:
    """Give what of bond money was spent up to the closed year; None where a year does not say."""
    return _whole([row.bond_spent for row in record.closed()])


def capital_paid_in(record: LifeRecord) -> Decimal | None:
    """Give the capital that arrived up to the closed year; None where nobody told of any."""
    return _whole([row.capital for row in record.closed()])


def _whole(parts: Sequence[Decimal | None]) -> Decimal | None:
    """Add up what every year tells; None where one does not, or there is none."""
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if parts and len(known) == len(parts) else None


def earned(plan: LifePlan, record: LifeRecord) -> tuple[Decimal | None, Decimal | None]:
    """Give 项目收益 up to the closed year and in it; None where it is not recorded of a year in which some was planned."""
    year = record.year(record.closed_year)
    return _whole([row.repayable for row in earning_years(plan, record)]), year.repayable if year else None


def earning_years(plan: LifePlan, record: LifeRecord) -> Sequence[LifeYear]:
    """Give the closed years of which something was earned or planned: before them nothing is asked for."""
    planned = {year for year, amount in plan.repayable.items() if amount and year <= record.closed_year}
    known = {row.year: row for row in record.closed() if row.repayable is not None or row.year in planned}
    blank = {year: LifeYear(year, None, None, None, None) for year in planned}
    return [row for _, row in sorted({**blank, **known}.items())]


def expected(plan: LifePlan, record: LifeRecord) -> Decimal:
    """Give 项目收益 of the years after the closed one, to the end of the forecast."""
    return sum((amount for year, amount in plan.repayable.items() if year > record.closed_year), Decimal(0))
