"""Numbers inside a written text, told apart from what only has digits: days, years, document numbers, ordinals, names."""

import re
from collections.abc import Iterator

NAMES = (
    r"\d{4}-\d{1,2}(?:-\d{1,2})?",  # a day in a table
    r"(?:19|20|21)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?",
    r"(?<![\d.,])(?:19|20|21)\d\d(?=[、至/—\-）)]|$)",  # a year in a list or by itself
    r"\d{1,2}月\d{1,2}日",
    r"〔\d{4}〕(?:\d+号)?",
    r"(?:附件|表|图)\d+(?![\d.,%])|第\d+[年期条款项号]",
    r"^\d+\.(?=\D)",  # a step of a list
    r"[A-Za-z][\w.\-]*(?: \d[\w.]*)?",  # P1, C03, SHA-256, a program and its version
)
"""What has digits and is no number."""
NUMBER = r"(?<!\d)[+\-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?"
"""A number as `bondcalc.wording` writes it: sign, digits in thousands, decimals, per cent."""
_WHOLE = re.compile(NUMBER, re.ASCII)
_PIECE = re.compile(f"({'|'.join(NAMES)})|({NUMBER})", re.ASCII)


def is_number(text: str) -> bool:
    """Tell whether a text is one number and nothing else."""
    return _WHOLE.fullmatch(text) is not None


def numbers_apart(text: str) -> Iterator[tuple[str, bool]]:
    """Cut a text into words and numbers, in order; True for a number. Joined they are the text again."""
    start = 0
    for match in _PIECE.finditer(text):
        if match[2] is not None:
            if start < match.start():
                yield text[start : match.start()], False
            yield match[0], True
            start = match.end()
    if start < len(text):
        yield text[start:], False
