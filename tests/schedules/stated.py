"""Small projects stated in TOML, and their figures."""

from dataclasses import replace
from decimal import Decimal

from bondcalc.algebra.line import Line
from bondcalc.checks.judge import Finding
from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.schedules import bonds
from bondcalc.schedules.tranche import Tranche
from tests.parted import compute

PROJECT = '[project]\nname = "x"\nrule_date = 2021-05-01\n'


def computed(text: str, project: str = PROJECT) -> Result:
    """Compute a project from the tables below [project]."""
    return compute(read_bytes("project.toml", (project + text).encode()))


def coarse(text: str, project: str = PROJECT) -> Result:
    """Compute at 0.01 a project so small that its file would be refused at that quantum."""
    stated = read_bytes("project.toml", (project + "[settings]\nquantum = 0.00000001\n" + text).encode())
    settings = replace(stated.form(Settings), quantum=Decimal("0.01"))
    return compute(replace(stated, tables={**stated.tables, "settings": (settings,)}))


def tranche_of(result: Result, id_: str) -> Tranche:
    """Find a bond."""
    return next(one for one in result.book.use(bonds.schedule).tranches if one.row.data.id == id_)


def amounts(result: Result, line: Line) -> list[Decimal]:
    """Figures of a line, by column."""
    return list(result.figures.amounts(line))


def finding_in(result: Result, rule: str) -> Finding:
    """Find what a rule says."""
    return next(one for one in result.findings if one.rule.id == rule)


def verdict_in(result: Result, rule: str) -> str:
    """Give the verdict of a rule."""
    return finding_in(result, rule).verdict


def by_year(result: Result, table: str, line: str) -> dict[int, Decimal]:
    """Figures of a line that are not zero, by year."""
    found = next(one for one in result.book.tables if one.id == table)[line]
    return {
        year: amount for year, amount in zip(result.book.years.years, amounts(result, found), strict=True) if amount
    }


def ratios(result: Result, table: str, line: str) -> dict[int, Decimal]:
    """Ratios of a line by year, years without one left out."""
    found = next(one for one in result.book.tables if one.id == table)[line]
    columns = zip(result.book.years.years, result.figures.columns(found), strict=True)
    return {year: Decimal(value) for year, value in columns if value is not None}


def scalar(result: Result, table: str, line: str) -> Decimal:
    """Figure of a line of single figures."""
    found = next(one for one in result.book.tables if one.id == table)[line]
    return result.figures.amount(found)
