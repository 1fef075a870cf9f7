"""Limits are those of a year: bonds planned for later years are no part of what L01 to L03 test.

Of the three bonds A is issued in 2021 (2,000), B is to be issued in July 2023 (3,000), C in July 2024 (1,000).
"""

import re
from decimal import Decimal

import pytest

from bondcalc.wording.terms import Language
from tests.samples import computed_sample
from tests.schedules.stated import finding_in
from tests.schedules.test_batches import three


def limits(limit: int, room: int, quota: int) -> str:
    """What the county stated: the balance before the issue is 4,000 and last year's limit was used up."""
    stated = f"debt_limit = {limit}\ndebt_balance = 4000\nrepaid_this_year = 0\nnew_limit = {room}"
    return f"[region]\n{stated}\nprior_limit = 0\nprior_balance = 0\n[compliance]\ntype_quota = {quota}\n"


@pytest.mark.parametrize(
    ("rule", "stated", "verdict"),
    [
        ("L01", limits(7000, 9000, 9000), "pass"),
        ("L01", limits(6999, 9000, 9000), "fail"),
        ("L02", limits(9000, 3000, 9000), "pass"),
        ("L02", limits(9000, 2999, 9000), "fail"),
        ("L03", limits(9000, 9000, 3000), "pass"),
        ("L03", limits(9000, 9000, 2999), "fail"),
    ],
)
@pytest.mark.parametrize("later", ['batch = "later"\n', ""])
def test_the_year_of_the_application_is_tested(rule: str, stated: str, verdict: str, later: str) -> None:
    finding = finding_in(three(stated, later), rule)
    assert finding.verdict == verdict
    assert "1,000.00万元在以后年度发行" in finding.reason("zh")
    assert finding.rule.id == rule


def test_two_bonds_of_one_year_count_together() -> None:
    """A 后续 batch of the same year takes room of the same limit: 3,000 and 1,000 against 3,999."""
    result = three(limits(9000, 3999, 9000), later='batch = "later"\n', day="2023-11-01")
    finding = finding_in(result, "L02")
    assert (finding.verdict, "以后年度" in finding.reason("zh")) == ("fail", False)


@pytest.mark.parametrize("rule", ["L01", "L02"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_sum_is_told_with_its_parts(rule: str, language: Language) -> None:
    """610,000 + 8,300 - 15,000 of 720,000; 55,000 + (690,000 - 610,000) of room for 8,300."""
    reason = finding_in(computed_sample("land-reserve"), rule).reason(language)
    whole = {"L01": "603,300.00", "L02": "135,000.00"}[rule]
    (inside,) = re.findall(rf"{whole}[万元 ]*[（(]([^（()）]*)[）)]", reason)
    signs = re.findall(r"[＋－+-]", inside)
    first, *others = [Decimal(amount.replace(",", "")) for amount in re.findall(r"[0-9,]+\.[0-9]{2}", inside)]
    total = first + sum(other * (-1 if sign in "－-" else 1) for sign, other in zip(signs, others, strict=True))
    assert total == Decimal(whole.replace(",", ""))
