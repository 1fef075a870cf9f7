"""Several new files of one folder: none is left where one of them cannot be written."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from bondcalc.disk.file_names import reason, refuse_new
from bondcalc.disk.whole_file import removed_file, write_whole
from bondcalc.wording.messages import file_error


def write_new(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by name into a folder, which is made where it is not there. Raises FileError."""
    refuse_new(folder)
    written: list[Path] = []
    made: list[Path] = []
    try:
        if folder.exists() and not folder.is_dir():
            raise file_error("out_is_file", name=folder)
        refuse_there(folder / name for name in files)
        made = [parent for parent in (folder, *folder.parents) if not parent.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            write_whole(folder / name, data)
            written.append(folder / name)
        made = []
    except OSError as error:
        raise file_error("not_writable", name=folder, reason=reason(error)) from error
    finally:
        if len(written) < len(files):
            for path in written:
                removed_file(path)
        with suppress(OSError):
            for parent in made:
                parent.rmdir()


def refuse_there(paths: Iterable[Path]) -> None:
    """Raise FileError where one of these files is there already, or cannot be called so."""
    for path in paths:
        refuse_new(path)
        if path.exists():
            raise file_error("already_there", name=path)
