"""What a picture is made of: a few shapes in points from the upper left corner, drawn alike as vectors and as dots."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

INK, SOFT, GRID = "#1b2733", "#5c6b7a", "#d9e0e7"
AGAINST, FAVOUR, WHOLE = "#404040", "#bfbfbf", "#7f7f7f"
"""Told apart in black and white too."""
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Rectangle:
    """A filled rectangle, with an edge where one is stated."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    edge: str = ""


@dataclass(frozen=True)
class Polyline:
    """A line through points; filled between them it is a surface without a line."""

    points: Sequence[tuple[float, float]]
    colour: str
    width: float = 1.0
    dash: tuple[float, ...] = ()
    filled: bool = False


@dataclass(frozen=True)
class Lettering:
    """A text on a line whose middle is at `y`."""

    x: float
    y: float
    text: str
    size: float = 13.0
    anchor: Anchor = "start"
    colour: str = INK
    bold: bool = False


PictureShape = Rectangle | Polyline | Lettering


@dataclass
class Picture:
    """Shapes in the order they are drawn, and how much room they take; `plotted` are those that hang on figures."""

    width: float
    height: float
    shapes: list[PictureShape] = field(default_factory=list)
    plotted: list[PictureShape] = field(default_factory=list)
