"""全部债务: special bonds and market loans together, by year."""

from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line
from bondcalc.algebra.table import Table
from bondcalc.schedules import bonds, loans
from bondcalc.schedules.book import Book


class Debt(NamedTuple):
    """Service of all debt by year.

    `borne` is what the project itself pays: principal repaid by refinancing is out; interest added to a loan's principal
    counts once, as principal.
    """

    interest: Line
    construction_interest: Line
    principal: Line
    borne: Line
    from_revenue: Line
    interest_from_revenue: Line


def schedule(book: Book) -> Debt:
    """Build the table of all debt (全部债务还本付息表)."""
    table = book.table("debt", "全部债务还本付息表", "All debt by year", 43)
    bond, loan = book.use(bonds.schedule), book.use(loans.schedule)
    both = "专项债券＋市场化融资"
    interest = _line(table, "interest", bond.interest + loan.interest, "付息", "Interest", both)
    construction = _line(
        table,
        "construction_interest",
        bond.construction_interest + loan.construction_interest,
        "建设期利息（含计入本金的利息）",
        "Construction interest, added to principal included",
        "计入总投资；计入本金的利息不在付息之内",
    )
    principal = _line(table, "principal", bond.principal + loan.principal, "还本", "Principal", both)
    borne = _line(
        table,
        "borne",
        bond.borne + loan.interest + loan.principal,
        "由项目资金承担的本息",
        "Borne by the project",
        "付息＋还本－再融资偿还的到期本金",
    )
    paid, cost = _from_revenue(table, borne, interest, construction, loan.capitalised)
    return Debt(
        interest=interest,
        construction_interest=construction,
        principal=principal,
        borne=borne,
        from_revenue=paid,
        interest_from_revenue=cost,
    )


def _from_revenue(
    table: Table, borne: Line, interest: Line, construction: Line, capitalised: Line
) -> tuple[Line, Line]:
    """Service and interest that revenue pays, not the capital of the construction period.

    Interest added to principal is in the investment, but was never paid in cash: only the rest leaves the service.
    """
    paid = _line(
        table,
        "from_revenue",
        borne - construction + capitalised,
        "由收益偿还的本息",
        "Paid from revenue",
        "由项目资金承担的本息－以现金支付的建设期利息",
    )
    cost = _line(
        table,
        "interest_from_revenue",
        interest - construction + capitalised,
        "其中：由收益偿还的利息",
        "Of which interest",
        "付息－以现金支付的建设期利息",
    )
    return paid, cost


def _line(table: Table, id_: str, formula: Expression, zh: str, en: str, source: str) -> Line:
    return table.line(id_, formula, zh, en, source, total=True)
