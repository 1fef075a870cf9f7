"""Operators of a page written again as they were: numbers of places, which recur from row to row, and texts."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from bondcalc.typeset.fonts import Typefaces
    from bondcalc.typeset.widths import Role


ARC = 4 / 3 * (2**0.5 - 1)
"""How far the handles of the curve that stands for a quarter of a circle lie from its ends, as a part of the radius."""


@lru_cache(maxsize=10_000)
def written(number: float) -> str:
    """Write a number as reportlab does."""
    from reportlab.lib.rl_accel import fp_str

    return fp_str(number)


def written_plainly(canvas: "Canvas") -> None:
    """Let finished pages be written as they are: the library would look up each of their signs, which are plain ones, in a table."""
    from reportlab.pdfbase.pdfdoc import PDFPage

    for part in canvas._doc.idToObject.values():  # noqa: SLF001 - the library hands out no page
        if isinstance(part, PDFPage) and isinstance(part.stream, str) and part.stream.isascii():
            part.stream = part.stream.encode()


def draw_grid(canvas: "Canvas", edges: Sequence[float], top: float, bottom: float) -> None:
    """Draw the rules around cells that stand side by side between `edges`, by the operators of `canvas.lines`."""
    across, high, low = [*map(written, edges)], written(top), written(bottom)
    drawn = [f"{edge} {high} m {edge} {low} l" for edge in across]
    drawn += [f"{across[0]} {level} m {across[-1]} {level} l" for level in (high, low)]
    canvas._code += ["n", *drawn, "S"]  # noqa: SLF001 - the library writes every number anew


def draw_circle(canvas: "Canvas", x: float, y: float, radius: float, *, stroke: bool) -> None:
    """Draw a filled circle by the operators of `canvas.circle`, which works its four arcs out anew for each."""
    steps = (-radius, -radius * ARC, 0, radius * ARC, radius)
    left, inner_left, middle, inner_right, right = (written(x + step) for step in steps)
    low, inner_low, level, inner_high, high = (written(y + step) for step in steps)
    canvas._code += [  # noqa: SLF001
        f"n\n{right} {level} m",
        f"{right} {inner_high} {inner_right} {high} {middle} {high} c",
        f"{inner_left} {high} {left} {inner_high} {left} {level} c",
        f"{left} {inner_low} {inner_left} {low} {middle} {low} c",
        f"{inner_right} {low} {right} {inner_low} {right} {level} c",
        "B*" if stroke else "f*",
    ]


def draw_at(canvas: "Canvas", x: float, y: float, ink: str) -> None:
    """Draw a text at a place by its operators."""
    canvas._code.append(f"BT 1 0 0 1 {written(x)} {written(y)} Tm {ink} ET")  # noqa: SLF001


class Letters(dict[str, tuple[int, str]]):
    """How characters are written in the face of a role: the part of the face that has each, and its code; looked up once a file.

    The library numbers characters in the order in which they are first drawn. MissingGlyphError for one that the face lacks.
    """

    def __init__(self, canvas: "Canvas", faces: "Typefaces", role: "Role") -> None:
        from reportlab.pdfbase.pdfmetrics import getFont

        super().__init__()
        self._document, self._font, self._faces, self._role = canvas._doc, getFont(faces.names[role]), faces, role  # noqa: SLF001
        self._chosen: dict[tuple[int, float], str] = {}

    def __missing__(self, char: str) -> tuple[int, str]:
        """Let the library give a character its code."""
        from reportlab.lib.rl_accel import escapePDF

        self._faces.require(char, self._role)
        [(part, code)] = self._font.splitString(char, self._document)
        letter = self[char] = part, escapePDF(code)
        return letter

    def _choosing(self, part: int, size: float) -> str:
        """Give the operators that choose a part of the face at a size; the library names the face when it is first chosen."""
        if (part, size) not in self._chosen:
            name = self._font.getSubsetInternalName(part, self._document)
            self._chosen[part, size] = f"{name} {written(size)} Tf {written(size * 1.2)} TL"
        return self._chosen[part, size]

    def ink(self, runs: Iterable[tuple[str, float | None]], size: float) -> Iterator[str]:
        """Give the operators of a text in runs, each with the space between its characters where that is set."""
        current = None
        for run, spaced in runs:
            if spaced is not None:
                yield f"{written(spaced)} Tc"
            codes: list[str] = []
            for part, code in map(self.__getitem__, run):
                if part != current:
                    if codes:
                        yield f"({''.join(codes)}) Tj"
                        codes = []
                    yield self._choosing(part, size)
                    current = part
                codes.append(code)
            yield f"({''.join(codes)}) Tj"
