"""Returns and level payments against numpy-financial: alike on honest projects, and a broken library or figure is told."""

import random
from decimal import Decimal
from pathlib import Path

import numpy_financial
import pytest

from bondcalc.algebra.exact import Figures
from bondcalc.analysis.second_opinion import hold, same_rate
from bondcalc.inputs.read import read_bytes
from bondcalc.result.result import Options
from bondcalc.run import run
from bondcalc.schedules.book import BuildError
from tests.parted import compute
from tests.samples import computed_sample

PROJECT = """
[project]
name = "第二意见"
rule_date = 2021-05-01
operation_start = 2023-01-01
[taxation]
discount_rate = {discount}
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-01-01
face = {face}
coupon = {coupon}
term_years = 10
repayment = "level"
grace_years = 3
[[loans]]
id = "L"
lender = "银行"
rate = {rate}
construction_interest = "capitalised"
repayment = "level"
first_repayment = 2023
last_repayment = 2028
by_year = {{ 2021 = 930, 2022 = {drawn} }}
[[investment]]
id = "all"
category = "other"
name = "工程"
amount = 2500
by_year = {{ 2021 = 0.6, 2022 = 0.4 }}
[[revenue]]
id = "r"
name = "收益"
budget_class = "project_special"
claimed = true
price = 1
by_year = {{ 2024 = {earned}, 2025 = 900, 2026 = 900, 2029 = 800 }}
"""


def made(**figures: object):
    stated = {
        "discount": "0.06",
        "face": "500",
        "coupon": "0.034",
        "rate": "0.1038",
        "drawn": "620",
        "earned": "700",
        **figures,
    }
    return compute(read_bytes("project.toml", PROJECT.format(**stated).encode()))


@pytest.mark.parametrize("name", ["hengyang-park", "anping-water"])
def test_the_samples_agree(name: str) -> None:
    result = computed_sample(name)
    hold(result.book, result.figures)


@pytest.mark.slow
def test_drawn_projects_agree(count: int) -> None:
    draw = random.Random(14)
    for _ in range(count):
        result = made(
            discount=f"0.{draw.randrange(1000):04d}",
            face=draw.randrange(1, 90000),
            coupon=f"0.0{draw.randrange(10000):04d}",
            rate=f"0.{draw.randrange(2000):04d}",
            drawn=draw.randrange(1, 9000),
            earned=draw.randrange(9000),
        )
        hold(result.book, result.figures)


@pytest.mark.parametrize(
    ("function", "named"),
    [("irr", "irr before_tax, irr after_tax"), ("npv", "npv"), ("pmt", "level payment of A, level payment of L")],
)
def test_a_library_that_answers_otherwise_stops_the_run(
    function: str, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    true, result = getattr(numpy_financial, function), made()
    monkeypatch.setattr(numpy_financial, function, lambda *given: true(*given) * 1.0002)
    with pytest.raises(BuildError, match=named):
        hold(result.book, result.figures)


def test_a_quantum_more_in_a_level_payment_is_told() -> None:
    result = made()
    line = result.book.find("loans")["instalment.L"]
    values = {one: result.figures[one] for table in result.book.tables for one in table.lines}
    values[line] = tuple(Decimal(value or 0) + Decimal("0.02") for value in values[line])
    with pytest.raises(BuildError, match="level payment of L"):
        hold(result.book, Figures(values))


def test_a_level_payment_cut_short_by_an_option_agrees() -> None:
    """500 at 3.4 % in 14 half-yearly payments after three years of grace, whichever day the option ends the bond."""
    option = 'grace_years = 3\noption = "redeemed"\noption_date = 2027-01-01'
    stated = PROJECT.format(discount="0.06", face="500", coupon="0.034", rate="0.1038", drawn="620", earned="700")
    result = compute(read_bytes("project.toml", stated.replace("grace_years = 3", option).encode()))
    paid = result.figures.amounts(result.book.find("bond_A")["level_payment"])
    due = round(500 * 0.017 / (1 - 1.017**-14), 2)
    assert [float(amount) for amount in paid] == [0] * 6 + [due] * 6
    hold(result.book, result.figures)


def test_rates_of_any_flows_agree(count: int) -> None:
    """One root, several (10, 20 and 30 per cent) and none."""
    draw = random.Random(7)
    for _ in range(5 * count):
        flows = [-draw.randrange(500, 90000), *(draw.randrange(-50, 9000) for _ in range(draw.randrange(3, 34)))]
        assert same_rate([Decimal(flow) / 100 for flow in flows]), flows
    assert same_rate([Decimal(flow) for flow in (-1000, 3600, -4310, 1716)])
    assert same_rate([Decimal(1), Decimal(2)])


def test_every_run_asks_and_nothing_is_left_of_one_that_differs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "project.toml"
    source.write_text(
        PROJECT.format(discount="0.06", face=500, coupon="0.034", rate="0.1", drawn=620, earned=700), encoding="utf-8"
    )
    monkeypatch.setattr(numpy_financial, "npv", lambda *_: 0.0)
    with pytest.raises(BuildError, match="npv"):
        run(source, tmp_path / "out", Options())
    assert not (tmp_path / "out").exists()
