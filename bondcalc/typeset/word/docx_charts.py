"""Charts and timelines as charts of Word, with fills of their own that can be told apart in black-and-white print."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from bondcalc.typeset.document import Chart, ChartSeries, Timeline
from bondcalc.typeset.pdf_timeline import in_years
from bondcalc.typeset.word.docx_blocks import WordBlocks
from bondcalc.typeset.word.docx_markup import ART, CHART, DECLARATION, RELATIONS, escaped, marked, paragraph
from bondcalc.typeset.word.docx_names import level, number_of, sha256
from bondcalc.typeset.word.docx_tables import caption

WIDTH, HEIGHT = 5616000, 2916000
"""Of a chart, in EMU: the width of the text, and 81 mm."""
SPAN, SCALE = 254000, 700000
"""Height of a row of a timeline, and of its scale."""
ACROSS = 104
"""Letters of 8 points that stand side by side under a chart."""
SOLID, HATCHED = "solid", "hatched"
FILLS = ("404040", "ltUpDiag", "BFBFBF", "diagCross", "FFFFFF", "dkDnDiag", "ltHorz")
"""Greys and hatchings of bars, in the order of the PDF."""
MEMO = 1
"""The fill of memos."""
DASHES = ("solid", "dash", "sysDot", "dashDot", "lgDash")
MARKERS = ("circle", "square", "triangle", "diamond", "x")
BLACK = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'


UPRIGHT = '<c:invertIfNegative val="0"/>'
"""Bars below zero keep their fill."""


@dataclass(frozen=True)
class WordChart:
    """The paragraphs of a chart, and its part."""

    body: str
    part: str


def chart(blocks: WordBlocks, block: Chart, number: int) -> WordChart:
    """Draw a chart over its caption."""
    title = f"{block.title}（{block.unit}）" if block.unit else block.title
    plot = _plot(block)
    return _drawn(blocks, block.title, title, number, block.categories, block.series, HEIGHT, plot)


def timeline(blocks: WordBlocks, block: Timeline, number: int) -> WordChart:
    """Draw spans of time as bars that begin where each span begins."""
    begins = [in_years(first) for _, first, _ in block.spans]
    lasts = [in_years(last) - in_years(first) for _, first, last in block.spans]
    series = (ChartSeries("开始", begins), ChartSeries("时长（年）", lasts))
    labels = [label for label, _, _ in block.spans]
    years = (int(min(begins)), int(max(begin + last for begin, last in zip(begins, lasts, strict=True))) + 1)
    high = SCALE + SPAN * len(labels)
    return _drawn(blocks, block.title, block.title, number, labels, series, high, _spans(labels, series, years))


def words_of_chart(categories: Sequence[str], series: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Give what is compared of a chart: titles of its series, and name and values of each category, in one writing."""
    heads = "\t".join(level(name) for name, _ in series)
    rows = (
        "\t".join([level(category), *(number_of(values[at]) if at < len(values) else "" for _, values in series)])
        for at, category in enumerate(categories)
    )
    return "\n".join([heads, *rows])


def _drawn(
    blocks: WordBlocks,
    own: str,
    title: str,
    number: int,
    categories: Sequence[str],
    series: Sequence[ChartSeries],
    high: int,
    plot: str,
) -> WordChart:
    id_ = blocks.place(own)
    made = blocks.begin("g", id_)
    # As a plot has them: bars first.
    ordered = sorted(series, key=lambda plotted: plotted.kind != "bar")
    said = [(plotted.label, [_value(value) for value in plotted.values]) for plotted in ordered]
    blocks.end(made, words_of_chart(categories, said))
    shape = int(sha256(made.name)[:7], 16) or 1
    inside = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{WIDTH}" cy="{high}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{shape}" name="{made.name}" descr="{escaped(title)}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{CHART}"><c:chart r:id="rIdChart{number}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    body = paragraph("BCChart", marked(made.name, made.number, inside))
    return WordChart(body + caption(blocks, id_, "图", number, title, "BCFigureCaption"), plot)


def _value(value: float) -> str:
    """Write a value; one that is not a number leaves a gap."""
    return format(value, ".12g") if isfinite(value) else ""


def _plot(block: Chart) -> str:
    bars = [series for series in block.series if series.kind == "bar"]
    lines = [series for series in block.series if series.kind == "line"]
    plots = ""
    if bars:
        drawn = "".join(
            _series(block.series.index(plotted), at, plotted, block.categories, _bar(MEMO if plotted.memo else at))
            for at, plotted in enumerate(bars)
        )
        plots += (
            '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
            f'{drawn}<c:gapWidth val="50"/><c:axId val="1001"/><c:axId val="1002"/></c:barChart>'
        )
    if lines:
        drawn = "".join(
            _series(block.series.index(plotted), len(bars) + at, plotted, block.categories, _line(at), smooth=True)
            for at, plotted in enumerate(lines)
        )
        plots += (
            '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
            f'{drawn}<c:marker val="1"/><c:axId val="1001"/><c:axId val="1002"/></c:lineChart>'
        )
    axes = _axis("catAx", 1001, 1002, "b", "low", turned=_turned(block.categories))
    axes += _axis("valAx", 1002, 1001, "l", "nextTo")
    legend = f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_letters(900)}</c:legend>'
    return _space(plots + axes, legend)


