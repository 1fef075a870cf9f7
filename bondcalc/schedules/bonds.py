"""专项债券还本付息汇总: every tranche by calendar year, first issues and refinancing apart."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Expression, Leaf, Line, add, by_year, largest, money, previous
from bondcalc.algebra.table import Table
from bondcalc.dates import months_between
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules.book import Book, Row, settings
from bondcalc.schedules.issue_terms import face
from bondcalc.schedules.rolled_principal import rolled_principal
from bondcalc.schedules.tranche import Tranche, tranche

TrancheSum = tuple[str, Sequence[Line], str, str, str]
"""A sum over the bonds, its id that of a figure of `DebtService`: id, terms, Chinese and English name, source."""


class DebtService(NamedTuple):
    """Tranches and their sums by calendar year.

    `drawn` is money of first issues, the only bond money that is a source of the investment; `refinanced` is money of
    refinancing bonds, of which `rolled` repays principal of another tranche (`rolled_late`: money that came in a year before). `service` is what is paid to holders, `borne`
    what the project itself pays: principal repaid by refinancing is out, so that every yuan of principal counts once.
    """

    tranches: tuple[Tranche, ...]
    table: Table
    drawn: Line
    refinanced: Line
    rolled: Line
    rolled_late: Line
    issue_fees: Line
    construction_fees: Line
    interest: Line
    construction_interest: Line
    principal: Line
    service: Line
    borne: Line
    first_service: Line
    payment_fees: Line
    outstanding: Line


def before_operation(book: Book, day: date) -> bool:
    """Tell whether a day lies before operation starts."""
    start = book.project.form(Particulars).operation_start
    return start is not None and day < start


def fee_invested(book: Book, bond: Bond) -> bool:
    """Tell whether a bond's issue fee is part of the investment, whoever pays its interest: issued before operation, or for works that still go on."""
    done = book.project.form(Particulars).construction_end
    building = bond.refinances is None and done is not None and bond.value_date <= done
    return building or before_operation(book, bond.value_date)


def in_construction(book: Book, day: date) -> bool:
    """Tell whether a payment is paid from capital: before operation starts, and interest is part of the investment."""
    return settings(book).construction_interest == "in_investment" and before_operation(book, day)


def capitalising(book: Book) -> tuple[Key, ...]:
    """Name the cells that say what belongs to the construction period."""
    return (*book.keys(Particulars, Particulars.operation_start), *book.keys(Settings, Settings.construction_interest))


def schedule(book: Book) -> DebtService:
    """Build every tranche and add them up by year.

    Interest, principal, service and balance of each year: proved by tests/worked/test_desoto.py: us-desoto-2008, us-desoto-2011a,
    us-desoto-2019.
    """
    tranches = tuple(tranche(book, row) for row in book.rows(Bond))
    table = book.table("debt_service", "专项债券还本付息汇总表", "Special bonds by year", 41)
    years = [_Yearly(book, table, one) for one in tranches]
    for yearly in years:
        yearly.roll([other for other in years if other.bond.refinances == yearly.bond.id])
    table.heading("合计", "Totals")
    flows = _sums(book, table, _flows(years))
    service = table.line(
        "service",
        flows["interest"] + flows["principal"],
        "专项债券还本付息",
        "Debt service",
        "付息＋还本",
        total=True,
        strong=True,
    )
    return DebtService(
        tranches=tranches,
        table=table,
        service=service,
        borne=table.line(
            "borne",
            service - flows["rolled"],
            "其中：由项目资金承担",
            "Of which borne by the project",
            "还本付息－再融资偿还的到期本金，每笔本金只计一次",
            total=True,
        ),
        outstanding=_outstanding(table, flows),
        **flows,
        **_sums(book, table, _fees_and_construction(book, years)),
    )


def _sums(book: Book, table: Table, stated: Iterable[TrancheSum]) -> dict[str, Line]:
    """Add up over the bonds; a sum of none rests on the cells that say which bonds refinance others."""
    split = book.keys(Bond, Bond.refinances)
    return {
        id_: table.line(id_, add(lines), zh, en, source, total=True, rests_on=() if lines else split)
        for id_, lines, zh, en, source in stated
    }


