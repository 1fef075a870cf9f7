"""A file that is either whole or not there."""

from contextlib import suppress
from pathlib import Path

from bondcalc.disk.file_names import reason, refuse_new
from bondcalc.disk.windows_names import refuse_length
from bondcalc.disk.workplace import hidden_name, patiently
from bondcalc.wording.messages import file_error


def write_whole(path: Path, content: str | bytes) -> None:
    """Write beside the file and put it in its place at the end; raises FileError, also where a file stands already."""
    refuse_new(path)
    part = path.absolute().with_name(hidden_name())
    refuse_length(part)
    try:
        if path.exists():
            raise file_error("already_there", name=path)
        with part.open("xb") as stream:
            stream.write(content.encode() if isinstance(content, str) else content)
        patiently(lambda: part.replace(path))
    except OSError as error:
        raise file_error("not_writable", name=path, reason=reason(error)) from error
    finally:
        removed_file(part)


def removed_file(path: Path) -> None:
    """Remove a file of our own where it is there, though a scanner look at it for a moment."""
    with suppress(OSError):
        patiently(lambda: path.unlink(missing_ok=True))
