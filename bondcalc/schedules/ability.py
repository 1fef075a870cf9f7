"""分年偿债能力: what each year has for its debt service, and what that is on average; memos, but for the cash cover."""

from typing import NamedTuple

from bondcalc.algebra.line import Line, if_, lowest, money, ratio, running, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.schedules import bonds, cash, costs, debt, funding, profit, repayable, revenue, timing
from bondcalc.schedules.book import Book
from bondcalc.schedules.profit import METHOD


class Ability(NamedTuple):
    """收益, service and interest of each year, and the ratios of it."""

    revenue: Line
    service: Line
    interest: Line
    serviced: Line
    dscr: Line
    dscr_to_date: Line
    means: Line
    cash_cover: Line


def by_year(book: Book, table: Table) -> Ability:
    """Build the yearly lines (分年偿债能力表). 收益 is after 维持运营投资 and taxes, as E is.

    The year's cover (dscr): proved by tests/worked/test_printed.py: us-paris-texas-2006-coverage.
    """
    income, service, interest = _revenue_and_service(book, table)
    serviced = table.line(
        "serviced",
        if_(service > 0, 1, 0),
        "有还本付息的年度",
        "Year with service",
        "由收益偿还的本息大于零",
        unit="count",
        total=True,
    )
    means = _means_of_each_year(book, table, income)
    return Ability(
        revenue=income,
        service=service,
        interest=interest,
        serviced=serviced,
        dscr=_ratio(table, "dscr", income, service, "偿债备付率（不含期初资金）", "DSCR", METHOD),
        dscr_to_date=_dscr_to_date(table, income, service),
        means=means,
        cash_cover=_ratio(
            table,
            "cash_cover",
            means,
            service,
            "含期初资金的偿债备付率",
            "DSCR with opening cash",
            "（期初资金＋收益）÷由收益偿还的本息",
        ),
    )


def _revenue_and_service(book: Book, table: Table) -> list[Line]:
    owed = book.use(debt.schedule)
    method, owing = "项目收益测算表：息税折旧摊销前利润＋土地净收益－维持运营投资－所得税", "全部债务还本付息表"
    stated = (
        ("revenue", book.use(repayable.schedule).amount, "项目收益", "Repayable revenue", method),
        ("service", owed.from_revenue, "由收益偿还的本息", "Service paid from revenue", owing),
        ("interest", owed.interest_from_revenue, "其中：由收益偿还的利息", "Of which interest", owing),
    )
    return [table.copy(id_, line, zh, en, source, total=True) for id_, line, zh, en, source in stated]


def _dscr_to_date(table: Table, income: Line, service: Line) -> Line:
    earned, paid = (
        table.line(f"{line.id}_to_date", running(line), f"累计{line.zh}", f"{line.en} to date", "逐年累加")
        for line in (income, service)
    )
    return _ratio(
        table, "dscr_to_date", earned, paid, "累计偿债备付率", "DSCR to date", "累计收益÷累计由收益偿还的本息"
    )


def _means_of_each_year(book: Book, table: Table, income: Line) -> Line:
    opening, late = book.use(cash.schedule).opening, book.use(bonds.schedule).rolled_late
    # Money of a refinancing bond that waits for its principal is in the opening cash, but that principal is not in the service.
    waits = any(bond.refinances for bond in book.project.rows(Bond))
    free, source = (
        (opening - late, "资金测算平衡表，不含留待偿还到期本金的再融资资金") if waits else (opening, "资金测算平衡表")
    )
    return table.line("means", free + income, "期初资金＋收益", "Opening cash and revenue", source)


def averages(book: Book, table: Table, able: Ability) -> dict[str, Line]:
    """Build lowest and mean figures, the mix of sources, and cost per revenue; return those the contract names.

    By hand in tests/schedules/test_ability.py: test_averages_say_what_they_are.
    """
    icr = book.use(profit.schedule).icr
    lines = {
        "dscr_min": table.line("dscr_min", lowest(able.dscr), "偿债备付率最低值", "Lowest DSCR", METHOD, unit="ratio"),
        "icr_min": table.line(
            "icr_min", lowest(icr), "利息备付率最低值", "Lowest interest cover", METHOD, unit="interest_cover"
        ),
    }
    table.heading("平均数和结构", "Averages and mix")
    _means(table, able)
    _mix(book, table)
    _cost_to_revenue(book, table)
    return lines


def _means(table: Table, able: Ability) -> None:
    """Service of a year and DSCR on average, over the years with service."""
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
    _ratio(
        table,
        "dscr_average",
        earned,
        paid,
        "平均偿债备付率（收益合计÷本息合计）",
        "Mean DSCR, sum over sum",
        "有还本付息各年的收益合计÷本息合计，不是各年比率的平均",
    )


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


def _cost_to_revenue(book: Book, table: Table) -> None:
    """Cash costs over operating revenue, both of every year the coverage window touches."""
    whole, spent = book.use(timing.schedule).window.whole, book.use(costs.schedule).costs
    claimed = book.use(revenue.schedule).claimed
    out = _amount(table, "costs", spent, "存续期各年运营成本", "Cash costs", weight=whole)
    into = _amount(table, "operating_revenue", claimed, "存续期各年经营收入", "Operating revenue", weight=whole)
    table.line(
        "cost_to_revenue", ratio(out, into), "运营成本占经营收入", "Cost to revenue", "首末年均按全年", unit="fraction"
    )


def _amount(
    table: Table, id_: str, line: Line, zh: str, en: str, unit: str = "money", weight: Line | None = None
) -> Line:
    return table.line(id_, total(line, weight), zh, en, "分年数合计", unit=unit)


def _ratio(table: Table, id_: str, above: Line, below: Line, zh: str, en: str, source: str) -> Line:
    return table.line(id_, ratio(above, below), zh, en, source, unit="ratio", strong=id_ == "dscr")
