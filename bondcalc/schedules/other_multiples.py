"""另行计算的覆盖倍数: E/F and E/H where E, or what is owed, is counted otherwise than for the rules."""

from typing import NamedTuple

from bondcalc.algebra.line import Line, ratio
from bondcalc.algebra.table import Table

JUDGED = ("coverage_total_debt", "coverage_special_bond")
"""The ratios that the rules test, E/F and E/H."""
NAMES = (("全部债务本息覆盖倍数", "E/F"), ("专项债券本息覆盖倍数", "E/H"))


class CountedOtherwise(NamedTuple):
    """What is counted otherwise: an ending of the ids, words in Chinese and English, and the source."""

    ending: str
    zh: str
    en: str
    source: str = "收益÷债务，不贴现"

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of E/F and E/H."""
        return tuple(f"{id_}_{self.ending}" for id_ in JUDGED)

    def multiples(self, table: Table, revenue: Line, service: Line, bond_service: Line) -> dict[str, Line]:
        """Add both ratios, by id."""
        return {
            id_: table.line(
                id_, ratio(revenue, owed), f"{zh}（{self.zh}）", f"{en} {self.en}", self.source, unit="ratio"
            )
            for id_, (zh, en), owed in zip(self.ids, NAMES, (service, bond_service), strict=True)
        }
