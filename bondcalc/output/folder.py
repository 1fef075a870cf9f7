"""An output folder that is either whole or not there."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bondcalc.problem import FileError

MANIFEST, WORKBOOK, CHECKSUMS = "manifest.json", "schedules.xlsx", "SHA256SUMS"
"""Names of the files every run writes."""
_MARK = ".bondcalc-part-"


class Folder:
    """Files written so far, by name."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.files: dict[str, bytes] = {}

    def write(self, files: dict[str, bytes]) -> None:
        """Write files into the folder being made; a name may begin with that of a folder (wheels/x.whl)."""
        for name, data in files.items():
            (self._path / name).parent.mkdir(exist_ok=True)
            (self._path / name).write_bytes(data)
            self.files[name] = data


@contextmanager
def fresh_folder(out: Path) -> Iterator[Folder]:
    """Give a temporary folder beside `out` and swap it in at the end; on any fault `out` stays as it was.

    `out` must be new, empty, or an earlier output of ours. Raises FileError when it is something else, or when a file
    in it is held open by another program.
    """
    out = out.absolute()
    _refuse_foreign(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _remove_stale(out)
        part = Path(tempfile.mkdtemp(prefix=f".{out.name}{_MARK}", dir=out.parent))
    except OSError as error:
        raise FileError(f"无法写入 {out.parent}：{error.strerror}。请检查文件夹权限或更换 --out") from error
    try:
        yield Folder(part)
        part.chmod(0o755)
        _swap(part, out)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _refuse_foreign(out: Path) -> None:
    if not out.exists():
        return
    if not out.is_dir():
        raise FileError(f"{out} 是文件，不是文件夹。请更换 --out")
    if any(out.iterdir()) and not is_ours(out):
        raise FileError(f"{out} 已有其他内容，不会覆盖。请更换 --out 或清空该文件夹")


def is_ours(folder: Path) -> bool:
    """Tell whether a folder is an earlier output of this program."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(manifest, dict) and manifest.get("program") == "bondcalc"


def _remove_stale(out: Path) -> None:
    for left in out.parent.glob(f".{out.name}{_MARK}*"):
        shutil.rmtree(left, ignore_errors=True)


def _swap(part: Path, out: Path) -> None:
    """Move the old output aside, the new one in, and only then drop the old."""
    aside = Path(tempfile.mkdtemp(prefix=f".{out.name}{_MARK}old-", dir=out.parent)) / "old"
    try:
        if out.exists():
            out.replace(aside)
        try:
            part.replace(out)
        except OSError:
            if aside.exists():
                aside.replace(out)
            raise
    except OSError as error:
        raise FileError(f"无法替换 {out}：{error.strerror}。请关闭其中已在 Excel 或 WPS 打开的文件后重试") from error
    finally:
        shutil.rmtree(aside.parent, ignore_errors=True)
