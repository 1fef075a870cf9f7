"""The threshold of near names, held against cases of both kinds."""

import pytest

from bondcalc.inputs.files.likeness import NEAR, bare, likeness, near, same

COPIES = [
    ("运营成本 (2)", "运营成本"),
    ("运营成本2023", "运营成本"),
    ("运营成本（2023年）", "运营成本"),
    ("副本-经营收入", "经营收入"),
    ("经营收入 - 表格 1", "经营收入"),
    ("Copy of Land", "Land"),
    ("专项债券_v2", "专项债券"),
    ("资本金（旧）", "资本金"),
    ("税费-修改版", "税费"),
    ("Land (3)", "Land"),
    ("去年运营成本", "运营成本"),
    ("运 营 成 本", "运营成本"),
    ("運营成本", "运营成本"),
    ("经营成本", "运营成本"),
    ("运营收入", "经营收入"),
    ("土地岀让", "土地出让"),
    ("项目槪况", "项目概况"),
    ("发行金领", "发行金额"),
]
NEAR_BY = [
    ("运营成本测算", "运营成本"),
    ("投资估算表", "投资估算"),
    ("可研投资估算", "投资估算"),
    ("爬坡曲线表", "爬坡曲线"),
    ("市场融资", "市场化融资"),
    ("运营总成本", "运营成本"),
    ("发行额", "发行金额"),
    ("票面年利率", "票面利率"),
    ("资金来源渠道", "资金来源"),
    ("可利用率", "可利用比例"),
    ("倍数标准", "本省本息覆盖倍数标准"),
    ("Operating cost", "Operating costs"),
]
APART = [
    ("测算底稿", "税收测算"),
    ("还款计划(银行版)", "逐笔还本"),
    ("说明", "运营成本"),
    ("目录", "项目概况"),
    ("Sheet1", "Land"),
    ("附件1", "资本金"),
    ("成本测算过程", "运营成本"),
    ("政策文件", "专项债券"),
    ("收费标准", "经营收入"),
    ("备注", "依据"),
    ("联系人", "付费方"),
    ("工程量清单", "风险清单"),
    ("现场照片", "可比价格"),
    ("会议纪要", "合规事项"),
    ("银行授信", "专项债券"),
    ("核对", "依据"),
    ("面积", "单价"),
    ("计算过程", "计费对象"),
]


@pytest.mark.parametrize(("one", "other"), COPIES)
def test_copies_and_slips(one: str, other: str) -> None:
    assert same(one, other)
    assert near(one, other)
    assert same(other, one)


@pytest.mark.parametrize(("one", "other"), NEAR_BY)
def test_near(one: str, other: str) -> None:
    assert near(one, other)
    assert near(other, one)
    assert not same(one, other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_apart(one: str, other: str) -> None:
    assert not near(one, other)
    assert not same(one, other)


def test_the_threshold_parts_them() -> None:
    apart = max(likeness(one, other) for one, other in APART)
    alike = [
        likeness(one, other)
        for one, other in [*COPIES, *NEAR_BY]
        if bare(other) not in bare(one) and bare(one) not in bare(other)
    ]
    assert apart < NEAR <= min(alike)


def test_a_name_of_marks_alone_is_near_to_nothing() -> None:
    assert not near("2023", "运营成本")
    assert likeness("(2)", "税费") == 0
