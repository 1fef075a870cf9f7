"""财务报表: costs in all, depreciation, taxes, profit, cash flows and the balance sheet, each a schedule by year."""

from bondcalc.filings.parts.income_words import nothing_runs
from bondcalc.filings.parts.schedule_table import entries, schedule_table
from bondcalc.filings.parts.text import Writer
from bondcalc.filings.parts.years_across import across
from bondcalc.inputs.sheets.loan import Loan
from bondcalc.schedules import depreciation, vat
from bondcalc.typeset.document import PageBlock, PageTable


def statements(writer: Writer) -> list[PageBlock]:
    """Write every statement that has a figure."""
    return [
        *writer.paragraphs(f"statements_{_basis(writer)}"),
        *schedule_table(writer, "总成本费用估算表", "total_cost"),
        *depreciated(writer),
        *taxes_computed(writer),
        *schedule_table(writer, "利润与利润分配表", "profit", also=("icr",)),
        *schedule_table(writer, "项目投资现金流量表", "project_cash_flow"),
        *schedule_table(writer, "项目资本金现金流量表", "capital_cash_flow"),
        *schedule_table(writer, "财务计划现金流量表", "financial_plan"),
        *schedule_table(writer, "资产负债表", "balance_sheet"),
    ]


def _basis(writer: Writer) -> str:
    """Tell what taxes the statements go by: computed ones, those entered, or none where only land is sold."""
    if vat.computed(writer.result.book):
        return "computed"
    return "of_land" if nothing_runs(writer.result) else "entered"


def depreciated(writer: Writer) -> list[PageTable]:
    """折旧及摊销估算表: the charge of each class, what they come to, what is left of the assets; none where nothing is charged."""
    made = writer.result.book.use(depreciation.schedule)
    if not any(writer.result.figures.amounts(made.charge)):
        return []
    charges = [line for line in writer.lines("depreciation") if line.id.startswith("charge.")]
    return across(writer, "折旧及摊销估算表", entries(writer, [*charges, made.charge, made.net]))


def taxes_computed(writer: Writer) -> list[PageTable]:
    """增值税 and 企业所得税 by year, where the project computes them."""
    value_added = (
        schedule_table(writer, "增值税及附加估算表", "value_added_tax") if vat.computed(writer.result.book) else []
    )
    owed = any(writer.columns("income_tax.tax"))
    return [*value_added, *(schedule_table(writer, "企业所得税估算表", "income_tax") if owed else ())]


def borrowed(writer: Writer) -> list[PageTable]:
    """借款还本付息计划表: each market loan by year, then all of them; empty without loans."""
    return schedule_table(writer, "市场化融资还本付息表", "loans") if writer.result.project.rows(Loan) else []
