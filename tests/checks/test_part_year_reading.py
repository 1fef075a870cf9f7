"""C14 where a part year of operation states quantities of a whole one. Every figure by hand."""

from decimal import Decimal

import pytest

from tests.schedules.stated import computed, finding_in, verdict_in
from tests.schedules.test_late_costs import HEAD, earned

EXPLAINED = ["pass", "warn"]
"""Bond A of 2,000 at 3 % takes 2,300, and the province asks for 1.2 of it; it is repaid on 10 March 2026; wages of 60 a year."""
SAID = "分年数改按运营月数占相邻年度的比例计入为1.1"
WHOLE = "2021 = {}, 2022 = 1, 2023 = 1, 2024 = 1, 2025 = 1, 2026 = {}"


def by_year(first: str, last: str, end: str, more: str = "", price: int = 620) -> str:
    """Revenue by year from September 2021 on."""
    quantities = f"by_year = {{{{ {WHOLE.format(first, last)} }}}}\n"
    head = HEAD.replace("quantity = 1\n", quantities).replace("price = 800", f"price = {price}")
    return head.format(end=end, edge="prorated", forecast=2030) + more


@pytest.mark.parametrize(
    ("first", "last", "end", "counts", "verdicts"),
    [
        # 620 of two months: E has four and a third years and the whole of it, 3,306.46 less 270; by months and a tenth 2,530.13.
        ("0.333", "1", "2026-02-28", "3036.46", EXPLAINED),
        ("0.333", "1", "2026-03-31", "2829.79", EXPLAINED),  # two of three months of it
        ("0.333", "0.17", "2026-02-28", "2521.86", ["fail", "pass"]),  # what two months bring
        ("1", "0.17", "2026-02-28", "2935.40", EXPLAINED),  # four months of 2021 with a whole year's
        ("0.333", "1", "2026-12-31", "2519.79", ["fail", "warn"]),  # by months and by whole years: told already
    ],
)
def test_a_whole_year_in_a_part_of_one_does_not_decide(
    first: str, last: str, end: str, counts: str, verdicts: list[str]
) -> None:
    result = computed("", by_year(first, last, end))
    assert earned(result) == Decimal(counts)
    assert [verdict_in(result, rule) for rule in ("C03", "C14")] == verdicts
    assert (SAID in finding_in(result, "C14").outcome.zh) is (verdicts == EXPLAINED)


COSTS = '[[costs]]\nid = "c"\nkind = "materials"\nname = "材料"\n{}\n'


@pytest.mark.parametrize(
    "cost",
    [
        'basis = "per_quantity"\nof = "fee"\nrate = 90',
        f'basis = "by_year"\nby_year = {{ {WHOLE.format(30, 90).replace("= 1", "= 90")} }}',
    ],
)
def test_costs_of_the_part_year_go_with_it(cost: str) -> None:
    """710 a year less 90 are 620 as above; a reading without the costs would take 710 off, and one more step of the limit."""
    result = computed("", by_year("0.333", "1", "2026-02-28", COSTS.format(cost), 710))
    assert SAID in finding_in(result, "C14").outcome.zh


def test_what_misses_the_limit_by_months_too_or_reaches_it_so_is_not_told() -> None:
    """800: 4,266.40 less 270, and by months 3,613.07 less 270 are 1.45 of 2,300."""
    assert verdict_in(computed("", by_year("0.333", "1", "2026-02-28", price=800)), "C14") == "pass"


@pytest.mark.parametrize(
    ("first", "later", "price", "verdicts"),
    [
        # 640 a year from December 2021 to October 2026 are 3,146.67, less 48.33 of later years.
        (200, 10, 700, ["pass", "pass"]),  # less 50 1.33 of 2,300; less 141.75 more, three fourths of 189, 1.26
        (
            400,
            10,
            700,
            ["pass", "warn"],
        ),  # less 100 1.30; less 291.75 more, three fourths of 389, 1.18; by whole years 1.29
        (1000, 1000, 2200, ["pass", "pass"]),  # it is as much every year
        (10, 10, 700, ["pass", "pass"]),
    ],
)
def test_an_outlay_put_into_a_running_row_in_the_year_of_issue_does_not_decide(
    first: int, later: int, price: int, verdicts: list[str]
) -> None:
    """One of the four months of operation in 2021 is after the issue: E counts a fourth of what is stated for it."""
    years = ", ".join(f"{year} = {first if year == 2021 else later}" for year in range(2021, 2031))
    head = HEAD.format(end="2030-12-31", edge="prorated", forecast=2030).replace("2021-03-10", "2021-11-10")
    result = computed(COSTS.format(f'basis = "by_year"\nby_year = {{ {years} }}'), head.replace("= 800", f"= {price}"))
    assert [verdict_in(result, rule) for rule in ("C03", "C14")] == verdicts
    assert ("其中超过下一年110%的部分改按全额计入为1.18倍" in finding_in(result, "C14").outcome.zh) is (
        verdicts[1] == "warn"
    )
