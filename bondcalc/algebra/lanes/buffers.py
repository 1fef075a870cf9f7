"""Places for buffers in one store of rows."""

from bisect import insort


class Room:
    """Rows counted from 0; what is given back is given out again, the first fitting piece first."""

    def __init__(self) -> None:
        self.height = 0
        self._free: list[tuple[int, int]] = []

    def take(self, size: int) -> int:
        """Give the first row of `size` rows in a piece."""
        for number, (start, length) in enumerate(self._free):
            if length >= size:
                self._free[number : number + 1] = [(start + size, length - size)] if length > size else []
                return start
        start = self.height
        # A free piece at the very end is too small, but it can grow: no row behind it is taken.
        if self._free and sum(self._free[-1]) == self.height:
            start, _ = self._free.pop()
        self.height = start + size
        return start

    def give(self, start: int, size: int) -> None:
        """Take rows back, and join them to free neighbours."""
        insort(self._free, (start, size))
        index = self._free.index((start, size))
        # The neighbour behind first: joining the one before would move the place.
        for left in (index, index - 1):
            if left < 0 or left + 1 >= len(self._free):
                continue
            (first, length), (after, more) = self._free[left : left + 2]
            if first + length == after:
                self._free[left : left + 2] = [(first, length + more)]
