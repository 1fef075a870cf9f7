"""What a loan owes by the terms of its contract: when it is drawn, rates by year, payments within a year, interest as agreed."""

from datetime import date
from decimal import Decimal

from bondcalc.filings.draw import write
from bondcalc.result.result import Result
from tests.schedules.stated import amounts, by_year, computed, scalar, verdict_in
from tests.trials.trial import document_text

HEAD = '[project]\nname = "x"\nrule_date = 2021-05-01\noperation_start = 2022-01-01\n'
BOND = '[[bonds]]\nid = "A"\nstatus = "planned"\nvalue_date = 2021-01-01\nface = 1\ncoupon = 0\nterm_years = 5\n'
LOAN = (
    '[[loans]]\nid = "L"\nlender = "银行"\nrate = {rate}\nrepayment = "{mode}"\nfirst_repayment = {first}\n'
    "last_repayment = {last}\nby_year = {{ 2021 = {drawn} }}\n{more}\n"
)
RATES = '[[loan_rates]]\nloan = "L"\nby_year = {{ {years} }}\n'
INTEREST = '[[loan_repayments]]\nloan = "L"\nkind = "interest"\nby_year = {{ {years} }}\n'


def lent(
    drawn: str, rate: str, first: int, last: int, *, mode: str = "equal_principal", more: str = "", after: str = ""
) -> Result:
    loan = LOAN.format(drawn=drawn, rate=rate, first=first, last=last, mode=mode, more=more)
    return computed(BOND + loan + after, HEAD)


def texts(result: Result, line: str) -> list[str]:
    return [str(value) for value in by_year(result, "loans", line).values()]


def on_days(result: Result, line: str) -> dict[date, Decimal]:
    """Figures of the calendar that are not zero, by day."""
    found = result.book.find("payment_calendar_debts")[f"{line}.loan.L"]
    return {day: amount for day, amount in zip(found.axis.days, amounts(result, found), strict=True) if amount}


def test_draws_at_the_start_of_the_year_bear_a_whole_year() -> None:
    """100 at 10 %: 10.00 in its first year where drawn at the start, 5.00 where drawn over the year."""
    early, even = (lent("100", "0.10", 2023, 2023, more=more) for more in ('drawn_at = "year_start"', ""))
    assert texts(early, "interest") == ["10.00", "10.00", "10.00"]
    assert texts(even, "interest") == ["5.00", "10.00", "10.00"]


def test_a_draw_of_nothing_is_a_blank_one() -> None:
    """In the year of the first repayment, which would be refused, and before the first draw, where nothing is due."""
    plain = lent("100", "0.10", 2023, 2023)
    beside = computed(
        BOND
        + LOAN.format(
            drawn="100, 2020 = 0, 2023 = 0", rate="0.10", first=2023, last=2023, mode="equal_principal", more=""
        ),
        HEAD,
    )
    for line in ("interest", "principal"):
        assert [*map(Decimal, texts(beside, line))] == [*map(Decimal, texts(plain, line))]
    assert on_days(beside, "interest") == on_days(plain, "interest")


def test_a_rate_holds_until_the_next_is_stated() -> None:
    """100 drawn in 2021 and repaid in 2026: 5 % until 6 % is stated from 2023 and 4 % from 2025."""
    result = lent("100", "0.05", 2026, 2026, after=RATES.format(years="2023 = 0.06, 2025 = 0.04"))
    assert texts(result, "interest") == ["2.50", "5.00", "6.00", "6.00", "4.00", "4.00"]


def test_a_level_payment_is_fixed_again_when_the_rate_changes() -> None:
    """1,000 over three years at 6 %: 374.11; 685.89 left over two years at 5 %: x 0.055125 / 0.1025 = 368.87."""
    result = lent("1000", "0.06", 2022, 2024, mode="level", after=RATES.format(years="2023 = 0.05"))
    assert texts(result, "interest") == ["30.00", "60.00", "34.29", "17.57"]
    assert texts(result, "principal") == ["314.11", "334.58", "351.31"]


def test_a_rate_stated_before_repayment_fixes_the_level_payment() -> None:
    """1,000 over two years at 5 % is 537.80; every run asks the library for level payments, at the rate of that year."""
    result = lent("1000", "0.06", 2023, 2024, mode="level", after=RATES.format(years="2022 = 0.05"))
    assert texts(result, "instalment.L")[:2] == ["537.80", "537.80"]


def test_equal_principal_at_every_payment() -> None:
    """80 in eight quarters at 2.5 % a quarter: 80 + 70 + 60 + 50 bear 6.50 in the first year, 40 + 30 + 20 + 10 bear 2.50."""
    result = lent("80", "0.10", 2022, 2023, more="payments_a_year = 4")
    assert texts(result, "principal") == ["40.00", "40.00"]
    assert texts(result, "interest") == ["4.00", "6.50", "2.50"]


