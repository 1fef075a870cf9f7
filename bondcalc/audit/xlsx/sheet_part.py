"""One sheet read from its part: cells with their letters, layout, views, and every element that draws something."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from bondcalc.audit.xlsx.audited_sheet import NARROW, AuditedSheet, StoredCell, StoredValue
from bondcalc.audit.xlsx.floating import read_drawing
from bondcalc.audit.xlsx.formula import formula_of
from bondcalc.audit.xlsx.layout import Layout, columns_of, read_columns, read_format, read_view
from bondcalc.audit.xlsx.marks import STRANGE, below, inner, number, plain, whole
from bondcalc.audit.xlsx.paper import read_margins, read_setup
from bondcalc.audit.xlsx.printed import printed_texts
from bondcalc.audit.xlsx.spots import spot_of
from bondcalc.audit.xlsx.styles import StyleTable
from bondcalc.audit.xlsx.texts import StoredText, lettered, readable, shared, text_of
from bondcalc.inputs.bounds import COLUMN_WIDTHS, DEPTH, FILLED, hold, refused
from bondcalc.inputs.files.package import Link, Listed, Package, link_of, local, true

RULES = "conditionalFormatting"
SILENT = frozenset(
    {
        "sheetPr",
        "dimension",
        "sheetCalcPr",
        "sheetProtection",
        "protectedRanges",
        "scenarios",
        "autoFilter",
        "sortState",
        "dataConsolidate",
        "customSheetViews",
        "phoneticPr",
        "printOptions",
        "pageMargins",
        "rowBreaks",
        "colBreaks",
        "customProperties",
        "cellWatches",
        "ignoredErrors",
        "smartTags",
        "sheetViews",
        "sheetFormatPr",
        "cols",
        "sheetData",
        "mergeCells",
        RULES,
        "dataValidations",
        "hyperlinks",
        "pageSetup",
        "headerFooter",
        "drawing",
    }
)
"""Parts of a sheet that draw nothing of their own, or that are read here; any other is named."""
QUIET_EXTENSIONS = frozenset({"?dataValidations", "?ignoredErrors", f"?{RULES}s", "?id"})
"""Parts of extensions that draw nothing in cells, or that are read here."""
_PLACES = {"row": ("worksheet", "sheetData", "row"), "c": ("worksheet", "sheetData", "row", "c")}
"""Where rows and cells stand; anywhere else programs pass over them, or do not open the file."""
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a day, not a moment


class SheetReader:
    """Reads the sheets of a workbook, which share texts, styles and a bound on cells."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._texts = shared(package)
        self._styles = StyleTable(package)
        self._room = FILLED.most

    def page(self, listed: Listed) -> AuditedSheet:
        """Read a sheet. ValueError for one that programs would not open, or read differently."""
        page = AuditedSheet(listed.title, listed.hidden)
        formulas: dict[str, tuple[str, str]] = {}
        links = {link.name: link for link in self._package.linked(listed.part)}
        for path, element in _walked(self._package, listed.part):
            kind = path[-1]
            if kind in _PLACES and path != _PLACES[kind]:
                raise ValueError(page.title)
            if kind == "row":
                _row(page, element)
                element.clear()
            elif kind == "c":
                self._store(page, element, formulas)
                element.clear()
            elif len(path) == 2:
                self._section(page, kind, element, links)
        _unstated(page)
        self._room -= len(page.cells)
        return page

    def _store(self, page: AuditedSheet, element: Element, formulas: dict[str, tuple[str, str]]) -> None:
        if element.get("vm") or element.get("cm"):
            page.layout.rich.add(spot_of(element.get("r", "")))
        if not len(element):
            return
        spot = spot_of(element.get("r", ""))
        stored = self._cell(element, formulas, page.layout)
        if spot in page.cells:
            raise ValueError(page.title)
        if len(page.cells) >= self._room:
            raise refused(self._package.name, FILLED, page.title)
        if stored.value is not None or stored.formula is not None:
            page.cells[spot] = stored

    def _cell(self, element: Element, formulas: dict[str, tuple[str, str]], layout: Layout) -> StoredCell:
        found = {local(child.tag): child for child in element if local(child.tag)}
        if len(found) != sum(local(child.tag) != "" for child in element):
            raise ValueError(element.get("r", ""))
        style = self._styles.style(element.get("s", "0"))
        text = self._text(element.get("t", "n"), found)
        formula = formula_of(found.get("f"), element.get("r", ""), formulas)
        if text is None:
            return StoredCell(_value(element.get("t", "n"), found), formula, style.shown_as, style)
        layout.read_above |= bool(text.above)
        runs = lettered(text, style.font, self._styles)
        return StoredCell(
            value=text.words or None, formula=formula, shown_as=style.shown_as, style=style, runs=runs, above=text.above
        )

    def _text(self, kind: str, found: dict[str, Element]) -> StoredText | None:
        if kind == "inlineStr":
            return text_of(found["is"]) if "is" in found else StoredText("")
        if kind == "s":
            held = (found["v"].text or "") if "v" in found else ""
            return self._texts[int(held)] if held else StoredText("")
        return None

    def _section(self, page: AuditedSheet, kind: str, element: Element, links: dict[str, Link]) -> None:
        link = links.get(link_of(element))
        if kind == "cols":
            # One from the last column to the first is about none: it takes nothing off the count.
            stated = sum(max(1, len(columns_of(child))) for child in element)
            hold(COLUMN_WIDTHS, stated, self._package.name, page.title)
        if kind == "drawing":
            page.layout.objects += read_drawing(self._package, link.target, page.layout) if link is not None else ()
        elif kind == "hyperlinks":
            page.layout.links.update(
                (child.get("ref", ""), _leads_to(child, links)) for child in inner(element, "hyperlink")
            )
        elif kind in _SECTIONS:
            _SECTIONS[kind](page, element)
        elif kind not in SILENT:
            page.layout.strange[kind.strip(STRANGE)] = link.target if link is not None else ""


