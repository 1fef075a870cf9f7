"""Sections that more than one filing prints: funding, debt, revenue, balance, stress, findings."""

from bondcalc.checks.judge import worst_first
from bondcalc.filings.text import Writer
from bondcalc.inputs.bonds import REPAYMENTS, Bond
from bondcalc.money import grouped
from bondcalc.output.document import Block, Chart, Figure, Heading, Rows, Series, Table
from bondcalc.schedules import coverage
from bondcalc.wording.terms import Verdict


def funding(writer: Writer) -> list[Block]:
    """投资估算与资金筹措: estimate, sources and uses by year, with a chart."""
    return [
        *writer.paragraphs("funding"),
        writer.totals("投资估算表", "investment", ("item.", "contingency", "construction_interest", "fees",
                                              "working_capital", "total"), ("total",)),
        writer.by_year("资金筹措与使用计划表", [("总投资", "funding.uses"), ("资本金", "funding.capital"),
                                         ("专项债券", "funding.drawn"), ("债券资金结余", "funding.bond_cash")],
                       skip_empty=True),
        chart(writer, "资金来源与使用（分年）", ("funding.capital", "funding.drawn", "funding.uses"), short=True),
    ]  # fmt: skip


def debt(writer: Writer) -> list[Block]:
    """专项债券发行与还本付息: terms of each bond, payments by year."""
    return [
        *writer.paragraphs("debt"), _bond_terms(writer),
        writer.by_year("专项债券还本付息表", [("发行", "debt_service.drawn"), ("还本", "debt_service.principal"),
                                        ("付息", "debt_service.interest"), ("本息合计", "debt_service.service"),
                                        ("期末余额", "debt_service.outstanding")]),
    ]  # fmt: skip


def _bond_terms(writer: Writer) -> Table:
    rows: Rows = [
        [bond.id, "已发行" if bond.status == "issued" else "计划", str(bond.value_date), str(bond.due()),
         Figure(f"input.bonds.{bond.id}.face", grouped(bond.face, 2)), Figure(f"input.bonds.{bond.id}.coupon", f"{bond.coupon * 100:.2f}%"), f"{bond.times()}次",
         REPAYMENTS[bond.repayment]]
        for bond in writer.result.project.rows(Bond)
    ]  # fmt: skip
    heads = ["编号", "状态", "起息日", "到期日", "金额", "利率", "年付息", "还本方式"]
    return Table("专项债券要素表", writer.unit, [heads], rows, "ccccrrcc", [0.6, 0.7, 1.2, 1.2, 1.2, 0.8, 0.8, 1.4])


def revenue(writer: Writer) -> list[Block]:
    """收入预测: operating, node and land revenue in total, by kind and year in a chart."""
    blocks: list[Block] = [*writer.paragraphs("revenue")]
    blocks += [writer.totals(f"{title}（存续期合计）", id_, ("amount.", "total"), ("total",))
               for title, id_ in (("经营收入表", "revenue"), ("节点收入表", "node")) if writer.has(id_, "amount.")]  # fmt: skip
    if writer.has("land", "net."):
        blocks.append(writer.totals("土地净收益表（存续期合计）", "land", ("net.", "claimed_net"), ("claimed_net",)))
    return [*blocks, chart(writer, "可用于偿债的收入构成（分年）", ("repayable.operating", "repayable.land"))]


def costs(writer: Writer) -> list[Block]:
    """成本、税费与可偿债收益: costs and taxes in total, repayable revenue by year."""
    blocks: list[Block] = [*writer.paragraphs("costs")]
    blocks += [writer.totals(f"{title}（存续期合计）", id_, ("amount.", "total"), ("total",))
               for title, id_ in (("运营成本与维持运营投资表", "costs"), ("相关税费表", "taxes")) if writer.has(id_, "amount.")]  # fmt: skip
    blocks.append(writer.by_year("项目可偿债收益测算表", [
        ("经营收入", "repayable.operating"), ("土地净收益", "repayable.land"), ("运营成本", "repayable.costs"),
        ("税费", "repayable.taxes"), ("维持运营", "repayable.replacement"), ("可偿债收益", "repayable.amount")]))  # fmt: skip
    return blocks


def tax_memo(writer: Writer) -> list[Block]:
    """税收（备考）: projected, shown apart, in no ratio."""
    if not writer.result.project.tables.get("tax_revenue"):
        return []
    return [
        Heading(2, "（一）税收测算（备考）"), *writer.paragraphs("tax_memo"),
        chart(writer, "税收备考（分年，不计入偿债来源）", ("tax_revenue.local",), memo=True),
    ]  # fmt: skip


def balance(writer: Writer) -> list[Block]:
    """项目收益与融资平衡: the figures, the ratios, the cash table, two charts."""
    lines = writer.result.book.use(coverage.schedule)
    basis = lines.basis
    figures = [(line.zh, f"coverage.{line.id}") for line in (
        basis.investment, basis.capital, basis.special_bonds, basis.market_loans, basis.revenue, basis.service,
        basis.principal, basis.bond_service)]  # fmt: skip
    ratios = [(line.zh, f"coverage.{line.id}") for line in lines.ratios.values()]
    return [
        Heading(2, "（一）本息覆盖倍数"), *writer.paragraphs("balance"),
        chart(writer, "项目可偿债收益与还本付息（分年）", ("coverage_by_year.revenue", "coverage_by_year.service")),
        writer.by_line("基础数据表", figures, writer.unit), writer.by_line("覆盖倍数表", ratios, "单位：倍"),
        Heading(2, "（二）资金测算平衡"), *writer.paragraphs("cash"),
        writer.by_year("资金测算平衡表", [("期初余额", "cash.opening"), ("资金流入", "cash.inflow"),
                                      ("资金流出", "cash.outflow"), ("期末余额", "cash.closing")]),
        chart(writer, "期末资金余额（分年）", ("cash.closing",)),
    ]  # fmt: skip


def findings(writer: Writer) -> list[Block]:
    """合规核对: rules that fail, warn or need input; the review lists every rule."""
    shown = [
        found
        for found in worst_first(writer.result.findings)
        if found.verdict in {Verdict.FAIL, Verdict.WARN, Verdict.NEEDS_INPUT}
    ]
    passed = sum(found.verdict == Verdict.PASS for found in writer.result.findings)
    writer.words |= {"passed": str(passed), "idle": str(len(writer.result.findings) - passed - len(shown))}
    rows: Rows = [[found.rule.id, found.verdict.zh, found.rule.zh, found.outcome.zh, found.rule.citation]
                  for found in shown]  # fmt: skip
    if not rows:
        return [*writer.paragraphs("findings")]
    heads = ["规则", "结论", "要求", "说明", "依据"]
    return [*writer.paragraphs("findings"), Table("合规核对表", "", [heads], rows, "cclll", [0.6, 0.8, 2.0, 3.0, 1.6])]


def chart(writer: Writer, title: str, ids: tuple[str, ...], *, short: bool = False, memo: bool = False) -> Chart:
    """A chart by year of lines, each `schedule.line`; `short` leaves out years in which all are zero, `memo` hatches."""
    lines = [writer.line(id_) for id_ in ids]
    values = [[float(value) for value in writer.result.figures.amounts(line)] for line in lines]
    years = [place for place in range(len(values[0])) if not short or any(row[place] for row in values)]
    columns = writer.result.book.years.columns
    series = [
        Series(line.zh, [row[place] for place in years], memo=memo) for line, row in zip(lines, values, strict=True)
    ]
    return Chart(title, writer.unit, [str(columns[place]) for place in years], series)
