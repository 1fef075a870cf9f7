"""Makes tables, charts and tabs of a filing as narrow as the page of a template, and puts properties in the order of the schema."""

from typing import TYPE_CHECKING

from bondcalc.typeset.word.docx_markup import DRAWING
from bondcalc.typeset.word.docx_tables import CELL_SIZE, CELL_STYLE
from bondcalc.typeset.word.imported import Importer
from bondcalc.typeset.word.opened import parsed, said
from bondcalc.typeset.word.read_controls import W

if TYPE_CHECKING:
    from lxml.etree import _Element

CELL_MARGIN = 108
"""White beside the text of a cell, in twips."""
LAST = ("rPr", "sectPr", "pPrChange")
"""What stands last among the properties of a paragraph."""


def in_order(paragraph: "_Element") -> None:
    """Put the style of a paragraph first among its properties and its section last, which Writer does not."""
    for properties in paragraph.findall(f"{W}pPr"):
        for style in properties.findall(f"{W}pStyle"):
            properties.insert(0, style)
        for name in LAST:
            for child in properties.findall(f"{W}{name}"):
                properties.append(child)


def fit(element: "_Element", importer: Importer, share: float) -> None:
    """Make a table with its signs, a chart or tabs narrower; a share of 1 and more changes nothing."""
    if share >= 1:
        return
    for tag, name in ((f"{W}tblW", "w"), (f"{W}gridCol", "w"), (f"{W}tcW", "w"), (f"{W}tab", "pos")):
        for measured in element.iter(tag):
            if said(measured, f"{W}{name}").isdecimal():
                measured.set(f"{W}{name}", str(int(int(said(measured, f"{W}{name}")) * share)))
    for extent in element.iter(f"{{{DRAWING}}}extent"):
        for name in ("cx", "cy"):
            extent.set(name, str(int(int(said(extent, name)) * share)))
    if element.tag == f"{W}tbl":
        _small(element, importer, share)


def _small(table: "_Element", importer: Importer, share: float) -> None:
    """Make signs and the white beside them smaller, so that no number breaks."""
    white = "".join(f'<w:{side} w:w="{int(CELL_MARGIN * share)}" w:type="dxa"/>' for side in ("left", "right"))
    for properties in table.findall(f"{W}tblPr"):
        properties.append(parsed(f'<w:tblCellMar xmlns:w="{W[1:-1]}">{white}</w:tblCellMar>'.encode()))
    style = _cells(importer, int(_size(table, importer) * share))
    for named in table.iter(f"{W}pStyle"):
        named.set(f"{W}val", style)


def _size(table: "_Element", importer: Importer) -> int:
    """Give the size of the signs of a table, in half points: that of the style of its cells."""
    named = {said(style, f"{W}val") for style in table.iter(f"{W}pStyle")}
    for style in importer.target.styles.findall(f"{W}style"):
        size = style.find(f"{W}rPr/{W}sz")
        if said(style, f"{W}styleId") in named and size is not None:
            return int(said(size, f"{W}val"))
    return int(CELL_SIZE * 2)


def _cells(importer: Importer, size: int) -> str:
    """Give the style of cells of a size in half points, which is made where it is not there."""
    id_ = f"{CELL_STYLE}{size}"
    styles = importer.target.styles
    if not any(said(style, f"{W}styleId") == id_ for style in styles.findall(f"{W}style")):
        text = (
            f'<w:style xmlns:w="{W[1:-1]}" w:type="paragraph" w:customStyle="1" w:styleId="{id_}">'
            f'<w:name w:val="表格文字{size / 2:g}"/><w:basedOn w:val="{importer.style(CELL_STYLE)}"/>'
            f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        )
        styles.append(parsed(text.encode()))
    return id_
