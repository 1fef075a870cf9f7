"""The actuals of a project before anybody typed them: its lines, bonds, payment days and targets, amounts left blank."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from bondcalc.data import digest
from bondcalc.inputs.project import Project, sheet_of
from bondcalc.inputs.read import ProjectFile
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.operating_costs import CostLine, TaxLine
from bondcalc.inputs.sheets.parcels import LandCostPayment, Parcel
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.performance import EFFECT, FIRST_LEVEL, Target
from bondcalc.inputs.sheets.revenue_lines import NodeLine, RevenueLine
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.monitoring.actuals_file import STATEMENTS_OF_ACTUALS, actuals_workbook
from bondcalc.monitoring.actuals_particulars import ActualsParticulars
from bondcalc.monitoring.money_sheets import FundingStep
from bondcalc.monitoring.months import MONTHS_A_YEAR
from bondcalc.monitoring.period_sheets import PERIODS, PeriodAmount, months_of
from bondcalc.monitoring.state_sheets import WELFARE_KINDS, MeasuredTarget, ServicePayment, YearMatter, payment_calendar

GRAINS = {"year": "year", "quarter": "q", "month": "m"}
"""How finely the last year is asked for, the coarsest first: the word of the command line, and how the periods of it begin."""
WELFARE = {
    "employment": ("新增就业人数", "人", ("就业", "用工", "岗位")),
    "tax": ("带动税收", "万元", ("税",)),
    "production": ("带动产值", "万元", ("产值", "增加值")),
    "environment": ("污染物达标排放率", "%", ("污", "排放", "环境", "绿化")),
}
"""Aims of welfare that a bureau follows: name and unit of a row to fill in or leave, words by which a target of the plan is one."""
YEARS_AHEAD = 3
"""Years after the last one that have a column for targets."""
_STATED = re.compile(r"(不少于|不低于|不高于|不超过|达到)?\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*([^\d.,，。；;]*)")
AT_MOST = ("不高于", "不超过")


def prefilled(filed: ProjectFile, project: Project, day: date, grain: str = "year") -> Project:
    """Give the rows of the actuals up to a day: years as a whole, the last one by `grain`; amounts are blank (not told)."""
    first = min((bond.value_date.year for bond in project.rows(Bond)), default=day.year)
    years = range(min(first, day.year), day.year + 1)
    form = project.form(Particulars)
    of = ActualsParticulars(
        project_name=form.name,
        project_code=form.code,
        as_of=day,
        filed_sha256=digest(filed.data),
        money_unit=project.form(Settings).money_unit,
    )
    return stated_rows(
        [
            of,
            *_amounts(
                project, {year: periods_begun(year, day, grain if year == day.year else "year") for year in years}
            ),
            *_issues(project, day),
            *service_due(project, day),
            *_targets(project),
            *(YearMatter(year=year) for year in years),
        ]
    )


def stated_rows(rows: Iterable[object]) -> Project:
    """Put rows of actuals to their sheets, in the order given."""
    tables: dict[str, tuple[object, ...]] = {sheet_of(statement).id: () for statement in STATEMENTS_OF_ACTUALS}
    for row in rows:
        tables[sheet_of(type(row)).id] += (row,)
    return Project(tables)


def blank_actuals(project: Project, stated: Project) -> bytes:
    """Draw the workbook of rows that were made for a day."""
    day = stated.form(ActualsParticulars).as_of
    reached = [year for row in stated.rows(MeasuredTarget) for year in row.by_year]
    first = min((bond.value_date.year for bond in project.rows(Bond)), default=day.year)
    return actuals_workbook(project, stated, range(min([first, day.year, *reached]), day.year + YEARS_AHEAD + 1))


def _amounts(project: Project, periods: Mapping[int, Sequence[str]]) -> Iterator[PeriodAmount]:
    """A row a line and period in which the plan may have something; a parcel in the years of its sale and of its cost."""
    years = [*periods]
    opens = project.form(Particulars).operation_start
    running = [year for year in years if opens is None or year >= opens.year]
    operated = [
        (kind, row.id, row.name, sorted({*running, *(year for year in row.by_year if year in years)}))
        for kind, rows in _operated(project)
        for row in rows
    ]
    paid = {row.parcel: row.by_year for row in project.rows(LandCostPayment)}
    sold = [
        (kind, parcel.id, parcel.use, sorted(year for year in shares if year in years))
        for parcel in project.rows(Parcel)
        for kind, shares in (("land", parcel.by_year), ("land_cost", paid.get(parcel.id, parcel.by_year)))
    ]
    for year in years:
        for period in periods[year]:
            for kind, line, name, planned in (*operated, *sold):
                if year in planned:
                    yield PeriodAmount(year=year, period=period, kind=kind, line=line, name=name)


def _operated(project: Project) -> Iterator[tuple[str, tuple[RevenueLine | NodeLine | CostLine | TaxLine, ...]]]:
    """Lines that run from the start of operation, by kind."""
    yield "revenue", (*project.rows(RevenueLine), *project.rows(NodeLine))
    yield "cost", project.rows(CostLine)
    yield "tax", project.rows(TaxLine)


def periods_begun(year: int, day: date, grain: str) -> list[str]:
    """Periods of a year that have begun by a day: the year as a whole, its quarters or its months."""
    begun = day.month if year == day.year else MONTHS_A_YEAR
    return [period for period in PERIODS if grain_of(period) == grain and months_of(period)[0] <= begun]


def grain_of(period: str) -> str:
    """Tell how fine a period is, by its word in `GRAINS`."""
    return next(grain for grain, begins in GRAINS.items() if period.startswith(begins))


def _issues(project: Project, day: date) -> Iterator[FundingStep]:
    """Bonds that the project file says are issued."""
    for bond in project.rows(Bond):
        if bond.status == "issued" and bond.value_date <= day:
            yield FundingStep(
                day=bond.value_date,
                step="issued",
                amount=bond.face,
                bond=bond.id,
                coupon=bond.coupon,
                price=bond.issue_price,
                first_value_date=bond.first_value_date,
            )


def service_due(project: Project, day: date) -> Iterator[ServicePayment]:
    """A blank row for each payment day of each bond up to a day."""
    days = sorted((due, bond) for bond, due in payment_calendar(project) if due <= day)
    return (ServicePayment(bond=bond, due_on=due) for due, bond in days)


def _targets(project: Project) -> Iterator[MeasuredTarget]:
    """Targets of the plan with the number that their text states, then the aims of welfare without one."""
    named = {aim for row in project.rows(Target) for aim in _aims(row)}
    for row in project.rows(Target):
        value, unit, direction = number_of(row.value)
        yield MeasuredTarget(
            id=row.id,
            kind=_kind(row),
            name=row.name,
            target=value,
            unit=unit,
            direction=direction,
            due=row.due,
            by_year={},
        )
    for kind, (name, unit, _) in WELFARE.items():
        if kind not in named:
            yield MeasuredTarget(id=f"welfare_{kind}", kind=kind, name=name, unit=unit, by_year={})


def _kind(row: Target) -> str:
    """Give the kind that the plan states; an aim of welfare by its name where it is of that kind."""
    return next((aim for aim in _aims(row) if WELFARE_KINDS[aim] == row.kind), row.kind)


def _aims(row: Target) -> list[str]:
    """Name the aims of welfare that a benefit is by its name."""
    if FIRST_LEVEL[row.kind] != EFFECT:
        return []
    return [aim for aim, (_, _, words) in WELFARE.items() if any(word in row.name for word in words)]


def number_of(text: str) -> tuple[Decimal | None, str, str]:
    """Read the number of a target with its unit and direction; None where the text states no number, or a date."""
    stated = _STATED.search(text)
    if stated is None or "日" in text:
        return None, "", "at_least"
    words, whole, decimals, unit = stated.groups()
    value = Decimal(whole.replace(",", "") + (decimals or ""))
    return value, unit.strip(), "at_most" if words in AT_MOST else "at_least"
