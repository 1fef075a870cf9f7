"""秩相关: what a rank correlation means for the normals behind it, and whether a matrix of them is possible.

In plain Python: it is asked whenever a file is read, and a matrix of eleven rows is not worth loading numpy.
"""

from collections.abc import Sequence
from math import pi, sin, sqrt

Matrix = tuple[tuple[float, ...], ...]

SLACK = 1e-9
"""What is left of a diagonal after rounding; a matrix of full correlation (1 or -1) is still possible."""


def of_normals(rank: float) -> float:
    """Correlation of two normals whose rank correlation (Spearman) is `rank`: 2 sin(pi r / 6), exact."""
    return 2 * sin(pi * rank / 6)


def matrix_of(names: Sequence[str], ranks: Sequence[tuple[str, str, float]]) -> list[list[float]]:
    """Give the correlations of the normals behind some names; pairs without a rank correlation are independent."""
    normals = {frozenset((name, other)): of_normals(rank) for name, other, rank in ranks}
    return [[1.0 if name == other else normals.get(frozenset((name, other)), 0.0) for other in names] for name in names]


def factor(matrix: Sequence[Sequence[float]]) -> Matrix | None:
    """Factor a matrix of correlations, or of what is left of them, into lower L, L x L' = matrix; None when none exists.

    Cholesky that lets a pivot be zero: rows that are fully correlated with earlier ones add no normal of their own.
    """
    size = len(matrix)
    rows = [[0.0] * size for _ in range(size)]
    for column in range(size):
        left = matrix[column][column] - sum(part * part for part in rows[column][:column])
        if left < -SLACK:
            return None
        rows[column][column] = pivot = sqrt(left) if left > SLACK else 0.0
        for row in range(column + 1, size):
            rest = matrix[row][column] - sum(
                a * b for a, b in zip(rows[row][:column], rows[column][:column], strict=True)
            )
            if pivot:
                rows[row][column] = rest / pivot
            elif abs(rest) > sqrt(SLACK):
                return None
    return tuple(tuple(row) for row in rows)


def impossible(matrix: Sequence[Sequence[float]]) -> tuple[int, ...]:
    """Name the rows that cannot go together, as few as leaving out one at a time gives; none where all can."""
    if factor(matrix) is not None:
        return ()
    kept = list(range(len(matrix)))
    for index in range(len(matrix)):
        fewer = [row for row in kept if row != index]
        if factor([[matrix[row][column] for column in fewer] for row in fewer]) is None:
            kept = fewer
    return tuple(kept)
