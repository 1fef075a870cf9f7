"""分年偿债能力: what each year has for its debt service, and what that is on average; memos, but for the cash cover."""

from dataclasses import dataclass

from bondcalc.algebra.line import Line, if_, lowest, money, ratio, running, total
from bondcalc.algebra.table import Table
from bondcalc.schedules import cash, costs, debt, funding, profit, repayable, revenue, timing
from bondcalc.schedules.book import Book
from bondcalc.schedules.profit import METHOD


@dataclass(frozen=True)
class Ability:
    """收益, service and interest of each year, and the ratios of it."""

    revenue: Line
    service: Line
    interest: Line
    serviced: Line
    dscr: Line
    dscr_to_date: Line
    cash_cover: Line


def by_year(book: Book, table: Table) -> Ability:
    """Build the yearly lines (分年偿债能力表). 收益 is after 维持运营投资 and taxes, as E is."""
    earned, owed, held = book.use(repayable.schedule), book.use(debt.schedule), book.use(cash.schedule)

    def ratio_line(id_: str, above: Line, below: Line, zh: str, en: str, source: str = METHOD) -> Line:
        return table.line(id_, ratio(above, below), zh, en, source, unit="ratio", strong=id_ == "dscr")

    income = table.copy(
        "revenue",
        earned.amount,
        "项目可偿债收益",
        "Repayable revenue",
        "项目可偿债收益测算表：息税折旧摊销前利润＋土地净收益－维持运营投资－所得税",
        total=True,
    )
    service = table.copy(
        "service", owed.from_revenue, "由收益偿还的本息", "Service paid from revenue", "全部债务还本付息表", total=True
    )
    interest = table.copy(
        "interest",
        owed.interest_from_revenue,
        "其中：由收益偿还的利息",
        "Of which interest",
        "全部债务还本付息表",
        total=True,
    )
    serviced = table.line(
        "serviced",
        if_(service > 0, 1, 0),
        "有还本付息的年度",
        "Year with service",
        "由收益偿还的本息大于零",
        unit="count",
        total=True,
    )
    dscr = ratio_line("dscr", income, service, "偿债备付率（不含期初资金）", "DSCR")
    earned_so_far, paid_so_far = (
        table.line(f"{line.id}_to_date", running(line), f"累计{line.zh}", f"{line.en} to date", "逐年累加")
        for line in (income, service)
    )
    to_date = ratio_line(
        "dscr_to_date", earned_so_far, paid_so_far, "累计偿债备付率", "DSCR to date", "累计收益÷累计由收益偿还的本息"
    )
    means = table.line("means", held.opening + income, "期初资金＋收益", "Opening cash and revenue", "资金测算平衡表")
    cover = ratio_line(
        "cash_cover",
        means,
        service,
        "含期初资金的偿债备付率",
        "DSCR with opening cash",
        "（期初资金＋收益）÷由收益偿还的本息",
    )
    return Ability(income, service, interest, serviced, dscr, to_date, cover)


def averages(book: Book, table: Table, able: Ability) -> dict[str, Line]:
    """Build lowest and mean figures, the mix of sources, and cost per revenue; return those the contract names."""

    def line(id_: str, above: Line, below: Line, zh: str, en: str, unit: str, source: str) -> Line:
        return table.line(id_, ratio(above, below), zh, en, source, unit=unit)

    found = {
        "dscr_min": table.line("dscr_min", lowest(able.dscr), "偿债备付率最低值", "Lowest DSCR", METHOD, unit="ratio"),
        "icr_min": table.line(
            "icr_min",
            lowest(book.use(profit.schedule).icr),
            "利息备付率最低值",
            "Lowest interest cover",
            METHOD,
            unit="interest_cover",
        ),
    }
    table.heading("平均数和结构", "Averages and mix")
    years = _amount(table, "serviced_years", able.serviced, "有还本付息的年数", "Years with service", "count")
    paid = _amount(table, "service_from_revenue", able.service, "由收益偿还的本息合计", "Service paid from revenue")
    earned = table.line(
        "revenue_in_serviced_years",
        total(able.revenue, able.serviced),
        "有还本付息各年的收益合计",
        "Revenue of years with service",
        "分年偿债能力表",
    )
    table.line(
        "service_average",
        if_(years > 0, money(paid / years), 0),
        "年均还本付息",
        "Service of a year on average",
        "由收益偿还的本息合计÷有还本付息的年数",
    )
    line(
        "dscr_average",
        earned,
        paid,
        "平均偿债备付率（收益合计÷本息合计）",
        "Mean DSCR, sum over sum",
        "ratio",
        "有还本付息各年的收益合计÷本息合计，不是各年比率的平均",
    )
    _mix(book, table)
    whole, spent = book.use(timing.schedule).window.whole, book.use(costs.schedule)
    out = _amount(table, "costs", spent.costs, "存续期各年运营成本", "Cash costs", weight=whole)
    into = _amount(
        table,
        "operating_revenue",
        book.use(revenue.schedule).claimed,
        "存续期各年经营收入",
        "Operating revenue",
        weight=whole,
    )
    line("cost_to_revenue", out, into, "运营成本占经营收入", "Cost to revenue", "fraction", "首末年均按全年")
    return found


def _mix(book: Book, table: Table) -> None:
    """Shares of the sources, of all money raised, so that they add up to the whole (各类资金占比)."""
    money_in = book.use(funding.schedule)
    raised = _amount(table, "sources", money_in.sources, "资金来源合计", "Sources")
    for id_, part, zh, en in (
        ("capital", money_in.capital, "项目资本金占比", "Capital"),
        ("special_bonds", money_in.drawn, "专项债券占比", "Special bonds"),
        ("market_loans", money_in.loans, "其他债务融资占比", "Market loans"),
    ):
        table.line(
            f"share_{id_}", ratio(total(part), raised), zh, f"Share of {en.lower()}", "占资金来源合计", unit="fraction"
        )


def _amount(
    table: Table, id_: str, line: Line, zh: str, en: str, unit: str = "money", weight: Line | None = None
) -> Line:
    return table.line(id_, total(line, weight), zh, en, "分年数合计", unit=unit)
