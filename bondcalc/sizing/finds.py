"""What can be found: each with its range, its quantum and the project at a value."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bondcalc.analysis.delay import rebuilt
from bondcalc.analysis.drivers import DRIVERS
from bondcalc.inputs.project import Project, sheet_of
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.schedules import investment
from bondcalc.sizing import one_input
from bondcalc.sizing.search import NEIGHBOURS
from bondcalc.wording import number
from bondcalc.wording.terms import Verdict

COVER = ("C01", "C02", "C03", "C07", "C09", "C10")
"""Coverage of bonds and of all debt, the local threshold, cash, yearly service, the local stress."""
DEBT = ("D07", "W07", "F01", "F02", "N01", "K01", "L01", "L02", "L03")
"""What a larger debt runs into besides: interest out of bond money, money left over, sources and uses, need, least capital, limits."""
TERMS = ("T01", "T02", "T03", "T04", "T05", "T06")
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

    def value(self, place: int) -> Decimal:
        """Give the value at a place."""
        return self.listed[place] if self.listed else self.low + place * self.quantum

    @property
    def start(self) -> int | None:
        """The place of the stated value; None when it stands outside."""
        if self.listed:
            return self.listed.index(self.base) if self.base in self.listed else None
        steps = (self.base - self.low) / self.quantum
        return int(steps) if steps == int(steps) and 0 <= steps <= self.last else None


@dataclass(frozen=True)
class Find:
    """One question: the direction wanted, the tests asked by default, the range, and the project at a value.

    `basis` is the project the search starts from; `structural` values need schedules built again. `always` are tests
    put whatever is asked: without them the edge would answer another question.
    """

    id: str
    zh: str
    en: str
    wanted: int
    tests: tuple[str, ...]
    range: Callable[[Result], Range]
    at: Callable[[Project, Decimal], Project]
    basis: Callable[[Project], Project]
    details: Callable[[Project], list[tuple[str, str]]]
    structural: bool = False
    neighbours: int = 0
    always: tuple[str, ...] = ()


def tests_asked(words: str, result: Result) -> tuple[str, ...]:
    """Read rule ids separated by commas; ValueError for one that has no check or cannot be answered yet."""
    ids = tuple(dict.fromkeys(word.strip() for word in words.split(",") if word.strip()))
    verdicts = {finding.rule.id: finding.verdict for finding in result.findings}
    unknown = [id_ for id_ in ids if id_ not in verdicts]
    blank = [id_ for id_ in ids if verdicts.get(id_) == Verdict.NEEDS_INPUT]
    if unknown or blank:
        reason = f"没有规则{', '.join(unknown)}" if unknown else f"{', '.join(blank)}资料不全，须先补充录入"
        raise ValueError(f"{reason}；可用 bondcalc rules 查看")
    return ids


def _open(result: Result) -> Sequence[Bond]:
    bonds = one_input.planned(result.project)
    if not bonds:
        raise NothingToFindError("没有计划发行的债券", "no bond is planned")
    return bonds


def _faces(result: Result) -> Range:
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


def _prices(result: Result) -> Range:
    if not result.project.rows(Parcel):
        raise NothingToFindError("没有出让的地块", "there is no land to sell")
    return Range(Decimal(0), HIGHEST_PRICE, PRICE_STEP, Decimal(1), ("土地单价为零", "land for nothing"))


def _delays(result: Result) -> Range:
    if result.project.form(Particulars).operation_start is None:
        raise NothingToFindError("没有投入运营日期", "no start of operation is stated")
    most = DRIVERS["operation_delay"].furthest
    return Range(Decimal(0), most, Decimal(1), Decimal(0), (f"推迟{most}个月", f"{most} months"))


def _coupons(result: Result) -> Range:
    stated = [bond.coupon for bond in _open(result)]
    most = sheet_of(Bond).cell(Bond.coupon).high or Decimal(1)
    return Range(
        -min(stated),
        most - max(stated),
        POINT,
        Decimal(0),
        (f"票面利率{number.share(most)}", f"a coupon of {number.share(most)}"),
    )


def _terms(result: Result) -> Range:
    bonds = _open(result)
    if any(bond.repayment == "custom" for bond in bonds):
        raise NothingToFindError(
            "按约定日期还本还本的债券期限由各笔还本日决定", "principal agreed payment by payment fixes the term"
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


def _as_stated(project: Project) -> Project:
    return project


def _face_details(project: Project) -> list[tuple[str, str]]:
    return [(bond.id, project.form(Settings).notation().money(bond.face)) for bond in one_input.planned(project)]


def _price_details(project: Project) -> list[tuple[str, str]]:
    return [(parcel.id, number.trimmed(parcel.price)) for parcel in project.rows(Parcel)]


def _start_details(project: Project) -> list[tuple[str, str]]:
    return [("operation_start", str(project.form(Particulars).operation_start))]


def _coupon_details(project: Project) -> list[tuple[str, str]]:
    return [(bond.id, number.rate(bond.coupon)) for bond in project.rows(Bond) if bond.status == "planned"]


def _due_details(project: Project) -> list[tuple[str, str]]:
    return [(bond.id, str(bond.due())) for bond in one_input.planned(project)]


def _delayed(project: Project, months: Decimal) -> Project:
    return rebuilt(project, {"operation_delay": months})


def _for_years(project: Project, years: Decimal) -> Project:
    return one_input.with_term(project, int(years))


LARGEST_BONDS = Find(
    id="bond",
    zh="最大计划发行额",
    en="Largest planned bonds",
    wanted=1,
    tests=COVER + DEBT,
    range=_faces,
    at=one_input.with_bonds,
    basis=one_input.plugged,
    details=_face_details,
    neighbours=NEIGHBOURS,
)

FINDS = {
    one.id: one
    for one in (
        LARGEST_BONDS,
        Find(
            id="land_price",
            zh="最低土地单价",
            en="Lowest land price",
            wanted=-1,
            tests=COVER,
            range=_prices,
            at=one_input.with_prices,
            basis=_as_stated,
            details=_price_details,
        ),
        Find(
            id="operation_delay",
            zh="最长投运推迟",
            en="Longest delay of operation",
            wanted=1,
            tests=COVER,
            range=_delays,
            at=_delayed,
            basis=_as_stated,
            details=_start_details,
            structural=True,
        ),
        Find(
            id="coupon",
            zh="最高票面利率",
            en="Highest coupon",
            wanted=1,
            tests=COVER,
            range=_coupons,
            at=one_input.with_coupons,
            basis=_as_stated,
            details=_coupon_details,
        ),
        Find(
            id="term",
            zh="最短期限",
            en="Shortest term",
            wanted=-1,
            tests=COVER + TERMS,
            range=_terms,
            at=_for_years,
            basis=_as_stated,
            details=_due_details,
            structural=True,
        ),
        # Capital fills what bonds leave open, so that it is smallest where they are largest: the same search.
        replace(LARGEST_BONDS, id="capital", zh="最少资本金", en="Smallest capital", always=("W07",)),
    )
}
"""By id. The smallest capital is what the largest bonds leave open, so it is found along the same range. That holds while
bond money is spent (W07): once it lies idle, more of it only adds interest and fees for capital to pay."""
