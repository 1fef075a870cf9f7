"""One special bond: its dated payments, whatever way its principal is repaid."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bondcalc.algebra.axis import Key, payments_axis
from bondcalc.algebra.exact import Program
from bondcalc.algebra.line import Constant, Expression, Line, Pick, if_, money, previous, smallest
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.bond import Bond, size_is_open
from bondcalc.inputs.sheets.principal import PrincipalPayment
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.schedules.book import Book, Row, settings
from bondcalc.schedules.rates import raised

PAYMENT_DAYS = ("value_date", "term_years", "maturity_date", "payments_a_year", "option_date", "option")
"""Fields that fix the payment dates of a bond."""


@dataclass(frozen=True)
class Tranche:
    """One bond with its dated lines; `last_day` is when nothing is owed any more, early redemption included."""

    row: Row[Bond]
    table: Table
    dates: tuple[date, ...]
    interest: Line
    principal: Line
    payment: Line
    closing: Line
    last_day: date


@dataclass(frozen=True)
class Terms:
    """What a repayment mode looks at: the bond, its table, payments a year, days, balance and interest."""

    book: Book
    table: Table
    row: Row[Bond]
    times: int
    dates: tuple[date, ...]
    opening: Line
    interest: Line


def tranche(book: Book, row: Row[Bond]) -> Tranche:
    """Build the table of one bond (还本付息表): interest on the balance, principal by its mode, the last one the rest.

    Proved by tests/worked/test_printed.py: cn-shenzhen-2022q4-payments.
    Proved by tests/worked/test_desoto.py: test_every_payment_is_as_printed.
    Proved by tests/schedules/test_quantlib.py: test_every_payment_is_quantlibs.
    """
    dates, table = tuple(row.data.payment_days()), _table(book, row)
    closing = table.declare(
        "closing_balance", "期末余额", "Closing balance", "期初余额－本期偿还本金", opening=face(book, row)
    )
    opening = table.line("opening_balance", previous(closing), "期初余额", "Opening balance", "上期期末余额")
    interest = table.line(
        "interest",
        money(opening * coupon(book, row) / payments_a_year(row)),
        "应付利息",
        "Interest due",
        "按名义付息日，余额×票面利率÷每年付息次数",
        total=True,
    )
    principal = table.line(
        "principal",
        _principal(Terms(book, table, row, row.data.times(), dates, opening, interest)),
        "应还本金",
        "Principal due",
        "财库〔2020〕36号：到期、提前或分年还本",
        total=True,
    )
    payment = table.line(
        "payment", interest + principal, "应付本息", "Payment due", "应付利息＋应还本金", total=True, strong=True
    )
    table.define(closing, opening - principal)
    return Tranche(row, table, dates, interest, principal, payment, closing, _last_day(book, row, table, closing))


def _table(book: Book, row: Row[Bond]) -> Table:
    id_, days = row.data.id, row.data.payment_days()
    return book.table(
        f"bond_{id_}",
        f"专项债券还本付息表（{id_}）",
        f"Debt service of bond {id_}",
        40,
        payments_axis(row.data.value_date, days, _fixed_by(book, row)),
        sheet="债券还本付息明细",
    )


def _fixed_by(book: Book, row: Row[Bond]) -> tuple[Key, ...]:
    """Name the cells that fix the payment dates: terms, and payments of principal that may end the bond earlier."""
    ends = [
        key for one in book.rows(PrincipalPayment) if one.data.bond == row.data.id for key in one.keys("day", "amount")
    ]
    return (*row.keys(*PAYMENT_DAYS), *ends)


def payments_a_year(row: Row[Bond]) -> Constant:
    """Payments a year (每年付息次数), stated or by the term."""
    stated = row.data.payments_a_year is not None
    keys = row.keys("payments_a_year") if stated else row.keys("value_date", "term_years", "maturity_date")
    return Constant(row.data.times(), "每年付息次数", "payments a year", keys)


def _last_day(book: Book, row: Row[Bond], table: Table, closing: Line) -> date:
    """The maturity or option date; where principal is paid by agreement or early, the first day that leaves nothing."""
    if row.data.id in book.ends:
        return book.ends[row.data.id]
    if not repaid_in_parts(book, row.data):
        return row.data.last_day()
    return repaid_on(table, row.data, Program(table.lines, settings(book).quantum).run().amounts(closing))


def repaid_in_parts(book: Book, bond: Bond) -> bool:
    """Tell whether principal is paid by agreement or early, so that the figures tell when nothing is owed any more."""
    return any(one.bond == bond.id for one in book.project.rows(PrincipalPayment))


def repaid_on(table: Table, bond: Bond, balances: Sequence[Decimal]) -> date:
    """Give the first day whose closing balance is nothing."""
    days = zip(table.axis.days, balances, strict=True)
    return min((day for day, left in days if left == 0), default=bond.last_day())


def face(book: Book, row: Row[Bond]) -> Expression:
    """The face (发行金额) as issued; a planned one may turn out larger or smaller (计划发行规模系数)."""
    return sized(book, row.data, row.cell("face"))


def sized(book: Book, bond: Bond, amount: Expression) -> Expression:
    """An amount that goes with the face of a bond: as stated, or of the size that a planned bond turns out to have."""
    return money(amount * book.form(StressFactors).cell("bond_size")) if resizable(book, bond) else amount


def resizable(book: Book, bond: Bond) -> bool:
    """Tell whether the size is still open: planned, and if it refinances another bond, that one's is open too."""
    return size_is_open(bond, book.project.rows(Bond))


