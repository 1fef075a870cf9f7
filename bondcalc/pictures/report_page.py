"""A neutral report as one page for a browser: everything in it, nothing fetched, no script; knows no analysis."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

import bondcalc
from bondcalc.data import data_path
from bondcalc.pictures.graph_shapes import graph_shapes
from bondcalc.pictures.html_page import content_hash, filled
from bondcalc.pictures.vectors import svg
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import (
    Datum,
    Listing,
    Medium,
    Note,
    Report,
    ReportCell,
    ReportColumn,
    ReportRow,
    Words,
    alone,
    read,
)
from bondcalc.wording.terms import Language

ALIGNED = {"l": "left", "c": "middle", "r": "right"}
LONG, SHORT = 2.5, 10
"""A column of words so wide on paper holds sentences, and is given room; a cell of so few signs (a day, a state) is not broken."""


def report_page(report: Report, title: Words, language: Language = "zh") -> bytes:
    """Write a page; the same report gives the same bytes."""
    shown = replace(alone(report), notation=replace(report.notation, language=language))
    style = data_path("templates", "report.css").read_text(encoding="utf-8")
    unit = report.notation.money_unit
    words = {
        "title": title.said(language, Medium.BOOK),
        "project": report.project,
        "facts": f"单位：{unit}" if language == "zh" else f"unit: {unit}",
        "footer": f"bondcalc {bondcalc.__version__} 生成"
        if language == "zh"
        else f"made by bondcalc {bondcalc.__version__}",
        "language": "zh-CN" if language == "zh" else "en",
    }
    body = "".join(part_markup(part, shown.notation) for part in shown.drawn(Medium.BOOK))
    plain = {"style": style, "style_hash": content_hash(style), "body": body}
    return filled("report.html", {name: escape(text) for name, text in words.items()} | plain).encode()


def part_markup(part: Note | Listing, notation: Notation) -> str:
    """Write a note or a listing, its graph above its table."""
    if isinstance(part, Note):
        text = part.words.said(notation.language, Medium.BOOK)
        return f"<p>{escape(text)}</p>\n" if text else ""
    return "".join(_listing(part, notation))


def _listing(part: Listing, notation: Notation) -> Iterator[str]:
    yield "<section>"
    if part.title is not None:
        yield f"<h2>{escape(part.title.said(notation.language, Medium.BOOK))}</h2>"
    if not part.rows:
        yield f"<p>{escape(read(part.empty, notation, Medium.BOOK))}</p></section>\n"
        return
    if part.graph is not None:
        yield f"<figure>{svg(graph_shapes(part, part.graph, notation), read(part.graph.title, notation, Medium.BOOK))}</figure>"
    yield '<div class="wide" tabindex="0" role="group"><table>'
    columns = part.shown(Medium.BOOK)
    heads = [read(column.head, notation, Medium.BOOK) for column in columns]
    if any(heads):
        named = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
        yield f"<thead><tr>{named}</tr></thead>"
    rows = "".join(_row(row, columns, notation) for row in part.lines(Medium.BOOK))
    total = part.total()
    added = f"<tfoot>{_row(total, columns, notation)}</tfoot>" if total else ""
    yield f"<tbody>{rows}</tbody>{added}</table></div></section>\n"


def _row(row: ReportRow, columns: Sequence[ReportColumn], notation: Notation) -> str:
    return f"<tr>{''.join(_cell(column, row.get(column.id), notation) for column in columns)}</tr>"


def _cell(column: ReportColumn, cell: ReportCell, notation: Notation) -> str:
    verdict = f" {cell.verdict}" if isinstance(cell, Datum) and cell.verdict else ""
    text, align = read(cell, notation, Medium.BOOK), "middle" if column.centred else ALIGNED[column.align]
    return f'<td class="{align}{_room(column, align, text)}{verdict}">{escape(text)}</td>'


def _room(column: ReportColumn, align: str, text: str) -> str:
    if align == "left" and column.width >= LONG:
        return " long"
    return " short" if align == "middle" and len(text) <= SHORT else ""
