"""A workbook as somebody with an editor of XML changes it; nothing here knows how the program reads or writes one."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from tests.audit.workbooks import CELL, Parts, pick

XF = re.compile(r"<xf [^>]*?/>|<xf .*?</xf>", re.DOTALL)
PLACE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
LARGE = 1000.0
"""A figure from which its digits fill half a column."""


@dataclass(frozen=True)
class Told:
    """A changed file, and where that must be told: the sheet (empty: none or any) and a pattern of the place."""

    data: bytes
    sheet: str
    place: str


Make = Callable[["Book", random.Random], Told]


@dataclass(frozen=True)
class BookKind:
    """A kind of tampering: what is done and for which cause that must be told."""

    what: str
    make: Make
    cause: str = "look"


class Book(Parts):
    """The parts of a workbook, to be changed and packed."""

    def put(self, name: str, text: str | bytes) -> None:
        if name not in self.texts:
            self.names.append(name)
        self.texts[name] = text.encode() if isinstance(text, str) else text

    def edit(self, name: str, old: str, new: str, count: int = 1) -> None:
        text = self.text(name)
        assert old in text, (name, old)
        self.put(name, text.replace(old, new, count))

    def packed(self) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
            for name in self.names:
                packed.writestr(name, self.texts[name])
        return buffer.getvalue()

    def told(self, sheet: str, place: str) -> Told:
        return Told(self.packed(), sheet, place)

    def figure(self, draw: random.Random) -> tuple[str, str, re.Match[str]]:
        """A large figure that a formula gives: sheet, part, cell."""
        while True:
            title, part, cell = pick(self, draw, list(self.sheets()), formulas=True)
            value = re.search(r"<v>(-?[\d.]+)</v>", cell[3])
            if 't="' not in cell[2] and value and abs(float(value[1])) >= LARGE:
                return title, part, cell

    def label(self, draw: random.Random, least: int = 4) -> tuple[str, str, re.Match[str], str]:
        """A text in the first column: sheet, part, cell, its words."""
        words = [
            re.sub("<[^>]*>", "", one)
            for one in re.findall(r"<si>(.*?)</si>", self.text("xl/sharedStrings.xml"), re.DOTALL)
        ]
        sheets = self.sheets()
        while True:
            title = draw.choice(list(sheets)[4:38])
            found = [
                one
                for one in CELL.finditer(self.text(sheets[title]))
                if one[0].count("<c ") == 1
                and 't="s"' in one[2]
                and re.fullmatch(r"A\d+", one[1])
                and int(one[1][1:]) > 3
                and len(words[int(re.sub(r"\D", "", one[3]))]) >= least
            ]
            if found:
                cell = draw.choice(found)
                return title, sheets[title], cell, words[int(re.sub(r"\D", "", cell[3]))]

    def anywhere(self, draw: random.Random) -> tuple[str, str, re.Match[str]]:
        """A figure or a label."""
        return self.figure(draw) if draw.random() < 0.6 else self.label(draw)[:3]

    def replace(self, part: str, cell: re.Match[str], attributes: str, inner: str) -> None:
        text = self.text(part)
        self.put(part, f'{text[: cell.start()]}<c r="{cell[1]}"{attributes}>{inner}</c>{text[cell.end() :]}')

    def restyle(
        self, part: str, cell: re.Match[str], *, font: str = "", fill: str = "", border: str = "", alignment: str = ""
    ) -> None:
        """Give a cell a style of its own: its own letters and so on, with those named instead."""
        number = re.search(r's="(\d+)"', cell[2])
        xf = XF.findall(self._section("cellXfs"))[int(number[1]) if number else 0]
        head = re.match(r"<xf [^>]*?(?=/?>)", xf)
        assert head
        text = head[0]
        for name, kind, element in (("fontId", "font", font), ("fillId", "fill", fill), ("borderId", "border", border)):
            if element:
                text = re.sub(rf'{name}="\d+"', f'{name}="{self._added(kind, element)}"', text)
        standing = re.search(r"<alignment[^>]*/>", xf)
        inner = alignment or (standing[0] if standing else "")
        index = self._added("cellXf", f"{text}>{inner}</xf>")
        attributes = f'{re.sub(r" s=.[0-9]+.", "", cell[2])} s="{index}"'
        self.replace(part, cell, attributes, cell[3])

    def _section(self, name: str) -> str:
        found = re.search(rf"<{name} .*?</{name}>", self.text("xl/styles.xml"), re.DOTALL)
        assert found
        return found[0]

    def _added(self, kind: str, element: str) -> int:
        """Add a font, fill, border or style at the end of its list; gives its number."""
        count = re.search(rf'<{kind}s count="(\d+)"', self.text("xl/styles.xml"))
        assert count
        self.edit("xl/styles.xml", count[0], f'<{kind}s count="{int(count[1]) + 1}"')
        self.edit("xl/styles.xml", f"</{kind}s>", f"{element}</{kind}s>")
        return int(count[1])

    def font_of(self, cell: re.Match[str]) -> str:
        """The letters of a cell."""
        number = re.search(r's="(\d+)"', cell[2])
        xf = XF.findall(self._section("cellXfs"))[int(number[1]) if number else 0]
        at = re.search(r'fontId="(\d+)"', xf)
        assert at
        return re.findall(r"<font>.*?</font>", self._section("fonts"), re.DOTALL)[int(at[1])]

    def section(self, part: str, before: str, element: str) -> None:
        """Put an element into a sheet, after its cells or before another element."""
        text = self.text(part)
        place = text.index(before) if before in text else text.index("</worksheet>")
        self.put(part, f"{text[:place]}{element}{text[place:]}")

    def link(self, part: str, kind: str, target: str, *, outside: bool = False) -> str:
        """Link a part to another; gives the link's name."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self.texts:
            self.put(
                rels,
                '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>',
            )
        name = f"rIdX{len(re.findall('<Relationship ', self.text(rels)))}"
        mode = ' TargetMode="External"' if outside else ""
        one = f'<Relationship Id="{name}" Type="{PLACE[1:-1]}/{kind}" Target="{target}"{mode}/>'
        self.edit(rels, "</Relationships>", f"{one}</Relationships>")
        return name

    def charts(self, sheet: str) -> list[str]:
        """The parts of the charts of a sheet, in the order of their links."""
        drawing = self.drawing(sheet)
        rels = drawing.replace("drawings/", "drawings/_rels/") + ".rels"
        return [f"xl/{name}" for name in re.findall(r'Target="\.\./(charts/[^"]+)"', self.text(rels))]

    def drawing(self, sheet: str) -> str:
        """The drawing of a sheet, made where there is none."""
        part = self.sheets()[sheet]
        rels = part.replace("worksheets/", "worksheets/_rels/") + ".rels"
        found = re.search(r'Target="\.\./(drawings/drawing\d+\.xml)"', self.text(rels)) if rels in self.texts else None
        if found:
            return f"xl/{found[1]}"
        name = self.link(part, "drawing", "../drawings/drawing77.xml")
        self.section(part, "</worksheet>", f'<drawing r:id="{name}"/>')
        self.put(
            "xl/drawings/drawing77.xml",
            '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"></xdr:wsDr>',
        )
        return "xl/drawings/drawing77.xml"