def test_each_payment_stands_on_its_day() -> None:
    """100 in twelve quarters at 3 %: 8.33 each and 8.37 at the end; 100, 91.67, 83.34 and 75.01 bear 10.50 in the first year."""
    result = lent("100", "0.12", 2022, 2024, more="payments_a_year = 4\nfirst_repayment_day = 2022-03-20")
    assert texts(result, "principal") == ["33.32", "33.32", "33.36"]
    assert texts(result, "interest") == ["6.00", "10.50", "6.50", "2.50"]
    principal, interest = on_days(result, "principal"), on_days(result, "interest")
    assert list(principal)[:5] == [date(2022, month, 20) for month in (3, 6, 9, 12)] + [date(2023, 3, 20)]
    assert set(list(principal.values())[:-1]) == {Decimal(83300)}
    assert (principal[date(2024, 12, 20)], interest[date(2024, 12, 20)]) == (Decimal(83700), Decimal(2511))
    assert [interest[date(2022, month, 20)] for month in (3, 6, 9, 12)] == [30000, 27501, 25002, 22503]
    assert interest[date(2021, 3, 20)] == 15000


def test_days_without_a_stated_one_are_the_ends_of_the_periods() -> None:
    days = on_days(lent("80", "0.10", 2022, 2022, more="payments_a_year = 4"), "principal")
    assert list(days) == [date(2022, 3, 31), date(2022, 6, 30), date(2022, 9, 30), date(2022, 12, 31)]


def test_agreed_interest_takes_the_place_of_computed() -> None:
    """3.21 as signed for 2022, nothing for 2024, 5 % of 100 in the years between that were left blank."""
    result = lent("100", "0.05", 2025, 2025, after=INTEREST.format(years="2022 = 3.21, 2024 = 0"))
    assert by_year(result, "loans", "interest") == {2021: Decimal("2.5"), 2022: Decimal("3.21"), 2023: 5, 2025: 5}


def test_interest_and_principal_may_both_be_agreed() -> None:
    both = INTEREST.format(years="2022 = 1") + '[[loan_repayments]]\nloan = "L"\nby_year = { 2022 = 30, 2023 = 70 }\n'
    result = lent("100", "0.05", 2022, 2023, mode="as_given", after=both)
    assert by_year(result, "loans", "principal") == {2022: 30, 2023: 70}
    assert by_year(result, "loans", "interest")[2022] == 1


def test_a_working_capital_loan_finances_no_investment() -> None:
    """40 drawn in the year of opening: no source of A, not in D, but in the cash of the year, and owed with interest in F.

    Opened in July: 5 % on half of 40 is 1.00, all of it paid and none of it construction interest.
    """
    head = HEAD.replace("operation_start = 2022-01-01", "operation_start = 2022-07-01")
    loan = LOAN.format(drawn="40", rate="0.05", first=2024, last=2024, mode="equal_principal", more="").replace(
        "2021 =", "2022 ="
    )
    plain, lent_to = computed(BOND, head), computed(BOND + loan + 'purpose = "working_capital"\n', head)
    assert scalar(lent_to, "coverage", "market_loans") == 0
    assert by_year(lent_to, "investment", "total") == by_year(plain, "investment", "total")
    assert by_year(lent_to, "cash", "working_loans") == {2022: 40}
    assert by_year(lent_to, "loans", "interest") == {2022: 1, 2023: 2, 2024: 2}
    assert by_year(lent_to, "loans", "construction_interest") == {}
    assert scalar(lent_to, "coverage", "service") - scalar(plain, "coverage", "service") == 45
    assert by_year(lent_to, "debt_system", "row_0203") == {2022: 40}
    verdict = verdict_in(lent_to, "D02")
    assert verdict == "pass"


def test_its_principal_is_in_no_g_of_the_form_and_stands_beside_it() -> None:
    """G is C + D, which finance A; with 40 drawn for operation E is divided by 40 more, as F has them."""
    loan = LOAN.format(drawn="40", rate="0.05", first=2024, last=2024, mode="equal_principal", more="").replace(
        "2021 =", "2022 ="
    )
    loan += 'purpose = "working_capital"\n[[revenue]]\nid = "rent"\nname = "租金"\nprice = 100\nquantity = 1\n'
    plain, lent_to = computed(BOND, HEAD), computed(BOND + loan, HEAD)
    form, earned = scalar(plain, "coverage", "principal"), scalar(lent_to, "coverage", "revenue_counted")
    assert scalar(lent_to, "coverage", "principal") == form
    assert scalar(lent_to, "coverage", "principal_with_working_loans") == form + 40
    beside = scalar(lent_to, "coverage", "revenue_to_total_principal_with_working_loans")
    assert earned == 400  # 2022 to 2025
    assert abs(beside * (form + 40) - earned) < Decimal("1e-20")
    assert "计入流动资金贷款" in document_text(write(lent_to, "evaluation"))
    assert not any(line.id.endswith("with_working_loans") for line in plain.book.find("coverage").lines)


def test_the_net_flow_to_capital_names_the_loan_and_no_refinancing() -> None:
    """A working-capital loan of 40 is all that is added beside the usual flows."""
    loan = LOAN.format(drawn="40", rate="0.05", first=2024, last=2024, mode="equal_principal", more="").replace(
        "2021 =", "2022 ="
    )
    net = computed(BOND + loan + 'purpose = "working_capital"\n', HEAD).book.find("capital_cash_flow")["net"]
    assert net.source == "项目收益＋回收－资本金－本息－费用＋流动资金贷款"
