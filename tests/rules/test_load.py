"""Rule data: what was in force on a day, and what loading refuses."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bondcalc.checks.judge import CHECKS, Case, judge
from bondcalc.rules.instrument import RuleError
from bondcalc.rules.load import RULES_FOLDER, earliest, rules_on
from bondcalc.run import Result

PACKAGE = RULES_FOLDER.parent
HEAD = """
[instrument]
id = "one"
title = "示例"
number = "财预〔2017〕1号"
date = 2017-01-01
in_force_from = 2017-01-01
founding = true
"""
VALUE = """
[[values]]
id = "rate"
from = 2017-01-01
value = 0.1
unit = "fraction"
low = 0
high = 0.2
article = "二"
zh = "比例"
en = "rate"
status = "statutory"
value_verified = true
citation_verified = false
"""


@pytest.mark.parametrize(
    ("day", "longest"), [(date(2017, 6, 2), 10), (date(2018, 5, 3), 10), (date(2018, 5, 4), 20), (date(2021, 1, 1), 30)]
)
def test_permitted_terms_by_day(day: date, longest: int) -> None:
    """财库〔2015〕83号, 财库〔2018〕61号 and 财库〔2020〕36号 follow one another without a gap."""
    assert max(rules_on(day).value("permitted_terms").numbers) == longest


def test_a_day_before_the_first_document_is_refused() -> None:
    assert earliest() == date(2017, 6, 2)
    with pytest.raises(RuleError, match="2017-06-02"):
        rules_on(date(2017, 6, 1))


def test_a_check_that_has_not_begun_is_not_in_force() -> None:
    assert not rules_on(date(2020, 3, 31)).rule("F02").in_force
    assert rules_on(date(2020, 4, 1)).rule("F02").in_force


def test_unverified_citations_print_without_paragraph() -> None:
    rule = rules_on(date(2021, 5, 1)).rule("C01")
    assert not rule.citation_verified
    assert rule.citation == "财预〔2017〕89号"
    assert rule.citation_review == "财预〔2017〕89号 二（二）（未核实）"
    assert "文号未核实" in rules_on(date(2021, 5, 1)).rule("F02").citation


def test_every_check_and_value_that_is_used_is_in_the_data(sample: Result) -> None:
    judge(Case(sample.project, sample.rules, sample.book, sample.figures))
    rules = rules_on(date(2021, 5, 1))
    assert {rules.rule(id_).id for id_ in CHECKS} == set(CHECKS)
    assert {rule.id for rule in rules.rules} == set(CHECKS)
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py")))
    used = set(re.findall(r'(?:rules\.value|book\.rule|_book\.rule)\("(\w+)"\)', source))
    assert len(used) > 5
    assert all(rules.value(id_).id == id_ for id_ in used)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('article = "二"', 'article = ""', "缺少 article"),
        ("value = 0.1", "value = 0.3", "不在 0 至 0.2 之间"),
        ('unit = "fraction"', 'unit = "percent"', "unit"),
        ("from = 2017-01-01\nvalue", "from = 2016-01-01\nvalue", "早于文件施行日"),
        ('number = "财预〔2017〕1号"', 'number = "财预[2017]1号"', "六角括号"),
        ('id = "one"', 'id = "two"', "与文件名不同"),
        ('zh = "比例"', 'zh = "比例"\nremark = "x"', "不认识"),
        ("value_verified = true", 'value_verified = "yes"', "true 或 false"),
        ("founding = true", "", "founding"),
        ("[[values]]", "[[values]", "无法读取"),
    ],
)
def test_incomplete_data_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = HEAD + VALUE
    assert old in text
    (tmp_path / "one.toml").write_text(text, encoding="utf-8")
    assert rules_on(date(2018, 1, 1), tmp_path).value("rate").number == Decimal("0.1")
    (tmp_path / "one.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleError, match=re.escape(said)):
        rules_on(date(2018, 1, 1), tmp_path)


def test_gaps_and_overlaps_are_refused_together(tmp_path: Path) -> None:
    later = VALUE.replace("from = 2017-01-01", "from = 2019-01-01")
    ended = VALUE.replace("value = 0.1", "to = 2018-06-30\nvalue = 0.1")
    (tmp_path / "one.toml").write_text(HEAD + ended + later + later, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        rules_on(date(2018, 1, 1), tmp_path)
    assert "空档" in str(caught.value)
    assert "重复" in str(caught.value)


def test_a_value_past_its_end_is_named(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text(
        HEAD + VALUE.replace("value = 0.1", "to = 2018-06-30\nvalue = 0.1"), encoding="utf-8"
    )
    with pytest.raises(RuleError, match="2018-06-30"):
        rules_on(date(2019, 1, 1), tmp_path).value("rate")
