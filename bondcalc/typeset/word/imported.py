"""Takes paragraphs, tables and charts of one Word file into another: styles by their names, numbers nobody else has."""

from copy import deepcopy
from typing import TYPE_CHECKING

from bondcalc.typeset.word.docx_markup import CHART, RELATIONS
from bondcalc.typeset.word.docx_package import CONTENT, PACKAGE_RELATIONS
from bondcalc.typeset.word.opened import TYPES, WordPackage, parsed, relations_of, said
from bondcalc.typeset.word.read_blocks import chart_part
from bondcalc.typeset.word.read_controls import W

if TYPE_CHECKING:
    from lxml.etree import _Element

STYLED = (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
OTHER_NAMES = {"公文正文": "body text", "表图题": "caption", "图题": "caption", "测算表": "table grid"}
"""Names under which a document of others has a style of ours: those that come with every word processor."""


class Importer:
    """Imports into one file from another."""

    def __init__(self, target: WordPackage, source: WordPackage, number: str = "") -> None:
        """Begin; `number` is the numbering that headings get, where the target has no headings of ours yet."""
        self.target, self.source = target, source
        self._marks = max((int(said(mark, f"{W}id") or 0) for mark in target.body.iter(f"{W}bookmarkStart")), default=0)
        self._styles = _styles_of(target)
        self._source_styles = _styles_of(source)
        self._known: dict[str, str] = {}
        self._number = number or _heading_number(target)

    def taken(self, element: "_Element") -> "_Element":
        """Give a copy of an element that fits into the target."""
        copy = deepcopy(element)
        copy.tail = None
        for child in copy.iter(*STYLED):
            child.set(f"{W}val", self.style(said(child, f"{W}val")))
        for number in copy.iter(f"{W}numId"):
            number.set(f"{W}val", self._number if said(number, f"{W}val") != "0" else "0")
        for kind in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            for at, mark in enumerate(copy.iter(kind), 1):
                mark.set(f"{W}id", str(self._marks + at))
        self._marks += sum(1 for _ in copy.iter(f"{W}bookmarkStart"))
        if next(copy.iter(f"{{{CHART}}}chart"), None) is not None:
            self._chart(copy, chart_part(self.source, element))
        return copy

    def style(self, id_: str) -> str:
        """Give the target's style of the same name; one that it lacks is brought along with those it is based on."""
        if id_ not in self._known and id_ in self._source_styles:
            style = self._source_styles[id_]
            same = self._same(style)
            self._known[id_] = self._free(id_) if same is None else same
            if same is None:
                self._bring(style, self._known[id_])
        return self._known.get(id_, id_)

    def _same(self, style: "_Element") -> str | None:
        """Find the target's style of that name and kind, or of the name others have for it."""
        name = name_of(style)
        for wanted in filter(None, (name, OTHER_NAMES.get(name))):
            for key, known in self._styles.items():
                if name_of(known) == wanted and known.get(f"{W}type") == style.get(f"{W}type"):
                    return key
        return None

    def _free(self, id_: str) -> str:
        while id_ in self._styles:
            id_ = f"BC{id_}"
        return id_

    def _bring(self, style: "_Element", id_: str) -> None:
        """Put a style of the source beside those of the target."""
        new = deepcopy(style)
        new.set(f"{W}styleId", id_)
        new.attrib.pop(f"{W}default", None)
        self._styles[id_] = new
        self.target.styles.append(new)
        for child in new.findall(f"{W}basedOn") + new.findall(f"{W}next") + new.findall(f"{W}link"):
            if said(child, f"{W}val") in self._source_styles:
                child.set(f"{W}val", self.style(said(child, f"{W}val")))
            else:
                new.remove(child)

    def _chart(self, paragraph: "_Element", part: str) -> None:
        """Bring the part of a chart along and lead the paragraph to it."""
        number = 1 + sum(1 for name in self.target.parts if name.startswith("word/charts/"))
        while f"word/charts/chart{number}.xml" in self.target.parts:
            number += 1
        id_ = link_part(self.target, f"word/charts/chart{number}.xml", "chart", CONTENT["chart"])
        self.target.put(f"word/charts/chart{number}.xml", self.source.parts[part])
        for shown in paragraph.iter(f"{{{CHART}}}chart"):
            shown.set(f"{{{RELATIONS}}}id", id_)


def link_part(package: WordPackage, part: str, kind: str, content: str = "") -> str:
    """State a part: its type, where it is no plain XML, and a relationship that leads to it; gives the relationship's id."""
    if content:
        state_type(package, part, content)
    links = package.links(package.main)
    known = next((id_ for id_, link in links.items() if link.part == part), None)
    if known is not None:
        return known
    number = 1
    while f"rIdBc{number}" in links:
        number += 1
    folder = package.main.rpartition("/")[0]
    target = part.removeprefix(f"{folder}/") if part.startswith(f"{folder}/") else f"/{part}"
    element = parsed(
        f'<Relationship xmlns="{PACKAGE_RELATIONS}" Id="rIdBc{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'.encode()
    )
    package.tree(relations_of(package.main)).append(element)
    return f"rIdBc{number}"


def state_type(package: WordPackage, part: str, content: str) -> None:
    """State the type of a part where it is not stated."""
    types = package.tree(TYPES)
    if any(said(entry, "PartName") == f"/{part}" for entry in types):
        return
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    types.append(parsed(f'<Override xmlns="{space}" PartName="/{part}" ContentType="{content}"/>'.encode()))


def _styles_of(package: WordPackage) -> dict[str, "_Element"]:
    return {said(style, f"{W}styleId"): style for style in package.styles.findall(f"{W}style")}


def name_of(style: "_Element") -> str:
    """Give the name of a style as it is compared."""
    name = style.find(f"{W}name")
    return "" if name is None else said(name, f"{W}val").casefold()


def _heading_number(package: WordPackage) -> str:
    """Give the numbering that the headings of a file have; 0 where they have none."""
    for mark in package.body.iter(f"{W}bookmarkStart"):
        paragraph = mark.getparent()
        number = None if paragraph is None else paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if said(mark, f"{W}name").startswith("_bc_h") and number is not None and said(number, f"{W}val") != "0":
            return said(number, f"{W}val")
    return "0"
