"""A revenue line that says neither its class nor whether it is claimed is project revenue that is claimed; no default flatters."""

import pytest

from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.revenue_lines import RevenueLine
from bondcalc.problem import ProjectError
from bondcalc.result.contract import ratios_of
from bondcalc.result.result import Result
from tests.checks.test_statements import GOOD
from tests.parted import compute

BASE = GOOD.format(day="2021-08-01")
LINE = '[[revenue]]\nname = "其他"\nprice = 3\nquantity = 100\n{more}\n'
RATIO = "coverage_total_debt"


def with_line(more: str) -> Result:
    return compute(read_bytes("project.toml", (BASE + LINE.format(more=more)).encode()))


def test_blank_is_claimed_project_revenue() -> None:
    result = with_line("")
    line = result.project.rows(RevenueLine)[-1]
    assert (line.budget_class, line.claimed) == ("project_special", True)
    stated = with_line('budget_class = "project_special"\nclaimed = true')
    assert ratios_of(result) == ratios_of(stated)


@pytest.mark.parametrize("kind", ["subsidy", "general_budget", "other_project"])
def test_what_may_not_repay_never_raises_the_ratio_when_the_claim_is_blank(kind: str) -> None:
    blank, unclaimed = with_line(f'budget_class = "{kind}"'), with_line(f'budget_class = "{kind}"\nclaimed = false')
    assert ratios_of(blank)[RATIO] == ratios_of(unclaimed)[RATIO]
    base = compute(read_bytes("project.toml", BASE.encode()))
    assert ratios_of(blank)[RATIO] == ratios_of(base)[RATIO]
    failing = {one.rule.id for one in blank.findings if one.verdict == "fail"}
    assert failing - {one.rule.id for one in unclaimed.findings if one.verdict == "fail"}


@pytest.mark.parametrize("name", ["运营补贴", "污水处理财政补助", "税收返还", "省级奖补资金"])
def test_a_line_that_speaks_of_public_money_states_its_class(name: str) -> None:
    text = BASE + LINE.format(more="").replace("其他", name)
    with pytest.raises(ProjectError) as caught:
        read_bytes("project.toml", text.encode())
    assert [one.code for one in caught.value.problems] == ["class_unstated"]


@pytest.mark.parametrize(
    "name", ["停车费（非税收入）", "住宿费（缴入财政专户）", "水费（不含财政补贴）", "租金（含9%增值税）"]
)
def test_a_line_that_only_holds_such_a_word_is_project_revenue(name: str) -> None:
    text = BASE + LINE.format(more="").replace("其他", name)
    assert read_bytes("project.toml", text.encode()).rows(RevenueLine)[-1].budget_class == "project_special"


@pytest.mark.parametrize("name", ["运营补贴", "可行性缺口补助"])
def test_the_remark_on_names_knows_subsidies(name: str) -> None:
    text = BASE + LINE.format(more='budget_class = "project_special"').replace("其他", name)
    words = next(one for one in compute(read_bytes("project.toml", text.encode())).findings if one.rule.id == "W06")
    assert words.verdict == "warn"
    assert name in words.outcome.zh
