"""还本方式: how the principal of a bond is repaid, mode by mode, and early redemption on top of any of them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Constant, Expression, Line, Pick, if_, money, smallest
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.principal import PrincipalPayment
from bondcalc.schedules.book import Book, Row
from bondcalc.schedules.issue_terms import PAYMENT_DAYS, coupon, face, payments_a_year, sized


class Terms(NamedTuple):
    """What a repayment mode looks at: the bond, its table, payments a year, days, balance and interest."""

    book: Book
    table: Table
    row: Row[Bond]
    times: int
    dates: tuple[date, ...]
    opening: Line
    interest: Line


def principal_due(terms: Terms) -> Expression:
    """Principal of the mode, early redemption on top, never more than the balance; the last payment takes the rest."""
    count = len(terms.dates)
    last = terms.table.structure(
        "last_payment",
        [Decimal(int(k == count)) for k in range(1, count + 1)],
        "末次还本标志",
        "Last payment",
        "到期日",
        unit="count",
        rests_on=terms.table.axis.rests_on,
    )
    scheduled, early = MODES[terms.row.data.repayment](terms), _early(terms)
    if scheduled is None and early is None:
        return terms.opening * last
    parts = [part for part in (scheduled, early) if part is not None]
    due = parts[0] if len(parts) == 1 else parts[0] + parts[1]
    # The last payment takes the rest, roundings included: debt is repaid to the cent.
    return if_(last > 0, terms.opening, smallest(terms.opening, due))


def _bullet(_: Terms) -> Expression | None:
    return None


def _instalments(terms: Terms) -> Expression:
    """Shares of face at anniversaries (分年还本)."""
    given, times = terms.row.data.by_bond_year, terms.times
    numbers = [Decimal(k // times if k % times == 0 and k // times in given else 0) for k in _payments(terms)]
    year = terms.table.structure(
        "bond_year",
        numbers,
        "债券年序（还本年）",
        "Bond year with principal",
        "还本付息约定",
        unit="count",
        rests_on=(*terms.row.keys(Bond.repayment, *PAYMENT_DAYS), *terms.row.indexes(Bond.by_bond_year)),
    )
    share = terms.table.line(
        "share", terms.row.pick(Bond.by_bond_year, year), "还本比例", "Principal share", "还本付息约定", unit="fraction"
    )
    return money(face(terms.book, terms.row) * share)


def _equal_principal(terms: Terms) -> Expression:
    """The same principal at every anniversary after the grace years (等额本金)."""
    grace, times = terms.row.data.grace_years, terms.times
    agreed = [Decimal(int(k % times == 0 and k // times > grace)) for k in _agreed_payments(terms)]
    flags = agreed[: len(terms.dates)]
    repays = terms.table.structure(
        "repays",
        flags,
        "还本年标志",
        "Year with principal",
        "宽限期满后的起息日周年日",
        unit="count",
        rests_on=_graced(terms),
    )
    return money(face(terms.book, terms.row) * repays / _count(terms, agreed))


def _level(terms: Terms) -> Expression:
    """The same payment at every date after the grace years (等额本息): face x i / (1 - (1 + i)^-n).

    Proved by tests/functions/test_functions.py: test_quantlibs_level_payments, test_excels_cumulative_interest_and_principal.
    """
    skipped = terms.row.data.grace_years * terms.times
    # Counted over the whole term: an option that ends the bond earlier does not make the instalments before it larger.
    agreed = [Decimal(int(k > skipped)) for k in _agreed_payments(terms)]
    flags = agreed[: len(terms.dates)]
    repays = terms.table.structure(
        "repays", flags, "等额还款标志", "Level payment", "宽限期满后的各付息日", unit="count", rests_on=_graced(terms)
    )
    count, issued = _count(terms, agreed), face(terms.book, terms.row)
    yearly = coupon(terms.book, terms.row)
    rate = yearly / payments_a_year(terms.row)
    level = if_(yearly > 0, issued * rate / (1 - (rate + 1) ** -count), issued / count)
    paid = terms.table.line("level_payment", money(level * repays), "等额还款额", "Level payment", "等额本息公式")
    return (paid - terms.interest) * repays


def _graced(terms: Terms) -> tuple[Key, ...]:
    return terms.row.keys(Bond.repayment, Bond.grace_years, *PAYMENT_DAYS)


def _count(terms: Terms, flags: list[Decimal]) -> Constant:
    """Payments that repay principal (还本次数)."""
    return Constant(int(sum(flags)), "还本次数", "payments of principal", _graced(terms))


def _custom(terms: Terms) -> Expression:
    """Amounts agreed payment by payment (按约定日期还本)."""
    return _picked(terms, "agreed", "约定还本", "Agreed principal")


MODES: dict[str, Callable[[Terms], Expression | None]] = {
    "bullet": _bullet,
    "instalments": _instalments,
    "equal_principal": _equal_principal,
    "level": _level,
    "custom": _custom,
}


def _early(terms: Terms) -> Expression | None:
    """Early redemption (提前偿还) in part, or in full where no amount is stated."""
    rows = [row for row in terms.book.rows(PrincipalPayment) if _belongs(row, terms, "early")]
    if not rows:
        return None
    full = [Decimal(int(any(row.data.day == day and row.data.amount is None for row in rows))) for day in terms.dates]
    part = _picked(terms, "early", "提前偿还", "Early redemption")
    if not any(full):
        return part
    all_left = terms.table.structure(
        "redeemed", full, "全部提前偿还标志", "Redeemed in full", "逐笔还本表", unit="count", rests_on=_agreed(rows)
    )
    return part + terms.opening * all_left


def _picked(terms: Terms, kind: str, zh: str, en: str) -> Expression:
    """Read the amounts of the sheet 逐笔还本 at their payment dates."""
    rows = terms.book.rows(PrincipalPayment)
    places = {row.data.day: Decimal(index) for index, row in enumerate(rows, 1) if _belongs(row, terms, kind)}
    number = terms.table.structure(
        f"row_{kind}",
        [places.get(day, Decimal(0)) for day in terms.dates],
        f"{zh}所在行",
        f"Row, {en.lower()}",
        "逐笔还本表",
        unit="count",
        rests_on=_agreed([row for row in rows if _belongs(row, terms, kind)]),
    )
    agreed = Pick(tuple(row.cell(PrincipalPayment.amount) for row in rows), number)
    return terms.table.line(f"stated_{kind}", sized(terms.book, terms.row.data, agreed), zh, en, "逐笔还本表")


def _agreed(rows: list[Row[PrincipalPayment]]) -> tuple[Key, ...]:
    return tuple(
        key
        for row in rows
        for key in row.keys(PrincipalPayment.bond, PrincipalPayment.day, PrincipalPayment.kind, PrincipalPayment.amount)
    )


def _belongs(row: Row[PrincipalPayment], terms: Terms, kind: str) -> bool:
    return row.data.bond == terms.row.data.id and row.data.kind == kind


def _payments(terms: Terms) -> range:
    return range(1, len(terms.dates) + 1)


def _agreed_payments(terms: Terms) -> range:
    """Payments to maturity: an instalment is agreed over the whole term, also where an option ends the bond before."""
    return range(1, len(terms.row.data.agreed_days()) + 1)
