"""成交可能性: whether a parcel is sold, what it brings and between which prices, from bidders and spread."""

from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, if_, largest, money
from bondcalc.inputs.sheets.land_bids import LandBid
from bondcalc.probability.auction import Lognormal, rank, revenue
from bondcalc.schedules.sale_lines import SaleLines, chance_of_nobody, deviations_of, even_share, whole_power

QUANTILES = (10, 50, 90)
HUNDRED = 100


class Chances(NamedTuple):
    """One round of a sale: chances, receipts (a round without a sale brings nothing), the prices of those that sell."""

    number: Line
    below: Line
    unsold: Line
    sold: Line
    at_start: Line
    receipts: Line
    price: Line
    prices: dict[int, Line]
    checks: tuple[Line, ...]
    region_at_start: Line | None = None


class SaleRound:
    """The lines of one round of the sale of one parcel; what is solved for on the way stands with its checks in a table of `proof`."""

    def __init__(self, lines: SaleLines, proof: SaleLines) -> None:
        self._lines, self._proof, self._bid = lines, proof, lines.basis.row
        self._known, self._checks = lines.basis.bidders.number is not None, list[Line]()
        over = if_(lines.basis.market > 0, lines.basis.start / lines.basis.market, 0)
        self._start = lines.line("start_ratio", over, "起始价与市场价之比", "Start over market value", "起始价÷市场价")
        self._spread = self._spread_line()
        self._number = self._number_line()
        self._nobody = None if self._known else self._nobody_line()
        self._below = self._below_line()

    def chances(self) -> Chances:
        """Add chances, receipts and prices.

        By hand in tests/schedules/test_land_sales.py: test_even_valuations_by_hand, test_a_poisson_number_by_hand.
        """
        unsold = self._share("unsold", self._unsold(self._below), "流拍可能性", "Chance unsold", "没有人估价达到起始价")
        sold = self._share("sold", _rest(unsold), "成交可能性", "Chance sold", "1－流拍可能性")
        at_start = self._share(
            "at_start",
            self._at_start(self._below),
            "以起始价成交的可能性",
            "Sold at the start price",
            "只有一人达到起始价",
        )
        factor = self._receipts_factor(unsold)
        market = self._lines.basis.market
        receipts = self._amount("receipts", market * factor, "首轮预期收入（每亩）", "Expected receipts", "流拍计0")
        if_sold = if_(sold > 0, market * factor / sold, 0)
        price = self._amount("price", if_sold, "预期成交价（每亩）", "Expected price if sold", "预期收入÷成交可能性")
        prices = {quantile: self._price_at(quantile, unsold, sold) for quantile in QUANTILES}
        self._check_basis()
        return Chances(
            number=self._number,
            below=self._below,
            unsold=unsold,
            sold=sold,
            at_start=at_start,
            receipts=receipts,
            price=price,
            prices=prices,
            checks=tuple(self._checks),
            region_at_start=self._region(),
        )

    def _share(self, what: str, formula: Expression, zh: str, en: str, source: str) -> Line:
        return self._lines.line(what, formula, zh, en, source, "fraction")

    def _amount(self, what: str, formula: Expression, zh: str, en: str, source: str) -> Line:
        return self._lines.line(what, money(formula), zh, en, source, "money")

    @property
    def _even(self) -> bool:
        return not isinstance(self._lines.basis.valuations, Lognormal)

    def _spread_line(self) -> Line:
        """Stated, or solved so that the region's sales bring its premium (their start price being the market value)."""
        if self._bid.data.spread is not None:
            leaf = self._bid.cell(LandBid.spread)
            return self._lines.line("spread", leaf, "估价离散程度", "Spread of valuations", "土地竞价表")
        return self._lines.solved("spread", self._lines.basis.spread, "估价离散程度", "Spread of valuations")

    def _number_line(self) -> Line:
        """The number of bidders, or their mean: stated, or twice the region's number above its start price."""
        zh, en = ("竞买人数", "Bidders") if self._known else ("平均竞买人数", "Bidders on average")
        if self._known or self._bid.data.bidder_rate is not None:
            leaf = self._bid.cell(LandBid.bidders if self._known else LandBid.bidder_rate)
            return self._lines.line("number", leaf, zh, en, "土地竞价表", "quantity")
        # Half of all valuations reach a start price that is the market value, the median.
        return self._lines.solved("number", self._lines.basis.bidders.rate, zh, en, "quantity")

    def _nobody_line(self) -> Line:
        """Chance that nobody bids whatever the start price: e to the power of minus the mean number."""
        zh, en = "无人竞买的可能性", "Chance of no bidder"
        if self._bid.data.unsold_share is not None:
            unsold = self._bid.cell(LandBid.unsold_share)
            line = self._share("nobody", unsold * unsold, zh, en, "区域流拍率的平方：一半的估价达到市场价")
        else:
            line = self._lines.solved("nobody", chance_of_nobody(self._lines.basis.bidders.rate), zh, en, "fraction")
        power = self._proof.power_of_e("nobody", -self._number, zh, en)
        self._checks.append(self._proof.check("nobody", zh, en, [(line, power)]))
        return line

    def _below_line(self) -> Line:
        """Share of valuations that do not reach the start price."""
        zh, en = "估价低于起始价的比例", "Valuations below the start price"
        if self._even:
            return self._lines.line("below", even_share(self._start, self._spread), zh, en, "起始价在估价区间内的位置")
        share = self._lines.basis.valuations.below(self._lines.basis.start_ratio)
        deviations = self._proof.solved(
            "deviations", deviations_of(share), "起始价的标准差倍数", "Deviations of the start"
        )
        line = self._lines.solved("below", share, zh, en)
        self._checks.append(self._proof.check("below", zh, en, self._lognormal("below", deviations, line, self._start)))
        return line

    def _unsold(self, share: Expression) -> Expression:
        if self._nobody is None:
            return whole_power(share, self._number)
        return self._nobody ** _rest(share)

    def _at_start(self, share: Expression) -> Expression:
        if self._nobody is None:
            return self._number * whole_power(share, self._number - 1) * _rest(share)
        return self._number * _rest(share) * self._nobody ** _rest(share)

    def _receipts_factor(self, unsold: Line) -> Line:
        """Expected receipts of a round over the market value; in closed form where valuations are even."""
        zh, en = "预期收入系数", "Expected receipts over market value"
        if self._even:
            formula = self._start * (_rest(unsold)) + self._above(unsold)
            return self._lines.line("receipts_factor", formula, zh, en, "起始价部分＋竞争部分，均匀分布的解析式")
        basis = self._lines.basis
        return self._lines.solved(
            "receipts_factor", revenue(basis.bidders, basis.valuations, basis.start_ratio), zh, en
        )

    def _above(self, unsold: Line) -> Expression:
        """What competition adds to the start price where valuations are even: where they begin above it, that gap too.

        Proved by tests/schedules/test_land_sales.py: test_published_uniform_closed_form.
        """
        left, n = _rest(self._below), self._number
        gap = largest(0, _rest(self._spread) - self._start)
        if self._nobody is None:
            whole = whole_power(self._below, n)
            contested = left - _rest(whole) + (n - 1) * _rest(whole * self._below) / (n + 1)
            # A single bidder is outbid by nobody, however high the lowest valuation.
            return if_(n > 1, gap, 0) + self._spread * 2 * contested
        contested = left * (unsold + 1) - _rest(unsold) * 2 / n
        second = _rest(self._nobody * (n + 1))
        return gap * second + self._spread * 2 * contested

    def _price_at(self, quantile: int, unsold: Line, sold: Line) -> Line:
        """The price that so many in a hundred sales do not pass: the start price, or the value of a solved share."""
        basis, zh = self._lines.basis, f"第{quantile}百分位"
        target_share = basis.valuations.below(basis.start_ratio)
        share = rank(basis.bidders, target_share, quantile / HUNDRED)
        line = self._proof.solved(f"rank{quantile}", share, f"{zh}估价的位置", f"Share below P{quantile}")
        target = unsold + sold * quantile / HUNDRED
        reached = largest(target, self._unsold(self._below) + self._at_start(self._below))
        pairs: list[tuple[Expression, Expression]] = [(self._unsold(line) + self._at_start(line), reached)]
        if self._even:
            # A single bidder may value the land far above the start price and pays no more.
            factor: Expression = if_(line > self._below, _rest(self._spread) + self._spread * 2 * line, 0)
        else:
            deviations = self._proof.solved(
                f"deviations{quantile}", deviations_of(share), f"{zh}的标准差倍数", f"Deviations of P{quantile}"
            )
            value = basis.valuations.value(number_below_one(share))
            solved = self._proof.solved(
                f"factor{quantile}", value, f"{zh}与市场价之比", f"P{quantile} over market value"
            )
            pairs += self._lognormal(f"rank{quantile}", deviations, line, solved)
            factor = solved
        check = self._proof.check(f"rank{quantile}", f"{zh}成交价", f"P{quantile}", pairs)
        self._checks.append(check)
        price = money(largest(basis.start, basis.market * factor))
        return self._lines.line(
            f"p{quantile}", if_(sold > 0, price, 0), f"成交价{zh}（每亩）", f"Price P{quantile}", "成交的各轮", "money"
        )

    def _region(self) -> Line | None:
        """Share of sales at the start price that goes with the region's share unsold where bidding is free: m·u/(1 - u)."""
        if self._bid.data.unsold_share is None:
            return None
        unsold, mean = self._bid.cell(LandBid.unsold_share), self._number / 2
        zh, en = "区域起始价成交率的模型值", "Region: sold at the start price, by the model"
        return self._share("region_at_start", mean * unsold / _rest(unsold), zh, en, "竞价充分时由流拍率推算")

    def _lognormal(self, what: str, deviations: Line, share: Line, value: Line) -> list[tuple[Expression, Expression]]:
        """What makes a solved share and a solved value right: so many deviations have that share below and are that value."""
        zh, en = value.zh.partition("（")[0], value.en
        power = self._proof.power_of_e(what, self._spread * deviations, zh, en)
        return [(self._proof.normal_share(what, deviations), share), (power, value)]

    def _check_basis(self) -> None:
        """What was solved belongs to these inputs: start price, spread and number as they were then."""
        basis, lines = self._lines.basis, self._proof
        number = basis.bidders.number if basis.bidders.number is not None else basis.bidders.rate
        solved = [
            ("start_ratio", basis.start_ratio, self._start),
            ("spread", float(basis.spread), self._spread),
            ("number", float(number), self._number),
        ]
        pairs = [
            (lines.solved(f"solved_{what}", value, f"求解时的{line.zh.split('（')[0]}", f"{what} as solved"), line)
            for what, value, line in solved
        ]
        self._checks.append(lines.check("basis", "求解依据", "what was solved for", pairs))


def number_below_one(share: float) -> float:
    """A share that a value lies below: the whole of a distribution has none."""
    return min(share, 1 - 1e-15)


def _rest(share: Expression) -> Expression:
    return 1 - share
