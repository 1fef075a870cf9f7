"""Days, prices, terms, coupons, loads and counts in a text against what was filled in; the project has two bonds.

Bond A: 6,500 万元 from 2022-04-15, 20 years, 3.20 %; bond B: 500 万元 from 2023-04-20, 20 years, 3 %; both pay half-yearly.
"""

import pytest

from bondcalc.claims.number_claims import Judgement
from tests.claims.test_two_batches import judged

AGREEING = (
    "专项债券于2022年4月15日起息，2042年4月15日到期。",
    "二〇二三年四月二十日起息。",
    "每年4月15日、10月15日付息。",
    "第二期债券起息日为2023年4月20日。",
    "末期到期日为2043-04-20的债券。",
    "债券分两期发行。",
    "首期发行6500万元，第二期发行500万元。",
    "污水处理费收费标准为1.6元/吨。",
    "再生水单价1.20元每吨。",
    "污水处理费每吨1.6元。",
    "首期债券票面利率3.2%。",
    "债券期限20年。",
    "运营第1年处理负荷75%。",
    "运营第5年达产率95%。",
)
"""Right numbers, each as bureaus write it."""
WRONG = (
    ("专项债券于2022年5月15日起息。", "2022年5月15日", "2022年4月15日"),
    ("债券到期日为2041年4月15日。", "2041年4月15日", "2042年4月15日"),
    ("本项目债券2046年到期。", "2046年", "2042年4月15日"),
    ("债券每年3月15日付息。", "3月15日", ""),
    ("首期债券起息日为2023年4月20日。", "2023年4月20日", "2022年4月15日"),
    ("专项债券分三批发行。", "分三批", "2期"),
    ("第二期发行600万元。", "600万元", "500.00万元"),
    ("污水处理费收费标准为1.8元/吨。", "1.8元", "1.6元/吨"),
    ("再生水价格1.6元/吨。", "1.6元", "1.2元/吨"),
    ("票面利率2.8%。", "2.8%", "3.2%"),
    ("首期债券票面利率3%。", "3%", "3.2%"),
    ("债券期限为15年。", "15年", "20年"),
    ("运营第2年达产率75%。", "75%", "85.00%"),
)
"""Sentences with the one number that is wrong, and what is right."""
INNOCENT = (
    "第一批债券于2022年4月12日发行。",
    "银行贷款于2024年6月20日到期，票面利率4%。",
    "同类项目债券期限15年。",
    "周边污水处理费价格为1.9元/吨。",
    "再生水价格1.3元/立方米。",
    "施工合同2023年6月30日到期。",
    "专项债券期限最长不超过30年。",
    "项目分三期建设。",
    "企业债券票面利率5%。",
    "若票面利率为4%，覆盖倍数仍有保障。",
    "运营公司注册资本6,500万元。",
    "某某单位账面资产6,500万元。",
    "某公司注册资本6,500万元，取得收入后偿还。",
)
"""Other things' numbers: neither wrong nor right."""


@pytest.mark.parametrize("text", AGREEING)
def test_what_the_input_states_agrees(text: str) -> None:
    claims = judged()[0].claims(text)
    assert claims
    assert {claim.judgement for claim in claims} == {Judgement.AGREES}


@pytest.mark.parametrize(("text", "wrong", "right"), WRONG)
def test_another_day_price_term_or_count_contradicts(text: str, wrong: str, right: str) -> None:
    found = [claim for claim in judged()[0].claims(text) if claim.judgement is Judgement.CONTRADICTS]
    assert [claim.text for claim in found] == [wrong]
    assert not right or right in found[0].right


@pytest.mark.parametrize("text", INNOCENT)
def test_numbers_of_other_things_are_neither(text: str) -> None:
    assert {claim.judgement for claim in judged()[0].claims(text)} <= {Judgement.UNATTRIBUTED}


def test_the_lowest_balance_is_one_figure() -> None:
    """期末资金余额最低 is the line of that name, whatever the balance of a year."""
    judge, figures = judged()
    right = figures["coverage.cash_min"]
    assert [claim.judgement for claim in judge.claims(f"期末资金余额最低为{right}万元。")] == [Judgement.AGREES]
    (claim,) = judge.claims(f"期末资金余额最低为1,{right}万元。")
    assert claim.judgement is Judgement.CONTRADICTS
    assert f"{right}万元" in claim.right
