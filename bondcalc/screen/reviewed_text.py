"""What a filled working paper says: cells that were changed, adjustments line by line, the key figures as audited."""

from collections.abc import Iterator

from bondcalc.audit.reviewed import ReviewedPaper
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.wording.messages import Long, notice, word
from bondcalc.wording.number import ratio


def reviewed_text(result: Result, paper: ReviewedPaper) -> str:
    """Write the differences first, then the adjustments and what is none of a line, then what they make of A, E, F and E/F."""
    return "\n".join((*_differences(paper), *_adjustments(result, paper), *_strays(paper), _audited(result, paper)))


def _differences(paper: ReviewedPaper) -> Iterator[str]:
    for tab, cell, written, typed in paper.differences:
        yield notice("paper_differs", sheet=tab, cell=cell, written=written or None, found=typed or None)
    if not paper.differences:
        yield notice("paper_as_written")


def _adjustments(result: Result, paper: ReviewedPaper) -> Iterator[str]:
    notation = result.project.form(Settings).notation()
    for change in paper.adjustments:
        facts = {"group": change.group.zh, "line": change.line.zh}
        if change.amount is None:
            yield notice("paper_no_answer" if change.unanswered else "paper_no_number", **facts)
        else:
            amounts = (
                notation.money(amount)
                for amount in (change.line.amount, change.amount, change.line.amount + change.amount)
            )
            submitted, moved, audited = map(Long, amounts)
            yield notice(
                "paper_adjusted",
                **facts,
                submitted=submitted,
                moved=moved,
                audited=audited,
                reason=change.reason or word("no_reason"),
            )
        if change.typed is not None:
            yield notice("paper_finer", **facts, typed=change.typed)


def _strays(paper: ReviewedPaper) -> Iterator[str]:
    for stray in paper.strays:
        yield notice("paper_stray", sheet=stray.tab, cell=stray.cell, line=stray.name or None, found=stray.typed)


def _audited(result: Result, paper: ReviewedPaper) -> str:
    """Say what A, E, F and E/F come to; nothing of them while an entry of the reviewer is in none of them."""
    if paper.uncounted:
        return notice("paper_uncounted", count=paper.uncounted)
    notation = result.project.form(Settings).notation()
    multiple = "—" if paper.coverage is None else ratio(paper.coverage, 4)
    amounts = {
        id_: Long(notation.money(value))
        for id_, value in (("a", paper.investment), ("e", paper.revenue), ("f", paper.service))
    }
    return notice("paper_audited_now" if paper.differences else "paper_audited", **amounts, multiple=Long(multiple))
