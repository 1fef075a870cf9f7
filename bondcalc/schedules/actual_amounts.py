"""实际数代替计划数: a yearly line in which what happened stands in the place of what was planned.

The filed project is not touched: a book is told what happened beside it (`Book.actual`), and every other line follows. The
part of a year that nobody told stays planned: actual months, and the plan for the months left.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from bondcalc.algebra.line import Expression, if_, money
from bondcalc.algebra.table import Table

LineOfKind = tuple[str, str]
"""Kind of a line (revenue, land, land_cost, cost, tax) and its id; the id is blank for the kind as a whole."""


@dataclass(frozen=True)
class LineActuals:
    """What one line came to: the amount by year, the plan of the months `left` of each such year, and what the rest is multiplied by.

    Amounts are in the project's unit of money. `factor` holds from the year `begins` on, 1 where the plan is kept; an earlier
    year that nobody told stays as planned.
    """

    amounts: Mapping[int, Decimal] = field(default_factory=dict)
    left: Mapping[int, Decimal] = field(default_factory=dict)
    factor: Decimal = Decimal(1)
    begins: int = 0


def with_actuals(
    actuals: Mapping[LineOfKind, LineActuals], table: Table, line: LineOfKind, planned: Expression, zh: str, en: str
) -> Expression:
    """Give what was told and the plan for the rest, times its factor; the plan itself where nothing is told of the line.

    By hand in tests/monitoring/test_reforecast.py: test_months_told_and_the_plan_for_the_rest.
    """
    if line not in actuals:
        return planned
    actual, id_ = actuals[line], ".".join(part for part in line if part)
    years = table.axis.years

    def row(
        what: str, values: Mapping[int, Decimal | int], otherwise: Decimal, name: str, said: str, unit: str
    ) -> Expression:
        """Lay out figures by year that the actuals fix."""
        fixed = [Decimal(values.get(year, otherwise)) for year in years]
        return table.structure(f"{what}.{id_}", fixed, f"{zh}{name}", f"{en}, {said}", "执行数据", unit=unit)

    plan = table.line(f"planned.{id_}", planned, f"{zh}（计划）", f"{en}, planned", "申报文件")
    happened = row("actual", actual.amounts, Decimal(0), "（实际）", "actual", "money")
    partly = row("told", dict.fromkeys(actual.left, 1), Decimal(0), "有实际数标志", "something is told", "count")
    left = row("months_left", actual.left, Decimal(0), "（其余月份的计划）", "plan of the months left", "money")
    still = {year: actual.factor for year in years if year >= actual.begins}
    factor = row("factor", still, Decimal(1), "其余期间的系数", "factor of the rest", "quantity")
    # The rest of a year that is told in part is that of the filing: what follows revenue would else be counted on what was told.
    return happened + money(if_(partly > 0, left, plan) * factor)
