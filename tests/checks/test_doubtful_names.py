"""A class is what the bureau states: a name that speaks of tax or subsidy is pointed to, and nothing is asserted of it."""

import pytest

from tests.checks.cases import second
from tests.checks.judged import finding_of
from tests.checks.test_statements import project, with_

INNOCENT = (
    "路侧泊位占用费（政府非税收入）",
    "学费收入（缴入财政专户）",
    "充电服务费（含6%增值税）",
    "广告牌租金（税率9%）",
    "税务局办公用房租金",
    "退税商店租金",
    "上网电费（无财政补贴）",
    "门诊收入（不含财政补助）",
)
"""Names with words of public money that say how a price is stated, who rents, which account it goes to, or what they do not hold."""


@pytest.mark.parametrize(
    ("name", "stated", "r02", "r03"),
    [
        ("园区税收返还", "project_special", "warn", "pass"),
        ("企业所得税地方留成", "government_fund", "warn", "pass"),
        ("财政补助", "project_special", "pass", "warn"),
        ("招商奖励资金", "project_special", "pass", "warn"),
        ("税收奖补", "project_special", "warn", "warn"),
        ("入园企业综合贡献", "project_special", "warn", "pass"),
        ("上级专项资金", "project_special", "pass", "warn"),
        ("可行性缺口付款", "government_fund", "pass", "warn"),
        ("政府付费服务收入", "project_special", "pass", "warn"),
        ("税收返还", "general_budget", "fail", "pass"),
        ("运营补贴", "subsidy", "pass", "fail"),
        ("保税仓库租金（不含税）", "project_special", "pass", "pass"),
        ("不含税财政补贴", "project_special", "pass", "warn"),
        ("含税收奖补", "project_special", "warn", "warn"),
        ("非税收入返还", "project_special", "warn", "pass"),
        ("增值税返还（不含附加）", "project_special", "warn", "pass"),
        *((name, "project_special", "pass", "pass") for name in INNOCENT),
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


@pytest.mark.parametrize(
    ("payer", "verdict"),
    [
        ("某县财政局", "warn"),
        ("某县人民政府", "warn"),
        ("市政府办公室", "warn"),
        ("用户，由县财政局代收", "pass"),
        ("入园企业，缴入财政专户", "pass"),
        ("用水户，缴入县财政局", "pass"),
        ("县自来水公司代收", "pass"),
        ("县住建局、县财政局", "warn"),
        ("某市政工程公司", "pass"),
        ("某市政府投资集团有限公司", "pass"),
        ("县政府周边的车主", "pass"),
        (None, "pass"),
    ],
)
def test_what_a_budget_pays_is_doubted_whatever_it_is_called(payer: str | None, verdict: str) -> None:
    found = finding_of(with_(second("government_fund", "服务收入"), "revenue", 1, payer=payer), "R03")
    assert found.verdict == verdict
    assert (payer is not None and f"付费方{payer}" in found.outcome.zh) is (verdict == "warn")


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        *(
            (name, "warn")
            for name in ("履约保证金", "存款利息", "资产残值回收", "股东借款", "债券发行溢价", "原有水厂水费")
        ),
        *((name, "pass") for name in ("厂房租金", "一期厂房租金", "污水处理费", "融资租赁设备租金")),
        *((name, "pass") for name in ("小额贷款公司写字楼租金", "债券交易中心机房租金", "商铺租金，不含押金")),
    ],
)
def test_money_that_nothing_built_earns_is_named(name: str, verdict: str) -> None:
    """What the project did not build, finance or sell down earns no 收益 (财预〔2017〕89号): deposits, interest, residual value."""
    given = with_(second("project_special", name), "revenue", 1, scope_item=project().tables["revenue"][0].scope_item)
    assert finding_of(given, "R08").verdict == verdict


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("住宅用地出让收入", "warn"),
        ("土地使用权出让金", "warn"),
        ("采矿权出让收入", "pass"),
        ("土地租金", "pass"),
        ("停车场地块出让收入", "warn"),
        ("广告场地出让收入", "pass"),
        ("墓地出让收入", "pass"),
    ],
)
def test_land_among_other_revenue_bears_no_accrual(name: str, verdict: str) -> None:
    found = finding_of(second("government_fund", name), "R11")
    assert found.verdict == verdict
    assert (name in found.outcome.zh) is (verdict == "warn")
