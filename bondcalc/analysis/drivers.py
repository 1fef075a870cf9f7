"""The drivers of stress, risk and size: one registry, and how a change of any of them is put to the model.

Two kinds of application. Most drivers are leaves: input cells that take other values while the compiled lines stay. A
delay of operation moves dates, which are structure: the project is changed and its schedules are built again.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from bondcalc.algebra.axis import Key
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.registry import Registry
from bondcalc.schedules.book import Book
from bondcalc.wording import number
from bondcalc.wording.terms import Unit

CHANGES = (Unit.SHARE, Unit.POINTS, Unit.YEARS, Unit.MONTHS)
"""What a change of a driver may be counted in."""


def factor_key(cell: str) -> Key:
    """Name a factor of sheet 压力系数 as a leaf of the model."""
    return "stress", "0", cell


class Driver(NamedTuple):
    """What may turn out otherwise: its unit, the direction that hurts, how far and how finely it is looked for.

    A change is a share (-0.1 is ten per cent less), points of a rate (0.005 is 50 basis points more), years or whole
    months of delay. `cells` are the factors of sheet 压力系数 that move together; none where something else moves.
    `coarse` is the stride in which a break-even is first looked for. `cash_back` is how far the other direction is looked
    at too where it may leave a year without cash; none where it never does.
    """

    id: str
    zh: str
    en: str
    unit: Unit
    adverse: Literal[-1, 1]
    furthest: Decimal
    step: Decimal = Decimal("0.0001")
    coarse: Decimal | None = None
    cells: tuple[str, ...] = ()
    cash_back: Decimal | None = None

    @property
    def structural(self) -> bool:
        """Tell whether a change needs schedules built again (`rebuilt`); all others are leaves."""
        return self.unit == Unit.MONTHS and not self.cells

    @property
    def keys(self) -> set[Key]:
        """The leaves of the model that move together."""
        return set(map(factor_key, self.cells))


ADDED = frozenset({Unit.POINTS, Unit.MONTHS})
"""Units of changes that are added to a cell; others multiply it."""
Varied = Any
"""A figure, or a lane of them: one for each scenario."""

_ALL, _NINE = Decimal(1), Decimal(9)
DRIVERS: Registry[Driver] = Registry("driver")
"""By id; the order is that of tables."""
for _number, _one in enumerate(
    (
        Driver("revenue", "全部收入", "All revenue", Unit.SHARE, -1, _ALL, cells=("operating_revenue", "land_price")),
        Driver(
            "operating_revenue", "经营收入", "Operating revenue", Unit.SHARE, -1, _ALL, cells=("operating_revenue",)
        ),
        Driver("node_revenue", "节点收入", "Node revenue", Unit.SHARE, -1, _ALL, cells=("node_revenue",)),
        Driver("land_price", "土地单价", "Land price", Unit.SHARE, -1, _ALL, cells=("land_price",)),
        Driver("costs", "运营成本", "Costs", Unit.SHARE, 1, _NINE, cells=("costs",)),
        Driver("land_costs", "土地成本", "Land costs", Unit.SHARE, 1, _NINE, cells=("land_costs",)),
        Driver("tax_rates", "税费", "Taxes", Unit.SHARE, 1, _NINE, cells=("tax_rates",)),
        Driver("investment", "建设投资", "Investment", Unit.SHARE, 1, _NINE, cells=("investment",)),
        Driver(
            "bond_size",
            "计划发行规模",
            "Size of planned bonds",
            Unit.SHARE,
            1,
            _NINE,
            cells=("bond_size",),
            cash_back=_ALL,
        ),
        Driver("rate_rise", "利率", "Interest rates", Unit.POINTS, 1, Decimal("0.1"), cells=("rate_rise",)),
        Driver(
            "sale_delay", "土地出让时间", "Land sold later", Unit.YEARS, 1, Decimal(10), Decimal("0.01"), Decimal(1)
        ),
        Driver("anchor", "主导企业到位", "Leading firm", Unit.SHARE, -1, _ALL, cells=("anchor_level",)),
        Driver(
            "anchor_delay",
            "主导企业投产时间",
            "Leading firm late",
            Unit.MONTHS,
            1,
            Decimal(60),
            Decimal(1),
            Decimal(12),
            cells=("anchor_delay",),
        ),
        Driver(
            "operation_delay", "投运时间", "Operation delayed", Unit.MONTHS, 1, Decimal(120), Decimal(1), Decimal(24)
        ),
    ),
    1,
):
    DRIVERS.claim(_one.id, _one, f"{__name__}, number {_number}")


def leaves(book: Book, changes: Mapping[str, Varied]) -> dict[Key, Varied]:
    """Give the leaf values that changes of drivers stand for, by leaf key, on top of what the project states.

    A change is a Decimal, or a numpy array with one value a scenario (all changes of a call alike): the arithmetic is
    the same. Raises KeyError for an unknown driver and ValueError for a structural one.
    """
    values: dict[str, Varied] = {}
    moved: dict[Key, Varied] = {}
    base = book.project.form(StressFactors)
    own = {id_: change for id_, change in changes.items() if SALE in id_}
    for id_, change in changes.items():
        if id_ in own:
            continue
        driver = DRIVERS[id_]
        if driver.structural:
            raise ValueError(f"{id_} moves dates: build the schedules again")
        for cell in driver.cells:
            before = values[cell] if cell in values else _alike(getattr(base, cell), change)
            values[cell] = before + change if driver.unit in ADDED else before * (1 + change)
    if "sale_delay" in changes or own:
        moved |= _sold_later(book, changes.get("sale_delay"), own) | _sold_at(book, own)
    return moved | {factor_key(cell): value for cell, value in values.items()}


def _alike(value: Decimal, change: Varied) -> Varied:
    """Take a stated figure as the kind of number that changes it: numpy does not mix with Decimal."""
    return value if isinstance(change, Decimal) else float(value)


SALE = ":"
"""Stands in the id of a change that is one parcel's own: `sale_price:Z1`, a share of its price, and `sale_delay:Z1`, years."""


