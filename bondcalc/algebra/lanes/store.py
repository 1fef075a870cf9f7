"""Arrays for a finished tape, and its calls on them."""

import numpy as np
from numpy.typing import NDArray

from bondcalc.algebra.lanes.tape import Finished, Rows


class Store:
    """Room for a number of lanes. One thread uses it at a time."""

    def __init__(self, tape: Finished, lanes: int) -> None:
        rows, flags = tape.heights
        self.lanes = lanes
        self._tape = tape
        self._rows, self._flags = np.zeros((rows, lanes)), np.zeros((flags, lanes), dtype=np.bool_)
        known: dict[Rows, NDArray[np.float64] | NDArray[np.bool_]] = {}

        def array(argument: object) -> object:
            """Give the array of rows; the same one whenever they are named, so that a call writes where a later one reads."""
            if not isinstance(argument, Rows):
                return argument
            if argument not in known:
                known[argument] = tape.view(argument, self._rows, self._flags)
            return known[argument]

        self._calls = [(call, tuple(map(array, arguments))) for call, arguments in tape.calls]

    def view(self, rows: Rows) -> NDArray[np.float64] | NDArray[np.bool_]:
        """Rows as an array."""
        return self._tape.view(self._tape.found(rows), self._rows, self._flags)

    def run(self) -> None:
        """Make every call."""
        for call, arguments in self._calls:
            call(*arguments)
