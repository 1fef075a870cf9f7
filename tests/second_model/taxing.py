"""Value-added tax, property tax, depreciation and income tax by year, from model.md's chapter on costs, taxes and profit."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.buildings import Building as TaxedBuilding
from bondcalc.inputs.sheets.credit_refunds import CreditRefund
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.taxation import Taxation
from tests.second_model.building import Building
from tests.second_model.debts import Bonds, Loans
from tests.second_model.earning import Earning
from tests.second_model.plain import Yearly, add_months, added, money, whole_months, yearly

CLASSES = {
    "construction": "buildings",
    "equipment": "machinery",
    "installation": "machinery",
    "land_compensation": "intangible",
}
LEAST_YEARS = {"buildings": 20, "machinery": 10, "electronics": 3, "intangible": 10}
EDUCATION = Fraction(5, 100)


def contained(amount: Fraction, rate: Decimal | None) -> Fraction:
    """The tax inside a tax-inclusive amount."""
    return amount * Fraction(rate or 0) / (1 + Fraction(rate or 0))


def creditable(item: InvestmentItem, spent: Yearly) -> Yearly:
    """Input tax of a cost item by year: that of what is spent to date, less that of before."""
    tax, until = yearly(), Fraction(0)
    for year in sorted(spent):
        before, until = until, until + spent[year]
        share = Fraction(item.creditable_share)
        tax[year] = money(contained(until, item.vat_rate) * share) - money(contained(before, item.vat_rate) * share)
    return tax


class ValueAdded:
    """Value-added tax and surcharges where they are computed, nothing else."""

    def __init__(self, project: Project, years: Sequence[int], earning: Earning, building: Building) -> None:
        self.output_of = {
            id_: yearly(
                {year: money(contained(amount, line.line.output_vat_rate)) for year, amount in line.amounts.items()}
            )
            for id_, line in earning.revenue.items()
            if line.repays
        }
        spent = [
            {year: money(contained(amount, cost.line.input_vat_rate)) for year, amount in cost.amounts.items()}
            for cost in earning.costs
        ]
        self.due, self.surcharges, self.refund, self.net = yearly(), yearly(), yearly(), yearly()
        self.output, running = added(self.output_of.values()), added(spent)
        self.computed = project.form(Taxation).method == "computed"
        self.built = (
            added(creditable(item, building.items[item.id]) for item in building.rows) if self.computed else yearly()
        )
        stated = added(
            {year: Fraction(amount)} for row in project.rows(CreditRefund) for year, amount in row.by_year.items()
        )
        credit = unspared = Fraction(0)
        for year in years if self.computed else ():
            owed = self.output[year] - running[year] - self.built[year] - credit
            self.net[year] = self.output[year] - running[year]
            self.due[year] = max(Fraction(0), owed)
            self.refund[year] = min(max(Fraction(0), -owed), stated[year])
            credit = max(Fraction(0), -owed) - self.refund[year]
            spared = min(unspared, self.due[year])
            unspared += self.refund[year] - spared
            rate = Fraction(project.form(Taxation).urban_construction_rate) + EDUCATION
            self.surcharges[year] = money((self.due[year] - spared) * rate)


def property_tax(project: Project, years: Sequence[int], earning: Earning) -> Yearly:
    """1.2 % of the value left after deduction for what is not let, 12 % of the rent without its tax for what is."""
    form, levied = project.form(Particulars), yearly()
    end = min(form.operation_end or date.max, date(form.forecast_end or 9999, 12, 31))
    for row in project.rows(TaxedBuilding):
        completed = row.completed or form.construction_end or date.max
        after = add_months(completed.replace(day=1), 1)
        rent = earning.revenue.get(row.rent or "")
        for year in years:
            taxed, runs = whole_months(year, after, end), earning.operation.months(year)
            share = Fraction(len(taxed), 12)
            if rent is not None:
                untaxed = rent.amounts[year] - contained(rent.amounts[year], rent.line.output_vat_rate)
                levied[year] += money(untaxed * 12 / 100)
                both = Fraction(len({*taxed} & {*runs}), len(runs)) if runs else Fraction(0)
                share = max(Fraction(0), share - rent.volumes[year] * both / Fraction(row.area or 1))
            worth = Fraction((row.original_value or 0) * (1 - row.deduction))
            levied[year] += money(worth * share * 12 / 1000)
    return levied


class Assets:
    """Straight-line depreciation by class: what is paid by the opening from it on, what is paid later from its year."""

    def __init__(self, project: Project, building: Building, tax: ValueAdded, earning: Earning) -> None:
        self._form, self._earning = project.form(Taxation), earning
        start = project.form(Particulars).operation_start
        self.charge, self._first = yearly(), start.year if start else 0
        direct: dict[str | None, Yearly] = {}
        reserve = project.form(Particulars).sector == "land_reserve"
        for item in building.rows:
            name = item.asset_class or ("intangible" if reserve else CLASSES.get(item.category))
            less = creditable(item, building.items[item.id]) if tax.computed else yearly()
            net = yearly({year: amount - less[year] for year, amount in building.items[item.id].items()})
            direct[name] = added([direct.get(name, yearly()), net])
        spread = added([direct.pop(None, yearly()), building.reserves, building.interest, building.fees])
        self._whole = sum((sum(amounts.values()) for amounts in direct.values()), Fraction(0))
        gone = self._gone(direct.get("intangible", yearly()), spread) if self._whole else Fraction(0)
        for name, amounts in direct.items() if start is not None and self._whole else ():
            if name in LEAST_YEARS:
                self._depreciate(name, self._parts(amounts, spread), gone if name == "intangible" else Fraction(0))

    def _gone(self, land: Mapping[int, Fraction], spread: Mapping[int, Fraction]) -> Fraction:
        """Land whose cost is in the investment leaves it once it is sold, with its share of the costs spread by then."""
        sold = added(plot.sold_cost for plot in self._earning.plots if plot.parcel.cost_in_investment)
        if not sold:
            return Fraction(0)
        left = min(sum(sold.values(), Fraction(0)), sum(land.values(), Fraction(0)))
        return left + money(left * sum(spread.values(), Fraction(0)) / self._whole)

    def _parts(self, amounts: Yearly, spread: Yearly) -> list[tuple[int, Fraction]]:
        """Value by time of payment; costs spread by the class's share, as steps of a running total."""
        share, until, parts = sum(amounts.values(), Fraction(0)) / self._whole, Fraction(0), []
        for begins in sorted({self._first, *(year for year in (*amounts, *spread) if year > self._first)}):
            paid = {year for year in (*amounts, *spread) if max(year, self._first) == begins}
            before = money(until * share)
            until += sum((spread[year] for year in paid), Fraction(0))
            parts.append((begins, sum((amounts[year] for year in paid), Fraction(0)) + money(until * share) - before))
        return parts

    def _depreciate(self, name: str, parts: list[tuple[int, Fraction]], gone: Fraction) -> None:
        life = 12 * (getattr(self._form, f"{name}_years") or LEAST_YEARS[name])
        for begins, paid in parts:
            value, gone = max(Fraction(0), paid - gone), max(Fraction(0), gone - paid)
            left = worth = value - (Fraction(0) if name == "intangible" else money(value / 20))
            used = 0
            for year in range(begins, begins + 120):
                months = len(self._earning.operation.months(year))
                used += months
                charge = left if used >= life else min(left, money(worth * months / life))
                self.charge[year] += charge
                left -= charge


