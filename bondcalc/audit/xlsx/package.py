"""Where the parts of a workbook stand: followed from link to link, as spreadsheet programs do, not by their usual names."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

_MAIN = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
_LINK = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_CHART = ("http://schemas.openxmlformats.org/drawingml/2006/chart", "http://purl.oclc.org/ooxml/drawingml/chart")
_USUAL = re.compile(
    r"""\[Content_Types\]\.xml|_rels/\.rels|docProps/(core|app|custom)\.xml|docMetadata/LabelInfo\.xml|.*/
    |xl/(workbook|styles|sharedStrings|calcChain|metadata)\.xml|xl/_rels/workbook\.xml\.rels|xl/theme/theme\d*\.xml
    |xl/worksheets/(sheet\d+\.xml|_rels/sheet\d+\.xml\.rels)|xl/drawings/(drawing\d+\.xml|_rels/drawing\d+\.xml\.rels)
    |xl/charts/((chart|style|colors)\d+\.xml|_rels/chart\d+\.xml\.rels)
    |xl/persons/person\d*\.xml|xl/printerSettings/printerSettings\d+\.bin""",
    re.VERBOSE,
)


def usual(name: str) -> bool:
    """Tell whether a part is one that we, LibreOffice or Excel write when saving; macros, pictures and links are none."""
    return _USUAL.fullmatch(name) is not None


@dataclass(frozen=True)
class Package:
    """The part of the workbook itself, and what it links to: targets by link, and the one part of each kind."""

    workbook: str
    targets: dict[str, str]
    kinds: dict[str, str]


def followed(parts: zipfile.ZipFile) -> Package:
    """Follow the links; ValueError where two lead to a part of which there can be only one."""
    (workbook,) = [target for _, kind, target in _links(parts, "_rels/.rels", "") if kind == "officeDocument"]
    folder, name = posixpath.split(workbook)
    links = list(_links(parts, f"{folder}/_rels/{name}.rels".lstrip("/"), folder))
    single = [(kind, target) for _, kind, target in links if kind in {"styles", "sharedStrings"}]
    targets = {link: target for link, _, target in links}
    if len(dict(single)) != len(single) or len(targets) != len(links):
        raise ValueError(workbook)
    return Package(workbook, targets, dict(single))


def _links(parts: zipfile.ZipFile, name: str, folder: str) -> Iterator[tuple[str, str, str]]:
    """Give name, kind and target of every link of a part."""
    for one in tree(parts, name):
        target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
        kind = one.get("Type", "")
        yield one.get("Id", ""), kind.rpartition("/")[2] if kind.startswith(_LINK) else "", target


def link_of(element: Any) -> str:
    """Give the link of an element (r:id); ValueError for none."""
    for space in _LINK:
        link = element.get(f"{{{space}}}id")
        if link is not None:
            return str(link)
    raise ValueError(element.tag)


def tree(parts: zipfile.ZipFile, target: str) -> Any:
    """Read a part that is wholly wanted."""
    return ET.fromstring(parts.read(target))  # noqa: S314 - entities are refused before


def main(tag: str) -> str:
    """Give the name of an element of sheets; empty for any other, which programs pass over."""
    space, _, name = tag.removeprefix("{").rpartition("}")
    return name if space in _MAIN else ""


def charted(tag: str) -> str:
    """Give the name of an element of charts; empty for any other."""
    space, _, name = tag.removeprefix("{").rpartition("}")
    return name if space in _CHART else ""


def children(root: Any, kind: str) -> Iterator[Any]:
    """Give the elements of sheets inside those of one kind right under the root."""
    for found in root:
        if main(str(found.tag)) == kind:
            yield from (one for one in found if main(str(one.tag)))
