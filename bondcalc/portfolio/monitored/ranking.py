"""监测排名: every project after the issue, the worst first; then all alarms in the columns supervisors use."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from bondcalc.in_life.alarm_table import COLUMNS as ALARM_COLUMNS
from bondcalc.in_life.alarm_table import alarm_row
from bondcalc.monitoring.alarm import AlarmColour
from bondcalc.portfolio.monitored.member_monitored import MemberMonitored
from bondcalc.portfolio.told.store_page import (
    NOT_ON_PAPER,
    StorePage,
    StorePart,
    count_column,
    money_column,
    ratio_column,
    share_column,
    text_column,
)
from bondcalc.portfolio.told.store_view import StoreView, count
from bondcalc.wording.report import Keyed, Listing, Medium, Note, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

COLUMNS = (
    text_column("project", "项目", "project", 2.2),
    text_column("region", "地区", "region", 1.1),
    text_column("told", "数据截至日", "told up to", 1.1),
    ReportColumn("level", Words("级别", "level"), align="c", width=0.6),
    count_column("red", "红", "red", 0.5),
    count_column("orange", "橙", "orange", 0.5),
    count_column("yellow", "黄", "yellow", 0.5),
    text_column("due_on", "下次付款日", "next payment", 1.1),
    ratio_column("cover", "付款保障倍数", "cover of payment"),
    money_column("short", "预计付款缺口", "expected to be missing"),
    share_column("cumulated", "累计偏离率I", "I"),
    ratio_column("plan", "覆盖倍数（原计划）", "E/F, plan"),
    ratio_column("adjusted", "覆盖倍数（按I）", "E/F, by I"),
    ReportColumn("short_year", Words("资金不足年", "short from"), Unit.YEAR, width=0.8),
    share_column("spent", "支出进度", "spent"),
    money_column("idle_6", "满6个月未用", "idle 6 months"),
    money_column("idle_12", "满12个月未用", "idle 12 months"),
    money_column("unpaid", "收入未缴库", "not paid in"),
    replace(text_column("first", "首要事项", "first matter", 2.6), on=NOT_ON_PAPER),
    replace(text_column("blank", "未填报", "not reported", 1.6), on=NOT_ON_PAPER),
    ReportColumn("file", Words("说明", "remark"), align="l", width=1.6, on=NOT_ON_PAPER),
)
UNMONITORED = tuple(
    replace(column, on=frozenset({Medium.PAPER}))
    for column in (
        text_column("project", "项目", "project", 2.2),
        text_column("region", "地区", "region", 1.1),
        text_column("reason", "原因和办法", "why, and what to do", 5.0),
    )
)
"""On paper, which has no column of remarks."""
MATTERS = tuple(
    replace(column, on=frozenset({Medium.PAPER}))
    for column in (
        text_column("project", "项目", "project", 2.0),
        ReportColumn("level", Words("级别", "level"), align="c", width=0.6),
        text_column("first", "首要事项", "first matter", 4.0),
        text_column("action", "措施", "measure", 2.4),
        text_column("blank", "未填报", "not reported", 2.6),
        text_column("remark", "说明", "remark", 1.8),
    )
)
"""On paper, where the table of figures has no room for sentences."""
PRINTED_OF_AN_ALARM = ("project", "level", "kind", "text", "action", "owner")
"""Columns of an alarm that paper has room for; the workbook has them all."""
SILENT = 10
"""Projects without actuals that paper names behind all that could not be monitored."""
TITLE = Words("监测排名", "Monitoring")
ALARMS = Words("预警清单", "Alarms")


def worst_first(members: Sequence[MemberMonitored]) -> list[MemberMonitored]:
    """Order by level, then reds, oranges, then the statutory reforecast, the lowest first; those without actuals last."""

    def key(monitored: MemberMonitored) -> tuple[int, int, int, Fraction, str]:
        """Give what a project is ranked by."""
        ratio = monitored.made.ratio if monitored.made else None
        reds, oranges = monitored.count(AlarmColour.RED), monitored.count(AlarmColour.ORANGE)
        return (-monitored.worst, -reds, -oranges, Fraction(10**9) if ratio is None else ratio, monitored.member.key)

    return sorted(members, key=key)


def ranking_page(members: Sequence[MemberMonitored], *, day_asked: bool) -> StorePage:
    """Make the page of the ranking; `day_asked` says whether its day was asked for."""

    def tell(view: StoreView) -> Sequence[StorePart]:
        """Tell every project."""
        rows = [_row(view, monitored) for monitored in worst_first(members)]
        title = Words(f"监测排名（{view.said_day}）", "Monitoring")
        return [
            Note("ranking_day", _day(view, members, day_asked=day_asked)),
            Listing("ranking", title, COLUMNS, rows, money=True, filtered=True, printed=_done(members) or None),
            *_matters(members),
            Note("ranking_note", _note(members)),
            *_unmonitored(view, members),
        ]

    return StorePage("ranking", TITLE, tell)


def _day(view: StoreView, members: Sequence[MemberMonitored], *, day_asked: bool) -> Words:
    """Say which day all is counted on, and how many projects are told up to an earlier one."""
    earlier = sum(monitored.made is not None and monitored.made.told < view.day for monitored in members)
    why = "由--as-of指定" if day_asked else "各项目数据截至日中最晚的一天"
    after = f"{earlier}个项目的数据截至日较早，其后到统计日之间发生的事项没有填报，不在表内。" if earlier else ""
    return Words(
        f"统计日{view.said_day}，{why}。下次付款日、到账天数、闲置月数都从这一天算起，与逐个项目用monitor --as-of {view.day}相同。{after}",
        f"All counted on {view.day}; {earlier} project(s) are told up to an earlier day.",
    )


def _unmonitored(view: StoreView, members: Sequence[MemberMonitored]) -> list[Listing]:
    """Tell why projects have no monitoring, in words that the table above has no room for on paper."""
    left = [monitored for monitored in worst_first(members) if monitored.made is None]
    rows: list[ReportRow] = [
        {"project": monitored.member.name, "region": view.region(monitored.member.region), "reason": monitored.reason}
        for monitored in sorted(left, key=lambda monitored: not monitored.failed)
    ]
    title = Words("未监测的项目表", "Not monitored")
    failed = sum(monitored.failed for monitored in left)
    return [Listing("unmonitored", title, UNMONITORED, rows, printed=failed + SILENT)] if rows else []


def _done(members: Sequence[MemberMonitored]) -> int:
    """Count the projects that are monitored: paper ranks these alone, and tells of the others by their reasons."""
    return sum(monitored.made is not None for monitored in members)


def _matters(members: Sequence[MemberMonitored]) -> list[Listing]:
    """Tell of every monitored project what is to be looked at first, what nobody told, and which file it is told by."""
    rows: list[ReportRow] = [
        {
            "project": monitored.member.name,
            "level": _keyed(monitored.made.worst),
            "first": monitored.made.alarms[0].text if monitored.made.alarms else Words("没有预警", "no alarm"),
            "action": monitored.made.alarms[0].action if monitored.made.alarms else None,
            "blank": monitored.made.cells.get("blank"),
            "remark": monitored.remark,
        }
        for monitored in worst_first(members)
        if monitored.made is not None
    ]
    return [Listing("matters", Words("首要事项表", "First matters"), MATTERS, rows)] if rows else []


def _note(members: Sequence[MemberMonitored]) -> Words:
    done = _done(members)
    failed = sum(monitored.failed for monitored in members)
    none = len(members) - done - failed
    return Words(
        f"内部使用，不公开。{len(members)}个项目，已监测{done}个，不能监测{failed}个，没有执行数据{none}个；"
        "已监测的按预警级别、红橙条数、重新测算的覆盖倍数从差到好排列。"
        "预警为需要核实的线索，不是结论。预计付款缺口为下次付款应付本息减去偿债资金账户余额和付款日前预计收益；"
        "县级周报的未备金额只减账户余额，不计预计收益。",
        f"Internal. {done} of {len(members)} projects have actuals; the worst stand first.",
    )


def _row(view: StoreView, monitored: MemberMonitored) -> ReportRow:
    member, made = monitored.member, monitored.made
    named: ReportRow = {"project": member.name, "region": view.region(member.region)}
    if made is None:
        return {**named, "first": Words("未监测", "not monitored"), "file": monitored.reason}
    levels = {level.value: count(monitored.count(level)) for level in AlarmColour if level is not AlarmColour.GREEN}
    first = made.alarms[0].text if made.alarms else None
    return {**named, "level": _keyed(made.worst), **levels, **made.cells, "first": first, "file": monitored.remark}


def _keyed(level: AlarmColour) -> Keyed:
    """Give a level as people read it; programs know it by its id."""
    return Keyed(level.value, Words(level.zh, level.en))


def alarm_page(members: Sequence[MemberMonitored]) -> StorePage:
    """Make the page of all alarms."""
    note = Words(
        "预警最重的项目在前，各列见工作簿和alarms.csv，内部使用，不公开。",
        "The worst project stands first; all columns stand in the workbook and in alarms.csv.",
    )
    return StorePage("alarms", ALARMS, lambda _: [Note("alarms_note", note), _printed(all_alarms(members))])


def _printed(listing: Listing) -> Listing:
    """Leave the columns that paper has room for."""
    left_out = [column for column in listing.columns if column.id not in PRINTED_OF_AN_ALARM]
    columns = [replace(column, on=NOT_ON_PAPER) if column in left_out else column for column in listing.columns]
    return replace(listing, columns=columns)


def all_alarms(members: Sequence[MemberMonitored]) -> Listing:
    """List the alarms of all projects, the worst project first."""
    rows: list[ReportRow] = [
        {"project": monitored.member.name, **alarm_row(alarm), "level": _keyed(alarm.level)}
        for monitored in worst_first(members)
        if monitored.made is not None
        for alarm in monitored.made.alarms
    ]
    columns = (text_column("project", "项目", "project", 2.2), *ALARM_COLUMNS)
    return Listing("alarms", ALARMS, columns, rows, empty=Words("没有预警。", "No alarms."), filtered=True)
