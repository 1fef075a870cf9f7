"""收益与债务本息: the figures A to H of the disclosure template, and what each year has for its debt service."""

from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, copied, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import ability, approval, bonds, funding, loans, memo_amounts, repayable, timing
from bondcalc.schedules.book import Book, settings


class Basis(NamedTuple):
    """The figures A to H of the disclosure template, and what the 2024 overlay would add to E.

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
    overlay: Line
    fees: Line


class CoverageFigures(NamedTuple):
    """The figures, the yearly lines they rest on, and the tables that the ratios and memos go on filling."""

    basis: Basis
    able: ability.Ability
    yearly: Table
    table: Table


def schedule(book: Book) -> CoverageFigures:
    """Begin the coverage tables. This is all that a stressed run reads of them: schedules of other dates are built no further."""
    yearly = book.table("coverage_by_year", "分年偿债能力表", "Coverage by year", 60)
    table = book.scalars("coverage", "本息覆盖倍数表", "Coverage", 61)
    able = ability.by_year(book, yearly)
    table.heading("基础数据", "Figures")
    return CoverageFigures(_basis(book, table, yearly), able, yearly, table)


def _basis(book: Book, table: Table, yearly: Table) -> Basis:
    financed = _financed(book, table)
    prorated, whole, counted = _revenue(book, table)
    fees, bond_service, service = _service(book, table)
    owed = financed["special_bonds"] + financed["market_loans"]
    principal = scalar(table, "principal", owed, "G 全部债务融资本金", "G All debt's principal")
    overlay = total(memo_amounts.overlay(book, yearly))
    return Basis(
        **financed,
        revenue=counted,
        revenue_prorated=prorated,
        revenue_whole=whole,
        fees=fees,
        bond_service=bond_service,
        service=service,
        principal=principal,
        overlay=scalar(
            table, "overlay", overlay, "财政补助和其他项目收入（仅供参考）", "Subsidies and other projects (memo)"
        ),
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
    return {id_: scalar(table, id_, formula, zh, en) for id_, formula, zh, en in stated}


def _revenue(book: Book, table: Table) -> tuple[Line, Line, Line]:
    """E with the first and last year by months, with whole years, and the one of them that counts."""
    earned = book.use(repayable.schedule)
    stated = (
        ("revenue_prorated", earned.prorated, "E 存续期内项目收益（按月折算）", "E prorated"),
        ("revenue_whole", earned.whole, "E 存续期内项目收益（整年计入）", "E whole years"),
        ("revenue_counted", earned.counted, "E 存续期内项目收益", "E Revenue within the bonds' life"),
    )
    prorated, whole, counted = (scalar(table, id_, total(line), zh, en) for id_, line, zh, en in stated)
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
    special = scalar(table, "bond_service", borne, "H 专项债券本息", "H Special-bond principal and interest")
    loan, window = book.use(loans.schedule), book.use(timing.schedule).window.whole
    every = special + total(loan.interest, window) + total(loan.principal, window)
    return fees, special, scalar(table, "service", every, "F 全部债务融资本息", "F All debt's principal and interest")


def _fees_counted(book: Book) -> Expression | int:
    """Issue and payment fees, only where the province counts them as debt service."""
    debt = book.use(bonds.schedule)
    return total(debt.issue_fees) + total(debt.payment_fees) if settings(book).fees_in_denominator else 0


def scalar(table: Table, id_: str, formula: Expression | int, zh: str, en: str) -> Line:
    """Add a single figure of the disclosure template."""
    return table.line(id_, formula, zh, en, "信息披露模板（财办库〔2019〕364号）口径")
