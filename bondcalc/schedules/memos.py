"""Which ratios a project has something to say about: a memo without its subject is not printed."""

from collections.abc import Iterator, Mapping

from bondcalc.algebra.exact import Figures
from bondcalc.algebra.line import Line
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.schedules import coverage, late_costs, refinancing, told_years
from bondcalc.schedules.book import Book

SUBJECTS = {
    "coverage_with_tax_memo": "tax",
    "coverage_with_overlay_memo": "overlay",
    "coverage_without_land_memo": "land",
    "coverage_industrial_land_memo": "land",
    "coverage_without_construction_interest_memo": "construction_interest",
}
"""Memo ratios by what they take in or leave out: a figure of the coverage table."""
LAND = ("coverage_without_land_memo", "coverage_industrial_land_memo")
"""Memos that have nothing to say of land reserve, whose every income is land."""
INTERNAL = ("coverage_with_tax_memo",)
"""Memos that stay in the workbook and the review: printed elsewhere, they raise the question whether tax is pledged."""


FROM = {"coverage_with_overlay_memo": "guo-ban-fa-2024-52"}
"""Memos that a later document brings: a filing under earlier rules does not know it."""


def printed(book: Book, figures: Figures, *, internal: bool) -> dict[str, Line]:
    """Give the ratios to print, by id: memos only where their subject is not zero, internal ones only where asked for."""
    reserve = book.project.form(Particulars).sector == "land_reserve"
    made, known = book.use(coverage.schedule), {document.id for document in book.rules.instruments}
    return {
        id_: line
        for id_, line in _beside(
            made.ratios,
            {
                **with_late_costs(book, figures),
                **book.use(told_years.schedule).ratios,
                **book.use(refinancing.schedule).ratios,
            },
        )
        if not (reserve and id_ in LAND)
        and (internal or id_ not in INTERNAL)
        and (id_ not in FROM or FROM[id_] in known)
        and (id_ not in SUBJECTS or figures.amount(getattr(made.memos, SUBJECTS[id_])))
    }


def with_late_costs(book: Book, figures: Figures) -> dict[str, Line]:
    """Give the ratios with costs that are paid after the last maturity; none where there are no such costs."""
    late = book.use(late_costs.schedule).late
    return dict(late.ratios) if late is not None and figures.amount(late.total) else {}


def _beside(ratios: Mapping[str, Line], otherwise: Mapping[str, Line]) -> Iterator[tuple[str, Line]]:
    """Put the two ratios as they are otherwise, with late costs, with actuals or without refinancing, behind those that are judged."""
    for id_, line in ratios.items():
        yield id_, line
        if id_ == "coverage_special_bond":
            yield from otherwise.items()
