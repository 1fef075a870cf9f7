"""What a later file of actuals tells differently from the one before, and targets that are not those of the filing."""

import pytest

from bondcalc.inputs.read import ProjectFile
from bondcalc.monitoring.retold import retold, retold_since, retold_targets
from bondcalc.portfolio.monitored.actuals_page import actuals_page
from tests.monitoring.as_planned import case_of
from tests.monitoring.happened import filed, told
from tests.monitoring.rows import head
from tests.toml_rows import row

YEAR = {"gap_reason": "租户退租", "measures": "加大招商力度", "disclosed_on": "2024-06-20"}
ANSWER = {"owner": "张三", "action": "补缴", "due_on": "2025-01-31"}
TARGET = {"name": "入驻企业", "kind": "sustainable", "target": 30, "unit": "户", "due": 2024, "by_year": {2023: 12}}


def file_of(day: str, year: int = 2023, **changed: object) -> str:
    """One file: a year with reason, measure and day, an answer, a target, each changed by its field."""
    kept = {name: value for name, value in changed.items() if value is not None}
    dropped = {name for name, value in changed.items() if value is None}
    return head(day) + "".join(
        row(sheet, **named, **{name: kept.get(name, value) for name, value in fields.items() if name not in dropped})
        for sheet, named, fields in (
            ("year_matters", {"year": year}, YEAR),
            ("alarm_answers", {"alarm": "payment.late.A.2024-03-15"}, ANSWER),
            ("measured_targets", {}, TARGET),
        )
    )


@pytest.mark.parametrize(
    ("changed", "sentences"),
    [
        ({}, []),
        ({"gap_reason": " 租户退租。"}, []),
        ({"gap_reason": "租户　退租."}, []),
        ({"gap_reason": "经济下行"}, ["2023年差异原因：上一份为“租户退租”，本份为“经济下行”"]),
        ({"measures": None}, ["2023年拟采取的措施：上一份为“加大招商力度”，本份为“没有填写”"]),
        ({"disclosed_on": "2024-07-20"}, ["2023年本年度信息公开日期：上一份为“2024-06-20”，本份为“2024-07-20”"]),
        ({"owner": "李四"}, ["预警payment.late.A.2024-03-15责任人：上一份为“张三”，本份为“李四”"]),
        ({"due_on": "2025-06-30"}, ["预警payment.late.A.2024-03-15完成期限：上一份为“2025-01-31”，本份为“2025-06-30”"]),
        ({"target": 3}, ["绩效指标“入驻企业”目标值：上一份为“不少于30户”，本份为“不少于3户”"]),
        ({"target": "30.0"}, []),
        ({"due": 2026}, ["绩效指标“入驻企业”完成年份：上一份为“2024”，本份为“2026”"]),
        ({"by_year": {2023: 12, 2024: 20}}, []),
    ],
)
def test_what_is_told_differently_is_named_with_both_sides(changed: dict[str, object], sentences: list[str]) -> None:
    before, after = told(file_of("2024-06-30")), told(file_of("2024-12-31", **changed))
    assert [other.sentence for other in retold(before, after)] == sentences


def test_rows_of_one_name_are_compared_in_their_order() -> None:
    """An alarm answered again later, two targets called alike: the same file twice tells nothing differently."""
    answers = row("alarm_answers", alarm="x", owner="张三") + row("alarm_answers", alarm="x", owner="李四")
    alike = "".join(row("measured_targets", name="就业", kind="social", target=target, unit="人") for target in (30, 5))
    text = head("2024-06-30") + answers + alike
    assert retold(told(text), told(text)) == []
    (other,) = retold(told(text), told(text.replace("target = 5", "target = 4")))
    assert (other.before, other.after) == ("不少于5人", "不少于4人")


def test_what_is_only_added_and_words_of_a_running_year_are_no_difference() -> None:
    bare = file_of("2024-06-30", **dict.fromkeys([*YEAR, *ANSWER]))
    assert retold(told(bare), told(file_of("2024-12-31"))) == []
    running = file_of("2024-06-30", year=2024, disclosed_on=None)
    assert retold(told(running), told(file_of("2024-12-31", year=2024, gap_reason="经济下行", disclosed_on=None))) == []


def test_a_file_that_can_no_longer_be_read_is_said_to_be_so() -> None:
    file, project = filed()
    (other,) = retold_since(ProjectFile("旧.toml", b"[actuals_of]\n"), project, file, told(file_of("2024-12-31")))
    assert (other.before, other.after) == ("旧.toml", "该文件不能读取，没有与上一份核对")


FILED = {"id": "plants", "name": "标准厂房建筑面积", "kind": "quantity", "target": 140000, "unit": "平方米"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, ""),
        ({"target": 14000}, "目标值申报为"),
        ({"direction": "at_most"}, "目标值申报为"),
        ({"unit": "亩"}, ""),
        ({"name": "别的指标", "target": 1}, ""),
        ({"due": 2040}, "完成年份申报为"),
    ],
)
def test_a_target_is_that_of_the_filing(changed: dict[str, object], said: str) -> None:
    case = case_of(head("2024-12-31") + row("measured_targets", **{**FILED, **changed}, by_year={}))
    matters = list(retold_targets(case))
    assert [matter.level.zh for matter in matters] == (["黄"] if said else [])
    assert all(said in matter.text for matter in matters)


def test_a_page_without_differences_has_no_table_of_them() -> None:
    page = actuals_page([])
    assert [part.id for part in page.tell(None)] == ["actuals_note", "actuals"]  # type: ignore[arg-type]
