"""临界点: the changes at which coverage falls below each threshold and cash runs out, as rows and as data."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from bondcalc.analysis.drivers import DRIVERS, change_said
from bondcalc.analysis.stress import sensitivity
from bondcalc.analysis.stress.sensitivity import BreakEven
from bondcalc.analysis.stress.stress_run import StressRun
from bondcalc.reports.late_costs_note import tightest_note
from bondcalc.reports.stress_cells import driver_cell
from bondcalc.reports.surplus_note import where
from bondcalc.wording import number
from bondcalc.wording.report import DASH, Datum, Listing, Medium, Note, ReportCell, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

NONE_WITHOUT = Words("扣除建设资金结余的期末资金余额为负", "cash without money left over runs out")


def _crossing(driver: str, change: Decimal | None, id_: str) -> Datum:
    words = Words(sensitivity.crossing_text(driver, change), sensitivity.crossing_text(driver, change, True))
    return Datum(change, DRIVERS[driver].unit, id_, words, exact=True)


def _with_late(limit: Decimal) -> str:
    """Name the column of a threshold of E/F with costs paid after the last maturity."""
    return f"{limit}_with_late_costs"


def crossings(run: StressRun) -> Listing:
    """The smallest adverse change at which each threshold is missed, and at which cash runs out."""
    rows: list[ReportRow] = []
    for break_even in run.break_evens:
        at = f"stress.{break_even.driver}"
        row: dict[str, ReportCell] = {"driver": driver_cell(break_even.driver)}
        for limit, change in break_even.coverage.items():
            row[str(limit)] = _crossing(break_even.driver, change, f"{at}.break_even@{limit}")
        for limit, change in break_even.late.items():
            row[_with_late(limit)] = _crossing(break_even.driver, change, f"{at}.break_even_with_late_costs@{limit}")
        row["cash"] = _crossing(break_even.driver, break_even.cash, f"{at}.break_even.cash")
        without = f"{at}.break_even.cash_without_surplus"
        row["cash_without_surplus"] = _crossing(break_even.driver, break_even.without, without)
        rows.append(row | {"first_year_without_cash": Datum(break_even.short, Unit.YEAR, f"{at}.short", none=DASH)})
    below = [(limit, number.limit(limit)) for limit in run.limits]
    apart = any(break_even.cash != break_even.without for break_even in run.break_evens)
    # On paper a sentence says it (`tightest`): as many columns again leave none of them room.
    late = where(any(break_even.sooner_with_late for break_even in run.break_evens)) - {Medium.PAPER}
    columns = (
        ReportColumn("driver", Words("敏感因素", "driver"), align="l", width=1.7),
        *(
            ReportColumn(str(limit), Words(f"覆盖倍数低于{shown}倍", f"E/F below {shown}"), Unit.COUNT, width=1.8)
            for limit, shown in below
        ),
        *(
            ReportColumn(
                _with_late(limit),
                Words(f"计入到期后支付的成本的覆盖倍数低于{shown}倍", f"E/F with late costs below {shown}"),
                Unit.COUNT,
                width=1.8,
                on=late,
            )
            for limit, shown in below
        ),
        ReportColumn("cash", Words("期末资金余额为负", "cash runs out"), Unit.COUNT, width=1.8),
        ReportColumn("first_year_without_cash", Words("首个年度", "year"), Unit.YEAR),
        ReportColumn("cash_without_surplus", NONE_WITHOUT, Unit.COUNT, width=1.8, on=where(apart)),
    )
    fuller = "临界点（其他因素不变，单个因素变动到此数时开始出现）"
    return Listing("crossings", Words("临界点", "Break-even", book=fuller, paper="临界点表"), columns, rows)


def crossing_data(crossing: BreakEven, row: Mapping[str, ReportCell]) -> dict[str, object]:
    """Give programs the break-evens of one driver, from its row."""
    stated = DRIVERS[crossing.driver]
    return {
        "driver": crossing.driver,
        "unit": stated.unit,
        "furthest": Datum(stated.furthest * stated.adverse, exact=True),
        "coverage": {number.limit(limit): row[str(limit)] for limit in crossing.coverage},
        "coverage_with_late_costs": {number.limit(limit): row[_with_late(limit)] for limit in crossing.late},
        "cash": row["cash"],
        "cash_without_surplus": row["cash_without_surplus"],
        "first_year_without_cash": row["first_year_without_cash"],
    }


def tightest(run: StressRun, floor: Decimal) -> Iterator[Note]:
    """Name the driver that leaves least room, and the one that does with costs paid after the last maturity."""
    yield _tightest(run, floor)
    yield from tightest_note(run.break_evens, floor)


def _tightest(run: StressRun, floor: Decimal) -> Note:
    """Name the driver that leaves least room."""
    first = sensitivity.tightest(run.break_evens, floor)
    if first is None:
        crossed = any(solved.coverage[floor] is not None for solved in run.break_evens)
        return Note("no_share_tightest" if crossed else "no_tightest", Words(""))
    change = first.coverage[floor]
    if change == 0:
        return Note("already_below", Words(""))
    said = change_said(first.driver, change or Decimal(0))
    return Note("tightest", Words(""), {"tightest": DRIVERS[first.driver].zh, "tightest_change": said})