def _flows(years: Sequence["_Yearly"]) -> tuple[TrancheSum, ...]:
    first, rolled = (
        [yearly.drawn for yearly in years if not yearly.rolls],
        [yearly.drawn for yearly in years if yearly.rolls],
    )
    repaid, due = "只用于偿还到期本金，不是收益，也不是投资来源", "不超过还本日前到账的再融资债券资金"
    return (
        ("drawn", first, "专项债券发行收入", "Bonds drawn", "各期发行额，不含再融资"),
        ("refinanced", rolled, "再融资债券发行收入", "Refinancing drawn", repaid),
        ("interest", [yearly.interest for yearly in years], "专项债券付息", "Interest", "各期利息"),
        ("principal", [yearly.principal for yearly in years], "专项债券还本", "Principal", "各期本金"),
        (
            "rolled",
            [line for yearly in years for line in yearly.rolled],
            "其中：再融资偿还的到期本金",
            "Of which rolled",
            due,
        ),
        (
            "rolled_late",
            [line for yearly in years for line in yearly.rolled_late],
            "其中：再融资资金以前年度到账",
            "Of that, money of years before",
            due,
        ),
    )


def _outstanding(table: Table, flows: Mapping[str, Line]) -> Line:
    drawn, refinanced, principal = flows["drawn"], flows["refinanced"], flows["principal"]
    balance = table.declare("outstanding", "期末专项债券余额", "Bonds outstanding", "上年余额＋发行＋再融资－还本")
    return table.define(balance, previous(balance) + drawn + refinanced - principal)


def _fees_and_construction(book: Book, years: Sequence["_Yearly"]) -> tuple[TrancheSum, ...]:
    """Fees of issue and payment, the interest and fees that are part of the investment, and first issues apart."""
    early = [yearly.fee for yearly in years if fee_invested(book, yearly.bond)]
    first = [line for yearly in years if not yearly.rolls for line in (yearly.interest, yearly.principal)]
    decree = "财预〔2016〕155号第三条"
    return (
        ("issue_fees", [yearly.fee for yearly in years], "发行费用", "Issue fees", decree),
        (
            "construction_fees",
            [*early, *(yearly.early_fee for yearly in years)],
            "计入总投资的发行及兑付费用",
            "Fees in the investment",
            "竣工前或投入运营前的发行；利息计入总投资的，也含建设期兑付手续费",
        ),
        (
            "construction_interest",
            [yearly.capitalised for yearly in years],
            "建设期利息",
            "Construction interest",
            "投入运营日之前的付息",
        ),
        ("first_service", first, "首次发行债券还本付息", "Service of first issues", "不含再融资债券"),
        ("payment_fees", [yearly.payment_fee for yearly in years], "兑付手续费", "Payment fees", decree),
    )


def payment_fee_rate(book: Book, row: Row[Bond]) -> Leaf:
    """The fee on every payment (兑付手续费率) as filled in, 0 included; left blank, that of the rule data."""
    return book.rule("payment_fee") if row.data.payment_fee_rate is None else row.cell(Bond.payment_fee_rate)


