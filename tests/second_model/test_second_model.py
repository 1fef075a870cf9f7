"""The schedules beside a model written a second time from the rules alone: drawn projects, every year of every figure to the cent."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.revenue_lines import NodeLine
from bondcalc.result.result import Result
from tests.parted import compute
from tests.samples import computed_sample
from tests.second_model.drawn import drawn_project
from tests.second_model.life import Second

RATIOS = {"dscr", "cash_cover"}
"""Lines of ratios, which the engine holds as decimals of 34 digits."""


def figures_of(model: Second) -> dict[tuple[str, str], Mapping[int, Fraction]]:
    """Figures by year of the second model, by schedule and line."""
    bonds, loans, building, funding, earning = model.bonds, model.loans, model.building, model.funding, model.earning
    profit, vat = model.profit, model.profit.value_added
    paid = "interest principal payment_fees issue_fees construction_interest construction_fees rolled drawn refinanced"
    own = {
        "debt_service": (bonds, paid),
        "loans": (loans, "capitalised interest construction_interest principal"),
        "funding": (funding, "capital shortfall bond_cash capital_cash"),
        "value_added_tax": (vat, "due surcharges refund"),
        "repayable": (model, "amount prorated whole"),
        "debt": (model, "borne from_revenue"),
        "coverage_by_year": (model, "dscr cash_cover"),
    }
    figures = {(table, name): getattr(owner, name) for table, (owner, names) in own.items() for name in names.split()}
    return figures | {
        **{
            ("node" if isinstance(of.line, NodeLine) else "revenue", f"amount.{id_}"): of.amounts
            for id_, of in earning.revenue.items()
        },
        **{("costs", f"amount.{spent.line.id}"): spent.amounts for spent in earning.costs},
        **{("taxes", f"amount.{spent.line.id}"): spent.amounts for spent in earning.levies},
        **{("land", f"net.{plot.parcel.id}"): plot.net for plot in earning.plots},
        ("investment", "works"): building.works,
        ("investment", "total"): building.total,
        ("investment", "payable_by_bond"): building.payable,
        ("depreciation", "total"): profit.charge,
        ("profit", "before_tax"): profit.before_tax,
        ("profit", "ebit"): profit.ebit,
        ("all_taxes", "total"): profit.taxes,
        ("cash", "closing"): model.closing,
    }


def differences(result: Result, model: Second) -> list[tuple[str, str, int, float, float]]:
    """Compare by year, to the cent and in ratios to a part in 10**20: schedule, line, year, second model, engine."""
    tables = {table.id: {line.id: line for line in table.lines} for table in result.book.tables}
    different = []
    for (table, name), amounts in figures_of(model).items():
        line = tables.get(table, {}).get(name)
        years = result.book.years.years
        columns = [0] * len(years) if line is None else result.figures.columns(line)
        for year, value in zip(years, columns, strict=True):
            ours, theirs = amounts.get(year, Fraction(0)), Fraction(value or 0)
            if abs(ours - theirs) > (abs(ours) / 10**20 if name in RATIOS else 0):
                different.append((table, name, year, float(ours), float(theirs)))
    for name, ours in model.scalars.items():
        theirs = Fraction(result.figures.scalar(tables["coverage"][name]) or 0)
        if abs(ours - theirs) > abs(ours) / 10**20:
            different.append(("coverage", name, 0, float(ours), float(theirs)))
    return different


@pytest.mark.slow
def test_every_figure_is_what_a_second_model_says(request: pytest.FixtureRequest) -> None:
    """Run with --count 300 for 300 projects, each with some 2,000 figures."""
    for seed in range(request.config.getoption("--count")):
        project = read_bytes("project.toml", drawn_project(seed).encode())
        result = compute(project)
        assert not differences(result, Second(project, list(result.book.years.years))), f"seed {seed}"


@pytest.mark.parametrize("name", ["anping-water", "hengyang-park", "land-reserve"])
def test_so_is_every_figure_of_the_samples(name: str) -> None:
    result = computed_sample(name)
    assert not differences(result, Second(result.project, list(result.book.years.years)))
