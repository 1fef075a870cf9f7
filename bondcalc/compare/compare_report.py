"""A comparison as a report: the tables of `bondcalc compare --out`, all rows of them, and what each change did to E/F as bars."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from bondcalc.algebra.exact import Value
from bondcalc.compare.comparison import Comparison
from bondcalc.compare.input_changes import Change
from bondcalc.compare.moved import MovedFigure, MovedLine, Turned
from bondcalc.compare.steps import Step, lines_watched, watched
from bondcalc.compare.told import Teller, both_tongues
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.wording.report import DASH, Datum, Graph, Listing, Medium, Note, Report, ReportCell, ReportColumn, Words
from bondcalc.wording.terms import Unit, Verdict

TITLE = Words("版本比较", "Comparison")
COVER = "coverage_total_debt"
MATRIX = {
    COVER: Words("E/F", "E/F"),
    "revenue_counted": Words("E 收益", "E revenue"),
    "service": Words("F 本息", "F service"),
    "cash_min": Words("最低资金", "lowest cash"),
}
"""Figures whose moves are told step by step; the JSON has all."""
BEFORE, AFTER = Words("前", "before"), Words("后", "after")
WIDE = frozenset({Medium.BOOK})
RATIO = Unit.RATIO
FALL = (
    ReportColumn("name", Words("变动", "change"), align="l", on=WIDE),
    ReportColumn("low", Words("较低一端", "lower end"), RATIO, on=WIDE),
    ReportColumn("whole", Words("变动前后的E/F", "E/F before and after"), RATIO, on=WIDE),
    ReportColumn("lowered", Words("降低", "lowered"), RATIO, on=WIDE),
    ReportColumn("raised", Words("提高", "raised"), RATIO, on=WIDE),
)
ComparedRow = dict[str, ReportCell]


def compare_report(found: Comparison) -> Report:
    """Tell a comparison; shares of a move depend on the order of the steps, totals do not."""
    project = found.after.project
    return Report(
        project.form(Particulars).name,
        project.form(Settings).notation(),
        [Note("names", Words(" → ".join(found.names))), *_listings(found)],
        widths=(44, 30, 30, 40, 16, 16, 16),
    )


def _listings(found: Comparison) -> list[Listing]:
    tellers = Teller(found.after, "zh"), Teller(found.after, "en")
    return [
        _listing(
            "changes", Words("录入变动", "Changes of inputs"), _changes(found, tellers), place=Words("位置", "where")
        ),
        _listing(
            "figures",
            Words("倍数和关键数", "Ratios and key figures"),
            [_figure(one) for one in found.figures],
            mixed=True,
        ),
        _steps(found, tellers),
        *_waterfall(found, tellers),
        _listing("verdicts", Words("结论变化", "Verdicts that changed"), [_verdict(one) for one in found.verdicts]),
        _listing(
            "lines",
            Words("变动的行（变动最大的一列）", "Lines that moved, in their furthest column"),
            [_line(one) for one in found.rows],
            mixed=True,
        ),
    ]


def _listing(
    id_: str, title: Words, rows: list[ComparedRow], *, place: Words | None = None, mixed: bool = False
) -> Listing:
    """Set what stood before beside what stands after."""
    columns = [
        ReportColumn("name", place or Words("名称", "name"), align="l"),
        ReportColumn("before", BEFORE, mixed=mixed),
        ReportColumn("after", AFTER, mixed=mixed),
        *([ReportColumn("move", Words("变动", "move"), mixed=True)] if id_ == "figures" else []),
        *([ReportColumn("why", Words("原因", "reason"), align="l", width=4.0)] if id_ == "verdicts" else []),
    ]
    return Listing(id_, title, columns, rows)


def _changes(found: Comparison, tellers: tuple[Teller, Teller]) -> list[ComparedRow]:
    return [_change(change, *tellers) for change in found.changes]


def _change(change: Change, zh: Teller, en: Teller) -> ComparedRow:
    before, after = both_tongues(change, zh, en)
    return {"name": Words(zh.place(change), en.place(change)), "before": before, "after": after}


def _datum(value: Value | Fraction, unit: str) -> Datum:
    """Give a figure; an interest cover below zero by its number, so that one can tell how far it moved."""
    return Datum(value, Unit.RATIO if unit == Unit.INTEREST_COVER else Unit(unit), none=DASH)


def _figure(one: MovedFigure) -> ComparedRow:
    unit, known = one.line.unit, one.before is not None and one.after is not None
    moved = Fraction(one.after or 0) - Fraction(one.before or 0) if known else None
    move = _datum(moved, unit)._replace(points=unit == Unit.FRACTION)
    cells = {"before": _datum(one.before, unit), "after": _datum(one.after, unit), "move": move}
    return {"name": Words(one.line.zh, one.line.en), **cells}


def _line(one: MovedLine) -> ComparedRow:
    column, (before, after) = one.furthest
    at = "" if column == "value" else f" {column}"
    name = Words(f"{one.table.zh} {one.line.zh}{at}", f"{one.table.en} {one.line.en}{at}")
    return {"name": name, "before": _datum(before, one.line.unit), "after": _datum(after, one.line.unit)}


def _verdict(one: Turned) -> ComparedRow:
    return {
        "name": Words(f"{one.rule.id} {one.rule.zh}", f"{one.rule.id} {one.rule.en}"),
        "before": _said(one.before),
        "after": _said(one.after),
        "why": Words(one.why("zh"), one.why("en")),
    }


def _said(verdict: Verdict | None) -> Words:
    return DASH if verdict is None else Words(verdict.zh, verdict.en)


def _steps(found: Comparison, tellers: tuple[Teller, Teller]) -> Listing:
    """What each step moved; each column adds up to the whole move."""
    steps, units = found.steps.steps, {id_: one.unit for id_, one in lines_watched(found.after.book).items()}
    shown = [id_ for id_ in MATRIX if id_ in units and any(id_ in step.moves for step in steps)]
    rows = [_step(step, number, shown, units, tellers) for number, step in enumerate(steps, 1)]
    columns = [ReportColumn(id_, MATRIX[id_], Unit(units[id_])) for id_ in shown]
    title = Words(
        "各项变动的影响（逐项改动，每步全部重算；分项与次序有关，合计与次序无关）",
        "What each change moved, one at a time",
    )
    name = ReportColumn("name", Words("变动", "change"), align="l")
    return Listing("steps", title, [name, *columns], rows)


def _step(
    step: Step, number: int, shown: list[str], units: Mapping[str, str], tellers: tuple[Teller, Teller]
) -> ComparedRow:
    return {
        "name": _named(step, number, tellers),
        **{id_: _datum(step.moves.get(id_, Fraction(0)), units[id_]) for id_ in shown},
    }


def _named(step: Step, number: int, tellers: tuple[Teller, Teller]) -> Words:
    more = len(step.changes) - 1
    zh, en = (f"{number} {teller.place(step.changes[0])}" for teller in tellers)
    return Words(zh + (f"等{more + 1}项" if more else ""), en + (f" and {more} more" if more else ""))


def _waterfall(comparison: Comparison, tellers: tuple[Teller, Teller]) -> Iterator[Listing]:
    """E/F from the one version to the other, a bar for each step that moves it; none where it does not move or is not there."""
    steps = [(number, step) for number, step in enumerate(comparison.steps.steps, 1) if step.moves.get(COVER)]
    level = watched(comparison.before.book, comparison.before.figures).get(COVER)
    if not steps or level is None:
        return
    rows, lowest = [_end(Words("变动前", "before"), level)], level
    for number, step in steps:
        move = step.moves[COVER]
        side = "lowered" if move < 0 else "raised"
        low = min(level, level + move)
        rows.append({"name": _named(step, number, tellers), "low": _datum(low, RATIO), side: _datum(abs(move), RATIO)})
        level, lowest = level + move, min(lowest, low)
    rows.append(_end(Words("变动后", "after"), level))
    title = Words("E/F 逐项变动", "E/F step by step")
    series = [(column.id, column.head) for column in FALL[1:]]
    # Bars below zero do not stand on what is not seen.
    graph = Graph("bar", Words("各项变动对 E/F 的影响", "What each change did to E/F"), RATIO, series, "waterfall")
    yield Listing("waterfall", title, FALL, rows, graph=graph if lowest >= 0 else None, page="new")


def _end(name: Words, level: Fraction) -> ComparedRow:
    return {"name": name, "whole": _datum(level, RATIO)}
