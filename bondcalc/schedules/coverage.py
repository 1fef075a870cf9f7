"""本息覆盖倍数: the figures A to H, every ratio, the memos, and coverage by year."""

from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, copied, lowest, ratio, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import ability, approval, bonds, cash, funding, loans, memo_amounts, repayable, timing
from bondcalc.schedules import debt as all_debt
from bondcalc.schedules.book import Book, settings


class Basis(NamedTuple):
    """The figures A to H of the disclosure template, and what the memos take apart.

    A investment, B capital, C special_bonds, D market_loans, E revenue, F service, G principal, H bond_service.
    """

    investment: Line
    capital: Line
    special_bonds: Line
    market_loans: Line
    revenue: Line
    revenue_prorated: Line
    revenue_whole: Line
    service: Line
    principal: Line
    bond_service: Line
    land: Line
    land_gross: Line
    revenue_before_accruals: Line
    other_land: Line
    tax: Line
    overlay: Line
    construction_interest: Line
    fees: Line


class Coverage(NamedTuple):
    """The figures, every ratio by id, and the yearly lines."""

    basis: Basis
    ratios: dict[str, Line]
    closing_lowest: Line
    outstanding_after: Line
    able: ability.Ability

    @property
    def dscr(self) -> Line:
        """偿债备付率 by year."""
        return self.able.dscr

    @property
    def cash_cover(self) -> Line:
        """偿债备付率 with opening cash, by year."""
        return self.able.cash_cover


def schedule(book: Book) -> Coverage:
    """Build the coverage tables."""
    yearly = book.table("coverage_by_year", "分年偿债能力表", "Coverage by year", 60)
    table = book.scalars("coverage", "本息覆盖倍数表", "Coverage", 61)
    able = ability.by_year(book, yearly)
    table.heading("基础数据", "Figures")
    basis = _basis(book, table, yearly)
    closing = _scalar(
        table, "cash_min", lowest(book.use(cash.schedule).closing), "期末资金余额最低值", "Lowest closing cash"
    )
    table.heading("覆盖倍数", "Ratios")
    ratios = _ratios(table, basis)
    ratios |= ability.averages(book, table, able)
    table.heading("仅供参考（不作判定）", "Memos, in no verdict")
    ratios |= _memos(table, basis)
    return Coverage(basis, ratios, closing, _after(book, table), able)


def _basis(book: Book, table: Table, yearly: Table) -> Basis:
    financed = _financed(book, table)
    prorated, whole, counted = _revenue(book, table)
    fees, bond_service, service = _service(book, table)
    owed = financed["special_bonds"] + financed["market_loans"]
    return Basis(
        **financed,
        revenue=counted,
        revenue_prorated=prorated,
        revenue_whole=whole,
        fees=fees,
        bond_service=bond_service,
        service=service,
        principal=_scalar(table, "principal", owed, "G 全部债务融资本金", "G All debt's principal"),
        **_taken_apart(book, table, yearly, counted),
    )


def _financed(book: Book, table: Table) -> dict[str, Line]:
    """A to D: the investment and what finances it.

    Proved by tests/worked/test_printed.py: cn-road-haikou-g15-36000.
    """
    capital, loan = total(book.use(funding.schedule).capital), total(book.use(loans.schedule).drawn)
    stated = (
        ("investment", copied(book.use(approval.schedule).investment), "A 项目总投资", "A Total investment"),
        ("capital", capital, "B 不含专项债券的项目资本金", "B Capital"),
        ("special_bonds", total(book.use(bonds.schedule).drawn), "C 专项债券融资", "C Special bonds"),
        ("market_loans", loan, "D 其他债务融资", "D Market loans"),
    )
    return {id_: _scalar(table, id_, formula, zh, en) for id_, formula, zh, en in stated}


def _revenue(book: Book, table: Table) -> tuple[Line, Line, Line]:
    """E with the first and last year by months, with whole years, and the one of them that counts."""
    earned = book.use(repayable.schedule)
    stated = (
        ("revenue_prorated", earned.prorated, "E 存续期内项目收益（按月折算）", "E prorated"),
        ("revenue_whole", earned.whole, "E 存续期内项目收益（整年计入）", "E whole years"),
        ("revenue_counted", earned.counted, "E 存续期内项目收益", "E Revenue within the bonds' life"),
    )
    prorated, whole, counted = (_scalar(table, id_, total(line), zh, en) for id_, line, zh, en in stated)
    return prorated, whole, counted


def _service(book: Book, table: Table) -> tuple[Line, Line, Line]:
    """Fees that count as service, H, and F.

    Principal that a refinancing bond repays is in neither: it is still owed, and counts when the project repays it.
    """
    fees = table.line(
        "fees_counted",
        _fees_counted(book),
        "其中：计入债务本息的发行及兑付费用",
        "Of which fees counted as service",
        "本省口径，一般不计入",
        rests_on=book.keys(Settings, Settings.fees_in_denominator),
    )
    borne = total(book.use(bonds.schedule).borne) + fees
    special = _scalar(table, "bond_service", borne, "H 专项债券本息", "H Special-bond principal and interest")
    loan, window = book.use(loans.schedule), book.use(timing.schedule).window.whole
    every = special + total(loan.interest, window) + total(loan.principal, window)
    return fees, special, _scalar(table, "service", every, "F 全部债务融资本息", "F All debt's principal and interest")


