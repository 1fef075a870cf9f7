"""The layout of a receiving system (系统版式): its rows and codes and what each is made of; a new one is one TOML file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bondcalc.data import LoadedData
from bondcalc.inputs.files.layout_file import read_layout
from bondcalc.inputs.sheets.settings import YUAN
from bondcalc.wording.messages import listed

SHIPPED = ("OLD", "2023")
"""Layouts that come with the program."""
MOST_YEARS = 60
INCOME, SPENDING = "收入", "支出"


@dataclass(frozen=True)
class LayoutRow:
    """A row: its code, its name, whether it is income or spending, and the lines it adds (`-` takes away, `?` may be absent)."""

    code: str
    zh: str
    side: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Multiple:
    """The multiple (本息覆盖倍数) the system computes of its own rows, by their codes."""

    code: str
    zh: str
    revenue: tuple[str, ...]
    service: tuple[str, ...]


@dataclass(frozen=True)
class ReceivedLayout:
    """A layout: columns T to T+`last`, amounts in `unit` with `decimals`, two columns a year where it has `sides`."""

    name: str
    unit: str
    decimals: int
    last: int
    sides: bool
    refinancing_after_construction: bool
    checks: tuple[str, ...]
    header: Mapping[str, str]
    rows: tuple[LayoutRow, ...]
    multiple: Multiple


def layout_of(named: str) -> ReceivedLayout:
    """Read a layout that comes with the program, or a file of one's own. FileError for what is none."""
    return read_layout(named, SHIPPED, "debt-system", _checked)


def _checked(stated: LoadedData) -> ReceivedLayout:
    """Make the layout; KeyError or ValueError names what is missing or does not fit."""
    rows = tuple(LayoutRow(row["code"], row["zh"], row["side"], _texts(row["lines"])) for row in stated["rows"])
    given = stated["multiple"]
    multiple = Multiple(given["code"], given["zh"], _texts(given["revenue"]), _texts(given["service"]))
    layout = ReceivedLayout(
        name=str(stated["name"]),
        unit=stated["unit"],
        decimals=int(stated["decimals"]),
        last=int(stated["last"]),
        sides=bool(stated["sides"]),
        refinancing_after_construction=bool(stated["refinancing_after_construction"]),
        checks=_texts(stated["checks"]),
        header={str(name): str(value) for name, value in stated["header"].items()},
        rows=rows,
        multiple=multiple,
    )
    codes = [bare(row.code) for row in rows]
    named = {code.removeprefix("-") for code in (*multiple.revenue, *multiple.service)}
    faults = [
        *(["unit"] if layout.unit not in YUAN else []),
        *(["last"] if not 1 <= layout.last <= MOST_YEARS else []),
        *(["decimals"] if not 0 <= layout.decimals <= 6 else []),
        *(row.side for row in rows if row.side not in {INCOME, SPENDING}),
        *(row.code for row in rows if codes.count(bare(row.code)) > 1),
        *sorted(named - {row.code for row in rows}),
    ]
    if faults:
        raise ValueError(listed(faults))
    return layout


def _texts(given: Sequence[object]) -> tuple[str, ...]:
    if not isinstance(given, list):
        raise TypeError(str(given))
    return tuple(str(text) for text in given)


def bare(code: object) -> str:
    """Give a code as it is compared: spreadsheets make 1 of 01."""
    text = "".join(str(code).split())
    return text.lstrip("0") or text
