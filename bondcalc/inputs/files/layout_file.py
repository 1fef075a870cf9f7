"""Layouts (版式) as data: one that comes with the program, by its name, or a TOML file of one's own."""

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from bondcalc.data import LoadedData, data_path
from bondcalc.disk.file_names import refuse_name
from bondcalc.disk.regular_file import read_regular
from bondcalc.wording.messages import file_error, listed

LARGEST = 1
"""Megabytes of a layout file."""
T = TypeVar("T")


def read_layout(named: str, shipped: Sequence[str], folder: str, checked: Callable[[LoadedData], T]) -> T:
    """Read a layout `shipped` in a folder of the templates, or a file; FileError for what is none.

    `checked` makes it of what the file states; a KeyError, TypeError, ValueError and the like of it name what is wrong.
    """
    path = data_path("templates", folder, f"{named}.toml") if named in shipped else Path(named)
    if named not in shipped and path.suffix.lower() != ".toml":
        raise file_error("layout_unknown", name=named, layouts=listed(shipped))
    refuse_name(path)
    try:
        stated = tomllib.loads(read_regular(path, LARGEST).decode("utf-8"))
    except UnicodeDecodeError:
        raise file_error("not_utf8", name=path.name) from None
    except (ValueError, RecursionError) as error:
        raise file_error("toml_syntax", name=path.name, reason=error) from None
    try:
        return checked(stated)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise file_error("layout_wrong", name=path.name, what=str(error).strip("'\"")) from None
