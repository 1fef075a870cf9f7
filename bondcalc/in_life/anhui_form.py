"""The in-life form as Anhui publishes it, second table: 万元, what was earned by kind, and the assets."""

from decimal import Decimal
from typing import get_args

from bondcalc.in_life.form_parts import BESIDE, amount, amount_column, earning_years, text_column
from bondcalc.in_life.life_plan import LifePlan
from bondcalc.in_life.life_record import KINDS, LifeRecord, RevenueKind, by_kind
from bondcalc.inputs.sheets.asset_ledger import Asset
from bondcalc.wording.day import TO_COME
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Listing, ReportColumn, ReportRow, Words

ID, TITLE, NOTATION = "anhui", "收益和资产表（安徽表样）", Notation(Decimal("0.01"), "万元")
OF_KIND: tuple[RevenueKind, ...] = get_args(RevenueKind)


def _columns() -> list[ReportColumn]:
    kinds = [
        column
        for kind in OF_KIND
        for column in (
            amount_column(f"{kind}_all", f"{KINDS[kind]}累计", 1.0),
            amount_column(f"{kind}_now", f"{KINDS[kind]}其中：当年", 1.0),
        )
    ]
    return [
        text_column("project", "项目名称", 1.8),
        *kinds,
        text_column("asset", "资产类型", 1.3),
        text_column("owner", "归属部门", 1.2),
        text_column("keeper", "管理单位", 1.2),
        amount_column("value", "评估价值", 1.0),
    ]


def listing(plan: LifePlan, record: LifeRecord) -> Listing:
    """Give a row an asset, one where none is listed; what was earned stands in the first."""
    assets: list[Asset | None] = [*plan.result.project.rows(Asset)] or [None]
    rows = [
        {
            "project": plan.particulars.name,
            **(_earned(plan, record) if not number else dict.fromkeys(_ids(), BESIDE)),
            **_asset(plan, asset),
        }
        for number, asset in enumerate(assets)
    ]
    title = Words(f"专项债券项目收益和资产情况表（{record.closed_year}年度）")
    return Listing("anhui", title, _columns(), rows, money=True)


def _ids() -> list[str]:
    return [f"{kind}_{which}" for kind in OF_KIND for which in ("all", "now")]


def _earned(plan: LifePlan, record: LifeRecord) -> ReportRow:
    """Part what was earned by kind, cumulated and of the closed year; still to be filled in where a year is a sum only."""
    project, scale = plan.result.project, plan.ten_thousand
    parted = {row.year: by_kind(project, row) for row in earning_years(plan, record)}
    known = [parts for parts in parted.values() if parts is not None]
    now = parted.get(record.closed_year)
    whole = len(known) == len(parted) and bool(known)
    cells: dict[str, object] = {}
    for kind in OF_KIND:
        cells[f"{kind}_all"] = sum((parts[kind] for parts in known), Decimal(0)) * scale if whole else None
        cells[f"{kind}_now"] = now[kind] * scale if now else None
    return {id_: amount(value if isinstance(value, Decimal) else None, f"anhui.{id_}") for id_, value in cells.items()}


def _asset(plan: LifePlan, asset: Asset | None) -> ReportRow:
    if asset is None:
        return dict.fromkeys(("asset", "owner", "keeper", "value"), TO_COME)
    value = None if asset.value is None else asset.value * plan.ten_thousand
    return {
        "asset": asset.name,
        "owner": asset.owner or TO_COME,
        "keeper": asset.keeper or TO_COME,
        "value": amount(value, f"anhui.value.{asset.id}"),
    }
