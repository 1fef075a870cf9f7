"""What a damaged file is told from: a system without memory or disk, of which the file knows nothing."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from xml.etree import ElementTree as ET

from bondcalc.wording.messages import file_error

UNREADABLE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ET.ParseError,
    KeyError,
    ValueError,
    IndexError,
    AttributeError,
    TypeError,
    OverflowError,
    RuntimeError,
    StopIteration,
    OSError,
)
"""What a damaged archive or part makes the libraries raise; of RuntimeError is a way of packing they do not know."""
with suppress(ImportError):
    # A Python that was built without it reads no archive packed that way.
    from lzma import LZMAError

    UNREADABLE += (LZMAError,)


@contextmanager
def told_damaged(name: str, message: str = "damaged") -> Iterator[None]:
    """Turn whatever a damaged part makes the libraries raise into one sentence (FileError), that of a workbook or another.

    A decompressor says with a bare OSError that its data are none; one with a number comes from the system, and goes on.
    """
    try:
        yield
    except UNREADABLE as error:
        if from_the_system(error):
            raise
        raise file_error(message, name=name) from None


def from_the_system(error: BaseException) -> bool:
    """Tell whether an error has a number of the system: no memory, no disk."""
    return isinstance(error, OSError) and error.errno is not None
