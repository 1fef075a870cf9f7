"""Kinds of tampering with sheets: panes, views, paper, links, prompts, what lies over cells, kinds of formulas."""

import random
import re
from collections.abc import Callable

from tests.audit.book_edit import Book, BookKind, Make, Told

XDR = 'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
MARK = "http://schemas.openxmlformats.org/markup-compatibility/2006"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"


def of_sheet(change: Callable[[str], str], place: str) -> Make:
    """Change the text of a sheet with a schedule."""

    def make(book: Book, draw: random.Random) -> Told:
        while True:
            title, part, _ = book.figure(draw)
            changed = change(book.text(part))
            if changed != book.text(part):
                book.put(part, changed)
                return book.told(title, place)

    return make


def substituted(pattern: str, new: str, place: str) -> Make:
    return of_sheet(lambda text: re.sub(pattern, new, text, count=1), place)


def frozen(rows: int, columns: int, top: str) -> Callable[[str], str]:
    pane = f'<pane xSplit="{columns}" ySplit="{rows}" topLeftCell="{top}" activePane="bottomRight" state="frozen"/>'
    return lambda text: re.sub(r"<pane [^>]*/>", pane, text, count=1)


def scrolled(cell: str, rows: int, columns: int) -> Callable[[str], str]:
    return lambda text: frozen(rows, columns, "AA60")(text).replace(
        "<sheetView ", f'<sheetView topLeftCell="{cell}" ', 1
    )


def of_book(old: str, new: str, place: str) -> Make:
    def make(book: Book, draw: random.Random) -> Told:
        draw.random()
        book.edit("xl/workbook.xml", old, new)
        return book.told("", place)

    return make


def print_area(book: Book, draw: random.Random) -> Told:
    text = book.text("xl/workbook.xml")
    found = draw.choice(
        list(re.finditer(r'<definedName name="_xlnm.Print_Area" localSheetId="(\d+)">([^<]*\$)(\d+)<', text))
    )
    book.put("xl/workbook.xml", text.replace(found[0], found[0].replace(f"{found[2]}{found[3]}<", f"{found[2]}4<"), 1))
    return book.told(list(book.sheets())[int(found[1])], "Print_Area")


def relinked(target: str) -> Make:
    """Let a link of a source lead to another cell."""

    def make(book: Book, draw: random.Random) -> Told:
        while True:
            title, part, _ = book.figure(draw)
            links = list(re.finditer(r'<hyperlink ref="([A-Z]+\d+)" location="[^"]*"', book.text(part)))
            if links:
                found = draw.choice(links)
                book.edit(part, found[0], f'<hyperlink ref="{found[1]}" location="{target}"')
                return book.told(title, found[1])

    return make


def linked_away(target: str) -> Make:
    """Put a link to an address outside on a figure."""

    def make(book: Book, draw: random.Random) -> Told:
        while True:
            title, part, cell = book.figure(draw)
            if "</hyperlinks>" in book.text(part):
                name = book.link(part, "hyperlink", target, outside=True)
                book.edit(part, "</hyperlinks>", f'<hyperlink ref="{cell[1]}" r:id="{name}"/></hyperlinks>')
                return book.told(title, cell[1])

    return make


def prompted(kind: str) -> Make:
    def make(book: Book, draw: random.Random) -> Told:
        title, part = draw.choice(
            [(title, part) for title, part in book.sheets().items() if f" {kind}=" in book.text(part)]
        )
        found = draw.choice(list(re.finditer(rf'<dataValidation [^>]*? {kind}="([^"]*)"', book.text(part))))
        book.edit(part, found[0], found[0].replace(f' {kind}="{found[1]}"', f' {kind}="本项按1.30填写"'))
        return book.told(title, r"[A-Z]+\d+.*")

    return make


def over(body: str, *, anchor: str = "two", sheet: str = "", beside: str = "") -> Make:
    """Lay an object over a figure."""

    def make(book: Book, draw: random.Random) -> Told:
        title, _, cell = book.figure(draw)
        if sheet:
            title = sheet
        drawing = book.drawing(title)
        inner = body
        if "NAME" in inner:
            inner = inner.replace(
                "NAME", book.link(drawing, *beside.split(" "), outside=beside.startswith("hyperlink"))
            )
        column, row = column_of(cell[1]) - 1, int(re.sub(r"\D", "", cell[1])) - 1
        book.edit(drawing, "</xdr:wsDr>", f"{anchored(anchor, column, row, inner)}</xdr:wsDr>")
        return book.told(title, r"[A-Z]+\d+(:[A-Z]+\d+)?" if anchor == "absolute" else rf"{cell[1]}(:[A-Z]+\d+)?")

    return make


def column_of(address: str) -> int:
    column = 0
    for letter in re.sub(r"\d", "", address):
        column = column * 26 + ord(letter) - 64
    return column


