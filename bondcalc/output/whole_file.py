"""A file that is either whole or not there."""

import os
import tempfile
from pathlib import Path

from bondcalc.problem import FileError


def write_whole(path: Path, content: str | bytes) -> None:
    """Write beside the file and put it in its place at the end; raises FileError, also where a file stands already."""
    if path.exists():
        raise FileError(f"{path} 已存在，不会覆盖。请换一个文件名")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.absolute().parent)
    except OSError as error:
        raise FileError(f"无法写入 {path}：{error.strerror}。请检查文件夹权限或更换 --out") from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content.encode() if isinstance(content, str) else content)
        part.replace(path)
    except OSError as error:
        raise FileError(f"无法写入 {path}：{error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
