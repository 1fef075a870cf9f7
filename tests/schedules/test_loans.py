"""Market loans in every total; the textbooks' tables stand in tests/worked."""

from decimal import Decimal

import pytest

from bondcalc.schedules import coverage
from tests.schedules.stated import by_year, coarse, computed, verdict_in

HEAD = '[project]\nname = "x"\nrule_date = 2021-05-01\noperation_start = {start}-01-01\n'
BOND = '[[bonds]]\nid = "A"\nstatus = "planned"\nvalue_date = 2021-01-01\nface = 1\ncoupon = 0\nterm_years = 5\n'


def loan(draws: str, rate: str, first: int, last: int, mode: str = "equal_principal") -> str:
    return (
        f'{BOND}[[loans]]\nid = "L"\nlender = "银行"\nrate = {rate}\nconstruction_interest = "capitalised"\n'
        f'repayment = "{mode}"\nfirst_repayment = {first}\nlast_repayment = {last}\nby_year = {{ {draws} }}\n'
    )


def test_loans_enter_every_total_once() -> None:
    """A, D, F, G and cash of a loan of 100 whose interest of 5 in construction is added to principal."""
    text = (
        loan("2021 = 100", "0.10", 2022, 2023)
        + '[[investment]]\nid = "i"\ncategory = "other"\nname = "x"\namount = 101\nby_year = { 2021 = 1 }\n'
    )
    result = computed(text, HEAD.format(start=2022))
    scalars = {
        line.id: result.figures.scalar(line)
        for table in result.book.tables
        if table.id == "coverage"
        for line in table.lines
    }
    interest = Decimal("10.5") + Decimal("5.25")
    assert scalars["market_loans"] == 105
    assert scalars["principal"] == 106
    assert scalars["service"] == 1 + 105 + interest
    assert scalars["bond_service"] == 1
    assert scalars["investment"] == 106
    assert by_year(result, "cash", "loans") == {2021: 100}
    assert by_year(result, "cash", "loan_interest") == {2022: Decimal("10.5"), 2023: Decimal("5.25")}
    assert by_year(result, "funding", "shortfall") == {}


def test_equal_principal_is_fixed_once() -> None:
    """1,060.90 over six years: 176.8167 each, so 176.82 five times and 176.80 at the end."""
    drawn = loan("2021 = 500, 2022 = 500", "0.06", 2023, 2028)
    result = computed(drawn, HEAD.format(start=2023))
    assert by_year(result, "loans", "opening.L")[2023] == Decimal("1060.90")
    assert list(by_year(result, "loans", "principal").values()) == [*[Decimal("176.82")] * 5, Decimal("176.80")]


def test_an_instalment_that_rounds_up_stops_at_what_is_owed() -> None:
    """0.10 over seven years: 0.0143 rounds to 0.01, six times and 0.04; over fifteen to 0.01 as well, and ten years pay it."""
    few, many = (coarse(loan("2021 = 0.10", "0", 2022, last), HEAD.format(start=2022)) for last in (2028, 2036))
    assert [str(value) for value in by_year(few, "loans", "principal").values()] == [*["0.01"] * 6, "0.04"]
    assert [str(value) for value in by_year(many, "loans", "principal").values()] == ["0.01"] * 10


def test_level_payments_while_interest_is_added_to_principal() -> None:
    """100 at 10 %, repaid from 2022, interest added until 2024: 10 % of 105 is 10.50 and not paid in 2022.

    Level over four years: 105 x 0.1 / (1 - 1.1^-4) = 33.12. 105 + 10.50 - 33.12 = 82.38; + 8.24 - 33.12 = 57.50; then interest
    5.75 is paid: 57.50 - 27.37 = 30.13, which the last year repays.
    """
    result = computed(loan("2021 = 100", "0.10", 2022, 2025, "level"), HEAD.format(start=2024))
    assert [str(value) for value in by_year(result, "loans", "closing").values()] == [
        "105.00",
        "82.38",
        "57.50",
        "30.13",
    ]
    assert [str(value) for value in by_year(result, "loans", "principal").values()] == [
        "33.12",
        "33.12",
        "27.37",
        "30.13",
    ]


LATER = """[project]
name = "x"
rule_date = 2021-09-15
operation_start = 2021-01-01
[settings]
construction_interest = "from_revenue"
[[bonds]]
id = "A"
status = "issued"
value_date = 2020-09-24
face = 10
coupon = 0
term_years = 5
[[loans]]
id = "L"
lender = "银行"
rate = 0
repayment = "equal_principal"
first_repayment = 2022
last_repayment = {last}
by_year = {{ 2018 = 20, 2021 = 0 }}
"""


@pytest.mark.parametrize(
    ("last", "left", "verdict"), [(2033, "13.32", "fail"), (2026, "4.00", "fail"), (2025, "0.00", "pass")]
)
def test_what_a_loan_leaves_at_the_end_of_the_bonds(last: int, left: str, verdict: str) -> None:
    """20 drawn before the first bond: over twelve years 1.67 a year, so 20 - 4 x 1.67 after 2025; over five 4 of 20."""
    result = computed("", LATER.format(last=last))
    assert str(result.figures.amount(result.book.use(coverage.schedule).outstanding_after)) == left
    assert verdict_in(result, "C14") == verdict
