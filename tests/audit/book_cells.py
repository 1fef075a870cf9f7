"""Kinds of tampering with how cells look: letters, grounds, pieces of texts, readings above them, sizes of rows and columns."""

import random
import re
from collections.abc import Callable
from html import escape

from tests.audit.book_edit import Book, BookKind, Make, Told
from tests.audit.workbooks import letters

SI = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def lettered(change: Callable[[str], str]) -> Make:
    """Change the letters of one cell."""

    def make(book: Book, draw: random.Random) -> Told:
        title, part, cell = book.anywhere(draw)
        font = book.font_of(cell)
        changed = change(font)
        assert changed != font
        book.restyle(part, cell, font=changed)
        return book.told(title, cell[1])

    return make


def coloured(colour: str) -> Make:
    return lettered(lambda font: re.sub(r"<color [^>]*/>", f"<color {colour}/>", font))


def sized(size: str) -> Make:
    return lettered(lambda font: re.sub(r'<sz val="[^"]*"/>', f'<sz val="{size}"/>', font))


def with_mark(mark: str) -> Make:
    return lettered(lambda font: font.replace("<font>", f"<font>{mark}"))


def faced(name: str, charset: str = "") -> Make:
    return lettered(lambda font: re.sub(r'<name val="[^"]*"/>', f'<name val="{name}"/>{charset}', font))


def grounded(fill: str) -> Make:
    def make(book: Book, draw: random.Random) -> Told:
        title, part, cell = book.anywhere(draw)
        book.restyle(
            part,
            cell,
            font=re.sub(r"<color [^>]*/>", '<color theme="1"/>', book.font_of(cell)),
            fill=f"<fill>{fill}</fill>",
        )
        return book.told(title, cell[1])

    return make


def solid(colour: str) -> str:
    return f'<patternFill patternType="solid"><fgColor {colour}/><bgColor indexed="64"/></patternFill>'


def standing(alignment: str) -> Make:
    def make(book: Book, draw: random.Random) -> Told:
        title, part, cell = book.figure(draw)
        book.restyle(part, cell, alignment=f"<alignment {alignment}/>")
        return book.told(title, cell[1])

    return make


def crossed(direction: str) -> Make:
    def make(book: Book, draw: random.Random) -> Told:
        title, part, cell = book.anywhere(draw)
        line = '<left/><right/><top/><bottom/><diagonal style="thick"><color rgb="FF000000"/></diagonal>'
        book.restyle(part, cell, border=f'<border {direction}="1">{line}</border>')
        return book.told(title, cell[1])

    return make


def pieced(letters_: str, *, inline: bool = True) -> Make:
    """Write one piece of a label in other letters, in the cell or among the shared texts."""

    def make(book: Book, draw: random.Random) -> Told:
        title, part, cell, words = book.label(draw)
        at = draw.randrange(len(words) - 1)
        runs = f"<r><t>{words[:at]}</t></r>" if at else ""
        runs += f"<r><rPr>{letters_}</rPr><t>{words[at : at + 2]}</t></r><r><t>{words[at + 2 :]}</t></r>"
        return stored(book, title, part, cell, runs, inline=inline)

    return make


def stored(book: Book, title: str, part: str, cell: re.Match[str], runs: str, *, inline: bool) -> Told:
    kept = re.sub(r' t="\w+"', "", cell[2])
    if inline:
        book.replace(part, cell, f'{kept} t="inlineStr"', f"<is>{runs}</is>")
    else:
        count = len(re.findall("<si>", book.text("xl/sharedStrings.xml")))
        book.edit("xl/sharedStrings.xml", "</sst>", f"<si>{runs}</si></sst>")
        book.replace(part, cell, f'{kept} t="s"', f"<v>{count}</v>")
    return book.told(title, cell[1])


def read_above(*, inline: bool) -> Make:
    def make(book: Book, draw: random.Random) -> Told:
        title, part, cell, words = book.label(draw)
        runs = f'<t>{escape(words)}</t><rPh sb="0" eb="2"><t>{draw.choice(["通过", "1.30", "已核"])}</t></rPh>'
        return stored(book, title, part, cell, runs, inline=inline)

    return make


def narrow(width: float) -> Make:
    """Make the column of a figure too narrow for it."""

    def make(book: Book, draw: random.Random) -> Told:
        while True:
            title, part, cell = book.figure(draw)
            column = re.sub(r"\d", "", cell[1])
            number = next(number for number in range(1, 200) if letters(number) == column)
            text = book.text(part)
            for found in re.finditer(r'<col min="(\d+)" max="(\d+)"([^>]*)/>', text):
                if int(found[1]) <= number <= int(found[2]):
                    spans = [
                        (int(found[1]), number - 1, found[3]),
                        (number, number, f' width="{width}" customWidth="1"'),
                        (number + 1, int(found[2]), found[3]),
                    ]
                    new = "".join(f'<col min="{low}" max="{high}"{rest}/>' for low, high, rest in spans if low <= high)
                    book.put(part, text.replace(found[0], new, 1))
                    return book.told(title, rf"{column}\d+(:{column}\d+)?")

    return make


