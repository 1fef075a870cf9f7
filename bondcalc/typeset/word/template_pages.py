"""Pages of a filing on a template: its headers, footers, size and margins, with the page mark and numbers where it has none."""

from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

from bondcalc.typeset.paging import PORTRAIT
from bondcalc.typeset.word.docx_markup import RELATIONS
from bondcalc.typeset.word.docx_package import CONTENT
from bondcalc.typeset.word.docx_pages import PLACES, footer, header, mark_alone
from bondcalc.typeset.word.imported import Importer, link_part
from bondcalc.typeset.word.opened import WordPackage, parsed, relations_of, said
from bondcalc.typeset.word.read_controls import W

if TYPE_CHECKING:
    from lxml.etree import _Element

ID = f"{{{RELATIONS}}}id"
REFERENCES = {"header": f"{W}headerReference", "footer": f"{W}footerReference"}
BEFORE = (*REFERENCES.values(), f"{W}footnotePr", f"{W}endnotePr")
"""What stands before the type of a section."""


class TemplatePages:
    """The sections of a filing, made from one section of its template."""

    def __init__(self, target: WordPackage, importer: Importer, title: str, mark: str) -> None:
        """Begin with a template that is being written on; `mark` is the page mark, `title` stands in a header of ours."""
        self.target, self.importer, self.title, self.mark = target, importer, title, mark
        self._marked: set[str] = set()
        self._made = 0
        links = target.links(target.main).values()
        settings = next((link.part for link in links if link.kind == "settings"), "")
        even = target.tree(settings).find(f"{W}evenAndOddHeaders") if settings in target.parts else None
        self._even = even is not None and said(even, f"{W}val") not in {"0", "false", "off"}

    def marked(self, section: "_Element") -> "_Element":
        """Put the page mark on every kind of page a section has."""
        for pages in self._pages(section) if self.mark else ():
            part = self._part(section, "header", pages)
            if not part:
                shown = "" if pages == "first" else self.title
                part = self._new("header", header(shown, "", PORTRAIT, 0).encode())
                _refer(section, "header", pages, link_part(self.target, part, "header", CONTENT["header"]))
            if part not in self._marked:
                self._marked.add(part)
                self._append(part, mark_alone(self.mark, len(self._marked)))
        return section

    def numbered(self, section: "_Element") -> "_Element":
        """Give a section numbers of pages where its headers and footers have none."""
        pages = list(self._pages(section))
        parts = [part for kind in REFERENCES for sort in pages if (part := self._part(section, kind, sort))]
        if any(_has_number(self.target.tree(part)) for part in parts):
            return section
        for sort in pages:
            # The cover may show the same footer, and is not numbered.
            part = self._copied(self._part(section, "footer", sort))
            self._append(part, footer(PLACES["even" if sort == "even" else "default"]))
            _refer(section, "footer", sort, link_part(self.target, part, "footer", CONTENT["footer"]))
        return section

    def _pages(self, section: "_Element") -> Iterator[str]:
        """Give the kinds of pages that have headers of their own."""
        yield "default"
        title = section.find(f"{W}titlePg")
        if title is not None and said(title, f"{W}val") not in {"0", "false", "off"}:
            yield "first"
        if self._even:
            yield "even"

    def _part(self, section: "_Element", kind: str, pages: str) -> str:
        """Name the header or footer of a section; an empty text where there is none."""
        links = self.target.links(self.target.main)
        for reference in section.findall(REFERENCES[kind]):
            link = links.get(said(reference, ID))
            if said(reference, f"{W}type") == pages and link is not None and link.part in self.target.parts:
                return link.part
        return ""

    def _append(self, part: str, written: str) -> None:
        """Put the paragraph of a header or footer of ours behind what stands in a part."""
        for paragraph in parsed(written.encode()).findall(f"{W}p"):
            self.target.tree(part).append(self.importer.taken(paragraph))

    def _new(self, kind: str, data: bytes) -> str:
        """Put a header or footer of ours beside those of the template."""
        self._made += 1
        folder = self.target.main.rpartition("/")[0]
        part = f"{folder}/{kind}Bc{self._made}.xml"
        while part in self.target.parts:
            self._made += 1
            part = f"{folder}/{kind}Bc{self._made}.xml"
        self.target.put(part, data)
        for paragraph in self.target.tree(part).findall(f"{W}p"):
            paragraph.getparent().replace(paragraph, self.importer.taken(paragraph))  # type: ignore[union-attr]
        return part

    def _copied(self, part: str) -> str:
        """Copy a footer with its relationships; an empty one where there is none."""
        from lxml import etree

        if not part:
            new = self._new("footer", footer("right").encode())
            for paragraph in self.target.tree(new).findall(f"{W}p"):
                self.target.tree(new).remove(paragraph)
            return new
        new = self._new("footer", etree.tostring(self.target.tree(part)))
        if relations_of(part) in self.target.parts:
            self.target.put(relations_of(new), self.target.parts[relations_of(part)])
        return new


