"""Generated blocks: each paragraph, table and chart with a bookmark, and the hash of its words for whoever reads it again."""

from collections import Counter
from dataclasses import dataclass, field, replace

from bondcalc.typeset.document import Text
from bondcalc.typeset.word.docx_controls import Controls, Worded
from bondcalc.typeset.word.docx_markup import marked, paragraph
from bondcalc.typeset.word.docx_names import KINDS, bookmark, level, sha256


@dataclass(frozen=True)
class WordBlock:
    """One generated block: name and number of its bookmark, kind, id and, once it is made, the hash of its words."""

    name: str
    number: int
    kind: str
    id: str
    sha256: str = ""


@dataclass
class WordBlocks:
    """The blocks made so far. `chapter` and `section` are the headings under which the next one stands."""

    controls: Controls
    made: list[WordBlock] = field(default_factory=list)
    chapter: str = ""
    section: str = ""
    _met: Counter[tuple[str, str]] = field(default_factory=Counter)

    def under(self, deep: int, heading: str) -> None:
        """Begin a chapter or a section."""
        if deep == 1:
            self.chapter, self.section = heading, ""
        elif deep == 2:
            self.section = heading

    def place(self, own: str = "") -> str:
        """Give the id of what stands here."""
        return "/".join(filter(None, (self.chapter, self.section, own)))

    def begin(self, kind: str, id_: str) -> WordBlock:
        """Name a block; the second of one id has its number behind it."""
        self._met[kind, id_] += 1
        met = self._met[kind, id_]
        unique = id_ if met == 1 else f"{id_}~{met}"
        return WordBlock(bookmark(kind, unique), self._met.total(), KINDS[kind], unique)

    def end(self, block: WordBlock, words: str) -> None:
        """Note the words of a block."""
        self.made.append(replace(block, sha256=sha256(words)))

    def text(self, kind: str, id_: str, style: str, text: Text, look: str = "", face: str = "") -> str:
        """Write a paragraph as a block; `look` is of the paragraph, `face` of its runs."""
        return self.runs(kind, id_, style, self.controls.worded(text, face), look)

    def runs(self, kind: str, id_: str, style: str, worded: Worded, look: str = "") -> str:
        """Write a paragraph of runs as a block."""
        block = self.begin(kind, id_)
        self.end(block, level(worded.words))
        return paragraph(style, marked(block.name, block.number, worded.runs), look)
