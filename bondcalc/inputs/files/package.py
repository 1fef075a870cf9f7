"""The parts of a workbook, found as spreadsheet programs find them: from link to link, in either case, with either slash."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import unquote
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from bondcalc.inputs.bounds import MARKS_HELD, SHEETS, SIGNS_HELD, hold
from bondcalc.inputs.files.container import folded
from bondcalc.inputs.files.counted import Count, Counted

MAIN = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
"""The namespace of sheets, transitional and strict (ISO/IEC 29500)."""
LINK = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
"""The namespace of links, transitional and strict."""


@dataclass(frozen=True)
class Link:
    """A link of a part: its name, its kind (worksheet, styles), the part it leads to or, `outside`, an address."""

    name: str
    kind: str
    target: str
    outside: bool = False


@dataclass(frozen=True)
class Listed:
    """A sheet as the workbook lists it: its title, its part, whether it is shown, its kind (worksheet, chartsheet)."""

    title: str
    part: str
    hidden: bool
    kind: str = "worksheet"


class Package:
    """An archive that was found sound, and the parts in it.

    KeyError where a part is not there, ParseError for bad XML, FileError where more would be read than is taken.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self._read = Count()
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._names = {folded(name): name for name in self._archive.namelist()}
        self.workbook = next(iter(self._kind("", "officeDocument")), "xl/workbook.xml")
        self.root = self.tree(self.workbook)
        self.links = list(self.linked(self.workbook))

    def __contains__(self, part: str) -> bool:
        return folded(part) in self._names

    def names(self) -> Iterator[str]:
        """Give the names of all parts, folded."""
        yield from self._names

    def spelt(self) -> Iterator[str]:
        """Give the names of all parts as they are written, with the slashes everybody reads."""
        yield from (name.replace("\\", "/") for name in self._names.values())

    def open(self, part: str) -> Counted:
        """Open a part; what is read of all parts is counted."""
        return Counted(self._archive.open(self._names[folded(part)]), self.name, self._read)

    def tree(self, part: str) -> Element:
        """Read a part that is wholly wanted."""
        with self.open(part) as stream:
            stream.held = Count(MARKS_HELD, None, SIGNS_HELD)
            return ET.parse(stream).getroot()  # noqa: S314 - entities are refused before

    def single(self, kind: str) -> str | None:
        """Give the part of a kind of which a workbook has one; None where it is not there."""
        found = next((link.target for link in self.links if link.kind == kind), None)
        return found if found is not None and found in self else None

    def sheets(self) -> list[Listed]:
        """List all sheets in tab order, whatever their kind."""
        links = {link.name: link for link in self.links}
        found = []
        for element in children(self.root, "sheets"):
            link = links[link_of(element)]
            hidden = element.get("state", "visible") != "visible"
            found.append(Listed(element.get("name", ""), link.target, hidden, link.kind))
        hold(SHEETS, len(found), self.name)
        return found

    def worksheets(self) -> list[Listed]:
        """List the worksheets in tab order; charts and dialogs on sheets of their own hold no input."""
        return [listed for listed in self.sheets() if listed.kind == "worksheet"]

    @cached_property
    def since_1904(self) -> bool:
        """Whether days are counted from 1904-01-01."""
        return any(true(element.get("date1904")) for element in self.root if local(element.tag) == "workbookPr")

    def description(self) -> str:
        """Give the comments of the document's properties."""
        part = next(iter(self._kind("", "core-properties")), None)
        if part is None or part not in self:
            return ""
        return next((element.text or "" for element in self.tree(part) if element.tag.endswith("}description")), "")

    def _kind(self, part: str, kind: str) -> Iterator[str]:
        yield from (link.target for link in self.linked(part) if link.kind == kind)

    def linked(self, part: str) -> Iterator[Link]:
        """Give every link of a part; the empty name stands for the archive itself."""
        folder, name = posixpath.split(part)
        links = posixpath.join(folder, "_rels", f"{name}.rels")
        for element in self.tree(links) if links in self else ():
            target, outside = element.get("Target", ""), element.get("TargetMode") == "External"
            place = target if outside else _placed(folder, target)
            yield Link(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], place, outside)


def _placed(folder: str, target: str) -> str:
    """Give the part that a link in a folder leads to; a leading slash stands for the archive."""
    return posixpath.normpath(posixpath.join("/", folder, unquote(target).replace("\\", "/"))).lstrip("/")


def link_of(element: Element) -> str:
    """Give the link of an element (r:id); empty for none."""
    return str(next(filter(None, (element.get(f"{{{space}}}id") for space in LINK)), ""))


@lru_cache(maxsize=1000)
def local(tag: object) -> str:
    """Give the name of an element of sheets; empty for any other, which programs pass over."""
    space, _, name = str(tag).removeprefix("{").rpartition("}")
    return name if space in MAIN else ""


def children(root: Element, kind: str) -> Iterator[Element]:
    """Give the elements of sheets inside those of one kind right under the root."""
    for group in root:
        if local(group.tag) == kind:
            yield from (element for element in group if local(element.tag))


def true(text: str | None) -> bool:
    """Read a flag of an attribute."""
    return text in {"1", "true"}
