"""Where the files that come with the program stand, and how content is named by its hash."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from mmap import mmap
from pathlib import Path
from typing import Any

LoadedData = Mapping[str, Any]
"""What a JSON or TOML file holds: whatever somebody put there."""
TomlTable = dict[str, Any]
"""A table of a TOML file, or the whole of one."""
PACKAGE = Path(__file__).resolve().parent


def data_path(*parts: str) -> Path:
    """Find `templates/…` or `samples/…`, in a checkout or in an installed wheel.

    Raises FileNotFoundError when neither place has it.
    """
    places = [PACKAGE / "_data", PACKAGE.parent]
    for place in places:
        path = place.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"{'/'.join(parts)} is in neither of {', '.join(map(str, places))}")


def own_toml(path: Path, parse_float: Callable[[str], object] = float) -> TomlTable:
    """Read a TOML file that comes with the program. Raises OSError, and ValueError where it is no TOML.

    With `bondcalc[fast]` a compiled reader takes a third of the time. What comes from outside is read by the library of
    Python alone (`inputs/files/toml_file.py`), so that what is accepted hangs on nothing that is installed.
    """
    return _reader()(path.read_text(encoding="utf-8"), parse_float=parse_float)


@cache
def _reader() -> Callable[..., TomlTable]:
    loads: Callable[..., TomlTable]
    try:
        loads = import_module("tomli").loads
    except (ImportError, AttributeError):  # a folder of that name is a module without anything in it
        loads = import_module("tomllib").loads
    return loads


def digest(data: bytes | mmap) -> str:
    """Give the sha256 of some bytes, in hex."""
    from hashlib import sha256

    return sha256(data).hexdigest()
