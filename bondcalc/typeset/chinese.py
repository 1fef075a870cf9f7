"""Chinese line breaking and justification (避头尾、两端对齐).

A text is cut into clusters that may not be parted (a word, a figure, a character with its punctuation); lines are
filled with clusters and stretched by the space between characters. Text is never read as markup.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from bondcalc.typeset.document import PrintedFigure, Text
from bondcalc.typeset.printed_texts import plain
from bondcalc.typeset.widths import Measure, TextLine

NEVER_FIRST = frozenset("，。、；：？！）》〉」』】〕〗］｝”’…—～·．％‰℃‱°,.;:?!)]}>%／々ー")
NEVER_LAST = frozenset("（《〈「『【〔〖［｛“‘￥＄£€([{<$¥＃№#")
PAIRS = frozenset("—…")
MOST_STRETCH = 0.3
"""Characters are never set further apart than this part of their size: a line that would need more stays as it is."""

Atom = tuple[str, PrintedFigure | None]
Cluster = tuple[list[Atom], str]
"""What may not be parted, and its text."""


def break_lines(text: Text, measure: Measure, width: float, indent: float = 0) -> list[TextLine]:
    """Break a text into lines of at most `width`, the first shorter by `indent`.

    No line starts with closing punctuation or ends with opening punctuation; words and figures are parted only
    when wider than a line. At least one line comes back, also for an empty text.
    """
    if (single := one_line(text, measure, width - indent)) is not None:
        return [single]
    rows: list[list[Atom]] = [[]]
    filled = indent
    for cluster, shown, long in fitting(clusters_of(text), measure, width - indent, 0):
        if rows[-1] and filled + long > width + 1e-6:
            rows.append([])
            filled = 0
        if rows[-1] or len(rows) == 1 or shown.strip(" "):
            rows[-1] += cluster
            filled += measure(shown)
    return [line_of(row, measure, row is rows[-1]) for row in rows]


NARROWEST = 0.2
"""No character that is measured by the size of its face is narrower on average; a text of more has no place on a line."""
SPARE = 0.01
"""A text must be so much shorter than a line to stand on it without being looked at character by character."""


def one_line(text: Text, measure: Measure, width: float) -> TextLine | None:
    """Set a text that has ample room on one line; None for another."""
    figures: tuple[PrintedFigure, ...] = ()
    if isinstance(text, str):
        whole = plain(text)
    else:
        figures = tuple([part for part in text if isinstance(part, PrintedFigure)])
        whole = plain("".join([part.text if isinstance(part, PrintedFigure) else part for part in text]))
    if len(whole) * NARROWEST > width:
        return None
    long = measure(whole)
    if long > width - SPARE:
        return None
    shown = whole.rstrip(" ")
    return TextLine(shown, long if shown == whole else measure(shown), figures, last=True)


def line_of(row: list[Atom], measure: Measure, last: bool) -> TextLine:
    """Make a line of its atoms, without blanks at its end."""
    text = joined(row).rstrip(" ")
    return TextLine(text, measure(text), tuple(figure for _, figure in row if figure), last)


def joined(cluster: list[Atom]) -> str:
    """Give the text of a cluster."""
    return cluster[0][0] if len(cluster) == 1 else "".join([text for text, _ in cluster])


def stretchable(text: str) -> Iterator[tuple[str, bool]]:
    """Cut a line into runs; True for a run whose every character may have space after it.

    Space goes between Chinese characters and around words, never into a word or a figure.
    """
    start = 0
    loose = [not (is_word(left) and is_word(right)) for left, right in pairwise(text)] + [False]
    for index in range(1, len(text) + 1):
        if index == len(text) or loose[index] != loose[start]:
            yield text[start:index], loose[start]
            start = index


def atoms(text: Text) -> Iterator[Atom]:
    """Cut a text into characters and whole figures."""
    for part in (text,) if isinstance(text, str) else text:
        if isinstance(part, PrintedFigure):
            yield plain(part.text), part
        else:
            yield from ((char, None) for char in plain(part))


@lru_cache(maxsize=1000)
def clusters_of(text: Text) -> list[Cluster]:
    """Give the clusters of a text; one that stands in many tables, or is looked at as a word, a title and a line, is cut once."""
    return list(named(clusters(atoms(text), 0)))


def named(row: Iterable[list[Atom]]) -> Iterator[Cluster]:
    """Give clusters with their texts."""
    return ((cluster, joined(cluster)) for cluster in row)


def fitting(
    row: Iterable[Cluster], measure: Measure, width: float, force: int
) -> Iterator[tuple[list[Atom], str, float]]:
    """Part clusters wider than a line: first words and figures, then anything.

    With each come its text and how long that is without blanks at its end.
    """
    for cluster, shown in row:
        long = measure(shown.rstrip(" "))
        if force == 2 or long <= width:
            yield cluster, shown, long
        else:
            yield from fitting(named(clusters(dissolved(cluster), force + 1)), measure, width, force + 1)


def dissolved(cluster: list[Atom]) -> Iterator[Atom]:
    """Cut the figures of a cluster into characters; the first one stands for the figure."""
    for text, figure in cluster:
        yield text[:1], figure
        yield from ((char, None) for char in text[1:])


def clusters(row: Iterable[Atom], force: int) -> Iterator[list[Atom]]:
    """Group atoms that stay on one line; `force` 1 lets words part, 2 lets everything part."""
    cluster: list[Atom] = []
    before = left = ""
    for atom in row:
        text = atom[0]
        if cluster and not stays(before, left, text[:1], force):
            yield cluster
            cluster = []
        cluster.append(atom)
        left = text[-1:]
        # Blanks vanish at a line's end, so the character before them is the one that would stand there.
        before = text.rstrip(" ")[-1:] or before
    if cluster:
        yield cluster


def stays(before: str, left: str, right: str, force: int) -> bool:
    """Say whether a line may not end between two neighbours; `before` is the last one that is not a blank."""
    if force == 2:
        return False
    if right == " " or right in NEVER_FIRST or before in NEVER_LAST:
        return True
    if left in PAIRS and right == left:
        return True
    return force == 0 and is_word(left) and is_word(right)


def is_word(char: str) -> bool:
    """Say whether a character is part of a Latin word or a number."""
    return "!" <= char < "\u2000" or char == "−"
