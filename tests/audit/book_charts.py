"""Kinds of tampering with charts: titles, series, cells, values kept, axes, labels, places, charts exchanged."""

import random
import re
from collections.abc import Callable

from tests.audit.book_edit import Book, BookKind, Make, Told

SHEETS = ("图表", "压力测试", "风险分析")
PLACE = r"[A-Z]+\d+"
WHITE = '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
SERIES_INK = r"(<c:ser>.*?</c:tx>)<c:spPr>.*?</c:spPr>(?:<c:marker>.*?</c:marker>)?"
"""All that shows a series: a line without its colour is still seen by its markers."""
NONE = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
WORDS = "<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>{}</a:t></a:r></a:p></c:rich></c:tx></c:title>"
LABEL = '<c:dLbls><c:dLbl><c:idx val="2"/><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>1.30</a:t></a:r></a:p></c:rich></c:tx></c:dLbl></c:dLbls>'


def charted(change: Callable[[str], str]) -> Make:
    """Change the text of one chart."""

    def make(book: Book, draw: random.Random) -> Told:
        found = [(sheet, part) for sheet in SHEETS if sheet in book.sheets() for part in charts(book, sheet)]
        draw.shuffle(found)
        for sheet, part in found:
            changed = change(book.text(part))
            if changed != book.text(part):
                book.put(part, changed)
                return book.told(sheet, PLACE)
        raise AssertionError

    return make


def charts(book: Book, sheet: str) -> list[str]:
    rels = book.sheets()[sheet].replace("worksheets/", "worksheets/_rels/") + ".rels"
    return book.charts(sheet) if rels in book.texts else []


def sub(pattern: str, new: str, count: int = 1) -> Make:
    return charted(lambda text: re.sub(pattern, new, text, count=count, flags=re.DOTALL))


def exchanged(text: str) -> str:
    """Let two series change the cells of their values."""
    cells = re.findall(r"<c:val><c:numRef><c:f>(.*?)</c:f>", text)
    if len(cells) < 2:
        return text
    return (
        text.replace(f"<c:val><c:numRef><c:f>{cells[0]}<", "\0")
        .replace(f"<c:val><c:numRef><c:f>{cells[1]}<", f"<c:val><c:numRef><c:f>{cells[0]}<")
        .replace("\0", f"<c:val><c:numRef><c:f>{cells[1]}<")
    )


def names_exchanged(text: str) -> str:
    names = re.findall(r"<c:ser>.*?<c:tx><c:v>(.*?)</c:v>", text, re.DOTALL)
    if len(names) < 2:
        return text
    return (
        text.replace(f"<c:v>{names[0]}<", "\0")
        .replace(f"<c:v>{names[1]}<", f"<c:v>{names[0]}<")
        .replace("\0", f"<c:v>{names[1]}<")
    )


def series_out(text: str) -> str:
    found = re.findall(r"<c:ser>.*?</c:ser>", text, re.DOTALL)
    return text.replace(found[-1], "", 1) if len(found) > 1 else text


def series_twice(text: str) -> str:
    found = re.findall(r"<c:ser>.*?</c:ser>", text, re.DOTALL)
    return text.replace(found[0], found[0] + found[0].replace("<c:v>", "<c:v>另一", 1), 1)


def in_drawing(change: Callable[[str], str]) -> Make:
    """Change where the charts of a sheet stand."""

    def make(book: Book, draw: random.Random) -> Told:
        sheet = draw.choice([sheet for sheet in SHEETS if sheet in book.sheets() and charts(book, sheet)])
        if change is swapped:
            sheet = "图表"
        part = book.drawing(sheet)
        changed = change(book.text(part))
        assert changed != book.text(part)
        book.put(part, changed)
        return book.told(sheet, PLACE)

    return make


def anchors(text: str) -> list[str]:
    return re.findall(r"<xdr:twoCellAnchor>.*?</xdr:twoCellAnchor>", text, re.DOTALL)


def swapped(text: str) -> str:
    ids = re.findall(r'r:id="(rId\d+)"', text)
    return text.replace(f'"{ids[0]}"', "\0").replace(f'"{ids[1]}"', f'"{ids[0]}"').replace("\0", f'"{ids[1]}"')


def to(column: int, row: int) -> str:
    return f"<xdr:to><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"


def shrunk(text: str) -> str:
    one = anchors(text)[0]
    start = [int(number) for number in re.findall(r"<xdr:(?:col|row)>(\d+)<", one)[:2]]
    return text.replace(one, re.sub(r"<xdr:to>.*?</xdr:to>", to(start[0] + 1, start[1] + 2), one, flags=re.DOTALL), 1)


