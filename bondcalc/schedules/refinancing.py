"""不含再融资的覆盖倍数: what coverage would be had no bond been refinanced; a memo beside the statutory ratio."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, add, copied, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import bonds, inside, loans, repayable, timing
from bondcalc.schedules.book import Book, settings
from bondcalc.schedules.lifetime import Window
from bondcalc.schedules.other_multiples import CountedOtherwise
from bondcalc.schedules.tranche import Tranche

SOURCE = "仅供参考：假设到期本金全部由项目资金偿还"
COUNTED = CountedOtherwise("without_refinancing", "不含再融资", "without refinancing", SOURCE)


class Refinancing(NamedTuple):
    """Revenue inside the life of the first issues, service of all debt and of bonds; None when nothing is refinanced.

    `ratios` are E/F and E/H of them, by id.
    """

    revenue: Line | None = None
    service: Line | None = None
    bond_service: Line | None = None
    ratios: Mapping[str, Line] = {}


def schedule(book: Book) -> Refinancing:
    """Build the memo (财预〔2017〕89号: 周转偿还) when a bond refinances another.

    By hand in tests/schedules/test_edges.py: test_the_ratio_without_refinancing_counts_loans_too.
    """
    tranches = book.use(bonds.schedule).tranches
    first = [tranche for tranche in tranches if tranche.row.data.refinances is None]
    if len(first) == len(tranches) or not first:
        return Refinancing()
    yearly = book.table("without_refinancing_by_year", "不含再融资测算表（分年）", "Without refinancing by year", 62)
    table = book.scalars("without_refinancing", "不含再融资的覆盖倍数表", "Without refinancing", 63)
    window = timing.life(book, yearly, first, "first_")
    e = _line(table, "revenue", total(_inside(book, yearly, window)), "存续期内收益（不含再融资）", "Revenue")
    h, f = _service(book, table, window, first)
    return Refinancing(revenue=e, service=f, bond_service=h, ratios=COUNTED.multiples(table, e, f, h))


def _inside(book: Book, table: Table, window: Window) -> Line:
    """收益 inside the life of the first issues: a refinancing bond buys no years of revenue here."""
    months = inside.counted(book, table, window, "first_").total
    prorated = settings(book).edge_years == "prorated"
    return table.line(
        "revenue",
        copied(months) if prorated else book.use(repayable.schedule).amount * window.whole,
        "首次发行债券存续期内收益",
        "Revenue within the first issues",
        "首末年按所选方式计入",
        total=True,
        rests_on=book.keys(Settings, Settings.edge_years),
    )


def _service(book: Book, table: Table, window: Window, first: Sequence[Tranche]) -> tuple[Line, Line]:
    """Service of the bonds, and of all debt; with the fees of these bonds where F and H have fees."""
    loan = book.use(loans.schedule)
    bond: Expression = total(book.use(bonds.schedule).first_service)
    if settings(book).fees_in_denominator:
        bond = bond + add(_fees(book, first))
    h = _line(table, "bond_service", bond, "专项债券本息（不含再融资）", "Bond service")
    every = h + total(loan.interest, window.whole) + total(loan.principal, window.whole)
    return h, _line(table, "service", every, "全部债务本息（不含再融资）", "Service of all debt")


def _fees(book: Book, first: Sequence[Tranche]) -> list[Expression]:
    """Issue and payment fees of the first issues, over their life."""
    table, ids = book.use(bonds.schedule).table, [tranche.row.data.id for tranche in first]
    return [total(table[f"{what}.{id_}"]) for id_ in ids for what in ("issue_fee", "payment_fee")]


def _line(table: Table, id_: str, formula: Expression, zh: str, en: str) -> Line:
    return table.line(id_, formula, zh, en, SOURCE)