def sale_price_of(parcel: str) -> str:
    """Name the change of the price of one parcel."""
    return f"sale_price{SALE}{parcel}"


def sale_delay_of(parcel: str) -> str:
    """Name the delay of the sale of one parcel."""
    return f"sale_delay{SALE}{parcel}"


def structural(id_: str) -> bool:
    """Tell whether a change needs schedules built again; none of a single parcel does."""
    return SALE not in id_ and DRIVERS[id_].structural


def _sold_at(book: Book, own: Mapping[str, Varied]) -> dict[Key, Varied]:
    """Prices of parcels that are sold at other ones."""
    prices: dict[Key, Varied] = {}
    for row in book.rows(Parcel):
        change = own.get(sale_price_of(row.data.id))
        if change is not None:
            leaf = row.cell(Parcel.price)
            prices[leaf.key] = _alike(leaf.value, change) * (1 + change)
    return prices


def _sold_later(book: Book, common: Varied, own: Mapping[str, Varied] | None = None) -> dict[Key, Varied]:
    """Shares sold by year (分年出让比例) after a delay in years; half a year later moves half of every share by one year.

    The delay is `common` to all parcels, where there is one, and that of each of its `own`. Shares that pass the last year of the
    forecast are lost. A delay below zero counts as zero.
    """
    sold: dict[Key, Varied] = {}
    every = [] if common is None else _by_years_later(book, _positive(common))
    last = book.project.form(Particulars).forecast_end or book.years.years[-1]
    within = [year for year in book.years.years if year <= last]
    for row in book.rows(Parcel):
        alone, moved = (own or {}).get(sale_delay_of(row.data.id)), every
        if alone is not None:
            moved = _by_years_later(book, _positive(alone) + (0 if common is None else _positive(common)))
        if not moved:
            continue
        stated = row.yearly(Parcel.by_year).leaves[: len(within)]
        for index, leaf in enumerate(stated):
            parts = [
                _alike(share.value, moved[0]) * moved[index - earlier]
                for earlier, share in enumerate(stated[: index + 1])
                if share.value
            ]
            if parts:
                sold[leaf.key] = sum(parts[1:], start=parts[0])
    return sold


def _by_years_later(book: Book, delay: Varied) -> list[Varied]:
    """Give the part of a share that is sold so many years later, from none on."""
    return [_positive(1 - abs(delay - years)) for years in range(len(book.years.years))]


def _positive(value: Varied) -> Varied:
    """What lies above zero, without a comparison, so that arrays do it too."""
    return (value + abs(value)) / 2


def lost(book: Book, delay: Decimal) -> Decimal:
    """Return the share of the land that repays (by price) that a delay of sales moves past the horizon; other land is no income."""
    later, left, whole = _sold_later(book, delay), Decimal(0), Decimal(0)
    for row in (row for row in book.rows(Parcel) if row.data.claimed):
        worth = row.data.area_mu * row.data.price
        whole += worth * sum(row.data.by_year.values(), Decimal(0))
        left += worth * sum((later.get(leaf.key, Decimal(0)) for leaf in row.yearly(Parcel.by_year).leaves), Decimal(0))
    return 1 - left / whole if whole else Decimal(0)


def change_text(driver: str, change: Decimal, places: int = 0) -> str:
    """Write a change with its sign and unit: `-10%`, `+50个基点`, `推迟1年`; `places` are decimals of a share and of years that are not whole."""
    unit = DRIVERS[driver].unit
    if not change:
        return "不变"
    if unit == Unit.MONTHS:
        return f"推迟{number.exact(change)}个月"
    if unit == Unit.YEARS:
        parted = places and change != int(change)
        return f"推迟{number.fixed(change, places) if parted else number.trimmed(change, 0, 2)}年"
    if unit == Unit.POINTS:
        return f"{number.trimmed(change * 10_000, signed=True)}个基点"
    return number.percent(change, places, signed=True)


def change_said(driver: str, change: Decimal) -> str:
    """Say a change in a sentence: 下降9.66%, 上升50个基点, 推迟1年; never a signed number."""
    unit, moves = DRIVERS[driver].unit, "上升" if change > 0 else "下降"
    if unit == Unit.POINTS:
        return f"{moves}{number.trimmed(abs(change) * 10_000)}个基点"
    return f"{moves}{number.share(abs(change))}" if unit == Unit.SHARE and change else change_text(driver, change)


def change_text_en(driver: str, change: Decimal, places: int = 0) -> str:
    """Write a change in English: `-10%`, `+50 bp`, `1 year(s) later`."""
    text = change_text(driver, change, places).replace("个基点", " bp").replace("推迟", "").replace("不变", "as is")
    return text.replace("个月", " month(s) later").replace("年", " year(s) later")
