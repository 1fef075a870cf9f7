"""A published project record as a project of ours: what follows from its printed figures, and the rate its multiple implies."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from bondcalc.inputs.read import read_bytes
from bondcalc.result.result import Result
from bondcalc.run import compute
from bondcalc.schedules import costs, coverage, revenue

HERE = Path(__file__).parent
MASK = "*"
"""Stands for digits that the source hides."""
HALF = Fraction(1, 200)
"""Half of the last of the two decimals to which a multiple is printed."""
PROJECT = """[project]
name = "{id}"
rule_date = 2021-05-01
[settings]
edge_years = "whole"
construction_interest = "from_revenue"
[[investment]]
id = "all"
category = "other"
name = "总投资"
amount = {investment}
by_year = {{ 2022 = 1 }}
[[funding]]
id = "capital"
kind = "own"
by_year = {{ 2022 = {capital} }}
[[bonds]]
id = "A"
status = "planned"
value_date = 2022-01-01
face = {bonds}
coupon = 0.01
term_years = {years}
[[revenue]]
id = "total"
name = "收入合计"
budget_class = "project_special"
claimed = true
price = 1
by_year = {{ 2022 = {revenue} }}
[[costs]]
id = "total"
kind = "other"
name = "成本合计"
basis = "by_year"
by_year = {{ 2022 = {cost} }}
"""
LOAN = """[[loans]]
id = "other"
lender = "其他债务融资"
rate = 0
repayment = "equal_principal"
first_repayment = 2023
last_repayment = 2027
by_year = {{ 2022 = {other} }}
"""


@dataclass(frozen=True)
class Record:
    """One record with our figures for it."""

    printed: dict[str, Any]

    @property
    def id(self) -> str:
        """The record's id."""
        return str(self.printed["id"])

    @property
    def masked(self) -> bool:
        """Tell whether digits of the record are hidden."""
        return any(MASK in str(self.printed[key]) for key in ("investment", "revenue"))

    def investment_as_printed(self) -> bool:
        """Tell whether our total is the printed one, in the digits that are shown."""
        shown = str(self.printed["investment"])
        return (
            str(self.investment()).endswith(shown.strip(MASK)) if MASK in shown else self.investment() == Decimal(shown)
        )

    @property
    def term(self) -> int | None:
        """The printed term in years."""
        return int(self.printed["term"]) if "term" in self.printed else None

    @property
    def other(self) -> Decimal:
        """Other debt; nothing where none is printed."""
        return Decimal(self.printed.get("other", "0"))

    @cached_property
    def computed(self) -> Result:
        """The project: one year's spending and revenue, one bond at a coupon of one per cent."""
        figures = {"capital": "0", **{key: "0" if MASK in str(value) else value for key, value in self.printed.items()}}
        text = PROJECT.format(**figures, years=self.term or 10)
        return compute(
            read_bytes("project.toml", (text + (LOAN.format(other=self.other) if self.other else "")).encode())
        )

    def investment(self) -> Decimal:
        """Capital, special bonds and other debt, as the coverage table has them."""
        result = self.computed
        basis = result.book.use(coverage.schedule).basis
        return sum(
            (result.figures.amount(line) for line in (basis.capital, basis.special_bonds, basis.market_loans)),
            Decimal(0),
        )

    def cost_share(self) -> Fraction:
        """Cost as a share of revenue, as the tables have them."""
        result = self.computed
        spent, earned = (
            sum(result.figures.amounts(line))
            for line in (result.book.use(costs.schedule).costs, result.book.use(revenue.schedule).total)
        )
        return Fraction(spent) / Fraction(earned)

    @property
    def implies_a_rate(self) -> bool:
        """Tell whether a term and a multiple are printed, and nothing beside our bond is owed."""
        return not (self.term is None or self.other or self.masked or "multiple" not in self.printed)

    def interval(self, *, net: bool) -> tuple[Fraction, Fraction] | None:
        """Flat coupons whose multiple prints as published, with 收益 as printed or less cost; None where a term or a loan's terms are missing.

        Interest is linear in the coupon, so the interest of our bond at one per cent tells all others.
        """
        if not self.implies_a_rate:
            return None
        result = self.computed
        service = Fraction(result.figures.amount(result.book.use(coverage.schedule).basis.bond_service))
        face, multiple = Fraction(Decimal(self.printed["bonds"])), Fraction(Decimal(self.printed["multiple"]))
        earned = Fraction(Decimal(self.printed["revenue"])) - (Fraction(Decimal(self.printed["cost"])) if net else 0)
        each = (service - face) * 100
        low, high = ((earned / (multiple + sign * HALF) - face) / each for sign in (1, -1))
        return low, high


@cache
def records() -> tuple[Record, ...]:
    """Every record, in the order of the ids."""
    return tuple(Record(row) for row in tomllib.loads((HERE / "records.toml").read_text(encoding="utf-8"))["records"])


@cache
def others() -> tuple[dict[str, Any], ...]:
    """Every other case."""
    return tuple(tomllib.loads((HERE / "others.toml").read_text(encoding="utf-8"))["others"])