def over_cells(book: Book, draw: random.Random) -> Told:
    """Draw a chart larger, over the figures of its sheet."""
    sheet = draw.choice([sheet for sheet in SHEETS[1:] if sheet in book.sheets() and charts(book, sheet)])
    part = book.drawing(sheet)
    one = draw.choice(anchors(book.text(part)))
    new = re.sub(r"<xdr:from>.*?</xdr:from>", to(0, 2).replace("to>", "from>"), one, flags=re.DOTALL)
    book.put(part, book.text(part).replace(one, new, 1))
    return book.told(sheet, PLACE)


AXIS = r"(<c:valAx><c:axId[^>]*/><c:scaling>)"
KINDS = [
    BookKind("title of a chart", sub(r"(<c:title>.*?<a:t>)[^<]*<", r"\g<1>偿债能力充足<")),
    BookKind(
        "title of a chart in white",
        sub(r"(<c:title>.*?<a:rPr [^>]*>)", r'\1<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'),
    ),
    BookKind("title of a chart of one point", sub(r'(<c:title>.*?<a:rPr lang="en-US" )sz="\d+"', r'\1sz="100"')),
    BookKind(
        "title of a chart see-through",
        sub(
            r"(<c:title>.*?<a:rPr [^>]*>)",
            r'\1<a:solidFill><a:srgbClr val="000000"><a:alpha val="0"/></a:srgbClr></a:solidFill>',
        ),
    ),
    BookKind(
        "title of a chart out of the picture",
        sub(
            r"(</c:tx>)<c:layout/>(</c:title>)",
            r'\1<c:layout><c:manualLayout><c:x val="1.5"/><c:y val="0.1"/></c:manualLayout></c:layout>\2',
        ),
    ),
    BookKind("title of a chart out", sub(r"<c:title>.*?</c:title>", "")),
    BookKind("name of a series", sub(r"(<c:ser>.*?<c:tx><c:v>)[^<]*", r"\1项目收益（审定）")),
    BookKind(
        "name of a series from another cell",
        sub(r"(<c:ser>.*?<c:tx>)<c:v>[^<]*</c:v>", r"\1<c:strRef><c:f>'封面'!$A$1</c:f></c:strRef>"),
    ),
    BookKind("names of series exchanged", charted(names_exchanged)),
    BookKind("cells of series exchanged", charted(exchanged), "formula"),
    BookKind("values from other cells", sub(r"(<c:val><c:numRef><c:f>[^<]*?!\$[A-Z]+\$)\d+", r"\g<1>3"), "formula"),
    BookKind(
        "years from other cells", sub(r"(<c:cat><c:(?:num|str)Ref><c:f>[^<]*?!\$[A-Z]+\$)\d+", r"\g<1>9"), "formula"
    ),
    BookKind("values of another sheet", sub(r"(<c:val><c:numRef><c:f>)[^<]*", r"\1'封面'!$B$6:$B$12"), "formula"),
    BookKind(
        "values typed in",
        sub(
            r"<c:val><c:numRef>.*?</c:numRef></c:val>",
            '<c:val><c:numLit><c:ptCount val="1"/><c:pt idx="0"><c:v>9</c:v></c:pt></c:numLit></c:val>',
        ),
        "formula",
    ),
    BookKind("a value kept", sub(r'(<c:val>.*?<c:pt idx="3"><c:v>)[^<]*', r"\g<1>98765.4"), "value"),
    BookKind("a year kept", sub(r'(<c:cat>.*?<c:pt idx="2"><c:v>)[^<]*', r"\g<1>1999"), "value"),
    BookKind("title on an axis", sub(r"(<c:valAx>.*?<c:axPos [^>]*/>)", rf"\1{WORDS.format('亿元')}")),
    BookKind("axis that begins high", sub(AXIS, r'\1<c:min val="500"/>')),
    BookKind("axis that ends low", sub(AXIS, r'\1<c:max val="1000"/>')),
    BookKind("axis upside down", sub(AXIS + '<c:orientation val="minMax"/>', r'\1<c:orientation val="maxMin"/>')),
    BookKind("axis of powers", sub(AXIS, r'\1<c:logBase val="10"/>')),
    BookKind("axis out", sub(r"(<c:valAx>.*?</c:scaling>)", r'\1<c:delete val="1"/>')),
    BookKind("axis without numbers", sub(r'(<c:valAx>.*?)<c:tickLblPos val="\w+"/>', r'\1<c:tickLblPos val="none"/>')),
    BookKind("axis in thousands", sub(r'(<c:valAx>.*?<c:numFmt formatCode=")[^"]*(" sourceLinked="0")', r"\1#,##0,\2")),
    BookKind(
        "axis with a number for all",
        sub(r'(<c:valAx>.*?<c:numFmt formatCode=")[^"]*(" sourceLinked="0")', r"\1&quot;1.30&quot;\2"),
    ),
    BookKind(
        "axis in units of its own",
        sub(r"</c:valAx>", '<c:dispUnits><c:builtInUnit val="thousands"/></c:dispUnits></c:valAx>'),
    ),
    BookKind(
        "axis in white",
        sub(r"(<c:valAx>.*?<a:defRPr [^>]*>)", r'\1<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'),
    ),
    BookKind("series in white", sub(SERIES_INK, rf"\1{WHITE}")),
    BookKind("series without a line", sub(SERIES_INK, rf"\1{NONE}")),
    BookKind(
        "series see-through",
        sub(
            SERIES_INK,
            r'\1<c:spPr><a:solidFill><a:srgbClr val="2F5597"><a:alpha val="0"/></a:srgbClr></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>',
        ),
    ),
    BookKind("one bar out of sight", sub(r"(<c:ser>.*?)(<c:cat>)", rf'\1<c:dPt><c:idx val="3"/>{NONE}</c:dPt>\2')),
    BookKind("series out", charted(series_out)),
    BookKind("series added", charted(series_twice)),
    BookKind("legend out", sub(r"<c:legend>.*?</c:legend>", "")),
    BookKind(
        "legend without a name",
        sub(
            r"(<c:legend><c:legendPos [^>]*/>)", r'\1<c:legendEntry><c:idx val="0"/><c:delete val="1"/></c:legendEntry>'
        ),
    ),
    BookKind(
        "legend in white",
        sub(r"(<c:legend>.*?<a:defRPr [^>]*>)", r'\1<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'),
    ),
    BookKind("numbers at all points", sub(r"(<c:ser>.*?)(<c:cat>)", r'\1<c:dLbls><c:showVal val="1"/></c:dLbls>\2')),
    BookKind("a number of one's own at a point", sub(r"(<c:ser>.*?)(<c:cat>)", rf"\1{LABEL}\2")),
    BookKind("trend", sub(r"(<c:ser>.*?)(<c:cat>)", r'\1<c:trendline><c:trendlineType val="linear"/></c:trendline>\2')),
    BookKind("bars of errors", sub(r"(<c:ser>.*?)(<c:cat>)", r'\1<c:errBars><c:errBarType val="both"/></c:errBars>\2')),
    BookKind("table under a chart", sub(r"</c:plotArea>", '<c:dTable><c:showKeys val="1"/></c:dTable></c:plotArea>')),
    BookKind("boxes in a chart", sub(r"</c:chartSpace>", '<c:userShapes r:id="rId1"/></c:chartSpace>')),
    BookKind("figures of another file", sub(r"</c:chartSpace>", '<c:externalData r:id="rId1"/></c:chartSpace>')),
    BookKind("bars lying", sub(r'<c:barDir val="col"/>', '<c:barDir val="bar"/>')),
    BookKind("lines for bars", sub("barChart>", "lineChart>", 2)),
    BookKind(
        "bars over each other",
        sub(r'(<c:grouping val="clustered"/>.*?)<c:gapWidth', r'\1<c:overlap val="100"/><c:gapWidth'),
    ),
    BookKind(
        "plot too small",
        sub(
            r"<c:plotArea><c:layout/>",
            '<c:plotArea><c:layout><c:manualLayout><c:w val="0.1"/><c:h val="0.1"/></c:manualLayout></c:layout>',
        ),
    ),
    BookKind("charts exchanged", in_drawing(swapped)),
    BookKind("chart out", in_drawing(lambda text: text.replace(anchors(text)[-1], "", 1))),
    BookKind(
        "chart twice",
        in_drawing(
            lambda text: text.replace(
                "</xdr:wsDr>", anchors(text)[0].replace("<xdr:col>0<", "<xdr:col>40<", 1) + "</xdr:wsDr>"
            )
        ),
    ),
    BookKind("chart too small", in_drawing(shrunk)),
    BookKind("chart over cells", over_cells),
]  # a list, one entry a kind
