"""How the nodes of a formula are made: thousands a project, so making one costs as little as it can."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

StatedNode = TypeVar("StatedNode")


@dataclass_transform(frozen_default=True, eq_default=False)
def node(kind: type[StatedNode]) -> type[StatedNode]:
    """Make a dataclass that nobody may write to. Type checking holds that: held while running, it takes a quarter of building."""
    return dataclass(eq=False, slots=True)(kind)
