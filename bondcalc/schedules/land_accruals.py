"""土地出让计提: what is taken from the price of a parcel, as the rules say or a local document in their place."""

from typing import NamedTuple

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Constant, Expression
from bondcalc.inputs.sheets.local_accruals import SINGLE, LandAccrual
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.region import Region
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.rules.load import DatedValue
from bondcalc.schedules.book import Book, Row, settings

BY_GRADE = "_by_grade"
"""A value of this ending lists what an accrual by area is for each grade of land (土地等别), one to fifteen."""
PREFIX = "land_"
"""Rule values of accruals have it; lines and the input sheet name them without."""
RIGID = "rigid"


class Accrual(NamedTuple):
    """One accrual of one parcel: taken on `base` (gross, net, area) at `rate`, in yuan a square metre where by area.

    `reduces` tells whether it lowers the base of those taken on net income; `rests_on` are cells that chose the rate.
    """

    id: str
    base: str
    reduces: bool
    rate: Expression
    zh: str
    en: str
    source: str
    rests_on: tuple[Key, ...] = ()


def accruals(book: Book, parcel: Row[Parcel]) -> list[Accrual]:
    """Give the accruals of one parcel: those on price and area first, then those on what is left (net)."""
    stated, values = _stated(book, parcel), [value for value in book.rules.values if value.base is not None]
    single = _single(book, stated)
    taken = [value for value in values if value.base != "net"] + (
        [] if single else [value for value in values if value.base == "net"]
    )
    return [*(_accrual(book, parcel, value, stated.get(value.id.removeprefix(PREFIX))) for value in taken), *single]


def _stated(book: Book, parcel: Row[Parcel]) -> dict[str, Row[LandAccrual]]:
    """Local rates that hold for a parcel, its own before those of all parcels."""
    rows = [row for row in book.rows(LandAccrual) if row.data.parcel in {None, parcel.data.id}]
    # Later rows take the place of earlier ones: sorted so that the parcel's own come last.
    return {row.data.accrual: row for row in sorted(rows, key=lambda row: row.data.parcel is not None)}


def _single(book: Book, stated: dict[str, Row[LandAccrual]]) -> list[Accrual]:
    """One local rate on net income in place of the three of the rules; none where no document sets one."""
    if SINGLE in stated:
        row = stated[SINGLE]
        rate, source, keys = (
            row.cell(LandAccrual.rate),
            row.data.document,
            row.keys(LandAccrual.accrual, LandAccrual.parcel),
        )
    elif settings(book).land_accrual_rate is not None:
        rate, source, keys = (
            book.form(Settings).cell(Settings.land_accrual_rate),
            "地方规定的单一比例",
            book.keys(Settings, Settings.land_accrual_rate),
        )
    else:
        return []
    return [
        Accrual(
            id=RIGID,
            base="net",
            reduces=False,
            rate=rate,
            zh="刚性计提",
            en="Single accrual",
            source=source,
            rests_on=keys,
        )
    ]


def _by_grade(book: Book, value: DatedValue) -> tuple[Expression, str, tuple[Key, ...]]:
    """The rate of the rules, its source and the cells that chose it: by the grade of the land where both are known."""
    listed, region = value.id + BY_GRADE, book.form(Region)
    if not book.rules.has(listed):
        return book.rule(value.id), value.citation, ()
    chosen, grade = region.keys(Region.land_grade), region.data.land_grade
    if grade is None:
        return book.rule(value.id), f"{value.citation}，土地等别未确定", chosen
    return book.rule_at(listed, grade), f"{book.rules.value(listed).citation}，{grade}等", chosen


def _accrual(book: Book, parcel: Row[Parcel], value: DatedValue, local: Row[LandAccrual] | None) -> Accrual:
    """One accrual of the rules, at the local rate where one is stated; land that was the state's already is no new land."""
    rate, source, keys = _by_grade(book, value)
    if local is not None:
        rate = local.cell(LandAccrual.per_square_metre if value.base == "area" else LandAccrual.rate)
        source, keys = f"{local.data.document}（地方标准）", local.keys(LandAccrual.accrual, LandAccrual.parcel)
    if value.new_land_only and parcel.data.state_owned:
        rate, source, keys = Constant(0), "存量国有土地，不缴", parcel.keys(Parcel.state_owned)
    return Accrual(
        id=value.id.removeprefix(PREFIX),
        base=value.base or "",
        reduces=value.reduces_base,
        rate=rate,
        zh=value.short_zh,
        en=value.short_en,
        source=source,
        rests_on=keys,
    )
