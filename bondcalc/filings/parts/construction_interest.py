"""建设期利息 in words: what of it is in the investment and up to when, or why none is."""

from collections.abc import Iterator

from bondcalc.filings.parts.income_words import interest_falls_due_early
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.typeset.document import PageBlock

COUNTED, FEES = "investment.construction_interest#total", "investment.fees#total"


def interest_while_building(writer: Writer) -> Iterator[PageBlock]:
    """Say what construction interest the investment holds, up to the opening, and where there is none, why."""
    for clause in ("fees_beside_interest", "fees_without_interest"):
        writer.words[clause] = writer.clause(clause, FEES)
    yield from writer.where("funding_interest", COUNTED)
    if _opened_before_completion(writer):
        yield from writer.where("funding_interest_to_opening", COUNTED)
    early = interest_falls_due_early(writer.result)
    yield from writer.unless("funding_fees_from_revenue" if early else "funding_fees", COUNTED)


def _opened_before_completion(writer: Writer) -> bool:
    stated = writer.result.project.form(Particulars)
    start, end = stated.operation_start, stated.construction_end
    return start is not None and end is not None and start <= end
