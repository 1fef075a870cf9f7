"""Elements and attributes of the parts of a workbook, transitional and strict, read by their plain names."""

import math
from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

DRAWN = ("http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/")
"""How the names of all spaces begin in which sheets, drawings, charts and themes are written."""
STRANGE = "?"
"""Stands before the name of an element of any other space."""


@lru_cache(maxsize=1024)
def plain(tag: object) -> str:
    """Give the name of an element without its space; one of a space that is not ISO's gets a question mark."""
    space, _, name = str(tag).removeprefix("{").rpartition("}")
    return name if not space or (space.startswith(DRAWN) and "markup-compat" not in space) else STRANGE + name


def inner(element: Element | None, *names: str) -> Iterator[Element]:
    """Give the elements inside one, those of some names or all."""
    for child in element if element is not None else ():
        if not names or plain(child.tag) in names:
            yield child


def first(element: Element | None, *path: str) -> Element | None:
    """Go down a path of names, the first of each; None where it ends."""
    for name in path:
        element = next(inner(element, name), None)
    return element


def below(element: Element | None, *names: str) -> Iterator[Element]:
    """Give all elements of some names at any depth."""
    for child in element.iter() if element is not None else ():
        if plain(child.tag) in names:
            yield child


def value(element: Element | None, *path: str) -> str:
    """Give the `val` of the element at the end of a path; empty where it is not there or states none."""
    found = first(element, *path)
    return "" if found is None else found.get("val", "")


def flag(element: Element | None, *path: str) -> bool:
    """Read a switch that is an element: on where it stands without a value."""
    found = first(element, *path)
    return found is not None and found.get("val", "1") in {"1", "true", "on"}


def number(text: str | None, otherwise: float) -> float:
    """Read a number of an attribute; `otherwise` where there is none, or none that is finite."""
    try:
        found = float(text or "")
    except ValueError:
        return otherwise
    return found if math.isfinite(found) else otherwise


def whole(text: str | None, otherwise: int = 0) -> int:
    """Read a whole number of an attribute, whatever way a writer puts it: 4 or 4.0."""
    return int(number(text, otherwise))
