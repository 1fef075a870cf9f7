"""Over which values each question looks: the lowest, the highest, the step, and what the end of it means."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bondcalc.analysis.drivers import DRIVERS
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.sub_projects import SubProject
from bondcalc.result.result import Result
from bondcalc.schedules import investment
from bondcalc.sizing import one_input
from bondcalc.wording import number

HIGHEST_PRICE, PRICE_STEP = Decimal(10), Decimal("0.0001")
POINT = Decimal("0.0001")
UNBOUNDED = 10
"""Without an investment plan need is unknown; bonds are then looked for up to so many times the stated face."""


class NothingToFindError(ValueError):
    """A project without the input that is asked for; the text says which, `en` in English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.en = en


@dataclass(frozen=True)
class Range:
    """Values from low to high in steps of a quantum, or the listed ones; `base` is the stated value.

    `bound` names the rule that stands beyond the wanted end, `end` says in words what that end is.
    """

    low: Decimal
    high: Decimal
    quantum: Decimal
    base: Decimal
    end: tuple[str, str]
    bound: str | None = None
    listed: tuple[Decimal, ...] = ()

    @property
    def last(self) -> int:
        """The last place; places count from 0."""
        return len(self.listed) - 1 if self.listed else int((self.high - self.low) / self.quantum)

    def value(self, index: int) -> Decimal:
        """Give the value at a place."""
        return self.listed[index] if self.listed else self.low + index * self.quantum

    @property
    def start(self) -> int | None:
        """The place of the stated value; None when it stands outside."""
        if self.listed:
            return self.listed.index(self.base) if self.base in self.listed else None
        steps = (self.base - self.low) / self.quantum
        return int(steps) if steps == int(steps) and 0 <= steps <= self.last else None


def _open(result: Result) -> Sequence[Bond]:
    bonds = one_input.planned(result.project)
    if not bonds:
        raise NothingToFindError("没有计划发行的债券", "no bond is planned")
    return bonds


def faces(result: Result) -> Range:
    """Up to what bond money may pay for, less what is issued already: debt never above need."""
    bonds, quantum = _open(result), result.project.form(Settings).quantum
    stated = sum((bond.face for bond in bonds), Decimal(0))
    issued = sum(
        (bond.face for bond in result.project.rows(Bond) if bond.status == "issued" and bond.refinances is None),
        Decimal(0),
    )
    if not result.project.rows(InvestmentItem):
        return Range(
            quantum,
            stated * UNBOUNDED,
            quantum,
            stated,
            ("没有投资计划，只查到录入发行额的10倍", "ten times what is stated; there is no investment plan"),
        )
    need = sum(result.figures.amounts(result.book.use(investment.schedule).payable_by_bond), Decimal(0)) - issued
    if need < quantum:
        raise NothingToFindError(
            "已发行债券已满足可用债券资金支付的全部支出", "bonds issued already pay for all they may pay for"
        )
    return Range(
        low=quantum,
        high=need,
        quantum=quantum,
        base=stated,
        end=("可用债券资金支付的建设支出", "what bond money may pay for"),
        bound="N01",
    )


def faces_beside_capital(result: Result) -> Range:
    """As `faces`, where capital may fill what they leave open: not in a bundled project."""
    if result.project.rows(SubProject):
        raise NothingToFindError(
            "打包项目的资本金按子项目填写", "capital of a bundled project is entered by sub-project"
        )
    return faces(result)


def prices(result: Result) -> Range:
    """Shares of the stated prices of land (土地单价), up to ten times."""
    if not result.project.rows(Parcel):
        raise NothingToFindError("没有出让的地块", "there is no land to sell")
    return Range(Decimal(0), HIGHEST_PRICE, PRICE_STEP, Decimal(1), ("土地单价为零", "land for nothing"))


def line_prices(result: Result) -> Range:
    """Shares of the stated prices of revenue lines, up to ten times."""
    return _of_lines(result, HIGHEST_PRICE, ("单价为零", "a price of nothing"))


def occupancies(result: Result) -> Range:
    """Shares of the stated utilisation (有效使用率), up to what is stated: what is not let cannot be let more than planned."""
    return _of_lines(result, Decimal(1), ("使用率为零", "nothing used"))


def _of_lines(result: Result, high: Decimal, end: tuple[str, str]) -> Range:
    if not one_input.lines(result.project):
        raise NothingToFindError("没有收入行", "there is no revenue line")
    return Range(Decimal(0), high, PRICE_STEP, Decimal(1), end)


def delays(result: Result) -> Range:
    """Whole months from the stated start of operation (投运推迟)."""
    if result.project.form(Particulars).operation_start is None:
        raise NothingToFindError("没有投入运营日期", "no start of operation is stated")
    most = DRIVERS["operation_delay"].furthest
    return Range(Decimal(0), most, Decimal(1), Decimal(0), (f"推迟{most}个月", f"{most} months"))


def coupons(result: Result) -> Range:
    """Basis points on the coupons of planned bonds (票面利率), within what the input takes."""
    stated = [bond.coupon for bond in _open(result)]
    most = sheet_of(Bond).cell(Bond.coupon).high or Decimal(1)
    return Range(
        -min(stated),
        most - max(stated),
        POINT,
        Decimal(0),
        (f"票面利率{number.share(most)}", f"a coupon of {number.share(most)}"),
    )


def terms(result: Result) -> Range:
    """The permitted terms (期限) of the rule date, shortest first."""
    bonds = _open(result)
    if any(bond.repayment == "custom" for bond in bonds):
        raise NothingToFindError(
            "按约定日期还本的债券期限由各笔还本日决定", "principal agreed payment by payment fixes the term"
        )
    permitted = tuple(sorted(result.rules.value("permitted_terms").numbers))
    stated = max(Decimal(bond.months() or 0) / 12 for bond in bonds)
    return Range(
        permitted[0],
        permitted[-1],
        Decimal(1),
        stated,
        ("规定期限中最短的", "the shortest permitted term"),
        listed=permitted,
    )
