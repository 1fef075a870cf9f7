"""Trials: small inputs that once met a fault, each with the right answer; every TOML of this folder lists some.

[[trial]]
file = "model/replacement-and-dscr.toml"       # below tests/trials/cases; or made = "module:function" of tests.trials, which
                                                # writes the file into the folder it is handed and returns its path
before = "偿债备付率 2033 年 1.6597"              # what the first release answered
right = "0.1948"                                # the right answer, in words
why = "the outlay of 2033 is paid before debt is" # how the right answer is known, where the table of figures does not say it
verdicts = { C03 = "pass" }                     # findings by rule id
command = "check"                               # check (as it stands), run or audit: which command the lines below speak of
exit = 2
says = ["运营成本", "近似"]                       # words that must stand in what the command prints, each of them
silent = ["没有发现问题"]                             # words that must not

[trial.figures]                                 # schedule.line, schedule.line@column, schedule.line#total: as printed here,
"coverage_by_year.dscr@2033" = "0.1948"         # half away from zero to as many decimals as are written

[trial.printed]                                 # words that must stand in a filing, or (not) must not
plan = ["62,287.72"]
not_plan = ["61,285.52"]
"""

import importlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bondcalc.algebra.exact import Value
from bondcalc.filings.draw import write
from bondcalc.filings.parts import report_blocks
from bondcalc.money import half_up_fraction
from bondcalc.result.result import Result
from bondcalc.typeset.document import Contents, Cover, Document, PageTable, Paragraph, Text, printed

HERE = Path(__file__).parent
CASES = HERE / "cases"


@dataclass(frozen=True)
class Trial:
    """One input and what it must give; the fields are told at the top of this module."""

    before: str
    right: str
    file: str = ""
    made: str = ""
    why: str = ""
    command: str = "check"
    exit: int | None = None
    says: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    figures: dict[str, str] = field(default_factory=dict)
    verdicts: dict[str, str] = field(default_factory=dict)
    printed: dict[str, list[str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.file or self.made

    def path(self, folder: Path) -> Path:
        """Give the input, made in the folder where it is not kept as a file."""
        if self.file:
            return CASES / self.file
        module, _, function = self.made.partition(":")
        made: Path = getattr(importlib.import_module(f"tests.trials.{module}"), function)(folder)
        return made


def trials() -> list[Trial]:
    """List every trial, in the order of the files and of their names."""
    listed = [Trial(**stated) for page in sorted(HERE.glob("*.toml")) for stated in _stated(page)]
    return sorted(listed, key=lambda trial: trial.name)


def _stated(page: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(page.read_text(encoding="utf-8"))["trial"]
    return found


def figure(result: Result, id_: str, like: str) -> str | None:
    """Give a figure of a result with as many decimals as `like` has; None where it has no value."""
    where, _, column = id_.partition("@")
    where, summed, _ = where.partition("#")
    table_id, _, line_id = where.partition(".")
    line = next(table for table in result.book.tables if table.id == table_id)[line_id]
    if summed:
        value: Value = sum(result.figures.amounts(line), Decimal(0))
    elif column:
        value = result.figures.columns(line)[line.axis.columns.index(_column(column))]  # type: ignore[arg-type]
    else:
        value = result.figures.scalar(line)
    if value is None:
        return None
    places = len(like.partition(".")[2])
    return f"{half_up_fraction(Fraction(Decimal(value)), places):f}"


def _column(text: str) -> int | date:
    return int(text) if text.isdigit() else date.fromisoformat(text)


def filing_text(result: Result, filing: str) -> str:
    """Give everything a filing says, table cells set apart by spaces."""
    return document_text(write(result, filing))


def own_sections(result: Result, filing: str) -> Document:
    """Write a filing without the chapters of its analyses, which run the model hundreds of times before they say a word."""
    with patch.object(report_blocks, "analyses", lambda *_: []):
        return write(result, filing)


def own_text(result: Result, filing: str) -> str:
    """Give everything a filing says outside its analyses, table cells set apart by spaces."""
    return document_text(own_sections(result, filing))


def document_text(document: Document) -> str:
    """Give everything written pages say, table cells set apart by spaces."""
    return "\n".join(_words(document.blocks))


def tables_of(document: Document, title: str) -> list[PageTable]:
    """Give the tables of written pages that bear a title."""
    return [block for block in document.blocks if isinstance(block, PageTable) and block.title == title]


def table_of(document: Document, title: str) -> PageTable:
    """Give the one table that bears a title."""
    [table] = tables_of(document, title)
    return table


def _words(blocks: Any) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, PageTable):
            yield block.title
            for row in (*block.heading, *block.rows):
                yield " ".join(printed(cell) for cell in row)
        elif isinstance(block, Cover):
            yield from (block.title, _plain(block.verdict))
        elif isinstance(block, Paragraph):
            yield _plain(block.text)
        elif not isinstance(block, Contents):
            yield getattr(block, "title", getattr(block, "text", ""))


def _plain(text: Text) -> str:
    return text if isinstance(text, str) else "".join(str(part) for part in text)


def rounded(value: Decimal, places: int) -> Decimal:
    """Round half away from zero; for hand computations beside a trial."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
