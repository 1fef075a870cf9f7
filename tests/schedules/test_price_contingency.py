"""涨价预备费 against exercises of the cost engineers' textbooks, digit for digit as printed there, and against arithmetic."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import pytest

from bondcalc.inputs.read import read_bytes
from bondcalc.problem import ProjectError
from tests.schedules.stated import by_year, computed

HEAD = """[project]
name = "x"
rule_date = 2021-05-01
[settings]
price_contingency_rate = {rate}
contingency_rate = {contingency}
{method}
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-01-01
face = 100
coupon = 0.03
term_years = 5
"""
CATEGORIES = {"construction": 0, "equipment": 1, "other": 2}


class Exercise(NamedTuple):
    """A published exercise: construction and installation, equipment, other costs; what it asks for, by year and in all."""

    costs: tuple[int, int, int]
    contingency: str
    before: str
    rate: str
    shares: tuple[str, ...]
    printed: tuple[str, ...]
    total: str


EXERCISES = {
    # The example of the cost engineers' textbook on pricing of works; printed with one decimal, the second year cut off.
    "textbook": Exercise(
        (5000, 3000, 2000), "0.05", "1", "0.06", ("0.2", "0.6", "0.2"), ("191.8", "987.9", "475.1"), "1654.8"
    ),
    # Its variant with other amounts: https://zhengss.com/shiti/89954
    "variant": Exercise(
        (10000, 6000, 4000), "0.05", "1", "0.06", ("0.2", "0.6", "0.2"), ("383.6", "1975.8", "950.2"), "3309.6"
    ),
    # Two years before construction: question 038dc158111d4c219f28a29fe6028900 of a question bank of that examination.
    "two years before": Exercise(
        (2000, 3000, 1000), "0.10", "2", "0.05", ("0.2", "0.4", "0.4"), ("171.24", "491.60", "648.18"), "1311.02"
    ),
    # Half a year before: https://sutiku.cn/question/144195.html, static investment of 8,000.
    "half a year before": Exercise((8000, 0, 0), "0", "0.5", "0.05", ("0.5", "0.5"), ("200", "410"), "610"),
}


def items(costs: tuple[int, ...], shares: tuple[str, ...]) -> str:
    years = ", ".join(f"{2021 + place} = {share}" for place, share in enumerate(shares))
    return "".join(
        f'[[investment]]\nid = "{category}"\ncategory = "{category}"\nname = "x"\namount = {amount}\nby_year = {{ {years} }}\n'
        for category, amount in zip(CATEGORIES, costs, strict=True)
        if amount
    )


@pytest.mark.parametrize("name", EXERCISES)
def test_published_exercises_are_met(name: str) -> None:
    one = EXERCISES[name]
    method = f"years_before_construction = {one.before}"
    made = computed(
        items(one.costs, one.shares), HEAD.format(rate=one.rate, contingency=one.contingency, method=method)
    )
    found = by_year(made, "investment", "price_contingency")
    for place, printed in enumerate(one.printed):
        step = Decimal(1).scaleb(Decimal(printed).as_tuple().exponent)
        assert abs(found[2021 + place] - Decimal(printed)) < step, place
    assert abs(sum(found.values()) - Decimal(one.total)) < Decimal("0.15")


def test_the_older_guide_takes_works_to_the_end_of_their_year() -> None:
    """4,000, 4,800 and 3,800 of works at 5 %, as in an exercise on the guide of 2002: 200, 492, then 598.975."""
    method = 'price_contingency_method = "older_guide"'
    text = HEAD.format(rate="0.05", contingency="0.10", method=method)
    works = items((12600, 0, 0), ()).replace(
        "by_year = {  }", "by_year = { 2021 = 0.317460317460, 2022 = 0.380952380953, 2023 = 0.301587301587 }"
    )
    found = by_year(
        computed(works + items((0, 0, 900), ("0.3", "0.3", "0.4")), text), "investment", "price_contingency"
    )
    assert found == {2021: 200, 2022: 492, 2023: Decimal("598.98")}


def test_base_and_exponent_are_of_one_method() -> None:
    """Works 1,000 and other costs 500 in one year, contingency 10 %: 1,650 to mid-year, or 1,000 to the year's end."""
    cost = items((1000, 0, 500), ("1",))
    by_book = HEAD.format(rate="0.04", contingency="0.1", method="years_before_construction = 0")
    by_guide = HEAD.format(rate="0.04", contingency="0.1", method='price_contingency_method = "older_guide"')
    half = (Decimal(1650) * (Decimal("1.04").sqrt() - 1)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert by_year(computed(cost, by_book), "investment", "price_contingency") == {2021: half}
    assert by_year(computed(cost, by_guide), "investment", "price_contingency") == {2021: 40}


def test_a_rate_asks_for_the_years_before_construction() -> None:
    text = HEAD.format(rate="0.04", contingency="0.1", method="") + items((1000, 0, 0), ("1",))
    with pytest.raises(ProjectError) as told:
        read_bytes("project.toml", text.encode())
    assert [one.code for one in told.value.problems] == ["years_before_construction_missing"]
    free = HEAD.format(rate="0", contingency="0.1", method="") + items((1000, 0, 0), ("1",))
    assert "price_contingency" not in {line.id for table in computed("", free).book.tables for line in table.lines}


def in_two(start: str, first: str, second: str, method: str) -> dict[int, Decimal]:
    """Price contingency of works of 10,000 at 3 %, half of it in each of two years, with the day construction starts."""
    head = HEAD.format(rate="0.03", contingency="0", method=method).replace("[settings]", f"{start}\n[settings]")
    cost = items((10000, 0, 0), ()).replace("{  }", f"{{ {first}, {second} }}")
    return by_year(computed(cost, head), "investment", "price_contingency")


def grown(years: str) -> Decimal:
    """What 5,000 rises by in so many years at 3 %, of its own arithmetic."""
    return (5000 * (Decimal("1.03") ** Decimal(years) - 1)).quantize(Decimal("0.01"), ROUND_HALF_UP)


BOOK, GUIDE = "years_before_construction = 1", 'price_contingency_method = "older_guide"'


@pytest.mark.parametrize(
    ("start", "first", "method", "years"),
    [
        ("construction_start = 2025-11-20", 2026, BOOK, ("2.5", "3.5")),
        ("construction_start = 2025-01-01", 2026, BOOK, ("2.5", "3.5")),
        ("construction_start = 2026-01-01", 2026, BOOK, ("1.5", "2.5")),
        ("construction_start = 2025-11-20", 2024, BOOK, ("0.5", "3.5")),  # half a year after the estimate
        ("construction_start = 2025-11-20", 2023, BOOK, ("0", "3.5")),  # before the estimate
        ("construction_start = 2025-11-20", 2026, GUIDE, ("2", "3")),
        ("construction_start = 2025-11-20", 2024, GUIDE, ("0", "3")),
        ("", 2026, BOOK, ("1.5", "2.5")),
        ("", 2026, GUIDE, ("1", "2")),
    ],
)
def test_growth_counts_from_the_start_of_construction(
    start: str, first: int, method: str, years: tuple[str, str]
) -> None:
    """Its calendar year is the first of construction, whatever is spent before or after; unstated, the first year of spending."""
    given = in_two(start, f"{first} = 0.5", "2027 = 0.5", method)
    wanted = {first: grown(years[0]), 2027: grown(years[1])}
    assert {year: given.get(year, Decimal(0)) for year in wanted} == wanted


@pytest.mark.parametrize("method", [BOOK, GUIDE])
@pytest.mark.parametrize("start", ["", "construction_start = 2025-11-20"])
def test_a_share_of_nothing_is_a_blank_one(start: str, method: str) -> None:
    plain = in_two(start, "2026 = 0.5", "2027 = 0.5", method)
    assert in_two(start, "2024 = 0, 2026 = 0.5", "2027 = 0.5, 2029 = 0", method) == plain


def test_the_schedule_says_from_when_it_counts() -> None:
    head = HEAD.format(rate="0.03", contingency="0", method=BOOK)
    cost = items((10000, 0, 0), ("0.5", "0.5"))
    for start, said in (
        ("construction_start = 2020-11-20", "开工年2020年（开工日期2020年11月20日）"),
        ("", "未填开工日期"),
    ):
        made = computed(cost, head.replace("[settings]", f"{start}\n[settings]"))
        line = next(line for table in made.book.tables for line in table.lines if line.id == "price_contingency")
        assert said in line.source
        assert "开工年之前的支出" in line.source


def test_working_capital_stands_in_the_last_year_in_which_something_is_spent() -> None:
    head = HEAD.format(rate="0", contingency="0", method="working_capital = 50")
    cost = items((100, 0, 0), ("0.5", "0.5", "0"))
    assert by_year(computed(cost, head), "investment", "working_capital") == {2022: 50}
