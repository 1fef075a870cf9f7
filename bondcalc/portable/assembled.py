"""The folder itself: interpreter, distributions, start file, sums; and the same as a zip.

OUT/测算.cmd      started by a double click, or by a workbook dragged onto it
OUT/使用说明.txt
OUT/app/          interpreter and program, kept apart from any other Python of the PC by its ._pth
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import bondcalc
from bondcalc.data import data_path
from bondcalc.disk.folder import CHECKSUMS, fresh_folder
from bondcalc.disk.several_files import refuse_there
from bondcalc.disk.whole_file import write_whole
from bondcalc.portable.installed import files_of, needed, notice
from bondcalc.portable.interpreter import Interpreter, this_interpreter
from bondcalc.seal.manifest import checksums

START, GUIDE = "测算.cmd", "使用说明.txt"
APP, PACKAGES = "app/", "app/Lib/site-packages/"
PATHS = ("Lib", r"Lib\site-packages", "DLLs", ".")
"""All the places that this Python looks in: nothing of the PC, its user or its environment."""


@dataclass(frozen=True)
class Assembled:
    """What was made: the zip, and how many files and distributions it holds."""

    zip: Path
    files: int
    distributions: int


def make(out: Path, extras: Sequence[str] = (), interpreter: Interpreter | None = None) -> Assembled:
    """Make the folder and OUT.zip; `out` must be new or empty. Raises FileError."""
    python = interpreter or this_interpreter()
    python.refuse()
    used = needed(extras)
    packed = out.with_name(f"{out.name}.zip")
    refuse_there([packed])
    with fresh_folder(out) as folder:
        for name, path in python.files():
            folder.write({APP + name: path.read_bytes()})
        for installed in used:
            for name, path in files_of(installed):
                folder.write({PACKAGES + name: path.read_bytes()})
        folder.write(_own(python.version, notice(used)))
        folder.write({CHECKSUMS: checksums(folder.files)})
        files = dict(folder.files)
    write_whole(packed, _zipped(out.name, files))
    return Assembled(packed, len(files), len(used))


def _own(version: str, licences: str) -> dict[str, bytes]:
    """Give what is ours in the folder; line ends and encodings as cmd and Notepad want them."""
    start = data_path("templates", "portable", "start.cmd").read_text(encoding="ascii")
    guide = data_path("templates", "portable", "guide.txt").read_text(encoding="utf-8")
    return {
        START: start.replace("\n", "\r\n").encode("ascii"),
        GUIDE: guide.format(version=bondcalc.__version__).replace("\n", "\r\n").encode("utf-8-sig"),
        f"{APP}python{version}._pth": "".join(f"{path}\r\n" for path in PATHS).encode("ascii"),
        f"{APP}NOTICE.txt": licences.encode("utf-8-sig"),
    }


def _zipped(name: str, files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, data in files.items():
            packed.writestr(f"{name}/{path}", data)
    return buffer.getvalue()
