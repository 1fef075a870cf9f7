"""Names one after the other in a sentence: one that has the sign of a list in it stands in quotation marks."""

import re
from collections.abc import Iterable

_WITHIN = re.compile(r"（[^（）]*）|“[^“”]*”|\([^()]*\)")
"""What brackets and quotation marks hold together already."""
_APART = re.compile(r"[、，；;]|(?<!\d),|,(?!\d{3})")
"""Signs that part a list; a comma that groups digits is none."""


def in_turn(names: Iterable[object], between: str = "、") -> str:
    """Join names by 、 (a sentence in English by a comma); of several, “管网、泵站” is told from 管网 and 泵站. Empty for no name."""
    return between.join(told_apart(names))


def in_english(names: Iterable[object]) -> str:
    """Join names in a sentence in English."""
    return in_turn(names, ", ")


def spans(years: Iterable[int | str], to: str = "至") -> list[str]:
    """Write years, in their order, that follow one another as one span: 2023至2041."""
    known = [int(year) for year in years]
    starts = [year for year in known if year - 1 not in known]
    ends = [year for year in known if year + 1 not in known]
    return [f"{first}" if first == last else f"{first}{to}{last}" for first, last in zip(starts, ends, strict=True)]


def told_apart(names: Iterable[object]) -> list[str]:
    """Give names as a list shows them: of several, one with the sign of a list in it in quotation marks."""
    said = [str(name) for name in names]
    return said if len(said) == 1 else [_held_together(name) for name in said]


def _held_together(name: str) -> str:
    bare = name
    while (less := _WITHIN.sub("", bare)) != bare:
        bare = less
    return f"“{name}”" if _APART.search(bare) else name
