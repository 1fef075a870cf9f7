"""用途调整 as a report: whose part of the bond changes on which day, and what each project comes to with it."""

from collections.abc import Sequence

from bondcalc.portfolio.pooled.changed_use import Retested, TestedPart, changes, retested, unbalanced
from bondcalc.portfolio.pooled.joined_bond import everybody
from bondcalc.portfolio.pooled.shared_bond import LIST_UNIT
from bondcalc.portfolio.project_list import Portfolio
from bondcalc.problem import ProjectError
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.messages import file_error
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Datum, Listing, Note, Report, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

TITLE = Words("用途调整", "Change of use")
COLUMNS = (
    ReportColumn("day", Words("调整日", "day"), align="c"),
    ReportColumn("project", Words("项目", "project"), align="l", width=2.0),
    ReportColumn("before", Words("调整前", "before"), Unit.MONEY),
    ReportColumn("after", Words("调整后", "after"), Unit.MONEY),
    ReportColumn("paid", Words("调出部分已付利息", "interest paid on it"), Unit.MONEY),
    ReportColumn("ratio_before", Words("调整前收益/本息", "E/F before"), Unit.RATIO),
    ReportColumn("ratio_after", Words("调整后收益/本息", "E/F after"), Unit.RATIO),
    ReportColumn("new", Words("调整后新增不通过", "fails since"), align="l", width=3.0),
    ReportColumn("old", Words("调整前已不通过", "failed before"), align="l", width=2.0),
)


def use_report(portfolio: Portfolio, code: str) -> Report:
    """Test every project whose part of a bond changes. Raises ProjectError and FileError."""
    holders = everybody(portfolio, code)
    terms = next((member.bond for member, _ in holders if member.bond is not None), None)
    if terms is None:
        raise file_error("bond_in_no_file", found=code)
    made = changes(holders, terms)
    if problems := list(unbalanced(made)):
        raise ProjectError(problems)
    return change_report(code, terms.name or code, [retested(change, code, terms) for change in made])


def change_report(code: str, name: str, tested: Sequence[Retested]) -> Report:
    """Tell what was tested again; `name` is that of the bond."""
    zh = "调出部分在调整日以前的利息由调出项目负担，计入其本息；调入项目自调整日起负担。总投资与资金来源按项目文件，需随调整更新。"
    en = "Interest to the day on what is given up stays with the giver; whoever takes it pays from the day on. Investment and sources are those of the files."
    nothing = Words("没有用途调整。", "No change of use.")
    rows = [_row(changed) for changed in tested]
    listing = Listing(
        "changes", Words("用途调整测算（万元）", "Change of use (CNY 10,000)"), COLUMNS, rows, empty=nothing
    )
    notes = [Note("use", Words(zh, en))] if rows else []
    return Report(name, Notation(), [*notes, listing], data={"bond": code, "changes": listing})


def _row(tested: Retested) -> ReportRow:
    change, before, after = tested.change, tested.before, tested.after
    new = [zh for id_, zh in after.failing.items() if id_ not in before.failing]
    said = tested.untested or in_turn(new) or _left(after)
    return {
        "day": change.day.isoformat(),
        "project": change.member.name,
        "before": Datum(change.before / LIST_UNIT, Unit.MONEY),
        "after": Datum(change.after / LIST_UNIT, Unit.MONEY),
        "paid": Datum(tested.paid / LIST_UNIT, Unit.MONEY),
        "ratio_before": _ratio(before),
        "ratio_after": _ratio(after),
        "new": Words(said),
        "old": Words(in_turn(before.failing.values()) or "—"),
    }


def _left(after: TestedPart) -> str:
    return "无" if after.cover else "不再使用专项债券"


def _ratio(tested: TestedPart) -> Datum:
    """E/F, exact; none where the project owes nothing or has no bond."""
    cover = tested.cover
    if cover is None or cover.ratio is None:
        return Datum(None, Unit.RATIO)
    return Datum(cover.ratio, Unit.RATIO, limit=cover.floor)
