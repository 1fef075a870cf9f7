"""Figures without a formula."""

from bondcalc.algebra.line import Structure
from bondcalc.algebra.quick_nodes import node


@node
class Solved(Structure):
    """Values solved for when the schedules were built, since no formula gives them: check lines stand beside them."""