def _taken_apart(book: Book, table: Table, yearly: Table, counted: Line) -> dict[str, Line]:
    """What the memos take out of E and F, or add to E."""
    memos = {id_: total(line) for id_, line in memo_amounts.by_year(book, yearly).items()}
    before, building = counted + memos["land_accruals"], total(book.use(all_debt.schedule).construction_interest)
    stated = (
        ("tax", memos["tax"], "本级留成税收（仅供参考）", "Tax kept locally (memo)"),
        ("overlay", memos["overlay"], "财政补助和其他项目收入（仅供参考）", "Subsidies and other projects (memo)"),
        ("other_land", memos["other_land"], "其中：非工业、仓储地块净收益", "Of which land for other uses"),
        ("land", memos["land"], "其中：土地净收益", "Of which net land income"),
        ("land_gross", memos["land_gross"], "存续期内土地出让收入（仅供参考）", "Gross land income (memo)"),
        ("revenue_before_accruals", before, "计提前的E（仅供参考）", "E before accruals on land (memo)"),
        ("construction_interest", building, "其中：建设期利息", "Of which construction interest"),
    )
    return {id_: _scalar(table, id_, formula, zh, en) for id_, formula, zh, en in stated}


def _ratios(table: Table, basis: Basis) -> dict[str, Line]:
    """Every ratio with its quotient; E counts the edge years as the settings say unless the id says otherwise.

    E/F and E/H: proved by tests/worked/test_printed.py: us-paris-texas-2006-coverage, cn-road-haikou-g15-36000.
    """
    e, months, whole, f, h = (
        basis.revenue,
        basis.revenue_prorated,
        basis.revenue_whole,
        basis.service,
        basis.bond_service,
    )
    stated = (
        ("coverage_total_debt", e, f, "全部债务本息覆盖倍数 E/F", "E/F"),
        ("coverage_special_bond", e, h, "专项债券本息覆盖倍数 E/H", "E/H"),
        ("coverage_total_debt_prorated", months, f, "E/F（按月折算）", "E/F prorated"),
        ("coverage_total_debt_whole_years", whole, f, "E/F（整年计入）", "E/F whole years"),
        ("coverage_special_bond_whole_years", whole, h, "E/H（整年计入）", "E/H whole years"),
        ("revenue_to_investment", e, basis.investment, "收益/总投资 E/A", "E/A"),
        ("revenue_to_total_principal", e, basis.principal, "收益/全部债务本金 E/G", "E/G"),
        ("revenue_to_special_principal", e, basis.special_bonds, "收益/专项债券本金 E/C", "E/C"),
    )
    return {id_: _ratio(table, id_, above, below, zh, en) for id_, above, below, zh, en in stated}


def _memos(table: Table, basis: Basis) -> dict[str, Line]:
    """What the ratio would be with tax, with the 2024 overlay, without land, without construction interest; no rule reads these."""
    e, f = basis.revenue, basis.service
    stated = (
        ("coverage_with_tax_memo", e + basis.tax, f, "计入本级税收后的E/F（仅供参考）", "E/F with tax (memo)"),
        (
            "coverage_with_overlay_memo",
            e + basis.overlay,
            f,
            "按2024年办法计入财政补助等后的E/F（仅供参考）",
            "E/F with the 2024 overlay (memo)",
        ),
        ("coverage_without_land_memo", e - basis.land, f, "不计土地收益的E/F（仅供参考）", "E/F without land (memo)"),
        (
            "coverage_industrial_land_memo",
            e - basis.other_land,
            f,
            "只计工业、仓储地块的E/F（仅供参考）",
            "E/F with industrial land only (memo)",
        ),
        (
            "coverage_without_construction_interest_memo",
            e,
            f - basis.construction_interest,
            "不计建设期利息的E/F（仅供参考）",
            "E/F without construction interest (memo)",
        ),
    )
    return {id_: _ratio(table, id_, above, below, zh, en) for id_, above, below, zh, en in stated}


def _scalar(table: Table, id_: str, formula: Expression | int, zh: str, en: str) -> Line:
    return table.line(id_, formula, zh, en, "信息披露模板（财办库〔2019〕364号）口径")


def _ratio(table: Table, id_: str, above: Expression, below: Expression, zh: str, en: str) -> Line:
    return table.line(
        id_,
        ratio(above, below),
        zh,
        en,
        "收益÷债务，不贴现；按未四舍五入的比值判定",
        unit="ratio",
        strong=id_ == "coverage_total_debt",
    )


def _fees_counted(book: Book) -> Expression | int:
    """Issue and payment fees, only where the province counts them as debt service."""
    debt = book.use(bonds.schedule)
    return total(debt.issue_fees) + total(debt.payment_fees) if settings(book).fees_in_denominator else 0


def _after(book: Book, table: Table) -> Line:
    """Principal that is still owed when the last bond is repaid: the balance of the loans at the end of that year."""
    debt, other = book.use(bonds.schedule), book.use(loans.schedule)
    left = total(debt.drawn) + total(debt.refinanced) - total(debt.principal)
    loans_left = total(other.closing, book.use(timing.schedule).window.end)
    return _scalar(
        table, "outstanding_after", left + loans_left, "存续期末未偿还本金", "Principal left after the window"
    )
