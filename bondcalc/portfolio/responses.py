"""How a project answers to shocks (冲击响应): E, F and closing cash where one driver changes alone, computed exactly.

Many projects are stressed together from these points, without their files. A driver that moves nothing has none.
"""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal

from bondcalc.analysis.stress.stress_point import StressPoint
from bondcalc.portfolio.kept_record import ResponseKept
from bondcalc.result.result import Result

GRID: dict[str, tuple[str, ...]] = {
    "operating_revenue": ("-0.2", "-0.4", "0.2"),
    "land_price": ("-0.1", "-0.2", "-0.3", "-0.5", "0.2"),
    "costs": ("0.2", "-0.2"),
    "rate_rise": ("0.01", "-0.01"),
}
"""Changes that are computed, by driver, the adverse ones first: closer where a driver bends (levies on land that stop at zero)."""


def responses(result: Result, fen: Callable[[Decimal], int]) -> Iterator[ResponseKept]:
    """Give the points of every driver that moves something; `fen` counts an amount of the project in 分."""
    base = result.stress.at({})
    for driver, changes in GRID.items():
        for change in changes:
            point = result.stress.at({driver: Decimal(change)})
            if not _moved(base, point):
                break
            yield ResponseKept(
                driver=driver,
                change=change,
                revenue=fen(point.revenue - base.revenue),
                service=fen(point.service - base.service),
                first_year=min(base.closing),
                closing=json.dumps([fen(point.closing.get(year, left) - left) for year, left in base.closing.items()]),
            )


def _moved(base: StressPoint, point: StressPoint) -> bool:
    return (base.revenue, base.service, base.closing) != (point.revenue, point.service, point.closing)
