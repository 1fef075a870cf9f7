"""Numbers the captions of a filing that was refreshed: tables and figures came and went between them."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bondcalc.typeset.word.opened import said
from bondcalc.typeset.word.read_controls import W

if TYPE_CHECKING:
    from lxml.etree import _Element

COUNTED = ("表", "图")
"""What is counted through a filing."""


def number_captions(body: "_Element") -> None:
    """Store in every counting field of a text the number it shows once it is renewed, those of the editor's own captions too."""
    counts: Counter[str] = Counter()
    for label, stored in _counting_fields(body):
        counts[label] += 1
        for at, piece in enumerate(stored):
            piece.text = None if at else str(counts[label])


def _counting_fields(body: "_Element") -> Iterator[tuple[str, list["_Element"]]]:
    """Give the label of every field that counts tables or figures, and the pieces of what it shows."""
    for paragraph in body.iter(f"{W}p"):
        for simple in paragraph.iter(f"{W}fldSimple"):
            if label := _label(said(simple, f"{W}instr")):
                yield label, list(simple.iter(f"{W}t"))
        code, stored, is_shown = "", list["_Element"](), False
        for node in paragraph.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
            kind = said(node, f"{W}fldCharType")
            if node.tag == f"{W}instrText":
                code += node.text or ""
            elif node.tag == f"{W}t" and is_shown:
                stored.append(node)
            elif kind == "begin":
                code, stored, is_shown = "", [], False
            elif kind:
                is_shown = kind == "separate" and bool(_label(code))
                if kind == "end" and _label(code):
                    yield _label(code), stored


def _label(code: str) -> str:
    """Tell what a field counts, by its code; an empty text where it counts none of ours, or begins at a number of its own."""
    words = code.split()
    plain = len(words) > 1 and words[0] == "SEQ" and not {"\\r", "\\c", "\\h"} & {word[:2] for word in words}
    return words[1] if plain and words[1] in COUNTED else ""
