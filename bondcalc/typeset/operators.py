"""Operators of a page written again as they were: numbers of places, which recur from row to row, and texts."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


@lru_cache(maxsize=10_000)
def written(number: float) -> str:
    """Write a number as reportlab does."""
    from reportlab.lib.rl_accel import fp_str

    return fp_str(number)


def draw_lines(canvas: "Canvas", lines: Sequence[tuple[float, float, float, float]]) -> None:
    """Draw straight lines, from point to point, by the operators of `canvas.lines`."""
    drawn = [f"{written(x)} {written(y)} m {written(to_x)} {written(to_y)} l" for x, y, to_x, to_y in lines]
    canvas._code += ["n", *drawn, "S"]  # noqa: SLF001 - the library writes every number anew


def draw_at(canvas: "Canvas", x: float, y: float, ink: str) -> None:
    """Draw a text at a place by its operators."""
    canvas._code.append(f"BT 1 0 0 1 {written(x)} {written(y)} Tm {ink} ET")  # noqa: SLF001
