"""收益 inside the bonds' life, cash and ratios, from model.md's chapters on conventions and results and decisions 0006 and 0097."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.revenue_lines import Drivers
from bondcalc.inputs.sheets.settings import Settings
from tests.second_model.building import Building, Funding
from tests.second_model.debts import Bonds, Loans
from tests.second_model.earning import Earning, Plot, Spent
from tests.second_model.plain import Yearly, added, last_of_month, money, touched_months, whole_months, yearly
from tests.second_model.taxing import Profit


class Year(NamedTuple):
    """A year beside the life: months wholly inside and touched, months of operation, the share of these that is inside."""

    year: int
    inside: list[int]
    touched: list[int]
    runs: list[int]
    share: Fraction
    last: date


PERIODS = {"quarterly": 3, "half_yearly": 6, "yearly": 12}


def comes_evenly(line: Drivers) -> bool:
    """Tell whether revenue comes month by month."""
    return line.month is None and line.received not in PERIODS


def received(line: Drivers, when: Year) -> Fraction:
    """What of a line has come: by its month, by the periods that are over on the last day, or by the months inside."""
    if line.month is not None:
        return Fraction(line.month in when.inside)
    length = PERIODS.get(line.received, 1)
    months = when.runs or list(range(1, 13))
    over = [month for month in months if last_of_month(when.year, -(-month // length) * length) <= when.last]
    return Fraction(len({*over} & {*when.inside}), len(months))


class Life:
    """What of each year lies inside the bonds' life, flow by flow."""

    def __init__(self, earning: Earning, profit: Profit, bonds: Bonds) -> None:
        self._earning, self._profit = earning, profit
        self._first, self._last = bonds.first, bonds.last
        spans = range(bonds.first.year, bonds.last.year + 1)
        months = {
            year: {*earning.operation.months(year)} & {*whole_months(year, bonds.first, bonds.last)} for year in spans
        }
        self._operating = [year for year, inside in months.items() if inside]

    def counted(self, year: int) -> Fraction:
        """What of 收益 of a year counts: receipts as they come, outlays with what they are a share of, by months or whole."""
        when = self._year(year)
        uneven = [line for line in self._earning.revenue.values() if line.repays and not comes_evenly(line.line)]
        sold = sum((line.amounts[year] for line in uneven), Fraction(0))
        sold_inside = sum((money(line.amounts[year] * received(line.line, when)) for line in uneven), Fraction(0))
        levied = self._computed(year) if uneven else (Fraction(0), Fraction(0))
        shares = self._taxed(when)
        following = [(spent.amounts[year], share) for spent, share in self._following(when, shares[1])]
        gone = sum((spent.amounts[year] for spent in self._single()), self._own(year)) + sum(levied)
        gone += sum(amount for amount, _ in following)
        costs = self._earning.running[year] + self._earning.replacement[year] + self._profit.taxes[year] - gone
        running = money((self._earning.claimed[year] - sold - costs) * when.share)
        own = money(self._own(year) * when.share) if when.runs else self._own(year) * bool(when.touched)
        taxed = sum((money(tax * part) for tax, part in zip(levied, shares, strict=True)), Fraction(0))
        borne = own + taxed + self._apart(when) + sum(money(amount * share) for amount, share in following)
        return running + sold_inside + self._land(when) - borne

    def _year(self, year: int) -> Year:
        inside, runs = whole_months(year, self._first, self._last), self._earning.operation.months(year)
        share = Fraction(len({*runs} & {*inside}), len(runs)) if runs else Fraction(len(inside), 12)
        return Year(year, inside, touched_months(year, self._first, self._last), runs, share, self._last)

    def _land(self, when: Year) -> Fraction:
        """Price and accruals of parcels by their month or the months of the year, their cost by its own or whole."""
        kept = Fraction(0)
        for plot in (plot for plot in self._earning.plots if plot.parcel.claimed):
            month, year = plot.parcel.month, when.year
            share = Fraction(len(when.inside), 12) if month is None else Fraction(month in when.inside)
            kept += money((plot.gross[year] - plot.accruals[year]) * share)
            kept -= plot.paid[year] if pays(plot, when.touched) else 0
        return kept

    def _following(self, when: Year, of_all: Fraction) -> list[tuple[Spent, Fraction]]:
        """Outlays that are a share of revenue that does not come evenly, with what counts of it."""
        lines, follow = self._earning.revenue, []
        even = all(comes_evenly(line.line) for line in lines.values() if line.repays)
        for spent in (*self._earning.costs, *self._earning.levies):
            base = lines.get(spent.line.of or "")
            if spent.line.basis == "share_of_revenue" and base is None and not even:
                follow.append((spent, of_all))
            elif (spent.line.basis == "share_of_revenue" and base is not None and not comes_evenly(base.line)) or (
                spent.line.basis == "per_quantity" and base is not None and base.line.month is not None
            ):
                follow.append((spent, received(base.line, when)))
        return follow

    def _runs(self, spent: Spent, *, tax: bool) -> bool:
        """Of what is stated by year without a month, costs run that every year of operation states, and taxes that are no single one.

        A single tax is one of the first or last year that the year after or before it, operating as well, does not have.
        """
        line = spent.line
        if line.basis != "by_year":
            return True
        if line.month is not None:
            return False
        years = {year for year, amount in line.by_year.items() if amount}
        if not tax:
            return line.kind != "replacement" and years.issuperset(self._operating)
        alone = (
            edge in years and neighbour in self._operating and neighbour not in years
            for edge, neighbour in ((self._last.year, self._last.year - 1), (self._first.year, self._first.year + 1))
        )
        return not any(alone)

    def _single(self) -> list[Spent]:
        """All that is stated by year, running or not: each counts apart from what operation brings."""
        return [
            spent
            for lines, tax in ((self._earning.costs, False), (self._earning.levies, True))
            for spent in lines
            if not self._runs(spent, tax=tax)
        ]

    def _own(self, year: int) -> Fraction:
        """Running outlays stated by calendar year, property tax of buildings with them."""
        lines = [
            spent
            for lines, tax in ((self._earning.costs, False), (self._earning.levies, True))
            for spent in lines
            if spent.line.basis == "by_year" and self._runs(spent, tax=tax)
        ]
        return sum((spent.amounts[year] for spent in lines), self._profit.property[year])

    def _apart(self, when: Year) -> Fraction:
        """Single outlays: by their month, or whole in a year that the life touches."""
        lines = [spent for spent in self._single() if spent.line.month is None or spent.line.month in when.touched]
        return sum((spent.amounts[when.year] for spent in lines), Fraction(0)) if when.touched else Fraction(0)

    def _computed(self, year: int) -> tuple[Fraction, Fraction]:
        """Computed taxes: value-added with surcharges, and income tax."""
        vat = self._profit.value_added
        if not vat.computed:
            return Fraction(0), Fraction(0)
        return vat.due[year] + vat.surcharges[year], self._profit.income_tax[year]

    def _taxed(self, when: Year) -> tuple[Fraction, Fraction]:
        """Which part of the computed taxes counts: value-added tax as its output tax, income tax as the revenue."""
        lines = {id_: line for id_, line in self._earning.revenue.items() if line.repays}
        parts = []
        for amounts in (self._profit.value_added.output_of, {id_: line.amounts for id_, line in lines.items()}):
            whole = sum((amounts[id_][when.year] for id_ in lines), Fraction(0))
            counted = sum(
                (amounts[id_][when.year] * received(line.line, when) for id_, line in lines.items()), Fraction(0)
            )
            parts.append(counted / whole if whole else when.share)
        return parts[0], parts[1]


