"""An official table (投入产出基本流量表) read: sectors by code, flows, output, value added; anchors by its own anchor codes.

Statistics write sectors as codes 01 to 42 down a column and along a row, TII below the flows (中间投入合计), TVA below the
rows of value added (增加值合计), GO at the end of the columns (总产出) and TI at the end of the rows (总投入).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from bondcalc.inputs.files.foreign_tables import tables_of
from bondcalc.inputs.files.headings import CellGrid, letters
from bondcalc.probability.normal import Array
from bondcalc.wording.messages import Long, file_error

FEWEST = 3
"""Sectors below which a row of codes is no table."""
TOLERANCE = 0.02
"""Share by which inputs and value added may miss output: published tables carry an error item (误差)."""
MOST = 200
"""Sectors above which a table is refused: the finest that statistics publish have some 150 products."""
_CODE = re.compile(r"\d{1,3}")
_OUTPUT, _INPUT, _VALUE = ("GO", "总产出"), ("TI", "总投入"), ("TVA", "增加值合计")
CellSpot = tuple[int, int]


class FlowTable(NamedTuple):
    """Sectors by code with their names, flows Z, output x by sector, value added (None where the file states none)."""

    title: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    flows: Array
    output: Array
    value_added: Array | None


def read_flows(name: str, data: bytes) -> FlowTable:
    """Read a file; FileError for one without such a table, with a cell that is no number, or that does not add up."""
    return flows_in(name, tables_of(name, data))


def flows_in(name: str, grids: Iterable[CellGrid]) -> FlowTable:
    """Find the table on the sheets of a file; FileError as `read_flows` raises it."""
    for grid in grids:
        anchors = _Anchors.of(grid)
        if anchors is not None:
            return _table(name, grid, anchors)
    raise file_error("io_unknown", name=name)


class _Anchors(NamedTuple):
    """Where the codes stand: the row of headings with columns by code, the column of codes with rows by code."""

    head: int
    columns: Mapping[str, int]
    side: int
    rows: Mapping[str, int]

    @staticmethod
    def of(grid: CellGrid) -> "_Anchors | None":
        """Find the row with most codes in a run, then the column that repeats them below."""
        rows: dict[int, dict[str, int]] = {}
        columns: dict[int, dict[str, int]] = {}
        for (row, column), value in sorted(grid.cells.items()):
            code = _code(value)
            if code:
                rows.setdefault(row, {}).setdefault(code, column)
                columns.setdefault(column, {}).setdefault(code, row)
        head = max(rows, key=lambda row: (_run(rows[row]), -row), default=0)
        side = max(columns, key=lambda column: (_run(columns[column]), -column), default=0)
        size = min(_run(rows.get(head, {})), _run(columns.get(side, {})))
        if size < FEWEST:
            return None
        codes = [f"{number:02d}" for number in range(1, size + 1)]
        return _Anchors(
            head, {code: rows[head][code] for code in codes}, side, {code: columns[side][code] for code in codes}
        )


def _code(value: object) -> str:
    """Give a code of two digits or three; empty for anything else, an amount that happens to be whole among them."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float) and float(value).is_integer():
        value = str(int(value))
    text = str(value).strip()
    return text.zfill(2) if _CODE.fullmatch(text) else ""


def _run(codes: Mapping[str, int]) -> int:
    """Count the codes 01, 02, 03 … that stand one after the other."""
    size, last = 0, 0
    while (at := codes.get(f"{size + 1:02d}", 0)) > last:
        size, last = size + 1, at
    return size


def _table(name: str, grid: CellGrid, anchors: _Anchors) -> FlowTable:
    codes = tuple(anchors.columns)
    if len(codes) > MOST:
        raise file_error("io_size", name=name, count=len(codes), most=MOST)
    flows = _block(name, grid, list(anchors.rows.values()), list(anchors.columns.values()))
    output = _output(name, grid, anchors)
    value = _labelled(grid, _VALUE, below=anchors.rows[codes[-1]])
    added = None if value is None else _block(name, grid, [value[0]], list(anchors.columns.values()))[0]
    names = tuple(_name(grid, anchors, code) for code in codes)
    table = FlowTable(title=grid.title, codes=codes, names=names, flows=flows, output=output, value_added=added)
    _adds_up(name, table)
    return table


def _output(name: str, grid: CellGrid, anchors: _Anchors) -> Array:
    """Read output from the column of GO, else from the row of TI: both state it."""
    rows, columns = list(anchors.rows.values()), list(anchors.columns.values())
    made, put = _labelled(grid, _OUTPUT), _labelled(grid, _INPUT, below=rows[-1])
    if made is not None and made[1] > columns[-1]:
        return np.asarray(_block(name, grid, rows, [made[1]])[:, 0])
    if put is not None:
        return np.asarray(_block(name, grid, [put[0]], columns)[0])
    raise file_error("io_output", name=name)


def _labelled(grid: CellGrid, labels: tuple[str, str], below: int = 0) -> CellSpot | None:
    """Find a cell that holds an anchor label."""
    spots = (spot for spot, value in sorted(grid.cells.items()) if spot[0] > below and _plain(value) in labels)
    return next(spots, None)


def _plain(value: object) -> str:
    return "".join(str(value).split()).upper()


def _block(name: str, grid: CellGrid, rows: list[int], columns: list[int]) -> Array:
    """Read a block of amounts; a blank cell is no flow."""
    wrong = [f"{letters(column)}{row}" for row, column in _wrong(grid, rows, columns)]
    if wrong:
        raise file_error("io_cells", name=name, cells=Long("、".join(wrong[:5])))
    return np.array([[_amount(grid.cells.get((row, column))) for column in columns] for row in rows], dtype=float)


def _wrong(grid: CellGrid, rows: list[int], columns: list[int]) -> Iterator[CellSpot]:
    for row in rows:
        for column in columns:
            try:
                _amount(grid.cells.get((row, column)))
            except ValueError:
                yield row, column


def _amount(value: object) -> float:
    """Read an amount; ValueError for a text that is none."""
    if value is None or str(value).strip() in {"", "-", "—"}:
        return 0.0
    amount = float(str(value).replace(",", ""))
    if not np.isfinite(amount):
        raise ValueError
    return amount


def _name(grid: CellGrid, anchors: _Anchors, code: str) -> str:
    """Give the name of a sector: the text before its code, else the one above."""
    row, column = anchors.rows[code], anchors.columns[code]
    beside = [grid.cells.get((row, at)) for at in range(anchors.side - 1, 0, -1)]
    above = [grid.cells.get((at, column)) for at in range(anchors.head - 1, 0, -1)]
    texts = (str(text).strip() for text in (*beside, *above) if text is not None and not _code(text))
    return next((" ".join(text.split()) for text in texts if text), code)


def _adds_up(name: str, table: FlowTable) -> None:
    """Refuse output that is not positive where something flows, and columns that miss their output by more than an error item."""
    used = table.flows.sum(axis=0)
    empty = [code for code, inputs, made in zip(table.codes, used, table.output, strict=True) if inputs and made <= 0]
    whole = used if table.value_added is None else used + table.value_added
    missed = abs(whole - table.output) > TOLERANCE * abs(table.output)
    off = [] if table.value_added is None else [table.codes[number] for number in np.flatnonzero(missed)]
    if empty or off:
        raise file_error("io_sums", name=name, codes=Long("、".join((empty or off)[:5])))
