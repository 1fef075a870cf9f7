"""The archive around a workbook holds each part once and nothing besides: else two programs read two different files."""

import io
import struct
import zipfile

_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_END = struct.Struct("<4sHHHHLLH")
_HEADER_MARK, _DESCRIPTOR_MARK, _END_MARK = b"PK\x03\x04", b"PK\x07\x08", b"PK\x05\x06"
_DESCRIBED, _UNICODE = 0x0008, 0x0800
"""Bits of an entry: its sizes stand behind it, its name is UTF-8."""
_LARGE, _LARGE_FIELD = 0xFFFFFFFF, 1
"""Stands for a size of eight bytes, which the extra field of this number holds."""
_LARGE_END = 56 + 20
"""Bytes of the end record for large archives and of what points to it."""


def ambiguous(data: bytes) -> str:
    """Name what programs may read differently (a word of the catalogue), or give an empty text for a sound archive.

    Raises what zipfile raises for a damaged one.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
        start = archive.start_dir
    if len({folded(entry.filename) for entry in entries}) < len(entries):
        return "twin_parts"
    if not entries or entries[0].header_offset != 0 or not _ends_there(data, start):
        return "loose_bytes"
    following = [entry.header_offset for entry in entries[1:]] + [start]
    spans = [_span(data, entry, end) for entry, end in zip(entries, following, strict=True)]
    return next((found for found in spans if found), "")


def folded(name: str) -> str:
    """Fold a name of a part as programs do that find it: either slash, either case."""
    return name.replace("\\", "/").lstrip("/").casefold()


def _ends_there(data: bytes, start: int) -> bool:
    """Tell whether the directory runs to its end record, and that record to the end of the file."""
    index = data.rfind(_END_MARK)
    if data.count(_END_MARK, start) != 1 or len(data) < index + _END.size:
        return False
    _, _, _, _, _, size, _, comment = _END.unpack_from(data, index)
    return index - start in {size, size + _LARGE_END} and index + _END.size + comment == len(data)


def _span(data: bytes, entry: zipfile.ZipInfo, end: int) -> str:
    """Hold the header before an entry against the directory, and its end against the next entry."""
    mark, _, flags, method, _, _, check, packed, size, name_length, extra_length = _LOCAL.unpack_from(
        data, entry.header_offset
    )
    names = entry.header_offset + _LOCAL.size
    name = data[names : names + name_length]
    extra = data[names + name_length : names + name_length + extra_length]
    same = mark == _HEADER_MARK and method == entry.compress_type and name == _raw_name(entry)
    if not same or b"\0" in name:
        return "two_headers"
    body = names + name_length + extra_length
    stated = (check, *_large(extra, size, packed))
    true = (entry.CRC, entry.file_size, entry.compress_size)
    if flags & _DESCRIBED and stated[1:] == (0, 0):
        return _described(data[body + entry.compress_size : end], true)
    if stated != true:
        return "two_headers"
    rest = data[body + entry.compress_size : end]
    return _described(rest, true) if flags & _DESCRIBED else "loose_bytes" if rest else ""


def _raw_name(entry: zipfile.ZipInfo) -> bytes:
    """Give the name as it stands in the file: the library turned its bytes into text."""
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & _UNICODE else "cp437")


def _large(extra: bytes, size: int, packed: int) -> tuple[int, int]:
    """Give size and packed size, taken from the field for large files where they stand there."""
    index = 0
    while index + 4 <= len(extra):
        number, length = struct.unpack_from("<HH", extra, index)
        if number == _LARGE_FIELD:
            held = list(struct.unpack_from(f"<{length // 8}Q", extra, index + 4))
            size = held.pop(0) if size == _LARGE and held else size
            packed = held.pop(0) if packed == _LARGE and held else packed
        index += 4 + length
    return size, packed


def _described(rest: bytes, true: tuple[int, int, int]) -> str:
    """Hold the sizes written behind an entry against the directory; four forms of them are in use."""
    check, size, packed = true
    forms = [struct.pack(order, check, packed, size) for order in ("<LLL", "<LQQ") if size < _LARGE]
    if rest in [*forms, *(_DESCRIPTOR_MARK + form for form in forms)]:
        return ""
    return "two_headers" if len(rest) in {12, 16, 20, 24} else "loose_bytes"
