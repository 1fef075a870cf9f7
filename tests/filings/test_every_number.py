"""Every number a filing prints is a figure with an id, or stands in the list below; read here by an expression of the test's own."""

import re
from collections import defaultdict
from dataclasses import replace

import pytest

from bondcalc import __version__
from bondcalc.filings.draw import every
from bondcalc.filings.parts.figured import cell, figured, joined
from bondcalc.result.result import Result
from bondcalc.typeset.document import Document, Heading, Paragraph, PrintedFigure, printed
from bondcalc.wording.numbers_apart import numbers_apart
from tests.filings.printed_pieces import pieces
from tests.samples import SAMPLES, computed_sample, filed_sample

DIGITS = re.compile(r"\d")
FIGURE = re.compile(r"[+-]?\d[\d,]*(\.\d+)?%?")
LISTED = re.compile(
    r"""\d{4}-\d\d-\d\d                                      # days in tables
    | \d{4}年\d{1,2}月(?:\d{1,2}日)? | \d{1,2}月\d{1,2}日    # days in sentences
    | \b(?:19|20|21)\d\d\b年?                              # years
    | 〔\d{4}〕\d+号 | 第\d+号                             # documents
    | 第\d+(?:条|款|项|年|期) | 附件\d+(?=　)               # clauses, years of operation, issues, annexes
    | GB/T[ ]\d+ | A4 | SHA-?256(?:SUMS)? | \b[A-Z]\d\d\b   # standards, hashes, rules
    | ^\d\.(?=\D|$)                                       # steps of a list""",
    re.ASCII | re.VERBOSE,
)
"""What has digits and is no figure."""
FILED = [
    (sample, filing)
    for sample in sorted(path.parent.name for path in SAMPLES.glob("*/project.toml"))
    for filing in every()
]


def stated(result: Result) -> list[str]:
    """Texts of the input and of the rules, which are printed as they stand, the longest first."""
    rows = [row for rows in result.project.tables.values() for row in rows]
    texts = {text for row in rows for text in vars(row).values() if isinstance(text, str)}
    texts |= {line for text in texts for line in re.split(r"[\r\n]+", text)}
    for rule in result.rules.rules:
        texts |= {rule.citation, rule.citation_review}
    for document in result.rules.instruments:
        texts |= {document.title, document.number or ""}
    # A code of a sector (18) is no text: taken out of every year, it would leave half of it.
    return sorted((text for text in texts if DIGITS.search(text) and not text.isdigit()), key=len, reverse=True)


def plain_numbers(result: Result, document: Document) -> list[str]:
    """Numbers that stand in words, and figures that are more than a number."""
    given, found = stated(result), []
    for where, piece in pieces(document):
        text = left = str(piece)
        if isinstance(piece, PrintedFigure):
            left = "" if FIGURE.fullmatch(text) else LISTED.sub("", text)
        elif DIGITS.search(text):
            for one in given:
                left = left.replace(one, "")
            left = LISTED.sub("", left).replace(__version__, "")
        if DIGITS.search(left):
            found.append(f"{where}: {text}")
    return found


def twice(document: Document) -> dict[str, set[str]]:
    """Ids that stand for more than one text in a filing: a Word filing binds a figure by its id."""
    texts = defaultdict(set)
    for _, piece in pieces(document):
        if isinstance(piece, PrintedFigure) and piece.text:
            texts[piece.id].add(piece.text)
    return {id_: shown for id_, shown in texts.items() if len(shown) > 1}


@pytest.mark.parametrize(("sample", "filing"), FILED)
def test_every_number_of_a_sample_is_a_figure(sample: str, filing: str) -> None:
    document = filed_sample(sample, filing)
    assert plain_numbers(computed_sample(sample), document) == []
    assert twice(document) == {}


def test_a_number_in_words_is_found() -> None:
    """The test itself: of the words of a plan with one figure made words, that one is told."""
    document = filed_sample("land-reserve", "plan")
    figure = next(piece for _, piece in pieces(document) if isinstance(piece, PrintedFigure) and "," in piece.text)
    spoilt = replace(document, blocks=[*document.blocks, Paragraph(f"合计{figure.text}万元")])
    assert plain_numbers(computed_sample("land-reserve"), spoilt) == [f"{last(document)}: 合计{figure.text}万元"]


def last(document: Document) -> str:
    return [block.text for block in document.blocks if isinstance(block, Heading)][-1]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("收入下降12.5%时为0.98倍，成本上升7%时", ["12.5%", "0.98", "7%"]),
        ("-3%，10%，取值限于-30%至20%", ["-3%", "10%", "-30%", "20%"]),
        ("1,234.50万元（2031年至2033年每年4户）", ["1,234.50", "4"]),
        ("±2.16个百分点", ["2.16"]),
        ("7-12元", ["7", "12"]),
        ("财预〔2017〕89号第3条、2021-05-01、2021年5月1日、6月30日、P3、C11、2029、2036年", []),
        ("第2年45%，+385个基点，推迟9.08年", ["45%", "+385", "9.08"]),
    ],
)
def test_numbers_are_told_from_names(text: str, numbers: list[str]) -> None:
    told = list(numbers_apart(text))
    assert "".join(piece for piece, _ in told) == text
    assert [piece for piece, number in told if number] == numbers


def test_a_text_is_printed_as_it_stood() -> None:
    """Words stay words; one number has the id, several have their place behind it, a known one has its own."""
    assert figured("a.b", "基准情形已出现") == "基准情形已出现"
    assert figured("a.b", "推迟9.08年") == ("推迟", PrintedFigure("a.b", "9.08"), "年")
    two = figured("a.b", "1.19倍，低于1.20倍", {"1.20": "rule.x"})
    assert [part for part in two if isinstance(part, PrintedFigure)] == [
        PrintedFigure("a.b.1", "1.19"),
        PrintedFigure("rule.x", "1.20"),
    ]
    assert printed(two) == "1.19倍，低于1.20倍"
    assert cell("a.b", "-4.25%") == PrintedFigure("a.b", "-4.25%")
    assert joined("，", ["甲", two, "乙"]) == ("甲", "，", *two, "，", "乙")
    assert joined("、", ["甲", "乙"]) == "甲、乙"
