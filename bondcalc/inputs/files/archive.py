"""Refusing files that are not what they seem, or that would do harm when opened."""

import io
import zipfile

from bondcalc.disk.damage import told_damaged
from bondcalc.inputs.bounds import PARTS, UNPACKED, hold
from bondcalc.inputs.files.container import ambiguous, folded
from bondcalc.inputs.files.declared import Prolog
from bondcalc.wording.messages import file_error, word

LARGEST_RATIO = 200
"""How many times larger than the file its content may be; the XML of large ordinary workbooks reaches about 50."""
RATIO_FROM = 20
"""Megabytes of content below which the ratio does not matter."""
MEGABYTE = 1024 * 1024

_PAGES = {"word/": "Word", "ppt/": "PowerPoint"}
_OTHER_PARTS = {**_PAGES, "xl/workbook.bin": ".xlsb", "content.xml": "OpenDocument"}


def refuse_harmful(name: str, data: bytes) -> None:
    """Raise FileError for an archive that is no workbook, is damaged or ambiguous, unpacks to too much or declares entities."""
    with told_damaged(name), zipfile.ZipFile(io.BytesIO(data)) as archive:
        hold(PARTS, len(archive.infolist()), name)
        _refuse_bomb(name, archive.infolist(), len(data))
        _refuse_other_office(name, [folded(part) for part in archive.namelist()])
        if any(entry.flag_bits & 1 for entry in archive.infolist()):
            raise file_error("encrypted", name=name)
        if twofold := ambiguous(data):
            raise file_error("ambiguous", name=name, what=word(twofold))
        if any(_declares(archive, entry) for entry in archive.infolist()):
            raise file_error("unsafe_xml", name=name)


def _refuse_bomb(name: str, entries: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    ratio = unpacked // max(size, 1)
    suspicious = unpacked > RATIO_FROM * MEGABYTE and ratio > LARGEST_RATIO
    if unpacked > UNPACKED.most * MEGABYTE or suspicious:
        raise file_error("zip_bomb", name=name, size=unpacked // MEGABYTE, ratio=ratio)


def _refuse_other_office(name: str, parts: list[str]) -> None:
    if "xl/workbook.xml" in parts:
        return
    for start, kind in _OTHER_PARTS.items():
        if any(part.startswith(start) for part in parts):
            raise file_error("pages_not_table" if start in _PAGES else "other_office", name=name, kind=kind)
    if "[content_types].xml" not in parts:
        raise file_error("unknown_type", name=name)


def _declares(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Tell whether a part declares a document type or entities, whatever it is called and in whatever encoding."""
    prolog = Prolog()
    with archive.open(entry) as part:
        before = b""
        while block := part.read(MEGABYTE):
            text = before + block.replace(b"\0", b"")
            if prolog.declares(block) or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                return True
            before = text[-len(b"<!DOCTYPE") :]
    return False
