"""What drives the variance: how much of it each driver explains, also where drivers move together.

CAR scores (Zuber and Strimmer 2011; Genizi 1993): the drivers are made uncorrelated by the symmetric root of their
correlation matrix, and what each of these explains is counted for the driver it is closest to. Shares are never negative and
total R² of the linear regression; with independent drivers they are the squared correlations. What is left over is curved
or comes from drivers acting together.
"""

import numpy as np

from bondcalc.probability.normal import Array

LEAST = 1e-10
"""Eigenvalues below this share of the largest count as zero: drivers that are copies of one another."""


def shares(moments: Array) -> Array:
    """Give the share of the last variable's variance that each of the others explains.

    `moments` are the sums of products of all variables and a one that stands first: row and column 0 hold count and
    sums. A variable without variance explains nothing; without variance to explain, or without any scenario, all shares are zero.
    """
    count = moments[0, 0]
    if not count:
        return np.zeros(len(moments) - 2)
    means = moments[0, 1:] / count
    covariance = moments[1:, 1:] / count - np.outer(means, means)
    variance = np.maximum(np.diag(covariance), 0)
    # What rounding leaves of a figure that never moves is no variance.
    moves = variance > 1e-13 * np.maximum(np.diag(moments)[1:] / count, 1e-300)
    explained = np.zeros(len(variance) - 1)
    if not moves[-1] or not moves[:-1].any():
        return explained
    kept = np.flatnonzero(moves)
    spread = np.sqrt(variance[kept])
    correlation = covariance[np.ix_(kept, kept)] / np.outer(spread, spread)
    values, vectors = np.linalg.eigh(correlation[:-1, :-1])
    # Drivers that are copies of one another share one direction; dividing by its rounding noise would invent shares.
    inverse = np.where(values > LEAST * values[-1], 1 / np.sqrt(np.maximum(values, 1e-300)), 0)
    scores = vectors @ (inverse * (vectors.T @ correlation[:-1, -1]))
    explained[kept[:-1]] = scores**2
    return explained
