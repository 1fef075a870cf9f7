"""C07 names every day on which the money is not there, whatever is paid on it. By hand."""

from bondcalc.checks.short_days import ShortDay, short_days
from bondcalc.result.result import Result
from tests.schedules.stated import computed, finding_in

HEAD = """[project]
name = "x"
rule_date = 2021-05-01
construction_end = 2025-12-31
operation_start = 2026-01-01
forecast_end = 2030
[[investment]]
id = "w"
category = "construction"
name = "工程"
amount = 2000
by_year = { 2025 = 1 }
"""
BOND = """
[[bonds]]
id = "{id}"
status = "planned"
value_date = 2025-06-{day}
face = 1000
coupon = 0.03
term_years = 5
payments_a_year = 1
issue_fee_rate = 0
payment_fee_rate = 0
"""
LINES = """
[[revenue]]
id = "rent"
name = "租金"
price = 1
quantity_unit = "次"
received = "yearly"
by_year = {{ 2026 = {first}, 2027 = 360, 2028 = 360, 2029 = 360, 2030 = {last} }}
[[costs]]
id = "power"
name = "电费"
kind = "materials"
basis = "by_year"
month = 1
by_year = {{ 2026 = 300, 2027 = 300, 2028 = 300, 2029 = 300, 2030 = 300 }}
"""


def made(first: int, last: int, days: tuple[int, int] = (20, 20)) -> Result:
    bonds = [BOND.format(id=id_, day=day) for id_, day in zip("AB", days, strict=True)]
    return computed("".join(bonds) + LINES.format(first=first, last=last), HEAD)


def days_of(result: Result) -> list[ShortDay]:
    return short_days(result.book, result.figures)


def test_interest_that_waits_for_the_years_rent_is_named() -> None:
    """The rent of a year comes at its end, power is paid in January: 300 and the 60 of June are missing until the rent has once come."""
    result = made(3000, 2360)
    outcome = finding_in(result, "C07").outcome
    assert (outcome.verdict, outcome.zh) == (
        "warn",
        "各年末资金不为负，但付款当日资金不足：2026年6月20日（债券A、B）缺360.00万元",
    )
    assert outcome.en == "year-ends hold, but payments are short on the day: 2026-06-20 (A, B) by 360.00"


def test_each_day_is_named_with_its_bond() -> None:
    """Two days apart: 330 are missing on the first, 360 on the second, both of interest."""
    days = days_of(made(3000, 2360, (20, 25)))
    assert [(short.day.isoformat(), short.bonds, short.missing, short.large) for short in days] == [
        ("2026-06-20", ("A",), 330, False),
        ("2026-06-25", ("B",), 360, False),
    ]


def test_many_days_are_counted_and_the_worst_is_named() -> None:
    """Nothing is left of any year: 360 each June, and in the last one the principal of 2,000 too."""
    result = made(360, 2360)
    said = finding_in(result, "C07").outcome
    assert said.verdict == "warn"
    assert "2026年6月20日（债券A、B）缺360.00万元，2027年6月20日" in said.zh
    assert said.zh.endswith("等共5个付款日，最多2030年6月20日缺2,360.00万元")
    assert said.en.endswith("and on 1 more day(s)")
    assert [short.large for short in days_of(result)] == [False] * 4 + [True]


def test_a_project_with_its_money_on_every_day_passes() -> None:
    """The rent by the month and power in December: 5 twelfths of 3,000 are there for the first 60."""
    lines = LINES.format(first=3000, last=2360).replace("month = 1\n", "month = 12\n").replace('"yearly"', '"monthly"')
    result = computed(BOND.format(id="A", day=20) + BOND.format(id="B", day=20) + lines, HEAD)
    assert finding_in(result, "C07").verdict == "pass"
