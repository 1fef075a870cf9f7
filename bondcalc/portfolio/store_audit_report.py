"""测算库核验 as a report: what was looked at and how it was drawn, then every difference."""

from decimal import Decimal

from bondcalc.portfolio.kept_record import FEN
from bondcalc.portfolio.made_again_listings import ABSENT
from bondcalc.portfolio.sampled import Stratum
from bondcalc.portfolio.store_audit import StoreAudit, StoreDifference
from bondcalc.portfolio.store_audit_words import kept_of, values_told
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Datum, Keyed, Listing, Note, Report, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

TITLE = Words("测算库核验", "Audit of a store")
NO_RESULT = Words("无结果", "no result")


def store_audit_report(audit: StoreAudit, name: str) -> Report:
    """Tell what an audit found; docs/portfolio.md states it."""
    parts = [_strata(audit), _differences(audit)]
    return Report(
        name,
        Notation(),
        [_said(audit), *([] if audit.same_maker else [_other_maker()]), *parts],
        data={
            "projects": audit.projects,
            "size": audit.plan.size,
            "seed": audit.plan.seed,
            "same_maker": audit.same_maker,
            "differing": len(audit.differing),
            **{part.id: part for part in parts},
        },
        widths=(26, 40, 44, 30, 30, 12),
    )


def _said(audit: StoreAudit) -> Note:
    whole = audit.plan.size == audit.projects
    zh = "全部重算" if whole else f"抽查（样本{audit.plan.size}个，种子{audit.plan.seed}，按专项债券金额分层）"
    en = "all computed again" if whole else f"a sample of {audit.plan.size}, seed {audit.plan.seed}, by amount"
    differing = len(audit.differing)
    found_zh = f"{differing}个与测算库不同" if differing else "均与测算库相同"
    found_en = f"{differing} differ from the store" if differing else "all as in the store"
    return Note(
        "audit_said",
        Words(f"测算库共{audit.projects}个项目，{zh}，{found_zh}。", f"{audit.projects} projects, {en}: {found_en}."),
    )


def _other_maker() -> Note:
    return Note(
        "other_maker",
        Words(
            "测算库由另一版本的程序或规则生成，以下差异也可能由此引起。",
            "The store was made by another version of the program or the rules, which may be why.",
        ),
    )


def _strata(audit: StoreAudit) -> Listing:
    columns = (
        ReportColumn("high", Words("金额上限", "largest"), Unit.MONEY),
        ReportColumn("low", Words("金额下限", "smallest"), Unit.MONEY),
        ReportColumn("count", Words("项目数", "projects"), Unit.COUNT),
        ReportColumn("amount", Words("金额合计", "amount"), Unit.MONEY),
        ReportColumn("drawn", Words("抽取", "drawn"), Unit.COUNT),
    )
    rows = [_stratum(stratum) for stratum in audit.plan.strata]
    return Listing("strata", Words("抽样分层（万元）", "Strata (CNY 10,000)"), columns, rows)


def _stratum(stratum: Stratum) -> ReportRow:
    return {
        "high": _money(stratum.high),
        "low": _money(stratum.low),
        "count": Datum(stratum.count, Unit.COUNT),
        "amount": _money(stratum.fen),
        "drawn": Datum(len(stratum.drawn), Unit.COUNT),
    }


def _differences(audit: StoreAudit) -> Listing:
    columns = (
        ReportColumn("key", Words("项目代码", "key"), align="l", width=1.6),
        ReportColumn("path", Words("项目文件", "file"), align="l", width=2.0),
        ReportColumn("what", Words("不同之处", "what differs"), align="l", width=2.2),
        ReportColumn("stored", Words("测算库", "store"), align="l", width=1.6),
        ReportColumn("now", Words("重算", "now"), align="l", width=1.6),
    )
    rows = [_difference(audit, difference) for difference in audit.differences]
    title = Words("差异（金额为万元）", "Differences (CNY 10,000)")
    return Listing("differences", title, columns, rows, empty=Words("没有差异。", "No differences."), page="long")


def _difference(audit: StoreAudit, difference: StoreDifference) -> ReportRow:
    """Tell a difference in the words of the filing; programs keep its id and what stands in the store (分)."""
    kept = kept_of(difference.what, audit.names)
    stored, now = values_told(kept, difference.stored, difference.now)
    return {
        "key": difference.key,
        "path": difference.path,
        "what": Keyed(difference.what, Words(kept.said)),
        "stored": _side(difference.stored, stored),
        "now": _side(difference.now, now),
    }


def _side(value: str | None, shown: str | None) -> Keyed | Words:
    return ABSENT if value is None or shown is None else Keyed(value, Words(shown))


def _money(fen: int | None) -> Datum:
    return Datum(None if fen is None else Decimal(fen) / FEN, Unit.MONEY, none=NO_RESULT)
