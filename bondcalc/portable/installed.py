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
    gathered: dict[str, Distribution] = {}
    _gather(PROGRAM, ("", *extras), gathered)
    if not any(str(path) == f"{PROGRAM}/run.py" for path in gathered[PROGRAM].files or ()):
        raise file_error("portable_linked")
    return [gathered[name] for name in sorted(gathered)]


def _gather(name: str, extras: Sequence[str], gathered: dict[str, Distribution]) -> None:
    known = canonicalize_name(name)
    if known in gathered and not any(extras):
        return
    try:
        installed = distribution(name)
    except PackageNotFoundError:
        raise file_error("portable_missing", name=name) from None
    gathered[known] = installed
    for text in installed.requires or ():
        required = Requirement(text)
        if required.marker is None or any(required.marker.evaluate({"extra": extra}) for extra in extras):
            _gather(required.name, ("", *sorted(required.extras)), gathered)


def files_of(installed: Distribution) -> Iterator[tuple[str, Path]]:
    """Give the files of a distribution to copy, with their places in site-packages; scripts and tests stay behind."""
    for path in installed.files or ():
        source = Path(str(path.locate()))
        if ".." not in path.parts and path.suffix != ".pyc" and TESTS not in path.parts and source.is_file():
            yield path.as_posix(), source


def notice(used: Sequence[Distribution]) -> str:
    """List name, version and licence of every distribution; their own licence files travel with them."""
    rows = [f"{installed.metadata['Name']} {installed.version}: {_licence(installed)}" for installed in used]
    return "\n".join(["Python: PSF-2.0 (LICENSE.txt), vcruntime*.dll: Microsoft redistributable", *rows, ""])


def _licence(installed: Distribution) -> str:
    """Give the licence in a few words; some write its whole text where the name belongs."""
    # A field that is not there is None in this Python, and a KeyError where a package brings a newer reader of these.
    fields = [field for name in ("License-Expression", "License") for field in installed.metadata.get_all(name, [])]
    stated = next(filter(None, fields), "").strip()
    classified = [
        line.rsplit(" :: ", 1)[-1]
        for line in installed.metadata.get_all("Classifier", [])
        if line.startswith("License")
    ]
    return ("" if "\n" in stated else stated) or "; ".join(classified) or "see its files"
