"""What a chart draws: title, series with their cells and the values it keeps of them, axes, legend, other writing."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from bondcalc.audit.xlsx.chart_ink import ground_of, inked, unread
from bondcalc.audit.xlsx.colours import Colour
from bondcalc.audit.xlsx.formula import normal
from bondcalc.audit.xlsx.marks import below, first, flag, inner, number, plain, value
from bondcalc.inputs.files.package import true

AXES = ("catAx", "valAx", "dateAx", "serAx")
ADDED = (
    "trendline",
    "errBars",
    "userShapes",
    "dTable",
    "externalData",
    "pivotSource",
    "upDownBars",
    "hiLowLines",
    "dropLines",
)
"""What can be drawn in a chart beside its series, and where it may take figures from beside the cells."""
LABELS = ("showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
OVERLAP = 50.0
"""Percent from which bars side by side hide each other."""
SMALL_PLOT = 0.1
"""Share of the chart below which the plot is not read."""

Cache = tuple[tuple[int, str], ...]
"""Values that a chart keeps, each with its place in the series."""


@dataclass(frozen=True)
class Drawing:
    """One reading of cells by a chart: the reference (empty: values typed in) and the values kept."""

    cells: str
    kept: Cache


@dataclass(frozen=True)
class DrawnSeries:
    """A series: what names it, along what, which values; `unseen` says what of it is not drawn."""

    name: Drawing
    along: Drawing
    values: Drawing
    unseen: tuple[str, ...]


@dataclass(frozen=True)
class DrawnAxis:
    """An axis: title, ends, what hides or bends it; `shown_as` is its number format (empty: that of the cells)."""

    kind: str
    title: str
    ends: tuple[str, str]
    bent: tuple[str, ...]
    shown_as: str


@dataclass(frozen=True)
class DrawnChart:
    """A chart as it is drawn. `plots` are its kinds, `words` all other writing, `unread` what cannot be read of it."""

    title: str
    plots: tuple[str, ...]
    series: tuple[DrawnSeries, ...]
    axes: tuple[DrawnAxis, ...]
    words: tuple[str, ...]
    unread: tuple[str, ...]
    added: tuple[str, ...]


def read_chart(root: Element) -> DrawnChart:
    """Bring a chart to its normal form, whoever wrote it."""
    chart, area = first(root, "chart"), first(root, "chart", "plotArea")
    ground = ground_of(root)
    plots = [element for element in inner(area) if plain(element.tag).endswith("Chart")]
    series = [
        element
        for plot in plots
        for element in sorted(inner(plot, "ser"), key=lambda each: number(value(each, "order"), 0))
    ]
    axes = list(inner(area, *AXES))
    title = first(chart, "title")
    own = [title, *(first(axis, "title") for axis in axes)]
    taken = {id(element) for part in own for element in below(part, "t")}
    return DrawnChart(
        title=_title(title),
        plots=tuple(_kind(plot) for plot in plots),
        series=tuple(_series(element, ground) for element in series),
        axes=tuple(sorted((_axis(element, ground) for element in axes), key=lambda axis: axis.kind)),
        words=tuple(_words(root, taken)),
        unread=tuple(_unread(chart, area, ground)),
        added=tuple(
            sorted({*(plain(element.tag) for element in below(root, *ADDED) if inked(element, ground)), *_labels(root)})
        ),
    )


def _words(root: Element, taken: set[int]) -> Iterator[str]:
    """Give what is written in a chart beside its titles; what stands among the settings of letters is not drawn."""
    for rich in below(root, "rich"):
        yield from (
            text for element in below(rich, "t") if id(element) not in taken and (text := element.text or "").strip()
        )


def _title(title: Element | None) -> str:
    if title is None:
        return ""
    written = "".join(element.text or "" for element in below(first(title, "tx"), "t"))
    return written or " ".join(text for _, text in _kept(first(title, "tx", "strRef", "strCache")))


def _kind(plot: Element) -> str:
    """Name a kind of chart by what changes its picture: bars or columns, side by side or stacked, one over another."""
    grouping = value(plot, "grouping")
    covering = number(value(plot, "overlap").rstrip("%"), 0) > OVERLAP and grouping == "clustered"
    # One series alone stands on nothing and beside nothing.
    alone = len(list(inner(plot, "ser"))) == 1 and grouping != "percentStacked"
    said = (plain(plot.tag), value(plot, "barDir"), "" if alone else grouping, "overlap" if covering else "")
    return " ".join(word for word in said if word)


def _series(element: Element, ground: Colour) -> DrawnSeries:
    unseen = [] if inked(element, ground) else ["series"]
    unseen += [f"{value(one, 'idx')}" for one in inner(element, "dPt") if not inked(one, ground)]
    along, values = (
        _drawing(first(element, name) or first(element, other)) for name, other in (("cat", "xVal"), ("val", "yVal"))
    )
    return DrawnSeries(_drawing(first(element, "tx")), along, values, tuple(unseen))


def _drawing(element: Element | None) -> Drawing:
    """Read what a series takes from cells or holds itself."""
    source = next(inner(element), None)
    if source is None:
        return Drawing("", ())
    if plain(source.tag) == "v":
        return Drawing("", ((0, source.text or ""),))
    reference = first(source, "f")
    cells = normal(reference.text or "") if reference is not None else ""
    cache = (
        source
        if plain(source.tag).endswith("Lit")
        else next((one for one in inner(source) if plain(one.tag).endswith("Cache")), None)
    )
    return Drawing(cells if "!" in cells else "", tuple(_kept(cache)))


def _kept(cache: Element | None) -> Iterator[tuple[int, str]]:
    levels = list(inner(cache, "lvl"))
    if levels and all(len(list(inner(level, "pt"))) == 1 for level in levels):
        # LibreOffice takes a row of labels for levels of one label each, the last of the row first.
        yield from ((at, "".join(level.itertext()).strip()) for at, level in enumerate(reversed(levels)))
        return
    for element in below(cache, "pt"):
        held = first(element, "v")
        yield int(number(element.get("idx"), 0)), (held.text or "") if held is not None else ""


def _axis(element: Element, ground: Colour) -> DrawnAxis:
    scaling = first(element, "scaling")
    bent = {
        "delete": flag(element, "delete"),
        "maxMin": value(scaling, "orientation") == "maxMin",
        "logBase": first(scaling, "logBase") is not None,
        "dispUnits": first(element, "dispUnits") is not None,
        "tickLblPos": value(element, "tickLblPos") == "none",
        "unread": bool(unread(element, ground)),
    }
    shown = first(element, "numFmt")
    linked = shown is None or true(shown.get("sourceLinked"))
    return DrawnAxis(
        plain(element.tag).replace("dateAx", "catAx"),
        _title(first(element, "title")),
        (value(scaling, "min"), value(scaling, "max")),
        tuple(name for name, on in bent.items() if on),
        "" if linked or shown is None else shown.get("formatCode", "").lower(),
    )


def _unread(chart: Element | None, area: Element | None, ground: Colour) -> Iterator[str]:
    """Name parts of a chart whose writing cannot be read, and a plot or legend that is not in the picture."""
    for name in ("title", "legend"):
        part = first(chart, name)
        if part is not None and (unread(part, ground) or _outside(part)):
            yield name
    legend = first(chart, "legend")
    if legend is None:
        yield "no legend"
    if any(flag(element, "delete") for element in inner(legend, "legendEntry")):
        yield "legendEntry"
    placed = first(area, "layout", "manualLayout")
    if number(value(placed, "w"), 1) * number(value(placed, "h"), 1) < SMALL_PLOT:
        yield "plotArea"


def _outside(part: Element) -> bool:
    placed = first(part, "layout", "manualLayout")
    return any(not -0.1 <= number(value(placed, side), 0) <= 0.98 for side in ("x", "y"))


def _labels(root: Element) -> Iterator[str]:
    """Name the labels that are written at points."""
    for element in below(root, "dLbls", "dLbl"):
        yield from (name for name in LABELS if first(element, name) is not None and flag(element, name))
