"""How the records of a list are laid out: which heading is which field; a new list is one TOML file."""

from collections.abc import Mapping
from dataclasses import dataclass

from bondcalc.data import LoadedData
from bondcalc.inputs.cell import SHEETS
from bondcalc.inputs.files.layout_file import read_layout
from bondcalc.taking.values_taken import READINGS

KNOWN = ("public-list", "bond-list", "issue-table", "on-lending")
"""Layouts that come with the program."""
STATUSES = ("planned", "issued")


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
    return read_layout(named, KNOWN, "take", _checked)


def _checked(stated: LoadedData) -> RecordLayout:
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
