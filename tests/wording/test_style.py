"""The style sheet where a program can hold it: units behind amounts, days, codes, spaces, lengths, who is spoken to."""

import re
import tomllib
from functools import cache

import pytest

from bondcalc.filings.draw import known
from bondcalc.typeset.document import Cover
from bondcalc.wording.day import TO_WRITE
from bondcalc.wording.messages import catalogue
from tests.samples import SAMPLE_NAMES, computed_sample, filed_sample
from tests.wording.texts import ROOT, Text, filed, of_code, of_lines, of_messages, of_rules, of_templates, sentences

AMOUNT = re.compile(r"(?<![\d.,])-?\d[\d,]*\.\d{2}(?!\d)(?!\.)")
"""A figure of two decimals, as amounts and ratios are written in sentences."""
UNITS = ("万元", "亿元", "元", "倍", "%", "个百分点", "个基点", "亩", "平方米", "公顷", "吨", "户", "个", "年", "月")
TYPED_DAY = re.compile(r"(?<![\d-])\d{4}-\d{1,2}-\d{1,2}(?![\d-])|\d{4}年0\d月|月0\d日")
"""A day as tables write it, or with a zero that running text has not."""
CODE = re.compile(r"(?<![A-Za-z0-9])[A-Z]\d{2}(?![0-9A-Za-z])")
"""The id of a rule: C03."""
PROMPT = re.compile(r"【请填写：[^】]*】")
"""What a draft asks of the bureau: it goes before the filing does."""
SPACED = re.compile(r"[一-鿿，。；：、（）“”《》〔〕] +[A-Za-z0-9{]|[A-Za-z0-9}%] +[一-鿿，。；：、（）“”《》〔〕]")
"""A space between Chinese and figures or letters."""
COMMANDS = ("bondcalc ", "--", "python ", "`")
"""Texts that hold a command to type, whose words stand apart."""
TO_A_READER = ("plan", "evaluation", "disclosure")
NOT_TO_A_READER = (
    "程序",
    "录入",
    "规则日",
    "适用规定日期",
    "模型",
    "种子为1，",
    "请",
    "未填写",
    "没有填写",
    "—1",
    "bondcalc",
    "TOML",
)
"""Words for whoever fills in or runs the program; none stands in a filing that is handed on."""
SPOKEN = {"请": ("申请", "提请", "报请", TO_WRITE)}
"""Words that hold one of these and speak to nobody; a prompt makes its filing a draft, which is not handed on."""
LONGEST_MESSAGE = 60
LONGEST_SENTENCE = 90
"""Characters of a sentence of the templates before it is filled; lists of terms that are each named run longer."""
ACTION = "请"


@cache
def running(sample: str) -> list[Text]:
    return list(sentences(sample))


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_every_amount_in_running_text_has_its_unit(sample: str) -> None:
    bare = [
        f"{place}: {found[0]} in {text}"
        for place, text in running(sample)
        for found in AMOUNT.finditer(text)
        if not text[found.end() :].startswith(UNITS)
    ]
    assert bare == []
    assert sum(len(AMOUNT.findall(text)) for _, text in running(sample)) > 30


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_days_in_running_text_are_spelt(sample: str) -> None:
    assert [f"{place}: {text}" for place, text in running(sample) if TYPED_DAY.search(text)] == []
    assert any("年" in text and re.search(r"\d月\d{1,2}日", text) for _, text in running(sample))


@pytest.mark.parametrize("filing", known())
@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_covers_name_findings_in_words(sample: str, filing: str) -> None:
    [cover] = [block for block in filed_sample(sample, filing).blocks if isinstance(block, Cover)]
    assert CODE.findall("".join(map(str, cover.verdict))) == []
    stated = "核对事项" in str(cover.verdict) or "不通过" in str(cover.verdict)
    assert (stated, bool(cover.verdict)) == ((True, True) if filing == "review" else (False, False))


@pytest.mark.parametrize("filing", TO_A_READER)
@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_filings_that_are_handed_on_speak_to_their_reader_only(sample: str, filing: str) -> None:
    text, own = PROMPT.sub("", filed(sample, filing)), _own_words(sample)
    assert CODE.findall(_without(text, own)) == []
    lines = [_without(line, own) for line in text.splitlines()]
    for word in NOT_TO_A_READER:
        told = [line for line in lines if word in _apart(line, SPOKEN.get(word, ()))]
        assert told == [], word


def _own_words(sample: str) -> list[str]:
    """What the project says itself, longest first: names, evidence, descriptions."""
    tables = computed_sample(sample).project.tables
    values = {
        str(value) for rows in tables.values() for row in rows for value in vars(row).values() if isinstance(value, str)
    }
    return sorted((value for value in values if len(value) > 1), key=len, reverse=True)


def _without(text: str, own: list[str]) -> str:
    for value in own:
        text = text.replace(value, "")
    return text


def _apart(line: str, others: tuple[str, ...]) -> str:
    for other in others:
        line = line.replace(other, "")
    return line


@pytest.mark.parametrize("group", ["problem", "file", "notice"])
def test_messages_are_short(group: str) -> None:
    """At most sixty characters before they are filled, all parts together."""
    told = {code: _said(entry["zh"]) for code, entry in catalogue()[group].items()}
    assert {code: len(text) for code, text in told.items() if len(text) > LONGEST_MESSAGE} == {}


