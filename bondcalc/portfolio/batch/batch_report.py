"""发行批次 as a report: how the quotas are used, who goes, who does not and why, by priority how much."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate, groupby

from bondcalc.portfolio.batch.batch_case import BatchCase
from bondcalc.portfolio.batch.filling import Filled, Together, misfits, ranked, rooms, together
from bondcalc.portfolio.batch.quota import BatchBound, Candidate, Quota, told_fen
from bondcalc.portfolio.kept_record import FEN
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Datum, Listing, Note, Report, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

TITLE = Words("发行批次", "Issue batch")
NAME = ReportColumn("name", Words("项目", "project"), align="l", width=2.4)
AMOUNT = ReportColumn("amount", Words("金额", "amount"), Unit.MONEY, width=1.2)
PRIORITY = ReportColumn("priority", Words("优先次序", "priority"), Unit.COUNT, align="c", width=0.8)
UNRANKED = Words("未填", "blank")


def batch_report(case: BatchCase, made: Filled) -> Report:
    """Tell what was chosen and what was not; docs/portfolio.md states it."""
    parts = [_quotas(case.quotas, made), _priorities(case.candidates, made), _chosen(case, made), _left_out(case, made)]
    return Report(
        f"{case.year}年发行批次",
        Notation(),
        [*_said(case, made), *parts],
        data={
            "year": case.year,
            "amount": _money(made.amount),
            "exact": made.exact,
            "gap": _money(made.gap),
            **{part.id: part for part in parts},
        },
        widths=(34, 22, 12, 12, 12, 16, 18, 60),
    )


def wan(fen: int) -> Decimal:
    """Give 分 as 万元."""
    return Decimal(fen) / FEN


def _money(fen: int) -> Datum:
    return Datum(wan(fen), Unit.MONEY)


def _said(case: BatchCase, made: Filled) -> Iterator[Note]:
    able, amount, all_of = ranked(case.candidates), told_fen(made.amount), len(case.candidates)
    yield Note(
        "chosen_said",
        Words(
            f"内部使用：{case.year}年发行（{case.why.zh}），{all_of}个项目，可入选{len(able)}个，入选{len(made.chosen)}个，{amount}万元。",
            f"Internal: issues of {case.year} ({case.why.en}), {all_of} projects, {len(able)} able, {len(made.chosen)} chosen, {amount} (CNY 10,000).",
        ),
    )
    yield Note("gap", _gap(made))
    yield Note("limits_said", _limits(case))
    yield from _idle(case)
    if any(candidate.marks for candidate in made.chosen):
        yield Note(
            "marks_said",
            Words(
                "入选不等于可以发行：“须注意”所列事项应在发行前办结。",
                "Chosen is not ready for issue: what stands under to do comes first.",
            ),
        )


def _idle(case: BatchCase) -> Iterator[Note]:
    """Name typed quotas under which no project falls: a wrong code holds nothing."""
    idle = [quota for quota in case.typed if not any(map(quota.concerns, case.candidates))]
    if idle:
        known = in_turn(f"{name}（{code}）" for code, name in sorted(case.regions.items()) if code)
        zh = f"没有项目计入{in_turn(quota.zh for quota in idle)}，请核对；清单的地区：{known or '未填'}。"
        yield Note("idle", Words(zh, f"No project falls under {', '.join(quota.en for quota in idle)}: {known}."))


def _limits(case: BatchCase) -> Words:
    """Say whether the limits of regions hold, and whom none holds."""
    if case.limits is None:
        return Words("按要求未以清单的地区限额为约束。", "The limits of the list do not hold, as asked for.")
    if not case.limits:
        return Words(
            f"清单没有填列{case.year}年地区限额和余额，未作限额约束。",
            f"The list states no limits of regions for {case.year}.",
        )
    free = in_turn(case.unlimited)
    year = case.limits[0].limit_year
    return Words(
        f"清单{year}年地区限额减发行前余额（再减以前年度计划、尚未发行的新增债券）作为额度一并约束"
        f"{f'；{free}没有填列本级限额，只受上级限额和所填额度约束' if free else ''}。",
        f"Limits of {year} less balance hold as quotas{f'; none is stated for {free}' if free else ''}.",
    )


def _gap(made: Filled) -> Words:
    """Say how far the choice may be from the best one."""
    gap = told_fen(made.gap)
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


def _chosen(case: BatchCase, made: Filled) -> Listing:
    running = accumulate(candidate.amount for candidate in made.chosen)
    rows: list[ReportRow] = [
        {**_row(case, candidate), "so_far": _money(so_far), "marks": "；".join(_marked(candidate))}
        for candidate, so_far in zip(made.chosen, running, strict=True)
    ]
    columns = (
        *_columns(),
        ReportColumn("so_far", Words("累计", "so far"), Unit.MONEY),
        ReportColumn("marks", Words("须注意", "to do"), align="l", width=3.0),
    )
    return Listing("chosen", Words("入选项目（万元）", "Chosen (CNY 10,000)"), columns, rows, page="long")


def _marked(candidate: Candidate) -> Iterator[str]:
    if candidate.pool:
        yield f"集合发行{candidate.pool}"
    yield from candidate.marks


def _left_out(case: BatchCase, made: Filled) -> Listing:
    """Who does not go: first those that could, then those that something bars."""
    goes_with = {member.key: going for going in together(case.candidates) for member in going.members}
    could = [candidate for candidate in ranked(case.candidates) if candidate.key not in made.keys]
    barred = sorted((candidate for candidate in case.candidates if candidate.barred), key=lambda left: left.key)
    left = rooms(made, case.bounds)
    rows: list[ReportRow] = [
        *({**_row(case, candidate), "reason": _no_room(goes_with[candidate.key], left)} for candidate in could),
        *({**_row(case, candidate), "reason": Words("；".join(candidate.barred))} for candidate in barred),
    ]
    columns = (*_columns(), ReportColumn("reason", Words("未入选原因", "why not"), align="l", width=4.0))
    return Listing("left_out", Words("未入选项目（万元）", "Left out (CNY 10,000)"), columns, rows, page="long")


def _no_room(going: Together, left: Mapping[BatchBound, int]) -> Words:
    """Say which bounds have no room for a project, or for all those of its pooled bond."""
    short = [bound.short(going.uses(bound), room) for bound, room in misfits(going, left)]
    # A choice that was not proven may leave room for somebody: said as it is.
    zh = "；".join(words.zh for words in short) or "额度尚可容纳，求解未选"
    en = "; ".join(words.en or words.zh for words in short) or "there is room; not chosen"
    pool = going.members[0].pool if going.members[1:] else ""
    return Words(f"集合发行债券{pool}各项目一并选取：{zh}", f"pooled bond {pool}: {en}") if pool else Words(zh, en)


def _columns() -> tuple[ReportColumn, ...]:
    return (
        NAME,
        ReportColumn("key", Words("项目代码", "key"), align="l", width=1.8),
        ReportColumn("region_name", Words("地区", "name of region"), align="l", width=1.2),
        ReportColumn("region", Words("区划代码", "region"), align="l", width=0.9),
        PRIORITY,
        ReportColumn("coverage", Words("收益/本息", "E/F"), Unit.RATIO),
        AMOUNT,
    )


def _row(case: BatchCase, candidate: Candidate) -> ReportRow:
    return {
        "name": candidate.name,
        "key": candidate.key,
        "region_name": case.places[candidate.key],
        "region": candidate.region,
        "priority": _priority(candidate.priority),
        "coverage": case.covers[candidate.key] or Datum(None, Unit.RATIO),
        "amount": _money(candidate.amount),
    }
