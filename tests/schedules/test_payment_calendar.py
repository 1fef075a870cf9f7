"""What is paid on each day, to the fen, against arithmetic by hand; and by when county and city pay it in."""

from datetime import date
from decimal import Decimal

import pytest

from bondcalc.dates import day_of, serial, working_day_from, working_days_before
from bondcalc.result.result import Result
from bondcalc.schedules import payment_calendar
from tests.schedules.stated import computed

PROJECT = '[project]\nname = "x"\nrule_date = 2021-05-01\noperation_start = 2023-01-01\n'
BOND = """[[bonds]]
id = "{id}"
status = "planned"
value_date = {start}
face = {face}
coupon = {coupon}
term_years = {years}
payments_a_year = 2
{more}
"""
LOAN = """[[loans]]
id = "A"
lender = "银行"
rate = 0.0437
repayment = "equal_principal"
first_repayment = 2023
last_repayment = 2025
construction_interest = "{interest}"
{day}
by_year = {{ 2021 = 1000 }}
"""
TWO = BOND.format(id="A", start="2021-06-25", face=1234.56, coupon=0.0317, years=3, more="") + BOND.format(
    id="B", start="2021-06-25", face=100, coupon=0.0333, years=2, more="payment_fee_rate = 0"
)


def listed(result: Result) -> dict[date, dict[str, Decimal]]:
    """Totals of each day on which something is paid."""
    made = result.book.use(payment_calendar.schedule)
    lines = {
        "interest": made.interest,
        "principal": made.principal,
        "fees": made.fees,
        "payment": made.payment,
        "difference": made.difference,
    }
    columns = zip(*(result.figures.amounts(line) for line in lines.values()), strict=True)
    found = {day: dict(zip(lines, amounts, strict=True)) for day, amounts in zip(made.axis.days, columns, strict=True)}
    return {day: amounts for day, amounts in found.items() if amounts["payment"]}


def test_days_of_all_bonds_to_the_fen() -> None:
    """12,345,600 yuan at 3.17 % is 195,677.76 a half-year, 1,000,000 at 3.33 % is 16,650; the schedules have 195,700 and 16,700.

    The fee of A is 0.05 per mille: 9.78, with its principal 627.06; B has none.
    """
    found = listed(computed(TWO, PROJECT))
    assert list(found) == [
        date(2021, 12, 25),
        date(2022, 6, 25),
        date(2022, 12, 25),
        date(2023, 6, 25),
        date(2023, 12, 25),
        date(2024, 6, 25),
    ]
    first, both, last = found[date(2021, 12, 25)], found[date(2023, 6, 25)], found[date(2024, 6, 25)]
    assert (first["interest"], first["principal"], first["fees"]) == (Decimal("212327.76"), 0, Decimal("9.78"))
    assert both["principal"] == 1_000_000
    assert (last["interest"], last["principal"], last["fees"]) == (Decimal("195677.76"), 12_345_600, Decimal("627.06"))
    assert last["payment"] == Decimal("12541904.82")
    # 19.57 and 1.67 in 万元, and a fee of 0.00098, which is nothing there.
    assert first["difference"] == Decimal("212337.54") - 212_400


@pytest.mark.parametrize(("day", "month", "number"), [("", 12, 31), ("first_repayment_day = 2023-06-20", 6, 20)])
def test_a_loan_pays_on_its_day_beside_a_bond_of_its_id(day: str, month: int, number: int) -> None:
    """10,000,000 at 4.37 %: half of 437,000 in 2021, then 437,000; instalments of 3,333,300 and 3,333,400; 437,000 in 2023."""
    found = listed(computed(TWO + LOAN.format(day=day, interest="paid"), PROJECT))
    loan = {date(year, month, number): found[date(year, month, number)] for year in range(2021, 2026)}
    assert [amounts["interest"] for amounts in loan.values()] == [
        218_500,
        437_000,
        437_000,
        Decimal("291334.79"),
        Decimal("145669.58"),
    ]
    assert [amounts["principal"] for amounts in loan.values()] == [0, 0, 3_333_300, 3_333_300, 3_333_400]


def test_interest_added_to_principal_is_no_payment() -> None:
    found = listed(computed(TWO + LOAN.format(day="", interest="capitalised"), PROJECT))
    assert date(2021, 12, 31) not in found
    assert date(2022, 12, 31) not in found
    assert found[date(2023, 12, 31)]["interest"] > 0


