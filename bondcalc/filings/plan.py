"""实施方案 (short form): the plan of a self-balancing special bond, section by section."""

from bondcalc.checks.judge import VERDICTS, worst_first
from bondcalc.filings.text import Writer
from bondcalc.inputs.bonds import REPAYMENTS, Bond
from bondcalc.inputs.particulars import EXAMPLE_MARK, SECTORS, Particulars
from bondcalc.inputs.settings import Settings
from bondcalc.money import grouped
from bondcalc.output.document import (
    Block,
    Chart,
    Contents,
    Cover,
    Document,
    Figure,
    Heading,
    Paragraph,
    Series,
    Signatures,
    Table,
)
from bondcalc.result import Result
from bondcalc.schedules import bonds as debt_service
from bondcalc.schedules import coverage
from bondcalc.summary import headline

TITLE = "项目收益与融资自求平衡专项债券实施方案"
BLANK = "（未填写）"


def document(result: Result) -> Document:
    """Write the plan."""
    particulars = result.project.form(Particulars)
    writer = Writer(result, "plan")
    writer.words = _words(result)
    blocks: list[Block] = [_cover(result), Contents()]
    for number, section in enumerate((_project, _funding, _debt, _revenue, _balance, _findings, _risk)):
        blocks += section(writer, "一二三四五六七"[number])
    blocks.append(Signatures((("编制", particulars.prepared_by or ""), ("复核", particulars.reviewed_by or ""),
                              ("审批", particulars.approved_by or ""))))  # fmt: skip
    return Document(
        title=f"{particulars.name}{TITLE}", author=particulars.unit or "", subject=TITLE,
        keywords=f"专项债券;财预〔2017〕89号;{particulars.name}", running_title=particulars.name,
        page_mark=EXAMPLE_MARK if particulars.example else "", blocks=blocks,
    )  # fmt: skip


def _words(result: Result) -> dict[str, str]:
    particulars, settings = result.project.form(Particulars), result.project.form(Settings)
    bonds = result.project.rows(Bond)
    return {
        "name": particulars.name, "region": particulars.region or BLANK, "unit": particulars.unit or BLANK,
        "department": particulars.department or BLANK, "code": particulars.code or BLANK,
        "description": particulars.description or BLANK, "approvals": particulars.approvals or BLANK,
        "sector": SECTORS.get(particulars.sector or "", BLANK), "rule_date": str(particulars.rule_date),
        "money": settings.money_unit, "bond_count": str(len(bonds)), "verdict": headline(result).zh,
        "first_value_date": str(min(bond.value_date for bond in bonds)), "last_maturity": str(max(one.last_day for one in result.book.use(debt_service.schedule).tranches)),
        "construction": f"{particulars.construction_start or BLANK}至{particulars.construction_end or BLANK}",
        "operation_start": str(particulars.operation_start or BLANK),
        "threshold": "未设定" if settings.coverage_threshold is None else f"{settings.coverage_threshold:.2f}",
        "edge": "按月折算" if settings.edge_years == "prorated" else "整年计入",
    }  # fmt: skip


def _cover(result: Result) -> Cover:
    particulars, said = result.project.form(Particulars), headline(result)
    rows = [("项目名称", particulars.name), ("所在地区", particulars.region or BLANK),
            ("主管部门", particulars.department or BLANK), ("实施单位", particulars.unit or BLANK),
            ("项目代码", particulars.code or BLANK), ("文件日期", str(result.filing_date))]  # fmt: skip
    return Cover(TITLE.replace("专项债券", "\n专项债券"), f"（{particulars.name}）", rows, said.zh, said.failing)


def _project(writer: Writer, number: str) -> list[Block]:
    return [Heading(1, f"{number}、项目基本情况"), *writer.paragraphs("project")]


def _funding(writer: Writer, number: str) -> list[Block]:
    return [
        Heading(1, f"{number}、投资估算与资金筹措"), *writer.paragraphs("funding"),
        writer.totals("投资估算表", "investment", ("item.", "contingency", "construction_interest", "fees",
                                              "working_capital", "total"), ("total",)),
        writer.by_year("资金筹措与使用计划表", [("总投资", "funding.uses"), ("资本金", "funding.capital"),
                                         ("专项债券", "funding.drawn"), ("债券资金结余", "funding.bond_cash")],
                       skip_empty=True),
    ]  # fmt: skip


