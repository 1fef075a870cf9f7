"""A ZIP container whose bytes do not tell on which system it was packed."""

import io
import struct
from zipfile import ZipFile

UNIX = 3
"""What every entry says of the system that packed it; Python writes 0 on Windows and 3 elsewhere."""
ENTRY = b"PK\x01\x02"
SYSTEM, NAME, EXTRA, COMMENT, FIXED = 5, 28, 30, 32, 46
"""Where an entry of the directory holds its system and its three lengths, and how long it is without them (APPNOTE 4.3.12)."""


def of_any_system(packed: bytes) -> bytes:
    """Give a ZIP container that Python has just written as it would be on any system. Raises BadZipFile."""
    with ZipFile(io.BytesIO(packed)) as archive:
        at, count = archive.start_dir, len(archive.infolist())
    data = bytearray(packed)
    for _ in range(count):
        if data[at : at + len(ENTRY)] != ENTRY:
            raise ValueError(f"no entry of a ZIP directory at byte {at}")
        data[at + SYSTEM] = UNIX
        at += FIXED + sum(struct.unpack_from("<H", data, at + length)[0] for length in (NAME, EXTRA, COMMENT))
    return bytes(data)
