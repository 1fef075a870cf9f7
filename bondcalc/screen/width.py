"""Places on a terminal: how wide a text is, and where it breaks; a Chinese character takes two."""

import unicodedata
from collections.abc import Iterator

OPENING, CLOSING = "（“《([：", "）”》)]，。：；、%!"
"""Signs after which, and before which, no line ends."""


def pad(words: str, width: int) -> str:
    """Fill up to a width on screen; a Chinese character takes two places."""
    return words + " " * max(1, width - screen_width(words))


def right(words: str, width: int) -> str:
    """Set words to the right of a width, a blank before them in any case."""
    return " " * max(1, width - screen_width(words)) + words


def cut(words: str, width: int, mark: str) -> str:
    """Cut words that are wider than a width; the mark says that some are missing."""
    if screen_width(words) <= width:
        return words
    while screen_width(words + mark) > width:
        words = words[:-1]
    return words + mark


def screen_width(words: str) -> int:
    """Count places on screen."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in words)


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> Iterator[str]:
    """Break a text at a width; `first` stands before the first line, `rest` before the others."""
    stem, line = first, ""
    for word in _words(text):
        if line and screen_width(stem + line + word.rstrip()) > width:
            yield (stem + line).rstrip()
            stem, line = rest, ""
        line += word if line else word.lstrip()
    yield (stem + line).rstrip()


def _words(text: str) -> list[str]:
    """Cut a text where a line may end: after a space, and between Chinese characters, never before a closing sign."""
    words = [""]
    for sign in text:
        last = words[-1][-1:]
        # A number stays with what is counted: 2030年.
        wide = (screen_width(sign) == 2 and not last.isdigit()) or (bool(last) and screen_width(last) == 2)
        if last and sign not in CLOSING and last not in OPENING and (last == " " or wide) and sign != " ":
            words.append("")
        words[-1] += sign
    return words
