"""What every page has: its head, the switch of languages, styles and scripts named by their content."""

from dataclasses import dataclass
from html import escape

import bondcalc
from bondcalc.data import PACKAGE, data_path
from bondcalc.page.bilingual import both
from bondcalc.page.held_data import HeldData
from bondcalc.pictures.html_page import content_hash, filled
from bondcalc.wording.terms import Language


@dataclass(frozen=True)
class PageParts:
    """A page before it is put together; texts are plain, the rest is markup. `scripts` name files of this room."""

    title: tuple[str, str]
    project: str
    mark: str
    facts: tuple[str, str]
    body: str
    data: HeldData
    scripts: tuple[str, ...]


def assembled(parts: PageParts, language: Language) -> bytes:
    """Put a page together; the same parts give the same bytes."""
    style = data_path("templates", "page.css").read_text(encoding="utf-8")
    script = "".join((PACKAGE / "page" / name).read_text(encoding="utf-8") for name in parts.scripts)
    made = both(f"bondcalc {bondcalc.__version__} 生成", f"made by bondcalc {bondcalc.__version__}")
    texts = {
        "title": parts.title[0 if language == "zh" else 1],
        "project": parts.project,
        "mark": parts.mark,
        "language": "zh-CN" if language == "zh" else "en",
    }
    plain = {
        "head": both(*parts.title),
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
