"""Addresses of cells and of blocks of cells."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bondcalc.inputs.files.stored import Spot

Area = tuple[int, int, int, int]
"""A block of cells: top, left, bottom, right."""
ROWS, COLUMNS = 1_048_576, 16_384
"""The size of a sheet."""
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_WHOLE = re.compile(r"([A-Z]{1,3}|\d{1,7}):([A-Z]{1,3}|\d{1,7})")


def spot_of(address: str) -> Spot:
    """Give row and column of an address such as D7; ValueError for another text."""
    match = _ADDRESS.fullmatch(address.replace("$", ""))
    if match is None:
        raise ValueError(address)
    return int(match[2]), column_of(match[1])


def column_of(letters: str) -> int:
    """Give the number of a column: AB is 28."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


@lru_cache(maxsize=4096)
def area_of(text: str) -> Area:
    """Give a block such as B3:D8, 3:8 or B:D; ValueError for another text."""
    whole = _WHOLE.fullmatch(text)
    if whole and whole[1].isdecimal() and whole[2].isdecimal():
        return int(whole[1]), 1, int(whole[2]), COLUMNS
    if whole and whole[1].isalpha() and whole[2].isalpha():
        return 1, column_of(whole[1]), ROWS, column_of(whole[2])
    start, _, end = text.partition(":")
    top, left = spot_of(start)
    bottom, right = spot_of(end or start)
    return top, left, bottom, right


def letters_of(column: int) -> str:
    """Name a column: 28 is AB."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def address_of(spot: Spot) -> str:
    """Name a cell."""
    return f"{letters_of(spot[1])}{spot[0]}"


def block(area: Area) -> str:
    """Name a block of cells; one cell by its own address."""
    top, left, bottom, right = area
    start = address_of((top, left))
    return start if (top, left) == (bottom, right) else f"{start}:{address_of((bottom, right))}"


def within(spot: Spot, area: Area) -> bool:
    """Tell whether a cell lies in a block."""
    return area[0] <= spot[0] <= area[2] and area[1] <= spot[1] <= area[3]


def blocks(spots: Iterable[Spot]) -> Iterator[Area]:
    """Put cells together to blocks: side by side first, then equal stretches under each other."""
    open_: dict[tuple[int, int], Area] = {}
    for row, left, right in _stretches(sorted(spots)):
        above = open_.get((left, right))
        if above is not None and above[2] == row - 1:
            open_[left, right] = (above[0], left, row, right)
            continue
        if above is not None:
            yield above
        open_[left, right] = (row, left, row, right)
    yield from sorted(open_.values())


def _stretches(spots: list[Spot]) -> Iterator[tuple[int, int, int]]:
    start: Spot | None = None
    last: Spot = (0, 0)
    for spot in spots:
        if start is not None and spot == (last[0], last[1] + 1):
            last = spot
            continue
        if start is not None:
            yield start[0], start[1], last[1]
        start = last = spot
    if start is not None:
        yield start[0], start[1], last[1]
