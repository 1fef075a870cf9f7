"""Formulas as different programs write them, brought to one form."""

import re

_TOKEN = re.compile(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'!|[^"\']+|[\'"]')
_PREFIX = re.compile(r"_XLFN\.|_XLWS\.|\[#THIS ROW\],")
_SPACE = re.compile(r"\s+")


def normal(formula: str) -> str:
    """Give a formula without what programs write as they like: quotes round sheets, spaces, case, prefixes.

    LibreOffice writes 投资估算!A1 where we write '投资估算'!A1, and nothing else differently; absolute marks stay.
    """
    return "".join(_normal(part) for part in _TOKEN.findall(formula.removeprefix("=")))


def _normal(token: str) -> str:
    if token.startswith('"'):
        return token
    if token.startswith("'"):
        return token[1:-2].replace("''", "'").upper() + "!"
    return _PREFIX.sub("", _SPACE.sub("", token).upper())


_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|_.|\*.')
_PLACE = re.compile(r"[0#?@ymdhs]|general")


def conceals(shown_as: str) -> bool:
    """Tell whether a number format hides the figure or shows a text of its own with digits in it."""
    sections = [_QUOTED.sub("", section) for section in _outside(shown_as)]
    typed = any(sign.isdigit() for text in re.findall(r'"([^"]*)"', shown_as) for sign in text)
    return typed or any(not _PLACE.search(section) for section in sections[:2])


def _outside(shown_as: str) -> list[str]:
    """Split a format at the semicolons outside quotes."""
    return re.sub(r'"[^"]*"', "", shown_as).split(";")
