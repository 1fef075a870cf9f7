"""临界点: the changes at which coverage falls below each threshold and cash runs out, as rows and as data."""

from collections.abc import Mapping
from decimal import Decimal

from bondcalc.analysis.drivers import DRIVERS
from bondcalc.analysis.stress import sensitivity
from bondcalc.analysis.stress.sensitivity import BreakEven
from bondcalc.analysis.stress.stress_run import StressRun
from bondcalc.reports.stress_cells import driver_cell
from bondcalc.reports.surplus_note import where
from bondcalc.wording import number
from bondcalc.wording.report import DASH, Datum, Listing, ReportCell, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

NONE_WITHOUT = Words("扣除建设资金结余的期末资金余额为负", "cash without money left over runs out")


def _crossing(driver: str, change: Decimal | None, id_: str) -> Datum:
    words = Words(sensitivity.crossing_text(driver, change), sensitivity.crossing_text(driver, change, True))
    return Datum(change, DRIVERS[driver].unit, id_, words, exact=True)


def crossings(run: StressRun) -> Listing:
    """The smallest adverse change at which each threshold is missed, and at which cash runs out."""
    rows: list[ReportRow] = []
    for break_even in run.break_evens:
        at = f"stress.{break_even.driver}"
        row: dict[str, ReportCell] = {"driver": driver_cell(break_even.driver)}
        for limit, change in break_even.coverage.items():
            row[str(limit)] = _crossing(break_even.driver, change, f"{at}.break_even@{limit}")
        row["cash"] = _crossing(break_even.driver, break_even.cash, f"{at}.break_even.cash")
        without = f"{at}.break_even.cash_without_surplus"
        row["cash_without_surplus"] = _crossing(break_even.driver, break_even.without, without)
        rows.append(row | {"first_year_without_cash": Datum(break_even.short, Unit.YEAR, f"{at}.short", none=DASH)})
    below = [(limit, number.limit(limit)) for limit in run.limits]
    apart = any(break_even.cash != break_even.without for break_even in run.break_evens)
    columns = (
        ReportColumn("driver", Words("敏感因素", "driver"), align="l", width=1.7),
        *(
            ReportColumn(str(limit), Words(f"覆盖倍数低于{shown}倍", f"E/F below {shown}"), Unit.COUNT, width=1.8)
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
        "cash": row["cash"],
        "cash_without_surplus": row["cash_without_surplus"],
        "first_year_without_cash": row["first_year_without_cash"],
    }
