"""What happens to a workbook without anybody changing what it says: saved by another program, packed anew, written otherwise.

One entry a kind. Excel and WPS are not to be had here: what they write beside ours is put in by hand, from the
documented format.
"""

import importlib
import io
import random
import re
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.audit.book_edit import Book
from tests.outside import converted, tool
from tests.workbook_bytes import without_print_titles

Save = Callable[[bytes, random.Random], bytes]
Edit = Callable[[Book, random.Random], object]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/"


@dataclass(frozen=True)
class InnocentBook:
    """A kind: what happened, what becomes of the file, under which name; `needs` is a library that need not be there."""

    what: str
    make: Save
    file: str = "schedules.xlsx"
    needs: str = ""


def by_openpyxl(data: bytes, _: random.Random) -> bytes:
    import openpyxl

    out = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(data)).save(out)
    return out.getvalue()


def by_libreoffice(data: bytes, _: random.Random) -> bytes:
    tool("soffice")
    with tempfile.TemporaryDirectory() as name:
        # Its longest work by far is what is repeated on every sheet of paper; test_untouched.py has it save that too.
        (Path(name) / "given.xlsx").write_bytes(without_print_titles(data))
        (Path(name) / "saved").mkdir()
        converted("xlsx", Path(name) / "saved", Path(name) / "given.xlsx")
        return (Path(name) / "saved" / "given.xlsx").read_bytes()


def through_files(save: Callable[[str, str], object]) -> Save:
    def make(data: bytes, _: random.Random) -> bytes:
        with tempfile.TemporaryDirectory() as name:
            given, saved = Path(name) / "given.xlsx", Path(name) / "saved.xlsx"
            given.write_bytes(data)
            save(str(given), str(saved))
            return saved.read_bytes()

    return make


def by_excelize(given: str, saved: str) -> None:
    opened = importlib.import_module("excelize").open_file(given)
    opened.save_as(saved)
    opened.close()


def by_aspose(given: str, saved: str) -> None:
    importlib.import_module("aspose.cells_foss").Workbook(given).save(saved)


def twice(first: Save, second: Save) -> Save:
    return lambda data, draw: second(first(data, draw), draw)


def packed(**how: int) -> Save:
    """Pack the same parts otherwise."""

    def make(data: bytes, _: random.Random) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as parts, zipfile.ZipFile(out, "w", **how) as new:  # type: ignore[call-overload]
            for name in parts.namelist():
                new.writestr(name, parts.read(name))
        return out.getvalue()

    return make


def described(data: bytes, _: random.Random) -> bytes:
    """Pack it to a stream that cannot go back: sizes stand behind the entries."""

    class OneWay(io.RawIOBase):
        def __init__(self) -> None:
            self.held = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, text: bytes) -> int:  # type: ignore[override]
            self.held += text
            return len(text)

    out = OneWay()
    with zipfile.ZipFile(io.BytesIO(data)) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in parts.namelist():
            new.writestr(name, parts.read(name))
    return bytes(out.held)


def remarked(data: bytes, _: random.Random) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as new:
        new.comment = "归档".encode()
    return out.getvalue()


def edited(change: Edit) -> Save:
    def make(data: bytes, draw: random.Random) -> bytes:
        book = Book(data)
        change(book, draw)
        return book.packed()

    return make


def shuffled(book: Book, draw: random.Random) -> None:
    draw.shuffle(book.names)


def renamed(name: Callable[[str], str]) -> Save:
    def change(book: Book, _: random.Random) -> None:
        book.texts = {name(one): text for one, text in book.texts.items()}
        book.names = list(book.texts)

    return edited(change)


def every(parts: str, change: Callable[[str], str]) -> Save:
    """Write all parts of a kind otherwise."""

    def make(book: Book, _: random.Random) -> None:
        seen = False
        for name in book.names:
            if re.fullmatch(parts, name):
                text = book.text(name)
                book.put(name, change(text))
                seen |= change(text) != text
        assert seen, parts

    return edited(make)


def sub(pattern: str, new: str, parts: str = r"xl/worksheets/sheet\d+\.xml") -> Save:
    return every(parts, lambda text: re.sub(pattern, new, text, flags=re.DOTALL))


