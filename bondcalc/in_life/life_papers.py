"""Papers of a bond's life as documents: a report a section, a draft only where something is still to be filled in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bondcalc.filings.parts.adding import check_totals
from bondcalc.filings.parts.draft import MARK, prompts
from bondcalc.filings.parts.filing import headed, number, words
from bondcalc.filings.parts.report_blocks import report_blocks
from bondcalc.filings.parts.text import Writer
from bondcalc.in_life.life_plan import LifePlan
from bondcalc.in_life.life_words import FILING
from bondcalc.inputs.sheets.particulars import EXAMPLE_MARK
from bondcalc.typeset.document import Document, Heading, PageBlock, PageTable, Signatures
from bondcalc.wording.report import Report

WIDE = 10
"""Columns from which on a table stands on a landscape page."""


@dataclass(frozen=True)
class LifePaper:
    """A paper: the name of its file without ending, its title, its sections by heading (blank: none), who signs."""

    id: str
    title: str
    sections: Sequence[tuple[str, Report]]
    signed: Sequence[str] = ()


def document(plan: LifePlan, paper: LifePaper, mark: str = "") -> Document:
    """Set a paper; `mark` stands on every page of it. Raises TotalError where a printed table would not add up."""
    writer = Writer(plan.result, FILING)
    writer.words = words(plan.result)
    blocks: list[PageBlock] = [Heading(0, paper.title)]
    for index, (heading, report) in enumerate(paper.sections):
        if len(paper.sections) > 1:
            blocks.append(Heading(1, f"{number(index)}、{heading}"))
        blocks += [_turned(block) for block in headed(report_blocks(report, writer))]
    if paper.signed:
        blocks.append(Signatures(tuple((role, "") for role in paper.signed)))
    made = _document(plan, paper, blocks, mark)
    check_totals(made)
    return made


def _turned(block: PageBlock) -> PageBlock:
    """Set a wide table along the long side of the page, where a reader of the print can still read it."""
    wide = isinstance(block, PageTable) and len(block.widths) >= WIDE
    return replace(block, landscape=True) if wide and isinstance(block, PageTable) else block


def _document(plan: LifePlan, paper: LifePaper, blocks: Sequence[PageBlock], mark: str) -> Document:
    """Close a document; a failing rule of the plan is told in the report, and keeps no return of 30 June a draft."""
    form, places = plan.particulars, len(list(prompts(blocks)))
    draft = (f"{places}处尚未填写",) if places else ()
    marks = (mark, MARK if draft else "", EXAMPLE_MARK if form.example else "")
    return Document(
        title=f"{form.name}{paper.title}",
        author=form.unit or "",
        subject=paper.title,
        keywords=f"专项债券;{form.name}",
        running_title=form.name,
        page_mark="　".join(mark for mark in marks if mark),
        blocks=blocks,
        public=True,
        draft=draft,
    )
