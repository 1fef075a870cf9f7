"""Calls on arrays that numpy does not have with the result as last argument."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Lane = NDArray[np.float64]
Flags = NDArray[np.bool_]


def put(given: Lane, into: Lane) -> None:
    """Copy, spreading as numpy does."""
    into[...] = given


def put_where(condition: Flags, given: Lane, into: Lane) -> None:
    """Copy where a condition holds."""
    np.copyto(into, given, where=condition)


def lesser(left: Lane, right: Lane, into: Lane) -> None:
    """Take the smaller of two values."""
    np.minimum(left, right, out=into)


def greater(left: Lane, right: Lane, into: Lane) -> None:
    """Take the larger of two values."""
    np.maximum(left, right, out=into)


def lesser_known(left: Lane, right: Lane, into: Lane) -> None:
    """Take the smaller of two values, or the one there is."""
    np.fmin(left, right, out=into)


def blank(below: Lane, into: Lane) -> None:
    """Leave no figure where a denominator is zero."""
    np.copyto(into, np.nan, where=below == 0)


def add_up(rows: Lane, into: Lane) -> None:
    """Sum rows into one."""
    np.add.reduce(rows, axis=0, out=into[0])


def least(rows: Lane, into: Lane) -> None:
    """Take the smallest of several rows."""
    np.minimum.reduce(rows, axis=0, out=into[0])


def least_known(rows: Lane, into: Lane) -> None:
    """Take the smallest of several rows where they have a value."""
    np.fmin.reduce(rows, axis=0, out=into[0])


def look_up(table: Lane, number: Lane, into: Lane) -> None:
    """Take rows of a table by number, lane by lane."""
    into[...] = np.take_along_axis(table, number.astype(np.intp), axis=0)


CELLWISE: frozenset[Callable[..., object]] = frozenset(
    {np.add, np.subtract, np.multiply, np.divide, np.rint, np.power, lesser, greater}
)
"""Calls that may write over what they read, because each cell needs only its own place."""
