"""Classes made quickly are those that the standard library makes."""

import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest

from bondcalc.quick_dataclass import dataclass as quick


def stated() -> type:
    """Give a class of all that a class of data may state."""

    class Stated:
        """Fields of every kind."""

        plot: str
        area: int = 3
        owners: list[str] = field(default_factory=list, compare=False)
        note: str = field(default="", repr=False)
        after: str = field(init=False, default="blank")

        def __post_init__(self) -> None:
            object.__setattr__(self, "after", self.plot * 2)

    return Stated


def with_own_methods() -> type:
    """Give a class with methods of its own."""

    class OwnMethods:
        """Methods that stay."""

        plot: str

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

        def __repr__(self) -> str:
            return "own"

    return OwnMethods


def both(of: Callable[[], type], **options: bool) -> list[type]:
    """Make the same class by the library and quickly."""
    return [make(**options)(of()) for make in (dataclass, quick)]  # type: ignore[call-overload]


@pytest.mark.parametrize(
    "options", [{"frozen": True}, {}, {"frozen": True, "kw_only": True}, {"eq": False}, {"repr": False}]
)
@pytest.mark.parametrize("of", [stated, with_own_methods])
def test_as_the_library(of: Callable[[], type], options: dict[str, bool]) -> None:
    said = []
    for made in both(of, **options):
        first, same, other = made(plot="a"), made(plot="a"), made(plot="b")
        changed = replace(first, plot="c")
        said.append(
            (
                [entry.name for entry in fields(made)],
                made.__match_args__,  # type: ignore[attr-defined]
                vars(changed),
                first == same,
                first == other,
                first == "a",
                made.__hash__ is None or made.__hash__ is object.__hash__ or hash(first) == hash(same),
                repr(first).partition(" at ")[0],
            )
        )
    assert said[0] == said[1]


@pytest.mark.parametrize("number", range(2))
def test_refuses_what_the_library_refuses(number: int) -> None:
    made = both(stated, frozen=True)[number]
    first = made("a", 4, note="n")
    assert first.owners is not made("a").owners
    for change in (
        lambda: setattr(first, "plot", "b"),
        lambda: setattr(first, "new", 1),
        lambda: delattr(first, "plot"),
    ):
        with pytest.raises(FrozenInstanceError):
            change()
    for words, named in (((), {}), (("a", 1, [], "", "after"), {}), (("a",), {"after": ""})):
        with pytest.raises(TypeError):
            made(*words, **named)


@quick(frozen=True)
class Kept:
    """One that can be stored."""

    plot: str = "a"


class Under(Kept):
    """One under it, with something of its own."""

    def put(self) -> int:
        self.own = 5
        return self.own


def test_stored_and_inherited() -> None:
    assert pickle.loads(pickle.dumps(Kept("b"))) == Kept("b")
    assert Under().put() == 5
    with pytest.raises(FrozenInstanceError):
        Under().plot = "b"  # type: ignore[misc]
