"""The one folder whose files an assistant may name; nothing outside it is read or written, by whatever name."""

from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from bondcalc.disk.file_names import refuse_name, refuse_new
from bondcalc.disk.standing import not_ours
from bondcalc.wording.messages import file_error


@dataclass(frozen=True)
class AllowedFolder:
    """A folder given at the start; every name is looked for inside it, links followed first.

    Paths are given from the folder on: an answer repeats them, and they say nothing of the computer. All raise FileError.
    """

    root: Path

    def existing(self, name: str) -> Path:
        """Give the path of a file or folder that is there."""
        path = self._inside(name)
        refuse_name(path)
        if not (path.is_dir() or path.is_file()):
            raise file_error("mcp_not_there", name=name)
        return self._from_here(path)

    def new_file(self, name: str) -> Path:
        """Give the path of a file to be written: one that is not there yet, so that nobody's file is written over."""
        path = self._inside(name)
        refuse_new(path)
        if path.exists():
            raise file_error("mcp_there_already", name=name)
        return self._from_here(path)

    def output_folder(self, name: str) -> Path:
        """Give the path of a folder to write filings in: a new one, or one that a run wrote and nobody changed."""
        path = self._inside(name)
        refuse_new(path)
        if path == self.root.resolve() or (path.exists() and (not path.is_dir() or not_ours(path))):
            raise file_error("mcp_there_already", name=name)
        return self._from_here(path)

    def is_folder(self, path: Path) -> bool:
        """Tell whether a path from here on is that of a folder."""
        return (self.root / path).is_dir()

    def _from_here(self, path: Path) -> Path:
        return path.relative_to(self.root.resolve())

    def _inside(self, name: str) -> Path:
        root = self.root.resolve()
        # Another drive, a share or a device is refused before it is looked at: asking for a share opens a connection.
        drives = {"", PureWindowsPath(root).drive.casefold()}
        if not name.strip() or "\0" in name or PureWindowsPath(name).drive.casefold() not in drives:
            raise file_error("mcp_outside", name=name or "“”")
        try:
            path = (root / name).resolve()
        except (OSError, RuntimeError):
            raise file_error("mcp_outside", name=name) from None
        # A stream of a file (`x.xlsx:other`) is no name of ours.
        if not path.is_relative_to(root) or ":" in str(path.relative_to(root)):
            raise file_error("mcp_outside", name=name)
        return path