def _said(zh: str | list[str]) -> str:
    return zh if isinstance(zh, str) else "；".join(part for part in zh if part)


def test_a_problem_ends_with_an_action_that_says_what_to_do() -> None:
    for code, entry in catalogue()["problem"].items():
        action = entry["zh"][2]
        assert ACTION in action, code
        assert "改正" not in action, code
    for code, entry in catalogue()["file"].items():
        assert ACTION in entry["zh"], code


def test_no_message_is_wordy_in_the_way_of_another_language() -> None:
    assert [place for place, text in of_messages() if re.search("给出|没有任何|该栏必填|之类", text)] == []


OPPOSITES = (
    ("最大", "最小"),
    ("最高", "最低"),
    ("最长", "最短"),
    ("最多", "最少"),
    ("增加", "减少"),
    ("提高", "降低"),
    ("上升", "下降"),
    ("高于", "低于"),
    ("提前", "推迟"),
    ("早于", "晚于"),
    ("多", "少"),
    ("高", "低"),
    ("有", "无"),
)
EITHER = re.compile("|".join(f"{one}[（(]{other}[）)]" for pair in OPPOSITES for one, other in (pair, pair[::-1])))
"""A word and its opposite in brackets: 最大（最小）; whoever writes knows which it is."""


def test_no_text_leaves_the_choice_of_a_word_to_its_reader() -> None:
    texts = [*of_templates(), *of_messages(), *of_lines(), *of_code(), *of_rules()]
    assert [(place, text) for place, text in texts if EITHER.search(text)] == []
    assert EITHER.search("全部可行档次中最大（最小）的一档")


def test_no_space_stands_between_chinese_and_figures_or_letters() -> None:
    texts = [*of_templates(), *of_messages(), *of_lines(), *of_code(), *of_rules()]
    told = [
        f"{place}: {text[:80]}"
        for place, text in texts
        if SPACED.search(text) and not any(mark in text for mark in COMMANDS)
        if not place.startswith(SPACED_PLACES) and not LETTERED.search(text)
    ]
    assert told == []


SPACED_PLACES = (
    "bondcalc/offline.py",  # lines of scripts
    "bondcalc/audit/pdf/",  # paths inside a PDF stand apart from the words before them
    "bondcalc/rules/",  # faults of rule files, whose keys stand apart
    "bondcalc/typeset/printed_texts.py",  # places in a document: the title of a table, then its part
    "bondcalc/wording/words.toml.item",  # the place of a key in a file: 第2项 coupon
    "bondcalc/workbook/tabs/record.py",  # read back from workbooks of every version
)
LETTERED = re.compile(r"(?:^|[“『])[A-H] |[A-H]/[A-H]| [A-H]$|^\d{2,6} ")
"""Names that carry the letter of the official form: A 项目总投资, 专项债券融资 C, 全部债务本息覆盖倍数 E/F; rows of the debt system: 0301."""


def test_sentences_of_the_templates_are_short() -> None:
    told = [
        (len(one), place, one)
        for place, text in of_templates()
        for one in re.split("[。；]", re.sub(r"\{[^}]*\}|＿", "", text))
        if len(one) > LONGEST_SENTENCE
    ]
    assert told == []


def test_prefixes_belong_to_tables() -> None:
    """其中 and 减 stand before a name in a table; no formula and no sentence names a line with them."""
    from bondcalc.algebra.words import sentence

    for sample in SAMPLE_NAMES:
        book = computed_sample(sample).book
        tables = {line: table.zh for table in book.tables for line in table.lines}
        for line in tables:
            words = sentence(line, tables=tables)
            assert not re.search("其中：|减：|（仅供参考）|取小|取大|加权", words), words
            left, equals, right = words.partition(" = ")
            assert not equals or left != right, words


def test_the_list_of_what_a_reader_is_not_told_is_not_empty_by_mistake() -> None:
    text = tomllib.loads((ROOT / "templates" / "filings" / "review.toml").read_text(encoding="utf-8"))
    assert "程序" in str(text), "the review tells how to run the program; the others do not"


OWN_BOUNDS = (
    "share_above_usual",
    "share_below_usual",
    "low_coupon",
    "steep_growth",
    "lasting_growth",
    "stress_out_of_range",
    "high_multiple",
)
"""Questions that name a bound for which no document was found."""


@pytest.mark.parametrize("code", OWN_BOUNDS)
def test_a_bound_of_our_own_is_called_so(code: str) -> None:
    assert "程序自定，不是规定" in catalogue()["notice"][code]["zh"]


def test_every_question_is_a_whole_sentence() -> None:
    """Questions stand one behind the other on the screen and in a cell's comment."""
    questions = {code: entry["zh"] for code, entry in catalogue()["notice"].items() if "请核对：" in entry["zh"][:4]}
    assert questions
    assert [code for code, zh in questions.items() if not zh.endswith("。")] == []


def test_no_question_speaks_of_what_is_usual() -> None:
    """What is usual is said by somebody: a question that cannot name the document calls its bound the program's own."""
    questions = {code: entry["zh"] for code, entry in catalogue()["notice"].items() if "请核对：" in entry["zh"]}
    assert questions
    assert [code for code, zh in questions.items() if re.search("通常|一般为|经验", zh)] == []