def _debt(writer: Writer, number: str) -> list[Block]:
    return [
        Heading(1, f"{number}、专项债券发行与还本付息"), *writer.paragraphs("debt"), _bond_terms(writer.result),
        writer.by_year("专项债券还本付息表", [("发行", "debt_service.drawn"), ("还本", "debt_service.principal"),
                                        ("付息", "debt_service.interest"), ("本息合计", "debt_service.service"),
                                        ("期末余额", "debt_service.outstanding")]),
    ]  # fmt: skip


def _bond_terms(result: Result) -> Table:
    rows: list[list[str | Figure]] = [
        [bond.id, "已发行" if bond.status == "issued" else "计划", str(bond.value_date), str(bond.due()),
         grouped(bond.face, 2), f"{bond.coupon * 100:.2f}%", f"{bond.times()}次",
         REPAYMENTS[bond.repayment]]
        for bond in result.project.rows(Bond)
    ]  # fmt: skip
    unit = f"单位：{result.project.form(Settings).money_unit}"
    heads = ["编号", "状态", "起息日", "到期日", "金额", "利率", "年付息", "还本方式"]
    return Table("专项债券要素表", unit, [heads], rows, "ccccrrcc", [0.6, 0.7, 1.2, 1.2, 1.2, 0.8, 0.8, 1.4])


def _revenue(writer: Writer, number: str) -> list[Block]:
    lines = writer.result.book.tables
    blocks: list[Block] = [Heading(1, f"{number}、收入、成本与可偿债收益"), *writer.paragraphs("revenue")]
    sections = (
        ("经营收入表", "revenue"),
        ("节点收入表", "node"),
        ("运营成本与维持运营投资表", "costs"),
        ("相关税费表", "taxes"),
    )
    for title, id_ in sections:
        if any(line.id.startswith("amount.") for table in lines if table.id == id_ for line in table.lines):
            blocks.append(writer.totals(f"{title}（存续期合计）", id_, ("amount.", "total"), ("total",)))
    if any(line.id.startswith("net.") for table in lines if table.id == "land" for line in table.lines):
        blocks.append(writer.totals("土地净收益表（存续期合计）", "land", ("net.", "claimed_net"), ("claimed_net",)))
    blocks.append(writer.by_year("项目可偿债收益测算表", [
        ("经营收入", "repayable.operating"), ("土地净收益", "repayable.land"), ("运营成本", "repayable.costs"),
        ("税费", "repayable.taxes"), ("维持运营", "repayable.replacement"), ("可偿债收益", "repayable.amount")]))  # fmt: skip
    return blocks


def _balance(writer: Writer, number: str) -> list[Block]:
    lines = writer.result.book.use(coverage.schedule)
    basis = lines.basis
    figures = [(line.zh, f"coverage.{line.id}") for line in (
        basis.investment, basis.capital, basis.special_bonds, basis.market_loans, basis.revenue, basis.service,
        basis.principal, basis.bond_service)]  # fmt: skip
    ratios = [(line.zh, f"coverage.{line.id}") for line in lines.ratios.values()]
    money = f"单位：{writer.words['money']}"
    return [
        Heading(1, f"{number}、项目收益与融资平衡"), *writer.paragraphs("balance"), _chart(writer.result),
        writer.by_line("基础数据表", figures, money), writer.by_line("覆盖倍数表", ratios, "单位：倍"),
        writer.by_year("资金测算平衡表", [("期初余额", "cash.opening"), ("资金流入", "cash.inflow"),
                                      ("资金流出", "cash.outflow"), ("期末余额", "cash.closing")]),
    ]  # fmt: skip


def _chart(result: Result) -> Chart:
    table = next(table for table in result.book.tables if table.id == "coverage_by_year")
    years = [str(year) for year in result.book.years.columns]
    series = [Series(line.zh, [float(value) for value in result.figures.amounts(line)])
              for line in (table["revenue"], table["service"])]  # fmt: skip
    return Chart("项目可偿债收益与还本付息（分年）", f"单位：{result.project.form(Settings).money_unit}", years, series)


def _findings(writer: Writer, number: str) -> list[Block]:
    rows: list[list[str | Figure]] = [
        [found.rule.id, VERDICTS[found.verdict][0], found.rule.zh, found.outcome.zh, found.rule.citation]
        for found in worst_first(writer.result.findings)
    ]
    table = Table(
        "合规核对表", "", [["规则", "结论", "要求", "说明", "依据"]], rows, "cclll", [0.6, 0.8, 2.0, 3.0, 1.6]
    )
    return [Heading(1, f"{number}、合规核对"), *writer.paragraphs("findings"), table]


def _risk(writer: Writer, number: str) -> list[Block]:
    paragraphs: list[Paragraph] = writer.paragraphs("duties")
    return [Heading(1, f"{number}、资金管理与信息披露"), *paragraphs]
