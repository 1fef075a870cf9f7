"""What every page has: its head, the switch of languages, the edges of its paper, styles and scripts named by their content."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import bondcalc
from bondcalc.data import PACKAGE, data_path
from bondcalc.inputs.sheets.particulars import EXAMPLE_MARK
from bondcalc.page.bilingual import both
from bondcalc.page.held_data import HeldData
from bondcalc.pictures.html_page import content_hash, filled
from bondcalc.wording.terms import Language

EXAMPLE = (EXAMPLE_MARK, "example, not a filing")
TRIED = "试算，不是申报数"
"""Stands on every sheet of paper while something is tried."""


@dataclass(frozen=True)
class PageParts:
    """A page before it is put together; texts are plain, the rest is markup. `scripts` name files of this room.

    `marks` stand in the head and on every sheet of paper; a `broad` page is printed on sheets that lie.
    """

    title: tuple[str, str]
    project: str
    marks: Sequence[tuple[str, str]]
    facts: tuple[str, str]
    body: str
    data: HeldData
    scripts: tuple[str, ...]
    broad: bool = False


def assembled(parts: PageParts, language: Language) -> bytes:
    """Put a page together; the same parts give the same bytes."""
    style = data_path("templates", "page.css").read_text(encoding="utf-8") + _edges(parts)
    script = "".join((PACKAGE / "page" / name).read_text(encoding="utf-8") for name in parts.scripts)
    made = both(f"bondcalc {bondcalc.__version__} 生成", f"made by bondcalc {bondcalc.__version__}")
    texts = {
        "title": parts.title[0 if language == "zh" else 1],
        "project": parts.project,
        "language": "zh-CN" if language == "zh" else "en",
    }
    plain = {
        "head": both(*parts.title),
        "marks": "".join(f'<span class="mark">{both(*mark)}</span> ' for mark in parts.marks),
        "facts": both(*parts.facts),
        "footer": made,
        "style": style,
        "style_hash": content_hash(style),
        "script": script,
        "script_hash": content_hash(script),
        "body": parts.body,
        "data_kind": parts.data.kind,
        "data": parts.data.text,
    }
    return filled("page.html", {name: escape(text) for name, text in texts.items()} | plain).encode()


def _edges(parts: PageParts) -> str:
    """Say on the edges of every sheet of paper whose figures these are, of which day, how marked, and which of how many."""
    marks, facts = "　".join(zh for zh, _ in parts.marks), parts.facts[0]
    texts = {"top-left": _quoted(parts.project), "top-right": _quoted(marks), "bottom-left": _quoted(facts)}
    texts["bottom-right"] = 'counter(page) " / " counter(pages)'
    size = "size: A4 landscape; " if parts.broad else ""
    whole = f"@page {{ {size}" + " ".join(f"@{edge} {{ content: {text}; }}" for edge, text in texts.items()) + " }\n"
    marked = _quoted(f"{TRIED}　{marks}".rstrip())
    return f"{whole}@page tried {{ @top-right {{ content: {marked}; color: #8a3b00; }} }}\n"


def _quoted(text: str) -> str:
    """Write a text for a style sheet: no sign but letters and figures stands for itself."""
    return '"' + "".join(sign if sign.isalnum() else f"\\{ord(sign):x} " for sign in text) + '"'
