"""Kinds of tampering with what is printed, with effects of letters, and with data beside the values of cells."""

import random
import re
from collections.abc import Callable

from tests.audit.book_cells import pieced, with_mark
from tests.audit.book_charts import sub
from tests.audit.book_edit import Book, BookKind, Make, Told
from tests.audit.book_sheets import HEADER, of_sheet, substituted

SETUP = r"<pageSetup [^>]*/>"
OUTLINE = '<a:ln w="9525"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:ln>'
STRIPES = '<a:pattFill prst="ltHorz"><a:fgClr><a:srgbClr val="000000"/></a:fgClr></a:pattFill>'
LETTERS = '<rFont val="宋体"/><sz val="10"/>'


def set_up(attributes: str, *, fitted: bool = True) -> Make:
    """Print a sheet with figures otherwise."""

    def change(text: str) -> str:
        text = re.sub(SETUP, f"<pageSetup {attributes}/>", text, count=1)
        return text if fitted else text.replace(' fitToPage="1"', "", 1)

    return of_sheet(change, "pageSetup")


def wide(attributes: str, columns: str = "") -> Make:
    """Print a sheet of many years on one page, the columns as wide as wanted."""

    def make(book: Book, draw: random.Random) -> Told:
        while True:
            title, part, _ = book.figure(draw)
            if 'fitToWidth="' in book.text(part):
                text = re.sub(SETUP, f"<pageSetup {attributes}/>", book.text(part), count=1)
                book.put(part, re.sub(r"<cols>.*?</cols>", columns, text, count=1) if columns else text)
                return book.told(title, "pageSetup")

    return make


def titled(rows: str) -> Make:
    """Repeat other rows or columns on every page."""

    def make(book: Book, draw: random.Random) -> Told:
        names = book.text("xl/workbook.xml")
        found = draw.choice(
            [
                one
                for one in re.finditer(
                    r'<definedName name="_xlnm.Print_Titles" localSheetId="(\d+)">([^<]*)</definedName>', names
                )
                if 4 < int(one[1]) < 38
            ]
        )
        sheet = found[2].split(",")[0].rpartition("!")[0]
        stated = ",".join(f"{sheet}!{one}" for one in rows.split(","))
        book.put("xl/workbook.xml", names.replace(found[0], found[0].replace(found[2], stated), 1))
        return book.told(list(book.sheets())[int(found[1])], "Print_Titles")

    return make


def printed_wide(area: str) -> Make:
    """Print a part of the sheet so large that what is in it shrinks."""

    def make(book: Book, draw: random.Random) -> Told:
        names = book.text("xl/workbook.xml")
        found = draw.choice(
            list(re.finditer(r'<definedName name="_xlnm.Print_Area" localSheetId="(\d+)">([^<]*!)[^<]*<', names))
        )
        stated = re.sub(r"![^<]*<", f"!{area}<", found[0])
        book.put("xl/workbook.xml", names.replace(found[0], stated, 1))
        return book.told(list(book.sheets())[int(found[1])], "pageSetup")

    return make


def beside(attribute: str) -> Make:
    """Put data beside the value of a figure or a label."""

    def make(book: Book, draw: random.Random) -> Told:
        title, part, cell = book.anywhere(draw)
        book.replace(part, cell, f"{cell[2]} {attribute}", cell[3])
        return book.told(title, cell[1])

    return make


def drafted(book: Book, draw: random.Random) -> Told:
    draw.random()
    book.put(book.sheets()["图表"], book.text(book.sheets()["图表"]).replace("<pageSetup ", '<pageSetup draft="1" ', 1))
    return book.told("图表", "pageSetup")


def lines_tall(height: int) -> Callable[[str], str]:
    return lambda text: re.sub(
        r'<row r="([123])"([^>]*?)(?: ht="[^"]*" customHeight="1")?>',
        rf'<row r="\1"\2 ht="{height}" customHeight="1">',
        text,
        count=3,
    )


KINDS = [
    BookKind(
        "a sheet of years on one page", wide('paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"')
    ),
    BookKind("a sheet of years on one upright page", wide('paperSize="9" orientation="portrait" fitToWidth="1"')),
    BookKind(
        "columns as wide as they go on two pages",
        wide(
            'paperSize="9" orientation="landscape" fitToWidth="2" fitToHeight="0"',
            '<cols><col min="1" max="26" width="120" customWidth="1"/></cols>',
        ),
    ),
    BookKind("a part so large that print shrinks", printed_wide("$A$1:$IV$60")),
    BookKind("printed at two fifths", set_up('paperSize="9" scale="40" orientation="landscape"', fitted=False)),
    BookKind("letters of a postcard", set_up('paperSize="43" orientation="landscape" fitToHeight="0"')),
    BookKind("paper of an envelope", set_up('paperSize="38" scale="100"', fitted=False)),
    BookKind("paper of A6", set_up('paperSize="70" orientation="landscape" scale="100"', fitted=False)),
    BookKind("paper of five centimetres", set_up('paperWidth="50mm" paperHeight="70mm"', fitted=False)),
    BookKind("paper of two inches", set_up('paperWidth="2in" paperHeight="3in" fitToHeight="0"')),
    BookKind("a draft without charts", drafted),
    BookKind("rows repeated that fill the page", titled("$1:$60")),
    BookKind("rows repeated from below the headings", titled("$A:$B,$4:$70")),
    BookKind("columns repeated that fill the page", titled("$A:$N,$1:$3")),
    BookKind("headings as high as the page", of_sheet(lines_tall(180), "Print_Titles")),
    BookKind("hollow letters", with_mark("<outline/>")),
    BookKind("letters with a shadow", with_mark('<shadow val="1"/>')),
    BookKind("letters pressed together", with_mark("<condense/>")),
    BookKind("letters drawn apart", with_mark("<extend/>")),
    BookKind("a piece of a label hollow", pieced(f"{LETTERS}<outline/>")),
    BookKind("a piece of a label with a shadow", pieced(f"{LETTERS}<shadow/>", inline=False)),
    BookKind("header hollow", substituted("<oddHeader>&amp;R", "<oddHeader>&amp;R&amp;O", HEADER)),
    BookKind("header with a shadow", substituted("<oddHeader>&amp;R", "<oddHeader>&amp;R&amp;H", HEADER)),
    BookKind("title of a chart struck out", sub(r"(<c:title>.*?<a:rPr )", r'\1strike="sngStrike" ')),
    BookKind("title of a chart raised", sub(r'(<c:title>.*?<a:rPr [^>]*)baseline="0"', r'\1baseline="30000"')),
    BookKind("axis of a chart in outline", sub(r"(<c:valAx>.*?<a:defRPr [^>]*>)", rf"\1{OUTLINE}")),
    BookKind("legend of a chart in signs", sub(r'(<c:legend>.*?<a:latin typeface=")[^"]*', r"\1Wingdings")),
    BookKind("legend of a chart in stripes", sub(r"(<c:legend>.*?<a:defRPr [^>]*>)", rf"\1{STRIPES}")),
    BookKind("title of a chart on its head", sub(r"(<c:title>.*?)<a:bodyPr[^>]*>", r'\1<a:bodyPr rot="10800000"/>')),
    BookKind("a picture for the value", beside('vm="1"')),
    BookKind("data of a cell", beside('cm="1"')),
]  # a list, one entry a kind
