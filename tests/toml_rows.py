"""Rows of a project file or of actuals as TOML text, a call a row."""

import re
from collections.abc import Mapping
from decimal import Decimal

Field = str | bool | int | float | Decimal | Mapping[int, int | float]
"""What a field holds; a text that is a day is written as one, a mapping is by year."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def row(sheet: str, **fields: Field) -> str:
    """Write one row of a sheet, its fields in the order given."""
    return f"[[{sheet}]]\n" + "".join(f"{name} = {_written(value)}\n" for name, value in fields.items())


def _written(value: Field) -> str:
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{year} = {amount}' for year, amount in value.items())} }}"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) and not DAY.fullmatch(value) else str(value)


def deals(line: str, *prices: tuple[str, float], source: str = "甲乙") -> str:
    """Two or more dated deals that a price is compared with (可比价格): day and price, a source each."""
    return "".join(
        row("comparables", line=line, day=day, price=price, source=who)
        for (day, price), who in zip(prices, source, strict=False)
    )
