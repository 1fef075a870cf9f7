"""Takes new figures, tables and sentences into a Word filing that was edited: three-way, block by block (decision 0058).

What its editor left as it was made is renewed, what the editor wrote is kept, what both changed is kept and told.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from bondcalc.typeset.word.imported import Importer
from bondcalc.typeset.word.opened import WordPackage, said
from bondcalc.typeset.word.read_blocks import ReadBlock, blocks_of, chart_part
from bondcalc.typeset.word.read_controls import RecordedBlock, W, WordRecord

if TYPE_CHECKING:
    from lxml.etree import _Element


WIDER = 1.05
"""How much wider a column of a table must have become for the table to be laid out anew."""
SHOWN = 14
"""Signs of a paragraph by which it is found."""
_FIGURE = re.compile(r"\{[^{}]*\}")


@dataclass
class MergedBlocks:
    """Blocks by what became of them, as people find them: the beginning of a paragraph, else chapter and title.

    `renewed`, `added` and `removed` follow the new project. `kept`: changed by both, the editor's words stand. `left_out`:
    the editor deleted them. `stale`: no longer made, but edited and therefore kept.
    """

    renewed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)


@dataclass
class BlockMerge:
    """One merge: the edited filing, what it was made as, the filing made anew, and what has come of it.

    `was` is the filing the edited one was made as, where it can be made again.
    """

    edited: WordPackage
    base: Mapping[str, RecordedBlock]
    fresh: WordPackage
    record: WordRecord
    was: WordPackage | None = None
    merged: MergedBlocks = field(default_factory=MergedBlocks)

    def run(self) -> MergedBlocks:
        """Merge every block, in the order of the new filing; then take out what is no longer made."""
        there, made = blocks_of(self.edited), blocks_of(self.fresh)
        importer = Importer(self.edited, self.fresh)
        anchor: _Element | None = None
        for name, block in made.items():
            if name in there:
                anchor = self._meet(there[name], block, importer)
            elif name in self.base:
                self.merged.left_out.append(shown(block, self.record.blocks[name].id))
            else:
                anchor = self._add(block, anchor, importer)
        for name in there.keys() - made.keys():
            self._take_out(there[name])
        return self.merged

    def _meet(self, old: ReadBlock, new: ReadBlock, importer: Importer) -> "_Element":
        """Merge a block that is on both sides; gives the element that stands now."""
        same = old.words == new.words
        if same and not self._is_outgrown(new):
            return old.element
        base, id_ = self.base.get(old.name), shown(new, self.record.blocks[old.name].id)
        if same or (base is not None and base.sha256 == old.sha256):
            self.merged.renewed.append(id_)
            return self._renew(old, new, importer)
        if base is None or base.sha256 != new.sha256:
            self.merged.kept.append(id_)
        return old.element

    def _is_outgrown(self, new: ReadBlock) -> bool:
        """Tell whether a table needs wider columns, or signs of another size, than it was made with."""
        old = self._made_as.get(new.name) if new.kind == "table" else None
        return old is not None and is_outgrown(old.element, new.element)

    @cached_property
    def _made_as(self) -> dict[str, ReadBlock]:
        """The blocks as they were made."""
        return {} if self.was is None else blocks_of(self.was)

    def _renew(self, old: ReadBlock, new: ReadBlock, importer: Importer) -> "_Element":
        """Put a new block in the place of an old one; a paragraph keeps its look, a chart its frame."""
        if new.kind == "chart" and (part := chart_part(self.edited, old.element)) in self.edited.parts:
            self.edited.put(part, self.fresh.parts[chart_part(self.fresh, new.element)])
            return old.element
        element = importer.taken(new.element)
        look = old.element.find(f"{W}pPr") if new.kind != "table" else None
        if look is not None:
            own = element.find(f"{W}pPr")
            if own is not None:
                element.remove(own)
            element.insert(0, deepcopy(look))
        parent = old.element.getparent()
        if parent is not None:
            # What stands behind an element in lxml hangs on it; a paragraph has only blanks there.
            parent.replace(old.element, element)
        return element

    def _add(self, block: ReadBlock, anchor: "_Element | None", importer: Importer) -> "_Element":
        """Put a block that is new behind the one before it."""
        self.merged.added.append(shown(block, self.record.blocks[block.name].id))
        element = importer.taken(block.element)
        before = anchor if anchor is not None else self.edited.body[0][0]
        top_level(before).addnext(element)
        return element

    def _take_out(self, block: ReadBlock) -> None:
        """Take out a block that is no longer made, unless its editor changed it."""
        base = self.base.get(block.name)
        if base is None or base.sha256 != block.sha256:
            self.merged.stale.append(shown(block, "" if base is None else base.id))
            return
        parent = block.element.getparent()
        if block.element.find(f"{W}pPr/{W}sectPr") is not None:
            # A section ends in it, and goes on ending there.
            for child in block.element.findall("*")[1:]:
                block.element.remove(child)
        elif parent is not None:
            parent.remove(block.element)
        self.merged.removed.append(shown(block, base.id))


def is_outgrown(was: "_Element", now: "_Element") -> bool:
    """Tell whether a table needs wider columns, or signs of another size, than it had."""
    before, after = ([_width(column) for column in table.iter(f"{W}gridCol")] for table in (was, now))
    styles = [{said(style, f"{W}val") for style in table.iter(f"{W}pStyle")} for table in (was, now)]
    wider = any(new > old * WIDER for old, new in zip(before, after, strict=False))
    return wider or len(before) != len(after) or styles[0] != styles[1]


def _width(column: "_Element") -> int:
    text = said(column, f"{W}w")
    return int(text) if text.isdecimal() else 0


def shown(block: ReadBlock, id_: str) -> str:
    """Name a block for people: how a paragraph begins, else where it stands."""
    text = _FIGURE.sub("…", block.words)
    return f"“{text[:SHOWN]}{'…' if text[SHOWN:] else ''}”" if block.kind == "paragraph" or not id_ else id_


def top_level(element: "_Element") -> "_Element":
    """Give the element of the body in which another stands."""
    while (parent := element.getparent()) is not None and parent.tag != f"{W}body":
        element = parent
    return element
