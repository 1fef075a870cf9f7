"""The bureau's or the firm's own Word file whose look the filings take: what is refused of it."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bondcalc.typeset.word.docx_names import SPACE
from bondcalc.typeset.word.opened import TYPES, WordPackage, open_package, said
from bondcalc.typeset.word.read_controls import W, looks_changed, revisions_of, text_of
from bondcalc.wording.messages import file_error, notice

if TYPE_CHECKING:
    from lxml.etree import _Element

EMBEDDED = frozenset({"oleObject", "package", "control", "aFChunk", "subDocument"})
"""Kinds of relationships that lead to other programs' files inside a document."""
OBJECTS = (f"{W}object", f"{W}altChunk", f"{W}subDoc", f"{W}control")
BEGINS = "【正文】"
"""A paragraph of this text alone says where the filing begins; what stands before it is the cover."""
_FETCHING = re.compile(r"\s*(INCLUDEPICTURE|INCLUDETEXT|LINK|DDE|DDEAUTO|RD|DATABASE|IMPORT)\b", re.IGNORECASE)


def open_template(name: str, data: bytes) -> WordPackage:
    """Open a template. Raises FileError for one whose look cannot be taken without taking something else along.

    Refused are macros, filings of this program, tracked changes, whatever lies outside the file, and embedded objects.
    """
    package = open_package(name, data)
    for refusal, refuses in (
        ("template_macros", _has_macros),
        ("template_filing", _is_filing),
        ("template_revisions", _is_changed),
        ("template_outside", _leads_out),
        ("template_objects", _has_objects),
    ):
        if refuses(package):
            raise file_error(refusal, name=name)
    if package.body.find(f"{W}body") is None or package.styles.tag != f"{W}styles":
        raise file_error("broken_docx", name=name)
    return package


def cover_of(body: "_Element") -> tuple[list["_Element"], "_Element | None"]:
    """Give what stands before the mark or the first break of a section, and the section that ends there, if one does.

    Without either there is no cover: what stands there is an example of text.
    """
    cover: list[_Element] = []
    for child in body:
        if child.tag == f"{W}p" and text_of(child).strip() == BEGINS:
            return cover, None
        cover.append(child)
        section = next(child.iter(f"{W}sectPr"), None)
        if section is not None and child.tag != f"{W}sectPr":
            return cover, section
    return [], None


def remarks_on(package: WordPackage) -> list[str]:
    """Remark on a template whose text comes along nowhere, since nothing says where its cover ends."""
    body = next(package.body.iter(f"{W}body"))
    text = text_of(body).strip()
    lost = bool(text) and BEGINS not in text and not cover_of(body)[0]
    return [notice("template_coverless", name=package.name)] if lost else []


def _trees(package: WordPackage) -> Iterator["_Element"]:
    """Give every part that is XML, parsed: what is damaged or declares entities is told here."""
    for part in list(package.parts):
        if part.endswith((".xml", ".rels", ".vml")):
            yield package.tree(part)


def _kinds(package: WordPackage) -> set[tuple[str, bool]]:
    """Give the kinds of all relationships, each with whether it leads out of the file."""
    linked = [part for part in list(package.parts) if part.endswith(".rels")]
    return {
        (said(link, "Type").rpartition("/")[2], said(link, "TargetMode") == "External")
        for part in linked
        for link in package.tree(part)
    }


def _has_macros(package: WordPackage) -> bool:
    types = package.tree(TYPES)
    enabled = any("macroenabled" in said(entry, "ContentType").casefold() for entry in types)
    named = any(part.casefold().endswith("vbaproject.bin") for part in package.parts)
    return enabled or named or any(kind.startswith("vba") for kind, _ in _kinds(package))


def _is_filing(package: WordPackage) -> bool:
    return any(part.startswith("customXml/") and SPACE.encode() in data for part, data in package.parts.items())


def _is_changed(package: WordPackage) -> bool:
    return bool(revisions_of(package)) or looks_changed(_trees(package))


def _leads_out(package: WordPackage) -> bool:
    if any(outside or kind == "attachedTemplate" for kind, outside in _kinds(package)):
        return True
    for tree in _trees(package):
        codes = [node.text or "" for node in tree.iter(f"{W}instrText")]
        codes += [said(node, f"{W}instr") for node in tree.iter(f"{W}fldSimple")]
        # A code may be written in pieces.
        if any(map(_FETCHING.match, [*codes, "".join(codes)])):
            return True
    return False


def _has_objects(package: WordPackage) -> bool:
    if any(kind in EMBEDDED or kind.startswith("activeX") for kind, _ in _kinds(package)):
        return True
    return any(True for tree in _trees(package) for _ in tree.iter(*OBJECTS))
