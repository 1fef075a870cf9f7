"""A text in both languages, of which a page shows one at a time."""

from html import escape

from bondcalc.wording.report import Medium, Words


def both(zh: str, en: str | None = None) -> str:
    """Write a text in Chinese and in English; one that is the same in both stands once."""
    if en is None or en == zh:
        return escape(zh)
    return f'<span lang="zh-CN">{escape(zh)}</span><span lang="en">{escape(en)}</span>'


def words(text: Words) -> str:
    """Write words of a report; a name without English stands as it is."""
    return both(text.said("zh", Medium.BOOK), text.said("en", Medium.BOOK))


def blocks(zh: str, en: str) -> str:
    """Set markup of both languages side by side."""
    return f'<div lang="zh-CN">{zh}</div><div lang="en">{en}</div>'
