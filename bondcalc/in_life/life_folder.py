"""What is published and handed in of a bond's life as files: PDF, Word and workbook of each paper; knows no alarm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bondcalc import __version__
from bondcalc.filings.parts.draft import file_stem
from bondcalc.in_life import in_life_forms, payment_budget, refinancing_request, self_evaluation, year_listing
from bondcalc.in_life.life_papers import LifePaper, document
from bondcalc.in_life.life_plan import LifePlan
from bondcalc.in_life.life_record import LifeRecord
from bondcalc.inputs.sheets.particulars import EXAMPLE_MARK
from bondcalc.typeset.document import Document
from bondcalc.wording.report import Words

if TYPE_CHECKING:
    from bondcalc.typeset.fonts import FontSet

PUBLISHED = "published"
"""Folder of what is posted for everybody to read."""
FILLED_IN = ("填报", "审核")


@dataclass(frozen=True)
class DrawnPaper:
    """A paper as files by name; `draft` says why it is one."""

    files: Mapping[str, bytes]
    draft: Sequence[str]


def papers(plan: LifePlan, record: LifeRecord) -> list[LifePaper]:
    """Give what is published (in-life forms, self-evaluation) and what is handed in each October, with the calendar."""
    forms = [(form.title, form.report) for form in in_life_forms.forms(plan, record)]
    due = [
        (payment_budget.TITLE, payment_budget.told(plan, record)),
        (refinancing_request.TITLE, refinancing_request.told(plan, record)),
        (year_listing.TITLE, year_listing.told(plan, record)),
    ]
    evaluated = [(self_evaluation.TITLE, self_evaluation.told(plan, record))]
    return [
        LifePaper(f"{PUBLISHED}/in-life", "存续期信息公开表", forms, FILLED_IN),
        LifePaper(f"{PUBLISHED}/self-evaluation", self_evaluation.TITLE, evaluated, FILLED_IN),
        LifePaper("next-year", "次年还本付息预算和再融资申请", due, FILLED_IN),
    ]


def drawn(plan: LifePlan, record: LifeRecord, fonts: "FontSet", source: tuple[str, str]) -> list[DrawnPaper]:
    """Draw every paper; `source` is the name and sha256 of the actuals they are made from."""
    return [draw_paper(plan, paper, record.as_of, fonts, source) for paper in papers(plan, record)]


def draw_paper(
    plan: LifePlan, paper: LifePaper, day: date, fonts: "FontSet", source: tuple[str, str], mark: str = ""
) -> DrawnPaper:
    """Draw one paper as PDF and Word file, and as a workbook where it is public; `mark` stands on every page."""
    from bondcalc.typeset.column_parts import cut
    from bondcalc.typeset.pdf import typeset
    from bondcalc.typeset.pdf_archive import archive
    from bondcalc.workbook.alone import reports_book

    made = cut(document(plan, paper, mark))
    stem = file_stem(paper.id, made)
    files = {
        f"{stem}.pdf": archive(typeset(made, fonts).data, made, (), day),
        f"{stem}.docx": _in_word(plan, paper, made, day, source),
    }
    if not mark:
        tabs = [(Words(heading or paper.title), report) for heading, report in paper.sections]
        files[f"{stem}.xlsx"] = reports_book(tabs, EXAMPLE_MARK if plan.particulars.example else "")
    return DrawnPaper(files, made.draft)


def page_count(plan: LifePlan, paper: LifePaper, fonts: "FontSet", mark: str = "") -> int:
    """Count the pages of a paper as it is set."""
    from bondcalc.typeset.column_parts import cut
    from bondcalc.typeset.pdf import pages_taken

    return pages_taken(cut(document(plan, paper, mark)), fonts)


def _in_word(plan: LifePlan, paper: LifePaper, made: Document, day: date, source: tuple[str, str]) -> bytes:
    from bondcalc.filings.parts.figure_names import FigureNames
    from bondcalc.typeset.word.docx_filing import word_filing
    from bondcalc.typeset.word.docx_record import WordOrigin

    name = paper.id.rpartition("/")[2]
    named = FigureNames(plan.result).named
    return word_filing(made, WordOrigin(filing=name, version=__version__, filed=day, input=source, named=named))
