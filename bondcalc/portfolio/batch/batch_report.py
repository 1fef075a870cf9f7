"""发行批次 as a report: how the quotas are used, who goes, who does not and why, by priority how much."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate, groupby

from bondcalc.portfolio.batch.filling import Filled, misfits, ranked, rooms
from bondcalc.portfolio.batch.quota import Candidate, Quota
from bondcalc.portfolio.kept_record import FEN
from bondcalc.wording import number
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Datum, Listing, Note, Report, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

TITLE = Words("发行批次", "Issue batch")
NAME = ReportColumn("name", Words("项目", "project"), align="l", width=2.4)
AMOUNT = ReportColumn("amount", Words("金额", "amount"), Unit.MONEY, width=1.2)
PRIORITY = ReportColumn("priority", Words("优先次序", "priority"), Unit.COUNT, align="c", width=0.8)
UNRANKED = Words("未填", "blank")


def batch_report(candidates: Sequence[Candidate], quotas: Sequence[Quota], made: Filled, year: int) -> Report:
    """Tell what was chosen and what was not; docs/portfolio.md states it."""
    parts = [_quotas(quotas, made), _priorities(candidates, made), _chosen(made), _left_out(candidates, quotas, made)]
    return Report(
        f"{year}年发行批次",
        Notation(),
        [*_said(candidates, made), *parts],
        data={
            "year": year,
            "amount": _money(made.amount),
            "exact": made.exact,
            "gap": _money(made.gap),
            **{part.id: part for part in parts},
        },
        widths=(34, 22, 16, 16, 18, 60),
        wrapped=True,
    )


def wan(fen: int) -> Decimal:
    """Give 分 as 万元."""
    return Decimal(fen) / FEN


def _money(fen: int) -> Datum:
    return Datum(wan(fen), Unit.MONEY)


def _said(candidates: Sequence[Candidate], made: Filled) -> Iterator[Note]:
    able, amount = ranked(candidates), _told(made.amount)
    yield Note(
        "chosen_said",
        Words(
            f"内部使用：{len(candidates)}个项目，可入选{len(able)}个，入选{len(made.chosen)}个，{amount}万元。",
            f"Internal: {len(candidates)} projects, {len(able)} able, {len(made.chosen)} chosen, {amount} (CNY 10,000).",
        ),
    )
    yield Note("gap", _gap(made))


def _gap(made: Filled) -> Words:
    """Say how far the choice may be from the best one."""
    gap = _told(made.gap)
    if made.exact and not made.gap:
        return Words("按优先次序逐级求得最大金额（HiGHS），已证明最优。", "Largest by priority (HiGHS), proven.")
    if made.exact:
        return Words(
            f"按优先次序逐级求解（HiGHS），限时内未证明最优，差距不超过{gap}万元。",
            f"By priority (HiGHS); not proven in time, within {gap} (CNY 10,000).",
        )
    return Words(
        f"按优先次序依次选取；与任何选法的金额上限相差{gap}万元。安装scipy（bondcalc[batch]）可精确求解。",
        f"One after another; {gap} (CNY 10,000) below a bound of any choice. With scipy (bondcalc[batch]) it is exact.",
    )


def _quotas(quotas: Sequence[Quota], made: Filled) -> Listing:
    rows: list[ReportRow] = [
        {
            "quota": Words(quota.zh, quota.en),
            "limit": _money(quota.fen),
            "used": _money(quota.fen - room),
            "left": _money(room),
        }
        for quota, room in rooms(made, quotas).items()
    ]
    columns = (
        ReportColumn("quota", Words("额度", "quota"), align="l", width=2.0),
        ReportColumn("limit", Words("限额", "limit"), Unit.MONEY),
        ReportColumn("used", Words("已用", "used"), Unit.MONEY),
        ReportColumn("left", Words("剩余", "left"), Unit.MONEY),
    )
    return Listing("quotas", Words("额度使用（万元）", "Quotas (CNY 10,000)"), columns, rows)


def _priorities(candidates: Sequence[Candidate], made: Filled) -> Listing:
    """How much of each priority goes."""
    rows: list[ReportRow] = []
    for priority, group in groupby(ranked(candidates), key=lambda candidate: candidate.priority):
        level = list(group)
        going = [candidate for candidate in level if candidate.key in made.keys]
        rows.append(
            {
                "priority": _priority(priority),
                "able": Datum(len(level), Unit.COUNT),
                "able_amount": _money(sum(candidate.amount for candidate in level)),
                "chosen": Datum(len(going), Unit.COUNT),
                "amount": _money(sum(candidate.amount for candidate in going)),
            }
        )
    columns = (
        PRIORITY,
        ReportColumn("able", Words("可入选", "able"), Unit.COUNT),
        ReportColumn("able_amount", Words("可入选金额", "their amount"), Unit.MONEY),
        ReportColumn("chosen", Words("入选", "chosen"), Unit.COUNT),
        ReportColumn("amount", Words("入选金额", "amount chosen"), Unit.MONEY),
    )
    return Listing("priorities", Words("按优先次序（万元）", "By priority (CNY 10,000)"), columns, rows)


def _priority(priority: int | None) -> Datum:
    return Datum(priority, Unit.COUNT, none=UNRANKED)


def _chosen(made: Filled) -> Listing:
    running = accumulate(candidate.amount for candidate in made.chosen)
    rows: list[ReportRow] = [
        {**_row(candidate), "so_far": _money(so_far)} for candidate, so_far in zip(made.chosen, running, strict=True)
    ]
    columns = (*_columns(), ReportColumn("so_far", Words("累计", "so far"), Unit.MONEY))
    return Listing("chosen", Words("入选项目（万元）", "Chosen (CNY 10,000)"), columns, rows, page="long")


def _left_out(candidates: Sequence[Candidate], quotas: Sequence[Quota], made: Filled) -> Listing:
    """Who does not go: first those that could, then those that something bars."""
    could = [candidate for candidate in ranked(candidates) if candidate.key not in made.keys]
    barred = sorted((candidate for candidate in candidates if candidate.barred), key=lambda left: left.key)
    left = rooms(made, quotas)
    rows: list[ReportRow] = [{**_row(candidate), "reason": _reason(candidate, left)} for candidate in (*could, *barred)]
    columns = (*_columns(), ReportColumn("reason", Words("未入选原因", "why not"), align="l", width=4.0))
    return Listing("left_out", Words("未入选项目（万元）", "Left out (CNY 10,000)"), columns, rows, page="long")


def _reason(candidate: Candidate, left: Mapping[Quota, int]) -> Words:
    """Say what bars a project, or which quotas have no room for it."""
    if candidate.barred:
        return Words("；".join(candidate.barred))
    short = [(quota, _told(room), _told(quota.used_by(candidate))) for quota, room in misfits(candidate, left)]
    # A choice that was not proven may leave room for somebody: said as it is.
    zh = "；".join(f"{quota.zh}剩余{room}万元，不足{needed}万元" for quota, room, needed in short)
    en = "; ".join(f"{quota.en}: {room} left, {needed} needed" for quota, room, needed in short)
    return Words(zh or "额度尚可容纳，求解未选", en or "there is room; not chosen")


def _told(fen: int) -> str:
    return number.fixed(wan(fen), 2, grouped=True)


def _columns() -> tuple[ReportColumn, ...]:
    return (
        NAME,
        ReportColumn("key", Words("项目代码", "key"), align="l", width=1.8),
        ReportColumn("region", Words("地区", "region"), align="l", width=0.8),
        PRIORITY,
        ReportColumn("coverage", Words("收益/本息", "E/F"), Unit.RATIO),
        AMOUNT,
    )


def _row(candidate: Candidate) -> ReportRow:
    return {
        "name": candidate.name,
        "key": candidate.key,
        "region": candidate.region,
        "priority": _priority(candidate.priority),
        "coverage": Datum(Decimal(candidate.coverage) if candidate.coverage else None, Unit.RATIO),
        "amount": _money(candidate.amount),
    }
