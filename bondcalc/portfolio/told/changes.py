"""与上次相比: projects that came or went, and those whose file, verdict or E/F moved since the last finished run."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bondcalc.portfolio.kept_record import FileState
from bondcalc.portfolio.store_reader import PastProject
from bondcalc.portfolio.told.store_page import StorePage, StorePart, money_column, text_column
from bondcalc.portfolio.told.store_view import StoreView, money, stated
from bondcalc.wording.report import Datum, Listing, Note, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit, Verdict

COLUMNS = (
    text_column("kind", "变动", "change", 1.4),
    text_column("project", "项目", "project", 2.4),
    text_column("region", "地区", "region", 1.4),
    ReportColumn("cover_before", Words("上次E/F", "E/F before"), Unit.RATIO, width=0.9),
    ReportColumn("cover", Words("本次E/F", "E/F now"), Unit.RATIO, width=0.9),
    money_column("bonds_before", "上次专项债券", "bonds before"),
    money_column("bonds", "本次专项债券", "bonds now"),
    ReportColumn("verdict_before", Words("上次结论", "verdict before"), width=0.9, align="c"),
    ReportColumn("verdict", Words("本次结论", "verdict now"), width=0.9, align="c"),
)


def change_parts(view: StoreView) -> Sequence[StorePart]:
    """Tell what moved between the last two finished runs of the store."""
    if len(view.runs) == 1:
        return [Note("first_run", Words("测算库只有一次测算，没有可比较的上次结果。", "The store has one run."))]
    before, now = (view.store.past(run.run) for run in view.runs[-2:])
    keys = sorted({*before, *now})
    rows = [row for key in keys for row in _changed(view, before.get(key), now.get(key))]
    empty = Words("与上次测算相比没有变动。", "Nothing moved.")
    return [Listing("changes", Words("与上次测算的变动表", "Changes"), COLUMNS, rows, empty=empty, money=True)]


def _changed(view: StoreView, before: PastProject | None, now: PastProject | None) -> Iterator[ReportRow]:
    kind = _kind(before, now)
    known = now or before
    if kind is not None and known is not None:
        yield {
            "kind": kind,
            "project": known.name or known.key,
            "region": view.region(
                view.by_key[known.key].region if known.key in view.by_key else known.region_code or ""
            ),
            **_side(before, "_before"),
            **_side(now, ""),
        }


def _kind(before: PastProject | None, now: PastProject | None) -> Words | None:
    """Name the change; None where nothing moved that anybody reads."""
    if before is None:
        return Words("新增", "new")
    if now is None:
        return Words("移出", "gone")
    if before.state is not now.state:
        return (
            Words("已有结果", "has a result")
            if now.state is FileState.DONE
            else Words("不再有结果", "has no result any more")
        )
    if before.verdict != now.verdict:
        return Words("结论变动", "another verdict")
    if before.coverage != now.coverage or before.special_bonds_fen != now.special_bonds_fen:
        return Words("数值变动", "other figures")
    return Words("文件变动", "another file") if before.file_hash != now.file_hash else None


def _side(project: PastProject | None, end: str) -> ReportRow:
    if project is None:
        return {}
    verdict = Verdict(project.verdict) if project.verdict else None
    return {
        f"cover{end}": None if project.coverage is None else Datum(Decimal(project.coverage), Unit.RATIO),
        f"bonds{end}": money(stated(project.special_bonds_fen)),
        f"verdict{end}": None if verdict is None else Words(verdict.zh, verdict.en),
    }


CHANGE_PAGE = StorePage("changes", Words("与上次相比", "Changes"), change_parts)
