"""Stressed runs are the same lines with other input cells; a break-even is where stepping finely finds it."""

from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise, takewhile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondcalc.algebra.exact import Program
from bondcalc.analysis.delay import rebuilt
from bondcalc.analysis.drivers import DRIVERS, leaves
from bondcalc.analysis.stress.stressed import MOST_GUESSES, Stress, _narrowed, _walked
from bondcalc.inputs.project import Project
from bondcalc.inputs.read import read_bytes, read_project
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.result.result import Result
from bondcalc.rules.load import rules_on
from bondcalc.samples import sample_names
from bondcalc.schedules import cash, coverage
from bondcalc.schedules.book import build
from tests.conftest import SAMPLE
from tests.parted import compute
from tests.schedules.drawn import projects

SAMPLES = SAMPLE.parent.parent
TENTH = Decimal("0.1")
PRICED = {
    "operating_revenue": (("revenue", "price"), ("node", "price")),
    "land_price": (("land", "price"),),
    "costs": (("costs", "rate"), ("costs", "by_year")),
    "land_costs": (("land", "compensation"), ("land", "development"), ("land", "social_security")),
    "node_revenue": (("node", "price"),),
    "tax_rates": (("taxes_paid", "rate"), ("taxes_paid", "by_year")),
}
"""Input cells that a factor stands for; a project with these changed by hand must give the same."""


def ratio(result: Result) -> Fraction:
    basis = result.book.use(coverage.schedule).basis
    return Fraction(result.figures.amount(basis.revenue)) / Fraction(result.figures.amount(basis.service))


def scaled(project: Project, cells: tuple[tuple[str, str], ...], factor: Decimal) -> Project:
    tables = dict(project.tables)
    for sheet, field in cells:
        tables[sheet] = tuple(replace(row, **{field: times(getattr(row, field), factor)}) for row in tables[sheet])
    return replace(project, tables=tables)


def times(value: Any, factor: Decimal) -> Any:
    if isinstance(value, dict):
        return {year: amount * factor for year, amount in value.items()}
    return None if value is None else value * factor


@pytest.mark.slow
@pytest.mark.parametrize("factor", PRICED)
@pytest.mark.parametrize("change", [-TENTH, TENTH])
def test_a_factor_is_every_price_of_its_kind(sample: Result, factor: str, change: Decimal) -> None:
    by_hand = compute(scaled(sample.project, PRICED[factor], 1 + change))
    assert sample.stress.at({factor: change}).ratio == ratio(by_hand) != ratio(sample)


def test_all_revenue_is_operating_and_land_together(sample: Result) -> None:
    apart = {"operating_revenue": -TENTH, "land_price": -TENTH}
    assert sample.stress.at({"revenue": -TENTH}) == sample.stress.at(apart)


def test_interest_rises_for_planned_bonds_only(sample: Result) -> None:
    rise = Decimal("0.005")
    bonds = tuple(
        replace(bond, coupon=bond.coupon + rise) if bond.status == "planned" else bond
        for bond in sample.project.tables["bonds"]
    )
    by_hand = compute(replace(sample.project, tables={**sample.project.tables, "bonds": bonds}))
    assert sample.stress.at({"rate_rise": rise}).ratio == ratio(by_hand) != ratio(sample)
    issued = tuple(replace(bond, status="issued") for bond in sample.project.tables["bonds"])
    fixed = compute(replace(sample.project, tables={**sample.project.tables, "bonds": issued}))
    assert fixed.stress.at({"rate_rise": rise}).ratio == ratio(fixed)


def test_bond_size_is_the_face_of_planned_bonds(sample: Result) -> None:
    larger = tuple(
        replace(bond, face=bond.face * (1 + TENTH)) if bond.status == "planned" else bond
        for bond in sample.project.tables["bonds"]
    )
    by_hand = compute(replace(sample.project, tables={**sample.project.tables, "bonds": larger}))
    point = sample.stress.at({"bond_size": TENTH})
    assert point.ratio == ratio(by_hand) != ratio(sample)
    assert point.lowest_cash == min(by_hand.figures.amounts(by_hand.book.use(cash.schedule).closing))


