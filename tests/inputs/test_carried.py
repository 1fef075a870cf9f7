"""空白年份同上年: blank years take the year before, to the end of the forecast, and the figures are those of all years typed."""

import re
from decimal import Decimal

import pytest

from bondcalc.inputs.project import Project
from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.operating_costs import CostLine
from bondcalc.problem import ProjectError
from bondcalc.result.contract import contract
from tests.checks.test_statements import GOOD
from tests.parted import compute

HEAD = GOOD.format(day="2021-08-01")
COST = '[[costs]]\nid = "x"\nkind = "other"\nname = "其他"\nbasis = "by_year"\nby_year = {years}\n'


def read(years: str, carry: str = "") -> Project:
    assert HEAD.count("[project]\n") == 1
    text = HEAD.replace("[project]\n", "[project]\nforecast_end = 2036\n") if "forecast_end" not in HEAD else HEAD
    return read_bytes("project.toml", (text + COST.replace("{years}", years) + carry).encode())


def by_year(given: Project) -> dict[int, Decimal]:
    return given.rows(CostLine)[-1].by_year


@pytest.mark.parametrize("first", [2024, 2027])
def test_blank_years_take_the_year_before_also_between(first: int) -> None:
    made = by_year(read(f"{{ {first} = 5, {first + 3} = 7.5 }}", "carry = true\n"))
    end = max(made)
    assert end >= 2036
    assert made == {year: Decimal(5) if year < first + 3 else Decimal("7.5") for year in range(first, end + 1)}


def test_without_it_blank_is_blank() -> None:
    assert by_year(read("{ 2024 = 5 }")) == {2024: Decimal(5)}


def test_the_figures_are_those_of_all_years_typed() -> None:
    short = read("{ 2024 = 5, 2026 = 7 }", "carry = true\n")
    typed = read("{ " + ", ".join(f"{year} = {value}" for year, value in by_year(short).items()) + " }")
    one, other = contract(compute(short)), contract(compute(typed))
    assert one["schedules"] == other["schedules"]
    assert one["ratios"] == other["ratios"]


def test_a_zero_is_carried_as_a_zero() -> None:
    made = by_year(read("{ 2024 = 5, 2025 = 0 }", "carry = true\n"))
    assert set(list(made.values())[1:]) == {Decimal(0)}


def test_without_an_end_it_is_a_problem_of_that_row() -> None:
    text = re.sub(r"(forecast_end|operation_end) = .*\n", "", HEAD)
    with pytest.raises(ProjectError) as caught:
        read_bytes("project.toml", (text + COST.replace("{years}", "{ 2024 = 5 }") + "carry = true\n").encode())
    assert [(one.sheet, one.code) for one in caught.value.problems] == [("[costs]", "carry_without_end")]


def with_days(first: str, last: str, years: str) -> Project:
    text = re.sub(r"operation_start = .*\n", f"operation_start = {first}\n", HEAD)
    text = re.sub(r"operation_end = .*\n", f"operation_end = {last}\n", text)
    return read_bytes("project.toml", (text + COST.replace("{years}", years) + "carry = true\n").encode())


def test_nothing_is_carried_beyond_the_end_of_operation() -> None:
    assert max(by_year(with_days("2023-01-01", "2038-12-31", "{ 2024 = 5 }"))) == 2038
    late = by_year(with_days("2023-01-01", "2038-12-31", "{ 2037 = 5, 2041 = 9 }"))
    assert late == {2037: Decimal(5), 2038: Decimal(5), 2041: Decimal(9)}


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        ("2023-07-01", "2045-12-31", "{ 2023 = 5 }"),
        ("2023-07-01", "2045-12-31", "{ 2022 = 5, 2024 = 10 }"),
        ("2023-01-01", "2040-06-30", "{ 2023 = 10 }"),
    ],
)
def test_part_of_a_year_is_not_carried_as_a_whole_one_nor_a_whole_year_into_a_part(
    first: str, last: str, years: str
) -> None:
    with pytest.raises(ProjectError) as caught:
        with_days(first, last, years)
    assert [(one.sheet, one.code) for one in caught.value.problems] == [("[costs]", "carry_part_year")]


def test_years_of_part_operation_that_are_stated_or_zero_ask_nothing() -> None:
    made = by_year(with_days("2023-07-01", "2040-06-30", "{ 2023 = 5, 2024 = 10, 2040 = 4 }"))
    assert made == {2023: Decimal(5), 2040: Decimal(4)} | {year: Decimal(10) for year in range(2024, 2040)}
    assert by_year(with_days("2023-01-01", "2040-06-30", "{ 2023 = 10, 2024 = 0 }"))[2040] == 0
