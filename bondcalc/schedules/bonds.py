"""专项债券还本付息: one table of dated payments a tranche, and their years."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bondcalc.algebra.axis import payments_axis
from bondcalc.algebra.line import Expression, Line, add, by_year, if_, money, previous
from bondcalc.algebra.table import Table
from bondcalc.inputs.bonds import Bond
from bondcalc.inputs.particulars import Particulars
from bondcalc.schedules.book import Book, Row, maturity, settings
from bondcalc.schedules.dates import months_between, payment_dates


@dataclass(frozen=True)
class Tranche:
    """One bond with its dated lines."""

    row: Row[Bond]
    table: Table
    dates: tuple[date, ...]
    interest: Line
    principal: Line
    payment: Line
    closing: Line


@dataclass(frozen=True)
class DebtService:
    """Tranches and their sums by calendar year."""

    tranches: tuple[Tranche, ...]
    table: Table
    drawn: Line
    issue_fees: Line
    construction_issue_fees: Line
    interest: Line
    construction_interest: Line
    principal: Line
    service: Line
    payment_fees: Line
    outstanding: Line


def payments_a_year(book: Book, bond: Bond) -> int:
    """Give the payments a year (D04): as stated, else once below ten years and twice from ten years on."""
    if bond.payments_a_year is not None:
        return bond.payments_a_year
    limit = book.rules.value("annual_coupon_below_years").number
    return 1 if months_between(bond.value_date, maturity(bond)) < 12 * limit else 2


def in_construction(book: Book, day: date) -> bool:
    """Tell whether a payment belongs to the construction period: dated before operation starts, interest capitalised."""
    start = book.project.form(Particulars).operation_start
    return start is not None and settings(book).construction_interest == "in_investment" and day < start


def schedule(book: Book) -> DebtService:
    """Build every tranche and add them up by year."""
    tranches = tuple(_tranche(book, row) for row in book.rows(Bond))
    return _by_year(book, tranches)


def _tranche(book: Book, row: Row[Bond]) -> Tranche:
    bond, times = row.data, payments_a_year(book, row.data)
    dates = payment_dates(bond.value_date, maturity(bond), times)
    table = book.table(
        f"bond_{bond.id}", f"专项债券还本付息表（{bond.id}）", f"Debt service of bond {bond.id}", 40,
        payments_axis(bond.value_date, dates), sheet="债券还本付息明细",
    )  # fmt: skip
    table.number = 40
    face, coupon = row.cell("face"), row.cell("coupon")
    closing = table.declare("closing_balance", zh="期末余额", en="Closing balance", opening=face,
                            source="期初余额－本期偿还本金")  # fmt: skip
    opening = table.line(
        "opening_balance", previous(closing), zh="期初余额", en="Opening balance", source="上期期末余额"
    )
    interest = table.line("interest", money(opening * coupon / times), zh="应付利息", en="Interest due", total=True,
                          source="按名义付息日，余额×票面利率÷每年付息次数")  # fmt: skip
    principal = table.line("principal", _principal(table, row, opening, times, len(dates)), zh="应还本金",
                           en="Principal due", total=True, source="财库〔2020〕36号：到期、提前或分年还本")  # fmt: skip
    payment = table.line("payment", interest + principal, zh="应付本息", en="Payment due", total=True, strong=True,
                         source="应付利息＋应还本金")  # fmt: skip
    table.define(closing, opening - principal)
    return Tranche(row, table, tuple(dates), interest, principal, payment, closing)


def _principal(table: Table, row: Row[Bond], opening: Line, times: int, count: int) -> Expression:
    """Bullet repays the balance at the end; instalments their share of face at anniversaries, the last one the rest."""
    last = table.structure("last_payment", [Decimal(int(k == count)) for k in range(1, count + 1)], zh="末次还本标志",
                           en="Last payment", unit="count", source="到期日")  # fmt: skip
    if row.data.repayment == "bullet":
        return opening * last
    numbers = [Decimal(k // times if k % times == 0 and k // times in row.data.by_bond_year else 0)
               for k in range(1, count + 1)]  # fmt: skip
    year = table.structure("bond_year", numbers, zh="债券年序（还本年）", en="Bond year with principal", unit="count",
                           source="还本付息约定")  # fmt: skip
    share = table.line("share", row.pick("by_bond_year", year), zh="还本比例", en="Principal share", unit="fraction",
                       source="还本付息约定")  # fmt: skip
    return if_(last > 0, opening, money(row.cell("face") * share))


def _by_year(book: Book, tranches: tuple[Tranche, ...]) -> DebtService:
    table = book.table("debt_service", "专项债券还本付息汇总表", "Special bonds by year", 41)
    drawn = [_drawn(book, table, tranche) for tranche in tranches]
    fees = [_issue_fee(book, table, tranche, line) for tranche, line in zip(tranches, drawn, strict=True)]
    early = [fee for tranche, fee in zip(tranches, fees, strict=True)
             if in_construction(book, tranche.row.data.value_date)]  # fmt: skip
    interest, principal = (
        [_yearly(table, tranche, "interest") for tranche in tranches],
        [_yearly(table, tranche, "principal") for tranche in tranches],
    )
    capitalised = [_capitalised(book, table, tranche) for tranche in tranches]
    paying = [_payment_fee(book, table, tranche) for tranche in tranches]
    table.heading("合计", "Totals")
    total_drawn = table.line(
        "drawn", add(drawn), zh="专项债券发行收入", en="Bonds drawn", total=True, source="各期发行额"
    )
    total_interest = table.line(
        "interest", add(interest), zh="专项债券付息", en="Interest", total=True, source="各期利息"
    )
    total_principal = table.line("principal", add(principal), zh="专项债券还本", en="Principal", total=True,
                                 source="各期本金")  # fmt: skip
    outstanding = table.declare(
        "outstanding", zh="期末专项债券余额", en="Bonds outstanding", source="上年余额＋发行－还本"
    )
    table.define(outstanding, previous(outstanding) + total_drawn - total_principal)
    return DebtService(
        tranches, table, total_drawn,
        table.line("issue_fees", add(fees), zh="发行费用", en="Issue fees", total=True, source="财预〔2016〕155号第三条"),
        table.line("construction_issue_fees", add(early), zh="其中：计入总投资的发行费用", en="Of which in investment",
                   total=True, source="投入运营前发行的债券"),
        total_interest,
        table.line("construction_interest", add(capitalised), zh="其中：建设期利息", en="Of which construction interest",
                   total=True, source="投入运营日之前的付息"),
        total_principal,
        table.line("service", total_interest + total_principal, zh="专项债券还本付息", en="Debt service", total=True,
                   strong=True, source="付息＋还本"),
        table.line("payment_fees", add(paying), zh="兑付手续费", en="Payment fees", total=True,
                   source="财预〔2016〕155号第三条"),
        outstanding,
    )  # fmt: skip


def _drawn(book: Book, table: Table, tranche: Tranche) -> Line:
    bond = tranche.row.data
    flags = [Decimal(int(year == bond.value_date.year)) for year in book.years.years]
    table.heading(f"债券 {bond.id}", f"Bond {bond.id}")
    issued = table.structure(f"issued.{bond.id}", flags, zh=f"发行年标志（{bond.id}）", en=f"Issue year of {bond.id}",
                             unit="count", source="起息日")  # fmt: skip
    return table.line(f"drawn.{bond.id}", tranche.row.cell("face") * issued, zh=f"发行收入（{bond.id}）",
                      en=f"Drawn from {bond.id}", total=True, source="发行金额")  # fmt: skip


def _issue_fee(book: Book, table: Table, tranche: Tranche, drawn: Line) -> Line:
    bond = tranche.row.data
    months = months_between(bond.value_date, maturity(bond))
    short = months <= 12 * book.rules.value("issue_fee_short_term_limit").number
    rate = book.rule("issue_fee_short" if short else "issue_fee_long") + book.rule("registration_fee")
    return table.line(f"issue_fee.{bond.id}", money(drawn * rate), zh=f"发行费用（{bond.id}）",
                      en=f"Issue fee of {bond.id}", total=True, source="发行额×（发行手续费率＋登记服务费率）")  # fmt: skip


def _yearly(table: Table, tranche: Tranche, what: str) -> Line:
    bond, line = tranche.row.data, tranche.interest if what == "interest" else tranche.principal
    return table.line(f"{what}.{bond.id}", by_year(line), zh=f"{line.zh}（{bond.id}）", en=f"{line.en} of {bond.id}",
                      total=True, source="按付息日所在日历年")  # fmt: skip


def _capitalised(book: Book, table: Table, tranche: Tranche) -> Line:
    id_ = tranche.row.data.id
    flags = [Decimal(int(in_construction(book, day))) for day in tranche.dates]
    inside = tranche.table.structure("in_construction", flags, zh="建设期标志", en="In construction", unit="count",
                                     source="付息日早于投入运营日期")  # fmt: skip
    part = tranche.table.line("construction_interest", tranche.interest * inside, zh="建设期利息",
                              en="Construction interest", total=True, source="应付利息×建设期标志")  # fmt: skip
    return table.line(f"construction_interest.{id_}", by_year(part), zh=f"建设期利息（{id_}）",
                      en=f"Construction interest of {id_}", total=True, source="按付息日所在日历年")  # fmt: skip


def _payment_fee(book: Book, table: Table, tranche: Tranche) -> Line:
    id_ = tranche.row.data.id
    fee = tranche.table.line("payment_fee", money(tranche.payment * book.rule("payment_fee")), zh="兑付手续费",
                             en="Payment fee", total=True, source="应付本息×兑付手续费率")  # fmt: skip
    return table.line(f"payment_fee.{id_}", by_year(fee), zh=f"兑付手续费（{id_}）", en=f"Payment fee of {id_}",
                      total=True, source="按付息日所在日历年")  # fmt: skip