def test_land_sold_two_years_later_is_a_project_that_says_so(sample: Result) -> None:
    later = tuple(
        replace(row, by_year={year + 2: share for year, share in row.by_year.items()})
        for row in sample.project.tables["land"]
    )
    by_hand = compute(replace(sample.project, tables={**sample.project.tables, "land": later}))
    point = sample.stress.at({"sale_delay": Decimal(2)})
    assert point.ratio == ratio(by_hand)
    assert point.lowest_cash == min(by_hand.figures.amounts(by_hand.book.use(cash.schedule).closing))


def test_operation_delayed_is_a_run_of_the_delayed_project(sample: Result) -> None:
    by_hand = compute(rebuilt(sample.project, {"operation_delay": Decimal(7)}))
    point = sample.stress.at({"operation_delay": Decimal(7), "costs": Decimal(0)})
    assert point.ratio == ratio(by_hand) != ratio(sample)
    closing = by_hand.figures.amounts(by_hand.book.use(cash.schedule).closing)
    assert point.lowest_cash == min(closing)
    assert point.short == next(year for year, left in zip(by_hand.book.years.years, closing, strict=True) if left < 0)


@pytest.mark.slow
def test_computed_taxes_are_each_multiplied_once(sample: Result) -> None:
    tables = dict(sample.project.tables)
    tables["taxation"] = (replace(tables["taxation"][0], method="computed"),)
    tables["revenue"] = tuple(
        replace(row, price=row.price * 4, output_vat_rate=Decimal("0.09")) for row in tables["revenue"]
    )
    project = replace(sample.project, tables=tables)
    higher = replace(project, tables={**tables, "stress": (StressFactors(tax_rates=Decimal("1.5")),)})
    base, more = compute(project), compute(higher)

    def row(result: Result, table: str, line: str) -> list[Decimal]:
        return list(result.figures.amounts(result.book.find(table)[line]))

    assert any(row(base, "value_added_tax", "due"))
    assert any(row(base, "all_taxes", "income_tax"))
    assert row(more, "value_added_tax", "due") == row(base, "value_added_tax", "due")
    for name in ("value_added_tax", "surcharges"):
        for one, other in zip(row(base, "all_taxes", name), row(more, "all_taxes", name), strict=True):
            assert abs(other - one * Decimal("1.5")) <= Decimal("0.01")
    rate = sample.rules.value("income_tax_rate").number
    for taxable, tax in zip(row(more, "income_tax", "taxable"), row(more, "income_tax", "tax"), strict=True):
        assert abs(tax - taxable * rate * Decimal("1.5")) <= Decimal("0.01")
    assert base.stress.at({"tax_rates": Decimal("0.5")}).ratio == ratio(more)


@pytest.mark.slow
def test_w18_holds_every_factor(sample: Result) -> None:
    for field in fields(StressFactors):
        value = Decimal("0.001") if field.name == "rate_rise" else Decimal("0.999")
        project = replace(
            sample.project, tables={**sample.project.tables, "stress": (StressFactors(**{field.name: value}),)}
        )
        found = {one.rule.id: one.verdict for one in compute(project).findings}
        assert (found["W18"], found["D01"], found["D03"]) == ("fail", "pass", "pass")


def test_no_change_is_the_base_case(sample: Result) -> None:
    basis = sample.book.use(coverage.schedule).basis
    point = sample.stress.at({})
    assert point.ratio == ratio(sample)
    assert point.margin == sample.figures.amount(basis.revenue) - sample.figures.amount(basis.service)


@pytest.mark.parametrize("factor", DRIVERS)
def test_break_even_lies_between_two_steps_that_were_run(sample: Result, factor: str) -> None:
    found = sample.stress.break_even(factor, Decimal(1))
    if found is None:
        furthest = DRIVERS[factor].furthest * DRIVERS[factor].adverse
        assert (sample.stress.at({factor: furthest}).ratio or 0) >= 1
        return
    before = found - DRIVERS[factor].step * DRIVERS[factor].adverse
    assert (sample.stress.at({factor: found}).ratio or 0) < 1 <= (sample.stress.at({factor: before}).ratio or 0)