def recoded(encoding: str, stated: str) -> Save:
    def make(book: Book, _: random.Random) -> None:
        for name in book.names:
            if name.startswith("xl/worksheets/sheet"):
                text = book.text(name).replace('encoding="UTF-8"', f'encoding="{stated}"')
                book.put(name, text.encode(encoding))

    return edited(make)


def strict(text: str) -> str:
    """Write it in the strict form of the standard."""
    text = text.replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships", f"{STRICT}officeDocument/relationships"
    )
    text = text.replace(MAIN, f"{STRICT}spreadsheetml/main")
    for name in ("main", "chart", "spreadsheetDrawing"):
        text = re.sub(
            rf"http://schemas\.openxmlformats\.org/drawingml/2006/{name}\b", f"{STRICT}drawingml/{name}", text
        )
    return text


def numbered(text: str) -> str:
    """Write numbers with the 15 digits that other programs keep."""
    return re.sub(r"<v>(-?\d+\.\d+)</v>", lambda found: f"<v>{float(found[1]):.15g}</v>", text)


def prefixed(text: str) -> str:
    """Give every element of sheets a prefix."""
    text = re.sub(r"<(/?)(?!\?)([A-Za-z][\w]*)(?=[ />])", r"<\1x:\2", text)
    return text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')


def inlined(book: Book, _: random.Random) -> None:
    """Write texts into the cells, and no part of shared texts."""
    texts = re.findall(r"<si>(.*?)</si>", book.text("xl/sharedStrings.xml"), re.DOTALL)
    for name in book.names:
        if name.startswith("xl/worksheets/sheet"):
            book.put(
                name,
                re.sub(
                    r't="s"([^>]*)><v>(\d+)</v>',
                    lambda found: f't="inlineStr"{found[1]}><is>{texts[int(found[2])]}</is>',
                    book.text(name),
                ),
            )
    book.names.remove("xl/sharedStrings.xml")
    book.put(
        "[Content_Types].xml",
        re.sub(r'<Override PartName="/xl/sharedStrings.xml"[^>]*/>', "", book.text("[Content_Types].xml")),
    )
    rels = "xl/_rels/workbook.xml.rels"
    book.put(rels, re.sub(r'<Relationship Id="\w+" Type="[^"]*/sharedStrings"[^>]*/>', "", book.text(rels)))


def texts_moved(book: Book, draw: random.Random) -> None:
    """Write the shared texts in another order."""
    text = book.text("xl/sharedStrings.xml")
    texts = re.findall(r"<si>.*?</si>", text, re.DOTALL)
    order = list(range(len(texts)))
    draw.shuffle(order)
    place = {old: new for new, old in enumerate(order)}
    book.put("xl/sharedStrings.xml", text[: text.index("<si>")] + "".join(texts[old] for old in order) + "</sst>")
    for name in book.names:
        if name.startswith("xl/worksheets/sheet"):
            book.put(
                name,
                re.sub(
                    r't="s"([^>]*)><v>(\d+)</v>',
                    lambda found: f't="s"{found[1]}><v>{place[int(found[2])]}</v>',
                    book.text(name),
                ),
            )


def with_part(name: str, content: str, kind: str = "", of: str = "") -> Save:
    """Add a part that others write beside ours, linked from a sheet or not at all."""

    def make(book: Book, _: random.Random) -> None:
        book.put(name, content)
        if kind:
            book.link(of, kind, f"/{name}")

    return edited(make)


def without(pattern: str) -> Save:
    def make(book: Book, _: random.Random) -> None:
        book.names = [name for name in book.names if not re.fullmatch(pattern, name)]

    return edited(make)


def dated(text: str) -> str:
    """Write days as the strict form may: as days."""
    from datetime import date, timedelta

    return re.sub(
        r'<c r="(B\d+)" s="(\d+)"><v>(4[3-5]\d{3})</v>',
        lambda found: (
            f'<c r="{found[1]}" s="{found[2]}" t="d"><v>{date(1899, 12, 30) + timedelta(days=int(found[3]))}</v>'
        ),
        text,
    )


def restyled(change: Callable[[str], str]) -> Save:
    """Give one label letters or a ground that anybody still reads."""

    def make(book: Book, draw: random.Random) -> None:
        _, part, cell, _ = book.label(draw)
        book.restyle(part, cell, font=change(book.font_of(cell)))

    return edited(make)