def low(height: str) -> Make:
    """Make the row of a figure too low for it."""

    def make(book: Book, draw: random.Random) -> Told:
        title, part, cell = book.figure(draw)
        row = re.sub(r"\D", "", cell[1])
        text = book.text(part)
        head = re.search(rf'<row r="{row}"[^>]*>', text)
        assert head
        plain = re.sub(r' (ht|customHeight)="[^"]*"', "", head[0])
        book.put(part, text.replace(head[0], plain.replace("<row ", f'<row ht="{height}" customHeight="1" '), 1))
        return book.told(title, rf"[A-Z]+{row}(:[A-Z]+{row})?|{row}:{row}")

    return make


def everywhere(name: str, old: str, new: str) -> Make:
    """Change what many cells share."""

    def make(book: Book, draw: random.Random) -> Told:
        draw.random()
        book.put(name, re.sub(old, new, book.text(name), flags=re.DOTALL))
        return book.told("", r"[A-Z]+\d+(:[A-Z]+\d+)?")

    return make


def palette(book: Book, draw: random.Random) -> Told:
    title, part, cell = book.figure(draw)
    font = re.sub(r"<color [^>]*/>", '<color indexed="10"/>', book.font_of(cell))
    book.restyle(part, cell, font=font)
    colours = "".join(f'<rgbColor rgb="00{"FFFFFF" if at == 10 else "000000"}"/>' for at in range(64))
    book.edit(
        "xl/styles.xml", "</styleSheet>", f"<colors><indexedColors>{colours}</indexedColors></colors></styleSheet>"
    )
    return book.told(title, cell[1])


WHITE = 'rgb="FFFFFFFF"'
KINDS = [
    *(
        BookKind(f"letters {what}", coloured(colour))
        for what, colour in {
            "white": WHITE,
            "of six digits": 'rgb="FFFFFF"',
            "pale grey": 'rgb="FFE0E0E0"',
            "pale yellow": 'rgb="FFFFF2CC"',
            "white of the theme": 'theme="0"',
            "white by number": 'indexed="9"',
            "black made light": 'theme="1" tint="0.95"',
            "background of the system": 'indexed="65"',
            "pale accent": 'theme="4" tint="0.9"',
        }.items()
    ),
    *(BookKind(f"letters of {size} points", sized(size)) for size in ("1", "3", "5")),
    BookKind("letters so large that a figure has no room", standing('horizontal="right" indent="40"')),
    BookKind("letters struck through", with_mark("<strike/>")),
    BookKind("letters struck through, said in full", with_mark('<strike val="1"/>')),
    BookKind("letters raised", with_mark('<vertAlign val="superscript"/>')),
    BookKind("letters lowered", with_mark('<vertAlign val="subscript"/>')),
    *(BookKind(f"letters in {name}", faced(name)) for name in ("Wingdings", "Webdings", "Symbol", "Wingdings 3")),
    BookKind("letters of the set of symbols", faced("宋体", '<charset val="2"/>')),
    *(
        BookKind(f"ground {what}", grounded(fill))
        for what, fill in {
            "black": solid('rgb="FF000000"'),
            "dark blue": solid('rgb="FF101040"'),
            "of the letters' theme": solid('theme="1"'),
            "black by number": solid('indexed="8"'),
            "darkened": solid('theme="0" tint="-0.95"'),
            "running to black": '<gradientFill><stop position="0"><color rgb="FFFFFFFF"/></stop><stop position="1"><color rgb="FF000000"/></stop></gradientFill>',
            "of a dark pattern": '<patternFill patternType="darkGray"/>',
            "of black stripes": '<patternFill patternType="darkUp"><fgColor rgb="FF000000"/><bgColor rgb="FFFFFFFF"/></patternFill>',
        }.items()
    ),
    *(
        BookKind(f"text {what}", standing(alignment))
        for what, alignment in {
            "turned upwards": 'textRotation="90"',
            "turned down": 'textRotation="135"',
            "written downwards": 'textRotation="255"',
            "repeated": 'horizontal="fill"',
            "from right to left": 'readingOrder="2"',
        }.items()
    ),
    BookKind("crossed out upwards", crossed("diagonalUp")),
    BookKind("crossed out downwards", crossed("diagonalDown")),
    *(
        BookKind(f"piece of a label {what}", pieced(piece))
        for what, piece in {
            "white": f"<color {WHITE}/>",
            "tiny": '<sz val="1"/>',
            "struck": "<strike/>",
            "raised": '<vertAlign val="superscript"/>',
            "in symbols": '<rFont val="Wingdings"/>',
        }.items()
    ),
    BookKind("piece of a shared label white", pieced(f"<color {WHITE}/>", inline=False)),
    BookKind("piece of a shared label struck", pieced("<strike/>", inline=False)),
    BookKind("reading printed above a label", read_above(inline=True)),
    BookKind("reading printed above a shared label", read_above(inline=False)),
    BookKind("column too narrow for a figure", narrow(4.0)),
    BookKind("column that shows the first sign", narrow(2.5)),
    BookKind("row too low for its letters", low("4")),
    BookKind("row cut in half", low("6.5")),
    BookKind(
        "all figures in white",
        everywhere("xl/styles.xml", r'(<font>(?:<b/>)?<sz val="10"/>)<color theme="1"/>', rf"\1<color {WHITE}/>"),
    ),
    BookKind(
        "theme with white for black",
        everywhere("xl/theme/theme1.xml", r"<a:dk1>.*?</a:dk1>", '<a:dk1><a:srgbClr val="FFFFFF"/></a:dk1>'),
    ),
    BookKind("palette with white for red", palette),
]  # a list, one entry a kind