def sections_of(body: "_Element") -> list["_Element"]:
    """Give copies of the sections of a text, each with all its headers and footers, those of the section before it too."""
    effective: dict[tuple[str, str], str] = {}
    made = []
    for section in body.iter(f"{W}sectPr"):
        whole = deepcopy(section)
        for kind, tag in REFERENCES.items():
            for reference in whole.findall(tag):
                effective[kind, said(reference, f"{W}type")] = said(reference, ID)
                whole.remove(reference)
        for (kind, pages), id_ in effective.items():
            _refer(whole, kind, pages, id_)
        made.append(whole)
    return made


def like(pattern: "_Element", *, landscape: bool, first: bool) -> "_Element":
    """Make a section of a pattern, upright or on the long side; only the first begins to count and has a first page."""
    section = deepcopy(pattern)
    for tag in (f"{W}type", *(() if first else (f"{W}titlePg",))):
        for child in section.findall(tag):
            section.remove(child)
    for number in section.findall(f"{W}pgNumType"):
        if not first:
            number.attrib.pop(f"{W}start", None)
    for columns in section.findall(f"{W}cols"):
        # Tables and charts are as wide as the page.
        if _whole(columns, "num") > 1:
            section.remove(columns)
    kind = parsed(f'<w:type xmlns:w="{W[1:-1]}" w:val="nextPage"/>'.encode())
    section.insert(sum(1 for child in section if child.tag in BEFORE), kind)
    size = section.find(f"{W}pgSz")
    if landscape and size is not None and not is_turned(section):
        wide, high = said(size, f"{W}w"), said(size, f"{W}h")
        size.set(f"{W}w", high)
        size.set(f"{W}h", wide)
        size.set(f"{W}orient", "landscape")
    return section


def is_turned(section: "_Element") -> bool:
    """Tell whether the pages of a section lie on the long side."""
    size = section.find(f"{W}pgSz")
    return size is not None and _whole(size, "w") > _whole(size, "h")


def measure_of(section: "_Element") -> int:
    """Give the width of the text of a section in twips; 0 where it is not stated."""
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    if size is None or margins is None:
        return 0
    return _whole(size, "w") - _whole(margins, "left") - _whole(margins, "right") - _whole(margins, "gutter")


def _whole(element: "_Element", name: str) -> int:
    text = said(element, f"{W}{name}")
    return int(text) if text.isdecimal() else 0


def _refer(section: "_Element", kind: str, pages: str, id_: str) -> None:
    """Give a section a header or footer, in the place of another for the same pages."""
    for old in section.findall(REFERENCES[kind]):
        if said(old, f"{W}type") == pages:
            section.remove(old)
    new = parsed(
        f'<w:{kind}Reference xmlns:w="{W[1:-1]}" xmlns:r="{RELATIONS}" w:type="{pages}" r:id="{id_}"/>'.encode()
    )
    section.insert(sum(1 for child in section if child.tag in REFERENCES.values()), new)


def _has_number(tree: "_Element") -> bool:
    codes = [node.text or "" for node in tree.iter(f"{W}instrText")]
    codes += [said(node, f"{W}instr") for node in tree.iter(f"{W}fldSimple")]
    return any("PAGE" in code.upper().split() for code in [*codes, "".join(codes)])