class Profit:
    """Profit before tax, income tax and all taxes by year."""

    def __init__(
        self, project: Project, years: Sequence[int], earning: Earning, building: Building, bonds: Bonds, loans: Loans
    ) -> None:
        form = project.form(Taxation)
        self.value_added = ValueAdded(project, years, earning, building)
        self.property = property_tax(project, years, earning)
        self.charge = Assets(project, building, self.value_added, earning).charge
        income = added(levy.amounts for levy in earning.levies if levy.line.kind == "income_tax")
        other = added([self.property, *(levy.amounts for levy in earning.levies if levy.line.kind != "income_tax")])
        self.before_tax, self.income_tax = yearly(), income
        self.interest, self.ebit = yearly(), yearly()
        losses: dict[int, Fraction] = {}
        for year in years:
            cash_built = bonds.construction_interest[year] + loans.construction_interest[year] - loans.capitalised[year]
            self.interest[year] = bonds.interest[year] + loans.interest[year] - cash_built
            fees = bonds.issue_fees[year] + bonds.payment_fees[year] - building.fees[year]
            spent = earning.running[year] + earning.replacement[year] + other[year] + self.value_added.surcharges[year]
            profit = (
                earning.claimed[year]
                - self.value_added.net[year]
                - spent
                - self.charge[year]
                - self.interest[year]
                - fees
            )
            self.before_tax[year], self.ebit[year] = profit, profit + self.interest[year]
            if self.value_added.computed:
                taxed = after_losses(losses, year, profit)
                self.income_tax[year] = money(taxed * rate_of_year(form, year))
        vat = self.value_added
        self.taxes = added([other, vat.due, vat.surcharges, self.income_tax])


def after_losses(losses: dict[int, Fraction], year: int, profit: Fraction) -> Fraction:
    """What is taxed of a profit: losses of the five years before serve first, the oldest of them before the others."""
    losses[year], left = max(Fraction(0), -profit), max(Fraction(0), profit)
    for before in range(year - 5, year):
        used = min(left, losses.get(before, Fraction(0)))
        losses[before] = losses.get(before, Fraction(0)) - used
        left -= used
    return left


def rate_of_year(form: Taxation, year: int) -> Fraction:
    """A quarter; nothing for three years of a holiday and half for three more, on the share of income that has it."""
    if form.taxpayer == "institution":
        return Fraction(0)
    number = 6 if form.holiday_start is None else year - form.holiday_start
    spared = Fraction(1) if 0 <= number < 3 else Fraction(1, 2) if 3 <= number < 6 else Fraction(0)
    return Fraction(1, 4) * (1 - spared * Fraction(form.holiday_share))
