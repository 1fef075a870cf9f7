"""流动资金估算: what operation ties up by days of turnover or as stated, its base in the investment and the rest of it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.axis import SCALAR
from bondcalc.algebra.line import Expression, Line, add, largest, money, previous, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.cell import FieldId
from bondcalc.inputs.sheets.flowing_funds import FlowingFunds
from bondcalc.inputs.sheets.operating_costs import CostLine
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.schedules import costs
from bondcalc.schedules.book import Book

YEAR = 360
"""Days of a year in turnover (《建设项目经济评价方法与参数》第三版)."""
MATERIALS = ("materials",)
PAID_OUT = ("wages", "management", "other", "node")
"""Kinds of cost that cash in hand is held for."""


class WorkingCapital(NamedTuple):
    """The most that operation ties up, the base (铺底) of it, and what is put in beside the base by year; None where it is not estimated."""

    most: Line | None = None
    base: Line | None = None
    more: Line | None = None


def schedule(book: Book) -> WorkingCapital:
    """Build both tables (流动资金估算表). Nothing is given back before the end: that is cash of no year that repays.

    By hand in tests/schedules/test_working_capital.py: test_turnover_of_a_year_by_hand,
    test_a_stated_amount_is_parted_in_base_and_rest.
    """
    form = book.form(FlowingFunds)
    if not form.data.stated():
        return WorkingCapital()
    table = book.table("flowing_funds", "流动资金估算表", "Working capital by year", 14, sheet="流动资金估算表")
    needed = _as_stated(book, table) if form.data.amount is not None else _by_days(book, table)
    held = table.declare("held", "占用的流动资金", "Tied up", "不低于上年，期末前不回收")
    table.define(held, largest(previous(held), needed))
    added = table.line("added", held - previous(held), "本年增加额", "Added", "本年数－上年数", total=True)
    scalars = book.table(
        "working_capital", "铺底流动资金表", "Base of working capital", 14, SCALAR, sheet="流动资金估算表"
    )
    most = scalars.line("most", total(added), "流动资金最高占用额", "Most tied up", "各年增加额之和")
    base = scalars.line(
        "base",
        money(most * form.cell(FlowingFunds.base_share)),
        "铺底流动资金",
        "Base",
        "流动资金×铺底流动资金比例，列入总投资",
        strong=True,
    )
    more = table.line(
        "more",
        largest(0, held - base) - largest(0, previous(held) - base),
        "铺底以外增加的流动资金",
        "Added beside the base",
        "超过铺底流动资金部分的本年增加额，列入资金测算平衡表",
        total=True,
        strong=True,
    )
    return WorkingCapital(most, base, more)


def _as_stated(book: Book, table: Table) -> Line:
    """The stated amount, from the year in which operation starts."""
    start = book.project.form(Particulars).operation_start
    first = book.years.years[0] if start is None else start.year
    flags = [Decimal(int(year >= first)) for year in book.years.years]
    fixed = book.keys(Particulars, Particulars.operation_start)
    opened = table.structure(
        "opened", flags, "投入运营标志", "In operation", "投入运营日期", unit="count", rests_on=fixed
    )
    amount = book.form(FlowingFunds).cell(FlowingFunds.amount)
    return table.line("needed", money(amount * opened), "流动资金需用额", "Needed", "录入的总额")


def _by_days(book: Book, table: Table) -> Line:
    """Receivables, stock and cash less payables, each the cost of the year it turns over with, times its days."""
    whole = book.use(costs.schedule).costs
    materials = _of_kinds(book, table, "materials", MATERIALS, "外购材料及燃料动力", "Materials")
    paid_out = _of_kinds(book, table, "paid_out", PAID_OUT, "工资福利、管理费和其他费用", "Wages, management, other")

    def turned(id_: str, cost: Line, days: FieldId[Decimal | None], zh: str, en: str) -> Line:
        """Add one item of working capital."""
        due = money(cost * book.form(FlowingFunds).cell(days) / YEAR)
        return table.line(id_, due, zh, en, f"{cost.zh}×周转天数÷{YEAR}")

    receivable = turned("receivable", whole, FlowingFunds.receivable_days, "应收账款", "Receivables")
    stock = turned("stock", materials, FlowingFunds.stock_days, "存货", "Stock")
    cash = turned("cash", paid_out, FlowingFunds.cash_days, "现金", "Cash in hand")
    payable = turned("payable", materials, FlowingFunds.payable_days, "应付账款", "Payables")
    return table.line(
        "needed",
        largest(0, receivable + stock + cash - payable),
        "流动资金需用额",
        "Needed",
        "应收账款＋存货＋现金－应付账款，不为负",
    )


def _of_kinds(book: Book, table: Table, id_: str, kinds: Sequence[str], zh: str, en: str) -> Line:
    """Costs of some kinds by year."""
    amounts = book.use(costs.schedule).amounts
    parts: list[Expression] = [amounts[row.data.id] for row in book.rows(CostLine) if row.data.kind in kinds]
    return table.line(id_, add(parts), zh, en, "运营成本测算表", rests_on=book.keys(CostLine, CostLine.kind))
