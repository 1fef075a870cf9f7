"""Sheets 风险分布 and 风险相关: how far each driver may turn out other than forecast, and which move together."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from math import inf

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.inputs.fault import Cells, Fault, Named, check
from bondcalc.inputs.project import Project
from bondcalc.probability.copula import impossible, matrix_of
from bondcalc.probability.distribution import LEAST_LEFT, share_left
from bondcalc.wording.messages import Long, word
from bondcalc.wording.terms import Department

DRIVERS = {
    "revenue": "全部收入",
    "operating_revenue": "经营收入",
    "node_revenue": "节点收入",
    "land_price": "土地单价",
    "costs": "运营成本",
    "land_costs": "土地成本",
    "tax_rates": "税费",
    "investment": "建设投资",
    "bond_size": "计划发行规模",
    "rate_rise": "利率",
    "sale_delay": "土地出让时间",
    "anchor": "主导企业到位",
    "anchor_delay": "主导企业投产时间",
    "operation_delay": "投运时间",
}
"""What may be drawn; the ids are those of the stress drivers."""
ADDED = {
    "rate_rise": Decimal("-0.1"),
    "sale_delay": Decimal(0),
    "operation_delay": Decimal(0),
    "anchor_delay": Decimal(0),
}
"""Drivers whose change is added (rates as a fraction, delays in years and months), and the least it may be."""
LONGEST_DELAY = 120
"""Months by which operation is delayed at most."""
MOST_CHANGE = {"operation_delay": float(LONGEST_DELAY), "anchor_delay": 60.0, "anchor": 0.0}
"""Changes that go no further: months of delay, and the leading firm, which brings no more than planned."""
UNITS = "变动幅度：比例填百分数（下降10%填-10%），利率上升100个基点填1%，土地出让推迟以年计，投运推迟以整月计，主导企业推迟以月计"
DISTRIBUTIONS = {
    "triangular": "三角分布",
    "normal": "正态分布",
    "lognormal": "对数正态分布",
    "uniform": "均匀分布",
    "discrete": "离散分布",
}
USES: dict[str, tuple[str, ...]] = {
    "triangular": ("low", "mode", "high"),
    "normal": ("mean", "sigma"),
    "lognormal": ("mean", "sigma"),
    "uniform": ("low", "high"),
    "discrete": ("value", "probability"),
}
"""What each distribution is stated by."""
PARAMETERS = ("low", "mode", "high", "mean", "sigma", "value", "probability")


def least_change(driver: str) -> Decimal:
    """The least change a driver may have: nothing falls by more than all of it, nothing comes early."""
    return ADDED.get(driver, Decimal(-1))


def too_low(field: str, driver: str, value: Decimal | None) -> Iterator[Fault]:
    """A change below what the driver may have."""
    if value is not None and value < least_change(driver):
        facts = {"found": value, "driver": Named("risk_drivers", "driver", driver), "least": least_change(driver)}
        yield Fault(field, "change_too_low", facts)


@sheet(
    "risk_drivers",
    zh="风险分布",
    en="Risk distributions",
    number=26,
    department=Department.FINANCE,
    help_=f"不填则采用默认分布。{UNITS}。离散分布每个取值填一行。",
)
class RiskDriver:
    """风险分布 — the distribution of the change of one driver; of a discrete one, one value a row."""

    driver: Input[str] = cell("不确定因素", "Driver", choices=DRIVERS, why=UNITS)
    distribution: Input[str] = cell("分布", "Distribution", choices=DISTRIBUTIONS)
    low: Input[Decimal | None] = cell("最小值", "Minimum", default=None, low="-1", high="100", why="三角、均匀分布")
    mode: Input[Decimal | None] = cell("最可能值", "Mode", default=None, low="-1", high="100", why="三角分布")
    high: Input[Decimal | None] = cell("最大值", "Maximum", default=None, low="-1", high="100", why="三角、均匀分布")
    mean: Input[Decimal | None] = cell(
        "均值", "Mean", default=None, low="-1", high="100", why="正态、对数正态分布，未限定取值范围时"
    )
    sigma: Input[Decimal | None] = cell(
        "标准差", "Standard deviation", default=None, low="0", high="100", why="正态、对数正态分布，未限定取值范围时"
    )
    value: Input[Decimal | None] = cell(
        "取值", "Value", default=None, low="-1", high="100", why="离散分布，一行一个取值"
    )
    probability: Input[Decimal | None] = cell(
        "概率", "Probability", unit="fraction", default=None, low="0", high="1", why="离散分布，同一因素合计100%"
    )
    lower: Input[Decimal | None] = cell(
        "取值下限", "Truncated below", default=None, low="-1", high="100", why="连续分布可填"
    )
    upper: Input[Decimal | None] = cell(
        "取值上限", "Truncated above", default=None, low="-1", high="100", why="连续分布可填"
    )
    basis: Input[str | None] = cell("依据", "Basis", default=None)

    @check
    def stated(self, _: Project) -> Iterator[Fault]:
        """Each distribution has its own parameters and no others."""
        named = Named("risk_drivers", "distribution", self.distribution)
        for field in PARAMETERS:
            given = getattr(self, field) is not None
            if given != (field in USES[self.distribution]):
                yield Fault(field, "parameter_unused" if given else "parameter_missing", {"distribution": named})
        for field in ("lower", "upper") if self.distribution == "discrete" else ():
            if getattr(self, field) is not None:
                yield Fault(field, "parameter_unused", {"distribution": named})

    @check
    def ordered(self, _: Project) -> Iterator[Fault]:
        """Minimum <= mode <= maximum."""
        stated = [(name, value) for name in ("low", "mode", "high") if (value := getattr(self, name)) is not None]
        for (before, least), (after, most) in pairwise(stated):
            if least > most:
                facts = {"found": most, "name": Named("risk_drivers", before), "least": least}
                yield Fault(after, "distribution_order", facts)

    @check
    def possible(self, _: Project) -> Iterator[Fault]:
        """No change is lower than the driver allows; delays of operation are whole months; a lognormal one multiplies."""
        for field in ("low", "mean", "value"):
            yield from too_low(field, self.driver, getattr(self, field))
        if self.value is not None and self.driver == "operation_delay" and self.value % 1:
            yield Fault("value", "not_whole", {"found": self.value, "wanted": Long(word("wanted_months"))})
        if self.distribution == "lognormal" and (self.driver in ADDED or self.mean == -1):
            yield Fault("distribution", "lognormal_unfit", {"driver": Named("risk_drivers", "driver", self.driver)})

    @check
    def left(self, _: Project) -> Iterator[Fault]:
        """Truncation, and what the driver allows, leave something of the distribution."""
        if self.distribution == "discrete" or any(
            list(checked(self, _)) for checked in (RiskDriver.stated, RiskDriver.ordered, RiskDriver.possible)
        ):
            return
        if share_left(self.distribution, self.parameters(), *self.limits()) < LEAST_LEFT:
            yield Fault("lower" if self.upper is None else "upper", "truncation_empty", {})

    def parameters(self) -> tuple[float, ...]:
        """Give what the distribution is stated by, in the order of USES."""
        return tuple(float(getattr(self, field)) for field in USES[self.distribution])

    def limits(self) -> tuple[float, float]:
        """Give the least and the most that may be drawn: what is truncated, and what the driver allows."""
        least = float(least_change(self.driver))
        most = MOST_CHANGE.get(self.driver, inf)
        return (
            max(least, least if self.lower is None else float(self.lower)),
            min(most, inf if self.upper is None else float(self.upper)),
        )

    @check
    def once(self, project: Project) -> Iterator[Fault]:
        """A driver has one distribution; the probabilities of a discrete one total 1."""
        rows = [row for row in project.rows(RiskDriver) if row.driver == self.driver]
        if rows[0] is not self:
            if {self.distribution, rows[0].distribution} != {"discrete"}:
                yield Fault("driver", "driver_twice", {"found": Named("risk_drivers", "driver", self.driver)})
            return
        given = [row.probability for row in rows if row.distribution == "discrete" and row.probability is not None]
        if self.distribution == "discrete" and len(given) == len(rows) and sum(given) != 1:
            yield Fault("probability", "probability_total", {"found": sum(given) * 100})


@sheet(
    "risk_correlations",
    zh="风险相关",
    en="Risk correlations",
    number=27,
    department=Department.FINANCE,
    help_="秩相关系数（Spearman），-1至1；没有列出的两个因素互不相关。因素应在“风险分布”表。",
)
class RiskCorrelation:
    """风险相关 — the rank correlation of two drivers."""

    driver: Input[str] = cell("不确定因素", "Driver", choices=DRIVERS)
    other: Input[str] = cell("另一因素", "Other driver", choices=DRIVERS)
    correlation: Input[Decimal] = cell("秩相关系数", "Rank correlation", low="-1", high="1")
    basis: Input[str | None] = cell("依据", "Basis", default=None)

    @check
    def known(self, project: Project) -> Iterator[Fault]:
        """Both drivers have a distribution of their own."""
        known = {row.driver for row in project.rows(RiskDriver)}
        for field in ("driver", "other"):
            found = getattr(self, field)
            if found not in known:
                facts = {"found": Named("risk_drivers", "driver", found), "sheet": Named("risk_drivers")}
                yield Fault(field, "unknown_reference", facts)

    @check
    def of_two(self, project: Project) -> Iterator[Fault]:
        """A driver is correlated with another one, and once."""
        if self.driver == self.other:
            yield Fault("other", "correlation_self", {"found": Named("risk_drivers", "driver", self.other)})
            return
        rows = project.rows(RiskCorrelation)
        first = next(row for row in rows if {row.driver, row.other} == {self.driver, self.other})
        if first is not self:
            yield Fault("correlation", "correlation_twice", {"cells": Cells("correlation", (rows.index(first),))})

    @check
    def matrix(self, project: Project) -> Iterator[Fault]:
        """All correlations together are possible: their matrix is positive semi-definite. Said at the last of those at odds."""
        rows = project.rows(RiskCorrelation)
        if rows[-1] is not self or any(list(row.of_two(project)) for row in rows):
            return
        drivers = list(dict.fromkeys(name for row in rows for name in (row.driver, row.other)))
        pairs = [(row.driver, row.other, float(row.correlation)) for row in rows]
        odd = {drivers[index] for index in impossible(matrix_of(drivers, pairs))}
        places = tuple(number for number, row in enumerate(rows) if {row.driver, row.other} <= odd)
        if places:
            yield Fault("correlation", "correlation_matrix", {"cells": Cells("correlation", places)})
