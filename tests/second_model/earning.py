"""Revenue, costs, land and the calendar of operation, from model.md's chapters on revenue and costs."""

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.local_accruals import LandAccrual
from bondcalc.inputs.sheets.operating_costs import CostLine, Outlay, TaxLine
from bondcalc.inputs.sheets.parcels import LandCostPayment, Parcel
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.revenue_lines import Drivers, NodeLine, RevenueLine
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.volume_lines import Ramp
from tests.second_model.plain import Yearly, added, money, stepped, whole_months, yearly

REPAYS = {"government_fund", "project_special"}
HECTARE_OF_15_MU = Fraction(10_000, 15)
OF_GROSS = {"revenue_fund": Fraction(3, 100), "business_fee": Fraction(2, 100)}
A_SQUARE_METRE = {"agricultural_development_fund": Fraction(3), "new_construction_fee": Fraction(16)}
OF_NET = dict.fromkeys(("education_fund", "water_fund", "housing_fund"), Fraction(1, 10))
Index = Callable[[int, int], Fraction]
"""What a price has grown to in a month of a year."""


class Operation:
    """Months of operation, and in which operating year each lies."""

    def __init__(self, project: Project) -> None:
        form = project.form(Particulars)
        self._start = form.operation_start
        ends = [form.operation_end or date.max, date(form.forecast_end or 9999, 12, 31)]
        self._end, self.forecast_end = min(ends), form.forecast_end or 9999
        first = form.operation_start or date.max
        self._first = 12 * first.year + first.month + (first.day > 1)
        self._by_operating_year = project.form(Settings).growth_steps == "operating_year"

    def months(self, year: int) -> list[int]:
        """The whole months of a year in operation."""
        return [] if self._start is None else whole_months(year, self._start, self._end)

    def operating_year(self, year: int, month: int) -> int:
        """The operating year a month lies in, from 1 on."""
        return (12 * year + month - self._first) // 12 + 1

    def index(self, line: Drivers | Outlay) -> Index:
        """Grow once every n years, counted by calendar year or by operating year."""

        def grown(year: int, month: int) -> Fraction:
            if self._start is None:
                return Fraction(1)
            number = self.operating_year(year, month) if self._by_operating_year else year - self._start.year + 1
            return (1 + Fraction(line.growth_rate)) ** ((max(1, number) - 1) // line.growth_every)

        return grown

    def mean(self, index: Index, year: int) -> Fraction:
        """The mean over the months of operation of a year; that of its end where there are none."""
        months = self.months(year)
        return sum((index(year, month) for month in months), Fraction(0)) / len(months) if months else index(year, 12)


class Earned(NamedTuple):
    """A line of revenue: its amounts, its volumes by year, and by month of operation."""

    line: Drivers
    amounts: Yearly
    volumes: Yearly
    by_month: dict[tuple[int, int], Fraction]

    @property
    def repays(self) -> bool:
        """Only claimed lines of two classes count."""
        return self.line.claimed and self.line.budget_class in REPAYS


def earned(project: Project, operation: Operation, years: Sequence[int], line: Drivers) -> Earned:
    """Volume times price, month by month of operation, or by calendar year."""
    index, volumes, by_month, raw = operation.index(line), yearly(), {}, yearly()
    load = next((ramp.by_operating_year for ramp in project.rows(Ramp) if ramp.id == line.ramp), None)

    def price(year: int, month: int) -> Fraction:
        grown = Fraction(line.price) * index(year, month)
        return (grown if line.price_limit is None else min(grown, Fraction(line.price_limit))) * in_money(project, line)

    for year in (year for year in years if year <= operation.forecast_end):
        if line.by_year:
            volumes[year] = Fraction(line.by_year.get(year, 0) * line.utilisation)
            raw[year] = volumes[year] * operation.mean(price, year)
            continue
        for month in operation.months(year):
            share = 1 if load is None else load[min(operation.operating_year(year, month), max(load))]
            by_month[year, month] = Fraction((line.quantity or 0) * line.utilisation * share)
            volumes[year] += by_month[year, month] / 12
            raw[year] += by_month[year, month] / 12 * price(year, month)
    return Earned(
        line, yearly({year: money(raw[year] * Fraction(line.periods_a_year)) for year in raw}), volumes, by_month
    )


def in_money(project: Project, line: Drivers | Outlay) -> Fraction:
    """How much of the money unit one unit of a price is."""
    return 1 / Fraction(project.form(Settings).yuan_per_unit) if line.price_unit == "yuan" else Fraction(1)


class Spent(NamedTuple):
    """A line of costs or taxes and its amounts."""

    line: CostLine | TaxLine
    amounts: Yearly


class Plot(NamedTuple):
    """A parcel: price, cost paid, accruals and what is left."""

    parcel: Parcel
    plan: LandCostPayment | None
    paid: Yearly
    accruals: Yearly
    gross: Yearly
    sold_cost: Yearly

    @property
    def net(self) -> Yearly:
        """What the parcel brings."""
        years = {*self.gross, *self.paid}
        return yearly({year: self.gross[year] - self.paid[year] - self.accruals[year] for year in years})


def local_rates(project: Project, parcel: Parcel) -> dict[str, Fraction]:
    """Local rates of accruals, those of the parcel before those of all."""
    rows = sorted(project.rows(LandAccrual), key=lambda row: row.parcel is not None)
    local = [row for row in rows if row.parcel in {None, parcel.id}]
    return {row.accrual: Fraction(row.rate if row.rate is not None else row.per_square_metre or 0) for row in local}


def plot_of(project: Project, operation: Operation, parcel: Parcel) -> Plot:
    """Sell, pay and accrue by year of sale; nothing after the forecast."""
    plan = next((row for row in project.rows(LandCostPayment) if row.parcel == parcel.id), None)
    last, area = operation.forecast_end, Fraction(parcel.area_mu)
    shares = {year: share for year, share in parcel.by_year.items() if year <= last}
    paying = {year: share for year, share in (plan or parcel).by_year.items() if year <= last}
    cost = area * Fraction(parcel.compensation + parcel.development + parcel.social_security)
    gross, sold_cost, accruals = stepped(area * Fraction(parcel.price), shares), stepped(cost, shares), yearly()
    single, local = project.form(Settings).land_accrual_rate, local_rates(project, parcel)
    gross_rates, metre_rates, net_rates = (
        {**rates, **{id_: local[id_] for id_ in rates if id_ in local}} for rates in (OF_GROSS, A_SQUARE_METRE, OF_NET)
    )
    if parcel.state_owned:
        del metre_rates["new_construction_fee"]
    if single is not None or "single" in local:
        net_rates = {"single": local.get("single", Fraction(single or 0))}
    for year, share in shares.items():
        metres = area * HECTARE_OF_15_MU * Fraction(share)
        before = sum((money(gross[year] * rate) for rate in gross_rates.values()), Fraction(0))
        before += sum((money(metres * rate / 10_000) for rate in metre_rates.values()), Fraction(0))
        base = max(Fraction(0), gross[year] - sold_cost[year] - before)
        accruals[year] = before + sum((money(base * rate) for rate in net_rates.values()), Fraction(0))
    paid = yearly() if parcel.cost_in_investment else stepped(cost, paying)
    return Plot(parcel, plan, paid, accruals, gross, sold_cost)


class Earning:
    """All that operation and land bring and cost by year."""

    def __init__(self, project: Project, years: Sequence[int]) -> None:
        self._project, self._years = project, years
        self.operation = Operation(project)
        rows = (*project.rows(RevenueLine), *project.rows(NodeLine))
        self.revenue = {line.id: earned(project, self.operation, years, line) for line in rows}
        self.claimed = added(line.amounts for line in self.revenue.values() if line.repays)
        self.costs = [self._spent(line) for line in project.rows(CostLine)]
        self.levies = [self._spent(line) for line in project.rows(TaxLine)]
        self.running = added(spent.amounts for spent in self.costs if spent.line.kind != "replacement")
        self.replacement = added(spent.amounts for spent in self.costs if spent.line.kind == "replacement")
        self.plots = [plot_of(project, self.operation, parcel) for parcel in project.rows(Parcel)]
        self.land = added(plot.net for plot in self.plots if plot.parcel.claimed)

    def _spent(self, line: CostLine | TaxLine) -> Spent:
        last = self.operation.forecast_end
        return Spent(line, yearly({year: money(self._raw(line, year)) for year in self._years if year <= last}))

    def _raw(self, line: CostLine | TaxLine, year: int) -> Fraction:
        """The amount of a year before rounding, as the way of counting says."""
        index, months = self.operation.index(line), self.operation.months(year)
        rate = Fraction((line.rate or 0) * line.quantity)
        rate *= in_money(self._project, line) if line.basis in {"fixed", "per_quantity"} else 1
        if line.basis == "by_year":
            return Fraction(line.by_year.get(year, 0))
        if line.basis == "share_of_revenue":
            base = self.claimed[year] if line.of == "all" else self.revenue[line.of or ""].amounts[year]
            return rate * base * self.operation.mean(index, year) / (1 + Fraction(line.vat_rate))
        if line.basis == "per_quantity":
            source = self.revenue[line.of or ""]
            if source.line.by_year:
                return rate * source.volumes[year] * self.operation.mean(index, year)
            return rate * sum((source.by_month[year, month] * index(year, month) for month in months), Fraction(0)) / 12
        items = {item.id: item.amount for item in self._project.rows(InvestmentItem)}
        worth = Fraction(items[line.of or ""]) if line.basis == "share_of_investment" else Fraction(1)
        return rate * worth * sum((index(year, month) for month in months), Fraction(0)) / 12