@pytest.mark.slow
def test_break_even_is_where_stepping_finely_finds_it(sample: Result) -> None:
    step = 0
    while (sample.stress.at({"revenue": -step * DRIVERS["revenue"].step}).ratio or 0) >= Decimal("1.15"):
        step += 1
    assert step > 1
    assert sample.stress.break_even("revenue", Decimal("1.15")) == -step * DRIVERS["revenue"].step


def test_a_project_already_below_has_its_break_even_at_nothing(sample: Result) -> None:
    assert sample.stress.break_even("revenue", Decimal(100)) == 0


FINE = {"share": Decimal("0.0001"), "points": Decimal("0.0001"), "years": Decimal("0.01"), "months": Decimal(1)}
"""How finely a break-even is stated, by unit."""

LEAST = Decimal(100)
"""Debt service from which a break-even is the first crossing: ten thousand quanta."""


def nearer_of_cash(holds: Callable[[Decimal], bool], driver: str) -> Decimal | None:
    """A bond that is too large cannot be served, one that is too small does not pay for the works."""
    ways = [walked(holds, driver), walked(holds, driver, back=True) if driver == "bond_size" else None]
    return min((change for change in ways if change is not None), key=abs, default=None)


def walked(holds: Callable[[Decimal], bool], driver: str, *, back: bool = False) -> Decimal | None:
    """The smallest change that does not hold, found by walking: in a hundred strides at most, then one fine step at a time."""
    stated, fine = DRIVERS[driver], FINE[DRIVERS[driver].unit]
    sign, furthest = (-stated.adverse, Decimal(1)) if back else (stated.adverse, stated.furthest)
    if not holds(Decimal(0)):
        return Decimal(0)
    last, place = int(furthest / fine), 0
    stride = max(1, last // 100)
    while place < last and holds(min(place + stride, last) * fine * sign):
        place = min(place + stride, last)
    if place == last:
        return None
    while holds((place + 1) * fine * sign):
        place += 1
    return (place + 1) * fine * sign


def before(driver: str, change: Decimal) -> Decimal:
    """The fine step before a change, nearer to none."""
    return change - DRIVERS[driver].step.copy_sign(change)


def fresh(project: Project, driver: str, change: Decimal) -> Any:
    """E, F and closing cash of a plain build and a full compilation, nothing remembered."""
    book = build(rebuilt(project, {driver: change}), rules_on(project.form(Particulars).rule_date))
    program = Program([line for table in book.tables for line in table.lines], project.form(Settings).quantum)
    figures = program.run({} if DRIVERS[driver].structural else leaves(book, {driver: change}))
    basis = book.use(coverage.schedule).basis
    return (
        figures.amount(basis.revenue),
        figures.amount(basis.service),
        min(figures.amounts(book.use(cash.schedule).closing)),
    )


SHAPES: dict[str, Callable[[int], Fraction]] = {
    "straight": lambda left: Fraction(3 * left - 1, 9),
    "a step": lambda left: Fraction(1) if left > 0 else Fraction(-(10**9)),
    "zero, then a step": lambda left: Fraction(0) if left > 0 else Fraction(-5),
    "flat, then steep": lambda left: Fraction(left) ** 3 if left > 0 else Fraction(1000 * left - 1),
    "steep, then flat": lambda left: Fraction(1000 * left) if left > 0 else Fraction(-1, 10 - left),
}
"""What may be left of a threshold, by how far the crossing still is."""


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("crossing", [1, 2, 4_711, 89_999, 90_000])
def test_narrowing_finds_the_crossing_in_few_runs(shape: str, crossing: int) -> None:
    """Within as many guesses a halving as are allowed; a straight line in four runs."""
    asked: list[int] = []

    def at(place: int) -> Fraction:
        """What is left at a place, which is noted."""
        asked.append(place)
        return SHAPES[shape](crossing - place)

    found = _narrowed(at, 0, 90_000)
    assert at(found) < 0 <= at(found - 1)
    assert len(asked) <= 4 + (2 if shape == "straight" else 17 * (MOST_GUESSES + 1))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("crossing", [1, 700, 4_711, 10_000, 20_000])
def test_a_break_even_is_looked_for_among_the_usual_steps_and_then_beyond(shape: str, crossing: int) -> None:
    """From near to far, up to the first place below; a straight line beyond the usual steps needs one more."""
    usual, last = [500, 1_000, 1_500, 2_000], 10_000

    def at(place: int) -> Fraction:
        """What is left at a place."""
        return SHAPES[shape](crossing - place)

    walked = [*takewhile(lambda place: at(place) >= 0, _walked(at, usual, DRIVERS["revenue"], last))]
    assert walked == sorted(set(walked))
    assert all(place < crossing for place in walked)
    assert len(walked) <= len(usual) + 2
    if shape == "straight" and 2_000 < crossing <= last:
        assert walked == usual


def hold_break_evens(project: Project, driver: str, limit: Decimal) -> None:
    stress = Stress(build(project, rules_on(project.form(Particulars).rule_date)))
    limit_ = Fraction(limit)
    # Both walks pass the same changes.
    at, anew = cache(lambda change: stress.at({driver: change})), cache(lambda change: fresh(project, driver, change))
    for found, holds, look in (
        (stress.break_even(driver, limit), lambda point: point.ratio is None or point.ratio >= limit_, walked),
        (stress.break_even_of_cash(driver), lambda point: point.lowest_cash >= 0, nearer_of_cash),
    ):
        if found:
            assert holds(at(before(driver, found)))
            assert not holds(at(found))
        # Where all amounts are a few cents, rounding crosses a line more than once, and each crossing is one.
        if anew(Decimal(0))[1] >= LEAST:
            assert found == look(lambda change, holds=holds: holds(at(change)), driver)
    found, short = stress.break_even(driver, limit), stress.break_even_of_cash(driver)
    if found:
        earned, service, _ = anew(found)
        assert earned < limit * service
        earned, service, _ = anew(before(driver, found))
        assert earned >= limit * service
    if short:
        assert anew(short)[2] < 0 <= anew(before(driver, short))[2]


@pytest.mark.slow
@pytest.mark.parametrize("name", sample_names())
@pytest.mark.parametrize("driver", DRIVERS)
def test_break_evens_of_the_samples_are_where_walking_finds_them(name: str, driver: str) -> None:
    hold_break_evens(read_project(SAMPLES / name / "project.toml"), driver, Decimal("1.00"))


SAWTOOTH = """
[project]
name = "首期"
rule_date = 2021-05-01
construction_end = 2022-12-31
operation_start = 2023-01-01
operation_end = 2060-12-31
forecast_end = 2030
[settings]
capital = "plug"
[[ramps]]
id = "load"
name = "负荷"
by_operating_year = { 1 = 0.5, 2 = 0.8, 3 = 0.95 }
[[bonds]]
id = "B"
status = "planned"
value_date = 2020-10-13
face = 1500
coupon = 0.045
term_years = 5
payments_a_year = 1
repayment = "bullet"
[[investment]]
id = "I"
category = "other"
name = "费用"
amount = 30
by_year = { 2020 = 0.5, 2021 = 0.5 }
[[revenue]]
id = "R"
name = "收入"
budget_class = "project_special"
claimed = true
price = 29
quantity = 15
ramp = "load"
"""
"""Capital fills the gap: an opening that passes the coupon of 13 October lets capital pay it, and cash rises by a coupon."""


@pytest.mark.parametrize("coupon", ["0.045", "0.03", "0.06"])
def test_a_delay_before_a_coupon_is_not_stepped_over(coupon: str) -> None:
    project = read_bytes("project.toml", SAWTOOTH.replace("0.045", coupon).encode())
    stress = Stress(build(project, rules_on(project.form(Particulars).rule_date)))
    cash_by_delay = [stress.at({"operation_delay": Decimal(months)}).lowest_cash for months in range(49)]
    assert any(later > earlier for earlier, later in pairwise(cash_by_delay))
    short = next(months for months, left in enumerate(cash_by_delay) if left < 0)
    assert stress.break_even_of_cash("operation_delay") == short


@pytest.mark.slow
@given(text=projects(), driver=st.sampled_from(sorted(DRIVERS)), limit=st.sampled_from(["0.5", "1.00", "1.20", "2"]))
def test_break_evens_of_any_project_are_where_walking_finds_them(text: str, driver: str, limit: str) -> None:
    hold_break_evens(read_bytes("project.toml", text.encode()), driver, Decimal(limit))
