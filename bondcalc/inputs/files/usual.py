"""A workbook put into the form libraries expect: part names, namespaces and colours as programs usually write them."""

import io
import posixpath
import re
import zipfile
from collections.abc import Container

from bondcalc.inputs.files.container import folded

_SCHEMAS = b"http://schemas.openxmlformats.org/"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(officeDocument|spreadsheetml|drawingml)/([A-Za-z]+)")
_RENAMED = {b"extendedProperties": b"extended-properties", b"customProperties": b"custom-properties"}
_COLOUR = re.compile(rb'rgb="(#?[0-9A-Fa-f]*)[^"]*"')
_OVERRIDE = re.compile(rb'<Override\b[^>]*PartName="/([^"]*)"[^>]*/>')
_STATED = re.compile(rb'PartName="/([^"]*)"')
_USUAL = ("[Content_Types].xml", "docProps/core.xml", "docProps/app.xml", "")


_BLANK_SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'


def usual(data: bytes, emptied: Container[str] = ()) -> bytes:
    """Repack a workbook that was found sound; the worksheets `emptied`, by their folded part names, hold no cell."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as taken:
        there = {folded(name): name for name in given.namelist()}
        types = given.read(there["[content_types].xml"])
        parts = [*map(bytes.decode, _STATED.findall(types)), *_USUAL]
        spelt = {folded(name): name for part in parts for name in (part, _links_of(part))}
        for name in given.namelist():
            part = _BLANK_SHEET if folded(name) in emptied else given.read(name)
            if folded(name) == "[content_types].xml":
                part = _OVERRIDE.sub(lambda match: match[0] if folded(match[1].decode()) in there else b"", part)
            text = name.lower().endswith((".xml", ".rels", ".vml"))
            taken.writestr(spelt.get(folded(name), name.replace("\\", "/")), _plain(part) if text else part)
    return buffer.getvalue()


def _links_of(part: str) -> str:
    """Name the part that holds the links of a part; that of the whole package belongs to no part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _plain(part: bytes) -> bytes:
    return _COLOUR.sub(_colour, _STRICT.sub(_transitional, part))


def _transitional(found: re.Match[bytes]) -> bytes:
    room, kind = found[1], found[2]
    return _SCHEMAS + room + b"/2006/" + _RENAMED.get(kind, kind)


def _colour(found: re.Match[bytes]) -> bytes:
    digits = found[1].lstrip(b"#")
    return b'rgb="%s"' % (digits if len(digits) in {6, 8} else b"FF000000")
