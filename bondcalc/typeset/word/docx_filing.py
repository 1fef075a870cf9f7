"""Writes a filing as .docx: every block in turn, then the package. The same document gives the same bytes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from bondcalc.inputs.further_file import of_kind
from bondcalc.typeset.document import (
    ChainDiagram,
    Chart,
    Contents,
    Cover,
    Document,
    Heading,
    PageBlock,
    PageTable,
    Paragraph,
    Signatures,
    Timeline,
)
from bondcalc.typeset.paging import LANDSCAPE, PORTRAIT
from bondcalc.typeset.turning import turned, with_low_tables
from bondcalc.typeset.word.docx_blocks import WordBlock, WordBlocks
from bondcalc.typeset.word.docx_charts import WordChart, chart, timeline
from bondcalc.typeset.word.docx_controls import Controls
from bondcalc.typeset.word.docx_cover import contents, cover, signatures
from bondcalc.typeset.word.docx_markup import DECLARATION, SPACES
from bondcalc.typeset.word.docx_package import (
    Relation,
    content_types,
    package_relations,
    packed,
    properties,
    relations,
    static_parts,
    travelling,
)
from bondcalc.typeset.word.docx_pages import footers, headers, section, turn
from bondcalc.typeset.word.docx_record import PARTS, WordOrigin, figures_part, input_part, record_part
from bondcalc.typeset.word.docx_tables import EvenWidths, table
from bondcalc.typeset.word.on_template import on_template

NUMBERED = re.compile(r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)")
"""The number a heading carries; Word counts it itself."""


@dataclass
class WordBody:
    """The body while it is made: blocks, charts by the number of their caption, headings for the contents."""

    blocks: WordBlocks
    written: list[str] = field(default_factory=list)
    charts: dict[int, str] = field(default_factory=dict)
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    tables: int = 0
    figures: int = 0
    contents_at: int | None = None

    def draw(self, drawn: WordChart) -> str:
        """Keep the part of a chart and give its paragraphs."""
        self.charts[self.figures] = drawn.part
        return drawn.body


def word_filing(document: Document, origin: WordOrigin) -> bytes:
    """Write a filing, on its template where it has one. Raises TwoTextsError, and FileError for a template that is refused."""
    written = packed(word_parts(document, origin, word_body(document, origin)))
    template = of_kind(origin.further, "template")
    if template is None or not template.data:
        return written
    return on_template(written, template, document.running_title, document.page_mark)


def word_body(document: Document, origin: WordOrigin) -> WordBody:
    """Write every block, in sections upright or on the long side of the page."""
    body = WordBody(WordBlocks(Controls(origin.named)))
    wide = with_low_tables(document.blocks, turned(document.blocks, EvenWidths()), EvenWidths())
    kind, family = PORTRAIT, "Cover" if any(isinstance(block, Cover) for block in document.blocks[:1]) else "Upright"
    if 0 in wide:
        kind, family = LANDSCAPE, "Turned"
    for number, block in enumerate(document.blocks):
        after = LANDSCAPE if number in wide else PORTRAIT
        before = document.blocks[number - 1] if number else None
        if number and (after is not kind or isinstance(before, Cover | Contents)):
            body.written.append(turn(section(kind, family, footers=family != "Cover")))
            kind, family = after, "Turned" if after is LANDSCAPE else "Upright"
        upright = replace(block, landscape=number in wide) if isinstance(block, PageTable) else block
        following = document.blocks[number + 1 : number + 2]
        # The places to sign never stand alone on a page, nor does what a sentence announces.
        held = isinstance(block, Paragraph) and block.announces
        held |= any(isinstance(after_it, Signatures) for after_it in following)
        look = "<w:keepNext/><w:keepLines/>" if held else ""
        body.written.append(_block(body, upright, look))
    if body.contents_at is not None:
        body.written[body.contents_at] = contents(body.headings)
    body.written.append(section(kind, family, footers=family != "Cover"))
    return body


def _block(body: WordBody, block: PageBlock, look: str) -> str:
    """Write a block; `look` is of a paragraph."""
    blocks = body.blocks
    match block:
        case Cover():
            return cover(blocks, block)
        case Contents():
            body.contents_at = len(body.written)
            return ""
        case Heading():
            return _heading(body, block)
        case Paragraph():
            return blocks.text("p", block.id or blocks.place("text"), "BCBody", block.text, look)
        case PageTable():
            body.tables += 1
            return table(blocks, block, body.tables)
        case ChainDiagram():
            body.tables += 1
            return table(blocks, block.as_table(), body.tables)
        case Chart():
            body.figures += 1
            return body.draw(chart(blocks, block, body.figures))
        case Timeline():
            if not block.spans:
                return ""
            body.figures += 1
            return body.draw(timeline(blocks, block, body.figures))
        case Signatures():
            return signatures(blocks, block)
        case _:
            assert_never(block)


def _heading(body: WordBody, heading: Heading) -> str:
    """Write a heading; its number is counted by Word. The title of a paper stands in no list of contents."""
    if heading.level == 0:
        return body.blocks.text("h", body.blocks.place("title"), "BCPaperTitle", heading.text)
    number = NUMBERED.match(heading.text)
    text = heading.text[number.end() :] if number else heading.text
    body.blocks.under(heading.level, text)
    counted = f'<w:numPr><w:ilvl w:val="{heading.level - 1}"/><w:numId w:val="{int(bool(number))}"/></w:numPr>'
    written = body.blocks.text(
        "h", body.blocks.place("" if heading.level < 3 else text), f"Heading{heading.level}", text, counted
    )
    body.headings.append((heading.level, heading.text, body.blocks.made[-1].name))
    return written


def word_parts(document: Document, origin: WordOrigin, body: WordBody) -> dict[str, str]:
    """Give every part by name, the list of their types first."""
    furniture = headers(document.running_title, document.page_mark) | footers()
    texts = dict(zip(PARTS.values(), _inside(origin, body.blocks.controls.store, body.blocks.made), strict=False))
    linked = [
        *(
            Relation(_relation_id(name), name, f"{name}.xml")
            for name in ("styles", "numbering", "settings", "fontTable")
        ),
        Relation("rIdTheme", "theme", "theme/theme1.xml"),
        *(Relation(_relation_id(name), name[:6], f"{name}.xml") for name in furniture),
        *(
            Relation(f"rIdItem{number}", "customXml", f"../customXml/item{number}.xml")
            for number in range(1, len(texts) + 1)
        ),
        *(Relation(f"rIdChart{number}", "chart", f"charts/chart{number}.xml") for number in body.charts),
    ]
    written = f"{DECLARATION}<w:document {SPACES}><w:body>{''.join(body.written)}</w:body></w:document>"
    parts = {
        "_rels/.rels": package_relations(),
        "word/document.xml": written,
        "word/_rels/document.xml.rels": relations(linked),
        **static_parts(),
        **{f"word/{name}.xml": part for name, part in furniture.items()},
        **{f"word/charts/chart{number}.xml": part for number, part in body.charts.items()},
        **travelling(texts),
        **properties(document, origin.filed),
    }
    return {"[Content_Types].xml": content_types(list(parts)), **parts}


def _relation_id(name: str) -> str:
    return f"rId{name[0].upper()}{name[1:]}"


def _inside(origin: WordOrigin, store: Mapping[str, str], made: list[WordBlock]) -> list[str]:
    parts = [figures_part(store), record_part(origin, made)]
    return [*parts, input_part(origin.carried)] if origin.carried else parts
