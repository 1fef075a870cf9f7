"""From a project file to what is kept of it: pure, the same in every process and on every machine."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache

import bondcalc
from bondcalc.algebra.exact import Value, decimal
from bondcalc.algebra.line import Line
from bondcalc.algebra.table import Table
from bondcalc.checks.judge import Finding, worst_first
from bondcalc.data import digest
from bondcalc.dates import day_of
from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import YUAN, Settings
from bondcalc.money import half_up
from bondcalc.portfolio.kept_lines import KEPT_BY_YEAR, KEPT_SINGLE
from bondcalc.portfolio.kept_record import (
    BondKept,
    FileState,
    FindingKept,
    Kept,
    Measured,
    ParcelKept,
    PaymentKept,
    ProjectFacts,
    ProjectRecord,
)
from bondcalc.portfolio.responses import responses
from bondcalc.problem import FileError, ProjectError
from bondcalc.result.contract import ratios_of
from bondcalc.result.result import Result
from bondcalc.rules.load import RuleError
from bondcalc.run import compute
from bondcalc.schedules import bonds, payment_calendar
from bondcalc.schedules.tranche import Tranche
from bondcalc.seal.manifest import canonical, rule_hashes
from bondcalc.wording.messages import word
from bondcalc.wording.number import exact
from bondcalc.wording.terms import Unit, Verdict

OPTIONS = "3"
"""What is kept of a project, counted: another number makes every project be computed again."""
FEN_A_YUAN = Decimal(100)
UNKEPT = {"cash_min", "npv", "irr_note"}
"""Among the ratios, what is an amount or a sentence."""
SILENT = {Verdict.PASS, Verdict.NOT_APPLICABLE}
"""Verdicts whose sentence is not kept: most findings are such."""
MOST_DETAILS = 20
"""Problems of an input that are kept; the rest are counted."""


@cache
def maker() -> str:
    """Name the program, the rules and what is kept: whatever one of these makes is made by another in the same way."""
    return digest(canonical([bondcalc.__version__, rule_hashes(), OPTIONS]))


def run_key(file_hash: str) -> str:
    """Name a project file under this program and these rules: what has one key is computed once."""
    return digest(f"{file_hash} {maker()}".encode())


def measured(name: str, data: bytes) -> Measured[ProjectRecord]:
    """Compute a project file in memory and give what is kept of it, or why there is nothing to keep. Raises what `kept_of` does."""

    def made() -> ProjectRecord:
        """Compute, and leave no garbage."""
        result = compute(read_bytes(name, data))
        kept = record(result)
        result.book.take_apart()
        return kept

    return kept_of(made)


def kept_of(make: Callable[[], Kept]) -> Measured[Kept]:
    """Give what is made and kept of a project, or why there is nothing to keep.

    A fault of the program is no stop either: it is told as such. MemoryError and what ends a process are the caller's.
    """
    try:
        return Measured(FileState.DONE, make(), made_by=maker())
    except ProjectError as error:
        shown = [str(problem) for problem in error.problems[:MOST_DETAILS]]
        more = len(error.problems) - len(shown)
        details = (*shown, *([word("problems_more", count=more)] if more else []))
        return Measured(FileState.PROBLEMS, None, word("problems_found", count=len(error.problems)), details, maker())
    except (FileError, RuleError) as error:
        return Measured(FileState.UNREADABLE, None, str(error), made_by=maker())
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - a fault in one project must not end the others
        return Measured(
            FileState.CRASHED, None, word("program_fault", kind=type(error).__name__, said=str(error)), made_by=maker()
        )


def record(result: Result) -> ProjectRecord:
    """Keep what the lists, reports and audits of many projects read of one."""
    fen = _Fen(result)
    tables = {table.id: table for table in result.book.tables}
    lines = {id_: _line(tables, id_) for id_ in KEPT_BY_YEAR}
    single = [(table, line) for table in KEPT_SINGLE for line in tables[table].lines if line.unit in fen.worth]
    return ProjectRecord(
        facts=_facts(result),
        amounts={f"{table}.{line.id}": fen.single(line) for table, line in single},
        lines={id_: fen.by_year(line) for id_, line in lines.items() if line is not None},
        ratios={id_: value for id_, value in ratios_of(result).items() if isinstance(value, str) and id_ not in UNKEPT},
        bonds=kept_bonds(result),
        payments=kept_payments(result),
        findings=tuple(_finding(finding) for finding in result.findings),
        parcels=tuple(ParcelKept(row.id, row.use, exact(row.area_mu)) for row in result.project.rows(Parcel)),
        responses=tuple(responses(result, fen.of)),
    )


class _Fen:
    """Amounts of a project in whole 分, half away from zero where its unit of money is finer than that."""

    def __init__(self, result: Result) -> None:
        money = result.project.form(Settings).yuan_per_unit * FEN_A_YUAN
        self._result = result
        self.worth: Mapping[str, Decimal] = {
            Unit.MONEY: money,
            Unit.DISCLOSED: YUAN["亿元"] * FEN_A_YUAN,
            Unit.YUAN: FEN_A_YUAN,
        }

    def of(self, value: Value, unit: str = Unit.MONEY) -> int:
        """Count an amount; one that has no figure is none, as most years of most lines."""
        return int(half_up(decimal(value) * self.worth[unit], Decimal(1))) if value else 0

    def single(self, line: Line) -> int:
        """Count a single figure."""
        return self.of(self._result.figures.scalar(line), line.unit)

    def by_year(self, line: Line) -> dict[int, int]:
        """Count a yearly line, years of nothing left out."""
        values = zip(self._result.book.years.years, self._result.figures.columns(line), strict=True)
        counted = {year: self.of(value, line.unit) for year, value in values}
        return {year: amount for year, amount in counted.items() if amount}


def _line(tables: Mapping[str, Table], id_: str) -> Line | None:
    """Find a yearly line; None where a project has no such table or line."""
    table, _, name = id_.partition(".")
    return next((line for line in tables[table].lines if line.id == name), None) if table in tables else None


def _facts(result: Result) -> ProjectFacts:
    stated, settings = result.project.form(Particulars), result.project.form(Settings)
    fall = result.stress.break_even("revenue", result.rules.value("coverage_floor").number)
    worst = worst_first(result.findings)
    threshold, start = settings.coverage_threshold, stated.operation_start
    return ProjectFacts(
        name=stated.name,
        code=stated.code,
        region=stated.region,
        sector=stated.sector,
        use=stated.use,
        unit=stated.unit,
        rule_date=stated.rule_date.isoformat(),
        money_unit=settings.money_unit,
        first_year=result.book.years.years[0],
        last_year=result.book.years.years[-1],
        operation_start=start.isoformat() if start else None,
        threshold=None if threshold is None else exact(threshold),
        break_even=None if fall is None else exact(abs(fall)),
        short_year=result.stress.at({}).short,
        verdict=str(worst[0].verdict if worst else Verdict.NOT_APPLICABLE),
        example=stated.example,
    )


def kept_bonds(result: Result) -> tuple[BondKept, ...]:
    """Give the bonds of a project."""
    fen = _Fen(result)
    return tuple(_bond(tranche, fen) for tranche in result.book.use(bonds.schedule).tranches)


def kept_payments(result: Result) -> tuple[PaymentKept, ...]:
    """Give what each bond pays on each day, to the 分 as banks count it; market loans are not among them."""
    return tuple(_payments(result))


def _bond(tranche: Tranche, fen: _Fen) -> BondKept:
    stated = tranche.row.data
    return BondKept(
        id=stated.id,
        name=stated.name,
        status=stated.status,
        value_date=stated.value_date.isoformat(),
        last_day=tranche.last_day.isoformat(),
        face=fen.of(stated.face),
        coupon=exact(stated.coupon),
        used_as_capital=fen.of(stated.used_as_capital),
        refinances=stated.refinances,
    )


def _payments(result: Result) -> Iterator[PaymentKept]:
    calendar, fen = result.book.use(payment_calendar.schedule), _Fen(result)
    tranches = result.book.use(bonds.schedule).tranches
    paid_on = [day_of(number) for number in result.figures.amounts(calendar.remitted["paid_on"])]
    for tranche, owed in zip(tranches, calendar.owed, strict=False):
        lines = [owed.interest, owed.principal, *([owed.fee] if owed.fee else [])]
        columns = [[fen.of(value, line.unit) for value in result.figures.columns(line)] for line in lines]
        rolled = _rolled(tranche, result, fen)
        for day, works, interest, principal, *fee in zip(calendar.axis.days, paid_on, *columns, strict=True):
            if interest or principal:
                yield PaymentKept(
                    bond=tranche.row.data.id,
                    day=day.isoformat(),
                    paid_on=works.isoformat(),
                    interest=interest,
                    principal=principal,
                    fee=sum(fee),
                    rolled=rolled.get(day, 0),
                )


def _rolled(tranche: Tranche, result: Result, fen: _Fen) -> dict[date, int]:
    """Count by day what refinancing repays of the principal of a bond; a bond that nothing refinances has no such line."""
    line = next((line for line in tranche.table.lines if line.id == "rolled"), None)
    amounts = () if line is None else result.figures.columns(line)
    return {day: fen.of(value) for day, value in zip(tranche.dates, amounts, strict=False)}


def _finding(finding: Finding) -> FindingKept:
    outcome = finding.outcome
    return FindingKept(
        rule=finding.rule.id,
        severity=str(finding.rule.severity),
        verdict=str(finding.verdict),
        figure=outcome.figure,
        threshold=outcome.threshold,
        reason=None if finding.verdict in SILENT else finding.reason("zh"),
    )
