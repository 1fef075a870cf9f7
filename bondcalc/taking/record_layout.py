"""How the records of a list are laid out: which heading is which field; a new list is one TOML file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bondcalc.data import data_path
from bondcalc.disk.file_names import refuse_name
from bondcalc.disk.regular_file import read_regular
from bondcalc.inputs.cell import SHEETS
from bondcalc.taking.values_taken import READINGS
from bondcalc.wording.messages import file_error, listed

KNOWN = ("public-list", "bond-list", "issue-table", "on-lending")
"""Layouts that come with the program."""
STATUSES = ("planned", "issued")
LARGEST = 1
"""Megabytes of a layout file."""


@dataclass(frozen=True)
class TakenField:
    """Where a heading goes (sheet and field), and how what stands under it is read."""

    sheet: str
    field: str
    reading: str


@dataclass(frozen=True)
class RecordLayout:
    """A list: whether all its rows are one project's bonds, the heading of the name, fields by heading."""

    all_rows: bool
    named_by: str
    status: str
    fields: Mapping[str, TakenField]


def record_layout(named: str) -> RecordLayout:
    """Read a layout that comes with the program or a file of one's own; FileError for what is none."""
    path = data_path("templates", "take", f"{named}.toml") if named in KNOWN else Path(named)
    if named not in KNOWN and path.suffix.lower() != ".toml":
        raise file_error("layout_unknown", name=named, layouts=listed(KNOWN))
    refuse_name(path)
    try:
        stated = tomllib.loads(read_regular(path, LARGEST).decode("utf-8"))
    except UnicodeDecodeError:
        raise file_error("not_utf8", name=path.name) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise file_error("toml_syntax", name=path.name, reason=error) from None
    try:
        return _checked(stated)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise file_error("layout_wrong", name=path.name, what=str(error).strip("'\"")) from None


def _checked(stated: Mapping[str, Any]) -> RecordLayout:
    """Make the layout; KeyError names what is missing or not known."""
    fields = {heading: _field(entry) for heading, entry in stated["fields"].items()}
    named_by, status = str(stated["named_by"]), str(stated["status"])
    for known, given in ((fields, named_by), (STATUSES, status)):
        if given not in known:
            raise KeyError(given)
    return RecordLayout(stated["rows"] == "all", named_by, status, fields)


def _field(entry: Mapping[str, str]) -> TakenField:
    """Check that the field is there; KeyError names what is not."""
    sheet, _, field = entry["to"].partition(".")
    SHEETS[sheet].cell(field)
    reading = entry.get("as", "plain")
    if reading not in READINGS:
        raise KeyError(reading)
    return TakenField(sheet, field, reading)
