"""Tracked changes (修订) of an edited Word filing: which of them can be read exactly, and figures that are set all the same."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bondcalc.typeset.word.docx_names import BOOKMARK
from bondcalc.typeset.word.opened import WordPackage, said
from bondcalc.typeset.word.read_blocks import elements_of
from bondcalc.typeset.word.read_controls import CAME, GONE, KeyReader, W, reader_of, taken_out, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

MOVED = (f"{W}moveFrom", f"{W}moveTo")
OF_TABLES = (f"{W}cellIns", f"{W}cellDel", f"{W}cellMerge")
OF_CONTROLS = tuple(f"{W}customXml{kind}RangeStart" for kind in ("Ins", "Del", "MoveFrom", "MoveTo"))
"""Content controls that were put around text, or taken away from it."""
SHOWN = 14
"""Signs of a paragraph by which it is found."""


def unreadable_changes(package: WordPackage) -> list[str]:
    """Name the tracked changes after which nobody can say what a generated block is: by kind and the beginning of the paragraph.

    Text put in and taken out is read as accepted, in the editor's paragraphs and in ours; it stays tracked.
    """
    blocks = set(elements_of(package).values())
    body = [*_of_the_body(package.body, blocks)]
    headers = [part for part in package.stories if package.tree(part).tag == f"{W}hdr"]
    over = [part for part in headers if any(True for _ in package.tree(part).iter(*GONE, *CAME))]
    return list(dict.fromkeys([*body, *(["页眉"] if over else [])]))


def _of_the_body(body: "_Element", blocks: set["_Element"]) -> Iterator[str]:
    for change in body.iter(*OF_TABLES, *OF_CONTROLS, *GONE, *CAME):
        parent, paragraph = change.getparent(), _paragraph(change)
        if parent is None:
            continue
        if (change.tag in OF_TABLES or parent.tag == f"{W}trPr") and _of_a_block(change, blocks):
            yield f"表格行列{_beginning(change)}"
        elif change.tag in OF_CONTROLS:
            yield f"内容控件{_beginning(change)}"
        elif change.tag in MOVED and _of_a_block(change, blocks):
            yield f"移动{_beginning(change)}"
        elif parent.tag == f"{W}rPr" and change.tag in GONE and _joins(paragraph, blocks):
            yield f"合并段落{_beginning(change)}"
        elif change.tag in GONE and any(BOOKMARK.fullmatch(said(mark, f"{W}name")) for mark in _marks(change)):
            yield f"删去的段落{_beginning(change)}"


def _paragraph(change: "_Element") -> "_Element | None":
    return next(change.iterancestors(f"{W}p"), None)


def _beginning(change: "_Element") -> str:
    """Quote how the paragraph or table row of a change begins; blank where nothing is left of it."""
    block = next(change.iterancestors(f"{W}p", f"{W}tr"), None)
    text = "" if block is None else (text_of(block) or "".join(block.itertext(f"{W}t", f"{W}delText"))).strip()
    return f"“{text[:SHOWN]}{'…' if text[SHOWN:] else ''}”" if text else ""


def _marks(change: "_Element") -> Iterator["_Element"]:
    return change.iter(f"{W}bookmarkStart")


def _of_a_block(change: "_Element", blocks: set["_Element"]) -> bool:
    """Tell whether a change stands in a generated block."""
    return any(element in blocks for element in change.iterancestors(f"{W}p", f"{W}tbl"))


def _joins(paragraph: "_Element | None", blocks: set["_Element"]) -> bool:
    """Tell whether what is left of a paragraph whose mark is deleted becomes one with another, and one of them is generated."""
    if paragraph is None or not text_of(paragraph):
        return False
    after = paragraph.getnext()
    return paragraph in blocks or after in blocks


def settle_figures(package: WordPackage) -> None:
    """Take the tracked changes inside the figures' controls as accepted: what was typed there is told, and the figure set anew."""
    reader = reader_of(package)
    for part in package.stories:
        for control in list(package.tree(part).iter(f"{W}sdt")):
            if reader.key(control):
                _settled(control)


def _settled(control: "_Element") -> None:
    for gone in list(control.iter(*GONE)):
        _take_out(gone)
    for came in list(control.iter(*CAME)):
        for child in list(came):
            came.addprevious(child)
        _take_out(came)


def _take_out(element: "_Element") -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def set_deleted_figures(package: WordPackage, figures: dict[str, str], reader: KeyReader) -> None:
    """Write the new figures also where a tracked change takes a figure out: whoever rejects it gets no old one back."""
    for part in package.stories:
        for control in package.tree(part).iter(f"{W}sdt"):
            key = reader.key(control)
            if key and key[0] in figures and taken_out(control):
                for at, piece in enumerate(control.iter(f"{W}t", f"{W}delText")):
                    piece.text = "" if at else figures[key[0]]
