"""Things known by an id: an id that is taken is refused, naming both places, and never replaced in silence."""

from typing import TypeVar

T = TypeVar("T")


class TakenError(Exception):
    """Two things claim one id; a fault of the program, never of the input."""


class Registry(dict[str, T]):
    """Things by id, each with the place in the program that stated it. `kind` says what they are."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind
        self.places: dict[str, str] = {}

    def claim(self, id_: str, thing: T, place: str) -> T:
        """Take an id for a thing; TakenError when another one has it."""
        if id_ in self:
            raise TakenError(f"{self.kind} {id_} is stated twice: {self.places.get(id_, 'somewhere')} and {place}")
        self.places[id_] = place
        self[id_] = thing
        return thing


def place_of(stated: object) -> str:
    """Say where a function or class stands."""
    module, name = getattr(stated, "__module__", "?"), getattr(stated, "__qualname__", "?")
    code = getattr(stated, "__code__", None)
    return f"{module}.{name}" + (f", line {code.co_firstlineno}" if code else "")
