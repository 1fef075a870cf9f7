"""One parcel: gross price, cost, each accrual and what is left, by year."""

from typing import NamedTuple

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Expression, Line, add, largest, money, previous, running
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.land_bids import LandBid
from bondcalc.inputs.sheets.parcels import LandCostPayment, Parcel
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.schedules import chain_shares, timing
from bondcalc.schedules.actual_amounts import with_actuals
from bondcalc.schedules.book import Book, Row
from bondcalc.schedules.land_accruals import Accrual, accruals


class Account(NamedTuple):
    """A parcel by year: gross - paid - accruals = net.

    `cost` is matched to the sale and lowers the base of accruals; `paid` is what the price pays of it, None where the cost
    stands in the investment. `accruals` are by id, those on price and area first; those on net income are taken of `net_base`.
    """

    row: Row[Parcel]
    gross: Line
    cost: Line
    paid: Line | None
    accruals: dict[str, Line]
    net_base: Line
    net: Line


class ParcelLines:
    """Adds the lines of one parcel to the land table: first price and cost, then what rests on the cost of all parcels.

    Price and cost spread over years are steps of a running total, so that the years add up to the amount in whole; accruals
    are taken on what the year brings.
    """

    def __init__(self, book: Book, table: Table, row: Row[Parcel]) -> None:
        self._book, self._table, self.row = book, table, row
        table.heading(f"{row.data.id} {row.data.use}", f"Parcel {row.data.id}")
        self._share, self._sold = self._so_far(
            "sold", self._shares(book.use(timing.schedule).by_year(row)), "出让比例", "Share sold", "分年出让比例"
        )
        self._refund = next(
            (bid for bid in book.rows(LandBid) if bid.data.parcel == row.data.id and bid.data.refund), None
        )
        self._full, self.gross = self._prices()
        self.cost = self._line(
            "cost",
            self._step(self._cost_in_all(), self._sold),
            "土地成本",
            "Land cost",
            "征拆补偿、前期开发、社保，按出让年份配比",
        )

    def _prices(self) -> tuple[Line, Line]:
        """The price by contract, and what is left of it: a refund (返还、奖补) is no income, but accruals are taken before it."""
        row, factor = self.row, self._book.form(StressFactors).cell(StressFactors.land_price)
        whole = row.cell(Parcel.area_mu) * row.cell(Parcel.price) * factor
        source = "面积×单价×压力系数×累计出让比例的本年增量"
        if self._refund is None:
            gross = self._line("gross", self._sales(whole), "出让收入", "Gross price", source)
            return gross, gross
        full = self._line("full", self._step(whole, self._sold), "合同价款（含返还）", "Price by contract", source)
        kept = whole * (1 - self._refund.cell(LandBid.refund))
        zh, en = "出让收入", "Gross price"
        keys = self._refund.keys(LandBid.refund)
        return full, self._line("gross", self._sales(kept), zh, en, f"{source}，不含返还、奖补", rests_on=keys)

    def account(self, interest: Expression | None) -> Account:
        """Add accruals and net income; `interest` is what a unit of cost has borne of it, where it lowers the base."""
        taken: dict[str, Line] = {}
        # The cost lowers the base also where the investment paid it: what is taken of net income is taken of income less cost.
        lowering: list[Expression] = [self.cost]
        if interest is not None:
            lowering.append(
                self._line(
                    "interest",
                    money(self.cost * interest),
                    "计入土地成本的利息",
                    "Interest in the cost",
                    "土地成本×单位成本累计利息，只用于计提基数",
                )
            )
        stated = accruals(self._book, self.row)
        for accrual in (accrual for accrual in stated if accrual.base != "net"):
            taken[accrual.id] = self._accrual(accrual, self._on_price(accrual))
            lowering += [taken[accrual.id]] if accrual.reduces else []
        base = self._line(
            "net_base",
            largest(0, self._full - add(lowering)),
            "计提基数",
            "Accrual base",
            "收入扣除成本及前列各项，不为负",
        )
        for accrual in (accrual for accrual in stated if accrual.base == "net"):
            taken[accrual.id] = self._accrual(accrual, money(base * accrual.rate))
        paid = self._paid()
        # A cost in the investment is paid out of A, capital and bonds; taken off here again it would count twice.
        left = self.gross if paid is None else self.gross - paid
        spent = add([*([] if paid is None else [paid]), *taken.values()])
        happened = self._happened("land_cost", spent, "土地成本及计提", "Land cost and accruals")
        kept = left - add([*taken.values()]) if happened is spent else self.gross - happened
        net = self._line("net", kept, "土地净收益", "Net land income", "收入－支付的成本－各项计提")
        return Account(
            row=self.row, gross=self.gross, cost=self.cost, paid=paid, accruals=taken, net_base=base, net=net
        )

    def _sales(self, price: Expression) -> Expression:
        """What each year brings of a price, or what it did bring."""
        return self._happened("land", self._step(price, self._sold), "出让收入", "Gross price")

    def _happened(self, kind: str, planned: Expression, zh: str, en: str) -> Expression:
        """Put what happened in the place of the plan."""
        id_ = self.row.data.id
        return with_actuals(self._book.actual, self._table, (kind, id_), planned, f"{zh}（{id_}）", f"{en}, {id_}")

    def _line(
        self,
        what: str,
        formula: Expression,
        zh: str,
        en: str,
        source: str,
        *,
        unit: str = "money",
        total: bool = True,
        rests_on: tuple[Key, ...] = (),
    ) -> Line:
        id_ = self.row.data.id
        return self._table.line(
            f"{what}.{id_}",
            formula,
            f"{zh}（{id_}）",
            f"{en}, {id_}",
            source,
            unit=unit,
            total=total,
            rests_on=rests_on,
        )

    def _shares(self, stated: Expression) -> Expression:
        """Give the shares sold by year; a plot that comes with the leading firm is sold when that comes."""
        id_ = self.row.data.id
        if id_ not in self._book.use(chain_shares.schedule).parcels:
            return stated
        planned = self._line("planned", stated, "出让比例（计划）", "Share as planned", "分年出让比例", unit="fraction")
        return chain_shares.sold_as_it_comes(self._book, self._table, id_, planned)

    def _so_far(self, what: str, shares: Expression, zh: str, en: str, source: str) -> tuple[Line, Line]:
        """Add shares by year and their running total."""
        share = self._line(what, shares, zh, en, source, unit="fraction")
        to_date = self._line(
            f"{what}_to_date", running(share), f"累计{zh}", f"{en} to date", "逐年累加", unit="fraction", total=False
        )
        return share, to_date

    def _step(self, whole: Expression, to_date: Line) -> Expression:
        """What a growing share of an amount adds in a year."""
        return money(whole * to_date) - money(whole * previous(to_date))

    def _cost_in_all(self) -> Expression:
        """Cost of the whole parcel; what stands in the investment is stressed with the investment, and not a second time here."""
        row = self.row
        cost = row.cell(Parcel.area_mu) * (
            row.cell(Parcel.compensation) + row.cell(Parcel.development) + row.cell(Parcel.social_security)
        )
        return (
            cost
            if row.data.cost_in_investment
            else cost * self._book.form(StressFactors).cell(StressFactors.land_costs)
        )

    def _on_price(self, accrual: Accrual) -> Expression:
        """An accrual on the price or on the area sold in the year; 15 亩 = 10,000 ㎡."""
        if accrual.base == "gross":
            return money(self._full * accrual.rate)
        square_metres, mu = self._book.rule("square_metres_a_hectare"), self._book.rule("mu_a_hectare")
        yuan = self._book.form(Settings).cell(Settings.yuan_per_unit)
        # One division, and that last: a third that comes back whole must not fall short of half a cent.
        return money(self.row.cell(Parcel.area_mu) * square_metres * accrual.rate * self._share / (yuan * mu))

    def _accrual(self, accrual: Accrual, amount: Expression) -> Line:
        return self._line(accrual.id, amount, accrual.zh, accrual.en, accrual.source, rests_on=accrual.rests_on)

    def _paid(self) -> Line | None:
        """Cost in the years in which it is paid; none when it stands in the investment, which pays it already."""
        if self.row.data.cost_in_investment:
            return None
        plans = [plan for plan in self._book.rows(LandCostPayment) if plan.data.parcel == self.row.data.id]
        if not plans:
            return self.cost
        _, to_date = self._so_far(
            "payment", self._book.use(timing.schedule).by_year(plans[0]), "成本支付比例", "Share paid", "土地成本支付表"
        )
        return self._line(
            "paid", self._step(self._cost_in_all(), to_date), "支付的土地成本", "Land cost paid", "土地成本支付表"
        )
