"""The Python of this PC, and which of its files another PC needs: python.org's own signed files, none downloaded."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from bondcalc.wording.messages import file_error

TOP = ("python.exe", "python3*.dll", "vcruntime*.dll", "LICENSE.txt")
"""What stands beside python.exe, as python.org installs it."""
NOT_NEEDED = frozenset(
    {
        "site-packages",
        "test",
        "tests",
        "idlelib",
        "ensurepip",
        "lib2to3",
        "tkinter",
        "turtledemo",
        "venv",
        "__pycache__",
    }
)
"""Parts of the standard library that the program does not use: windows, editors, tests, installers."""
NOT_LINKED = ("tcl*", "tk*", "_tkinter*", "_test*")
"""Extensions that go with them."""


@dataclass(frozen=True)
class Interpreter:
    """A Python on Windows: its folder, version (`311`), width in bits."""

    base: Path
    version: str
    bits: int
    system: str

    def refuse(self) -> None:
        """Raise FileError for a Python that cannot be copied to other PCs."""
        if self.system != "win32":
            raise file_error("portable_windows_only")
        if "windowsapps" in str(self.base).casefold():
            raise file_error("portable_store")
        if self.bits != 64:
            raise file_error("portable_32_bit")

    def files(self) -> Iterator[tuple[str, Path]]:
        """Give every file to copy, with its place in the folder `app`."""
        for kind in TOP:
            for path in sorted(self.base.glob(kind), key=Path.as_posix):
                yield path.name, path
        for path in sorted((self.base / "DLLs").iterdir(), key=Path.as_posix):
            if path.is_file() and not any(PurePath(path.name).match(kind) for kind in NOT_LINKED):
                yield f"DLLs/{path.name}", path
        yield from ((f"Lib/{name}", path) for name, path in library(self.base / "Lib"))


def library(folder: Path) -> Iterator[tuple[str, Path]]:
    """Give the files of a library without what is not needed, with their places in it."""
    for path in sorted(folder.rglob("*"), key=Path.as_posix):
        inside = path.relative_to(folder)
        if path.is_file() and path.suffix != ".pyc" and not NOT_NEEDED.intersection(inside.parts[:-1]):
            yield inside.as_posix(), path


def this_interpreter() -> Interpreter:
    """Describe the Python that runs; in a virtual environment the one it was made from."""
    version = f"{sys.version_info.major}{sys.version_info.minor}"
    return Interpreter(Path(sys.base_prefix), version, 64 if sys.maxsize > 2**32 else 32, sys.platform)