def grounded(fill: str) -> Save:
    def make(book: Book, draw: random.Random) -> None:
        _, part, cell, _ = book.label(draw)
        colour = f'<patternFill patternType="solid"><fgColor rgb="{fill}"/></patternFill>'
        book.restyle(
            part,
            cell,
            font='<font><sz val="10"/><color rgb="FF000000"/><name val="宋体"/></font>',
            fill=f"<fill>{colour}</fill>",
        )

    return edited(make)


SHEET = r"xl/worksheets/sheet\d+\.xml"
CHART = r"xl/charts/chart\d+\.xml"
XML = r".*\.(xml|rels)"
PARTS = r"xl/(workbook|styles|sharedStrings)\.xml|xl/(worksheets|charts|drawings)/[^/]*\.xml"
INNOCENTS = [
    InnocentBook("saved by LibreOffice", by_libreoffice),
    InnocentBook("saved by openpyxl", by_openpyxl),
    InnocentBook("saved by openpyxl twice", twice(by_openpyxl, by_openpyxl)),
    InnocentBook("saved by excelize", through_files(by_excelize), needs="excelize"),
    InnocentBook("saved by excelize after openpyxl", twice(by_openpyxl, through_files(by_excelize)), needs="excelize"),
    InnocentBook("saved by Aspose.Cells FOSS", through_files(by_aspose), needs="aspose.cells_foss"),
    InnocentBook(
        "saved by openpyxl after Aspose.Cells FOSS",
        twice(through_files(by_aspose), by_openpyxl),
        needs="aspose.cells_foss",
    ),
    InnocentBook("renamed", lambda data, _: data, "测算表 (1).xlsx"),
    InnocentBook("renamed in capitals", lambda data, _: data, "SCHEDULES.XLSX"),
    InnocentBook("not packed", packed(compression=zipfile.ZIP_STORED)),
    InnocentBook("packed tightly", packed(compression=zipfile.ZIP_DEFLATED, compresslevel=9)),
    InnocentBook("packed to a stream", described),
    InnocentBook("packed with a remark", remarked),
    InnocentBook("parts in another order", edited(shuffled)),
    InnocentBook("names of parts in capitals", renamed(lambda name: name if "[" in name else name.upper())),
    InnocentBook("names of parts in small letters", renamed(str.lower)),
    InnocentBook("names of parts with the other slash", renamed(lambda name: name.replace("/", "\\"))),
    InnocentBook(
        "links from the root",
        sub(r'Target="(worksheets|theme|styles|sharedStrings)', r'Target="/xl/\1', r"xl/_rels/workbook\.xml\.rels"),
    ),
    InnocentBook("strict", every(XML, strict)),
    InnocentBook("days as days", every(SHEET, dated)),
    InnocentBook(
        "elements with a prefix", every(SHEET, lambda text: prefixed(text) if "<drawing" not in text else text)
    ),
    InnocentBook("texts in the cells", edited(inlined)),
    InnocentBook("shared texts in another order", edited(texts_moved)),
    InnocentBook("sheets in UTF-16", recoded("utf-16", "UTF-16")),
    InnocentBook("sheets with a mark", recoded("utf-8-sig", "UTF-8")),
    InnocentBook("lines between elements", sub("><(row|cols|sheetData|c )", r">\r\n  <\1")),
    InnocentBook("remarks in the sheets", sub("<sheetData>", "<!-- saved --><sheetData>")),
    InnocentBook(
        "signs written by number",
        every(SHEET, lambda text: re.sub("[\u4e00-\u9fff]", lambda sign: f"&#{ord(sign[0])};", text)),
    ),
    InnocentBook("numbers of 15 digits", every(SHEET, numbered)),
    InnocentBook(
        "numbers with an exponent", sub(r'(<c r="[A-Z]+\d+" s="\d+">)<v>(\d)(\d{3})</v>', r"\1<v>\2.\3E+03</v>")
    ),
    InnocentBook(
        "formulas without quotes round sheets",
        every(
            SHEET,
            lambda text: (
                re.sub(r"<f>(.*?)</f>", lambda one: one[0].replace("'", ""), text) if "（" not in text else text
            ),
        ),
    ),
    InnocentBook("formulas with spaces", sub(r"(<f>[^<]*?),", r"\1, ")),
    InnocentBook("formulas without stored values", sub(r"(<f>[^<]*</f>)<v>[^<]*</v>", r"\1")),
    InnocentBook(
        "letters stated for every piece of a text",
        sub(
            r"<si><t([^>]*)>([^<&]{2})([^<]+)</t></si>",
            r'<si><r><t\1>\2</t></r><r><rPr><i/></rPr><t xml:space="preserve">\3</t></r></si>',
            r"xl/sharedStrings\.xml",
        ),
    ),
    InnocentBook(
        "colours of the theme by their value", sub(r'<color theme="1"/>', '<color rgb="FF000000"/>', r"xl/styles\.xml")
    ),
    InnocentBook("colours of six digits", sub(r'rgb="FF([0-9A-F]{6})"', r'rgb="\1"', r"xl/styles\.xml")),
    InnocentBook(
        "odd colours",
        sub(
            r"</styleSheet>",
            '<colors><mruColors><color rgb="odd"/></mruColors></colors></styleSheet>',
            r"xl/styles\.xml",
        ),
    ),
    InnocentBook("another face", sub("宋体", "仿宋", r"xl/styles\.xml")),
    InnocentBook("no theme", without(r"xl/theme/theme1\.xml")),
    InnocentBook("no properties", without(r"docProps/app\.xml")),
    InnocentBook("a chain of calculation", with_part("xl/calcChain.xml", f'<calcChain xmlns="{MAIN}"/>')),
    InnocentBook("a label of secrecy", with_part("docMetadata/LabelInfo.xml", "<labelList/>")),
    InnocentBook(
        "properties of WPS",
        with_part("docProps/custom.xml", "<Properties><property name='KSOProductBuildVer'/></Properties>"),
    ),
    InnocentBook("an item of a document server", with_part("customXml/item1.xml", "<root/>")),
    InnocentBook(
        "settings of a printer",
        with_part("xl/printerSettings/printerSettings1.bin", "x", "printerSettings", "xl/worksheets/sheet1.xml"),
    ),
    InnocentBook("people", with_part("xl/persons/person.xml", "<personList/>")),
    InnocentBook(
        "heights of rows as fitted",
        sub(r'<row r="(\d+)"(?![^>]*ht=)', r'<row r="\1" ht="15" x14ac:dyDescent="0.25" xmlns:x14ac="urn:x"'),
    ),
    InnocentBook("widths to two places", sub(r'(width="\d+\.\d\d)\d+"', r'\1"')),
    InnocentBook("wider columns", sub(r'width="(\d)(\d)\.', r'width="\g<1>9.')),
    InnocentBook("opened at a smaller scale", sub("<sheetView ", '<sheetView zoomScale="85" zoomScaleNormal="85" ')),
    InnocentBook("scrolled down", sub("<sheetView ([^>]*)><pane", r"<sheetView \1><!--scrolled--><pane")),
    InnocentBook("panes no longer frozen", sub(r"<pane [^>]*/>", "")),
    InnocentBook("lines of the grid shown", sub(' showGridLines="0"', "")),
    InnocentBook("another sheet in front", sub("<workbookView ", '<workbookView activeTab="3" ', r"xl/workbook\.xml")),
    InnocentBook("colour of a tab", sub("<sheetPr>", '<sheetPr><tabColor rgb="FFFF0000"/>')),
    InnocentBook("protection taken off", sub(r"<sheetProtection [^>]*/>", "")),
    InnocentBook("other margins", sub(r'left="0\.\d+"', 'left="0.9"')),
    InnocentBook(
        "breaks of pages",
        sub(
            r"(</headerFooter>)",
            r'\1<rowBreaks count="1" manualBreakCount="1"><brk id="20" max="16383" man="1"/></rowBreaks>',
        ),
    ),
    InnocentBook("scale kept of a sheet that fits its pages", sub("<pageSetup ", '<pageSetup scale="17" ')),
    InnocentBook("printed black and white", sub("<pageSetup ", '<pageSetup blackAndWhite="1" ')),
    InnocentBook("printed on letter paper", sub('paperSize="9"', 'paperSize="1"')),
    InnocentBook("printed on A3", sub('paperSize="9"', 'paperSize="8"')),
    InnocentBook("printed upright", sub('orientation="landscape"( fitToHeight="0")?', 'orientation="portrait"')),
    InnocentBook("not made to fit", sub(' fitToPage="1"', "")),
    InnocentBook("printed at four fifths", sub(' fitToPage="1"(.*?)<pageSetup ', r'\1<pageSetup scale="80" ')),
    InnocentBook("paper of a printer of its own", sub('paperSize="9"', 'paperSize="257"')),
    InnocentBook("one heading more on every page", sub(r"\$1:\$3<", "$1:$4<", r"xl/workbook\.xml")),
    InnocentBook(
        "no headings on every page",
        sub('<definedName name="_xlnm.Print_Titles"[^>]*>[^<]*</definedName>', "", r"xl/workbook\.xml"),
    ),
    InnocentBook(
        "effects stated as off",
        sub(
            "<font>", '<font><outline val="0"/><shadow val="0"/><condense val="0"/><extend val="0"/>', r"xl/styles\.xml"
        ),
    ),
    InnocentBook(
        "a small window",
        sub(r'windowWidth="\d+" windowHeight="\d+"', 'windowWidth="900" windowHeight="600"', r"xl/workbook\.xml"),
    ),
    InnocentBook("tabs scrolled", sub("<workbookView ", '<workbookView firstSheet="7" ', r"xl/workbook\.xml")),
    InnocentBook(
        "zoom of the other views",
        sub("<sheetView ", '<sheetView zoomScaleSheetLayoutView="10" zoomScalePageLayoutView="10" '),
    ),
    InnocentBook("no dimension", sub(r"<dimension [^>]*/>", "")),
    InnocentBook(
        "errors passed over",
        sub(
            "</headerFooter>",
            '</headerFooter><ignoredErrors><ignoredError sqref="A1" numberStoredAsText="1"/></ignoredErrors>',
        ),
    ),
    InnocentBook(
        "extension that draws nothing",
        sub(
            "</worksheet>", '<extLst><ext uri="{X}" xmlns:x14="urn:x14"><x14:ignoredErrors/></ext></extLst></worksheet>'
        ),
    ),
    InnocentBook(
        "face and size in headers", sub("<oddHeader>&amp;R", '<oddHeader>&amp;R&amp;"宋体,常规"&amp;10&amp;K000000')
    ),
    InnocentBook("computed by hand", sub("<calcPr ", '<calcPr calcMode="manual" ', r"xl/workbook\.xml")),
    InnocentBook("charts without values kept", sub(r"<c:(num|str)Cache>.*?</c:\1Cache>", "", CHART)),
    InnocentBook("charts with round corners", sub("<c:chart>", '<c:roundedCorners val="1"/><c:chart>', CHART)),
    InnocentBook("charts with axes that say they are there", sub(r"(</c:scaling>)", r'\1<c:delete val="0"/>', CHART)),
    InnocentBook(
        "charts with letters in black",
        sub(r"(<a:defRPr [^>]*>)", r'\1<a:solidFill><a:srgbClr val="000000"/></a:solidFill>', CHART),
    ),
    InnocentBook(
        "charts with writing as Excel states it",
        sub(r'(<a:(?:rPr|defRPr) [^>]*?)baseline="0"', r'\1strike="noStrike" kern="1200" baseline="0"', CHART),
    ),
    InnocentBook(
        "charts with writing turned by no one", sub(r"<a:bodyPr/>", '<a:bodyPr rot="-60000000" vert="horz"/>', CHART)
    ),
    InnocentBook("charts moved by a hair", sub(r"<xdr:rowOff>0<", "<xdr:rowOff>1200<", r"xl/drawings/drawing\d+\.xml")),
    InnocentBook(
        "label in dark red", restyled(lambda font: re.sub(r"<color [^>]*/>", '<color rgb="FFC00000"/>', font))
    ),
    InnocentBook(
        "label in bold",
        restyled(
            lambda font: font.replace("<font>", "<font><b/>", 1) if "<b/>" not in font else font.replace("<b/>", "")
        ),
    ),
    InnocentBook("label a size larger", restyled(lambda font: re.sub(r'<sz val="\d+"', '<sz val="11"', font))),
    InnocentBook("label on yellow", grounded("FFFFFF00")),
    InnocentBook("label on green", grounded("FF92D050")),
]  # a list, one entry a kind
