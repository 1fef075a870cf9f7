"""Files that a filing is made from beside its project file: stated by hash, carried where the input is, used again by an audit."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bondcalc.data import digest

FurtherKind = Literal["template", "io"]
"""`template`: the Word file whose look is taken; `io`: the input-output table the firms of a park are held against."""
KINDS: tuple[FurtherKind, ...] = ("template", "io")
"""The kinds there are, by the key under which manifest and Word record state one; each at most once a filing."""
ABOUT: dict[FurtherKind, str] = {"template": "Word模板", "io": "投入产出表"}
"""What a PDF says of the file it carries."""
PREFIX = "io-table-"
"""How the name of a carried table begins: a table and a project file can both be workbooks, and must be told apart."""
_ENDINGS = (".csv", ".xlsx", ".xlsm")


@dataclass(frozen=True)
class FurtherFile:
    """A further file by kind, name and sha256; `data` is empty where it is not at hand and only known to have been used."""

    kind: FurtherKind
    name: str
    sha256: str
    data: bytes = b""

    @property
    def stated(self) -> tuple[str, str]:
        """Name and sha256, as a record states them."""
        return self.name, self.sha256


Further = tuple[FurtherFile, ...]
"""The further files of one filing, in the order of their kinds."""


def further_file(kind: FurtherKind, name: str, data: bytes) -> FurtherFile:
    """Take a file as a further one, under the name it is carried by."""
    shown = PREFIX + name if kind == "io" and not is_table(name) else name
    return FurtherFile(kind, shown, digest(data), data)


def of_kind(further: Iterable[FurtherFile], kind: FurtherKind) -> FurtherFile | None:
    """Give the further file of a kind; None where there is none."""
    return next((file for file in further if file.kind == kind), None)


def carried(further: Iterable[FurtherFile]) -> dict[str, bytes]:
    """Give what travels, by name: files at hand."""
    return {file.name: file.data for file in further if file.data}


def kind_of(name: str) -> FurtherKind | None:
    """Tell what a carried file is by its name; None for the project file."""
    if is_table(name):
        return "io"
    return "template" if name.lower().endswith(".docx") else None


def is_table(name: str) -> bool:
    """Tell whether a file is called as a carried table is."""
    return name.startswith(PREFIX) and name.lower().endswith(_ENDINGS)
