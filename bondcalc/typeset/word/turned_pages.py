"""Turns pages of a filing that was refreshed: what has become wider or narrower stands on a page it was made for (decision 0062)."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from bondcalc.typeset.word.merging import top_level
from bondcalc.typeset.word.opened import WordPackage, parsed
from bondcalc.typeset.word.read_blocks import elements_of
from bondcalc.typeset.word.read_controls import W, text_of
from bondcalc.typeset.word.template_pages import REFERENCES, is_turned

if TYPE_CHECKING:
    from lxml.etree import _Element

SHEET = (f"{W}pgSz", f"{W}pgMar")
"""Size and margins of a page."""
BEGUN = (f"{W}titlePg", f"{W}pgNumType")
"""What only the first piece of a section keeps: a page of its own, a number to begin with."""


@dataclass(frozen=True)
class BodySection:
    """A section: its elements, the one that ends it last; its properties; whether its pages lie on the long side."""

    elements: list["_Element"]
    properties: "_Element"
    turned: bool

    @property
    def ends_bare(self) -> bool:
        """Tell whether what ends it shows nothing."""
        last = self.elements[-1]
        return last.tag == f"{W}p" and not text_of(last) and next(last.iter(f"{W}drawing", f"{W}pict"), None) is None


def sections_in(package: WordPackage) -> Iterator[BodySection]:
    """Give the sections of a text in order."""
    elements: list[_Element] = []
    for child in next(package.body.iter(f"{W}body")):
        elements.append(child)
        properties = child if child.tag == f"{W}sectPr" else child.find(f"{W}pPr/{W}sectPr")
        if properties is not None:
            yield BodySection(elements, properties, is_turned(properties))
            elements = []


def turns_of(package: WordPackage) -> dict[str, bool]:
    """Tell of each block whether it stands on a turned page."""
    turned = {element: section.turned for section in sections_in(package) for element in section.elements}
    return {name: turned.get(top_level(element), False) for name, element in elements_of(package).items()}


def turn_pages(edited: WordPackage, fresh: WordPackage, was: WordPackage | None) -> None:
    """Turn the pages of blocks that stand otherwise in the new filing than in the one the edited was made as.

    All else stays as its editor laid it out. Without the filing it was made as, every block stands as in the new one.
    """
    sections = list(sections_in(edited))
    stands = _stands(edited, turns_of(fresh), {} if was is None else turns_of(was))
    plans: list[list[bool]] = []
    for section in sections:
        plans.append(_plan(section, stands, plans))
    needless = [
        here.turned is not there.turned and here.ends_bare and plan[-1] is following[0]
        for here, there, plan, following in zip(sections, sections[1:], plans, plans[1:], strict=False)
    ]
    sheets = {section.turned: section.properties for section in sections_in(fresh)}
    own = {section.turned: deepcopy(section.properties) for section in sections}
    for section, plan in zip(sections, plans, strict=True):
        _lay_out(section, plan, PagePatterns(sheets, own))
    for section, is_needless in zip(sections, needless, strict=False):
        parent = section.elements[-1].getparent()
        if is_needless and parent is not None:
            parent.remove(section.elements[-1])


def _stands(edited: WordPackage, now: Mapping[str, bool], before: Mapping[str, bool]) -> dict["_Element", bool]:
    """Say of every element of ours how it is to stand: as now where that is new, else as it stands."""
    as_they_are = turns_of(edited)
    return {
        top_level(element): now[name] if name in now and before.get(name) is not now[name] else as_they_are[name]
        for name, element in elements_of(edited).items()
    }


def _plan(section: BodySection, stands: Mapping["_Element", bool], before: list[list[bool]]) -> list[bool]:
    """Say how each element of a section is to stand: what is not ours as what stands before it."""
    if len(section.elements) == 1 and section.turned and section.ends_bare and before:
        # All its tables are gone.
        return [before[-1][-1]]
    last = next((stands[element] for element in section.elements if element in stands), section.turned)
    turns = []
    for element in section.elements:
        last = stands.get(element, last)
        turns.append(last)
    return turns


@dataclass(frozen=True)
class PagePatterns:
    """What a page upright and one on the long side look like: sheets of the new filing, sections of the edited one."""

    sheets: Mapping[bool, "_Element"]
    own: Mapping[bool, "_Element"]

    def like(self, section: "_Element", *, turned: bool, first: bool) -> "_Element":
        """Give the properties of a piece of a section; only the first begins to count and has a first page."""
        made = deepcopy(section)
        for tag in () if first else BEGUN:
            for child in made.findall(tag):
                made.remove(child)
        if is_turned(made) is not turned:
            for tag in SHEET:
                self._take(made, tag, self.sheets.get(turned))
            self._take_heads(made, self.own.get(turned))
        return made

    @staticmethod
    def _take(made: "_Element", tag: str, pattern: "_Element | None") -> None:
        old, new = made.find(tag), None if pattern is None else pattern.find(tag)
        if old is not None and new is not None:
            made.replace(old, deepcopy(new))

    @staticmethod
    def _take_heads(made: "_Element", pattern: "_Element | None") -> None:
        """Take headers and footers of pages that lie so already."""
        for number, reference in enumerate(pattern.iter(*REFERENCES.values()) if pattern is not None else ()):
            if number == 0:
                for old in list(made.iter(*REFERENCES.values())):
                    made.remove(old)
            made.insert(number, deepcopy(reference))


def _lay_out(section: BodySection, plan: list[bool], patterns: PagePatterns) -> None:
    """Cut a section into pieces that stand as planned."""
    if all(turned is section.turned for turned in plan):
        return
    pieces = [(turned, [element for element, _ in piece]) for turned, piece in _pieces(section.elements, plan)]
    for number, (turned, elements) in enumerate(pieces[:-1]):
        made = patterns.like(section.properties, turned=turned, first=number == 0)
        elements[-1].addnext(_ending(made))
    last = patterns.like(section.properties, turned=pieces[-1][0], first=len(pieces) == 1)
    parent = section.properties.getparent()
    if parent is not None:
        parent.replace(section.properties, last)


def _pieces(elements: list["_Element"], plan: list[bool]) -> Iterator[tuple[bool, Iterator[tuple["_Element", bool]]]]:
    return groupby(zip(elements, plan, strict=True), key=lambda element: element[1])


def _ending(properties: "_Element") -> "_Element":
    """Make the paragraph that ends a section; it takes no line."""
    look = '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    paragraph = parsed(f'<w:p xmlns:w="{W[1:-1]}"><w:pPr>{look}</w:pPr></w:p>'.encode())
    paragraph[0].append(properties)
    return paragraph
