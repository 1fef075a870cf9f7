"""How much a row of a list is: its amounts as they stand, and price times quantity where they make one."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from math import prod
from typing import NamedTuple

from bondcalc.inputs.cell import SHEETS, Sheet
from bondcalc.wording.terms import Unit

Size = Mapping[int | None, Decimal]
"""An amount by year; one that is of no year stands under None."""
Sizes = Mapping[str, Size]
"""The sizes of a row: by field, and under `YEARLY` what it comes to in a year."""
Held = Callable[[str], object]
"""Gives what a row holds in a field; None for nothing."""

ADDED = frozenset({Unit.MONEY, Unit.YUAN, Unit.AREA})
"""Units in which the rows of a list add up."""
YEARLY = "yearly"


class Product(NamedTuple):
    """Fields whose product is an amount; those of `parts` may be blank, `only` is the choice on which it hangs."""

    price: str
    quantity: str
    parts: tuple[str, ...] = ()
    only: tuple[str, str] | None = None


PRODUCTS = (
    Product("price", "quantity", ("periods_a_year", "utilisation")),
    Product("price", "by_year", ("periods_a_year", "utilisation")),
    Product("price", "area_mu"),
    Product("rate", "quantity", only=("basis", "fixed")),
    Product("tax_to_sales", "sales"),
)


class SizedFields(NamedTuple):
    """The fields of a sheet that make the sizes of its rows: amounts, the amount by year, and products with the fields there are."""

    added: tuple[str, ...]
    yearly: str | None
    products: tuple[Product, ...]
    fields: frozenset[str]


@cache
def _sized(sheet_id: str) -> SizedFields:
    """Find them; a price times shares by year is no amount."""
    sheet = SHEETS[sheet_id]
    units = {cell.id: cell.unit for cell in sheet.cells}
    counted = {id_ for id_, unit in units.items() if unit != Unit.FRACTION}
    return SizedFields(
        added=tuple(cell.id for cell in sheet.cells if cell.unit in ADDED and not cell.index),
        yearly=sheet.yearly.id if sheet.yearly is not None and sheet.yearly.unit in ADDED else None,
        products=tuple(made for made in PRODUCTS if made.price in units and made.quantity in counted),
        fields=frozenset(units),
    )


def adds_up(sheet: Sheet) -> bool:
    """Tell whether the rows of a list have amounts."""
    amounts = _sized(sheet.id)
    return bool(amounts.added or amounts.yearly or amounts.products)


def sizes_of(sheet: Sheet, held: Held, yuan_per_unit: Decimal) -> Sizes:
    """Give every size of a row that is not nothing."""
    amounts = _sized(sheet.id)
    sizes = {YEARLY: _of_a_year(amounts, held, yuan_per_unit), **{id_: _size(held(id_)) for id_ in amounts.added}}
    return {name: size for name, size in sizes.items() if any(size.values())}


def _of_a_year(amounts: SizedFields, held: Held, yuan_per_unit: Decimal) -> Size:
    """Give what a row comes to in a year: its amounts by year, or its price times what is counted."""
    size = dict(_size(held(amounts.yearly))) if amounts.yearly is not None else {}
    for made in amounts.products:
        if made.only is None or held(made.only[0]) == made.only[1]:
            size |= _worth(made, amounts.fields, held, yuan_per_unit)
    return size


def _worth(made: Product, known: frozenset[str], held: Held, yuan_per_unit: Decimal) -> Size:
    price, *shares = (held(field) for field in (made.price, *(part for part in made.parts if part in known)))
    if not isinstance(price, Decimal):
        return {}
    factor = prod((share for share in shares if isinstance(share, Decimal)), start=price)
    if "price_unit" in known and held("price_unit") == "yuan":
        factor /= yuan_per_unit
    return {year: factor * amount for year, amount in _size(held(made.quantity)).items()}


def _size(value: object) -> Size:
    if isinstance(value, Decimal):
        return {None: value}
    return {year: amount for year, amount in value.items() if amount} if isinstance(value, dict) else {}
