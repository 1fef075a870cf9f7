"""What is compared in Chinese (甲与乙中较大者): a part with signs of its own stands in brackets, so that it reads one way only."""

import re
from collections.abc import Iterator

import pytest

from bondcalc.algebra.words import sentence
from tests.samples import SAMPLE_NAMES, computed_sample

PHRASE = re.compile("中较[大小]者")
SIGNS = (" + ", " − ", " × ", " ÷ ", " ^ ", " ≥ ", " > ")
STARTS = ("= ", "若", "，则", "，否则")


def compared(text: str) -> Iterator[str]:
    """The text before each phrase, back to the bracket or word that it begins behind, without what stands in brackets."""
    for found in PHRASE.finditer(text):
        depth, outside = 0, ""
        for sign in reversed(text[: found.start()]):
            depth += (sign in ")）") - (sign in "(（")
            if depth < 0:
                break
            outside = (sign if not depth else "") + outside
        yield re.split("|".join(STARTS), outside)[-1]


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_what_is_compared_has_no_sign_outside_brackets(sample: str) -> None:
    lines = [line for table in computed_sample(sample).book.tables for line in table.lines]
    told = [(line.id, part) for line in lines for part in compared(sentence(line))]
    assert told
    assert [(id_, part) for id_, part in told if any(sign in part for sign in SIGNS)] == []
