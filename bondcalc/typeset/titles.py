"""Titles, heads of columns and other short texts: lines of much the same length that end where a word ends.

Running text is filled line by line (chinese.py). A title that is filled leaves a last line of one character, and parts 项目 or 资金.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import inf

from bondcalc.data import data_path
from bondcalc.typeset.chinese import Atom, break_lines, clusters_of, line_of
from bondcalc.typeset.document import Text
from bondcalc.typeset.widths import Measure, TextLine

LONGEST_WORD = 5
SENTENCE = frozenset("，。；")
"""Signs of running text."""
LONGEST = 48
"""Characters of a text that is still broken as a title."""
COUNTED = frozenset("倍年月日元万亿亩个项期号条款天吨人户次档米平公千")
"""What is counted stays with its number."""
COUNTS = re.compile("第?[一二三四五六七八九十百]+[期条款项章]|[0-9]+月[0-9]+日|[万亿]?元/[^\\W0-9]{1,3}")
"""A number in words with what it counts (第五条, 十六期), the day of a month, a price of something (万元/亩): one word each."""
INSIDE_A_WORD, BETWEEN_UNKNOWN = 1e6, 2.0
"""What it costs to end a line inside a word that is known, and between two characters of which none begins or ends one."""


def title_lines(text: Text, measure: Measure, width: float) -> list[TextLine]:
    """Break a short text into as few lines as fit, evenly and at words, one more to part no word; a long one as running text."""
    plainly = break_lines(text, measure, width)
    pieces = clusters_of(text) if len(plainly) > 1 else []
    if not pieces or sum(len(piece) for piece, _ in pieces) > LONGEST:
        return plainly
    texts = tuple(shown for _, shown in pieces)
    if any(measure(shown.rstrip(" ")) > width for shown in texts):
        return plainly
    cost, ends = _best(texts, measure, width, len(plainly))
    if cost >= INSIDE_A_WORD:
        # One line more rather than a word parted.
        cost, ends = min((cost, ends), _best(texts, measure, width, len(plainly) + 1))
    if not ends:
        return plainly
    rows: list[list[Atom]] = [
        [atom for piece, _ in pieces[start:end] for atom in piece] for start, end in pairwise([0, *ends])
    ]
    return [line_of(row, measure, row is rows[-1]) for row in rows]


def _best(texts: tuple[str, ...], measure: Measure, width: float, most: int) -> tuple[float, list[int]]:
    """Choose where lines end: at the least cost of words parted and of unequal lines, in `most` lines; none where they do not fit."""
    costs, even = _costs(texts), measure("".join(texts)) / most
    before: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for lines_left in range(most, 0, -1):
        following = _lines if lines_left > 1 else _last_line
        best: dict[int, tuple[float, list[int]]] = {}
        for start, (so_far, ends) in before.items():
            for end, long in following(texts, measure, width, start):
                cost = so_far + (even - long) ** 2 + costs[end]
                if end not in best or cost <= best[end][0]:
                    chosen = cost, [*ends, end]
                    best[end] = min(best.get(end, chosen), chosen)
        before = best
    return before.get(len(texts), (inf, []))


def _lines(texts: Sequence[str], measure: Measure, width: float, start: int) -> Iterator[tuple[int, float]]:
    """Give the lines that fit and start with a piece: where each ends, and how long it is."""
    line = ""
    for end in range(start + 1, len(texts) + 1):
        line += texts[end - 1]
        long = measure(line.rstrip(" "))
        # What ends later is longer.
        if long > width + 1e-6:
            return
        yield end, long


def _last_line(texts: Sequence[str], measure: Measure, width: float, start: int) -> Iterator[tuple[int, float]]:
    """The same of the line that holds all the rest, where that fits."""
    long = measure("".join(texts[start:]).rstrip(" "))
    if start < len(texts) and long <= width + 1e-6:
        yield len(texts), long


@lru_cache(maxsize=4096)
def _costs(texts: tuple[str, ...]) -> list[float]:
    """Give what it costs to end a line before each piece; 0 at the end of the text and at the edges of known words."""
    whole = "".join(texts)
    spans = known_words(whole)
    inside, edges = inside_words(whole, spans), {edge for span in spans for edge in span}
    costs, at = [0.0], 0
    for text in texts:
        at += len(text)
        costs.append(INSIDE_A_WORD if at in inside else 0.0 if at in edges else BETWEEN_UNKNOWN)
    return [*costs[:-1], 0.0]


def inside_words(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    """Give the places inside known words, whose `spans` these are, and between a number and what it counts: no line should end there."""
    counted = {at for at in range(1, len(text)) if text[at - 1].isdigit() and text[at] in COUNTED}
    return counted | {at for start, end in spans for at in range(start + 1, end)}


def known_words(text: str) -> list[tuple[int, int]]:
    """Find the known words from left to right, the longest first: where each starts and ends."""
    spans, at, known = [], 0, words()
    while at < len(text):
        counts = COUNTS.match(text, at)
        longest = next((size for size in range(LONGEST_WORD, 1, -1) if text[at : at + size] in known), 1)
        size = max(longest, len(counts[0]) if counts else 1)
        spans += [(at, at + size)] if size > 1 else []
        at += size
    return spans


@cache
def words() -> frozenset[str]:
    """Words that stand in titles and heads of columns, of two to five characters."""
    return frozenset(data_path("templates", "title-words.txt").read_text(encoding="utf-8").split())


def is_title(text: str) -> bool:
    """Tell whether a text is a title or label: short, and no sentence."""
    return len(text) <= LONGEST and not set(text) & SENTENCE
