"""How the class of a sheet's rows is made: a frozen dataclass, whose rows are compared and shown by methods that all sheets share.

Written for each sheet anew, as a dataclass has them, these take as long as the rest of its class: a twentieth of `show`.
"""

from collections.abc import Callable
from dataclasses import dataclass


def row_class(statement: type) -> type:
    """Make a dataclass of a statement."""
    made: type = dataclass(frozen=True, kw_only=True, eq=False, repr=False)(statement)
    for name, method in SHARED.items():
        setattr(made, name, method)
    return made


def _stated(row: object) -> dict[str, object]:
    held = vars(row)
    return {name: held[name] for name in vars(type(row))["__dataclass_fields__"]}


def _equal(row: object, other: object) -> bool:
    return _stated(row) == _stated(other) if type(row) is type(other) else NotImplemented


def _hashed(row: object) -> int:
    return hash(tuple(_stated(row).values()))


def _shown(row: object) -> str:
    return f"{type(row).__qualname__}({', '.join(f'{name}={value!r}' for name, value in _stated(row).items())})"


SHARED: dict[str, Callable[..., object]] = {"__eq__": _equal, "__hash__": _hashed, "__repr__": _shown}
"""The methods, by the names that a dataclass has for them."""
