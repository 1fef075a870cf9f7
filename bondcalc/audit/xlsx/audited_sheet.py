"""What an audit keeps of a workbook: its sheets, cells, layout, names, and parts that are not ours."""

from dataclasses import dataclass, field

from bondcalc.audit.xlsx.layout import Layout
from bondcalc.audit.xlsx.styles import PLAIN, CellFont, CellStyle
from bondcalc.inputs.files.stored import Spot

NARROW = 2.0
"""Width in characters, or height in points, below which a column or row counts as hidden."""
StoredValue = float | str | bool | None


@dataclass(frozen=True, slots=True)
class StoredCell:
    """What one cell holds: its stored value (None: a blank cell), its formula without the equals sign, how it is shown.

    `runs` are pieces of its text with letters of their own, `above` is what is printed above it as its reading.
    """

    value: StoredValue
    formula: str | None = None
    shown_as: str = "general"
    style: CellStyle = PLAIN
    runs: tuple[tuple[str, CellFont], ...] = ()
    above: str = ""


@dataclass
class AuditedSheet:
    """One sheet: what its cells hold (blank ones left out), whether it or some of its rows and columns are hidden.

    `merged` are the areas of which one cell alone is seen; `views` the settings that put figures out of sight.
    """

    title: str
    hidden: bool
    cells: dict[Spot, StoredCell] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: set[str] = field(default_factory=set)
    views: set[str] = field(default_factory=set)
    layout: Layout = field(default_factory=Layout)


@dataclass
class Workbook:
    """Sheets in tab order, defined names (print settings left out), the day dates count from, parts that are not ours.

    `names` are by name and the sheet that alone knows them, by number (empty: all). `settings` are those of the workbook
    that change what is seen: tabs out of sight, precision as displayed.
    """

    pages: dict[str, AuditedSheet]
    names: dict[tuple[str, str], str]
    since_1904: bool
    foreign: tuple[str, ...]
    settings: tuple[str, ...] = ()
