"""Pictures as PNG, one below the other: the same shapes give the same dots with the same library."""

from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING

from bondcalc.pictures.letters import PLAIN, STRONG, drawable, face
from bondcalc.pictures.shapes import Lettering, Picture, Polyline, Rectangle

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

SCALE = 2
"""Dots of the picture by point: sharp on paper as wide as a page."""
ANCHORS = {"start": "lm", "middle": "mm", "end": "rm"}


def png(pictures: Sequence[Picture]) -> bytes:
    """Draw pictures below each other on white."""
    from PIL import Image, ImageDraw

    width = max((picture.width for picture in pictures), default=1)
    height = sum(picture.height for picture in pictures)
    image = Image.new("RGB", (round(width * SCALE), max(1, round(height * SCALE))), "white")
    canvas, top = ImageDraw.Draw(image), 0.0
    for picture in pictures:
        for shape in picture.shapes:
            _draw(canvas, shape, top)
        top += picture.height
    buffer = BytesIO()
    image.save(buffer, "PNG", dpi=(144, 144))
    return buffer.getvalue()


def _draw(canvas: "ImageDraw", shape: Rectangle | Polyline | Lettering, top: float) -> None:
    if isinstance(shape, Rectangle):
        corners = (shape.x, shape.y + top, shape.x + shape.width, shape.y + shape.height + top)
        canvas.rectangle([round(corner * SCALE) for corner in corners], shape.fill, shape.edge or None)
    elif isinstance(shape, Lettering):
        role = STRONG if shape.bold else PLAIN
        letters = face(role, round(shape.size * SCALE))
        anchored = (shape.x * SCALE, (shape.y + top) * SCALE)
        canvas.text(anchored, drawable(shape.text, role), shape.colour, letters, ANCHORS[shape.anchor])
    else:
        points = [(x * SCALE, (y + top) * SCALE) for x, y in shape.points]
        if shape.filled:
            canvas.polygon(points, shape.colour)
        else:
            for stroke in _strokes(points, [length * SCALE for length in shape.dash]):
                canvas.line(stroke, shape.colour, max(1, round(shape.width * SCALE / 1.3)), "curve")


def _strokes(points: list[tuple[float, float]], dash: list[float]) -> list[list[tuple[float, float]]]:
    """Cut a line into its dashes, which go on around corners."""
    if not dash:
        return [points]
    strokes, number, left = [], 0, dash[0]
    for (x, y), (to_x, to_y) in pairwise(points):
        length, done = hypot(to_x - x, to_y - y), 0.0
        while done < length:
            step = min(left, length - done)
            if number % 2 == 0:
                at = [(x + (to_x - x) * part / length, y + (to_y - y) * part / length) for part in (done, done + step)]
                strokes.append(at)
            done, left = done + step, left - step
            if left <= 0:
                number += 1
                left = dash[number % len(dash)]
    return strokes
