"""What is said of one number of a text: it agrees, contradicts, or is nobody's (一致、矛盾、未对应)."""

from enum import StrEnum
from typing import NamedTuple

from bondcalc.claims.quantities import Dimension


class Judgement(StrEnum):
    """How a number of a text stands to the figures of the project."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    UNATTRIBUTED = "unattributed"


class NumberClaim(NamedTuple):
    """One number of a text, judged: as written, the name beside it, the figures it means and what they are in print.

    `clause` is what the number stands in; `ids` and `right` are empty where nothing is named.
    """

    text: str
    clause: str
    dimension: Dimension
    judgement: Judgement
    name: str = ""
    ids: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
