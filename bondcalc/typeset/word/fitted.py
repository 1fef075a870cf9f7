"""Makes tables, charts and tabs of a filing as narrow as the page of a template, and puts properties in the order of the schema."""

from typing import TYPE_CHECKING

from bondcalc.typeset.word.docx_markup import DRAWING
from bondcalc.typeset.word.docx_tables import CELL_SIZE
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
    stated = next(table.iter(f"{W}sz"), None)
    size = int((CELL_SIZE * 2 if stated is None else int(said(stated, f"{W}val"))) * share)
    style = _cells(importer, size)
    for named in table.iter(f"{W}pStyle"):
        named.set(f"{W}val", style)
    # The size is that of the style: Writer gives bound text no other.
    for look in list(table.iter(f"{W}rPr")):
        for own in look.findall(f"{W}sz") + look.findall(f"{W}szCs"):
            look.remove(own)


def _cells(importer: Importer, size: int) -> str:
    """Give the style of cells of a size in half points, which is made where it is not there."""
    id_ = f"BCCell{size}"
    styles = importer.target.styles
    if not any(said(style, f"{W}styleId") == id_ for style in styles.findall(f"{W}style")):
        text = (
            f'<w:style xmlns:w="{W[1:-1]}" w:type="paragraph" w:customStyle="1" w:styleId="{id_}">'
            f'<w:name w:val="表格文字{size / 2:g}"/><w:basedOn w:val="{importer.style("BCCell")}"/>'
            f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        )
        styles.append(parsed(text.encode()))
    return id_
