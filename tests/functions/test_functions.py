"""Published function values: our tranches, loans and rates of return where they can say it, the library we use where not."""

import tomllib
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from pathlib import Path
from typing import Any

import numpy_financial
import pytest

from bondcalc.analysis.returns import internal_rates, present
from bondcalc.result.result import Result
from tests.schedules.stated import amounts, computed, tranche_of

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))
EXCEL, NUMPY, QUANTLIB = CASES["excel"], CASES["numpy_financial"], CASES["quantlib"]


def rounded(value: float | Decimal, printed: str) -> Decimal:
    """The value at the decimals of what is printed."""
    return Decimal(value).quantize(Decimal(printed), ROUND_HALF_UP)


def level(face: str, coupon: str) -> Result:
    """Thirty years of monthly level payments, as a tranche of ours at nine decimals."""
    return computed(f"""[settings]
quantum = 0.000000001
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-01-01
face = {face}
coupon = {coupon}
term_years = 30
payments_a_year = 12
repayment = "level"
""")


@pytest.mark.parametrize(("months", "name"), [((13, 24), "13-24"), ((1, 1), "1-1")])
def test_excels_cumulative_interest_and_principal(months: tuple[int, int], name: str) -> None:
    result = level(EXCEL["loan"]["pv"], EXCEL["loan"]["rate"])
    bond, span = tranche_of(result, "A"), slice(months[0] - 1, months[1])
    interest, principal = EXCEL[f"CUMIPMT {name}"], EXCEL[f"CUMPRINC {name}"]
    assert rounded(-sum(amounts(result, bond.interest)[span]), interest) == Decimal(interest)
    assert rounded(-sum(amounts(result, bond.principal)[span]), principal) == Decimal(principal)


def test_excels_dated_rate_is_a_root() -> None:
    """XIRR counts days over 365; Excel itself stops within 0.000001 %, so its last digit is not held against anyone."""
    flows = [(float(amount), (day - date(2008, 1, 1)).days / 365) for amount, day in EXCEL["flows"]]
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(one / (1 + middle) ** year for one, year in flows) > 0 else (low, middle)
    assert low == pytest.approx(float(EXCEL["XIRR"]), abs=1e-8)


@pytest.mark.slow
@pytest.mark.parametrize(("rate", "payment"), QUANTLIB["payments"])
def test_quantlibs_level_payments(rate: str, payment: str) -> None:
    """A face of 100; our coupon ends at 20 % and starts at 0, where the payment is 100 / 360."""
    if rate == "0.0":
        rate = "0"
    result = level("100", rate)
    paid = amounts(result, tranche_of(result, "A").payment)
    assert len(paid) == 360
    assert {rounded(one, payment) for one in paid[:-1]} == {Decimal(payment)}


@pytest.mark.parametrize(("name", "words", "value"), NUMPY["calls"])
def test_the_library_gives_its_own_published_values(name: str, words: list[str], value: str) -> None:
    numbers = [float(Decimal(word.split("/")[0]) / Decimal(([*word.split("/"), "1"])[1])) for word in words]
    # A double holds fifteen digits; the sixteenth is another with an older numpy.
    printed = str(Context(prec=15).create_decimal(value))
    assert rounded(float(getattr(numpy_financial, name)(*numbers)), printed) == Decimal(printed)


@pytest.mark.parametrize(("flows", "value"), NUMPY["irr"])
def test_our_rates_hold_the_published_one(flows: list[float], value: str) -> None:
    """numpy-financial 1.0.0 prints one root where there are two; ours lists both, the published one among them."""
    found = internal_rates([Decimal(str(flow)) for flow in flows]).rates
    assert Decimal(value) in {rounded(rate, value) for rate in found}
    for rate in found:
        assert present(flows, float(rate)) == pytest.approx(0, abs=1e-6)


def test_no_change_of_sign_has_no_rate() -> None:
    assert internal_rates([Decimal(flow) for flow in NUMPY["unsolved"]]).rates == ()


def test_published_net_present_value() -> None:
    """The library's value, and ours, which the search for roots keeps multiplied by (1 + rate)^5."""
    case: dict[str, Any] = NUMPY["npv"]
    assert rounded(float(numpy_financial.npv(float(case["rate"]), case["flows"])), case["value"]) == Decimal(
        case["value"]
    )
    rate = float(case["rate"])
    assert rounded(present(case["flows"], rate) / (1 + rate) ** 5, case["value"]) == Decimal(case["value"])


@pytest.mark.parametrize(("flows", "finance", "reinvest", "value"), NUMPY["mirr"])
def test_published_modified_rates(flows: list[float], finance: str, reinvest: str, value: str) -> None:
    assert rounded(float(numpy_financial.mirr(flows, float(finance), float(reinvest))), value) == Decimal(value)


@pytest.mark.parametrize("years", [3, 10, 30])
@pytest.mark.parametrize("rate", ["0.0139", "0.0338", "0.0495"])
def test_level_bonds_and_loans_pay_what_the_library_says(years: int, rate: str) -> None:
    text = f"""[settings]
quantum = 0.000000001
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-01-01
face = 50000
coupon = {rate}
term_years = {years}
payments_a_year = 2
repayment = "level"
[[loans]]
id = "L"
lender = "银行"
rate = {rate}
repayment = "level"
first_repayment = 2022
last_repayment = {2021 + years}
by_year = {{ 2021 = 7000 }}
"""
    result = computed(text)
    bond, half = tranche_of(result, "A"), float(rate) / 2
    for k, (interest, principal) in enumerate(
        zip(amounts(result, bond.interest), amounts(result, bond.principal), strict=True), 1
    ):
        assert float(interest) == pytest.approx(float(-numpy_financial.ipmt(half, k, 2 * years, 50000)), abs=1e-6)
        assert float(principal) == pytest.approx(float(-numpy_financial.ppmt(half, k, 2 * years, 50000)), abs=1e-6)
    table = next(one for one in result.book.tables if one.id == "loans")
    paid = [
        one + other
        for one, other in zip(amounts(result, table["due.L"]), amounts(result, table["principal.L"]), strict=True)
    ]
    due = float(-numpy_financial.pmt(float(rate), years, 7000))
    assert [float(one) for one in paid[1 : years + 1]] == pytest.approx([due] * years, abs=1e-6)
