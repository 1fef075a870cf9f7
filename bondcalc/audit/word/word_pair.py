"""The file handed in and the one written again, read alike: blocks, controls, places."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from bondcalc.audit.word.hidden_text import Hiding
from bondcalc.audit.word.reading_order import ReadingOrder, WordPlace, in_contents, is_gone
from bondcalc.typeset.word.docx_names import id_of
from bondcalc.typeset.word.docx_pages import WORD_ART
from bondcalc.typeset.word.opened import WordPackage
from bondcalc.typeset.word.read_blocks import ReadBlock, W, block_words, blocks_of
from bondcalc.typeset.word.read_controls import ReadControl, controls_of, store_of

if TYPE_CHECKING:
    from lxml.etree import _Element

ALIKE = 0.5
"""Share of its figures by which a table without its bookmark is known again."""


@dataclass(frozen=True)
class WordReading:
    """One Word file as read: its blocks, those found again without bookmark among them; its controls."""

    package: WordPackage
    order: ReadingOrder
    blocks: dict[str, ReadBlock]
    controls: list[ReadControl]

    @classmethod
    def of(cls, package: WordPackage, known: Mapping[str, str] | None = None) -> "WordReading":
        """Read a file; `known` are the keys there can be where it lost its own."""
        order = ReadingOrder.of(package, known or {})
        return cls(package, order, blocks_of(package, known), controls_of(package, known))

    @cached_property
    def hiding(self) -> Hiding:
        """What is not seen in it."""
        return Hiding.of(self.package)

    @cached_property
    def charts(self) -> set["_Element"]:
        """The paragraphs of its charts."""
        return {block.element for block in self.blocks.values() if block.kind == "chart"}

    @cached_property
    def marks(self) -> set[str]:
        """The texts drawn as pictures, such as the mark of every page."""
        arts = (art for part in self.package.stories for art in self.package.tree(part).iter(WORD_ART))
        return {art.get("string") or "" for art in arts} - {""}

    @cached_property
    def elements(self) -> dict["_Element", ReadBlock]:
        """Every block by the paragraph or table it is."""
        return {block.element: block for block in self.blocks.values() if block.kind != "chart"}

    def place(self, block: ReadBlock) -> WordPlace:
        """Tell where a block stands."""
        return WordPlace(self.order.chapters.get(block.element, ""), self.order.titles.get(block.element, ""))

    def block_of(self, element: "_Element") -> ReadBlock | None:
        """Give the block an element lies in; None outside of all."""
        return next(
            (
                self.elements[node]
                for node in (element, *element.iterancestors(f"{W}p", f"{W}tbl"))
                if node in self.elements
            ),
            None,
        )


@dataclass(frozen=True)
class WordPair:
    """Both files; `named` gives a figure its name for people by its id."""

    filed: WordReading
    fresh: WordReading
    named: Callable[[str], str]
    store: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, filed: WordPackage, fresh: WordReading, named: Callable[[str], str]) -> "WordPair":
        """Read the file handed in; blocks whose bookmark an editor lost are known by their words or their figures."""
        store = store_of(fresh.package) or {}
        here = WordReading.of(filed, store)
        here.blocks.update(found_again(here, fresh))
        return cls(here, fresh, named, store)

    def label(self, key: str) -> str:
        """Name the figure of a key."""
        return self.named(id_of(key))


def found_again(filed: WordReading, fresh: WordReading) -> dict[str, ReadBlock]:
    """Find blocks whose bookmark is lost."""
    lost = {name: block for name, block in fresh.blocks.items() if name not in filed.blocks and block.kind != "chart"}
    if not lost:
        return {}
    by_words: dict[str, list[str]] = defaultdict(list)
    for name, block in lost.items():
        by_words[block.words].append(name)
    regained: dict[str, ReadBlock] = {}
    taken = {block.element for block in filed.blocks.values()}
    for element in filed.package.body.iter(f"{W}p", f"{W}tbl"):
        in_cell = element.tag == f"{W}p" and next(element.iterancestors(f"{W}tbl"), None) is not None
        if element in taken or in_cell or is_gone(element) or in_contents(element):
            continue
        words = block_words(element, filed.order.reader)
        name = next(iter(by_words.get(words, ())), "") or next(_by_figures(element, filed, lost), "")
        if name and name not in regained:
            regained[name] = ReadBlock(name, lost[name].kind, filed.package.main, element, words)
            if by_words.get(words):
                by_words[words].pop(0)
    return regained


def _by_figures(element: "_Element", filed: WordReading, lost: dict[str, ReadBlock]) -> Iterator[str]:
    """Name the lost table or paragraph that has most of the figures of an element."""
    keys = {key[0] for node in element.iter(f"{W}sdt") if (key := filed.order.reader.key(node))}
    for name, block in lost.items():
        if keys and (block.kind == "table") == (element.tag == f"{W}tbl") and block.kind in {"table", "paragraph"}:
            own = {key[0] for node in block.element.iter(f"{W}sdt") if (key := filed.order.reader.key(node))}
            if len(keys & own) > ALIKE * max(len(own), len(keys)):
                yield name
