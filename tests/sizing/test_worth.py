"""What an answer is worth stands right after it; without an answer what was held, what was moved and why there is none."""

import pytest

from bondcalc.result.result import Result
from bondcalc.run import compute
from bondcalc.screen.report_data import report_data
from bondcalc.screen.report_text import report_text
from bondcalc.sizing.answer import Answer
from bondcalc.sizing.finds import FINDS
from bondcalc.sizing.size_report import size_report
from bondcalc.wording.terms import NOT_PASSED
from tests.samples import computed_sample
from tests.schedules.test_surplus import earning
from tests.sizing.test_sizing import sized
from tests.sizing.test_what_an_answer_moves import answered, short


def told(result: Result, answer: Answer) -> str:
    return report_text(size_report(result, answer), "zh")


def hold_worth(result: Result, answer: Answer) -> None:
    """Every rule that is not passed at the answer stands before anything else that is told of it."""
    assert answer.project is not None
    open_rules = {found.rule.id: found for found in compute(answer.project).findings if found.verdict in NOT_PASSED}
    rows = report_data(size_report(result, answer), "zh")["not_passed"]
    assert isinstance(rows, list)
    assert {row["rule"]: row["verdict"] for row in rows} == {id_: one.verdict for id_, one in open_rules.items()}
    first = told(result, answer).partition("查找范围")[0]
    assert all(id_ in first for id_ in open_rules)
    for id_, found in open_rules.items():
        if found.verdict == "fail" or id_ in answer.tests:
            assert found.outcome.zh in first


def test_rules_outside_the_tests_that_fail_stand_beside_the_answer() -> None:
    answer, _ = answered("coupon")
    hold_worth(short(), answer)
    first = told(short(), answer).partition("查找范围")[0]
    assert not {"F01", "F02"} & set(answer.tests)
    assert "不通过F01、F02" in first


@pytest.mark.slow
@pytest.mark.parametrize("find", FINDS)
def test_what_every_answer_is_worth(find: str) -> None:
    result = computed_sample("land-reserve")
    answer = sized(result, find)
    text = told(result, answer)
    assert "（最" not in text
    if answer.project is None:
        assert answer.nothing is not None or answer.looked_at is not None or answer.misfits
    else:
        hold_worth(result, answer)
        assert FINDS[find].extreme == answer.find.zh[:2]
    assert answer.nothing is not None or "查找范围：" in text


@pytest.mark.slow
def test_no_answer_says_what_was_moved_and_at_which_value_it_is_told() -> None:
    """Revenue of 1 a year carries no bond: C02 fails at every face, though capital was let fill the gap."""
    result = earning("2023 = 1", capital="4400")
    answer = sized(result, "bond", ("C02",))
    text = told(result, answer)
    assert answer.value is None
    assert answer.always == ["C02"]
    assert "都有C02不通过" in text
    assert "查找时先作的改动" in text
    assert "资金缺口由资本金补足" in text
    assert {change.sheet.id for change in answer.changes} == {"settings", "funding"}
    assert f"{answer.looked_at:,}万元时的结论" in text


def test_no_answer_without_moves_says_that_all_else_was_held() -> None:
    result = earning("2023 = 1", capital="4400")
    answer = sized(result, "operation_delay", ("C02",))
    assert "其余录入不变。" in told(result, answer)
    assert "与录入文件不同之处" not in told(result, answer)
