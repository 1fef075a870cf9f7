"""计算期: the calendar years of a project, by what its input states."""

from bondcalc.algebra.axis import Key
from bondcalc.inputs.project import Project, sheet_of
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.firms import Supply
from bondcalc.inputs.sheets.loan import Loan
from bondcalc.inputs.sheets.particulars import Particulars


def horizon(project: Project) -> tuple[int, int]:
    """Return the first and last calendar year that has a figure: first spending or issue, last maturity, forecast end or figure by year."""
    given = {year for _, _, year in dated_rows(project)}
    first = given | {bond.value_date.year for bond in project.rows(Bond)}
    return min(first), max(given | _ends(project))


def _ends(project: Project) -> set[int]:
    """Give the years in which debts are repaid and the forecast ends."""
    end = project.form(Particulars).forecast_end
    repaid = {loan.last_repayment for loan in project.rows(Loan)}
    return repaid | {bond.last_day().year for bond in project.rows(Bond)} | ({end} if end is not None else set())


def calculation_end(project: Project) -> int:
    """Give the last year of the calculation (计算期末年): the later of the last repayment and the forecast's end.

    Figures stated for still later years have columns, and are neither earned nor spent. Where no end of the forecast is
    stated it is their last year.
    """
    return horizon(project)[1] if project.form(Particulars).forecast_end is None else max(_ends(project))


def starts_with(project: Project) -> tuple[Key, ...]:
    """Name the cells that fix the first year of the horizon."""
    first, _ = horizon(project)
    issued = [
        (sheet_of(Bond).id, str(number), Bond.value_date.name)
        for number, bond in enumerate(project.rows(Bond))
        if bond.value_date.year == first
    ]
    yearly = [(id_, number, "by_year", str(first)) for id_, number, year in dated_rows(project) if year == first]
    return (*issued, *yearly)


def dated_rows(project: Project) -> list[tuple[str, str, int]]:
    """Name sheet, row and year of every figure by calendar year that spans the calculation.

    Supplies between firms are evidence: they lengthen no horizon, so that no ratio moves with them.
    """
    return [
        (id_, str(number), year)
        for id_, rows in project.tables.items()
        if id_ != sheet_of(Supply).id
        for number, row in enumerate(rows)
        for year in getattr(row, "by_year", {})
    ]
