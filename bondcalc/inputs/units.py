"""Units that stand in headings, and whether they are those of the workbook."""

import re
from collections.abc import Iterator, Sequence

from bondcalc.inputs.cell import Cell, Sheet
from bondcalc.inputs.fault import UnclearError
from bondcalc.inputs.look import unit_of
from bondcalc.inputs.project import Project
from bondcalc.inputs.raw import RawFile, StatedUnit
from bondcalc.inputs.sheets.settings import YUAN, Settings
from bondcalc.inputs.values import plain
from bondcalc.problem import Place, Problem
from bondcalc.wording.messages import Long, label, listed, problem
from bondcalc.wording.terms import Unit

_BRACKET = re.compile(r"\(([^()]*)\)$")
_AREA = r"(?:亩|公顷|平方米|平方公里|平米|㎡|m2|km2)"
UNIT = re.compile(rf"(?:元|千元|万元|百万元|千万元|亿元|万|亿|美元|%|‰|百分比|倍|{_AREA})(?:/{_AREA})?")
_CAPTION = re.compile(r"单位:(?=([^:]+))")
_PARTS = re.compile(r"[,，、;；:：\s]|单位")
YUAN_SIGN = "¥"
"""Says the currency. Beside a number without a scale it means 元: in a column of 万元 nobody can tell which was meant."""
_SAME = {YUAN_SIGN: "元", "万": "万元", "亿": "亿元", "m2": "平方米", "㎡": "平方米", "平米": "平方米", "百分比": "%"}


def stated_units(cell: Cell, heading: object, place: Place) -> Iterator[StatedUnit]:
    """Give the unit in the brackets of a heading; brackets that belong to its name hold none."""
    text = plain(heading) if isinstance(heading, str) else ""
    match = _BRACKET.search(text)
    if match is not None and text not in {plain(words) for words in cell.names}:
        yield from stated_unit(cell, match[1], place)


def stated_unit(cell: Cell, text: object, place: Place) -> Iterator[StatedUnit]:
    """Give the unit among the words of a text; `含税` is none."""
    for part in _PARTS.split(plain(text)) if isinstance(text, str) and cell.unit else ():
        if UNIT.fullmatch(part):
            yield StatedUnit(cell, place, _folded(part))


def captioned(sheet: Sheet, text: object, place: Place) -> Iterator[StatedUnit]:
    """Give the unit of money that a line above the headings says for the whole table: 单位：元."""
    money = next((cell for cell in sheet.cells if cell.unit == Unit.MONEY), None)
    if money is None or not isinstance(text, str):
        return
    for said in _CAPTION.findall(plain(text)):
        yield from (stated for stated in stated_unit(money, said, place) if stated.unit in YUAN)


def wrong_units(raw: RawFile, project: Project) -> Iterator[Problem]:
    """Report headings whose unit is not the workbook's; where all of them say another money unit, the setting once."""
    try:
        money_unit: object = project.form(Settings).money_unit
    except UnclearError:
        return
    if not isinstance(money_unit, str):
        return  # it could not be read, and was reported
    money = [stated for stated in raw.units if stated.cell.unit == "money"]
    others = {stated.unit for stated in money}
    given = raw.sheets.get("settings")
    if len(others) == 1 and others != {_folded(plain(money_unit))} and given is not None and len(money) > 1:
        yield _setting(given.rows[0].where("money_unit", None), given.sheet.cell("money_unit"), money_unit, money)
        return
    yield from other_units(raw, money_unit)


def other_units(raw: RawFile, money_unit: str) -> Iterator[Problem]:
    """Report headings and number formats whose unit is another than that of the field, where money is counted in `money_unit`."""
    for stated in raw.units:
        unit = unit_of(stated.cell, money_unit)
        if stated.unit != _folded(plain(unit)):
            facts = {"label": label(stated.cell), "found": stated.unit, "unit": unit}
            yield problem(stated.place, "unit_in_heading", **facts)
    yield from _shown_otherwise(raw, money_unit)


def _shown_otherwise(raw: RawFile, money_unit: str) -> Iterator[Problem]:
    """Report number formats that show another unit than that in which the number is read; 120 % is 1.2 of a ratio."""
    for stated in raw.formats:
        unit = unit_of(stated.cell, money_unit)
        if _folded(stated.unit) != _folded(plain(unit)) and not (stated.cell.unit == Unit.RATIO and stated.unit == "%"):
            facts = {"label": label(stated.cell), "found": stated.unit, "unit": unit}
            yield problem(stated.place, "unit_in_format", **facts)


def _setting(place: Place, cell: Cell, unit: str, stated: Sequence[StatedUnit]) -> Problem:
    cells = Long(listed(f"{head.place.sheet} {head.place.cell}" for head in stated[:3]))
    return problem(
        place, "unit_of_workbook", label=label(cell), found=unit, unit=stated[0].unit, cells=cells, count=len(stated)
    )


def _folded(unit: str) -> str:
    return "/".join(_SAME.get(part, part) for part in unit.split("/"))
