"""What a drawing paints, mark by mark, with its place on the page: the look of a seal, and the texts under it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bondcalc.audit.pdf.boxes import (
    SAME,
    UNIT,
    Box,
    Point,
    Transform,
    after,
    around,
    box_moved,
    box_of,
    matrix,
    moved,
    size,
    within,
)
from bondcalc.audit.pdf.glyphs import Glyphs
from bondcalc.audit.pdf.ink import Item, Operands, Reader, Run, Token

WIDE = 0x2000
"""Characters from here on are as wide as high."""
FILLS = frozenset({"f", "F", "f*", "B", "B*", "b", "b*"})
STROKES = frozenset({"S", "s"})
FULL = 0.6
"""Of its box a fill takes so much at least where it hides what lies under it; the star of a seal takes less than half."""
DEEPEST = 8
MOST = 20_000
"""Marks of one look; more are no seal's."""


@dataclass(frozen=True)
class PaintedMark:
    """Something painted: the box around it on the page, its words if it is a text, whether nothing shows through it."""

    box: Box
    text: str = ""
    hides: bool = False


@dataclass(frozen=True)
class PaintState:
    """Where and how a drawing paints at a moment."""

    place: Transform
    through: bool = False


@dataclass
class Painter:
    """Follows the items of a drawing. `resources` are what it refers to; `none` where only its texts are asked for."""

    state: PaintState
    resources: Any
    depth: int = 0
    stack: list[PaintState] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)

    def marks(self, items: Sequence[Item]) -> Iterator[PaintedMark]:
        """Give every mark."""
        for item in items:
            if isinstance(item, Run):
                yield text_mark(item, self.state.place)
            else:
                yield from self.token(item)

    def token(self, token: Token) -> Iterator[PaintedMark]:
        """Take one instruction outside texts."""
        operator, given = token
        if operator == "q":
            self.stack.append(self.state)
        elif operator == "Q" and self.stack:
            self.state = self.stack.pop()
        elif operator == "cm":
            self.state = replace(self.state, place=after(matrix(given), self.state.place))
        elif operator == "gs":
            self.state = replace(self.state, through=translucent(self.named("/ExtGState", given)))
        elif operator in {"Do", "INLINE IMAGE", "sh"}:
            yield from self.thing(self.named("/XObject", given) if operator == "Do" else None)
        else:
            yield from self.path(operator, given)

    def named(self, kind: str, given: Operands) -> Any:
        """Find a thing drawing refers to by name; None where it is not there."""
        name = given[0].decode("latin-1") if given and isinstance(given[0], bytes) else ""
        return self.resources.get(kind, {}).get(name) if name else None

    def path(self, operator: str, given: Operands) -> Iterator[PaintedMark]:
        """Follow a path; a fill or a stroke ends it and paints."""
        if operator in {"m", "l", "c", "v", "y"}:
            numbers = [float(number) for number in given]
            self.points += [moved(pair, self.state.place) for pair in zip(numbers[::2], numbers[1::2], strict=True)]
        elif operator == "re" and len(given) == 4:
            x, y, width, height = map(float, given)
            corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
            self.points += [moved(corner, self.state.place) for corner in corners]
        elif operator in FILLS | STROKES and self.points:
            box, filled = around(self.points), operator in FILLS
            full = filled and not self.state.through and within(self.points) >= FULL * size(box)
            yield PaintedMark(box, hides=full)
        if operator in FILLS | STROKES | {"n"}:
            self.points = []

    def thing(self, thing: Any) -> Iterator[PaintedMark]:
        """Paint an image, or the drawing inside a form."""
        if thing is None or thing.get("/Subtype") != "/Form":
            masked = thing is not None and any(key in thing for key in ("/SMask", "/Mask", "/ImageMask"))
            yield PaintedMark(box_moved(UNIT, self.state.place), hides=not (masked or self.state.through))
            return
        if self.depth >= DEEPEST:
            raise ValueError("drawings inside drawings without end")
        place = after(matrix(thing.get("/Matrix", SAME)), self.state.place)
        yield from drawn(thing, replace(self.state, place=place), self.resources, self.depth + 1)


def drawn(form: Any, state: PaintState, around_it: Any, depth: int = 0) -> Iterator[PaintedMark]:
    """Give the marks of a form; one without resources of its own uses those of what it stands in."""
    from pikepdf import parse_content_stream

    resources = form.get("/Resources", around_it)
    fonts = {name: Glyphs(font) for name, font in resources.get("/Font", {}).items()}
    yield from Painter(state, resources, depth).marks(Reader(fonts).read(parse_content_stream(form)))


def look_marks(form: Any, rectangle: Box) -> list[PaintedMark]:
    """Give what the look of an annotation paints, on the page: readers fit its box into the annotation's rectangle.

    ValueError for one of too many marks or drawings inside drawings.
    """
    given = matrix(form.get("/Matrix", SAME))
    inner = box_moved(box_of(form.BBox), given)
    width, height = inner[2] - inner[0], inner[3] - inner[1]
    if not (width and height and size(rectangle)):
        return []
    across, up = (rectangle[2] - rectangle[0]) / width, (rectangle[3] - rectangle[1]) / height
    fitted = (across, 0, 0, up, rectangle[0] - across * inner[0], rectangle[1] - up * inner[1])
    painted_marks: list[PaintedMark] = []
    for mark in drawn(form, PaintState(after(given, fitted)), {}):
        painted_marks.append(mark)
        if len(painted_marks) > MOST:
            raise ValueError(f"more than {MOST} marks")
    return painted_marks


def text_mark(run: Run, place: Transform) -> PaintedMark:
    """Give a text with the box around it; a Chinese character is as wide as high, a digit a little over half."""
    given = next((one for operator, one in run.style if operator == "Tm"), None)
    own = matrix(given) if given is not None else SAME
    for operator, by in run.style:
        if operator in {"Td", "TD"} and len(by) == 2:
            own = after((1, 0, 0, 1, float(by[0]), float(by[1])), own)
            break
    high = largest(run, "Tf")
    wide = sum(high if ord(char) > WIDE else 0.6 * high for char in run.text) + largest(run, "Tc") * len(run.text)
    return PaintedMark(box_moved((0, -0.15 * high, wide, 0.85 * high), after(own, place)), run.text)


def largest(run: Run, operator: str) -> float:
    """Give the largest number an operator is given in a text: its size, how far its characters stand apart."""
    return max((float(given[-1]) for name, given in run.style if name == operator and given), default=0.0)


def translucent(settings: Any) -> bool:
    """Tell whether what is painted with these settings lets shine through what lies under it."""
    if settings is None:
        return False
    return float(settings.get("/ca", 1)) < 1 or str(settings.get("/BM", "/Normal")) not in {"/Normal", "/Compatible"}
