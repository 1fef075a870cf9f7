"""A neutral report as one picture: its graphs, or where it has none its notes and tables; knows no analysis."""

from collections.abc import Iterator
from dataclasses import replace

from bondcalc.pictures.dots import png
from bondcalc.pictures.graph_shapes import graph_shapes
from bondcalc.pictures.shapes import SOFT, Picture
from bondcalc.pictures.table_shapes import table_shapes, text_shapes
from bondcalc.wording.report import Listing, Medium, Note, Report, Words, alone
from bondcalc.wording.terms import Language

HEADING = 20.0


def report_picture(report: Report, title: Words, language: Language = "zh") -> bytes:
    """Draw a report as PNG."""
    shown = replace(alone(report), notation=replace(report.notation, language=language))
    head = text_shapes(title.said(language, Medium.BOOK), size=HEADING, bold=True)
    return png(
        [Picture(head.width, 12), head, text_shapes(report.project, colour=SOFT), *_parts(shown), Picture(1, 12)]
    )


def _parts(report: Report) -> Iterator[Picture]:
    listings = [part for part in report.drawn(Medium.BOOK) if isinstance(part, Listing)]
    drawn = [(part, part.graph) for part in listings if part.graph is not None and part.rows]
    for listing, graph in drawn:
        yield graph_shapes(listing, graph, report.notation)
    if drawn:
        return
    language = report.notation.language
    for part in report.drawn(Medium.BOOK):
        if isinstance(part, Note):
            yield text_shapes(part.words.said(language, Medium.BOOK))
        else:
            if part.title is not None:
                yield text_shapes(part.title.said(language, Medium.BOOK), bold=True)
            if part.rows:
                yield table_shapes(part, report.notation)
            elif part.empty is not None:
                yield text_shapes(part.empty.said(language, Medium.BOOK))
