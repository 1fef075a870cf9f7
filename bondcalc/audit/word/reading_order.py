"""Where things stand in a Word file: under which headings, in which table, row and column, in which story."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bondcalc.audit.word.hidden_text import style_of
from bondcalc.typeset.word.docx_markup import MAIN
from bondcalc.typeset.word.docx_names import level
from bondcalc.typeset.word.opened import WordPackage, said
from bondcalc.typeset.word.read_blocks import PARAGRAPH, PASSED, RUN, SPACES, W
from bondcalc.typeset.word.read_controls import GONE, KeyReader, reader_of

if TYPE_CHECKING:
    from lxml.etree import _Element

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
STORY_NAMES = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注"}
FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
"""Text of a formula."""
UNREAD = (f"{W}sym", FORMULA, f"{W}ruby")
"""Signs that are seen and that the words of a block do not hold."""
DEEPEST = 6
_LETTERS = frozenset({f"{W}t", FORMULA})
_HYPHEN, _SYMBOL = f"{W}noBreakHyphen", f"{W}sym"
_HEADING = re.compile(r"(?:heading|标题) ?(\d)", re.IGNORECASE)


@dataclass(frozen=True)
class WordPlace:
    """Where something stands: the headings above it, or the story; the table, its row and column, empty where there is none."""

    chapter: str
    table: str = ""
    row: str = ""
    column: str = ""

    @property
    def inside(self) -> str:
        """Name the place within its chapter."""
        parts = (self.table, f"“{self.row}”行" if self.row else "", f"“{self.column}”列" if self.column else "")
        return " ".join(part for part in parts if part)


@dataclass
class ReadingOrder:
    """Every paragraph and table of a file with its place; `reader` tells the keys of controls."""

    package: WordPackage
    reader: KeyReader
    chapters: dict["_Element", str] = field(default_factory=dict)
    titles: dict["_Element", str] = field(default_factory=dict)

    @classmethod
    def of(cls, package: WordPackage, known: Mapping[str, str]) -> "ReadingOrder":
        """Read the order of a file."""
        order = cls(package, reader_of(package, known))
        levels = _levels(package)
        above: list[str] = []
        caption = ""
        for element in package.body.iter(f"{W}p", f"{W}tbl"):
            if is_gone(element) or in_contents(element):
                continue
            if element.tag == f"{W}tbl":
                order.titles[element] = caption
            else:
                deep = levels.get(style_of(element, "pPr", "pStyle"), 0)
                in_table = next(element.iterancestors(f"{W}tbl"), None) is not None
                # Nearly all paragraphs are cells, which are neither heading nor caption.
                text = level(seen_text(element)) if deep or not in_table else ""
                if deep and text:
                    above = [*above[: deep - 1], text]
                    # A table that follows without a caption of its own has no name, and not that of the one before.
                    caption = ""
                if not in_table and re.match(r"表\s*\d*\s*\S", text):
                    caption = re.sub(r"^表\s*\d*\s*", "", text)
            order.chapters[element] = " › ".join(above)
        return order

    def place(self, element: "_Element", story: str = "") -> WordPlace:
        """Tell where a paragraph stands."""
        if story:
            return WordPlace(story)
        table = next(element.iterancestors(f"{W}tbl"), None)
        chapter = self.chapters.get(element, "")
        if table is None:
            return WordPlace(chapter)
        row = next(element.iterancestors(f"{W}tr"))
        return WordPlace(chapter, self.titles.get(table, ""), next((cell for cell in seen_cells(row) if cell), ""))


def _levels(package: WordPackage) -> dict[str, int]:
    """Give the level of every style that is a heading's, by its id; editors rename ids and keep names."""
    part = package.styles_part
    if part is None:
        return {}
    levels = {}
    for style in package.tree(part).iter(f"{W}style"):
        name = style.find(f"{W}name")
        match = _HEADING.fullmatch(said(name, f"{W}val")) if name is not None else None
        if match and int(match[1]) <= DEEPEST:
            levels[said(style, f"{W}styleId")] = int(match[1])
    return levels


def is_gone(element: "_Element") -> bool:
    """Tell whether a tracked change takes an element out, or it is a second copy for older programs."""
    return any(True for _ in element.iterancestors(*GONE, f"{MC}Fallback"))


def in_contents(element: "_Element") -> bool:
    """Tell whether an element stands in the table of contents, which repeats the headings."""
    return any(
        "Contents" in said(gallery, f"{W}val")
        for control in element.iterancestors(f"{W}sdt")
        for gallery in control.findall(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    )


def in_box(element: "_Element") -> bool:
    """Tell whether an element stands in a text box."""
    return any(True for _ in element.iterancestors(f"{W}txbxContent"))


def seen_text(element: "_Element") -> str:
    """Give the text a reader sees in an element: controls, fields' results and all, without text boxes inside."""
    return "".join(_seen(element))


def seen_cells(row: "_Element") -> list[str]:
    """Give the text a reader sees in every cell of a row."""
    return [level(seen_text(cell)) for cell in row.iter(f"{W}tc")]


def _seen(element: "_Element") -> Iterator[str]:
    for inner in element:
        tag = inner.tag
        if tag in _LETTERS:
            yield inner.text or ""
        elif tag in SPACES and element.tag == RUN:
            yield " "
        elif tag == _HYPHEN:
            yield "-"
        elif tag == _SYMBOL:
            yield _symbol(inner)
        elif tag not in PASSED:
            yield from _seen(inner)
            if tag == PARAGRAPH:
                yield " "


def _symbol(element: "_Element") -> str:
    code = said(element, f"{{{MAIN}}}char")
    try:
        return chr(int(code, 16) & 0xFF) if code.lower().startswith("f0") else chr(int(code, 16))
    except (ValueError, OverflowError):
        return "□"
