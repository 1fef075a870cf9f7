"""`bondcalc stress`: single steps, two-way grids, tornado and break-evens of one project."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from bondcalc.analysis.drivers import DRIVERS, change_text, change_text_en, lost
from bondcalc.analysis.stress import sensitivity
from bondcalc.analysis.stress.sensitivity import Bar, BreakEven, DriverStep, SensitivityGrid
from bondcalc.analysis.stress.stressed import StressPoint, steps
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.contract import CONTRACT, findings_of
from bondcalc.result.contract import text as plain
from bondcalc.result.result import Result
from bondcalc.screen.figures import pad, screen_width
from bondcalc.wording import number
from bondcalc.wording.notation import PROGRAMS
from bondcalc.wording.terms import Language, Unit

RULES = ("C10", "C11")
"""The rules that read stressed runs."""
WIDEST = 24
"""Signs of the longest bar."""


@dataclass
class Report:
    """Everything that was run, in the order in which it is shown.

    `drivers` are all that the project has when none are chosen; `given` are steps by unit, those of the rule data
    where a unit has none; `pairs` default to revenue and costs.
    """

    result: Result
    drivers: tuple[str, ...] = ()
    given: Mapping[Unit, Sequence[Decimal]] = field(default_factory=dict)
    pairs: tuple[tuple[str, str], ...] = ()
    singles: list[DriverStep] = field(default_factory=list)
    grids: list[SensitivityGrid] = field(default_factory=list)
    break_evens: list[BreakEven] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Fill in what was left open."""
        self.drivers = self.drivers or tuple(sensitivity.present(self.result.project))
        self.pairs = self.pairs or (sensitivity.PAIR,)

    def steps(self, driver: str) -> Sequence[Decimal]:
        """Give the steps of a driver."""
        return self.given.get(DRIVERS[driver].unit) or steps(self.result.rules, driver)

    @property
    def size(self) -> int:
        """Number of pieces that `work` goes through."""
        return sum(len(self.steps(driver)) + 1 for driver in self.drivers) + len(self.pairs)

    def work(self) -> Iterator[None]:
        """Run everything, a piece at a time, so that a progress bar may follow."""
        stress, rules = self.result.stress, self.result.rules
        for step in sensitivity.single(stress, self.drivers, self.steps):
            self.singles.append(step)
            yield
        for pair in self.pairs:
            self.grids.append(sensitivity.grid(stress, pair, self.steps))
            yield
        limits = sensitivity.thresholds(self.result.project, rules)
        for driver in self.drivers:
            self.break_evens.append(sensitivity.break_even(stress, driver, limits))
            yield
        self.bars = sensitivity.tornado(stress, rules, self.drivers)


def as_data(report: Report, language: Language) -> dict[str, Any]:
    """Give the report as plain data; docs/analysis.md states every key."""
    result, quantum = report.result, report.result.project.form(Settings).quantum
    return {
        "contract": CONTRACT,
        "project": result.project.form(Particulars).name,
        "unit": result.project.form(Settings).money_unit,
        "base": _point(result.stress.at({}), quantum),
        "steps": [
            {
                "driver": one.driver,
                "unit": DRIVERS[one.driver].unit,
                "change": number.exact(one.change),
                "lost": _lost(report, one),
                **_point(one.point, quantum),
            }
            for one in report.singles
        ],
        "pairs": [
            {
                "drivers": list(one.drivers),
                "changes": [[number.exact(change) for change in axis] for axis in one.changes],
                "points": [[_point(point, quantum) for point in row] for row in one.points],
            }
            for one in report.grids
        ],
        "break_even": [_crossings(one) for one in report.break_evens],
        "tornado": [
            {
                "driver": bar.driver,
                "change": number.exact(bar.change),
                "against": _ratio(bar.against),
                "favour": _ratio(bar.favour),
            }
            for bar in report.bars
        ],
        "findings": [one for one in findings_of(result, language) if one["rule"] in RULES],
    }


def _point(point: StressPoint, quantum: Decimal) -> dict[str, Any]:
    return {
        "coverage_total_debt": _ratio(point.ratio),
        "coverage_with_overlay_memo": _ratio(point.overlay),
        "cash_min": plain(point.lowest_cash, Unit.MONEY, quantum),
        "margin": plain(point.margin, Unit.MONEY, quantum),
        "first_year_without_cash": point.short,
    }


def _lost(report: Report, one: DriverStep) -> str | None:
    """Give the share of the land that a delay of sales moves past the horizon; None for other drivers."""
    return _ratio(Fraction(lost(report.result.book, one.change))) if one.driver == "sale_delay" else None


def _ratio(value: Fraction | None) -> str | None:
    return None if value is None else number.fixed(value, PROGRAMS)


def _crossings(one: BreakEven) -> dict[str, Any]:
    stated = DRIVERS[one.driver]
    return {
        "driver": one.driver,
        "unit": stated.unit,
        "furthest": number.exact(stated.furthest * stated.adverse),
        "coverage": {
            number.limit(limit): None if found is None else number.exact(found) for limit, found in one.coverage.items()
        },
        "cash": None if one.cash is None else number.exact(one.cash),
        "first_year_without_cash": one.short,
    }