class _Yearly:
    """One tranche by calendar year."""

    def __init__(self, book: Book, table: Table, tranche: Tranche) -> None:
        self._book, self._table, self._tranche = book, table, tranche
        self.row, self.bond = tranche.row, tranche.row.data
        self.rolls = self.bond.refinances is not None
        table.heading(f"债券{self.bond.id}", f"Bond {self.bond.id}")
        self.drawn = self._drawn()
        self.fee = self._issue_fee()
        self.interest = self._by_year("interest", tranche.interest)
        self.principal = self._by_year("principal", tranche.principal)
        self.capitalised = self._capitalised()
        self.payment_fee, self.early_fee = self._payment_fee()
        self.rolled: tuple[Line, ...] = ()
        self.rolled_late: tuple[Line, ...] = ()

    def roll(self, others: Sequence["_Yearly"]) -> None:
        """State what of the principal these bonds repay, and out of money of years before; no line where there are none."""
        if not others:
            return
        rolled = self._by_year("rolled", rolled_principal(self._book, self._tranche, [other.row for other in others]))
        late = largest(rolled - add([other.drawn for other in others]), 0)
        zh, source = (
            "再融资偿还的到期本金，资金以前年度到账",
            "再融资偿还的到期本金－当年到账的再融资债券资金，不低于零",
        )
        self.rolled, self.rolled_late = (
            (rolled,),
            (self._line("rolled_late", late, zh, "Rolled out of earlier money", source),),
        )

    def _line(self, what: str, formula: Expression, zh: str, en: str, source: str) -> Line:
        id_ = self.bond.id
        return self._table.line(f"{what}.{id_}", formula, f"{zh}（{id_}）", f"{en} of {id_}", source, total=True)

    def _by_year(self, what: str, line: Line) -> Line:
        return self._line(what, by_year(line), line.zh, line.en, "按付息日所在日历年")

    def _drawn(self) -> Line:
        id_, start = self.bond.id, self.bond.value_date.year
        flags = [Decimal(int(year == start)) for year in self._book.years.years]
        issued = self._table.structure(
            f"issued.{id_}",
            flags,
            f"发行年标志（{id_}）",
            f"Issue year of {id_}",
            "起息日",
            unit="count",
            rests_on=self._tranche.row.keys(Bond.value_date),
        )
        return self._line("drawn", face(self._book, self._tranche.row) * issued, "发行收入", "Drawn", "发行金额")

    def _issue_fee(self) -> Line:
        months = months_between(self.bond.begins(), self.bond.due())
        short = months <= 12 * self._book.rules.value("issue_fee_short_term_limit").number
        usual = self._book.rule("issue_fee_short" if short else "issue_fee_long") + self._book.rule("registration_fee")
        rate: Expression = usual if self.bond.issue_fee_rate is None else self._tranche.row.cell(Bond.issue_fee_rate)
        source = "发行额×（发行手续费率＋登记服务费率）"
        if self.bond.issue_price is not None:
            # What investors pay above par is kept by the issuer for the first coupon: it is no money of the project.
            rate = rate + largest(1 - self._tranche.row.cell(Bond.issue_price) / 100, 0)
            source = "发行额×（发行手续费率＋登记服务费率＋发行折价率）"
        return self._line("issue_fee", money(self.drawn * rate), "发行费用", "Issue fee", source)

    def _capitalised(self) -> Line:
        tranche = self._tranche
        flags = [Decimal(int(in_construction(self._book, day))) for day in tranche.dates]
        inside = tranche.table.structure(
            "in_construction",
            flags,
            "建设期标志",
            "In construction",
            "付息日早于投入运营日期",
            unit="count",
            rests_on=(*tranche.table.axis.rests_on, *capitalising(self._book)),
        )
        part = tranche.table.line(
            "construction_interest",
            tranche.interest * inside,
            "建设期利息",
            "Construction interest",
            "应付利息×建设期标志",
            total=True,
        )
        return self._by_year("construction_interest", part)

    def _payment_fee(self) -> tuple[Line, Line]:
        tranche, table = self._tranche, self._tranche.table
        rate = payment_fee_rate(self._book, tranche.row)
        fee = table.line(
            "payment_fee",
            money(tranche.payment * rate),
            "兑付手续费",
            "Payment fee",
            "应付本息×兑付手续费率",
            total=True,
        )
        early = table.line(
            "early_fee",
            fee * table["in_construction"],
            "建设期兑付手续费",
            "Payment fee in construction",
            "兑付手续费×建设期标志",
            total=True,
        )
        table.line(
            "paid_out", tranche.payment + fee, "应付本息和手续费", "Payment and fee", "应付本息＋兑付手续费", total=True
        )
        return self._by_year("payment_fee", fee), self._by_year("early_fee", early)
