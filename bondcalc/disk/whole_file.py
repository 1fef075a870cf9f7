"""A file that is either whole or not there."""

import secrets
from pathlib import Path

from bondcalc.disk.file_names import reason, refuse_name
from bondcalc.disk.workplace import patiently
from bondcalc.wording.messages import file_error


def write_whole(path: Path, content: str | bytes) -> None:
    """Write beside the file and put it in its place at the end; raises FileError, also where a file stands already."""
    refuse_name(path)
    part = path.absolute().with_name(f".bondcalc-{secrets.token_hex(4)}")
    try:
        if path.exists():
            raise file_error("already_there", name=path)
        with part.open("xb") as stream:
            stream.write(content.encode() if isinstance(content, str) else content)
        patiently(lambda: part.replace(path))
    except OSError as error:
        raise file_error("not_writable", name=path, reason=reason(error)) from error
    finally:
        part.unlink(missing_ok=True)
