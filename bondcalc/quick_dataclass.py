"""Dataclasses in a quarter of the time that the standard library takes to make one: a command makes two hundred of them at its start.

The library writes and compiles up to six functions for each class. Here one is compiled, that which makes an instance;
the others are the same for all classes and read the fields as they are stated.
"""

from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from dataclasses import dataclass as _stated
from operator import attrgetter
from typing import TYPE_CHECKING

__all__ = ["dataclass", "made_quickly"]

Method = Callable[..., object]


def made_quickly(
    cls: type | None = None,
    /,
    *,
    frozen: bool = False,
    kw_only: bool = False,
    eq: bool = True,
    repr: bool = True,  # noqa: A002 - the library's word
) -> object:
    """Make a dataclass as `dataclasses.dataclass` does; pseudo-fields (InitVar), order and slots are left to that one.

    All classes of one line of inheritance are made here or none is: the library refuses a frozen class under one that is not.
    """

    def made(stated: type) -> type:
        """Add the methods that the class does not have itself."""
        _stated(init=False, repr=False, eq=False, kw_only=kw_only)(stated)
        listed = fields(stated)
        methods: dict[str, Method] = {"__init__": _init(listed, hasattr(stated, "__post_init__"), frozen=frozen)}
        methods |= {"__repr__": _shown} if repr else {}
        methods |= _compared(listed) if eq else {}
        methods |= _kept(stated, {entry.name for entry in listed}) if frozen else {}
        for name, method in methods.items():
            if name not in vars(stated):
                setattr(stated, name, method)
        if eq and vars(stated).get("__hash__") is None:
            stated.__hash__ = _hashed(listed) if frozen else None  # type: ignore[assignment, method-assign]
        return stated

    return made if cls is None else made(cls)


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = made_quickly


def _init(listed: Sequence[Field[object]], then: bool, *, frozen: bool) -> Method:
    """Write and compile what makes an instance; `then` it calls `__post_init__`."""
    known: dict[str, object] = {"_put": object.__setattr__, "_MISSING": MISSING}
    ordered = sorted((entry for entry in listed if entry.init), key=lambda entry: bool(entry.kw_only))
    words, lines = ["self"], list[str]()
    for entry in ordered:
        if entry.kw_only and "*" not in words:
            words.append("*")
        words.append(_parameter(entry, known))
    for entry in listed:
        if (value := _value(entry, known)) is not None:
            lines.append(f"_put(self, '{entry.name}', {value})" if frozen else f"self.{entry.name} = {value}")
    lines += ["self.__post_init__()"] if then else []
    exec(f"def __init__({', '.join(words)}):\n " + "\n ".join(lines or ["pass"]), known)  # noqa: S102 - names of fields only
    method: Method = known["__init__"]  # type: ignore[assignment]
    return method


def _parameter(entry: Field[object], known: dict[str, object]) -> str:
    """Name a parameter, with its default where it has one."""
    if entry.default is not MISSING:
        known[f"_default_{entry.name}"] = entry.default
        return f"{entry.name}=_default_{entry.name}"
    return entry.name if entry.default_factory is MISSING else f"{entry.name}=_MISSING"


def _value(entry: Field[object], known: dict[str, object]) -> str | None:
    """Say what a field is set to; None for one that `__post_init__` sets."""
    if entry.default_factory is MISSING:
        return entry.name if entry.init else None
    known[f"_make_{entry.name}"] = entry.default_factory
    made = f"_make_{entry.name}()"
    return f"{made} if {entry.name} is _MISSING else {entry.name}" if entry.init else made


def _shown(self: object) -> str:
    listed = [entry.name for entry in fields(self) if entry.repr]  # type: ignore[arg-type]
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in listed)})"


def _values(listed: Sequence[Field[object]]) -> Callable[[object], object]:
    """Give what reads the fields that an instance is compared by."""
    names = [entry.name for entry in listed if entry.compare]
    return attrgetter(*names) if names else lambda _: ()


def _compared(listed: Sequence[Field[object]]) -> dict[str, Method]:
    values = _values(listed)

    def equal(self: object, other: object) -> bool:
        """Compare instances of one class by their fields."""
        if self is other:
            return True
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return {"__eq__": equal}


def _hashed(listed: Sequence[Field[object]]) -> Method:
    values = _values(listed)
    return lambda self: hash(values(self))


def _kept(stated: type, names: set[str]) -> dict[str, Method]:
    """Refuse to change a field; classes under this one may have attributes of their own."""

    def put(self: object, name: str, value: object) -> None:
        """Refuse an assignment."""
        if type(self) is stated or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        object.__setattr__(self, name, value)

    def drop(self: object, name: str) -> None:
        """Refuse a deletion."""
        if type(self) is stated or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        object.__delattr__(self, name)

    return {"__setattr__": put, "__delattr__": drop}
