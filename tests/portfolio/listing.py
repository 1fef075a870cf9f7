"""A list of projects to spoil, as TOML and as a workbook."""

from io import BytesIO
from pathlib import Path

import openpyxl

from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.read import raw_of
from bondcalc.inputs.validate import validate_rows
from bondcalc.portfolio.list_sheets import MONEY_UNIT
from bondcalc.portfolio.project_list import STATEMENTS, Portfolio, list_workbook, read_list

TEXT = """
[[members]]
code = "2101-430426-04-01-000001"
path = "项目/一.toml"
region = "430426"
sector = "sewage_waste"
batch = "2026年第二批"
priority = 1
parcels = "430426001、430426002"
assets = "Z1"
site = "城南"
[[members]]
path = "项目\\\\二.xlsx"
[[allocations]]
bond = "2105001"
project = "2101-430426-04-01-000001"
amount = 16000.5
end = 2028-06-30
[[allocations]]
bond = "2105001"
project = "项目\\\\二.xlsx"
amount = 4000
start = 2028-06-30
[[limits]]
year = 2026
region = "430426"
name = "祁东县"
limit = 250000
balance = 180000
"""


def workbook() -> bytes:
    """The same list as a workbook."""
    known = [sheet_of(one) for one in STATEMENTS]
    return list_workbook(validate_rows(raw_of("清单.toml", TEXT.encode(), known), MONEY_UNIT))


def spoilt(sheet: str, cell: str, value: object) -> bytes:
    """The workbook with another value in a cell."""
    book, out = openpyxl.load_workbook(BytesIO(workbook())), BytesIO()
    book[sheet][cell] = value
    book.save(out)
    return out.getvalue()


def read(folder: Path, name: str, data: bytes) -> Portfolio:
    """The list read from a file."""
    path = folder / name
    path.write_bytes(data)
    return read_list(path)
