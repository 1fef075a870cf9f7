"""Working capital is part of A whenever construction ends."""

import pytest

from tests.schedules.stated import by_year, computed

PROJECT = '[project]\nname = "x"\nrule_date = 2021-05-01\nconstruction_end = {end}\n[settings]\nworking_capital = 100\n'
TEXT = """
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-06-20
face = 1000
coupon = 0.03
term_years = 5
[[investment]]
id = "w"
category = "construction"
name = "工程"
amount = 1000
by_year = { 2021 = 1 }
"""


@pytest.mark.parametrize(("end", "year"), [("2019-12-31", 2021), ("2022-06-30", 2022), ("2035-12-31", 2026)])
def test_working_capital_is_never_lost(end: str, year: int) -> None:
    """The tables go from the issue in 2021 to the maturity in 2026."""
    result = computed(TEXT, PROJECT.format(end=end))
    assert by_year(result, "investment", "working_capital") == {year: 100}
