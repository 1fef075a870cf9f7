"""An answer names every rule that fails as entered or at the answer, and every key figure that it moves."""

from decimal import Decimal
from functools import cache

import pytest

from bondcalc.result.headline import key_figures
from bondcalc.result.result import Result
from bondcalc.run import compute
from bondcalc.screen.report_data import report_data
from bondcalc.screen.report_text import report_text
from bondcalc.sizing.answer import Answer
from bondcalc.sizing.size_report import size_report
from bondcalc.sizing.size_words import said
from tests.schedules.test_approval import made
from tests.schedules.test_surplus import earning
from tests.sizing.test_sizing import sized


def failing(result: Result) -> list[str]:
    return [finding.rule.id for finding in result.findings if finding.verdict == "fail"]


@cache
def short() -> Result:
    """9,500 are approved and 9,400 raised: F01 and F02 fail as entered."""
    return compute(made("approved_total = 9500", "4400").project)


@cache
def answered(find: str) -> tuple[Answer, Result]:
    """The answer and the project at it, computed again."""
    answer = sized(short(), find)
    assert answer.project is not None
    return answer, compute(answer.project)


FOUND = [pytest.param("bond", marks=pytest.mark.slow), "coupon"]


@pytest.mark.parametrize("find", FOUND)
def test_all_rules_that_fail_are_named(find: str) -> None:
    answer, after = answered(find)
    report = size_report(short(), answer)
    told, text = report_data(report, "zh"), report_text(report, "zh")
    assert told["fails_as_entered"] == failing(short())
    assert {"F01", "F02"} <= set(failing(short()))
    assert told["fails_at_answer"] == failing(after)
    for ids in (told["fails_as_entered"], told["fails_at_answer"]):
        assert not ids or "、".join(ids) in text


@pytest.mark.slow
def test_the_sentence_names_every_test_that_fails_as_entered() -> None:
    """5,900 of revenue do not cover 7,000 of service, and 9,400 raised are not the 10,000 approved."""
    result = earning("2023 = 900, 2030 = 5000", capital="4400")
    assert "按录入数值C02、F02不通过" in said(result, sized(result, "bond", ("C02", "F02"))).zh


@pytest.mark.parametrize("find", FOUND)
def test_every_key_figure_that_moves_is_listed(find: str) -> None:
    answer, after = answered(find)
    before, values = short(), {line.id: after.figures.scalar(line) for _, line in key_figures(after)}
    stated = {line.id: before.figures.scalar(line) for _, line in key_figures(before)}
    moved = {id_ for id_ in stated | values if stated.get(id_) != values.get(id_)}
    assert {row["figure"] for row in report_data(size_report(before, answer), "zh")["figures"]} == moved != set()


@pytest.mark.slow
def test_the_approved_total_that_is_no_longer_filed_is_told() -> None:
    """Capital fills the gap at the answer, so that the investment is the computed one and no more the approved 9,500."""
    answer, _ = answered("bond")
    report = size_report(short(), answer)
    [row] = [row for row in report_data(report, "zh")["figures"] if row["figure"] == "investment"]
    assert Decimal(row["before"]) == 9500
    assert Decimal(row["after"]) == answer.investment != 9500
    assert "批复总投资9,500.00万元只作对照" in report_text(report, "zh")
    assert "批复总投资" not in report_text(size_report(short(), answered("coupon")[0]), "zh")