def _spans(labels: Sequence[str], series: Sequence[ChartSeries], years: tuple[int, int]) -> str:
    clear = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    tints = "".join(_bar_of_its_own(at) for at in range(len(labels)))
    drawn = _series(0, 0, series[0], labels, clear) + _series(1, 1, series[1], labels, _bar(0) + tints)
    low, high = years
    bars = (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f'{drawn}<c:gapWidth val="60"/><c:overlap val="100"/><c:axId val="1001"/><c:axId val="1002"/></c:barChart>'
    )
    axes = _axis("catAx", 1001, 1002, "l", "low", order="maxMin")
    limits = f'<c:max val="{high}"/><c:min val="{low}"/>'
    every = -(-(high - low) // 12)
    axes += _axis("valAx", 1002, 1001, "b", "nextTo", limits=limits, form="0", crosses="max", every=every)
    return _space(bars + axes, "")


def _series(
    index: int, order: int, series: ChartSeries, categories: Sequence[str], look: str, *, smooth: bool = False
) -> str:
    column = chr(ord("B") + index)
    last = len(categories) + 1
    names = "".join(f'<c:pt idx="{at}"><c:v>{escaped(name)}</c:v></c:pt>' for at, name in enumerate(categories))
    values = "".join(
        f'<c:pt idx="{at}"><c:v>{_value(value)}</c:v></c:pt>'
        for at, value in enumerate(series.values)
        if isfinite(value)
    )
    count = f'<c:ptCount val="{len(categories)}"/>'
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{order}"/><c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escaped(series.label)}</c:v></c:pt></c:strCache></c:strRef>'
        f"</c:tx>{look}"
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>{count}{names}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f><c:numCache>"
        f"<c:formatCode>General</c:formatCode>{count}{values}</c:numCache></c:numRef></c:val>"
        + ('<c:smooth val="0"/>' if smooth else "")
        + "</c:ser>"
    )


def _bar(number: int) -> str:
    return _filled(number) + UPRIGHT


def _filled(number: int) -> str:
    fill = FILLS[number % len(FILLS)]
    ground = (
        f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>'
        if fill.isupper() or fill.isdigit()
        else f'<a:pattFill prst="{fill}"><a:fgClr><a:srgbClr val="000000"/></a:fgClr>'
        '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>'
    )
    return f'<c:spPr>{ground}<a:ln w="5080">{BLACK}</a:ln></c:spPr>'


def _bar_of_its_own(at: int) -> str:
    """Give one bar of a series a fill of its own, in the order of the PDF."""
    return f'<c:dPt><c:idx val="{at}"/>{UPRIGHT}<c:bubble3D val="0"/>{_filled(at)}</c:dPt>'


def _line(number: int) -> str:
    dash, symbol = DASHES[number % len(DASHES)], MARKERS[number % len(MARKERS)]
    ground = "FFFFFF" if symbol in {"square", "diamond"} else "000000"
    return (
        f'<c:spPr><a:ln w="15240">{BLACK}<a:prstDash val="{dash}"/></a:ln></c:spPr>'
        f'<c:marker><c:symbol val="{symbol}"/><c:size val="5"/><c:spPr><a:solidFill><a:srgbClr val="{ground}"/></a:solidFill>'
        f'<a:ln w="9525">{BLACK}</a:ln></c:spPr></c:marker>'
    )


def _axis(
    kind: str,
    own: int,
    other: int,
    side: str,
    labels: str,
    *,
    order: str = "minMax",
    limits: str = "",
    form: str = "#,##0.##",
    crosses: str = "autoZero",
    every: int = 0,
    turned: bool = False,
) -> str:
    values = kind == "valAx"
    lines = '<c:majorGridlines><c:spPr><a:ln w="3175"><a:solidFill><a:srgbClr val="CCCCCC"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>'
    end = (
        '<c:crossBetween val="between"/>'
        if values
        else '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
    )
    return (
        f'<c:{kind}><c:axId val="{own}"/><c:scaling><c:orientation val="{order}"/>{limits}</c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{side}"/>{lines if values else ""}'
        f'<c:numFmt formatCode="{form if values else "General"}" sourceLinked="0"/><c:majorTickMark val="out"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="{labels}"/><c:spPr><a:ln w="6350">{BLACK}</a:ln></c:spPr>'
        f'{_letters(800, turned=turned)}<c:crossAx val="{other}"/><c:crosses val="{crosses}"/>{end}'
        + (f'<c:majorUnit val="{every}"/>' if every else "")
        + f"</c:{kind}>"
    )


def _turned(categories: Sequence[str]) -> bool:
    """Tell whether the names of categories stand upright: side by side they would be broken."""
    signs = max((len(name.encode("gb18030", "replace")) for name in categories), default=0)
    return len(categories) * (signs + 1) > ACROSS


def _letters(size: int, *, turned: bool = False) -> str:
    """Give the size of letters, in hundredths of a point, and whether they are turned."""
    turn = ' rot="-5400000" vert="horz"' if turned else ""
    return (
        f'<c:txPr><a:bodyPr{turn}/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}">{BLACK}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def _space(plots: str, legend: str) -> str:
    return (
        f'{DECLARATION}<c:chartSpace xmlns:c="{CHART}" xmlns:a="{ART}" xmlns:r="{RELATIONS}"><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plots}</c:plotArea>{legend}'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr></c:chartSpace>'
    )
