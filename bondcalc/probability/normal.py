"""The normal distribution over arrays: numpy has neither its distribution function nor the inverse.

Both are published rational approximations; the tests hold them to the standard library's scalar ones.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Wichura, Algorithm AS 241 (1988), PPND16: relative error about 1e-16. Highest power first, as polyval-by-Horner reads them.
_CENTRE = (
    (
        2509.0809287301226727,
        33430.575583588128105,
        67265.770927008700853,
        45921.953931549871457,
        13731.693765509461125,
        1971.5909503065514427,
        133.14166789178437745,
        3.387132872796366608,
    ),
    (
        5226.495278852854561,
        28729.085735721942674,
        39307.89580009271061,
        21213.794301586595867,
        5394.1960214247511077,
        687.1870074920579083,
        42.313330701600911252,
        1.0,
    ),
)
_SHOULDER = (
    (
        7.7454501427834140764e-4,
        0.0227238449892691845833,
        0.24178072517745061177,
        1.27045825245236838258,
        3.64784832476320460504,
        5.7694972214606914055,
        4.6303378461565452959,
        1.42343711074968357734,
    ),
    (
        1.05075007164441684324e-9,
        5.475938084995344946e-4,
        0.0151986665636164571966,
        0.14810397642748007459,
        0.68976733498510000455,
        1.6763848301838038494,
        2.05319162663775882187,
        1.0,
    ),
)
_TAIL = (
    (
        2.01033439929228813265e-7,
        2.71155556874348757815e-5,
        0.0012426609473880784386,
        0.026532189526576123093,
        0.29656057182850489123,
        1.7848265399172913358,
        5.4637849111641143699,
        6.6579046435011037772,
    ),
    (
        2.04426310338993978564e-15,
        1.4215117583164458887e-7,
        1.8463183175100546818e-5,
        7.868691311456132591e-4,
        0.0148753612908506148525,
        0.13692988092273580531,
        0.59983220655588793769,
        1.0,
    ),
)
# Hart et al., Computer Approximations (1968), 5666, as West (2005) states it: absolute error below 1e-15.
_BELL = (
    (
        0.0352624965998911,
        0.700383064443688,
        6.37396220353165,
        33.912866078383,
        112.079291497871,
        221.213596169931,
        220.206867912376,
    ),
    (
        0.0883883476483184,
        1.75566716318264,
        16.064177579207,
        86.7807322029461,
        296.564248779674,
        637.333633378831,
        793.826512519948,
        440.413735824752,
    ),
)
_FAR = 7.07106781186547
"""From here on West's continued fraction takes the place of Hart's quotient."""


def below(values: Array) -> Array:
    """Share of the standard normal below each value; absolute error under 1e-14, tails included to 38 deviations."""
    size = np.minimum(np.abs(values), 38.0)
    bell = np.exp(-size * size / 2)
    near = bell * _quotient(_BELL, size)
    far = size + 0.65
    for step in (4.0, 3.0, 2.0, 1.0):
        far = size + step / far
    tail = np.where(size < _FAR, near, bell / (far * 2.506628274631))
    return np.where(values > 0, 1 - tail, tail)


def quantile(shares: Array) -> Array:
    """Value below which each share (inside 0 to 1) of the standard normal lies; relative error about 1e-15."""
    from_middle = shares - 0.5
    centre = from_middle * _quotient(_CENTRE, 0.180625 - from_middle * from_middle)
    outer = np.abs(from_middle) > 0.425
    if outer.any():
        share = np.minimum(shares[outer], 1 - shares[outer])
        depth = np.sqrt(-np.log(share))
        value = np.where(depth <= 5, _quotient(_SHOULDER, depth - 1.6), _quotient(_TAIL, depth - 5))
        centre[outer] = np.where(from_middle[outer] < 0, -value, value)
    return centre


def _quotient(pair: tuple[tuple[float, ...], tuple[float, ...]], at: Array) -> Array:
    """Divide two polynomials; only + x and / , so that every processor gives the same digits."""
    return _polynomial(pair[0], at) / _polynomial(pair[1], at)


def _polynomial(terms: tuple[float, ...], at: Array) -> Array:
    """Add up powers by Horner's scheme, the highest power first."""
    value = np.full_like(at, terms[0])
    for term in terms[1:]:
        np.multiply(value, at, out=value)
        np.add(value, term, out=value)
    return value
