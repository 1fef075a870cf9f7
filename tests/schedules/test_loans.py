"""Market loans against the textbook's construction interest and level payment."""

from decimal import Decimal

import pytest

from tests.schedules.stated import by_year, computed

HEAD = '[project]\nname = "x"\nrule_date = 2021-05-01\noperation_start = {start}-01-01\n'
BOND = '[[bonds]]\nid = "A"\nstatus = "planned"\nvalue_date = 2021-01-01\nface = 1\ncoupon = 0\nterm_years = 5\n'


def loan(draws: str, rate: str, first: int, last: int, mode: str = "equal_principal") -> str:
    return (f'{BOND}[[loans]]\nid = "L"\nlender = "银行"\nrate = {rate}\nconstruction_interest = "capitalised"\n'
            f'repayment = "{mode}"\nfirst_repayment = {first}\nlast_repayment = {last}\nby_year = {{ {draws} }}\n')  # fmt: skip


@pytest.mark.parametrize(
    ("draws", "rate", "interest"),
    [
        ("2021 = 300, 2022 = 600, 2023 = 400", "0.12", ["18", "74.16", "143.06"]),
        ("2021 = 800, 2022 = 1000, 2023 = 500", "0.10", ["40", "134", "222.4"]),
        ("2021 = 5000, 2022 = 5000", "0.06", ["150", "459"]),
    ],
)
def test_construction_interest_by_the_half_year_rule(draws: str, rate: str, interest: list[str]) -> None:
    """Three worked examples of a Chinese textbook on construction interest (建设期利息, 当年贷款按半年计息)."""
    start = 2021 + len(interest)
    result = computed(loan(draws, rate, start, start + 4), HEAD.format(start=start))
    assert by_year(result, "loans", "construction_interest") == {
        2021 + place: Decimal(amount) for place, amount in enumerate(interest)}  # fmt: skip


def test_level_payment_after_construction() -> None:
    """A textbook's 930 and 620 at 10.38 %: balance 1,731.99, six payments of 402.12, first interest 179.78."""
    result = computed(loan("2021 = 930, 2022 = 620", "0.1038", 2023, 2028, "level"), HEAD.format(start=2023))
    assert by_year(result, "loans", "construction_interest") == {2021: Decimal("48.27"), 2022: Decimal("133.72")}
    assert by_year(result, "loans", "closing")[2022] == Decimal("1731.99")
    interest, principal = by_year(result, "loans", "interest"), by_year(result, "loans", "principal")
    assert (interest[2023], principal[2023]) == (Decimal("179.78"), Decimal("222.34"))
    assert by_year(result, "loans", "closing")[2023] == Decimal("1509.65")
    assert all(
        abs(interest[year] + principal[year] - Decimal("402.12")) <= Decimal("0.01") for year in range(2023, 2028)
    )
    assert sum(principal.values()) == Decimal("1731.99")


def test_loans_enter_every_total_once() -> None:
    """A, D, F, G and cash of a loan of 100 whose interest of 5 in construction is added to principal."""
    text = (
        loan("2021 = 100", "0.10", 2022, 2023)
        + '[[investment]]\nid = "i"\ncategory = "other"\nname = "x"\namount = 101\nby_year = { 2021 = 1 }\n'
    )
    result = computed(text, HEAD.format(start=2022))
    scalars = {line.id: result.figures.scalar(line) for table in result.book.tables if table.id == "coverage"
               for line in table.lines}  # fmt: skip
    interest = Decimal("10.5") + Decimal("5.25")
    assert scalars["market_loans"] == 105
    assert scalars["principal"] == 106
    assert scalars["service"] == 1 + 105 + interest
    assert scalars["bond_service"] == 1
    assert scalars["investment"] == 106
    assert by_year(result, "cash", "loans") == {2021: 100}
    assert by_year(result, "cash", "loan_interest") == {2022: Decimal("10.5"), 2023: Decimal("5.25")}
    assert by_year(result, "funding", "shortfall") == {}
