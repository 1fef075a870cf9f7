"""The unit a quantity is counted in, beside its price and its times a year: 万吨 at 1.60 yuan, 吨/日 once a year."""

import re
from collections.abc import Iterator
from decimal import Decimal

from bondcalc.inputs.fault import Fault
from bondcalc.inputs.values import plain

_MULTIPLE = re.compile(r"(?:十|百|千)?[万亿](?!元)(.+)")
"""Ten thousands or more of something that is no money: 万吨, 百万度. 千瓦时 and 千克 are units of their own."""
_A_PERIOD = re.compile(r"[^/每]+[/每](?:天|日|月|d|day|month)")


def unlike_counted(field: str, unit: str, price_unit: str, times: Decimal) -> Iterator[Fault]:
    """Ask about a price in yuan of ten thousands of a thing, and about the quantity of a day or month that counts once a year."""
    yield from in_multiples(field, unit, price_unit)
    if _A_PERIOD.fullmatch(plain(unit)) and times == 1:
        yield Fault(field, "counted_once", {"found": unit})


def in_multiples(field: str, unit: str, price_unit: str) -> Iterator[Fault]:
    """Ask about a price in yuan of ten thousands of a thing: it is that of one, perhaps."""
    multiple = _MULTIPLE.fullmatch(plain(unit))
    if multiple is not None and price_unit == "yuan":
        yield Fault(field, "counted_in_multiples", {"found": unit, "unit": multiple[1]})