def as_text(report: Report, language: Language) -> str:
    """Give the report for a terminal."""
    blocks = [
        _singles(report, language),
        *(_grid(report, one, language) for one in report.grids),
        _bars(report, language),
        _break_evens(report, language),
        _verdicts(report, language),
    ]
    return "\n\n".join(blocks)


def _name(driver: str, language: Language) -> str:
    return DRIVERS[driver].zh if language == "zh" else DRIVERS[driver].en


def _change(driver: str, change: Decimal, language: Language, places: int = 0) -> str:
    return (change_text if language == "zh" else change_text_en)(driver, change, places)


def _multiple(report: Report, point: StressPoint) -> str:
    floor = report.result.rules.value("coverage_floor").number
    return "–" if point.ratio is None else number.against(point.ratio, floor)


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Set a table: the first two columns to the left, figures to the right."""
    widths = [max(screen_width(row[column]) for row in [heads, *rows]) + 2 for column in range(len(heads))]
    lines = [title]
    for row in [heads, *rows]:
        cells = [
            pad(cell, width) if place < 2 else " " * (width - screen_width(cell)) + cell
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("".join(cells).rstrip())
    return "\n".join(lines)


def _singles(report: Report, language: Language) -> str:
    notation, book = report.result.project.form(Settings).notation(language), report.result.book
    zh = language == "zh"
    heads = (
        ["因素", "变动", "覆盖倍数", "最低期末资金", "首个资金为负年度"]
        if zh
        else ["driver", "change", "E/F", "lowest cash", "first year short"]
    )
    base = report.result.stress.at({})
    stated = [("基准情形" if zh else "base case", "", base)]
    stated += [(_name(one.driver, language), _text_of(one, language), one.point) for one in report.singles]
    rows = [
        [name, change, _multiple(report, point), notation.money(point.lowest_cash), str(point.short or "–")]
        for name, change, point in stated
    ]
    found = _table("单因素" if zh else "One driver at a time", heads, rows)
    gone = max((lost(book, one.change) for one in report.singles if one.driver == "sale_delay"), default=Decimal(0))
    if not gone:
        return found
    share = number.percent(gone)
    return (
        found
        + "\n"
        + (
            f"推迟后在测算期末以后出让、不再计入的土地最多占{share}。"
            if zh
            else f"Up to {share} of the land would be sold past the horizon and is not counted."
        )
    )


def _text_of(one: DriverStep, language: Language) -> str:
    return _change(one.driver, one.change, language, 0 if (one.change * 100) % 1 == 0 else 2)


def _grid(report: Report, one: SensitivityGrid, language: Language) -> str:
    first, second = one.drivers
    heads = [
        f"{_name(first, language)} \\ {_name(second, language)}",
        "",
        *(_change(second, change, language) for change in one.changes[1]),
    ]
    rows = [
        [_change(first, change, language), "", *(_multiple(report, point) for point in points)]
        for change, points in zip(one.changes[0], one.points, strict=True)
    ]
    return _table("两因素同时变动的覆盖倍数" if language == "zh" else "Two drivers together: E/F", heads, rows)


def _bars(report: Report, language: Language) -> str:
    longest = max((max(abs(bar.against), abs(bar.favour)) for bar in report.bars), default=Fraction(0))
    rows = [
        [
            _name(bar.driver, language),
            _change(bar.driver, bar.change, language),
            number.fixed(bar.against, 4, signed=True),
            _signs(bar.against, longest).rjust(WIDEST) + "|" + _signs(bar.favour, longest).ljust(WIDEST),
        ]
        for bar in report.bars
    ]
    heads = ["因素", "不利变动", "倍数变动", ""] if language == "zh" else ["driver", "against", "E/F moves by", ""]
    title = "影响大小（左为不利，右为有利）" if language == "zh" else "Tornado (against to the left)"
    return _table(title, heads, rows)


def _signs(value: Fraction, longest: Fraction) -> str:
    return "#" * int(number.rounded(WIDEST * abs(value) / longest, 0)) if longest else ""


def _break_evens(report: Report, language: Language) -> str:
    limits = sensitivity.thresholds(report.result.project, report.result.rules)
    zh, rows = language == "zh", []
    for one in report.break_evens:
        crossed = [sensitivity.crossing_text(one.driver, one.coverage[limit], not zh) for limit in limits]
        cash = sensitivity.crossing_text(one.driver, one.cash, not zh)
        rows.append([_name(one.driver, language), "", *crossed, cash, str(one.short or "–")])
    below = [f"覆盖倍数低于{number.limit(limit)}" if zh else f"E/F below {number.limit(limit)}" for limit in limits]
    last = ["年末资金为负", "首个年度"] if zh else ["cash runs out", "year"]
    return _table("临界变动" if zh else "Break-even", ["因素" if zh else "driver", "", *below, *last], rows)


def _verdicts(report: Report, language: Language) -> str:
    found = [one for one in report.result.findings if one.rule.id in RULES]
    return "\n".join(f"{one.rule.id}  {one.outcome.zh if language == 'zh' else one.outcome.en}" for one in found)
