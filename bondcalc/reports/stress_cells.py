"""The cells of a stress report: a driver, a change, what a stressed run gives; and the grid of two drivers together."""

from decimal import Decimal

from bondcalc.analysis.drivers import DRIVERS, change_text, change_text_en
from bondcalc.analysis.stress.sensitivity import SensitivityGrid
from bondcalc.analysis.stress.stress_point import StressPoint
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.report import DASH, Datum, Keyed, Listing, ReportCell, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit, Verdict

COMPARED: dict[Verdict, Words] = {
    Verdict.PASS: Words("不低于", "not below"),
    Verdict.WARN: Words("计入后低于", "below with late costs"),
    Verdict.FAIL: Words("低于", "below"),
    Verdict.NOT_APPLICABLE: Words("不适用", "n/a", paper="—"),
}
"""How a stressed ratio stands to the floor; no verdict on the project, which the findings give."""


def driver_cell(id_: str) -> Keyed:
    """Name a driver."""
    return Keyed(id_, Words(DRIVERS[id_].zh, DRIVERS[id_].en))


def change_cell(driver: str, change: Decimal, id_: str = "") -> Datum:
    """A change of a driver, in words; a share of broken per cents with two decimals."""
    places = 0 if (change * 100) % 1 == 0 else 2
    words = Words(change_text(driver, change, places), change_text_en(driver, change, places))
    return Datum(change, DRIVERS[driver].unit, id_, words, exact=True)


def verdict_of(point: StressPoint, floor: Decimal) -> Verdict:
    """Tell how a stressed ratio stands to the floor, or only without costs paid after the last maturity; not applicable without debt."""
    if point.ratio is None:
        return Verdict.NOT_APPLICABLE
    if point.ratio < floor:
        return Verdict.FAIL
    return Verdict.WARN if point.late_ratio is not None and point.late_ratio < floor else Verdict.PASS


def ratio_cell(point: StressPoint, floor: Decimal, at: str, verdict: Verdict | None = None) -> Datum:
    """Give E/F beside the floor; the verdict colours it."""
    return Datum(point.ratio, Unit.RATIO, f"{at}.ratio", limit=floor, verdict=verdict)


def point_cells(point: StressPoint, floor: Decimal, at: str) -> ReportRow:
    """Everything a stressed run gives, under the keys programs know."""
    return {
        "coverage_total_debt": ratio_cell(point, floor, at),
        "coverage_with_late_costs": Datum(point.late_ratio, Unit.RATIO, f"{at}.ratio_with_late_costs", limit=floor),
        "coverage_with_overlay_memo": Datum(point.overlay, Unit.RATIO),
        "cash_min": Datum(point.lowest_cash, Unit.MONEY, f"{at}.cash"),
        "cash_min_without_surplus": Datum(point.lowest_without, Unit.MONEY, f"{at}.cash_without_surplus"),
        "margin": Datum(point.margin, Unit.MONEY, f"{at}.margin"),
        "first_year_without_cash": Datum(point.short, Unit.YEAR, none=DASH),
        "dscr_min": Datum(point.dscr, Unit.RATIO, none=DASH),
        "years_below_1": Datum(len(point.uncovered), words=_years(point.uncovered)),
    }


def _years(years: tuple[int, ...]) -> Words:
    """Name years, those in a row by the first and the last of them."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    said = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    return Words(in_turn(said), ", ".join(said)) if said else DASH


def compared_cell(point: StressPoint, floor: Decimal) -> ReportRow:
    """Say how a stressed ratio stands to the floor."""
    verdict = verdict_of(point, floor)
    return {"compared": Datum(None, words=COMPARED[verdict], verdict=verdict)}


def pair_listing(number: int, grid: SensitivityGrid, floor: Decimal) -> Listing:
    """Tell two drivers together: E/F at each pair of changes."""
    (first, other), (rows, columns) = grid.drivers, grid.changes
    names = DRIVERS[first], DRIVERS[other]
    zh, en = (f"{names[0].zh}／{names[1].zh}", f"{names[0].en} / {names[1].en}")
    title = Words(
        "两因素同时变动的覆盖倍数",
        "Two drivers together: E/F",
        book=f"两因素同时变动的覆盖倍数（行：{names[0].zh}；列：{names[1].zh}）",
        paper="两因素压力测试表（覆盖倍数）",
    )
    listed = [_pair_row(grid, line, floor) for line in range(len(rows))]
    heads = (change_cell(other, change).words or "" for change in columns)
    stated = [ReportColumn(str(column), head, Unit.RATIO) for column, head in enumerate(heads)]
    return Listing(
        f"pair{number}", title, (ReportColumn("change", Words(zh, en, book=""), align="l", width=1.8), *stated), listed
    )


def _pair_row(grid: SensitivityGrid, row_number: int, floor: Decimal) -> ReportRow:
    (first, other), change = grid.drivers, grid.changes[0][row_number]
    row: dict[str, ReportCell] = {"change": change_cell(first, change).words}
    for column, (beside, point) in enumerate(zip(grid.changes[1], grid.points[row_number], strict=True)):
        at = f"stress.{first}@{change}&{other}@{beside}"
        row[str(column)] = ratio_cell(point, floor, at, verdict_of(point, floor))
    return row


def pair_data(grid: SensitivityGrid, floor: Decimal) -> dict[str, object]:
    """Give programs the grid: its drivers, the changes of each, a point a cell."""
    return {
        "drivers": grid.drivers,
        "changes": [[Datum(change, exact=True) for change in axis] for axis in grid.changes],
        "points": [[point_cells(point, floor, "") for point in row] for row in grid.points],
    }
