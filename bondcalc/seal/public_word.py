"""The copy of a Word filing that may be posted: the same text and figures, without the input inside it and without names."""

from bondcalc.typeset.word.opened import TYPES, WordPackage, open_package, relations_of, said
from bondcalc.typeset.word.read_controls import looks_changed, revisions_of
from bondcalc.wording.messages import file_error

PERSONAL = ("creator", "lastModifiedBy", "Manager", "Company")
"""Entries of the properties that name somebody."""


def public_word(name: str, data: bytes) -> bytes:
    """Take the input and every name out of a Word filing; the same file gives the same bytes.

    Raises FileError for one with comments or tracked changes, which name who wrote them.
    """
    package = open_package(name, data)
    kinds = {link.kind for link in package.links(package.main).values()}
    if "comments" in kinds or revisions_of(package) or looks_changed(map(package.tree, package.stories)):
        raise file_error("commented_docx", name=name)
    part = package.travelling("input")
    if part is not None:
        _take_out(package, part)
    for properties in ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"):
        if properties in package.parts:
            _unnamed(package, properties)
    return package.packed_again()


def _take_out(package: WordPackage, part: str) -> None:
    """Take out a custom part with its properties, and every mention of them."""
    gone = {part, *(link.part for link in package.links(part).values())}
    for name in (*gone, relations_of(part)):
        package.drop(name)
    listed = package.tree(TYPES)
    for entry in list(listed):
        if said(entry, "PartName").lstrip("/") in gone:
            listed.remove(entry)
    ids = {id_ for id_, link in package.links(package.main).items() if link.part in gone}
    links = package.tree(relations_of(package.main))
    for entry in list(links):
        if said(entry, "Id") in ids:
            links.remove(entry)


def _unnamed(package: WordPackage, properties: str) -> None:
    root = package.tree(properties)
    for entry in list(root):
        if entry.tag.rpartition("}")[2] in PERSONAL:
            root.remove(entry)
