"""Rule data: what is in force on a day, how it is cited, and what loading refuses."""

import re
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from bondcalc.analysis.risk import outlook
from bondcalc.checks.judge import CHECKS, Case, judge
from bondcalc.inputs.sheets.enterprise_taxes import TAX_KINDS
from bondcalc.result.result import Result
from bondcalc.rules.instrument import RuleError
from bondcalc.rules.load import RULES_FOLDER, earliest, rules_on
from bondcalc.schedules import asset_values, income_tax

DAY = date(2021, 5, 1)
FIRST = """
[instrument]
id = "one"
title = "示例"
number = "财预〔2017〕1号"
number_verified = true
date = 2017-01-01
in_force_from = 2017-01-01
founding = true
"""
SECOND = """
[instrument]
id = "two"
title = "示例二"
number = "财预〔2017〕2号"
date = 2017-01-01
in_force_from = 2017-01-01
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
RULE = """
[[rules]]
id = "X01"
from = 2017-01-01
article = "三"
zh = "检查"
en = "a check"
group = "terms"
kind = "input"
severity = "customary"
citation_verified = true
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def refused(folder: Path, **files: str) -> list[str]:
    """What loading finds wrong, line by line; the first line counts the others."""
    with pytest.raises(RuleError) as caught:
        rules_on(DAY, write(folder, **files))
    head, *faults = str(caught.value).splitlines()
    assert head == f"规则参数有 {len(faults)} 处错误："
    return faults


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


@pytest.mark.parametrize(
    ("day", "terms", "source"),
    [
        (date(2017, 6, 2), (1, 2, 3, 5, 7, 10), "财库〔2015〕83号（文号未核实）"),
        (date(2018, 5, 3), (1, 2, 3, 5, 7, 10), "财库〔2015〕83号（文号未核实）"),
        (date(2018, 5, 4), (1, 2, 3, 5, 7, 10, 15, 20), "财库〔2018〕61号（文号未核实）"),
        (date(2020, 12, 31), (1, 2, 3, 5, 7, 10, 15, 20), "财库〔2018〕61号（文号未核实）"),
        (date(2021, 1, 1), (1, 2, 3, 5, 7, 10, 15, 20, 30), "财库〔2020〕36号"),
    ],
)
def test_permitted_terms_by_day(day: date, terms: tuple[int, ...], source: str) -> None:
    """Three documents follow one another without a gap; each day has exactly one of them."""
    rules = rules_on(day)
    assert rules.value("permitted_terms").numbers == terms
    assert rules.value("permitted_terms").citation == source
    assert rules.rule("T01").citation == source
    assert rules.rule("T01").in_force


def test_a_day_before_the_first_document_is_refused_with_the_earliest() -> None:
    assert earliest() == date(2017, 6, 2)
    assert rules_on(earliest()).date == earliest()
    with pytest.raises(RuleError, match="请使用2017-06-02或以后的适用规定日期"):
        rules_on(earliest() - timedelta(1))


def test_instruments_leave_when_they_end() -> None:
    def there(day: date) -> set[str]:
        return {one.id for one in rules_on(day).instruments}

    assert "cai-ku-2018-61" not in there(date(2018, 5, 3))
    assert "cai-ku-2018-61" in there(date(2020, 12, 31))
    assert "cai-ku-2018-61" not in there(date(2021, 1, 1))


def test_a_check_that_has_not_begun_is_known_but_not_in_force(sample: Result) -> None:
    before = rules_on(date(2020, 3, 31))
    assert not before.rule("F02").in_force
    assert rules_on(date(2020, 4, 1)).rule("F02").in_force
    found = {
        one.rule.id: one.verdict
        for one in judge(Case(sample.project, before, sample.book, sample.figures, sample.stress))
    }
    assert found["F02"] == "not_applicable"
    assert found["C01"] != "not_applicable"


def test_a_check_that_has_ended_is_not_in_force(tmp_path: Path) -> None:
    folder = write(tmp_path, one=FIRST + changed(RULE, "article", "to = 2018-06-30\narticle"))
    assert rules_on(date(2018, 6, 30), folder).rule("X01").in_force
    assert not rules_on(date(2018, 7, 1), folder).rule("X01").in_force


