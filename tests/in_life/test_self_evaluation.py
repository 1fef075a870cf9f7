"""绩效自评表: rates by hand, points left to the unit, the layout marked as our own."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from bondcalc.in_life import self_evaluation
from bondcalc.in_life.life_record import LifeTarget, stated_targets
from bondcalc.in_life.recorded import _target
from bondcalc.monitoring.state_sheets import TARGET_KINDS, MeasuredTarget, levels_of
from bondcalc.wording.day import TO_COME
from bondcalc.wording.report import Note
from tests.in_life.life_case import amounts, plan, record


def test_money_by_hand() -> None:
    """55,000 of the 53,768.40 of works invested; 2,300 of 3,464.11 earned; bonds 36,000 of 36,000; capital 10,000 of 20,181.20."""
    rows = {str(row["item"]): row for row in amounts(self_evaluation.told(plan(), record()), "money")}
    assert rows["建设投资（累计，不含利息和费用）"]["rate"] == Fraction(55000) / Fraction("53768.40")
    assert rows["项目资本金（累计）"]["rate"] == Fraction(10000) / (
        Fraction("2702.24") + Fraction("6987.06") + Fraction("10491.9")
    )
    assert rows["债券资金（累计）"]["rate"] == 1
    assert rows["项目收益（当年）"]["rate"] == Fraction(2300) / Fraction("3464.11")
    assert rows["收入缴库（当年，计划数为实现的收入）"]["rate"] == 1


def test_targets_nobody_measured_are_asked_for_and_no_points_are_given() -> None:
    measured = LifeTarget(
        "t", "产出指标", "", "标准厂房", "不少于140,000平方米", "105,000平方米", Fraction(3, 4), Decimal(20)
    )
    told = replace(record(), targets=[measured, *stated_targets(plan().result.project)])
    first, second, *_ = amounts(self_evaluation.told(plan(), told), "targets")
    assert (first["actual"], first["attained"], first["weight"]) == ("105,000平方米", Fraction(3, 4), 20)
    assert (second["actual"], second["attained"], second["weight"]) == (TO_COME, None, None)
    assert "score" not in first
    said = "".join(part.words.zh for part in self_evaluation.told(plan(), told).parts if isinstance(part, Note))
    assert "本表为自拟" in said
    assert "表样未核实" in self_evaluation.TITLE
    assert "【请填写：按本省自评办法打分" in said


def test_the_first_level_is_one_of_three_and_the_second_is_under_it() -> None:
    """产出, 效益, 满意度; what 61号 lists under each, aims of welfare too; a kind of before asks for its second level."""
    under: dict[str, set[str]] = {}
    for kind in TARGET_KINDS:
        first, second = levels_of(kind)
        under.setdefault(first, set()).add(second)
    benefits = {"经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标（含偿债风险）"}
    assert under == {
        "产出指标": {"数量指标", "质量指标", "时效指标", "成本指标（含融资成本）", ""},
        "效益指标": {*benefits, ""},
        "满意度指标": {"服务对象满意度指标"},
    }
    jobs = MeasuredTarget(id="j", kind="employment", name="就业", target=Decimal(5), by_year={2024: Decimal(5)})
    area = replace(jobs, id="a", kind="output")
    told = replace(record(), targets=[_target(row, 2024) for row in (jobs, area)])
    rows = amounts(self_evaluation.told(plan(), told), "targets")
    assert [(row["first"], row["kind"]) for row in rows] == [("效益指标", "社会效益指标"), ("产出指标", TO_COME)]
