"""A class is what the bureau states: a name that speaks of tax or subsidy is pointed to, and nothing is asserted of it."""

import pytest

from tests.checks.cases import second
from tests.checks.judged import finding_of


@pytest.mark.parametrize(
    ("name", "stated", "r02", "r03"),
    [
        ("园区税收返还", "project_special", "warn", "pass"),
        ("企业所得税地方留成", "government_fund", "warn", "pass"),
        ("财政补助", "project_special", "pass", "warn"),
        ("招商奖励资金", "project_special", "pass", "warn"),
        ("税收奖补", "project_special", "warn", "warn"),
        ("税收返还", "general_budget", "fail", "pass"),
        ("运营补贴", "subsidy", "pass", "fail"),
        ("保税仓库租金（不含税）", "project_special", "pass", "pass"),
        ("厂房租金", "project_special", "pass", "pass"),
    ],
)
def test_what_is_stated_is_told_and_what_is_doubtful_pointed_to(name: str, stated: str, r02: str, r03: str) -> None:
    given = second(stated, name)
    tax, subsidy, own = (finding_of(given, rule) for rule in ("R02", "R03", "R01"))
    assert (tax.verdict, subsidy.verdict) == (r02, r03)
    for one in (tax, subsidy, own):
        assert one.verdict == "fail" or one.outcome.zh.startswith("按填报的收入性质")
        if one.verdict == "warn":
            assert f"“{name}”（填为" in one.outcome.zh
