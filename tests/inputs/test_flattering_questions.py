"""What flatters without breaking a rule is asked about at its cell: and what is usual is not."""

import pytest

from bondcalc.inputs.read import read_bytes

PROJECT = """[project]
name = "x"
rule_date = 2021-05-01
construction_start = 2021-01-01
construction_end = 2022-06-30
operation_start = 2022-07-01
[[bonds]]
id = "A"
status = "issued"
value_date = 2021-01-01
face = 100
coupon = 0.03
term_years = 5
[[investment]]
id = "works"
category = "construction"
name = "土建"
amount = 1000
by_year = { %(paid)s }
[[revenue]]
id = "water"
name = "水费"
price = 1.6
price_unit = "%(price_unit)s"
quantity = 730
quantity_unit = "%(unit)s"
growth_rate = %(rise)s
growth_every = %(every)s
%(more)s
[[costs]]
id = "power"
name = "电费"
kind = "materials"
basis = "per_quantity"
rate = 0.42
price_unit = "yuan"
of = "water"
growth_rate = %(fall)s
"""
USUAL = {
    "paid": "2021 = 0.5, 2022 = 0.5",
    "price_unit": "yuan",
    "unit": "吨",
    "rise": 0.05,
    "every": 3,
    "more": "",
    "fall": 0.03,
}


def asked(**changed: object) -> list[str]:
    text = PROJECT % {**USUAL, **changed}
    return [notice for notice in read_bytes("project.toml", text.encode()).notices if "请核对" in notice]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"rise": 0.03, "every": 1},
        {"rise": 0.08, "every": 1, "more": "price_limit = 2"},
        {"paid": "2021 = 0.5, 2022 = 0.3, 2023 = 0.15, 2024 = 0.05"},
        {"fall": 0},
    ],
)
def test_what_is_usual_is_not_asked_about(changed: dict[str, object]) -> None:
    assert asked(**changed) == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"rise": 0.05, "every": 1}, "[[revenue]] 第1项 growth_rate“每次上涨幅度”每年约5%"),
        ({"rise": 0.1, "every": 3}, "每年约3.33%"),
        ({"fall": -0.02}, "[[costs]] 第1项 growth_rate“每次上涨幅度”为-2%，成本逐次下降"),
        # 730 万吨 at 0.42 yuan would cost 306.60 yuan a year in place of 306.60万元.
        ({"unit": "万吨", "price_unit": "money_unit"}, "[[costs]] 第1项 of“计算基数”是万吨，单价应是每万吨的"),
        ({"paid": "2021 = 0.1, 2041 = 0.9"}, "[[investment]] 第1项 by_year.2041“分年投资比例”：竣工次年以后还支付90%"),
        ({"paid": "2022 = 0.94, 2024 = 0.03, 2025 = 0.03"}, "by_year.2024“分年投资比例”：竣工次年以后还支付6%"),
    ],
)
def test_what_flatters_is_asked_about_once(changed: dict[str, object], words: str) -> None:
    [question] = asked(**changed)
    assert words in question


REPAIR = """[[costs]]
id = "repair"
name = "修理费"
kind = "repair"
basis = "share_of_investment"
rate = {rate}
of = "works"
"""


@pytest.mark.parametrize(("rate", "questions"), [("0.00012", 1), ("0", 1), ("0.001", 0), ("0.012", 0), ("0.5", 1)])
def test_repair_of_next_to_nothing_is_asked_about(rate: str, questions: int) -> None:
    assert len(asked(more=REPAIR.format(rate=rate))) == questions


LOAN = """[[loans]]
id = "M"
lender = "银行"
rate = {rate}
repayment = "level"
first_repayment = 2023
last_repayment = 2025
by_year = {{ 2021 = 100 }}
"""
RATES = '[[loan_rates]]\nloan = "M"\nby_year = { 2024 = 0 }\n'
INTEREST = '[[loan_repayments]]\nloan = "M"\nkind = "interest"\nby_year = {{ 2023 = {amount} }}\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (LOAN.format(rate=0), "[[loans]] 第1项 rate“年利率”为0%，低于"),
        (LOAN.format(rate=0.0004), "“年利率”为0.04%，低于"),
        (LOAN.format(rate=0.045) + RATES, "[[loan_rates]] 第1项 by_year.2024“分年利率”为0%，低于"),
        (
            LOAN.format(rate=0.045) + INTEREST.format(amount=0),
            "[[loan_repayments]] 第1项 by_year.2023“分年金额”该年付息为0",
        ),
    ],
)
def test_a_loan_that_bears_nothing_is_asked_about(text: str, words: str) -> None:
    [question] = asked(more=text)
    assert words in question


@pytest.mark.parametrize("text", [LOAN.format(rate=0.045), LOAN.format(rate=0.012) + INTEREST.format(amount=4.5)])
def test_a_loan_that_bears_interest_is_not(text: str) -> None:
    assert asked(more=text) == []
