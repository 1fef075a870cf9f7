"""Puts a filing on the bureau's own Word file: its cover, styles, headers, page and theme stay, our blocks come in (decision 0061)."""

from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

from bondcalc.inputs.further_file import FurtherFile
from bondcalc.typeset.word.docx_markup import DRAWING, RELATIONS
from bondcalc.typeset.word.docx_names import BOOKMARK
from bondcalc.typeset.word.docx_package import CONTENT, Relation, relations
from bondcalc.typeset.word.fitted import fit, in_order
from bondcalc.typeset.word.imported import Importer, link_part, name_of, state_type
from bondcalc.typeset.word.opened import TYPES, WordPackage, open_package, parsed, relations_of, said
from bondcalc.typeset.word.read_controls import W
from bondcalc.typeset.word.resetting import set_parts
from bondcalc.typeset.word.template_pages import TemplatePages, like, measure_of, sections_of
from bondcalc.typeset.word.used_template import cover_of, open_template

if TYPE_CHECKING:
    from lxml.etree import _Element

COMMENTS = (f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")
LEFT_OUT = ("comment", "people", "glossaryDocument", "customXml", "keyMap", "stylesWithEffects")
"""How the kinds of relationships begin that are not taken from a template: remarks, names of people, data, styles of 2010."""
SHOWN = ("header", "footer", "image", "chart", "diagram", "hyperlink")
"""How those kinds begin that are only of use where the text points to them."""


def on_template(written: bytes, template: FurtherFile, title: str, mark: str) -> bytes:
    """Put a filing on a template; the same two give the same bytes. Raises FileError for a template that is refused."""
    filing, target = open_package(template.name, written), open_template(template.name, template.data)
    body = next(target.body.iter(f"{W}body"))
    patterns = sections_of(body) or [_bare(filing)]
    ends = _cut(body)
    numbers = _numbering(target, filing)
    importer = Importer(target, filing, numbers)
    pages = TemplatePages(target, importer, title, mark)
    if ends is not None:
        pages.marked(ends)
    elif len(body):
        body.append(_turned(pages.marked(like(patterns[0], landscape=False, first=True))))
    ours = 0 if ends is None else 1
    pattern = pages.marked(pages.numbered(patterns[min(ours, len(patterns) - 1)]))
    _fill(body, filing, importer, pattern)
    set_parts(target, filing)
    _complete(target, filing)
    _renumber(target)
    return target.packed_again()


def _bare(filing: WordPackage) -> "_Element":
    """Give the last section of the filing without its headers, for a template that states no page."""
    section = list(filing.body.iter(f"{W}sectPr"))[-1]
    bare = deepcopy(section)
    for child in bare.findall(f"{W}headerReference") + bare.findall(f"{W}footerReference"):
        bare.remove(child)
    return bare


def _cut(body: "_Element") -> "_Element | None":
    """Leave the cover only; gives the section that ends it, None where it ends at its mark or there is no cover."""
    for comment in list(body.iter(*COMMENTS)):
        parent = comment.getparent()
        if parent is not None:
            parent.remove(comment)
    cover, section = cover_of(body)
    kept = set(cover)
    for child in list(body):
        if child not in kept:
            body.remove(child)
    return section


def _turned(section: "_Element") -> "_Element":
    """Make the paragraph that ends a section."""
    paragraph = parsed(f'<w:p xmlns:w="{W[1:-1]}"><w:pPr/></w:p>'.encode())
    paragraph[0].append(section)
    return paragraph


def _fill(body: "_Element", filing: WordPackage, importer: Importer, pattern: "_Element") -> None:
    """Take the text of the filing over, every section of it made of the pattern."""
    pending: list[_Element] = []
    first = True
    styled = _numbered_styles(importer)
    for element in next(filing.body.iter(f"{W}body")):
        ours = next(element.iter(f"{W}sectPr"), None)
        taken = importer.taken(element)
        pending.append(taken)
        if ours is not None:
            turned = next(ours.iter(f"{W}pgSz")).get(f"{W}orient") == "landscape"
            section = like(pattern, landscape=turned, first=first)
            first = False
            wide, own = measure_of(section), measure_of(ours)
            for imported in pending:
                fit(imported, importer, min(1.0, wide / own) if wide > 0 else 1.0)
            old = next(taken.iter(f"{W}sectPr"))
            parent = old.getparent()
            if parent is None:
                pending[-1] = section
            else:
                parent.replace(old, section)
            body.extend(pending)
            pending = []
    for paragraph in body.iter(f"{W}p"):
        in_order(paragraph)
        _keep(paragraph, styled)


def _numbered_styles(importer: Importer) -> dict[str, tuple[str, str]]:
    """Give the numbering, and the level in it, that styles of the template have."""
    numbered = {}
    for style in importer.target.styles.findall(f"{W}style"):
        number, deep = style.find(f"{W}pPr/{W}numPr/{W}numId"), style.find(f"{W}pPr/{W}numPr/{W}ilvl")
        if number is not None and said(number, f"{W}val") != "0":
            level = "" if deep is None else said(deep, f"{W}val")
            name = name_of(style)
            numbered[said(style, f"{W}styleId")] = (
                said(number, f"{W}val"),
                level or str(max(int(name[-1]) - 1, 0) if name[-1:].isdecimal() else 0),
            )
    return numbered


def _keep(paragraph: "_Element", styled: dict[str, tuple[str, str]]) -> None:
    """Number a heading as its style is numbered; keep the caption of a table with it."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    id_ = "" if style is None else said(style, f"{W}val")
    number, deep = paragraph.find(f"{W}pPr/{W}numPr/{W}numId"), paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl")
    if id_ in styled and number is not None and deep is not None and said(number, f"{W}val") != "0":
        number.set(f"{W}val", styled[id_][0])
        deep.set(f"{W}val", styled[id_][1])
    if style is not None and _kind(paragraph) == "l" and _kind(paragraph.getnext()) in {"t", "u"}:
        _keep_next(style)


def _kind(element: "_Element | None") -> str:
    """Give the letter of the kind of block an element is; empty for none of ours."""
    names = () if element is None else (said(mark, f"{W}name") for mark in element.iter(f"{W}bookmarkStart"))
    return next((match[1] for name in names if (match := BOOKMARK.fullmatch(name))), "")


def _keep_next(style: "_Element") -> None:
    parent = style.getparent()
    if parent is not None and parent.find(f"{W}keepNext") is None:
        style.addnext(parsed(f'<w:keepNext xmlns:w="{W[1:-1]}"/>'.encode()))


def _numbering(target: WordPackage, filing: WordPackage) -> str:
    """Bring the numbering of headings along; gives its number in the template."""
    ours = filing.tree("word/numbering.xml")
    part = next((link.part for link in target.links(target.main).values() if link.kind == "numbering"), "")
    if part not in target.parts:
        part = f"{target.main.rpartition('/')[0]}/numberingBc.xml"
        target.put(part, filing.parts["word/numbering.xml"])
        link_part(target, part, "numbering", CONTENT["numbering"])
        return "1"
    root = target.tree(part)
    abstract, number = _highest(root, "abstractNum", "abstractNumId") + 1, _highest(root, "num", "numId") + 1
    for kind, own, value in (("abstractNum", "abstractNumId", abstract), ("num", "numId", number)):
        defined = deepcopy(next(ours.iter(f"{W}{kind}")))
        defined.set(f"{W}{own}", str(value))
        for points in defined.findall(f"{W}abstractNumId"):
            points.set(f"{W}val", str(abstract))
        before = {f"{W}{name}" for name in ("numPicBullet", "abstractNum", kind)}
        root.insert(sum(1 for child in root if child.tag in before), defined)
    return str(number)


def _highest(root: "_Element", kind: str, name: str) -> int:
    stated = (said(numbered, f"{W}{name}") for numbered in root.findall(f"{W}{kind}"))
    return max((int(number) for number in stated if number.isdecimal()), default=0)


def _renumber(target: WordPackage) -> None:
    """Give every drawing a number of its own, in headers too."""
    taken: set[int] = set()
    for shown in (shape for part in target.stories for shape in target.tree(part).iter(f"{{{DRAWING}}}docPr")):
        number = int(said(shown, "id")) if said(shown, "id").isdecimal() else 1
        while number in taken:
            number += 1
        taken.add(number)
        shown.set("id", str(number))


def _complete(target: WordPackage, filing: WordPackage) -> None:
    """State our own properties, bring a theme where there is none, and leave out whatever nothing leads to any more."""
    kinds = {link.kind for link in target.links(target.main).values()}
    if "theme" not in kinds:
        target.put("word/theme/themeBc.xml", filing.parts["word/theme/theme1.xml"])
        link_part(target, "word/theme/themeBc.xml", "theme", CONTENT["theme"])
    own = [Relation("rIdDocument", "officeDocument", target.main)]
    for id_, kind, part in (
        ("rIdCore", "core", "docProps/core.xml"),
        ("rIdApp", "extended-properties", "docProps/app.xml"),
    ):
        target.put(part, filing.parts[part])
        state_type(target, part, CONTENT["core" if kind == "core" else "app"])
        own.append(Relation(id_, kind, part))
    target.put("_rels/.rels", relations(own).encode())
    _unlink(target)
    _without_notes(target)
    _prune(target)


def _unlink(target: WordPackage) -> None:
    """Leave out relationships that are not taken over, and those the text no longer points to."""
    used = {value for node in target.body.iter() for name, value in node.items() if name.startswith(f"{{{RELATIONS}}}")}
    ours = {target.travelling(root) for root in ("figures", "record", "input")}
    links, listed = target.links(target.main), target.tree(relations_of(target.main))
    for entry in list(listed):
        link = links[said(entry, "Id")]
        unused = link.kind.startswith(SHOWN) and said(entry, "Id") not in used
        if unused or (link.kind.startswith(LEFT_OUT) and link.part not in ours):
            listed.remove(entry)


def _without_notes(target: WordPackage) -> None:
    """Leave out footnotes and endnotes of the example; the cover keeps its own."""
    for link in target.links(target.main).values():
        kind = link.kind.removesuffix("s")
        if kind not in {"footnote", "endnote"} or link.part not in target.parts:
            continue
        used = {said(note, f"{W}id") for note in target.body.iter(f"{W}{kind}Reference")}
        root = target.tree(link.part)
        for note in root.findall(f"{W}{kind}"):
            if said(note, f"{W}type") in {"", "normal"} and said(note, f"{W}id") not in used:
                root.remove(note)


def _prune(target: WordPackage) -> None:
    """Leave out parts that nothing leads to, with their types."""
    reached = {"", *_reached(target, "", set())}
    kept = {TYPES, *reached, *map(relations_of, reached)}
    for part in target.parts.keys() - kept:
        target.drop(part)
    types = target.tree(TYPES)
    for entry in list(types):
        name = said(entry, "PartName").lstrip("/")
        if name and name not in target.parts:
            types.remove(entry)
        if name == target.main:
            entry.set("ContentType", CONTENT["document"])


def _reached(target: WordPackage, part: str, met: set[str]) -> Iterator[str]:
    for link in target.links(part).values():
        if link.part in target.parts and link.part not in met:
            met.add(link.part)
            yield link.part
            yield from _reached(target, link.part, met)
