"""The installed distributions that the program needs, no others, with their licences."""

from collections.abc import Iterator, Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bondcalc.wording.messages import file_error

PROGRAM = "bondcalc"
TESTS = "tests"
"""Folders of tests inside distributions: numpy and pandas carry 50 MB of them."""


def needed(extras: Sequence[str]) -> list[Distribution]:
    """Give the program's distribution and all it requires here, by name; FileError where one is missing or only linked to."""
    found: dict[str, Distribution] = {}
    _gather(PROGRAM, ("", *extras), found)
    own = found[PROGRAM]
    if not any(str(path) == f"{PROGRAM}/run.py" for path in own.files or ()):
        raise file_error("portable_linked")
    return [found[name] for name in sorted(found)]


def _gather(name: str, extras: Sequence[str], found: dict[str, Distribution]) -> None:
    known = canonicalize_name(name)
    if known in found and not any(extras):
        return
    try:
        told = distribution(name)
    except PackageNotFoundError:
        raise file_error("portable_missing", name=name) from None
    found[known] = told
    for text in told.requires or ():
        asked = Requirement(text)
        if asked.marker is None or any(asked.marker.evaluate({"extra": extra}) for extra in extras):
            _gather(asked.name, ("", *sorted(asked.extras)), found)


def files_of(told: Distribution) -> Iterator[tuple[str, Path]]:
    """Give the files of a distribution to copy, with their places in site-packages; scripts and tests stay behind."""
    for path in told.files or ():
        place = Path(str(path.locate()))
        if ".." not in path.parts and path.suffix != ".pyc" and TESTS not in path.parts and place.is_file():
            yield path.as_posix(), place


def notice(used: Sequence[Distribution]) -> str:
    """List name, version and licence of every distribution; their own licence files travel with them."""
    rows = [f"{one.metadata['Name']} {one.version}: {_licence(one)}" for one in used]
    return "\n".join(["Python: PSF-2.0 (LICENSE.txt), vcruntime*.dll: Microsoft redistributable", *rows, ""])


def _licence(told: Distribution) -> str:
    stated = told.metadata["License-Expression"] or told.metadata["License"]
    classified = [
        line.rsplit(" :: ", 1)[-1] for line in told.metadata.get_all("Classifier", []) if line.startswith("License")
    ]
    return (
        (stated or "").strip().splitlines()[0] if (stated or "").strip() else "; ".join(classified) or "see its files"
    )
