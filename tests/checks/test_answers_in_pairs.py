"""Years that P03, P04 and W16 judge by two cells: a blank is neither yes nor no, whatever stands in the other."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bondcalc.checks.judge import judge_only
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.actuals import Actual
from bondcalc.wording.terms import Verdict
from tests.checks.cases import RUNNING, with_
from tests.checks.judged import case_of


def said(project: Project, rule: str) -> tuple[str, str]:
    (finding,) = judge_only(case_of(project), [rule])
    return finding.verdict.value, finding.outcome.zh


@pytest.mark.parametrize(
    ("deviation", "stopped", "verdict", "asked"),
    [
        ("0.4", False, "fail", ""),
        ("0.4", True, "pass", ""),
        ("0.4", None, "needs_input", "已暂停拨款"),
        ("0.3", None, "pass", ""),
        (None, True, "pass", ""),
        (None, False, "needs_input", "目标偏离程度"),
        (None, None, "needs_input", "目标偏离程度"),
    ],
)
def test_payment_that_nobody_says_is_stopped(
    deviation: str | None, stopped: bool | None, verdict: str, asked: str
) -> None:
    """The province calls more than 30 % serious."""
    value = None if deviation is None else Decimal(deviation)
    found = said(with_(RUNNING, "actuals", deviation=value, payment_stopped=stopped), "P04")
    assert found[0] == verdict
    assert asked in found[1]


@pytest.mark.parametrize(
    ("outside", "approved", "verdict", "asked"),
    [
        (1, False, "fail", ""),
        (1, True, "pass", ""),
        (1, None, "needs_input", "用途调整已经批准"),
        (0, None, "pass", ""),
        (None, True, "needs_input", "用于计划外事项的债券资金"),
        (None, None, "needs_input", "用于计划外事项的债券资金"),
    ],
)
def test_a_change_of_use_that_nobody_says_is_approved(
    outside: int | None, approved: bool | None, verdict: str, asked: str
) -> None:
    value = None if outside is None else Decimal(outside)
    found = said(with_(RUNNING, "actuals", outside_plan=value, adjustment_approved=approved), "W16")
    assert found[0] == verdict
    assert asked in found[1]


def test_years_are_asked_for_by_what_each_of_them_lacks() -> None:
    """2024 lacks one answer and 2025 the other; a year with a fault is a fault whatever the others lack."""
    (first,) = RUNNING.rows(Actual)
    second = replace(first, year=2025, execution_monitored=None)
    rows = (replace(first, targets_monitored=None), second)
    project = replace(RUNNING, tables={**RUNNING.tables, "actuals": rows})
    verdict, zh = said(project, "P03")
    assert verdict == Verdict.NEEDS_INPUT.value
    assert "2024年" in zh
    assert "2025年" in zh
    worse = replace(
        project, tables={**project.tables, "actuals": (rows[0], replace(second, execution_monitored=False))}
    )
    assert said(worse, "P03") == ("fail", "2025年未同时开展预算执行监控和绩效目标实现程度监控")
