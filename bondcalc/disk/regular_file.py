"""Files as they are read: regular ones only, and never more of them than the limit."""

import os
import stat
from pathlib import Path

from bondcalc.disk.file_names import refused
from bondcalc.wording.messages import file_error


def read_regular(path: Path, limit: int) -> bytes:
    """Read a file of at most `limit` megabytes; what is read is never more than that and one byte.

    Raises FileError for a folder, a pipe, a device, a link that leads to itself, a file too big, and one the system refuses.
    """
    try:
        # A pipe that nobody writes to would be waited for as soon as it is opened.
        _refuse_others(path, path.stat())
        with path.open("rb") as stream:
            now = os.fstat(stream.fileno())
            _refuse_others(path, now)
            data = stream.read(limit * 1024 * 1024 + 1)
    except FileNotFoundError:
        raise file_error("not_found", name=path) from None
    except OSError as error:
        raise refused(path, error) from None
    if len(data) > limit * 1024 * 1024:
        raise file_error("too_big", name=path.name, size=max(now.st_size, len(data)) // (1024 * 1024), limit=limit)
    return data


def _refuse_others(path: Path, found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise file_error("is_folder", name=path)
    if not stat.S_ISREG(found.st_mode):
        raise file_error("not_regular", name=path.name)
