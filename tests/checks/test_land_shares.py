"""R11: a local share of net land income below that of the rules is named, with what it leaves out by hand.

150 亩 at 40 with 1,500 of cost, in tests/schedules/test_land.py: 6,000 less 1,500, 120, 180, 30 and 160 is a base of 4,010.
"""

import pytest

from bondcalc.inputs.read import read_bytes
from tests.checks.judged import finding_of
from tests.schedules.stated import PROJECT
from tests.schedules.test_land import parcel

FUND = '[[land_accruals]]\naccrual = "{accrual}"\nrate = {rate}\ndocument = "县政府会议纪要"\n'


def told(text: str) -> tuple[str, str]:
    finding = finding_of(read_bytes("project.toml", (PROJECT + text).encode()), "R11")
    return finding.verdict, finding.outcome.zh


def with_funds(**rates: str) -> str:
    return parcel("40") + "".join(FUND.format(accrual=accrual, rate=rate) for accrual, rate in rates.items())


def with_single(rate: str) -> str:
    return f"[settings]\nland_accrual_rate = {rate}\n" + parcel("40")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        (with_funds(education_fund="0"), "401.00"),
        (with_funds(education_fund="0.05", housing_fund="0.2"), "200.50"),
        (with_funds(education_fund="0", water_fund="0.09", housing_fund="0"), "842.10"),
        (with_funds(single="0.2"), "401.00"),
        (with_single("0"), "1,203.00"),
    ],
)
def test_what_a_lower_share_leaves_out(text: str, amount: str) -> None:
    """4,010 x what each share lacks of its 10 %, of a single share of the 30 %; a higher one makes up for none."""
    verdict, words = told(text)
    assert verdict == "warn"
    assert f"少计提{amount}万元" in words


@pytest.mark.parametrize(
    "text", [parcel("40"), with_funds(education_fund="0.1", housing_fund="0.15"), with_single("0.3")]
)
def test_no_lower_share_passes(text: str) -> None:
    assert told(text)[0] == "pass"


def test_a_parcel_that_repays_nothing_is_not_looked_at() -> None:
    assert told(with_funds(education_fund="0").replace("claimed = true", "claimed = false"))[0] == "pass"
