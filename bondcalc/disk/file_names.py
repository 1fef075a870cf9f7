"""Names of files that no command can do anything with, each refused in one sentence."""

import errno
import sys
from pathlib import Path

from bondcalc.disk.windows_names import refuse_device, refuse_length, refuse_new_names
from bondcalc.problem import FileError
from bondcalc.wording.messages import file_error, word

LOCKS = ("~$", ".~lock.", ".~")
"""What Excel, LibreOffice and WPS put before the name of a file they have open, for a small file of their own."""


def refuse_name(path: Path) -> None:
    """Raise FileError for a lock file, a name that is no text, one that is too long or a device, and a link that leads to itself."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        raise file_error("name_encoding", name=ascii(path.name)) from None
    lock = next((start for start in LOCKS if path.name.startswith(start)), None)
    if lock is not None:
        raise file_error("lock_file", name=path.name, start=lock)
    refuse_length(path)
    if sys.platform == "win32":
        refuse_device(path)
    try:
        path.stat()
    except OSError as error:
        # Whatever else is wrong is told by whoever reads the file.
        if error.errno in {errno.ENAMETOOLONG, errno.ELOOP}:
            raise refused(path, error) from None


def refuse_new(path: Path) -> None:
    """Raise FileError for a name under which no file or folder is to be made, on this system or on the PCs it goes to."""
    refuse_name(path)
    refuse_new_names(path)


def refused(path: Path, error: OSError) -> FileError:
    """Say that the system refused a file, in the language of the messages where the reason is a common one."""
    if error.errno == errno.ENAMETOOLONG:
        return file_error("name_too_long", name=path.name, length=len(path.name))
    if error.errno == errno.ELOOP:
        return file_error("endless_link", name=path.name)
    return file_error("unreadable", name=path.name, reason=reason(error))


def reason(error: OSError) -> str:
    """Give the reason of a refusal in words; systems state it in English, some with a full stop."""
    known = {
        errno.EACCES: "no_permission",
        errno.EPERM: "no_permission",
        errno.ENOSPC: "disk_full",
        errno.EDQUOT: "disk_full",
        errno.EFBIG: "file_limit",
        errno.ENOMEM: "memory_short",
        errno.ENAMETOOLONG: "long_name",
        errno.EROFS: "read_only",
        errno.ENOENT: "not_there",
    }
    code = known.get(error.errno or 0)
    return word(code) if code else (error.strerror or type(error).__name__).rstrip("。.")
