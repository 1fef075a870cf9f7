"""Total investment and its funding by year, from model.md's chapters on both."""

from collections.abc import Sequence
from fractions import Fraction

from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.project_capital import CapitalSource
from bondcalc.inputs.sheets.settings import Settings
from tests.second_model.debts import Bonds, Loans
from tests.second_model.plain import Yearly, added, money, stepped, yearly

WORKS = {"construction", "equipment", "installation"}


def bond_may_pay(project: Project, item: InvestmentItem) -> bool:
    """Land compensation is for no bond but one for land reserve."""
    reserve = project.form(Particulars).sector == "land_reserve"
    return item.payable_by_bond and (reserve or item.category != "land_compensation")


class Building:
    """What is invested by year, and what of it bond money may pay."""

    def __init__(self, project: Project, bonds: Bonds, loans: Loans) -> None:
        self._project, self._settings = project, project.form(Settings)
        self.rows = project.rows(InvestmentItem)
        self.items = {item.id: stepped(Fraction(item.amount), item.by_year) for item in self.rows}
        self.contingency = self._contingency()
        self.rise = self._rise()
        self.reserves = added([self.contingency, self.rise])
        self.works = added([*self.items.values(), self.reserves])
        self.interest = added([bonds.construction_interest, loans.construction_interest])
        self.fees, self.working_capital = bonds.construction_fees, self._working_capital()
        self.total = added([self.works, self.interest, self.fees, self.working_capital])
        self.payable = self._payable()

    def _contingency(self) -> Yearly:
        spent, until, rate = yearly(), Fraction(0), Fraction(self._settings.contingency_rate)
        for year in sorted({year for item in self.rows for year in item.by_year}):
            before = until
            until += sum(Fraction(item.amount * item.by_year.get(year, 0)) for item in self.rows)
            spent[year] = money(until * rate) - money(before * rate)
        return spent

    def _grown(self) -> Sequence[InvestmentItem]:
        older = self._settings.price_contingency_method == "older_guide"
        return [item for item in self.rows if not older or item.category in WORKS]

    def _rise(self) -> Yearly:
        """Prices rise to the middle of each year from the estimate on, in the older guide to its end from the first year."""
        rate, form, grown = self._settings.price_contingency_rate, self._project.form(Particulars), yearly()
        if not rate:
            return grown
        paid = {year for item in self.rows for year, share in item.by_year.items() if share}
        first = form.construction_start.year if form.construction_start else min(paid)
        older = self._settings.price_contingency_method == "older_guide"
        for year in paid:
            base = sum((self.items[item.id][year] for item in self._grown()), Fraction(0))
            if older:
                length = Fraction(max(0, year - first + 1))
            else:
                base += self.contingency[year]
                before = Fraction(self._settings.years_before_construction or 0)
                length = max(Fraction(0), before + year - first + Fraction(1, 2))
            # Half years are square roots: a float is wrong in the sixteenth digit, far below a cent of these amounts.
            growth = (
                float(1 + rate) ** float(length) - 1
                if length.denominator > 1
                else (1 + Fraction(rate)) ** int(length) - 1
            )
            grown[year] = money(base * Fraction(growth))
        return grown

    def _working_capital(self) -> Yearly:
        end = self._project.form(Particulars).construction_end
        stated = Fraction(self._settings.working_capital)
        return yearly({end.year: stated} if end is not None and stated else {})

    def _payable(self) -> Yearly:
        """Items that bonds may pay, with the reserves of these."""
        paid = added(self.items[item.id] for item in self.rows if bond_may_pay(self._project, item))
        for reserve, base in ((self.contingency, self.rows), (self.rise, self._grown())):
            for year, amount in reserve.items():
                whole = sum((self.items[item.id][year] for item in base), Fraction(0))
                barred = sum(
                    (self.items[item.id][year] for item in base if not bond_may_pay(self._project, item)), Fraction(0)
                )
                paid[year] += amount - (money(amount * barred / whole) if whole else 0)
        return paid


class Funding:
    """Who pays the investment of each year, and what is left in both purses."""

    def __init__(self, project: Project, years: Sequence[int], building: Building, bonds: Bonds, loans: Loans) -> None:
        settings, end = project.form(Settings), project.form(Particulars).construction_end
        entered = added(
            {year: Fraction(amount)} for row in project.rows(CapitalSource) for year, amount in row.by_year.items()
        )
        self.capital, self.shortfall, self.bond_cash, self.capital_cash = yearly(), yearly(), yearly(), yearly()
        bond_money = other_money = Fraction(0)
        for year in years:
            need, payable = building.total[year], building.payable[year]
            bond_money += bonds.drawn[year]
            other_money += loans.drawn[year] - loans.working[year]
            self.capital[year] = entered[year]
            most = min(bond_money, payable)
            if settings.capital == "plug" and (end is None or year <= end.year):
                self.capital[year] = max(entered[year], need - other_money - most)
            other_money += self.capital[year]
            by_bond = by_bond_money(settings.spending_order, need, payable, bond_money, other_money)
            by_others = min(other_money, need - by_bond)
            bond_money, other_money = bond_money - by_bond, other_money - by_others
            self.shortfall[year] = need - by_bond - by_others
            self.bond_cash[year], self.capital_cash[year] = bond_money, other_money


def by_bond_money(order: str, need: Fraction, payable: Fraction, bonds: Fraction, others: Fraction) -> Fraction:
    """What bond money pays of a year, in the order of construction money."""
    most = min(bonds, payable)
    if order == "capital_first":
        return min(most, max(Fraction(0), need - others))
    if order == "pro_rata":
        free = max(Fraction(0), others - (need - payable))
        return min(most, money(payable * bonds / (bonds + free))) if bonds else Fraction(0)
    return min(most, need)
