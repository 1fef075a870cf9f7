"""Several faults in one project file at once: cells blanked, spoilt or doubled, rows and sheets taken out or put out of shape."""

import json
import random
import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parent.parent / "samples"
WRONG: tuple[Any, ...] = (
    "",
    "没有的编号",
    -1,
    Decimal("1e308"),
    True,
    date(1899, 1, 1),
    date(2099, 12, 31),
    {},
    [],
    "0.1",
    "\u200b",
    0,
)
Tables = dict[str, Any]


@cache
def texts() -> tuple[str, ...]:
    """A sample, and a project in which every sheet is filled in and refers to others."""
    from tests.inputs.test_round_trip import RICH

    return (SAMPLES / "hengyang-park" / "project.toml").read_text(encoding="utf-8"), RICH


def faulty(draw: random.Random, faults: int) -> bytes:
    """Give a project with so many faults, each drawn on its own."""
    tables: Tables = tomllib.loads(draw.choice(texts()), parse_float=Decimal)
    for _ in range(faults):
        draw.choices(FAULTS, WEIGHTS)[0](draw, tables)
    return written(tables).encode()


def _blank(draw: random.Random, tables: Tables) -> None:
    item = _item(draw, tables)
    if item:
        del item[draw.choice(list(item))]


def _spoil(draw: random.Random, tables: Tables) -> None:
    item = _item(draw, tables)
    if item:
        item[draw.choice(list(item))] = draw.choice(WRONG)


def _year(draw: random.Random, tables: Tables) -> None:
    item = _item(draw, tables)
    years = [value for value in item.values() if isinstance(value, dict) and value]
    if years:
        draw.choice(years)[draw.choice(("1800", "2030", "x", "2090"))] = draw.choice(WRONG)


def _twice(draw: random.Random, tables: Tables) -> None:
    """Put a row in twice, or give it the id of another one."""
    rows = [value for value in tables.values() if isinstance(value, list) and value]
    if rows:
        some = draw.choice(rows)
        one = draw.choice(some)
        some.append(dict(one) if isinstance(one, dict) else one)


def _row_away(draw: random.Random, tables: Tables) -> None:
    rows = [value for value in tables.values() if isinstance(value, list) and value]
    if rows:
        some = draw.choice(rows)
        del some[draw.randrange(len(some))]


def _sheet_away(draw: random.Random, tables: Tables) -> None:
    if tables:
        del tables[draw.choice(list(tables))]


def _out_of_shape(draw: random.Random, tables: Tables) -> None:
    if tables:
        tables[draw.choice(list(tables))] = draw.choice((1, "x", [1], []))


def _item(draw: random.Random, tables: Tables) -> dict[str, Any]:
    """Draw one row of one sheet; the sheets that others refer to are drawn as often as the long ones."""
    shaped = [value for value in tables.values() if isinstance(value, dict | list) and value]
    if not shaped:
        return {}
    table = draw.choice(shaped)
    item = draw.choice(table) if isinstance(table, list) else table
    return item if isinstance(item, dict) else {}


FAULTS: tuple[Callable[[random.Random, Tables], None], ...] = (
    _blank,
    _spoil,
    _year,
    _twice,
    _row_away,
    _sheet_away,
    _out_of_shape,
)
WEIGHTS = (8, 8, 2, 2, 2, 1, 1)


def written(tables: Tables) -> str:
    """Write tables as TOML, one line a sheet; whatever stands in them."""
    return "".join(f"{key} = {_literal(value)}\n" for key, value in tables.items())


def _literal(value: Any) -> str:
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{json.dumps(key, ensure_ascii=False)} = {_literal(one)}" for key, one in value.items())
            + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    if isinstance(value, bool | str):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