def test_early_redemption_ends_the_payments() -> None:
    early = '[[principal]]\nbond = "A"\nday = 2022-06-25\nkind = "early"\n'
    found = listed(computed(TWO + early, PROJECT))
    assert found[date(2022, 6, 25)]["principal"] == 12_345_600
    assert max(found) == date(2023, 6, 25)


@pytest.mark.parametrize(
    ("unit", "yuan", "face", "interest"),
    [
        ("亿元", 10**8, "0.123456", "195677.76"),
        ("元", 1, "12345600", "195677.76"),
        ("US dollar", 1, "250000.40", "3962.51"),
    ],
)
def test_the_unit_changes_nothing(unit: str, yuan: int, face: str, interest: str) -> None:
    """12,345,600 at 3.17 % again; 250,000.40 dollars give 3,962.50634."""
    head = f'{PROJECT}[settings]\nmoney_unit = "{unit}"\nyuan_per_unit = {yuan}\n'
    found = listed(computed(BOND.format(id="A", start="2021-06-25", face=face, coupon=0.0317, years=3, more=""), head))
    assert found[date(2021, 12, 25)]["interest"] == Decimal(interest)


@pytest.mark.parametrize(
    ("day", "count", "before"),
    [
        (date(2024, 6, 26), 0, date(2024, 6, 26)),
        (date(2024, 6, 26), 1, date(2024, 6, 25)),
        (date(2024, 6, 26), 5, date(2024, 6, 19)),
        (date(2024, 6, 24), 1, date(2024, 6, 21)),
        (date(2024, 6, 23), 1, date(2024, 6, 21)),
        (date(2024, 6, 22), 6, date(2024, 6, 14)),
    ],
)
def test_working_days_back(day: date, count: int, before: date) -> None:
    assert working_days_before(day, count) == before


def test_a_weekend_is_paid_on_monday() -> None:
    assert [working_day_from(date(2024, 6, day)) for day in (21, 22, 23, 24)] == [
        date(2024, 6, day) for day in (21, 24, 24, 24)
    ]
    assert day_of(serial(date(2024, 2, 29))) == date(2024, 2, 29)
    assert serial(date(2024, 1, 1)) == 45292


def test_county_and_city_pay_in_before() -> None:
    """Saturday 25 December 2021: five working days before is Monday the 20th, three Wednesday the 22nd; paid on Monday the 27th."""
    region = "[region]\ncounty_remits_before = 5\ncity_remits_before = 3\n"
    result = computed(TWO + region, PROJECT)
    made = result.book.use(payment_calendar.schedule)
    days = {id_: day_of(result.figures.amounts(line)[0]) for id_, line in made.remitted.items()}
    assert days == {"county_day": date(2021, 12, 20), "city_day": date(2021, 12, 22), "paid_on": date(2021, 12, 27)}
    assert set(computed(TWO, PROJECT).book.use(payment_calendar.schedule).remitted) == {"paid_on"}


def test_a_loan_is_paid_to_the_bank_and_not_by_way_of_county_and_city() -> None:
    """The bonds pay on 25 June and December, the loan on 31 December alone, or on the day of a bond."""
    region = "[region]\ncounty_remits_before = 5\n"
    for day, alone in (("", True), ("first_repayment_day = 2023-06-25", False)):
        result = computed(TWO + LOAN.format(day=day, interest="paid") + region, PROJECT)
        made = result.book.use(payment_calendar.schedule)
        remits = dict(zip(made.axis.days, result.figures.columns(made.remitted["county_day"]), strict=True))
        assert day_of(Decimal(remits[date(2021, 12, 25)] or 0)) == date(2021, 12, 20)
        bonds = {date(year, month, 25) for year in range(2021, 2025) for month in (6, 12)} - {
            date(2021, 6, 25),
            date(2024, 12, 25),
        }
        assert {one for one, until in remits.items() if until is not None} == bonds
        assert (date(2025, 12, 31) in remits, date(2025, 6, 25) in remits) == (alone, not alone)
        assert [one.remitted for one in made.owed] == [True, True, False]


def test_a_loan_paid_on_the_last_of_february_keeps_the_month_end() -> None:
    """29 February where there is one, else the 28th."""
    loan = LOAN.format(interest="paid", day="first_repayment_day = 2024-02-29").replace(
        "first_repayment = 2023", "first_repayment = 2024"
    )
    days = [day for day in listed(computed(TWO + loan, PROJECT)) if day.month == 2]
    assert days == [date(2021, 2, 28), date(2022, 2, 28), date(2023, 2, 28), date(2024, 2, 29), date(2025, 2, 28)]
