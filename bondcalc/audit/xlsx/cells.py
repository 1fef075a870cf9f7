"""A workbook as it is stored and drawn: values, formulas, letters, layout; read from its XML, whoever saved it."""

import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from bondcalc.audit.xlsx.audited_sheet import Workbook
from bondcalc.audit.xlsx.layout import areas_of
from bondcalc.audit.xlsx.sheet_part import SheetReader
from bondcalc.disk.damage import told_damaged
from bondcalc.inputs.files.archive import refuse_harmful
from bondcalc.inputs.files.file_kinds import is_zip, refuse_other_kinds
from bondcalc.inputs.files.package import Package, children, local, true

SINGLE = ("styles", "sharedStrings", "theme")
"""Kinds of parts of which a workbook has one."""
PRINT_AREA, PRINT_TITLES = "_xlnm.print_area", "_xlnm.print_titles"
_USUAL = re.compile(
    r"""\[content_types\]\.xml|_rels/\.rels|docprops/(core|app|custom)\.xml|docmetadata/labelinfo\.xml|.*/
    |xl/(workbook|styles|sharedstrings|calcchain|metadata)\.xml|xl/_rels/workbook\.xml\.rels|xl/theme/theme\d*\.xml
    |xl/worksheets/(sheet\d+\.xml|_rels/sheet\d+\.xml\.rels)|xl/drawings/(drawing\d+\.xml|_rels/drawing\d+\.xml\.rels)
    |xl/charts/((chart|style|colors)\d+\.xml|_rels/chart\d+\.xml\.rels)
    |xl/persons/person\d*\.xml|xl/printersettings/printersettings\d+\.bin
    |customxml/(item|itemprops)\d+\.xml|customxml/_rels/item\d+\.xml\.rels""",
    re.VERBOSE,
)


@lru_cache(maxsize=3)
def read_cells(name: str, data: bytes) -> Workbook:
    """Read a workbook, once for all who ask in a row; FileError for what is none, is damaged or would do harm."""
    if not is_zip(data):
        refuse_other_kinds(name, data)
    refuse_harmful(name, data)
    with told_damaged(name):
        return _read(Package(name, data))


def _read(package: Package) -> Workbook:
    _refuse_doubles(package)
    reader = SheetReader(package)
    pages = {listed.title: reader.page(listed) for listed in package.sheets()}
    stated = [
        (element.get("name", "").lower(), element.get("localSheetId", ""), element.text or "")
        for element in children(package.root, "definedNames")
    ]
    layouts = [page.layout for page in pages.values()]
    for name, sheet, text in stated:
        if sheet.isdecimal() and int(sheet) < len(layouts):
            if name == PRINT_AREA:
                layouts[int(sheet)].print_areas = areas_of(text)
            elif name == PRINT_TITLES:
                layouts[int(sheet)].titles = areas_of(text)
    names = {(name, sheet): text for name, sheet, text in stated if not name.startswith("_xlnm.")}
    foreign = tuple(sorted(part for part in package.spelt() if not usual(part)))
    return Workbook(pages, names, package.since_1904, foreign, tuple(_settings(package.root)))


def usual(name: str) -> bool:
    """Tell whether a part is one that we, LibreOffice or Excel write when saving; macros, pictures and links are none."""
    return _USUAL.fullmatch(name.casefold()) is not None


def _refuse_doubles(package: Package) -> None:
    """Raise ValueError where two links lead to a part of which there can be only one: readers would choose."""
    starts = [link for link in package.linked("") if link.kind == "officeDocument"]
    single = [link.kind for link in package.links if link.kind in SINGLE]
    names = [link.name for link in package.links]
    titles = [listed.title.casefold() for listed in package.sheets()]
    if len(starts) != 1 or any(len(set(found)) < len(found) for found in (single, names, titles)):
        raise ValueError(package.workbook)


def _settings(root: Element) -> list[str]:
    """Name settings of the whole workbook that change what is seen or computed."""
    found = []
    for one in (each for section in root for each in (section, *section)):
        if local(one.tag) == "calcPr" and not true(one.get("fullPrecision", "1")):
            found.append("fullPrecision=0")
        if local(one.tag) == "workbookView":
            if not true(one.get("showSheetTabs", "1")):
                found.append("showSheetTabs=0")
            if one.get("visibility", "visible") != "visible":
                found.append(f"visibility={one.get('visibility')}")
    return found
