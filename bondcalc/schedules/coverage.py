"""本息覆盖倍数: every ratio of the figures A to H, and the memos."""

from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, lowest, ratio, total
from bondcalc.algebra.table import Table
from bondcalc.schedules import ability, bonds, cash, coverage_basis, loans, memo_amounts, timing
from bondcalc.schedules import debt as all_debt
from bondcalc.schedules.book import Book
from bondcalc.schedules.coverage_basis import Basis, scalar


class TakenApart(NamedTuple):
    """What the memos take out of E and F, or add to E."""

    tax: Line
    overlay: Line
    other_land: Line
    land: Line
    land_gross: Line
    revenue_before_accruals: Line
    construction_interest: Line


class Coverage(NamedTuple):
    """The figures, what the memos take of them, every ratio by id, and the yearly lines."""

    basis: Basis
    memos: TakenApart
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
    """Build the coverage tables to their end."""
    basis, able, yearly, table = book.use(coverage_basis.schedule)
    taken = _taken_apart(book, table, yearly, basis)
    closing = scalar(
        table, "cash_min", lowest(book.use(cash.schedule).closing), "期末资金余额最低值", "Lowest closing cash"
    )
    table.heading("覆盖倍数", "Ratios")
    ratios = _ratios(table, basis) | _with_working_loans(book, table, basis)
    ratios |= ability.averages(book, table, able)
    table.heading("仅供参考（不作判定）", "Memos, in no verdict")
    ratios |= _memos(table, basis, taken)
    return Coverage(
        basis=basis,
        memos=taken,
        ratios=ratios,
        closing_lowest=closing,
        outstanding_after=_after(book, table),
        able=able,
    )


def _taken_apart(book: Book, table: Table, yearly: Table, basis: Basis) -> TakenApart:
    memos = {id_: total(line) for id_, line in memo_amounts.by_year(book, yearly).items()}
    before, building = basis.revenue + memos["land_accruals"], total(book.use(all_debt.schedule).construction_interest)
    stated = (
        ("tax", memos["tax"], "本级留成税收（仅供参考）", "Tax kept locally (memo)"),
        ("other_land", memos["other_land"], "其中：非工业、仓储地块净收益", "Of which land for other uses"),
        ("land", memos["land"], "其中：土地净收益", "Of which net land income"),
        ("land_gross", memos["land_gross"], "存续期内土地出让收入（仅供参考）", "Gross land income (memo)"),
        ("revenue_before_accruals", before, "计提前的E（仅供参考）", "E before accruals on land (memo)"),
        ("construction_interest", building, "其中：建设期利息", "Of which construction interest"),
    )
    return TakenApart(
        overlay=basis.overlay, **{id_: scalar(table, id_, formula, zh, en) for id_, formula, zh, en in stated}
    )


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


def _with_working_loans(book: Book, table: Table, basis: Basis) -> dict[str, Line]:
    """E/G where G counts loans for operation too, which F does: they finance none of A, so that G = C + D of the form has them not."""
    working = book.use(loans.schedule).working
    if working is None:
        return {}
    id_, zh = "revenue_to_total_principal_with_working_loans", "收益/全部债务本金（计入流动资金贷款）"
    owed = scalar(
        table,
        "principal_with_working_loans",
        basis.principal + total(working),
        "G 计入流动资金贷款",
        "G with working-capital loans",
    )
    return {id_: _ratio(table, id_, basis.revenue, owed, zh, "E/G with working-capital loans")}


def _memos(table: Table, basis: Basis, taken: TakenApart) -> dict[str, Line]:
    """What the ratio would be with tax, with the 2024 overlay, without land, without construction interest; no rule reads these."""
    e, f = basis.revenue, basis.service
    stated = (
        ("coverage_with_tax_memo", e + taken.tax, f, "计入本级税收后的E/F（仅供参考）", "E/F with tax (memo)"),
        (
            "coverage_with_overlay_memo",
            e + taken.overlay,
            f,
            "按2024年办法计入财政补助等后的E/F（仅供参考）",
            "E/F with the 2024 overlay (memo)",
        ),
        ("coverage_without_land_memo", e - taken.land, f, "不计土地收益的E/F（仅供参考）", "E/F without land (memo)"),
        (
            "coverage_industrial_land_memo",
            e - taken.other_land,
            f,
            "只计工业、仓储地块的E/F（仅供参考）",
            "E/F with industrial land only (memo)",
        ),
        (
            "coverage_without_construction_interest_memo",
            e,
            f - taken.construction_interest,
            "不计建设期利息的E/F（仅供参考）",
            "E/F without construction interest (memo)",
        ),
    )
    return {id_: _ratio(table, id_, above, below, zh, en) for id_, above, below, zh, en in stated}


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


def _after(book: Book, table: Table) -> Line:
    """Principal that is still owed when the last bond is repaid: the balance of the loans at the end of that year."""
    debt, other = book.use(bonds.schedule), book.use(loans.schedule)
    left = total(debt.drawn) + total(debt.refinanced) - total(debt.principal)
    loans_left = total(other.closing, book.use(timing.schedule).window.end)
    return scalar(
        table, "outstanding_after", left + loans_left, "存续期末未偿还本金", "Principal left after the window"
    )
