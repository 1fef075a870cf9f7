"""财务评价报告: tables and method for an accounting firm, whose opinion, licence and seals are left blank and marked."""

from decimal import Decimal
from typing import Any

from bondcalc.filings.common import filing
from bondcalc.filings.risk import risk
from bondcalc.filings.sections import balance, costs, debt, funding, revenue, tax_memo
from bondcalc.filings.stress import stress
from bondcalc.filings.text import Writer
from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.permitted import NO, YES
from bondcalc.inputs.project import sheets
from bondcalc.output.document import Block, Document, Rows, Signatures, Table
from bondcalc.schedules import cash_flows
from bondcalc.wording.terms import Unit

TITLE = "项目收益与融资自求平衡专项债券财务评价报告"
NOT_STATED = "（未填写依据）"


def document(writer: Writer) -> Document:
    """Write the evaluation."""
    signed = Signatures(
        (
            ("会计师事务所（盖章）", ""),
            ("执业证书编号", ""),
            ("中国注册会计师（签章）", ""),
            ("中国注册会计师（签章）", ""),
            ("报告日期", ""),
        )
    )
    return filing(writer, TITLE, SECTIONS, (signed,))


def assumptions(writer: Writer) -> list[Block]:
    """评价依据与基本假设: every assumption with its figures and its evidence."""
    return [*writer.paragraphs("assumptions"), *(_assumed(writer, sheet) for sheet in sheets() if _has_evidence(sheet)
                                                  and writer.result.project.tables.get(sheet.id))]  # fmt: skip


def _has_evidence(sheet: Sheet) -> bool:
    return not sheet.form and any(cell.id == "evidence" for cell in sheet.cells)


def _assumed(writer: Writer, sheet: Sheet) -> Table:
    """One row an item: its name, what was stated of it, what it rests on."""
    rows: Rows = []
    for row in writer.result.project.tables[sheet.id]:
        stated = [f"{cell.zh}{_text(getattr(row, cell.id), cell.unit, cell.choices)}" for cell in sheet.cells
                  if cell.kind in {"number", "whole", "choice", "flag"} and getattr(row, cell.id) not in {None, cell.default}]  # fmt: skip
        rows.append([_name(sheet, row), "；".join(stated), row.evidence or NOT_STATED])
    return Table(f"{sheet.zh}假设表", "", [["项目", "主要参数", "依据"]], rows, "lll", [1.2, 2.6, 2.4])


def _name(sheet: Sheet, row: Any) -> str:
    """Give what people call a row: its name, or its group and kind."""
    if getattr(row, "name", None):
        return str(row.name)
    kinds = [cell.choices[getattr(row, cell.id)] for cell in sheet.cells if cell.choices and cell.id == "kind"]
    return "".join([getattr(row, "group", None) or "", *kinds]) or str(row.id)


def _text(value: object, unit: str, choices: dict[str, str]) -> str:
    if isinstance(value, bool):
        return f"：{YES if value else NO}"
    if choices:
        return f"：{choices[str(value)]}"
    if isinstance(value, Decimal):
        return f"{value * 100:f}".rstrip("0").rstrip(".") + "%" if unit == Unit.FRACTION else f"{value:f}"
    return str(value)


def statements(writer: Writer) -> list[Block]:
    """利润与现金流量: profit by year, project cash flow, internal rates."""
    made = writer.result.book.use(cash_flows.schedule)
    shown = {line.id: line for line in (made.before_tax, made.after_tax)}
    flows = [("投资", "project_cash_flow.investment"), ("收入", "project_cash_flow.revenue"),
             ("运营成本", "project_cash_flow.costs"), *((line.zh, f"project_cash_flow.{id_}") for id_, line in shown.items())]  # fmt: skip
    return [
        *writer.paragraphs("statements"),
        writer.by_year("利润表", [("营业收入", "profit.sales"), ("总成本费用", "profit.costs"), ("利润总额", "profit.before_tax"),
                                 ("所得税", "profit.income_tax"), ("净利润", "profit.net")]),
        writer.by_year("项目投资现金流量表", flows),
    ]  # fmt: skip


SECTIONS = (
    ("审核意见", lambda writer: writer.paragraphs("opinion")),
    ("项目概况", lambda writer: writer.paragraphs("project")),
    ("评价依据与基本假设", assumptions),
    ("投资估算与资金筹措", funding),
    ("应付本息", debt),
    ("收入预测", lambda writer: [*revenue(writer), *tax_memo(writer)]),
    ("成本、税费预测", costs),
    ("利润与现金流量", statements),
    ("现金流与覆盖倍数", balance),
    ("压力测试", stress),
    ("风险模拟与风险清单", risk),
    ("评价结论", lambda writer: writer.paragraphs("conclusion")),
    ("附件", lambda writer: writer.paragraphs("annexes")),
)
