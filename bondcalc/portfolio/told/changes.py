"""与上次相比: projects that came or went, and those whose file, verdict or E/F moved since the last finished run."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bondcalc.portfolio.kept_record import FileState
from bondcalc.portfolio.store_reader import PastProject, StoredRun
from bondcalc.portfolio.told.store_page import StorePage, StorePart, money_column, text_column
from bondcalc.portfolio.told.store_view import StoreView, day_of_run, money, stated
from bondcalc.wording.report import Datum, Listing, Note, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit, Verdict

COLUMNS = (
    text_column("kind", "变动", "change", 1.4),
    text_column("project", "项目", "project", 2.4),
    text_column("region_before", "上次地区", "region before", 1.2),
    text_column("region", "本次地区", "region now", 1.2),
    text_column("batch_before", "上次批次", "batch before", 1.2),
    text_column("batch", "本次批次", "batch now", 1.2),
    ReportColumn("cover_before", Words("上次E/F", "E/F before"), Unit.RATIO, width=0.9),
    ReportColumn("cover", Words("本次E/F", "E/F now"), Unit.RATIO, width=0.9),
    money_column("bonds_before", "上次专项债券", "bonds before"),
    money_column("bonds", "本次专项债券", "bonds now"),
    ReportColumn("verdict_before", Words("上次结论", "verdict before"), width=0.9, align="c"),
    ReportColumn("verdict", Words("本次结论", "verdict now"), width=0.9, align="c"),
)
LAST = Words(
    "与测算库上一次测算相比；与某日的测算相比，用portfolio report --since 日期。",
    "Since the run before the last; portfolio report --since DAY compares with an earlier one.",
)


def change_parts(view: StoreView) -> Sequence[StorePart]:
    """Tell what moved between the last finished run of the store and the one before, or that of the day asked for."""
    before = base_run(view)
    if before is None:
        return [_nothing_before(view)]
    past, now = view.store.past(before.run), view.store.past(view.runs[-1].run)
    rows = [row for key in sorted({*past, *now}) for row in _changed(view, past.get(key), now.get(key))]
    empty = Words("与上次测算相比没有变动。", "Nothing moved.")
    note = (
        LAST
        if view.since is None
        else Words(f"与{view.since.isoformat()}及以前的最后一次测算相比。", f"Since {view.since}.")
    )
    listing = Listing("changes", Words("与上次测算的变动表", "Changes"), COLUMNS, rows, empty=empty, money=True)
    return [Note("changes_note", note), listing]


def base_run(view: StoreView) -> StoredRun | None:
    """Find the run that changes are told from; None where there is none."""
    if view.since is None:
        return view.runs[-2] if len(view.runs) > 1 else None
    until = [run for run in view.runs if day_of_run(run) <= view.since]
    return until[-1] if until else None


def _nothing_before(view: StoreView) -> Note:
    if view.since is None:
        return Note("first_run", Words("测算库只有一次测算，没有可比较的上次结果。", "The store has one run."))
    zh = f"测算库没有{view.since.isoformat()}及以前的测算，没有可比较的结果。"
    return Note("first_run", Words(zh, f"The store has no run of {view.since} or before."))


def _changed(view: StoreView, before: PastProject | None, now: PastProject | None) -> Iterator[ReportRow]:
    kinds = list(_kinds(before, now))
    states = [project for project in (now, before) if project is not None]
    if kinds and states:
        name = next((project.name for project in states if project.name), states[0].key)
        yield {
            "kind": Words("、".join(kind.zh for kind in kinds), ", ".join(str(kind.en) for kind in kinds)),
            "project": name,
            **_side(view, before, "_before"),
            **_side(view, now, ""),
        }


def _kinds(before: PastProject | None, now: PastProject | None) -> Iterator[Words]:
    """Name the changes that anybody reads; none where nothing moved."""
    if before is None or now is None:
        yield Words("新增", "new") if before is None else Words("移出", "gone")
        return
    if before.region_code != now.region_code:
        yield Words("地区变动", "another region")
    if before.batch != now.batch:
        yield Words("批次变动", "another batch")
    yield from _results(before, now)


def _results(before: PastProject, now: PastProject) -> Iterator[Words]:
    """Name the change of what a project gave: the first of its state, verdict, figures, file."""
    if before.state is not now.state:
        done = now.state is FileState.DONE
        yield Words("已有结果", "has a result") if done else Words("不再有结果", "has no result any more")
    elif before.verdict != now.verdict:
        yield Words("结论变动", "another verdict")
    elif before.coverage != now.coverage or before.special_bonds_fen != now.special_bonds_fen:
        yield Words("数值变动", "other figures")
    elif before.file_hash != now.file_hash:
        yield Words("文件变动", "another file")


def _side(view: StoreView, project: PastProject | None, end: str) -> ReportRow:
    if project is None:
        return {}
    verdict = Verdict(project.verdict) if project.verdict else None
    return {
        f"region{end}": view.region(_region(view, project)),
        f"batch{end}": project.batch,
        f"cover{end}": None
        if project.coverage is None
        else Datum(Decimal(project.coverage), Unit.RATIO, limit=1, places=4),
        f"bonds{end}": money(stated(project.special_bonds_fen)),
        f"verdict{end}": None if verdict is None else Words(verdict.zh, verdict.en),
    }


def _region(view: StoreView, project: PastProject) -> str:
    """Give the code of a project's region as it was, else what its file says of one that has no code to this day."""
    member = view.by_key.get(project.key)
    return project.region_code or (member.region if member and not member.stored.region_code else "")


CHANGE_PAGE = StorePage("changes", Words("与上次相比", "Changes"), change_parts)