def anchored(anchor: str, column: int, row: int, body: str) -> str:
    start = f"<xdr:from><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
    end = (
        start.replace("from>", "to>")
        .replace(f"<xdr:col>{column}<", f"<xdr:col>{column + 1}<")
        .replace(f"<xdr:row>{row}<", f"<xdr:row>{row + 1}<")
    )
    extent = '<xdr:ext cx="900000" cy="190000"/>'
    if anchor == "two":
        return f"<xdr:twoCellAnchor>{start}{end}{body}<xdr:clientData/></xdr:twoCellAnchor>"
    if anchor == "one":
        return f"<xdr:oneCellAnchor>{start}{extent}{body}<xdr:clientData/></xdr:oneCellAnchor>"
    return f'<xdr:absoluteAnchor><xdr:pos x="900000" y="900000"/>{extent}{body}<xdr:clientData/></xdr:absoluteAnchor>'


def shape(words: str = "", link: str = "", click: str = "") -> str:
    text = f"<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>{words}</a:t></a:r></a:p></xdr:txBody>" if words else ""
    fill = '<xdr:spPr><a:prstGeom prst="rect"/><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></xdr:spPr>'
    return f'<xdr:sp macro="" textlink="{link}"><xdr:nvSpPr><xdr:cNvPr id="91" name="x">{click}</xdr:cNvPr><xdr:cNvSpPr/></xdr:nvSpPr>{fill}{text}</xdr:sp>'


PICTURE = (
    '<xdr:pic macro=""><xdr:nvPicPr><xdr:cNvPr id="92" name="p"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:REL="NAME"/></xdr:blipFill><xdr:spPr/></xdr:pic>'
)
CLICK = '<a:hlinkClick xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="NAME"/>'


def element(name: str, inner: str = "", before: str = "</worksheet>") -> Make:
    """Put an element into a sheet that draws something and that we never write."""

    def make(book: Book, draw: random.Random) -> Told:
        title, part, _ = book.figure(draw)
        book.section(part, before, inner or f'<{name} r:id="{book.link(part, name, f"../media/{name}.bin")}"/>')
        return book.told(title, name)

    return make


def formula_as(attributes: str) -> Make:
    def make(book: Book, draw: random.Random) -> Told:
        title, part, cell = book.figure(draw)
        book.replace(part, cell, cell[2], cell[3].replace("<f>", f"<f {attributes.format(cell=cell[1])}>"))
        return book.told(title, cell[1])

    return make


def sparkline(inner: str) -> str:
    return f'<extLst><ext uri="{{X}}" xmlns:x14="{X14}">{inner}</ext></extLst>'


def unfitted(text: str) -> str:
    """Print at a tenth: a scale is heeded where a sheet is not made to fit its pages."""
    return text.replace(' fitToPage="1"', "", 1).replace("<pageSetup ", '<pageSetup scale="10" ', 1)


