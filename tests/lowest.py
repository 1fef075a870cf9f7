"""The oldest versions pyproject.toml allows, as constraints for pip: `python -m tests.lowest > lowest.txt`."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

PROJECT = Path(__file__).parent.parent / "pyproject.toml"


def lowest(requirement: Requirement) -> str:
    """The requirement pinned to its lower bound.

    Raises:
        ValueError: it has none, so that nobody knows what the oldest version is.
    """
    bounds = [one.version for one in requirement.specifier if one.operator in {">=", "==", "~="}]
    if len(bounds) != 1:
        raise ValueError(f"{requirement}: one lower bound is wanted, >= or ==")
    return f"{requirement.name}=={bounds[0]}"


def constraints(text: str, *extras: str) -> Iterator[str]:
    """Every dependency of a project file, and of some extras, at its lower bound."""
    project = tomllib.loads(text)["project"]
    for line in (
        *project["dependencies"],
        *(one for extra in extras for one in project["optional-dependencies"][extra]),
    ):
        yield lowest(Requirement(line))


if __name__ == "__main__":
    print("\n".join(constraints(PROJECT.read_text(encoding="utf-8"), "test")))
