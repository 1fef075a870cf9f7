"""Input-output arithmetic held against four sectors worked out apart from it (parts, vehicles, services, rest)."""

import numpy as np
import pytest

from bondcalc.input_output.leontief import (
    NoInverseError,
    direct_inputs,
    influence,
    leontief_inverse,
    local_table,
    response,
    supply_response,
)

INPUTS = np.array(
    [[0.20, 0.45, 0.02, 0.05], [0.01, 0.10, 0.01, 0.02], [0.08, 0.06, 0.15, 0.10], [0.35, 0.20, 0.25, 0.40]]
)
INVERSE = np.array(
    [
        [1.332044, 0.704544, 0.083268, 0.148366],
        [0.037073, 1.141671, 0.027766, 0.045773],
        [0.232239, 0.252393, 1.254569, 0.236861],
        [0.886149, 0.896704, 0.580566, 1.867164],
    ]
)
CLOSE = 1e-6


def test_the_inverse_of_four_sectors() -> None:
    found = leontief_inverse(INPUTS)
    assert found == pytest.approx(INVERSE, abs=CLOSE)
    assert found.sum(axis=0) == pytest.approx([2.487505, 2.995311, 1.946170, 2.298164], abs=CLOSE)
    assert (np.eye(4) - INPUTS) @ found == pytest.approx(np.eye(4), abs=1e-12)


def test_linkage_of_four_sectors() -> None:
    found = leontief_inverse(INPUTS)
    assert influence(found) == pytest.approx([1.022912, 1.231732, 0.800304, 0.945051], abs=CLOSE)
    assert response(found) == pytest.approx([0.932739, 0.514964, 0.812597, 1.739701], abs=CLOSE)
    assert influence(found).sum() == pytest.approx(4, abs=1e-12)
    assert response(found).sum() == pytest.approx(4, abs=1e-12)


def test_what_a_county_keeps() -> None:
    """750 亿 of vehicles call forth 108.1 亿 of parts here, and nine tenths of what they call forth arises elsewhere."""
    kept = local_table(INPUTS, np.array([0.30, 0, 0.20, 0.10]))
    assert kept.inverse[:, 1] == pytest.approx([0.144137, 1, 0.015295, 0.026487], abs=CLOSE)
    assert kept.multiplier[1] == pytest.approx(1.185919, abs=CLOSE)
    assert kept.leakage[1] == pytest.approx(0.907, abs=5e-4)
    assert [round(750 * share * kept.inverse[0, 1], 1) for share in (1, 0.6, 0.2)] == [108.1, 64.9, 21.6]


def test_nothing_bought_here_is_the_identity() -> None:
    kept = local_table(INPUTS, np.zeros(4))
    assert np.array_equal(kept.inverse, np.eye(4))
    assert np.array_equal(kept.leakage, np.ones(4))
    assert local_table(INPUTS, np.ones(4)).leakage == pytest.approx(np.zeros(4), abs=1e-12)


def test_inputs_are_flows_by_output() -> None:
    """20 of 100, 45 of 100, and a sector that makes nothing uses nothing."""
    flows, output = np.array([[20.0, 45.0, 0.0], [1.0, 10.0, 0.0], [0.0, 0.0, 0.0]]), np.array([100.0, 100.0, 0.0])
    assert direct_inputs(flows, output).tolist() == [[0.20, 0.45, 0], [0.01, 0.10, 0], [0, 0, 0]]


def test_ghosh_and_leontief_have_one_diagonal() -> None:
    """x̂⁻¹Z and Zx̂⁻¹ are similar: their inverses share the diagonal, and with equal outputs they are the same matrix."""
    output = np.full(4, 50.0)
    assert supply_response(INPUTS * 50, output) == pytest.approx(response(leontief_inverse(INPUTS)), abs=1e-12)
    uneven = np.array([10.0, 80.0, 30.0, 200.0])
    shares = (INPUTS * uneven) / uneven[:, None]
    assert np.diag(leontief_inverse(shares)) == pytest.approx(np.diag(leontief_inverse(INPUTS)), abs=1e-10)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_sectors_that_use_up_what_they_make_have_no_inverse(scale: float) -> None:
    with pytest.raises(NoInverseError):
        leontief_inverse(np.array([[0.5, 0.5], [0.5, 0.5]]) * scale)
