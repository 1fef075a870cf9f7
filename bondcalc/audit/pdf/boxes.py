"""Boxes on a page in points, and the matrices that move them: as much geometry as a seal over a text needs."""

from collections.abc import Iterable, Sequence
from typing import Any

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
Transform = tuple[float, float, float, float, float, float]
SAME: Transform = (1, 0, 0, 1, 0, 0)
UNIT: Box = (0, 0, 1, 1)


def matrix(numbers: Any) -> Transform:
    """Read a matrix; one that is none moves nothing."""
    given = tuple(float(number) for number in numbers)
    return given if len(given) == 6 else SAME


def after(first: Transform, then: Transform) -> Transform:
    """Give the matrix that does one move and then another."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def moved(point: Point, by: Transform) -> Point:
    """Move a point."""
    a, b, c, d, e, f = by
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def around(points: Iterable[Point]) -> Box:
    """Give the box around points; they are one at least."""
    across, up = zip(*points, strict=True)
    return min(across), min(up), max(across), max(up)


def box_moved(box: Box, by: Transform) -> Box:
    """Give the box around a box that was moved."""
    left, bottom, right, top = box
    return around(moved(corner, by) for corner in ((left, bottom), (right, bottom), (left, top), (right, top)))


def box_of(rectangle: Any) -> Box:
    """Read a rectangle, whichever of its corners are stated. ValueError where it is none."""
    left, bottom, right, top = (float(side) for side in rectangle)
    return around([(left, bottom), (right, top)])


def size(box: Box) -> float:
    """Give the area of a box in square points."""
    return (box[2] - box[0]) * (box[3] - box[1])


def meet(one: Box, other: Box) -> bool:
    """Tell whether two boxes overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def common(one: Box, other: Box) -> Box:
    """Give the box two boxes have in common; they meet."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def within(points: Sequence[Point]) -> float:
    """Give the area a line through points encloses when it is closed."""
    ends = [*points[1:], *points[:1]]
    return abs(sum(one[0] * other[1] - other[0] * one[1] for one, other in zip(points, ends, strict=True))) / 2
