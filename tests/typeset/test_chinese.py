"""Chinese line breaking: rules of line start and end, whole words and figures."""

import random

import pytest

from bondcalc.typeset.chinese import NEVER_FIRST, NEVER_LAST, break_lines, stretchable
from bondcalc.typeset.document import PrintedFigure

HAN = "专项债券项目收益与融资自求平衡的地方政府偿还本金利息测算专项评价报告"
CLOSING = "，。、；：？！）》”’…％〕】"
OPENING = "（《“‘〔【"
WORDS = ["1,234.56", "3.25%", "2025", "per", "-1,000.00", "89"]


def width(text: str) -> float:
    """Chinese characters are one wide, others half."""
    return sum(1.0 if char >= "\u2000" else 0.5 for char in text)


def sentence(source: random.Random) -> tuple[str | PrintedFigure, ...]:
    parts: list[str | PrintedFigure] = []
    for count in range(source.randint(1, 60)):
        kind = source.random()
        if kind < 0.55:
            parts.append("".join(source.choices(HAN, k=source.randint(1, 6))))
        elif kind < 0.7:
            parts.append(source.choice(HAN) + source.choice(CLOSING))
        elif kind < 0.8:
            parts.append(source.choice(OPENING) + source.choice(HAN))
        elif kind < 0.9:
            parts.append(" " + source.choice(WORDS) + " ")
        else:
            parts.append(PrintedFigure(f"line.{count}", f"{source.uniform(-1e6, 1e6):,.2f}"))
            parts.append(source.choice(HAN))
    return tuple(parts)


@pytest.mark.parametrize("seed", range(300))
def test_line_rules(seed):
    source = random.Random(seed)
    text = sentence(source)
    limit, indent = source.choice([(28, 2), (12, 0), (9, 0), (40, 2)])
    lines = break_lines(text, width, limit, indent)
    whole = "".join(map(str, text))
    assert "".join(line.text for line in lines).replace(" ", "") == whole.replace(" ", "")
    for number, line in enumerate(lines):
        assert line.width == width(line.text)
        assert line.width <= limit - (indent if number == 0 else 0)
        assert line.last == (number == len(lines) - 1)
        assert number == 0 or line.text[:1] not in NEVER_FIRST
        assert line.last or line.text[-1:] not in NEVER_LAST
        assert all(figure.text in line.text for figure in line.figures)
    assert [figure for line in lines for figure in line.figures] == [
        part for part in text if isinstance(part, PrintedFigure)
    ]


@pytest.mark.parametrize("char", sorted(NEVER_FIRST))
def test_never_first(char):
    for lead in range(1, 12):
        assert all(line.text[0] != char for line in break_lines("券" * lead + char + "债" * 9, width, 5)[1:])


@pytest.mark.parametrize("char", sorted(NEVER_LAST))
def test_never_last(char):
    for lead in range(1, 12):
        assert all(line.text[-1] != char for line in break_lines("券" * lead + char + "债" * 9, width, 5)[:-1])
        assert all(line.text[-1] != char for line in break_lines("券" * lead + char + " 债" * 9, width, 5)[:-1])


def test_words_stay_whole_unless_wider_than_a_line():
    assert [line.text for line in break_lines("收入1,234.56万元", width, 5)] == ["收入", "1,234.56万", "元"]
    lines = break_lines("abcdefghijklmnopqrstuvwxyz", width, 4)
    assert [line.text for line in lines] == ["abcdefgh", "ijklmnop", "qrstuvwx", "yz"]


def test_a_line_of_nothing_but_punctuation_still_ends():
    lines = break_lines("，" * 30, width, 7)
    assert "".join(line.text for line in lines) == "，" * 30
    assert max(line.width for line in lines) <= 7


def test_empty_text_is_one_empty_line():
    assert [(line.text, line.last) for line in break_lines("", width, 5)] == [("", True)]
    assert [line.text for line in break_lines("  债", width, 5)] == ["  债"]


def test_tabs_and_line_ends_become_blanks():
    assert break_lines("债\t券\r\n项", width, 20)[0].text == "债 券  项"


def test_space_goes_around_words_never_into_them():
    runs = list(stretchable("收入12.5万元"))
    assert runs == [("收入", True), ("12.", False), ("5万", True), ("元", False)]