def coupon(book: Book, row: Row[Bond]) -> Expression:
    """The coupon as issued; a planned one may still rise or fall (票面利率＋利率变动，不低于零)."""
    stated = row.cell("coupon")
    return stated if row.data.status == "issued" else raised(book, stated)


def _principal(terms: Terms) -> Expression:
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
        rests_on=(*terms.row.keys("repayment", *PAYMENT_DAYS), *terms.row.indexes("by_bond_year")),
    )
    share = terms.table.line(
        "share", terms.row.pick("by_bond_year", year), "还本比例", "Principal share", "还本付息约定", unit="fraction"
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
        "宽限期满后的起息周年日",
        unit="count",
        rests_on=_graced(terms),
    )
    return money(face(terms.book, terms.row) * repays / _count(terms, agreed))


def _level(terms: Terms) -> Expression:
    """The same payment at every date after the grace years (等额本息): face x i / (1 - (1 + i)^-n).

    Proved by tests/functions/test_functions.py: test_quantlibs_level_payments, test_excels_cumulative_interest_and_principal.
    """
    skipped = terms.row.data.grace_years * terms.times
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
    return terms.row.keys("repayment", "grace_years", *PAYMENT_DAYS)


def _count(terms: Terms, flags: list[Decimal]) -> Constant:
    """Payments that repay principal (还本次数)."""
    return Constant(int(sum(flags)), "还本次数", "payments of principal", _graced(terms))


def _custom(terms: Terms) -> Expression:
    """Amounts agreed payment by payment (逐笔约定)."""
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
    places = {row.data.day: Decimal(place) for place, row in enumerate(rows, 1) if _belongs(row, terms, kind)}
    number = terms.table.structure(
        f"row_{kind}",
        [places.get(day, Decimal(0)) for day in terms.dates],
        f"{zh}所在行",
        f"Row, {en.lower()}",
        "逐笔还本表",
        unit="count",
        rests_on=_agreed([row for row in rows if _belongs(row, terms, kind)]),
    )
    agreed = Pick(tuple(row.cell("amount") for row in rows), number)
    return terms.table.line(f"stated_{kind}", sized(terms.book, terms.row.data, agreed), zh, en, "逐笔还本表")


def _agreed(rows: list[Row[PrincipalPayment]]) -> tuple[Key, ...]:
    return tuple(key for row in rows for key in row.keys("bond", "day", "kind", "amount"))


def _belongs(row: Row[PrincipalPayment], terms: Terms, kind: str) -> bool:
    return row.data.bond == terms.row.data.id and row.data.kind == kind


def _payments(terms: Terms) -> range:
    return range(1, len(terms.dates) + 1)


def _agreed_payments(terms: Terms) -> range:
    """Payments to maturity: an instalment is agreed over the whole term, also where an option ends the bond before."""
    return range(1, len(terms.row.data.agreed_days()) + 1)