HEADER = "odd(Header|Footer) [LCR]"
KINDS = [
    BookKind("rows lost above a frozen pane", of_sheet(scrolled("A12", 3, 0), "1:11")),
    BookKind(
        "columns lost before a frozen pane",
        of_sheet(
            lambda text: re.sub(
                r"<pane [^>]*/>",
                '<pane xSplit="2" topLeftCell="AA1" activePane="topRight" state="frozen"/>',
                text,
                count=1,
            ).replace("<sheetView ", '<sheetView topLeftCell="F1" ', 1),
            "A:E",
        ),
    ),
    BookKind("frozen rows that fill the window", of_sheet(frozen(60, 1, "B61"), r"1:60")),
    BookKind("frozen columns that fill the window", of_sheet(frozen(3, 40, "AO4"), r"A1:AN1")),
    BookKind("view of a tenth", substituted("<sheetView ", '<sheetView zoomScale="10" ', "zoomScale")),
    BookKind("sheet from right to left", substituted("<sheetView ", '<sheetView rightToLeft="1" ', "rightToLeft")),
    BookKind("zeros out of sight", substituted("<sheetView ", '<sheetView showZeros="0" ', "showZeros=0"), "hidden"),
    BookKind(
        "formulas for figures", substituted("<sheetView ", '<sheetView showFormulas="1" ', "showFormulas=1"), "hidden"
    ),
    BookKind(
        "rows without height", substituted("<sheetFormatPr ", '<sheetFormatPr zeroHeight="1" ', r"\d+:\d+"), "hidden"
    ),
    BookKind(
        "rows of half a point",
        substituted(r'defaultRowHeight="15"', 'defaultRowHeight="0.5" customHeight="1"', r"\d+:\d+"),
        "hidden",
    ),
    BookKind(
        "cells merged over figures",
        substituted("</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A4:F9"/></mergeCells>', "A4:F9"),
        "hidden",
    ),
    BookKind(
        "rule that recolours",
        substituted(
            "</sheetData>",
            '</sheetData><conditionalFormatting sqref="C4"><cfRule type="expression" dxfId="0" priority="1"><formula>TRUE</formula></cfRule></conditionalFormatting>',
            "conditionalFormatting C4",
        ),
        "hidden",
    ),
    BookKind(
        "tabs of sheets out of sight", of_book("<workbookView ", '<workbookView showSheetTabs="0" ', "showSheetTabs=0")
    ),
    BookKind(
        "window out of sight", of_book("<workbookView ", '<workbookView visibility="hidden" ', "visibility=hidden")
    ),
    BookKind("precision as displayed", of_book("<calcPr ", '<calcPr fullPrecision="0" ', "fullPrecision=0")),
    BookKind("words in a header", substituted("<oddHeader>", "<oddHeader>&amp;L评审通过", HEADER)),
    BookKind("header out", substituted(r"<oddHeader>.*?</oddHeader>", "", HEADER)),
    BookKind("words in a footer", substituted("<oddFooter>", "<oddFooter>&amp;L覆盖倍数1.30", HEADER)),
    BookKind("header in white", substituted("<oddHeader>&amp;R", "<oddHeader>&amp;R&amp;KFFFFFF", HEADER)),
    BookKind("header of one point", substituted("<oddHeader>&amp;R", "<oddHeader>&amp;R&amp;1", HEADER)),
    BookKind("header struck through", substituted("<oddHeader>&amp;R", "<oddHeader>&amp;R&amp;S", HEADER)),
    BookKind(
        "header of the first page",
        substituted(
            "<headerFooter>(.*?)</headerFooter>",
            r'<headerFooter differentFirst="1">\1<firstHeader>&amp;C正式稿</firstHeader></headerFooter>',
            "first(Header|Footer) [LCR]",
        ),
    ),
    BookKind(
        "header of even pages",
        substituted(
            "<headerFooter>(.*?)</headerFooter>",
            r'<headerFooter differentOddEven="1">\1<evenHeader>&amp;C已批准</evenHeader></headerFooter>',
            "even(Header|Footer) [LCR]",
        ),
    ),
    BookKind("part of a sheet not printed", print_area),
    BookKind(
        "no paper between the margins", substituted('<pageMargins left="[^"]*"', '<pageMargins left="9"', "pageMargins")
    ),
    BookKind("printed at a tenth", of_sheet(unfitted, "pageSetup")),
    BookKind("link to another cell", relinked("'封面'!B6")),
    BookKind("link to another file", relinked("[other.xlsx]Sheet1!A1")),
    BookKind("link to a page", linked_away("https://example.com/ok")),
    BookKind("link to a program", linked_away("file:///C:/run.exe")),
    BookKind("prompt says otherwise", prompted("prompt")),
    BookKind("error text says otherwise", prompted("error")),
    BookKind("white box over a figure", over(shape())),
    BookKind("box with words", over(shape("本息覆盖倍数 1.30"))),
    BookKind("box with the words of a cell", over(shape(link="'封面'!$B$12"))),
    BookKind("box that opens a page", over(shape(click=CLICK), beside="hyperlink https://example.com")),
    BookKind("box with one corner fixed", over(shape("通过"), anchor="one")),
    BookKind("box fixed on the page", over(shape("通过"), anchor="absolute")),
    BookKind("box on the sheet of charts", over(shape("达标"), sheet="图表")),
    BookKind("boxes in a group", over(f"<xdr:grpSp>{shape('a')}{shape('b')}</xdr:grpSp>")),
    BookKind("line over a figure", over('<xdr:cxnSp macro=""><xdr:spPr/></xdr:cxnSp>')),
    BookKind("picture over a figure", over(PICTURE.replace("REL", "embed"), beside="image ../media/image1.png")),
    BookKind(
        "linked picture over a figure",
        over(PICTURE.replace("REL", "link"), beside="hyperlink https://example.com/p.png"),
    ),
    BookKind(
        "box for newer programs only",
        over(
            f'<mc:AlternateContent xmlns:mc="{MARK}"><mc:Choice Requires="x">{shape("x")}</mc:Choice></mc:AlternateContent>'
        ),
    ),
    BookKind("picture behind the cells", element("picture")),
    BookKind("drawing of the old kind", element("legacyDrawing")),
    BookKind("pictures in headers", element("legacyDrawingHF")),
    BookKind("table over cells", element("tableParts", '<tableParts count="1"><tablePart r:id="rId99"/></tableParts>')),
    BookKind("embedded object", element("oleObjects", "<oleObjects><oleObject progId='x'/></oleObjects>")),
    BookKind("buttons", element("controls", "<controls><control shapeId='1'/></controls>")),
    BookKind(
        "alternative content",
        element(
            "AlternateContent",
            f'<mc:AlternateContent xmlns:mc="{MARK}"><mc:Choice Requires="x14"/></mc:AlternateContent>',
        ),
    ),
    BookKind(
        "small chart in a cell",
        element("sparklineGroups", sparkline("<x14:sparklineGroups><x14:sparklineGroup/></x14:sparklineGroups>")),
    ),
    BookKind("slicer over cells", element("slicerList", sparkline("<x14:slicerList/>"))),
    BookKind(
        "newer rule",
        substituted(
            "</worksheet>",
            sparkline("<x14:conditionalFormattings><x14:conditionalFormatting/></x14:conditionalFormattings>")
            + "</worksheet>",
            "conditionalFormatting",
        ),
        "hidden",
    ),
    BookKind("formula of a data table", formula_as('t="dataTable" ref="{cell}" r1="A1" dt2D="0"'), "formula"),
    BookKind("formula of an array", formula_as('t="array" ref="{cell}"'), "formula"),
]  # a list, one entry a kind
