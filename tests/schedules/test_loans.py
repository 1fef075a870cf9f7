"""Market loans in every total; the textbooks' tables stand in tests/worked."""

from decimal import Decimal

from tests.schedules.stated import by_year, computed

HEAD = '[project]\nname = "x"\nrule_date = 2021-05-01\noperation_start = {start}-01-01\n'
BOND = '[[bonds]]\nid = "A"\nstatus = "planned"\nvalue_date = 2021-01-01\nface = 1\ncoupon = 0\nterm_years = 5\n'


def loan(draws: str, rate: str, first: int, last: int, mode: str = "equal_principal") -> str:
    return (f'{BOND}[[loans]]\nid = "L"\nlender = "银行"\nrate = {rate}\nconstruction_interest = "capitalised"\n'
            f'repayment = "{mode}"\nfirst_repayment = {first}\nlast_repayment = {last}\nby_year = {{ {draws} }}\n')  # fmt: skip


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
