"""The generated blocks of a Word filing as they stand now: found by their bookmarks, their words as they are hashed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bondcalc.typeset.word.docx_charts import words_of_chart
from bondcalc.typeset.word.docx_markup import CHART, DRAWING, MAIN, RELATIONS
from bondcalc.typeset.word.docx_names import BOOKMARK, KINDS, level, sha256
from bondcalc.typeset.word.opened import WordPackage, said
from bondcalc.typeset.word.read_controls import GONE, KeyReader, reader_of, taken_out

if TYPE_CHECKING:
    from lxml.etree import _Element

W = f"{{{MAIN}}}"
C = f"{{{CHART}}}"
PASSED = frozenset(
    {
        *GONE,
        f"{W}drawing",
        f"{W}pict",
        f"{W}object",
        f"{W}instrText",
        f"{W}sdtPr",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
    }
)
"""What holds no words of a block."""
SPACES = frozenset({f"{W}tab", f"{W}br", f"{W}cr"})
"""What is read as a space in a run."""
PARAGRAPH, RUN = f"{W}p", f"{W}r"
_FIELD_MARK, _FIELD_CODE, _TEXT, _CONTROL, _FIELD = (
    f"{W}{name}" for name in ("fldChar", "instrText", "t", "sdt", "fldSimple")
)


@dataclass(frozen=True)
class ReadBlock:
    """A block as it stands: bookmark, kind, the part and the element it is (a paragraph or a table), its words."""

    name: str
    kind: str
    part: str
    element: "_Element"
    words: str

    @property
    def sha256(self) -> str:
        """The hash of the words."""
        return sha256(self.words)


def blocks_of(package: WordPackage, known: Mapping[str, str] | None = None) -> dict[str, ReadBlock]:
    """Give every generated block that is still there, by the name of its bookmark, in reading order."""
    reader = reader_of(package, known)
    blocks: dict[str, ReadBlock] = {}
    for name, element in _marked(package):
        kind = KINDS[name[4]]
        words = chart_words(package, element) if kind == "chart" else block_words(element, reader)
        blocks.setdefault(name, ReadBlock(name, kind, package.main, element, words))
    return blocks


def elements_of(package: WordPackage) -> dict[str, "_Element"]:
    """Give the paragraph or table that each generated block is, by the name of its bookmark, without reading its words."""
    elements: dict[str, _Element] = {}
    for name, element in _marked(package):
        elements.setdefault(name, element)
    return elements


def _marked(package: WordPackage) -> Iterator[tuple[str, "_Element"]]:
    """Give the names of blocks with the elements they stand for; a chart is known by the name of its drawing too."""
    for child in package.body.iter(f"{W}bookmarkStart", f"{{{DRAWING}}}docPr"):
        name = said(child, f"{W}name") or said(child, "name")
        if not BOOKMARK.fullmatch(name) or taken_out(child):
            continue
        wanted = f"{W}tbl" if KINDS[name[4]] == "table" else f"{W}p"
        element = next(child.iterancestors(wanted), None)
        if element is not None:
            yield name, element


def block_words(element: "_Element", reader: KeyReader) -> str:
    """Give the words of a paragraph or table, every control of ours as {KEY}."""
    if element.tag != f"{W}tbl":
        return level("".join(_words(element, reader)))
    return "\n".join("\t".join(_cell(cell, reader) for cell in row.iter(f"{W}tc")) for row in rows_in(element))


def rows_in(table: "_Element") -> Iterator["_Element"]:
    """Give the rows of a table, without those of a table inside it."""
    return (row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl"), None) is table)


def _cell(cell: "_Element", reader: KeyReader) -> str:
    return level(" ".join("".join(_words(child, reader)) for child in cell.iter(f"{W}p")))


def _words(element: "_Element", reader: KeyReader) -> Iterator[str]:
    """Give the words in reading order; of a field its stored text, but not the running number of a caption."""
    state = FieldState()
    last = ""
    for part in _parts(element, reader, state):
        if part.startswith("{") and part == last:
            continue
        yield part
        last = part


class FieldState:
    """Where in which fields a reader is: one flag a field that is open, whether what it shows is passed over."""

    def __init__(self) -> None:
        self.open: list[bool] = []
        self.codes: list[str] = []

    @property
    def silent(self) -> bool:
        """Tell whether the text here is passed over."""
        return any(self.open)

    def meet(self, kind: str) -> None:
        """Meet the begin, the middle or the end of a field."""
        if kind == "begin":
            self.open.append(False)
            self.codes.append("")
        elif kind == "separate" and self.open:
            self.open[-1] = is_number(self.codes[-1])
        elif kind == "end" and self.open:
            self.open.pop()
            self.codes.pop()

    def code(self, text: str) -> None:
        """Read a piece of the code of the innermost field."""
        if self.codes:
            self.codes[-1] += text


def is_number(code: str) -> bool:
    """Tell whether a field is the running number of a caption."""
    return code.split()[:1] == ["SEQ"]


def _parts(element: "_Element", reader: KeyReader, state: FieldState) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == _FIELD_MARK:
            state.meet(said(child, f"{W}fldCharType"))
        elif tag == _FIELD_CODE:
            state.code(child.text or "")
        elif tag == _TEXT:
            yield "" if state.silent else child.text or ""
        elif tag in SPACES and element.tag == RUN:
            yield " "
        elif tag == _CONTROL and (key := reader.key(child)):
            yield f"{{{key[0]}}}"
        elif tag not in PASSED and not (tag == _FIELD and is_number(said(child, f"{W}instr"))):
            yield from _parts(child, reader, state)


def chart_words(package: WordPackage, paragraph: "_Element") -> str:
    """Give what a chart says: series, categories and values; empty where its part is gone."""
    part = chart_part(package, paragraph)
    if part not in package.parts:
        return ""
    series = list(package.tree(part).iter(f"{C}ser"))
    categories = _points(series[0], "cat") if series else []
    return words_of_chart(categories, [("".join(_points(child, "tx")), _points(child, "val")) for child in series])


def chart_part(package: WordPackage, paragraph: "_Element") -> str:
    """Name the part of the chart in a paragraph; an empty text where there is none."""
    shown = next(paragraph.iter(f"{C}chart"), None)
    link = None if shown is None else package.links(package.main).get(said(shown, f"{{{RELATIONS}}}id"))
    return link.part if link is not None else ""


def _points(series: "_Element", what: str) -> list[str]:
    """Give the texts of names or values, empty for a gap."""
    stated = series.find(f"{C}{what}")
    if stated is None:
        return []
    count = next((_whole(said(child, "val")) for child in stated.iter(f"{C}ptCount")), 0)
    points = {_whole(said(child, "idx")): child.findtext(f"{C}v") or "" for child in stated.iter(f"{C}pt")}
    return [points.get(at, "") for at in range(min(count, 10000))]


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else 0
