"""Several new files of one folder: none is written where one of them is there already."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from bondcalc.disk.file_names import reason, refuse_name
from bondcalc.disk.whole_file import write_whole
from bondcalc.wording.messages import file_error


def write_new(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by name into a folder, which is made where it is not there. Raises FileError."""
    refuse_name(folder)
    if folder.exists() and not folder.is_dir():
        raise file_error("out_is_file", name=folder)
    refuse_there(folder / name for name in files)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_error("not_writable", name=folder, reason=reason(error)) from error
    for name, data in files.items():
        write_whole(folder / name, data)


def refuse_there(paths: Iterable[Path]) -> None:
    """Raise FileError where one of these files is there already."""
    for path in paths:
        refuse_name(path)
        if path.exists():
            raise file_error("already_there", name=path)
