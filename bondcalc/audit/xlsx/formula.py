"""Formulas as different programs write them, brought to one form."""

import re
from xml.etree.ElementTree import Element

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


_FIGURE = re.compile(r"(?P<one>(?:#,##)?0(?:\.(?P<places>0+#*))?)(?:;(?:\[red\])?-(?P=one))?")
_PERCENT = re.compile(r"0(?:\.(?P<places>0+#*))?%")
_DATE = re.compile(r"yyyy([-/])mm?\1dd?")
_TEXT = ("general", "@")
ENOUGH = 3
"""Decimals that show a figure for what it is, where we show more."""


def conceals(shown_as: str, ours: str) -> bool:
    """Tell whether a number format may hide a figure or show another one: all but those like ours may."""
    if shown_as == ours:
        return False
    if ours in _TEXT:
        return shown_as not in _TEXT
    if _DATE.fullmatch(ours):
        return not _DATE.fullmatch(shown_as)
    if _FIGURE.fullmatch(ours) and shown_as == "general":
        return False
    return not any(_as_exact(kind.fullmatch(shown_as), kind.fullmatch(ours)) for kind in (_FIGURE, _PERCENT))


def _as_exact(shown: re.Match[str] | None, ours: re.Match[str] | None) -> bool:
    if shown is None or ours is None:
        return False
    return len(shown["places"] or "") >= min(ENOUGH, len(ours["places"] or ""))


def formula_of(element: Element | None, cell: str, formulas: dict[str, tuple[str, str]]) -> str | None:
    """Give the formula; the cells of a shared one only name it, and read theirs moved from where it stands."""
    if element is None:
        return None
    text, kind = element.text or "", element.get("t", "normal")
    if kind != "shared":
        return (
            text
            if kind == "normal"
            else f"{{{text}}}"
            if kind == "array"
            else f"{{{kind} {' '.join(element.attrib.values())}: {text}}}"
        )
    index = element.get("si", "")
    if text:
        formulas[index] = (text, cell)
        return text
    from openpyxl.formula.tokenizer import TokenizerError
    from openpyxl.formula.translate import Translator, TranslatorError

    origin, start = formulas[index]
    try:
        return str(Translator(f"={origin}", start).translate_formula(cell))[1:]
    except (TokenizerError, TranslatorError) as error:
        raise ValueError(origin) from error
