"""The texts of a document: where each stands, the role it is drawn in, how often each character does."""

from collections import Counter
from collections.abc import Iterator

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
    Text,
    Timeline,
    printed,
)
from bondcalc.typeset.widths import Role

PLACES: dict[int, Role] = {0: "title", 1: "heading", 2: "kaiti", 3: "body"}
BLANKS = {9: " ", 10: " ", 13: " "}
"""What takes the place of tabs and line ends."""


def plain(text: str) -> str:
    """Turn tabs and line ends into blanks; a filing has no others."""
    # Of nearly all texts it is told at once that they hold no such sign.
    return text if text.isprintable() else text.translate(BLANKS)


def words_of(text: Text) -> str:
    """Give the characters of a text as they are printed."""
    return plain(text if isinstance(text, str) else "".join(map(str, text)))


def characters(document: Document) -> dict[Role, Counter[str]]:
    """Count the characters of a document by the role they are drawn in."""
    written: dict[Role, Counter[str]] = {}
    for _, role, text in texts(document):
        written.setdefault(role, Counter()).update(plain(text))
    return written


def texts(document: Document) -> Iterator[tuple[str, Role, str]]:
    """Give every text of a document: where it stands, the role it is drawn in, its characters."""
    yield "页眉", "body", document.running_title
    yield "页眉", "heading", document.page_mark
    for number, block in enumerate(document.blocks, 1):
        yield from ((f"第{number}段 {where}".strip(), role, text) for where, role, text in texts_of(block))


def texts_of(block: PageBlock) -> Iterator[tuple[str, Role, str]]:
    """Give the texts of one block."""
    match block:
        case Cover():
            yield "封面标题", "title", block.title
            yield "封面副标题", "body", block.subtitle
            yield from ((f"封面 {label}", "body", label + text) for label, text in block.rows)
            yield "封面结论", "strong", words_of(block.verdict)
        case Heading():
            yield block.text, PLACES[block.level], block.text
            yield block.text, "body", block.text
        case Paragraph():
            yield "", "body", words_of(block.text)
        case PageTable():
            yield from texts_of_table(block)
        case Timeline():
            yield block.title, "strong", block.title
            yield block.title, "body", "".join(label for label, _, _ in block.spans)
        case ChainDiagram():
            yield block.title, "strong", block.title + "".join(label for label, _ in block.stages)
            yield block.title, "body", block.title + "…" + "".join(block.names.values())
        case Chart():
            yield block.title, "strong", block.title
            labels = "".join(series.label for series in block.series)
            yield block.title, "body", block.unit + "".join(block.categories) + labels
        case Signatures():
            yield from (("签字", "body", role + name) for role, name in block.people)
        case Contents():
            pass


def texts_of_table(table: PageTable) -> Iterator[tuple[str, Role, str]]:
    """Give the texts of a table, cell by cell."""
    yield table.title, "strong", table.title
    yield table.title, "body", table.title + table.unit
    for row in table.heading:
        yield f"{table.title} 表头", "strong", "".join(map(printed, row))
    for number, cells in enumerate(table.rows):
        role: Role = "strong" if number in table.strong else "body"
        yield f"{table.title} 第{number + 1}行", role, "".join(map(printed, cells))
