"""Compares a PDF filing with the one typeset again: what the eye sees, what is copied as text, and what is form only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings

from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.pdf.around import miscounted, strange_bytes
from bondcalc.audit.pdf.catalog import whole_file
from bondcalc.audit.pdf.figure_spots import changed_part, line_of, spots
from bondcalc.audit.pdf.frame import SHARED, fonts_of, frame
from bondcalc.audit.pdf.glyphs import UNKNOWN, Glyphs
from bondcalc.audit.pdf.ink import Item, Reader, Run, spelled
from bondcalc.audit.pdf.objects import Gap, Pair, broken, cut, data_of, number

if TYPE_CHECKING:
    from pikepdf import Pdf

    from bondcalc.typeset.paging import LoggedFigure

LONGEST_PAGE = 4000
"""Items of a page that are laid side by side where it was changed; more than that is told as one change."""


def compare_pdf(name: str, filed: bytes, fresh: bytes, log: Sequence["LoggedFigure"]) -> list[Difference]:
    """Compare a filed PDF with the fresh one, page by page; attachments are left out.

    `log` holds the figures of the fresh typesetting, in drawing order. Identical bytes give an empty list; a
    file that cannot be read gives one difference, never an error.
    """
    import pikepdf

    if filed == fresh:
        return []
    try:
        # What the library warns of in passing shows in what is read, or is told by the file itself at the end.
        with (
            catch_warnings(action="ignore"),
            pikepdf.open(BytesIO(filed)) as one,
            pikepdf.open(BytesIO(fresh)) as other,
        ):
            found = [*strange_bytes(filed), *miscounted(one)]
            differences = [Difference(name, "", place, "", told, "", Cause.TEXT) for place, told in found]
            differences += PdfComparison(name, one, other, log).differences()
    except pikepdf.PasswordError:
        return [Difference(name, "", "文件", "", "加密，无法打开", "", Cause.TEXT)]
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError) as failure:
        return [Difference(name, "", "文件", "", broken(failure), "", Cause.TEXT)]
    return differences or [Difference(name, "", "文件", "", "存储方式不同", "", Cause.FORM)]


@dataclass
class PdfComparison:
    """Two PDFs laid side by side."""

    name: str
    filed: "Pdf"
    fresh: "Pdf"
    log: Sequence["LoggedFigure"]

    def __post_init__(self) -> None:
        self.pair = Pair(self.filed, self.fresh)
        self.faces: dict[tuple[bool, tuple[int, int], str], Glyphs] = {}
        self.told: set[Gap] = set()
        self.respelled = 0
        self.fonts = {name: font for page in self.fresh.pages for name, font in fonts_of(page.obj).items()}

    @cached_property
    def names(self) -> dict[str, set[str]]:
        """The characters of every shape that the fresh fonts draw."""
        found: dict[str, set[str]] = {}
        for name, font in self.fonts.items():
            glyphs = self.glyphs(self.fresh, name, font)
            for code, shape in glyphs.shapes.items():
                found.setdefault(shape, set()).add(glyphs.characters.get(code, UNKNOWN))
        return found

    def differences(self) -> Iterator[Difference]:
        """Give everything that differs: pages first, then what belongs to the whole file."""
        counts = len(self.filed.pages), len(self.fresh.pages)
        pairs = list(self.paired())
        if counts[0] != counts[1]:
            yield self.found("", "页数", "", str(counts[0]), str(counts[1]))
            self.pair.renumber({filed: fresh for filed, fresh in pairs if filed is not None and fresh is not None})
        for filed, fresh in pairs:
            yield from self.page(filed, fresh)
        if self.respelled:
            told = f"{self.respelled}页写法不同，字形、文字、位置一致"
            yield self.found("", "绘图指令和字体的写法", "", told, "", Cause.FORM)
        yield from whole_file(self.name, self.pair)

    def found(
        self, sheet: str, place: str, label: str, filed: str, fresh: str, cause: Cause = Cause.TEXT
    ) -> Difference:
        """Name a difference."""
        return Difference(self.name, sheet, place, label, cut(filed, 200), cut(fresh, 200), cause)

    def paired(self) -> Iterator[tuple[int | None, int | None]]:
        """Lay pages side by side, by number; where their number differs, by what they say."""
        if len(self.filed.pages) == len(self.fresh.pages):
            yield from ((index, index) for index in range(len(self.fresh.pages)))
            return
        texts = [
            [
                tuple(item.text for item in self.items(pdf, page) if isinstance(item, Run))
                for page in range(len(pdf.pages))
            ]
            for pdf in (self.filed, self.fresh)
        ]
        for _, a, b, c, d in SequenceMatcher(None, texts[0], texts[1], autojunk=False).get_opcodes():
            yield from zip_longest(range(a, b), range(c, d))

    def page(self, filed: int | None, fresh: int | None) -> Iterator[Difference]:
        """Compare one page; one that only one side has is told whole."""
        from pikepdf import PdfError

        if filed is None or fresh is None:
            side, index = (self.filed, filed) if fresh is None else (self.fresh, fresh)
            text = " ".join(item.text for item in self.items(side, index or 0) if isinstance(item, Run))
            told = (text or "空白页", "") if fresh is None else ("", text)
            yield self.found(sheet(index or 0), "整页多出" if fresh is None else "整页缺失", "", *told)
            return
        for gap in frame(self.pair, self.filed.pages[filed].obj, self.fresh.pages[fresh].obj):
            # Pages share what they draw with: it is told for the first of them.
            if gap not in self.told or not gap[0].startswith(SHARED):
                self.told.add(gap)
                yield self.found(sheet(fresh), gap[0], "", gap[1], gap[2])
        try:
            yield from self.drawing(filed, fresh)
        except PdfError as failure:
            yield self.found(sheet(fresh), "整页", "", broken(failure), "")

    def drawing(self, filed: int, fresh: int) -> Iterator[Difference]:
        """Compare what a page draws; pages of the same instructions and fonts are not taken apart."""
        written = [content(pdf, page) for pdf, page in ((self.filed, filed), (self.fresh, fresh))]
        fonts = [fonts_of(pdf.pages[page].obj) for pdf, page in ((self.filed, filed), (self.fresh, fresh))]
        alike = all(self.pair.equal(fonts[0].get(name), font) for name, font in fonts[1].items())
        if alike and written[0] == written[1]:
            return
        one, other = self.items(self.filed, filed), self.items(self.fresh, fresh)
        differences = list(self.changes(one, other, fresh))
        yield from differences
        self.respelled += not differences

    def changes(self, filed: list[Item], fresh: list[Item], page: int) -> Iterator[Difference]:
        """Find texts and drawing that differ between the items of two pages."""
        lead = shared(filed, fresh)
        tail = shared(filed[lead:][::-1], fresh[lead:][::-1])
        middle = filed[lead : len(filed) - tail], fresh[lead : len(fresh) - tail]
        if max(map(len, middle)) > LONGEST_PAGE:
            yield self.found(sheet(page), "整页", "", f"{len(middle[0])}处绘制不同", f"{len(middle[1])}处")
            return
        at = FreshPage(fresh, [figure for figure in self.log if figure.page == page + 1])
        for kind, a, b, c, d in SequenceMatcher(None, *middle, autojunk=False).get_opcodes():
            if kind != "equal":
                yield from self.changed(middle[0][a:b], middle[1][c:d], page, at, lead + c)

    def changed(
        self, filed: list[Item], fresh: list[Item], page: int, at: "FreshPage", start: int
    ) -> Iterator[Difference]:
        """Tell what changed in one stretch of a page: texts in pairs, all other drawing together."""
        mine = [item for item in filed if isinstance(item, Run)]
        numbers = [at.number[start + index] for index, item in enumerate(fresh) if isinstance(item, Run)]
        for run, place in zip_longest(mine, numbers):
            yield self.text(run, place, page, at)
        drawn = [[item for item in items if not isinstance(item, Run)] for items in (filed, fresh)]
        if drawn[0] != drawn[1]:
            near = line_of(at.runs, min(at.before(start), len(at.runs) - 1)) if at.runs else ""
            yield self.found(sheet(page), f"图形、颜色或位置（靠近“{near}”）", "", spelled(drawn[0]), spelled(drawn[1]))

    def text(self, run: Run | None, place: int | None, page: int, at: "FreshPage") -> Difference:
        """Tell how a text differs from the fresh one: added, missing, changed, or drawn otherwise than copied."""
        if place is None:
            return self.found(sheet(page), cut(run.text if run else ""), "", f"多出：{self.seen(run)}", "")
        fresh, line = at.runs[place], line_of(at.runs, place)
        figures = [spot for spot in at.spots if spot.run == place]
        ids = "、".join(spot.id for spot in figures)
        if run is None:
            return self.found(sheet(page), line, ids, "", fresh.text)
        if run.glyphs == fresh.glyphs:
            mine, other = (
                spelled([token for token in one.style if token not in two.style])
                for one, two in ((run, fresh), (fresh, run))
            )
            return self.found(sheet(page), line, ids, f"位置或样式：{mine}", other)
        seen = self.seen(run)
        if seen != run.text:
            return self.found(sheet(page), line, ids, seen, fresh.text)
        if run.text == fresh.text:
            return self.found(sheet(page), line, ids, f"{run.text}（字形或字宽不同）", fresh.text)
        return self.found(sheet(page), line, *changed_part(run.text, fresh.text, figures))

    def seen(self, run: Run | None) -> str:
        """Give what is copied from a text, and what it draws where that is something else."""
        if run is None:
            return ""
        drawn = run.drawn(self.names)
        if run.text == drawn:
            return drawn
        return f"{run.text}（{'字形无法核对' if set(drawn) == {UNKNOWN} else f'画出的字形：{drawn}'}）"

    def items(self, pdf: "Pdf", page: int) -> list[Item]:
        """Read what a page draws."""
        from pikepdf import parse_content_stream

        fonts = {name: self.glyphs(pdf, name, font) for name, font in fonts_of(pdf.pages[page].obj).items()}
        return Reader(fonts).read(parse_content_stream(pdf.pages[page]))

    def glyphs(self, pdf: "Pdf", name: str, font: Any) -> Glyphs:
        """Read a font once; one that is the same in both files is the same font."""
        other = self.fonts.get(name)
        if pdf is not self.fresh and other is not None and self.pair.equal(font, other):
            return self.glyphs(self.fresh, name, other)
        key = (pdf is self.fresh, number(font), name)
        if key not in self.faces:
            self.faces[key] = Glyphs(font)
        return self.faces[key]


class FreshPage:
    """The texts of a fresh page and the figures in them."""

    def __init__(self, items: Sequence[Item], log: Sequence["LoggedFigure"]) -> None:
        runs = [(index, item) for index, item in enumerate(items) if isinstance(item, Run)]
        self.runs = [run for _, run in runs]
        self.number = {index: count for count, (index, _) in enumerate(runs)}
        self.spots = spots(self.runs, log)

    def before(self, item: int) -> int:
        """Count the texts drawn before an item."""
        return sum(1 for index in self.number if index < item)


def shared(one: Sequence[Item], other: Sequence[Item]) -> int:
    """Count the items two pages begin with in common."""
    return next(
        (index for index, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )


def sheet(page: int) -> str:
    """Name a page, counted from 0."""
    return f"第{page + 1}页"


def content(pdf: "Pdf", page: int) -> bytes:
    """Give the instructions of a page, uncompressed."""
    from pikepdf import Array

    parts: Any = pdf.pages[page].obj.get("/Contents", [])
    return b"\n".join(map(data_of, parts if isinstance(parts, Array | list) else [parts]))
