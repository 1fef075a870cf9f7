"""Titles and heads of columns end their lines where a word ends, and leave no line of one character."""

import pytest

from bondcalc.rules.load import own_library
from bondcalc.typeset.chinese import break_lines
from bondcalc.typeset.titles import is_title, known_words, title_lines, words
from tests.samples import computed_sample


def measured(text: str) -> float:
    return float(sum(1.0 if ord(char) > 0x2E7F else 0.5 for char in text))


def lines(text: str, width: float) -> list[str]:
    return [line.text for line in title_lines(text, measured, width)]


@pytest.mark.parametrize(
    ("width", "broken"),
    [
        (12, ["祁东县归阳工业园", "基础设施建设项目"]),
        (13, ["安平县城南污水处理厂", "及配套管网项目"]),
        (19, ["其中：用于符合条件的", "重大项目资本金（亿元）"]),
        (8, ["含期初资金的", "偿债备付率（倍）"]),
        (5, ["与1.00倍", "比较"]),
        (4, ["保障性", "安居工程", "资金"]),
        (8, ["覆盖倍数：其余", "期间按原计划"]),
        (8, ["财预〔2021〕", "61号第五条", "（条款未核实）"]),
        (9, ["不少于", "140,000平方米"]),
        (7, ["单价", "185.83万元/亩"]),
        (9, ["付息（应付日", "3月15日周六顺延）"]),
        (15, ["2022年某省安平县污水处理", "专项债券（一期）——2022年", "某省政府专项债券（三期）"]),
    ],
)
def test_lines_end_at_words(width: float, broken: list[str]) -> None:
    assert lines("".join(broken), width) == broken


def test_no_more_lines_than_running_text_would_take_and_nothing_lost() -> None:
    known = sorted(words())
    for at in range(0, len(known) - 6, 7):
        text = "".join(known[at : at + 6])
        for width in (5, 8, 13):
            plainly = break_lines(text, measured, width)
            made = title_lines(text, measured, width)
            assert len(plainly) <= len(made) <= len(plainly) + 1
            assert "".join(line.text for line in made) == text
            assert all(line.width <= width for line in made)
            assert [line.last for line in made] == [False] * (len(made) - 1) + [True]


def test_a_sentence_is_no_title() -> None:
    assert is_title("专项债券还本付息表")
    assert not is_title("总投资与批复总投资一致，差额列为预计结余。")


def test_a_line_more_is_taken_rather_than_a_word_parted() -> None:
    assert lines("净收益（预测期合计）", 6) == ["净收益", "（预测期", "合计）"]


ALONE = frozenset("的中年后随及与供既来至和均把按含")
"""Words of one character: a line may end before and after them."""


def labels() -> set[str]:
    """Give what the program itself calls its schedules, lines, rules, values and articles."""
    library, tables = own_library(), computed_sample("land-reserve").book.tables
    said = {row.zh for row in (*library.rules, *library.values)} | {rule.article for rule in library.rules}
    said |= {table.zh for table in tables} | {line.zh for table in tables for line in table.lines}
    return {label for label in said if is_title(label)}


@pytest.mark.parametrize("width", [6, 9])
def test_no_label_of_the_program_ends_a_line_in_what_the_list_does_not_know(width: float) -> None:
    """Between two characters of no known word a word may be parted (其/余, 审/计): the list is to have it."""
    parted = []
    for label in labels():
        known = {at for start, end in known_words(label) for at in range(start, end)}
        made, at = lines(label, width), 0
        for line in made[:-1]:
            at += len(line)
            around = label[at - 1 : at + 1]
            chinese = all("\u4e00" <= char <= "\u9fff" for char in around)
            if chinese and not known & {at - 1, at} and not ALONE & set(around):
                parted.append("/".join(made))
    assert not parted
