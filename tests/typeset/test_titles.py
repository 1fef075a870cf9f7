"""Titles and heads of columns end their lines where a word ends, and leave no line of one character."""

import pytest

from bondcalc.typeset.chinese import break_lines
from bondcalc.typeset.titles import is_title, title_lines, words


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
