"""Special bonds against arithmetic written here on its own: dates, interest, principal of every mode."""

import calendar
import random
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.schedules.stated import amounts, by_year, computed, tranche_of

CENT = Fraction(1, 100)


def cents(value: Fraction) -> Fraction:
    """Half up to the cent, by whole numbers."""
    return Fraction(int(value / CENT + Fraction(1, 2))) * CENT


def later(day: date, months: int) -> date:
    """Move by months, clamped to the end of the month, the day by the calendar module."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def stated(day: date, face: int, coupon: str, years: int, times: int, more: str) -> str:
    return (
        f'[[bonds]]\nid = "A"\nstatus = "planned"\nvalue_date = {day}\nface = {face}\ncoupon = {coupon}\n'
        f"term_years = {years}\npayments_a_year = {times}\n{more}\n"
    )


def principal_due(mode: str, k: int, face: Fraction, rate: Fraction, count: int, times: int, grace: int) -> Fraction:
    """What the mode pays at payment k before the last, the balance aside."""
    if mode == "bullet":
        return Fraction(0)
    if mode == "equal_principal":
        due = k % times == 0 and k // times > grace
        return cents(face / (count // times - grace)) if due else Fraction(0)
    left = count - grace * times
    if k <= grace * times:
        return Fraction(-1)
    if rate == 0:
        return cents(face / left)
    growth = (1 + rate) ** left
    return cents(face * rate * growth / (growth - 1))


def expected(mode: str, face: int, coupon: str, years: int, times: int, grace: int) -> list[tuple[Fraction, Fraction]]:
    """Interest and principal of every payment."""
    balance, rate, count, found = Fraction(face), Fraction(coupon) / times, years * times, []
    for k in range(1, count + 1):
        interest = cents(balance * rate)
        due = principal_due(mode, k, Fraction(face), rate, count, times, grace)
        principal = Fraction(0) if due < 0 else due - interest if mode == "level" else due
        principal = balance if k == count else min(balance, principal)
        found.append((interest, principal))
        balance -= principal
    assert balance == 0
    return found


@pytest.mark.parametrize("mode", ["bullet", "equal_principal", "level"])
def test_random_bonds_of_each_mode(mode: str, count: int) -> None:
    draw = random.Random(f"{mode} 2017")
    for _ in range(count):
        day = date(draw.randrange(2018, 2024), draw.randrange(1, 13), draw.randrange(1, 29))
        day = (
            later(day.replace(day=1), 0).replace(day=calendar.monthrange(day.year, day.month)[1])
            if draw.random() < 0.3
            else day
        )
        face, years, times = (
            draw.randrange(1000, 90_000),
            draw.choice((3, 5, 7, 10, 15, 20, 30)),
            draw.choice((1, 2, 4)),
        )
        coupon = draw.choice(("0", "0.0271", "0.0338", "0.038", "0.045"))
        grace = 0 if mode == "bullet" else draw.randrange(years - 1)
        result = computed(stated(day, face, coupon, years, times, f'repayment = "{mode}"\ngrace_years = {grace}'))
        tranche = tranche_of(result, "A")
        assert list(tranche.dates) == [later(day, 12 * k // times) for k in range(1, years * times + 1)]
        found = list(zip(amounts(result, tranche.interest), amounts(result, tranche.principal), strict=True))
        assert [(Fraction(one), Fraction(two)) for one, two in found] == expected(
            mode, face, coupon, years, times, grace
        )


def test_instalments_fall_on_anniversaries_and_the_last_takes_the_rest() -> None:
    thirds = "repayment = 'instalments'\nby_bond_year = { 3 = 0.333333333333333, 4 = 0.333333333333333, 5 = 0.333333333333334 }"
    result = computed(stated(date(2021, 6, 25), 1000, "0.03", 5, 2, thirds))
    tranche = tranche_of(result, "A")
    paid = {
        day: amount for day, amount in zip(tranche.dates, amounts(result, tranche.principal), strict=True) if amount
    }
    assert paid == {
        date(2024, 6, 25): Decimal("333.33"),
        date(2025, 6, 25): Decimal("333.33"),
        date(2026, 6, 25): Decimal("333.34"),
    }


@pytest.mark.slow
def test_random_instalments(count: int) -> None:
    """Shares of whole hundredths at random anniversaries; the last payment takes what rounding left, and all is face."""
    draw = random.Random("instalments 2017")
    for _ in range(max(count, 20)):
        years, times, face = draw.randrange(3, 21), draw.choice((1, 2, 4)), draw.randrange(1, 9_000_000)
        cuts = sorted(draw.sample(range(1, 100), draw.randrange(1, min(years, 6))))
        parts = [high - low for low, high in zip([0, *cuts], [*cuts, 100], strict=True)]
        ends = [*sorted(draw.sample(range(1, years), len(parts) - 1)), years]
        shares = dict(zip(ends, parts, strict=True))
        listed = ", ".join(f"{year} = {Decimal(part) / 100}" for year, part in shares.items())
        more = f'repayment = "instalments"\nby_bond_year = {{ {listed} }}'
        result = computed(
            stated(date(2021, 3, 31), 0, "0.0365", years, times, more).replace(
                "face = 0", f"face = {Decimal(face) / 100}"
            )
        )
        balance = face
        expected: list[tuple[Decimal, Decimal]] = []
        for k in range(1, years * times + 1):
            interest = _cents_half_up(balance * 365, 10_000 * times)
            part = shares.get(k // times, 0) if k % times == 0 else 0
            principal = balance if k == years * times else min(balance, _cents_half_up(face * part, 100))
            expected.append((Decimal(interest), Decimal(principal)))
            balance -= principal
        tranche = tranche_of(result, "A")
        found = zip(amounts(result, tranche.interest), amounts(result, tranche.principal), strict=True)
        assert [(one * 100, two * 100) for one, two in found] == expected
        assert sum(amounts(result, tranche.principal)) * 100 == face
        assert amounts(result, tranche.closing)[-1] == 0


def _cents_half_up(above: int, below: int) -> int:
    """A positive quotient of whole cents, half up."""
    return (2 * above + below) // (2 * below)


def test_month_ends_are_clamped() -> None:
    result = computed(stated(date(2020, 8, 31), 100, "0.03", 2, 2, ""))
    assert list(tranche_of(result, "A").dates) == [
        date(2021, 2, 28),
        date(2021, 8, 31),
        date(2022, 2, 28),
        date(2022, 8, 31),
    ]


@pytest.mark.parametrize(("years", "times"), [(7, 1), (9, 1), (10, 2), (30, 2)])
def test_frequency_unless_stated(years: int, times: int) -> None:
    text = stated(date(2021, 1, 1), 100, "0.03", years, times, "").replace(f"payments_a_year = {times}\n", "")
    assert len(tranche_of(computed(text), "A").dates) == years * times


def test_agreed_and_early_principal() -> None:
    rows = "".join(
        f'[[principal]]\nbond = "A"\nday = {day}\nkind = "{kind}"\n{amount}\n'
        for day, kind, amount in (
            (date(2022, 1, 1), "agreed", "amount = 300"),
            (date(2024, 1, 1), "agreed", "amount = 700"),
            (date(2023, 1, 1), "early", "amount = 250.5"),
        )
    )
    result = computed(stated(date(2021, 1, 1), 1000, "0.03", 3, 1, 'repayment = "custom"') + rows)
    assert amounts(result, tranche_of(result, "A").principal) == [Decimal(300), Decimal("250.5"), Decimal("449.5")]
    assert amounts(result, tranche_of(result, "A").interest) == [Decimal(30), Decimal(21), Decimal("13.49")]


def test_redemption_in_full_ends_the_bond() -> None:
    early = '[[principal]]\nbond = "A"\nday = 2023-01-01\nkind = "early"\n'
    result = computed(stated(date(2021, 1, 1), 1000, "0.03", 5, 1, "") + early)
    assert amounts(result, tranche_of(result, "A").principal) == [0, 1000, 0, 0, 0]
    assert amounts(result, tranche_of(result, "A").interest) == [30, 30, 0, 0, 0]


def test_an_option_taken_ends_the_bond_on_its_day() -> None:
    option = 'option_date = 2026-01-01\noption = "redeemed"'
    taken = tranche_of(computed(stated(date(2021, 1, 1), 1000, "0.03", 7, 1, option)), "A")
    held = tranche_of(computed(stated(date(2021, 1, 1), 1000, "0.03", 7, 1, option.replace("redeemed", "held"))), "A")
    assert (taken.dates[-1], held.dates[-1]) == (date(2026, 1, 1), date(2028, 1, 1))


@pytest.mark.parametrize(
    ("grace", "principal", "interest"),
    [
        (0, [100, 100, 100, 100, 600], [40, 36, 32, 28, 24]),
        (5, [0, 0, 0, 0, 1000], [40] * 5),
        (7, [0] * 4 + [1000], [40] * 5),
    ],
)
def test_an_option_taken_leaves_the_instalments_of_the_whole_term(
    grace: int, principal: list[int], interest: list[int]
) -> None:
    """1,000 over ten years is 100 a year after grace, and what is left falls due on the day of the option after five."""
    more = f'option_date = 2026-01-01\noption = "redeemed"\nrepayment = "equal_principal"\ngrace_years = {grace}'
    result = computed(stated(date(2021, 1, 1), 1000, "0.04", 10, 1, more))
    assert amounts(result, tranche_of(result, "A").principal) == principal
    assert amounts(result, tranche_of(result, "A").interest) == interest


def test_a_level_payment_is_that_of_the_whole_term() -> None:
    """1,000 at 4 % over ten years: 123.29 a year, of which 83.29 repays at first, 86.62 then; the rest on the day of the option."""
    more = 'option_date = 2024-01-01\noption = "redeemed"\nrepayment = "level"'
    result = computed(stated(date(2021, 1, 1), 1000, "0.04", 10, 1, more))
    assert amounts(result, tranche_of(result, "A").principal) == [Decimal("83.29"), Decimal("86.62"), Decimal("830.09")]
    assert amounts(result, tranche_of(result, "A").interest) == [40, Decimal("36.67"), Decimal("33.20")]


ROLLED = """
[settings]
edge_years = "whole"
coverage_threshold = 1.1
[[bonds]]
id = "A"
status = "issued"
value_date = 2020-01-01
face = 1000
coupon = 0.03
term_years = 5
[[bonds]]
id = "R"
status = "planned"
value_date = 2025-01-01
face = 1000
coupon = 0.03
term_years = 5
refinances = "A"
[[revenue]]
id = "fee"
name = "收费"
budget_class = "project_special"
claimed = true
price = 1
by_year = { 2021 = 150, 2022 = 150, 2023 = 150, 2024 = 150, 2025 = 150, 2026 = 150, 2027 = 150, 2028 = 150, 2029 = 150, 2030 = 150 }
"""


def test_refinanced_principal_counts_once() -> None:
    """1,000 at 3 % for five years, rolled once: 1,500 over 1,000 of principal and 300 of interest."""
    from bondcalc.result.contract import ratios_of

    result = computed(ROLLED)
    ratios = ratios_of(result)
    assert ratios["coverage_total_debt"] == "1.153846153846"
    # Without it: 750 of the years to 2025 over 1,000 and 150; 2025 is an edge year and counts whole.
    assert ratios["coverage_total_debt_without_refinancing"] == f"{Decimal(750) / 1150:.12f}"
    verdicts = {found.rule.id: found.verdict for found in result.findings}
    assert (verdicts["C01"], verdicts["C02"], verdicts["C03"]) == ("warn", "warn", "warn")
    assert by_year(result, "cash", "refinanced") == {2025: 1000}
    assert by_year(result, "cash", "principal") == {2025: 1000, 2030: 1000}
    assert by_year(result, "debt_service", "drawn") == {2020: 1000}


def test_a_leap_day_is_clamped_and_comes_back() -> None:
    result = computed(stated(date(2020, 2, 29), 100, "0.03", 4, 1, ""))
    assert list(tranche_of(result, "A").dates) == [
        date(2021, 2, 28),
        date(2022, 2, 28),
        date(2023, 2, 28),
        date(2024, 2, 29),
    ]


@pytest.mark.parametrize(("start", "inside"), [("2022-12-24", 2), ("2022-12-25", 2), ("2022-12-26", 3)])
def test_a_payment_on_the_day_operation_starts_is_no_construction_interest(start: str, inside: int) -> None:
    """Half-yearly from 25 June 2021: payments on 25 December 2021, 25 June and 25 December 2022, 380 each."""
    project = f'[project]\nname = "x"\nrule_date = 2021-05-01\noperation_start = {start}\n'
    result = computed(stated(date(2021, 6, 25), 20000, "0.038", 20, 2, ""), project)
    early = by_year(result, "debt_service", "construction_interest")
    assert sum(early.values()) == 380 * inside
    assert by_year(result, "investment", "construction_interest") == early


def test_fees_and_construction_interest() -> None:
    project = '[project]\nname = "x"\nrule_date = 2021-05-01\noperation_start = 2023-01-01\n'
    result = computed(stated(date(2021, 6, 25), 20000, "0.038", 20, 2, ""), project)
    assert by_year(result, "debt_service", "construction_interest") == {2021: 380, 2022: 760}
    # 20,000 x (0.8 + 0.064) per mille, and 0.05 per mille of every payment.
    assert by_year(result, "debt_service", "issue_fees") == {2021: Decimal("17.28")}
    assert by_year(result, "debt_service", "payment_fees")[2022] == Decimal("0.04")
