"""Opens a .docx that came in, for audit, refresh and publish: nothing outside the package, nothing without end."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from bondcalc.disk.damage import told_damaged
from bondcalc.wording.messages import file_error

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_PARTS = 2000
LARGEST_PART, LARGEST_PACKAGE = 64 * 1024 * 1024, 256 * 1024 * 1024
"""Bytes a part, and all of them, may unpack to."""
TYPES = "[Content_Types].xml"
"""The part that says what every part is."""
ENCRYPTED = 0x1
CFB = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a .docx with a password begins, and a .doc."""
STORIES = ("header", "footer", "footnotes", "endnotes", "comments")
"""Parts beside the body that hold text, by the last word of their relationship's type."""


@dataclass(frozen=True)
class Linked:
    """One relationship of a part: last word of its type, part it leads to; empty for what lies outside the package."""

    kind: str
    part: str


@dataclass(frozen=True)
class WordPackage:
    """A .docx: its parts by name, parsed when asked for."""

    name: str
    parts: dict[str, bytes]
    _trees: dict[str, "_Element"] = field(default_factory=dict)

    def tree(self, part: str) -> "_Element":
        """Parse a part, once. Raises FileError for what is no XML or declares entities."""
        if part not in self._trees:
            with sound(self.name):
                self._trees[part] = parsed(self.parts[part])
        return self._trees[part]

    def links(self, part: str = "") -> dict[str, Linked]:
        """Give the relationships of a part by their id, of the package where no part is named."""
        folder, name = posixpath.dirname(part), relations_of(part)
        if name not in self.parts:
            return {}
        return {
            said(link, "Id"): Linked(
                said(link, "Type").rpartition("/")[2],
                "" if said(link, "TargetMode") == "External" else _inside(folder, said(link, "Target")),
            )
            for link in self.tree(name)
        }

    @cached_property
    def main(self) -> str:
        """The part that holds the text. Raises FileError where there is none."""
        main = next((link.part for link in self.links().values() if link.kind == "officeDocument"), "")
        if main not in self.parts:
            raise file_error("broken_docx", name=self.name)
        return main

    @property
    def body(self) -> "_Element":
        """The text."""
        return self.tree(self.main)

    @property
    def stories(self) -> list[str]:
        """The parts with text: the body first, then headers, footers, notes and comments."""
        stories = [
            link.part for link in self.links(self.main).values() if link.kind in STORIES and link.part in self.parts
        ]
        return [self.main, *sorted(set(stories))]

    @property
    def styles(self) -> "_Element":
        """The styles. Raises FileError where there are none."""
        part = self.styles_part
        if part is None:
            raise file_error("broken_docx", name=self.name)
        return self.tree(part)

    @property
    def styles_part(self) -> str | None:
        """The part that holds the styles; None where there is none."""
        part = next((link.part for link in self.links(self.main).values() if link.kind == "styles"), "")
        return part if part in self.parts else None

    def put(self, part: str, data: bytes) -> None:
        """Put a part in the place of another of its name, or beside the others."""
        self.parts[part] = data
        # Written again from its tree like every part that is read, so that a second time changes no byte.
        self._trees[part] = parsed(data)

    def drop(self, part: str) -> None:
        """Take a part out, where it is there."""
        self.parts.pop(part, None)
        self._trees.pop(part, None)

    def packed_again(self) -> bytes:
        """Pack the parts as they stand now, those that were parsed as their trees say."""
        from lxml import etree

        from bondcalc.typeset.word.docx_package import packed

        written = {
            name: etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)
            for name, tree in self._trees.items()
        }
        return packed({name: written.get(name, data) for name, data in self.parts.items()})

    def travelling(self, root: str) -> str | None:
        """Name the custom part whose root element is that one of ours; None where there is none."""
        return next(self.every_travelling(root), None)

    def every_travelling(self, root: str) -> Iterator[str]:
        """Name every custom part whose root element is that one of ours, in the order of their names."""
        from bondcalc.typeset.word.docx_names import SPACE

        items = (name for name in sorted(self.parts) if name.startswith("customXml/") and name.endswith(".xml"))
        for name in items:
            # What another program put there may be anything.
            if SPACE.encode() in self.parts[name] and self.tree(name).tag == f"{{{SPACE}}}{root}":
                yield name


def open_package(name: str, data: bytes) -> WordPackage:
    """Open a .docx. Raises FileError: encrypted, no package, too large, parts of one name or with names that lead elsewhere."""
    if data.startswith(CFB):
        raise file_error("locked_docx", name=name)
    with sound(name), zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = [entry for entry in package.infolist() if not entry.is_dir()]
        if any(entry.flag_bits & ENCRYPTED for entry in entries):
            raise file_error("locked_docx", name=name)
        names = [entry.filename for entry in entries]
        if len({part.casefold() for part in names}) < len(names) or any(map(_astray, names)):
            raise ValueError("names")
        if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_PACKAGE:
            raise file_error("over_bound_docx", name=name)
        opened = WordPackage(name, {entry.filename: _read(name, package, entry) for entry in entries})
    # Whoever asks for the text is told here that there is none.
    opened.tree(opened.main)
    return opened


def relations_of(part: str) -> str:
    """Name the part that holds the relationships of a part, or those of the package where no part is named."""
    folder, _, stem = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{stem}.rels")


def said(element: "_Element", name: str) -> str:
    """Give an attribute; an empty text where there is none."""
    return element.get(name) or ""


def told(element: "_Element", path: str) -> str:
    """Give the text of the first element at a path; an empty text where there is none."""
    return element.findtext(path) or ""


def parsed(part: bytes) -> "_Element":
    """Parse XML from somewhere: no entities, no network, no document type. Raises ValueError."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    if root.getroottree().docinfo.doctype:
        raise ValueError("a document type")
    return root


def sound(name: str) -> AbstractContextManager[None]:
    """Say of a damaged package that it is no whole Word file (FileError)."""
    return told_damaged(name, "broken_docx")


def _read(name: str, package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Unpack one part, never more than LARGEST_PART of it."""
    with package.open(entry) as part:
        data = part.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART:
        raise file_error("over_bound_docx", name=name)
    return data


def _astray(name: str) -> bool:
    """Tell whether the name of a part leads out of the package."""
    return name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name


def _inside(folder: str, target: str) -> str:
    """Give the part a target leads to."""
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
