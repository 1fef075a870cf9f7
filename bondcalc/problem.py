"""What can be wrong with a project file, said so that a finance officer can put it right."""

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple


class Exit(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    USAGE = 1
    PROBLEMS = 2
    FINDINGS = 3
    FILES = 4
    DIFFERENCE = 5
    SOME_FAILED = 6


class Place(NamedTuple):
    """Where a value stands, as the user sees it; `row` and `column` order the problems."""

    sheet: str
    row: int
    column: int
    cell: str


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with an input: where it stands, what stands there, what may stand there, what to do.

    `sheet`, `cell` name the place as the user sees it (sheet title and `D7` in a workbook; table and key in TOML).
    `row` and `column` order the list. `code` is the key of the message catalogue, stable over versions.
    """

    sheet: str
    row: int
    column: int
    cell: str
    code: str
    found: str
    allowed: str
    remedy: str

    def __str__(self) -> str:
        """One line a person can act on."""
        parts = [f"[{self.sheet}] {self.cell}: {self.found}", self.allowed, self.remedy]
        return "；".join(part for part in parts if part)


class ProjectError(Exception):
    """A project file that cannot be used; carries every Problem found in it, in the order of sheet and row."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problem(s)")
        self.problems = sorted(problems)


class FileError(Exception):
    """A file that cannot be read or written: one sentence with the remedy."""
