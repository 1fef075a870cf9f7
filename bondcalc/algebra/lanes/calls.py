"""Calls on arrays that numpy does not have with the result as last argument."""

from typing import Any

import numpy as np


def put(given: Any, into: Any) -> None:
    """Copy, spreading as numpy does."""
    into[...] = given


def put_where(condition: Any, given: Any, into: Any) -> None:
    """Copy where a condition holds."""
    np.copyto(into, given, where=condition)


def lesser(one: Any, other: Any, into: Any) -> None:
    """Take the smaller of two values."""
    np.minimum(one, other, out=into)


def greater(one: Any, other: Any, into: Any) -> None:
    """Take the larger of two values."""
    np.maximum(one, other, out=into)


def lesser_known(one: Any, other: Any, into: Any) -> None:
    """Take the smaller of two values, or the one there is."""
    np.fmin(one, other, out=into)


def blank(below: Any, into: Any) -> None:
    """Leave no figure where a denominator is zero."""
    np.copyto(into, np.nan, where=below == 0)


def add_up(rows: Any, into: Any) -> None:
    """Sum rows into one."""
    np.add.reduce(rows, axis=0, out=into[0])


def least(rows: Any, into: Any) -> None:
    """Take the smallest of several rows."""
    np.minimum.reduce(rows, axis=0, out=into[0])


def least_known(rows: Any, into: Any) -> None:
    """Take the smallest of several rows where they have a value."""
    np.fmin.reduce(rows, axis=0, out=into[0])


def look_up(table: Any, number: Any, into: Any) -> None:
    """Take rows of a table by number, lane by lane."""
    into[...] = np.take_along_axis(table, number.astype(np.intp), axis=0)


CELLWISE: frozenset[Any] = frozenset({np.add, np.subtract, np.multiply, np.divide, np.rint, np.power, lesser, greater})
"""Calls that may write over what they read, because each cell needs only its own place."""
