"""C13 and C17 with costs paid after the last maturity: told with both values, or named where they are not parted. By hand."""

import pytest

from bondcalc.result.result import Result
from tests.checks.cases import HELD
from tests.schedules.stated import finding_in
from tests.schedules.test_late_costs import LATER, made, outlay

MEMBER = f'[[pool]]\nid="乙"\nname="乙"\nrevenue=1200\nservice=1000\n{HELD}'


def pooled(late: int) -> Result:
    return made(f"{MEMBER}{outlay(f'2026 = {late}', 4)}" if late else MEMBER, LATER)


@pytest.mark.parametrize(
    ("late", "verdict", "said"),
    [
        (0, "pass", ""),
        (600, "pass", "；计入末期债券到期后支付的成本后，本项目为1.19倍，合计为1.19倍"),  # 2,730 / 2,300, 3,930 / 3,300
        (
            1100,
            "warn",
            "；计入末期债券到期后支付的成本后，本项目为0.97倍，合计为1.04倍",
        ),  # 2,230 / 2,300, 3,430 / 3,300
        (
            1400,
            "warn",
            "；计入末期债券到期后支付的成本后，本项目为0.84倍，合计为0.95倍",
        ),  # 1,930 / 2,300, 3,130 / 3,300
    ],
)
def test_a_pool_is_told_with_them(late: int, verdict: str, said: str) -> None:
    """3,330 of 2,300 and 1,200 of 1,000: 4,530 of 3,300."""
    outcome = finding_in(pooled(late), "C13").outcome
    assert (outcome.verdict, outcome.zh) == (verdict, f"各项目和合计均能覆盖，合计为1.37倍{said}")


PARTS = """
[[sub_projects]]
id = "one"
name = "一期"
[[sub_projects]]
id = "two"
name = "二期"
"""
WORKS = """
[[investment]]
id = "{0}"
category = "construction"
name = "工程{0}"
amount = 1000
sub_project = "{0}"
by_year = {{ 2021 = 1 }}
"""


@pytest.mark.parametrize("late", [0, 600])
def test_of_sub_projects_they_are_named(late: int) -> None:
    works = PARTS + "".join(map(WORKS.format, ("one", "two")))
    outcome = finding_in(made(works + (outlay(f"2026 = {late}", 4) if late else ""), LATER), "C17").outcome
    assert outcome.left_open is bool(late)
    assert outcome.zh.endswith("；各子项目收益未计入末期债券到期后支付的成本600.00万元") is bool(late)
