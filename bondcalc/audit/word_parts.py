"""A Word file of a folder beside the one written again: which of its parts say something else."""

from collections.abc import Iterator

from bondcalc.audit.difference import Cause, Difference
from bondcalc.data import digest
from bondcalc.typeset.word.opened import open_package
from bondcalc.wording.messages import word


def compare_word(name: str, filed: bytes, fresh: bytes) -> Iterator[Difference]:
    """Tell the parts that differ, whatever packed them; none where only the packing does. Raises FileError."""
    here, there = open_package(name, filed).parts, open_package(name, fresh).parts
    for part in sorted({*here, *there}):
        if here.get(part) != there.get(part):
            stated, right = (digest(parts[part]) if part in parts else word("missing") for parts in (here, there))
            yield Difference(name, "", part, "", stated, right, Cause.TEXT)
