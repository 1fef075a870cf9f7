"""A list of projects (清单): read from a workbook or TOML, and the workbook to fill in."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PureWindowsPath

from bondcalc.data import digest
from bondcalc.inputs.form.drawing import draw_list
from bondcalc.inputs.form.guide_page import draw_guide
from bondcalc.inputs.form.template import MADE, SPARE_ROWS
from bondcalc.inputs.look import GUIDE, Look, closed, opened
from bondcalc.inputs.project import Project, sheet_of
from bondcalc.inputs.read import load, raw_of
from bondcalc.inputs.sheets.settings import COARSEST
from bondcalc.inputs.validate import validate_rows
from bondcalc.portfolio.list_sheets import MONEY_UNIT, Allocation, ListedProject, RegionLimit

STATEMENTS = (ListedProject, Allocation, RegionLimit)
WIDE = {"code": 27, "path": 30, "project": 27, "parcels": 42}
"""Columns that hold codes and names of files, which are longer than most texts; in characters."""
_GUIDE_LINES = (
    "1.“项目”表一行一个项目，必填项目文件；项目文件写相对于本清单的路径，不移动、不改名。",
    "2.“债券分配”表一行一笔债券资金；金额单位为万元。同一债券可分给多个项目，同一项目可用多只债券。",
    "3.“地区限额”表一行一个地区一年，可以留空；省、市行填全辖合计。",
    "4.填好后运行bondcalc portfolio run，程序按工作表和单元格列出清单中的全部问题，再逐个测算。",
)


@dataclass(frozen=True)
class Portfolio:
    """A list as filled in: the projects, bonds shared out among them, limits of regions; amounts in 万元.

    `folder` is where the list stands, from which its files are named; `sha256` is the hash of the list.
    """

    name: str
    sha256: str
    folder: Path
    projects: tuple[ListedProject, ...]
    allocations: tuple[Allocation, ...] = ()
    limits: tuple[RegionLimit, ...] = ()
    notices: tuple[str, ...] = ()

    def file_of(self, listed: ListedProject) -> Path:
        """Find the file of a project; a path typed on Windows is understood everywhere."""
        return self.folder / PureWindowsPath(listed.path).as_posix()


def read_list(path: Path) -> Portfolio:
    """Read a list of projects, a workbook or TOML.

    Raises ProjectError with every Problem found, FileError for a file that cannot be read at all.
    """
    file = load(path)
    stated = validate_rows(raw_of(file.name, file.data, [sheet_of(statement) for statement in STATEMENTS]), MONEY_UNIT)
    return Portfolio(
        name=path.name,
        sha256=digest(file.data),
        folder=path.parent,
        projects=stated.rows(ListedProject),
        allocations=stated.rows(Allocation),
        limits=stated.rows(RegionLimit),
        notices=stated.notices,
    )


def list_workbook(stated: Project | None = None) -> bytes:
    """Make the workbook of a list to fill in: blank, or with the rows of a list. The same call gives the same bytes."""
    buffer = BytesIO()
    book = opened(buffer)
    book.set_properties({"title": "专项债券项目清单", "comments": "bondcalc", "created": MADE})
    look = Look(book, MONEY_UNIT, COARSEST)
    draw_guide(book.add_worksheet(GUIDE), look, _GUIDE_LINES)
    for statement in STATEMENTS:
        sheet = sheet_of(statement)
        rows = () if stated is None else stated.rows(statement)
        page = book.add_worksheet(sheet.zh)
        draw_list(page, sheet, rows, (), look, SPARE_ROWS)
        for column, width in ((at, WIDE[cell.id]) for at, cell in enumerate(sheet.cells) if cell.id in WIDE):
            page.set_column(column, column, width, look.role("free"))
    return closed(book, buffer, "")
