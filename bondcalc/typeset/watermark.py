"""The page mark as a light diagonal drawing.

It is drawn as outlines, not as text: a diagonal text would come out between the lines of whoever extracts the text.
"""

from struct import unpack_from
from typing import TYPE_CHECKING

from bondcalc.typeset.truetype import Face

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.pathobject import PDFPathObject

GREY = 0.945
OutlinePoint = tuple[float, float, bool]


def define_watermark(canvas: "Canvas", name: str, text: str, face: Face, length: float) -> None:
    """Make a form of the text, centred on the origin, at most `length` points long, rising at 45 degrees."""
    size = min(length / max(len(text), 1), 64)
    unit = size / face.number("head", 18)
    advances = [face.metric(face.glyphs[ord(char)])[0] * unit for char in text]
    canvas.beginForm(name, -length, -length, length, length)
    canvas.rotate(45)
    canvas.translate(-sum(advances) / 2, -0.38 * size)
    canvas.setFillGray(GREY)
    path = canvas.beginPath()
    x = 0.0
    for char, advance in zip(text, advances, strict=True):
        for contour in contours(face.outline(face.glyphs[ord(char)])):
            trace(path, [(x + px * unit, py * unit, on) for px, py, on in contour])
        x += advance
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.endForm()


def contours(outline: bytes) -> list[list[OutlinePoint]]:
    """Read the contours of a simple glyph: (x, y, on the curve). A composed glyph gives none."""
    count = unpack_from(">h", outline)[0] if outline else 0
    if count <= 0:
        return []
    ends = unpack_from(f">{count}H", outline, 10)
    position = 12 + 2 * count + unpack_from(">H", outline, 10 + 2 * count)[0]
    flags: list[int] = []
    while len(flags) <= ends[-1]:
        flag = outline[position]
        repeats = outline[position + 1] if flag & 8 else 0
        flags += [flag] * (repeats + 1)
        position += 2 if flag & 8 else 1
    xs, position = coordinates(outline, position, flags, short=2, same=16)
    ys, position = coordinates(outline, position, flags, short=4, same=32)
    points = [(float(x), float(y), bool(flag & 1)) for x, y, flag in zip(xs, ys, flags, strict=True)]
    starts = [0, *(end + 1 for end in ends)]
    return [points[first : end + 1] for first, end in zip(starts, ends, strict=False)]


def coordinates(outline: bytes, position: int, flags: list[int], short: int, same: int) -> tuple[list[int], int]:
    """Read one coordinate of every point; give them and the place after."""
    values, value = [], 0
    for flag in flags:
        if flag & short:
            value += outline[position] if flag & same else -outline[position]
            position += 1
        elif not flag & same:
            value += unpack_from(">h", outline, position)[0]
            position += 2
        values.append(value)
    return values, position


def trace(path: "PDFPathObject", contour: list[OutlinePoint]) -> None:
    """Add a closed contour of quadratic curves to a path of cubic ones."""
    points = spelled_out(contour)
    x, y, _ = points[0]
    path.moveTo(x, y)
    control: OutlinePoint | None = None
    for point in [*points[1:], points[0]]:
        px, py, on = point
        if not on:
            control = point
        elif control is None:
            path.lineTo(px, py)
            x, y = px, py
        else:
            cx, cy, _ = control
            path.curveTo((x + 2 * cx) / 3, (y + 2 * cy) / 3, (px + 2 * cx) / 3, (py + 2 * cy) / 3, px, py)
            x, y, control = px, py, None
    path.close()


def spelled_out(contour: list[OutlinePoint]) -> list[OutlinePoint]:
    """Write out the points TrueType leaves unsaid between two control points; start on the curve."""
    points: list[OutlinePoint] = []
    for before, point in zip([contour[-1], *contour], contour, strict=False):
        if not before[2] and not point[2]:
            points.append(((before[0] + point[0]) / 2, (before[1] + point[1]) / 2, True))
        points.append(point)
    first = next(index for index, point in enumerate(points) if point[2])
    return points[first:] + points[:first]
