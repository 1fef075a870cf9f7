"""A schedule as a table of a filing: a row a line, a column a year; what a row is made of is read from its formula."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from bondcalc.algebra.addends import carried, terms
from bondcalc.algebra.line import Line
from bondcalc.filings.parts.line_tables import Entry, made_of
from bondcalc.filings.parts.text import Writer
from bondcalc.filings.parts.years_across import across
from bondcalc.typeset.document import PageTable
from bondcalc.wording.terms import Unit

PART = ".part."
"""In the ids of subtotals that a long sum is parted into: no line that anybody named."""


def schedule_table(
    writer: Writer, title: str, schedule: str, heads: Mapping[str, str] | None = None, *, also: Collection[str] = ()
) -> list[PageTable]:
    """Print the amounts by year of a schedule, its flows and what is a sum or a balance of others; no table where all is zero.

    `also` are ids of other lines that are printed, ratios or helping amounts; `heads` names lines otherwise.
    """
    lines = [line for line in writer.lines(schedule) if line.axis.kind == "years" and (_told(line) or line.id in also)]
    return across(writer, title, entries(writer, lines, heads))


def entries(writer: Writer, lines: Sequence[Line], heads: Mapping[str, str] | None = None) -> list[Entry]:
    """Make a row a line, with what it is the sum of where all of that stands beside it."""
    return [
        Entry((heads or {}).get(line.id, line.zh), writer.id_of(line), tuple(_made_of(writer, line, lines)))
        for line in lines
    ]


def _told(line: Line) -> bool:
    """Tell whether a line is an amount of its year, or an amount at its end that others make."""
    return (
        line.unit == Unit.MONEY
        and PART not in line.id
        and (line.total or bool(terms(line)) or carried(line) is not None)
    )


def _made_of(writer: Writer, line: Line, beside: Collection[Line]) -> Iterator[str]:
    """Give what a line is made of, as an entry states it, where all parts of it are printed."""
    balance = carried(line)
    before, parts = (None, terms(line, keep=beside)) if balance is None else balance
    every = [*parts, *([] if before is None else [before])]
    missing = any(part not in beside and any(writer.result.figures.columns(part)) for part in every)
    if missing or not any(part in beside for part in every):
        return
    if before is not None:
        yield f"<{writer.id_of(before)}"
    yield from made_of(writer, parts)
