"""The tab 投入产出核对 of a workbook that was handed in: which table it states, and the flows it holds."""

from bondcalc.audit.xlsx.audited_sheet import AuditedSheet
from bondcalc.audit.xlsx.cells import read_cells
from bondcalc.input_output.table_file import FlowTable, flows_in
from bondcalc.inputs.files.headings import CellGrid
from bondcalc.problem import FileError
from bondcalc.workbook.tabs.input_output import FIRST, HASH_ROW, NAME_ROW, TITLE


def stated_table(name: str, data: bytes) -> tuple[str, str] | None:
    """Give name and sha256 of the table as the tab states them; None where it states none."""
    page = _page(name, data)
    cells = {} if page is None else page.cells
    spots = [cells.get((row + 1, FIRST + 1)) for row in (NAME_ROW, HASH_ROW)]
    stated = [str(cell.value) for cell in spots if cell is not None and cell.value]
    return (stated[0], stated[1]) if len(stated) == len(spots) else None


def filed_table(name: str, data: bytes) -> FlowTable | None:
    """Read the flows of the tab, which stand there in the official layout; None where they cannot be read."""
    page = _page(name, data)
    if page is None:
        return None
    cells = {spot: cell.value for spot, cell in page.cells.items() if cell.value is not None}
    try:
        return flows_in(name, [CellGrid(TITLE, cells, ())])
    except FileError:
        return None


def _page(name: str, data: bytes) -> AuditedSheet | None:
    try:
        return read_cells(name, data).pages.get(TITLE)
    except FileError:
        return None
