"""The years of a calculation: figures stated beyond its end have columns and move nothing."""

from decimal import Decimal

import pytest

from bondcalc.filings.draw import write
from bondcalc.schedules.horizon import calculation_end, horizon
from tests.schedules.stated import by_year, computed, scalar
from tests.schedules.test_late_costs import HEAD, LATER, outlay
from tests.trials.trial import document_text

BUILT = """
[taxation]
discount_rate = 0.05
[[investment]]
id = "hall"
category = "construction"
name = "厂房"
amount = 2000
by_year = { 2021 = 1 }
"""
HEADED = HEAD.format(end=LATER, edge="prorated", forecast=2030).replace(
    "[settings]", "[settings]\nworking_capital = 100"
)
BEYOND = {
    "a cost": outlay("2033 = 50"),
    "a quantity": '[[revenue]]\nid = "s"\nname = "出售"\nbudget_class = "project_special"\nclaimed = true\nprice = 1\nby_year = { 2034 = 5 }\n',
}


@pytest.mark.parametrize("what", BEYOND)
def test_a_figure_stated_behind_the_forecast_moves_no_flow(what: str) -> None:
    """Working capital of 100 and what a hall of 2,000 is worth come back in 2030, the later of last maturity and forecast's end."""
    plain, beyond = computed(BUILT, HEADED), computed(BUILT + BEYOND[what], HEADED)
    assert (calculation_end(plain.project), calculation_end(beyond.project)) == (2030, 2030)
    assert horizon(beyond.project)[1] > 2030
    returned = by_year(beyond, "project_cash_flow", "returned")
    assert [*returned] == [2030]
    # A twentieth of 1,900 a year from September 2021 on: 9 1/3 years of 95 by the end of 2030; the fee of the issue is in it.
    assert abs(returned[2030] - (100 + 2000 - Decimal("886.67"))) <= 1
    for line in ("before_tax", "after_tax"):
        assert by_year(beyond, "project_cash_flow", line) == by_year(plain, "project_cash_flow", line)
    assert scalar(beyond, "returns", "npv") == scalar(plain, "returns", "npv")


def test_without_an_end_of_the_forecast_it_is_the_last_year_that_has_a_figure() -> None:
    open_ended = computed(BEYOND["a quantity"], HEADED.replace("forecast_end = 2030\n", ""))
    assert calculation_end(open_ended.project) == horizon(open_ended.project)[1] == 2034


def test_the_evaluation_names_the_years_of_the_calculation() -> None:
    told = document_text(write(computed(BUILT + BEYOND["a cost"], HEADED), "evaluation"))
    assert "预测期为2021年至2030年" in told
