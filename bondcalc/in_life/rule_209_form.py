"""The in-life form of 财预〔2018〕209号: 亿元, a row a bond, what was invested and earned."""

from decimal import Decimal

from bondcalc.filings.parts.batch_table import term_of
from bondcalc.filings.parts.form_tables import kinds_told
from bondcalc.in_life.form_parts import (
    BESIDE,
    amount,
    amount_column,
    bond_invested,
    coupon,
    earned,
    invested,
    issued,
    text_column,
)
from bondcalc.in_life.life_plan import LifePlan
from bondcalc.in_life.life_record import LifeRecord
from bondcalc.in_life.revenue_gap import remark
from bondcalc.inputs.sheets.asset_ledger import Asset
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.bond_kinds import ticked
from bondcalc.wording.day import TO_COME
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Listing, ReportCell, ReportRow, Words

ID, TITLE = "rule_209", "存续期公开表（209号表样）"
NOTATION = Notation(Decimal("0.0001"), "亿元")
ELSEWHERE = "（登记代码）"
"""Stands for the code of a bond, which the registrar gives and no project file has."""
COLUMNS = (
    text_column("bond", "债券名称", 2.2),
    text_column("code", "债券编码", 0.9),
    text_column("kind", "债券类型", 1.2),
    amount_column("face", "债券规模", 0.9),
    text_column("issued", "发行时间", 1.1),
    text_column("coupon", "债券利率（%）", 0.8),
    text_column("term", "债券期限", 0.8),
    text_column("project", "项目名称", 1.8),
    text_column("assets", "债券项目资产类型", 1.2),
    amount_column("investment", "总投资合计", 0.9),
    amount_column("of_bonds", "其中：债券", 0.9),
    amount_column("invested", "已实现投资合计", 0.9),
    amount_column("bond_invested", "其中：债券", 0.9),
    amount_column("earned", "已取得项目收益合计", 0.9),
    amount_column("earned_now", "其中：当年", 0.9),
    text_column("remark", "备注", 1.6),
)
PROJECT = ("investment", "of_bonds", "invested", "bond_invested", "earned", "earned_now")


def listing(plan: LifePlan, record: LifeRecord) -> Listing:
    """Give a row a bond; amounts of the project stand in the first."""
    rows = [_row(plan, record, bond, first=not number) for number, bond in enumerate(issued(plan, record))]
    title = Words(f"专项债券存续期项目情况表（{record.closed_year}年度）")
    return Listing("rule_209", title, COLUMNS, rows, money=True, empty=Words("没有已发行的债券。"))


def _row(plan: LifePlan, record: LifeRecord, bond: Bond, *, first: bool) -> ReportRow:
    form = plan.particulars
    row: dict[str, ReportCell] = {
        "bond": bond.name,
        "code": ELSEWHERE,
        "kind": kinds_told(ticked(form.bond_kinds, form.sector)) or TO_COME,
        "face": amount(bond.face * plan.hundred_million, f"rule_209.face.{bond.id}"),
        "issued": bond.value_date.isoformat(),
        "coupon": coupon(bond),
        "term": term_of(bond),
        "project": form.name,
        "assets": in_turn(asset.name for asset in plan.result.project.rows(Asset)) or TO_COME,
    }
    return {**row, **(_project(plan, record) if first else dict.fromkeys(PROJECT, BESIDE))}


def _project(plan: LifePlan, record: LifeRecord) -> ReportRow:
    amounts = (plan.investment, plan.special_bonds, invested(record), bond_invested(record), *earned(plan, record))
    cells = {
        id_: amount(None if value is None else value * plan.hundred_million, f"rule_209.{id_}")
        for id_, value in zip(PROJECT, amounts, strict=True)
    }
    return cells | {"remark": remark(plan, record)}
