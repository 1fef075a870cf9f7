"""Daily volumes in a text (日处理2万吨), held against the capacity of the lines of revenue."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bondcalc.claims.clauses import AMOUNT, Clause, clauses, scaled
from bondcalc.claims.number_claims import NumberClaim
from bondcalc.claims.quantities import Dimension
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.revenue_lines import RevenueLine
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn

DAYS = (365, 360)
NEAR = Decimal("0.02")
"""How far a volume of a day may lie from a year's, days being counted in more ways than one."""
OPEN = 2
"""A line without a capacity sells some of it: up to twice what it sells may be what is built."""
TEN_THOUSAND = 10_000
_UNITS = ("吨", "立方米")
_VOLUME = rf"(?P<count>{AMOUNT})\s*(?P<scale>万)?\s*(?P<unit>{'|'.join(_UNITS)}|t|m3|m³)"
_WAYS = (
    re.compile(
        rf"(?<![平每半今当往])日(?:处理|供水|供应|供|生产|产)(?:污水|水)?(?:能力|规模|量)*(?:为|达到|达|约|:|\s)*{_VOLUME}(?!\s*/)"
    ),
    re.compile(rf"(?:处理|供水|生产|设计)(?:能力|规模|水量)*(?:为|达到|达|约|:|\s)*{_VOLUME}\s*(?:/|每)\s*(?:日|天|d)"),
)
_OWN = re.compile(r"^(?:示例)?\s*$|新建|本项目|本工程|建设(?!用地)|扩建至|设计")
_WHOLE = re.compile(r"后|县城|城区|合计|总处理|共")
"""What all plants together have once this one is built."""


class _Volume(NamedTuple):
    """What a line of revenue may have a day: its name, its capacity or what it sells, and whether that is its capacity."""

    name: str
    daily: Decimal
    known: bool


class StatedCapacity:
    """Judges daily volumes of what the project builds; a plant that is there already is none of its lines."""

    def __init__(self, project: Project) -> None:
        lines = [line for line in project.rows(RevenueLine) if line.quantity_unit in _UNITS]
        self._volumes = tuple(
            _Volume(
                line.name, (line.capacity or line.quantity or Decimal(0)) * line.periods_a_year, bool(line.capacity)
            )
            for line in lines
        )
        self._sure = bool(lines) and all(line.quantity is not None and not line.by_year for line in lines)

    def claims(self, text: str) -> Iterator[NumberClaim]:
        """Judge the daily volumes of a text."""
        for clause in clauses(text) if self._sure and ("日" in text or "天" in text) else ():
            for match in (match for said in _WAYS for match in said.finditer(clause.text)):
                before = clause.text[: match.start()]
                if _OWN.search(before) and not _WHOLE.search(before) and not clause.foreign(match.start()):
                    yield self._judged(clause, match)

    def _judged(self, clause: Clause, match: re.Match[str]) -> NumberClaim:
        written = scaled(match["count"], match["scale"])
        right = in_turn(
            f"{volume.name}每日{_printed(volume.daily / DAYS[0])}{match['unit']}" for volume in self._volumes
        )
        agrees = any(_is(written * days, volume) for volume in self._volumes for days in DAYS)
        return clause.claim(match[0], Dimension.COUNT, "日能力", "revenue", right, agrees=agrees)


def _is(year: Decimal, volume: _Volume) -> bool:
    """Tell whether a year of a volume is a line's."""
    if abs(year - volume.daily) <= volume.daily * NEAR:
        return True
    return not volume.known and volume.daily <= year <= OPEN * volume.daily


def _printed(daily: Decimal) -> str:
    if daily >= TEN_THOUSAND / 10:
        return f"{number.trimmed(daily / TEN_THOUSAND, 0, 2)}万"
    return number.trimmed(daily, 0, 0)
