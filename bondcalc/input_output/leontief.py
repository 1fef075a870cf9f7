"""Input-output arithmetic (投入产出分析): direct and total inputs, linkage coefficients, what stays in a place.

Miller and Blair, Input-Output Analysis (2nd ed. 2009), chapters 2, 3 and 12; coefficients as China's statistics state them.
"""

from typing import NamedTuple

import numpy as np

from bondcalc.probability.normal import Array


class NoInverseError(ValueError):
    """A table whose sectors use up all they make: no output satisfies any demand."""


def direct_inputs(flows: Array, output: Array) -> Array:
    """Divide each column of flows by the output of its sector (直接消耗系数 A); a sector without output uses nothing.

    By hand in tests/input_output/test_leontief.py: test_inputs_are_flows_by_output.
    """
    return np.asarray(np.divide(flows, output, out=np.zeros_like(flows, dtype=float), where=output != 0))


def leontief_inverse(inputs: Array) -> Array:
    """Invert I - A (里昂惕夫逆矩阵): output of each row for a unit of final demand of each column.

    Raises NoInverseError where A leaves nothing over (its powers do not die out) or holds amounts beyond any measure.

    By hand in tests/input_output/test_leontief.py: test_the_inverse_of_four_sectors.
    """
    unit = np.eye(len(inputs))
    if not np.isfinite(inputs).all() or (len(inputs) and max(abs(np.linalg.eigvals(inputs))) >= 1):
        raise NoInverseError
    return np.asarray(np.linalg.solve(unit - inputs, unit), dtype=float)


def influence(inverse: Array) -> Array:
    """影响力系数: column sums of the Leontief inverse over their mean; the coefficients total the number of sectors.

    By hand in tests/input_output/test_leontief.py: test_linkage_of_four_sectors.
    """
    sums = inverse.sum(axis=0)
    return np.asarray(sums / sums.mean())


def response(inverse: Array) -> Array:
    """感应度系数: row sums of the Leontief inverse over their mean, as China's statistics take them.

    By hand in tests/input_output/test_leontief.py: test_linkage_of_four_sectors.
    """
    sums = inverse.sum(axis=1)
    return np.asarray(sums / sums.mean())


def supply_response(flows: Array, output: Array) -> Array:
    """Forward linkage by the Ghosh inverse (分配系数): row sums of (I - x̂⁻¹Z)⁻¹ over their mean.

    By hand in tests/input_output/test_leontief.py: test_ghosh_and_leontief_have_one_diagonal.
    """
    shares = np.divide(flows.T, output, out=np.zeros_like(flows, dtype=float), where=output != 0).T
    return response(leontief_inverse(shares))


class LocalTable(NamedTuple):
    """What of the inputs is bought in a place: A with each row times its local share ρ, the inverse of that."""

    inputs: Array
    inverse: Array
    whole: Array

    @property
    def multiplier(self) -> Array:
        """Output in the place for a unit of final demand of each sector: column sums of the local inverse."""
        return np.asarray(self.inverse.sum(axis=0))

    @property
    def leakage(self) -> Array:
        """Share of the output that a sector calls forth beside its own which arises elsewhere (漏出); 0 where it calls none.

        By hand in tests/input_output/test_leontief.py: test_what_a_county_keeps.
        """
        called = self.whole.sum(axis=0) - 1
        kept = np.divide(self.multiplier - 1, called, out=np.ones_like(called), where=called != 0)
        return np.asarray(1 - kept)


def local_table(inputs: Array, shares: Array) -> LocalTable:
    """Leave of the inputs what is bought in a place: `shares` (ρ) between 0 and 1, one a row.

    By hand in tests/input_output/test_leontief.py: test_what_a_county_keeps, test_nothing_bought_here_is_the_identity.
    """
    kept = inputs * shares[:, None]
    return LocalTable(kept, leontief_inverse(kept), leontief_inverse(inputs))