def pays(plot: Plot, touched: list[int]) -> bool:
    """The cost of a parcel counts by the month of its own payments, else with its price, else whole."""
    month = plot.parcel.month if plot.plan is None else plot.plan.month
    return bool(touched) if month is None else month in touched


class Second:
    """The whole model of a project, over given years."""

    def __init__(self, project: Project, years: list[int]) -> None:
        self.years, self._settings = years, project.form(Settings)
        self.bonds, self.loans = Bonds(project), Loans(project)
        self.building = Building(project, self.bonds, self.loans)
        self.funding = Funding(project, years, self.building, self.bonds, self.loans)
        self.earning = Earning(project, years)
        self.profit = Profit(project, years, self.earning, self.building, self.bonds, self.loans)
        earning = self.earning
        spent = added([earning.running, earning.replacement, self.profit.taxes])
        self.amount = yearly({year: earning.claimed[year] + earning.land[year] - spent[year] for year in years})
        life, span = Life(earning, self.profit, self.bonds), range(self.bonds.first.year, self.bonds.last.year + 1)
        self.prorated = yearly({year: life.counted(year) for year in years})
        self.whole = yearly({year: self.amount[year] for year in years if year in span})
        self.borne, self.from_revenue = self._service()
        self.closing, self.dscr, self.cash_cover = yearly(), yearly(), yearly()
        self._cash()
        self.scalars = self._scalars(list(span))

    def _service(self) -> tuple[Yearly, Yearly]:
        bonds, loans = self.bonds, self.loans
        paid = added([bonds.interest, bonds.principal, loans.interest, loans.principal])
        borne = yearly({year: paid[year] - bonds.rolled[year] for year in self.years})
        built = added([bonds.construction_interest, loans.construction_interest])
        return borne, yearly({year: borne[year] - built[year] + loans.capitalised[year] for year in self.years})

    def _cash(self) -> None:
        """Cash by year, and what there is for the service that revenue pays."""
        bonds, loans, building, balance = self.bonds, self.loans, self.building, Fraction(0)
        fees = added([bonds.issue_fees, bonds.payment_fees])
        for year in self.years:
            opening, due = balance, self.from_revenue[year]
            if due:
                self.dscr[year] = self.amount[year] / due
                self.cash_cover[year] = (opening - bonds.rolled_late[year] + self.amount[year]) / due
            balance += self.funding.capital[year] + bonds.drawn[year] + bonds.refinanced[year] + loans.drawn[year]
            balance += self.amount[year] + self.profit.value_added.refund[year] - loans.capitalised[year]
            balance -= building.works[year] + building.working_capital[year] + fees[year]
            balance -= bonds.interest[year] + bonds.principal[year] + loans.interest[year] + loans.principal[year]
            self.closing[year] = balance

    def _scalars(self, span: list[int]) -> dict[str, Fraction]:
        """E, F, G, H, A and their ratios."""
        bonds, loans, settings = self.bonds, self.loans, self._settings
        fees = added([bonds.issue_fees, bonds.payment_fees]) if settings.fees_in_denominator else yearly()
        bond_service = added([bonds.interest, bonds.principal, fees])
        special = sum(bond_service.values(), Fraction(0)) - sum(bonds.rolled.values(), Fraction(0))
        service = special + sum((loans.interest[year] + loans.principal[year] for year in span), Fraction(0))
        revenue = sum((self.whole if settings.edge_years == "whole" else self.prorated).values(), Fraction(0))
        drawn, market = sum(bonds.drawn.values(), Fraction(0)), sum(loans.drawn.values(), Fraction(0))
        market -= sum(loans.working.values(), Fraction(0))
        return {
            "revenue_counted": revenue,
            "revenue_prorated": sum(self.prorated.values(), Fraction(0)),
            "revenue_whole": sum(self.whole.values(), Fraction(0)),
            "service": service,
            "bond_service": special,
            "special_bonds": drawn,
            "market_loans": market,
            "principal": drawn + market,
            "capital": sum(self.funding.capital.values(), Fraction(0)),
            "cash_min": min(self.closing.values()),
            "coverage_total_debt": revenue / service,
            "coverage_special_bond": revenue / special,
            "revenue_to_total_principal": revenue / (drawn + market),
        }