def test_an_unverified_citation_prints_without_its_paragraph() -> None:
    rule = rules_on(DAY).rule("C01")
    assert not rule.citation_verified
    assert rule.citation == "财预〔2017〕89号"
    assert rule.citation_review == "财预〔2017〕89号二（二）（条款未核实）"
    floor = rules_on(DAY).value("coverage_floor")
    assert (floor.citation, floor.citation_review) == (rule.citation, rule.citation_review)


def test_no_unverified_paragraph_reaches_a_filing() -> None:
    rules = rules_on(DAY)
    rows = [row for row in (*rules.values, *rules.rules) if not row.citation_verified]
    assert rows
    for row in rows:
        assert row.citation == row.instrument.name
        assert row.citation_review.startswith(row.instrument.bare)
        assert row.article in row.citation_review
        assert row.citation_review.endswith("条款未核实）")
        assert row.citation_review.count("未核实") == 1


def test_a_verified_citation_prints_with_its_paragraph(tmp_path: Path) -> None:
    rule = rules_on(DAY, write(tmp_path, one=FIRST + RULE)).rule("X01")
    assert rule.citation == rule.citation_review == "财预〔2017〕1号三"


def test_documents_are_named_by_number_or_title(tmp_path: Path) -> None:
    practice = SECOND.replace('number = "财预〔2017〕2号"\ndate = 2017-01-01', "practice = true")
    untitled = changed(SECOND.replace("two", "three"), 'number = "财预〔2017〕2号"\n', "")
    unknown = changed(SECOND.replace("two", "four"), "2号", "4号")
    folder = write(tmp_path, one=FIRST, two=practice, three=untitled, four=unknown)
    assert {one.id: one.name for one in rules_on(DAY, folder).instruments} == {
        "one": "财预〔2017〕1号",
        "two": "示例二",
        "three": "《示例二》",
        "four": "财预〔2017〕4号（文号未核实）",
    }


def test_figures_and_words_are_not_mistaken(tmp_path: Path) -> None:
    words = changed(VALUE, 'unit = "fraction"\nlow = 0\nhigh = 0.2', 'unit = "sectors"').replace("rate", "sectors")
    listed = changed(VALUE, "value = 0.1", "value = [0.1, 0.2]").replace("rate", "rates")
    rules = rules_on(DAY, write(tmp_path, one=FIRST + VALUE + listed + changed(words, "0.1", '["energy"]')))
    assert rules.value("rate").number == Decimal("0.1")
    assert rules.value("rate").numbers == (Decimal("0.1"),)
    assert rules.value("rates").numbers == (Decimal("0.1"), Decimal("0.2"))
    assert rules.value("sectors").texts == ("energy",)
    with pytest.raises(RuleError, match="rates 是列表"):
        _ = rules.value("rates").number
    with pytest.raises(RuleError, match="sectors 不是数值"):
        _ = rules.value("sectors").numbers
    with pytest.raises(RuleError, match="rate 是数值"):
        _ = rules.value("rate").texts


def test_what_is_asked_for_and_not_there_is_named(tmp_path: Path) -> None:
    dated = changed(changed(VALUE, "from = 2017-01-01", "from = 2018-01-01"), "value =", "to = 2018-06-30\nvalue =")
    folder = write(tmp_path, one=FIRST + dated)
    assert rules_on(date(2018, 6, 30), folder).value("rate").number == Decimal("0.1")
    for day, id_, said in [
        (date(2017, 12, 31), "rate", "最早日期 2018-01-01"),
        (date(2018, 7, 1), "rate", "已于 2018-06-30 失效"),
        (DAY, "nothing", "没有参数 nothing"),
    ]:
        with pytest.raises(RuleError, match=said):
            rules_on(day, folder).value(id_)
    with pytest.raises(RuleError, match="没有规则 X99"):
        rules_on(DAY, folder).rule("X99")


