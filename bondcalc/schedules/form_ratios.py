"""信息披露模板的五项比率: revenue over what the official form sets below it, for the form itself and for the life of one issue."""

from collections.abc import Mapping

from bondcalc.algebra.line import Line, ratio
from bondcalc.algebra.table import Table

FORM_RATIOS = {
    "e_a": "项目总收益/项目总投资",
    "e_f": "项目总收益/项目总债务融资本息",
    "e_g": "项目总收益/项目总债务融资本金",
    "e_h": "项目总收益/项目总地方债券融资本息",
    "e_c": "项目总收益/项目总地方债券融资本金",
}
"""Their names on the form, by id, in its order."""


def form_ratios(table: Table, revenue: Line, below: Mapping[str, Line], source: str) -> dict[str, Line]:
    """State the ratios, unit 1; `below` has what stands below the line by the id of the ratio."""
    return {
        id_: table.line(id_, ratio(revenue, below[id_]), zh, id_.upper().replace("_", "/"), source, unit="ratio")
        for id_, zh in FORM_RATIOS.items()
    }
