"""What a Word file says of itself: whether it is one of ours, which filing, the input that travels inside."""

import re
from collections.abc import Iterator

from bondcalc.audit.folder_names import filing_name
from bondcalc.audit.word.reading_order import seen_text
from bondcalc.filings.draw import every
from bondcalc.inputs.further_file import KINDS
from bondcalc.problem import FileError
from bondcalc.typeset.word.opened import WordPackage, open_package
from bondcalc.typeset.word.read_blocks import W, blocks_of
from bondcalc.typeset.word.read_controls import carried_in, controls_of, record_of, store_of

_HASH = re.compile(r"[0-9a-f]{64}")


def is_ours(name: str, data: bytes) -> bool:
    """Tell whether a Word file is a filing of ours, however it was edited; one that cannot be read is told when it is opened."""
    try:
        package = open_package(name, data)
    except FileError:
        return filing_name(name) is not None
    return bool(record_of(package) or store_of(package) or blocks_of(package) or controls_of(package))


def carried_input(name: str, data: bytes) -> dict[str, bytes]:
    """Give the files that travel in a Word file by name: the input, then further ones; empty where an editor dropped them."""
    return dict(list(carried_in(open_package(name, data)).items())[: 1 + len(KINDS)])


def filing_in(name: str, package: WordPackage) -> str | None:
    """Tell which filing a Word file is: by its record, else by its name; None where neither says."""
    record = record_of(package)
    stated = record.filing if record is not None else ""
    return stated if stated in every() else filing_name(name)


def stated_hashes(package: WordPackage) -> Iterator[str]:
    """Give every hash that the text of a filing states; a long one may be broken into lines."""
    for paragraph in package.body.iter(f"{W}p"):
        yield from _HASH.findall("".join(seen_text(paragraph).split()))