def test_every_check_has_its_rule_and_every_rule_its_check(sample: Result) -> None:
    findings = judge(Case(sample.project, sample.rules, sample.book, sample.figures, sample.stress))
    assert len(findings) == len(CHECKS) > 15
    for day in (earliest(), DAY):
        assert {rule.id for rule in rules_on(day).rules} == set(CHECKS)


@cache
def used() -> set[str]:
    """The ids of the values the program asks for, from its text; some are put together or stand in a list."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted(RULES_FOLDER.parents[1].rglob("*.py")))
    asked = re.findall(r"(?:rules\.value|book\.rule)\(([^()]+)\)", source)
    found = {value.id for value in rules_on(DAY).values if value.base is not None} | set(asset_values.LIVES.values())
    found |= set(outlook.DEFAULTS) | set(income_tax.HOLIDAY)
    for text in (text for argument in asked for text in re.findall(r'"([^"]+)"', argument)):
        found |= {text.replace("{data.kind}", kind) for kind in TAX_KINDS}
    return found | {value.id for value in rules_on(DAY).values if f'"{value.id}"' in source}


@pytest.mark.parametrize("day", [date(2017, 6, 2), DAY])
def test_every_value_asked_for_is_in_the_data_and_none_idle(day: date) -> None:
    assert {"payment_fee", "issue_fee_long", "county_share_value_added_tax", "permitted_terms"} < used()
    rules = rules_on(day)
    assert {value.id for value in rules.values} <= used()
    assert used() <= {row.id for row in rules.library.values}


GOOD = SECOND + VALUE + RULE
FAULTS = [
    ('article = "二"\n', "", "rate: 缺少 article"),
    ('article = "二"', 'article = ""', "rate: 缺少 article"),
    ('article = "三"\n', "", "X01: 缺少 article"),
    ("from = 2017-01-01\nvalue", "value", "rate: 缺少 from"),
    ("from = 2017-01-01\narticle", "article", "X01: 缺少 from"),
    ("in_force_from = 2017-01-01\n", "", "[instrument] 缺少 in_force_from"),
    ("date = 2017-01-01\nin", "in", "[instrument] 文件缺少 date"),
    ("citation_verified = false\n", "", "rate: 缺少 citation_verified"),
    ("from = 2017-01-01\nvalue", 'from = "2017-01-01"\nvalue', "rate: from 应为日期"),
    ("from = 2017-01-01\nvalue", "from = 2016-12-31\nvalue", "rate: from 2016-12-31 早于文件施行日 2017-01-01"),
    ("value = 0.1", "to = 2016-12-31\nvalue = 0.1", "rate: from 2017-01-01 晚于失效日 2016-12-31"),
    ("value = 0.1", "value = 0.2000001", "rate: value 0.2000001 不在 0 至 0.2 之间"),
    ("value = 0.1", "value = -0.1", "rate: value -0.1 不在 0 至 0.2 之间"),
    ("value = 0.1", "value = [0.1, 0.3]", "rate: value 0.3 不在 0 至 0.2 之间"),
    ("low = 0\n", "", "rate: 缺少 low"),
    ("low = 0\n", "low = 0.3\n", "rate: low 0.3 大于 high 0.2"),
    ("low = 0\n", "low = nan\n", "rate: value、low、high 应为数值"),
    ("value = 0.1", "value = nan", "rate: value、low、high 应为数值"),
    ("value = 0.1", 'value = "0.1"', "rate: value、low、high 应为数值"),
    ("value = 0.1", "value = []", "rate: value 为空"),
    ('id = "rate"', "id = 5", "5: id 应为文字，现为 5"),
    ('article = "二"', "article = 2", "rate: article 应为文字，现为 2"),
    ("[[values]]", "[values]", "[values] 应写作 [[values]]"),
    ("value = 0.1", "value = true", "rate: value、low、high 应为数值"),
    ('unit = "fraction"', 'unit = "sectors"', "rate: value 应为文字列表"),
    ('unit = "fraction"', 'unit = "percent"', "rate: unit 为 'percent'，只能是 ratio、fraction"),
    ('status = "statutory"', 'status = "law"', "rate: status 为 'law'"),
    ('severity = "customary"', 'severity = "high"', "X01: severity 为 'high'"),
    ('kind = "input"', 'kind = "sum"', "X01: kind 为 'sum'"),
    ("value_verified = true", 'value_verified = "yes"', "rate: value_verified 应为 true 或 false"),
    ('zh = "比例"', 'zh = "比例"\nremark = "x"', "rate: 字段 remark 不认识"),
    ('zh = "检查"', 'zh = "检查"\nunit = "ratio"', "X01: 字段 unit 不认识"),
    ('title = "示例二"', 'title = "示例二"\nremark = "x"', "[instrument] 字段 remark 不认识"),
    ("[[rules]]", "[[checks]]", "[checks] 不认识"),
    ('id = "two"', 'id = "three"', "[instrument] id 'three' 与文件名不同"),
    ("财预〔2017〕2号", "财预[2017]2号", "六角括号"),
    ("财预〔2017〕2号", "财预（2017）2号", "六角括号"),
    ("财预〔2017〕2号", "财预〔2017〕第2号", "六角括号"),
    ("财预〔2017〕2号", "财预〔17〕2号", "六角括号"),
    ("财预〔2017〕2号", "财预〔2017〕2", "六角括号"),
    ("财预〔2017〕2号", "财预〔2017〕2号文", "六角括号"),
    ('title = "示例二"', 'title = "示例二"\npractice = true', "[instrument] 惯例（practice）没有文号和日期"),
    ("[[values]]", "[[values]", "无法读取"),
]


def test_the_good_file_is_good(tmp_path: Path) -> None:
    rules = rules_on(DAY, write(tmp_path, one=FIRST, two=GOOD))
    assert rules.value("rate").number == Decimal("0.1")
    assert rules.rule("X01").in_force


@pytest.mark.parametrize(("old", "new", "said"), FAULTS)
def test_one_fault_is_refused_at_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    [fault] = refused(tmp_path, one=FIRST, two=changed(GOOD, old, new))
    assert fault.startswith("two.toml: ")
    assert said in fault


def test_faults_of_several_files_are_refused_at_once(tmp_path: Path) -> None:
    first = changed(changed(FIRST + RULE, 'article = "三"\n', ""), 'kind = "input"', 'kind = "sum"')
    second = changed(changed(GOOD, "value = 0.1", "value = 0.3"), "财预〔2017〕2号", "财预2017-2号")
    founding = SECOND.replace("two", "zero") + "founding = true\n"
    faults = refused(tmp_path, zero=founding, one=first, two=second, three="[instrument")
    for wanted in (
        "one.toml: X01: 缺少 article",
        "one.toml: X01: kind 为 'sum'",
        "two.toml: [instrument] 文号 '财预2017-2号'",
        "two.toml: rate: value 0.3 不在",
        "three.toml: 无法读取",
    ):
        assert sum(fault.startswith(wanted) for fault in faults) == 1, wanted
    assert len(faults) == 5


def test_two_rows_of_one_day_are_refused_within_and_between_files(tmp_path: Path) -> None:
    assert refused(tmp_path, one=FIRST + VALUE + RULE, two=SECOND + VALUE + RULE) == [
        "two.toml: X01: from 2017-01-01 与 one.toml 的 from 重复",
        "two.toml: rate: from 2017-01-01 与 one.toml 的 from 重复",
    ]
    assert refused(tmp_path, one=FIRST + RULE, two=SECOND + VALUE + VALUE) == [
        "two.toml: rate: from 2017-01-01 与 two.toml 的 from 重复"
    ]


def test_a_gap_is_refused_to_the_day(tmp_path: Path) -> None:
    ended = changed(VALUE, "value = 0.1", "to = 2018-06-30\nvalue = 0.1")

    def later(day: str) -> str:
        return SECOND + changed(VALUE, "from = 2017-01-01", f"from = {day}").replace("0.1", "0.15")

    rules = rules_on(date(2018, 7, 1), write(tmp_path, one=FIRST + ended, two=later("2018-07-01")))
    assert rules.value("rate").number == Decimal("0.15")
    assert refused(tmp_path, two=later("2018-07-02")) == [
        "two.toml: rate: from 2018-07-02 与 2018-06-30 失效的上一个值之间有空档"
    ]


def test_a_new_row_ends_an_open_one_and_leaves_the_past_alone(tmp_path: Path) -> None:
    later = changed(VALUE, "from = 2017-01-01", "from = 2019-01-01").replace("0.1", "0.15")
    folder = write(tmp_path, one=FIRST + VALUE, two=SECOND + later)
    assert rules_on(date(2018, 12, 31), folder).value("rate").number == Decimal("0.1")
    assert rules_on(date(2019, 1, 1), folder).value("rate").number == Decimal("0.15")
    assert sum(value.id == "rate" for value in rules_on(DAY, folder).values) == 1


def test_a_unit_may_not_change(tmp_path: Path) -> None:
    later = changed(changed(VALUE, "from = 2017-01-01", "from = 2019-01-01"), '"fraction"', '"ratio"')
    assert refused(tmp_path, one=FIRST + VALUE, two=SECOND + later) == [
        "two.toml: rate: from 2019-01-01 的单位 ratio 与此前的 fraction 不同"
    ]


def test_a_folder_without_founding_document_is_refused(tmp_path: Path) -> None:
    [fault] = refused(tmp_path, two=GOOD)
    assert "没有标明 founding 的文件" in fault


def test_rows_that_are_no_rows_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, one=FIRST, two=SECOND, three="instrument = 3\nvalues = 3\n")[0].startswith(
        "three.toml: [instrument]"
    )


def test_an_overlap_with_a_stated_end_is_refused(tmp_path: Path) -> None:
    ended = changed(VALUE, "value = 0.1", "to = 2019-12-31\nvalue = 0.1")
    later = changed(VALUE, "from = 2017-01-01", "from = 2019-01-01")
    assert refused(tmp_path, one=FIRST + ended, two=SECOND + later) == [
        "two.toml: rate: from 2019-01-01 与 2019-12-31 才失效的上一个值重叠"
    ]


def test_an_end_after_that_of_the_document_is_refused(tmp_path: Path) -> None:
    closed = changed(SECOND, "in_force_from = 2017-01-01", "in_force_from = 2017-01-01\nin_force_to = 2018-12-31")
    row = changed(VALUE, "value = 0.1", "to = 2019-12-31\nvalue = 0.1")
    assert refused(tmp_path, one=FIRST, two=closed + row) == [
        "two.toml: rate: from 2017-01-01 的失效日 2019-12-31 晚于文件失效日 2018-12-31"
    ]


def test_a_temporary_row_may_not_leave_nothing_behind(tmp_path: Path) -> None:
    short = changed(
        changed(VALUE, "from = 2017-01-01", "from = 2019-01-01"), "value = 0.1", "to = 2019-12-31\nvalue = 0.1"
    )
    assert refused(tmp_path, one=FIRST + VALUE, two=SECOND + short) == [
        "two.toml: rate: from 2019-01-01 于 2019-12-31 失效，此后没有值；请写明恢复的值"
    ]


def test_a_fault_brings_no_other_faults_with_it(tmp_path: Path) -> None:
    """Neither a gap where a row could not be read nor a missing founding document whose file has a fault."""
    ended = changed(VALUE, "value = 0.1", "to = 2018-06-30\nvalue = 0.1")
    middle = changed(changed(VALUE, "from = 2017-01-01", "from = 2018-07-01"), 'zh = "比例"', 'zh = "比例"\nremark = 1')
    middle = changed(middle, "value = 0.1", "to = 2019-06-30\nvalue = 0.1")
    last = changed(VALUE, "from = 2017-01-01", "from = 2019-07-01")
    faults = refused(
        tmp_path, one=changed(FIRST, 'title = "示例"', 'title = "示例"\nremark = 1') + ended, two=SECOND + middle + last
    )
    assert sorted(fault.split("；")[0] for fault in faults) == [
        "one.toml: [instrument] 字段 remark 不认识",
        "two.toml: rate: 字段 remark 不认识",
    ]
