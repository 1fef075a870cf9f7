"""The in-life form as Zhejiang publishes it: 亿元 with two decimals, a row a bond."""

from decimal import Decimal

from bondcalc.filings.parts.batch_table import term_of
from bondcalc.in_life.form_parts import (
    BESIDE,
    amount,
    amount_column,
    bond_invested,
    coupon,
    expected,
    invested,
    issued,
    places,
    text_column,
)
from bondcalc.in_life.life_plan import LifePlan, short_name
from bondcalc.in_life.life_record import LifeRecord
from bondcalc.in_life.revenue_gap import remark
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Listing, ReportCell, ReportRow, Words

ID, TITLE, NOTATION = "zhejiang", "存续期公开表（浙江表样）", Notation(Decimal("0.01"), "亿元")
COLUMNS = (
    text_column("short", "债券简称", 1.6),
    text_column("bond", "债券全称", 2.2),
    text_column("term", "发行期限", 0.8),
    text_column("city", "地市", 0.8),
    text_column("county", "区县", 0.8),
    text_column("project", "项目名称", 1.8),
    text_column("coupon", "债券利率（%）", 0.8),
    amount_column("face", "本期债券使用额度（1）", 0.9),
    amount_column("investment", "项目全周期总投资合计（2）", 0.9),
    amount_column("of_bonds", "其中：债券资金安排（3）", 0.9),
    amount_column("invested", "已实现投资合计（4）", 0.9),
    amount_column("bond_invested", "其中：债券（5）", 0.9),
    amount_column("expected", "预期收益（6）", 0.9),
    text_column("remark", "备注", 1.8),
)


def listing(plan: LifePlan, record: LifeRecord) -> Listing:
    """Give a row a bond; amounts of the project stand in the first."""
    rows = [_row(plan, record, bond, first=not number) for number, bond in enumerate(issued(plan, record))]
    title = Words(f"地方政府专项债券存续期公开表（{record.closed_year}年度）")
    return Listing("zhejiang", title, COLUMNS, rows, money=True, empty=Words("没有已发行的债券。"))


def _row(plan: LifePlan, record: LifeRecord, bond: Bond, *, first: bool) -> ReportRow:
    city, county = places(plan)
    row: dict[str, ReportCell] = {
        "short": short_name(bond),
        "bond": bond.name,
        "term": term_of(bond),
        "city": city,
        "county": county,
        "project": plan.particulars.name,
        "coupon": coupon(bond),
        "face": amount(bond.face * plan.hundred_million, f"zhejiang.face.{bond.id}"),
    }
    return {**row, **(_project(plan, record) if first else dict.fromkeys(PROJECT, BESIDE))}


PROJECT = ("investment", "of_bonds", "invested", "bond_invested", "expected")


def _project(plan: LifePlan, record: LifeRecord) -> ReportRow:
    amounts = (plan.investment, plan.special_bonds, invested(record), bond_invested(record), expected(plan, record))
    cells = {
        id_: amount(None if value is None else value * plan.hundred_million, f"zhejiang.{id_}")
        for id_, value in zip(PROJECT, amounts, strict=True)
    }
    return cells | {"remark": remark(plan, record)}