def _walked(package: Package, part: str) -> Iterator[tuple[tuple[str, ...], Element]]:
    """Give every element of sheets of a part as it ends, with the names from the root down to it."""
    path: list[str] = []
    with package.open(part) as stream:
        for event, element in ET.iterparse(stream, ("start", "end")):  # noqa: S314 - entities are refused before
            if event == "start":
                # Newer rules stand in an extension of their own, and hide figures just as well.
                path.append(
                    RULES if plain(element.tag).strip(STRANGE) == RULES else local(element.tag) or plain(element.tag)
                )
                hold(DEPTH, len(path), package.name, part)
            else:
                yield tuple(path), element
                path.pop()


def _row(page: AuditedSheet, element: Element) -> None:
    at, height = whole(element.get("r")), element.get("ht")
    # LibreOffice states the usual height where rows are to fit their text.
    fitted = not true(element.get("customHeight")) and number(height, 0) >= page.layout.height
    if at and height is not None and not fitted:
        page.layout.heights[at] = number(height, page.layout.height)
    if true(element.get("hidden")) or (height is not None and number(height, NARROW) < NARROW):
        page.hidden_rows.add(at)


def _columns(page: AuditedSheet, element: Element) -> None:
    read_columns(page.layout, element)
    for child in inner(element, "col"):
        if true(child.get("hidden")) or number(child.get("width"), NARROW) < NARROW:
            page.hidden_columns.update(columns_of(child))


def _unstated(page: AuditedSheet) -> None:
    """Count rows and columns that hold something and state no size as hidden, where the size of all such is next to none."""
    layout = page.layout
    if layout.height < NARROW:
        page.hidden_rows.update({row for row, _ in page.cells} - layout.heights.keys())
    if layout.width < NARROW:
        page.hidden_columns.update({column for _, column in page.cells} - layout.widths.keys())


def _view(page: AuditedSheet, element: Element) -> None:
    for view in inner(element, "sheetView"):
        read_view(page.layout, view)
        page.views.update(_views(view))


def _merged(page: AuditedSheet, element: Element) -> None:
    page.merged.update(child.get("ref", "") for child in inner(element, "mergeCell"))


def _rule(page: AuditedSheet, element: Element) -> None:
    page.views.add(f"{RULES} {element.get('sqref', '')}".rstrip())


def _paper(page: AuditedSheet, element: Element) -> None:
    page.layout.printed = printed_texts(element)


def _setup(page: AuditedSheet, element: Element) -> None:
    page.layout.paper = read_setup(page.layout.paper, element)


def _fitted(page: AuditedSheet, element: Element) -> None:
    fitted = any(true(child.get("fitToPage")) for child in inner(element, "pageSetUpPr"))
    page.layout.paper = replace(page.layout.paper, fitted=fitted)


def _margins(page: AuditedSheet, element: Element) -> None:
    page.layout.margins = read_margins(element)


def _views(view: Element) -> Iterator[str]:
    if true(view.get("showFormulas")):
        yield "showFormulas=1"
    if not true(view.get("showZeros", "1")):
        yield "showZeros=0"


def _leads_to(element: Element, links: dict[str, Link]) -> str:
    """Give where a link leads: a place of this workbook, or an address outside and a place there."""
    link = links.get(link_of(element))
    outside = link.target if link is not None and not link.target.startswith("#") else ""
    place = element.get("location") or (link.target.lstrip("#") if link is not None and not outside else "")
    return f"{outside}#{place}" if outside and place else outside or place


def _prompts(element: Element) -> Iterator[tuple[str, str]]:
    """Give the words that appear where a cell is chosen or filled in wrongly, by the cells."""
    for child in inner(element, "dataValidation"):
        words = " ".join(filter(None, (child.get(name) for name in ("promptTitle", "prompt", "errorTitle", "error"))))
        if words:
            yield child.get("sqref", ""), readable(words)


def _filling(page: AuditedSheet, element: Element) -> None:
    page.layout.prompts.update(_prompts(element))


def _extensions(page: AuditedSheet, element: Element) -> None:
    for rule in below(element, f"{STRANGE}{RULES}"):
        page.views.add(f"{RULES} {next((child.text or '' for child in below(rule, f'{STRANGE}sqref')), '')}".rstrip())
    for extension in inner(element):
        for child in extension:
            name = plain(child.tag)
            if name in QUIET_EXTENSIONS:
                continue
            page.layout.strange[name.strip(STRANGE)] = next((f.text or "" for f in below(child, "?sqref")), "")


def _value(kind: str, found: dict[str, Element]) -> StoredValue:
    raw = (found["v"].text or "") if "v" in found else ""
    if kind in {"str", "e"}:
        return readable(raw) or None
    if not raw.strip():
        return None
    if kind == "d":
        return (datetime.fromisoformat(raw.strip()).replace(tzinfo=None) - _EPOCH).total_seconds() / 86400
    return raw.strip() == "1" if kind == "b" else float(raw)


_SECTIONS: dict[str, Callable[[AuditedSheet, Element], None]] = {
    "sheetViews": _view,
    "sheetFormatPr": lambda page, element: read_format(page.layout, element),
    "cols": _columns,
    "mergeCells": _merged,
    RULES: _rule,
    "dataValidations": _filling,
    "headerFooter": _paper,
    "pageSetup": _setup,
    "sheetPr": _fitted,
    "pageMargins": _margins,
    "extLst": _extensions,
}
"""What reads each part of a sheet."""
