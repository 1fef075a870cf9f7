"""Bonds that repay each other in a circle pay for no project: they are named, however many there are, and nothing is computed."""

import pytest

from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.refinanced import refinanced_in_turn
from bondcalc.problem import ProjectError
from tests.inputs.test_problems import FIVE
from tests.inputs.test_round_trip import RICH


def test_the_chain_ends_with_the_first_bond() -> None:
    repays = {"A": None, "B": "A", "C": "B", "D": "gone"}
    assert [refinanced_in_turn(bond, repays) for bond in repays] == [(), ("A",), ("B", "A"), ("gone",)]


@pytest.mark.parametrize("circle", ["X", "XY", "XYZ"])
def test_a_circle_is_named_at_each_of_its_bonds(circle: str) -> None:
    turned = circle[1:] + circle[0]
    bonds = [
        FIVE.replace('"X"', f'"{bond}"') + f'refinances = "{old}"\n' for bond, old in zip(circle, turned, strict=True)
    ]
    with pytest.raises(ProjectError) as caught:
        read_bytes("project.toml", "\n".join([RICH, *bonds]).encode())
    assert {problem.code for problem in caught.value.problems} == {"refinanced_in_a_circle"}
    assert len(caught.value.problems) == len(circle)
