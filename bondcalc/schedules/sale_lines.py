"""Lines of one parcel's sale: what follows from bidders and spread, live where a formula gives it, solved where none does."""

from collections.abc import Sequence
from decimal import Decimal
from math import exp
from statistics import NormalDist
from typing import NamedTuple

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Constant, Expression, Line, Operand, add, if_, largest, rounded, smallest
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.land_bids import PLACES, LandBid
from bondcalc.probability.auction import Bidders, Lognormal, Uniform, Valuations, bidders_of_unsold
from bondcalc.schedules.book import Row
from bondcalc.wording import number

PARTS, TERMS = 16, 12
"""e^x is checked as the series of e^(x/16) to the power of 16: with twelve terms it is off by less than the digits of a double."""
CLOSE = 9
"""Decimals of a squared difference: values that are solved for agree with their formulas to about 0.00003."""
SERIES = (498673470, 211410061, 32776263, 380036, 488906, 53830)
"""Hastings' polynomial for the normal distribution in 1/SCALE (Abramowitz and Stegun 26.2.19), off by 1.5e-7 at most."""
SCALE = 10**10
SOLVED = "由程序求解，改动录入后须重新运行"


class SaleBasis(NamedTuple):
    """What the sale of a parcel goes by: the rows behind it, market value and start price as lines and as figures."""

    row: Row[LandBid]
    start: Line
    market: Line
    start_amount: float
    market_amount: float

    @property
    def start_ratio(self) -> float:
        """Start price over market value."""
        return self.start_amount / self.market_amount

    @property
    def bidders(self) -> Bidders:
        """How many bid."""
        bid = self.row.data
        if bid.bidders is not None:
            return Bidders(bid.bidders)
        return Bidders(rate=float(bid.bidder_rate) if bid.bidder_rate is not None else 2 * self.region_mean)

    @property
    def region_mean(self) -> float:
        """Mean number of the region's bidders above the start price, by the share that stays unsold."""
        return bidders_of_unsold(float(self.row.data.unsold_share or 1))

    @property
    def spread(self) -> Decimal:
        """Spread of valuations: as stated, else that of the region's premium."""
        spread = self.row.data.spread if self.row.data.spread is not None else self.row.data.spread_of_region()
        assert spread is not None  # noqa: S101 - the sheet refuses a row without
        return spread

    @property
    def valuations(self) -> Valuations:
        """How valuations are spread, as multiples of the market value."""
        spread = float(self.spread)
        return Uniform(spread) if self.row.data.valuation == "uniform" else Lognormal(spread)

    @property
    def keys(self) -> tuple[Key, ...]:
        """The cells that what is solved rests on."""
        fields = (
            LandBid.start_price,
            LandBid.bidders,
            LandBid.bidder_rate,
            LandBid.unsold_share,
            LandBid.premium,
            LandBid.spread,
            LandBid.valuation,
        )
        return self.row.keys(*fields)


class SaleLines:
    """Adds lines of one parcel to the table of sales."""

    def __init__(self, table: Table, basis: SaleBasis) -> None:
        self.table, self.basis, self.id = table, basis, basis.row.data.parcel

    def line(self, what: str, formula: Operand, zh: str, en: str, source: str, unit: str = "ratio") -> Line:
        """Add a line that a formula gives."""
        return self.table.line(
            f"{what}.{self.id}", formula, f"{zh}（{self.id}）", f"{en}, {self.id}", source, unit=unit
        )

    def solved(self, what: str, value: float | Decimal, zh: str, en: str, unit: str = "ratio") -> Line:
        """Add a line that was solved for, to twelve decimals."""
        return self.table.solved(
            f"{what}.{self.id}",
            number.rounded(value, PLACES),
            f"{zh}（{self.id}）",
            f"{en}, {self.id}",
            SOLVED,
            unit=unit,
            rests_on=self.basis.keys,
        )

    def check(self, what: str, zh: str, en: str, pairs: Sequence[tuple[Expression, Expression]]) -> Line:
        """Add the squared differences of pairs that should be equal: 0 as long as what is solved fits the inputs."""
        squares = [(left - right) * (left - right) for left, right in pairs]
        source = "各差的平方和，应为0"
        return self.line(f"check_{what}", rounded(add(squares), CLOSE), f"复核：{zh}", f"Check of {en}", source)

    def normal_share(self, what: str, deviations: Line) -> Line:
        """Add the share of a normal distribution below so many deviations, by Hastings' polynomial."""
        zh = deviations.zh.partition("（")[0]
        size = self.line(
            f"{what}_size", largest(deviations, -deviations), f"{zh}（绝对值）", "Absolute value", "正负取正"
        )
        terms = [size ** Constant(power) * factor / SCALE for power, factor in enumerate(SERIES, 1)]
        beyond = self.line(
            f"{what}_beyond",
            Constant(1) / (add([Constant(1), *terms]) ** Constant(16) * 2),
            f"{zh}以外的比例",
            "Share beyond",
            "正态分布的近似多项式，误差小于0.0000002",
        )
        below = if_(deviations >= Constant(0), 1 - beyond, beyond)
        return self.line(f"{what}_normal", below, f"{zh}以下的比例", "Share below", "近似多项式，供复核")

    def power_of_e(self, what: str, exponent: Expression, zh: str, en: str) -> Line:
        """Add e to a power by its series, in a form that loses no digits."""
        part = self.line(f"{what}_part", exponent / PARTS, f"{zh}（指数÷16）", f"{en}, a sixteenth", "指数÷16")
        series: Expression = Constant(1)
        for term in range(TERMS, 0, -1):
            series = series * part / term + 1
        source = "e的指数÷16次方按级数展开至12项，再取16次方"
        return self.line(f"{what}_power", series ** Constant(PARTS), f"{zh}（复核值）", f"{en}, for the check", source)


def even_share(value: Expression, spread: Expression) -> Expression:
    """Share of evenly spread valuations that lie below a value."""
    return largest(0, smallest(1, (value - 1 + spread) / (spread * 2)))


def whole_power(share: Expression, exponent: Expression) -> Expression:
    """A share to the power of a number from 0 on; 0 to the power of 0 is 1, which spreadsheets refuse to say."""
    return if_(share > Constant(0), share**exponent, if_(exponent > Constant(0), 0, 1))


def deviations_of(share: float) -> float:
    """How many deviations from the median a share of a normal distribution lies below."""
    return NormalDist().inv_cdf(min(max(share, 1e-15), 1 - 1e-15))


def chance_of_nobody(rate: float) -> float:
    """Chance that nobody bids at all."""
    return exp(-rate)
