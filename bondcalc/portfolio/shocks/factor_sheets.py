"""What a file of common factors states: distributions of drivers, loadings of the members, stresses."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.inputs.fault import Fault, Named, check
from bondcalc.inputs.project import Project
from bondcalc.inputs.repeated import stands_before
from bondcalc.inputs.sheets.particulars import SECTORS
from bondcalc.portfolio.list_sheets import region_faults
from bondcalc.portfolio.told.region_codes import CITY, COUNTY, PROVINCE, code_of, level_of, lies_in
from bondcalc.portfolio.told.region_names import UNSTATED

SHOCKED = {"operating_revenue": "经营收入", "land_price": "土地单价", "costs": "运营成本", "rate_rise": "利率"}
"""Drivers of which a store keeps how each project answers to them; those that move dates are not among them."""
SPREADS = {"normal": "正态分布", "lognormal": "对数正态分布"}
PLACES = frozenset({"province", "city", "county", "sector"})
_PLACE = re.compile(r"\{([^{}]*)\}")
_BRACE = re.compile(r"[{}]")
_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
LEVELS = {"province": PROVINCE, "city": CITY, "county": COUNTY}
ELSEWHERE = "990000"
"""A province that is none, with a city and a county: what is true there is true wherever no row says otherwise."""
LoadingSpot = tuple[str, str | None]
"""The region (six digits, blank for none) and the sector of a project, None where it states none."""


@sheet("factor_drivers", family="factors", zh="因素分布", en="Drivers", number=1, help_="一行一个不确定因素。")
class FactorDriver:
    """因素分布 — how far a driver may turn out other than forecast, in every project."""

    driver: Input[str] = cell("不确定因素", "Driver", choices=SHOCKED)
    distribution: Input[str] = cell("分布", "Distribution", choices=SPREADS)
    mean: Input[Decimal] = cell("均值", "Mean", low="-0.9", high="10")
    sigma: Input[Decimal] = cell("标准差", "Standard deviation", low="0", high="10")

    @check
    def once(self, project: Project) -> Iterator[Fault]:
        """A driver has one distribution."""
        if stands_before(project, self, "driver"):
            yield Fault("driver", "factor_twice", {"found": Named("factor_drivers", "driver", self.driver)})


@sheet("factor_loadings", family="factors", zh="因素载荷", en="Loadings", number=2, help_="一行一个共同因素。")
class FactorLoading:
    """因素载荷 — how much of a driver is a common factor: their correlation, for all projects or those of a region or sector."""

    driver: Input[str] = cell("不确定因素", "Driver", choices=SHOCKED)
    factor: Input[str] = cell("共同因素", "Factor", why="名称；{province}、{city}、{county}、{sector}换成各项目的")
    weight: Input[Decimal] = cell("载荷", "Weight", low="-1", high="1")
    region: Input[str | None] = cell("行政区划代码", "Region", default=None, why="限于该地区，六位")
    sector: Input[str | None] = cell("投向领域", "Sector", default=None, choices=SECTORS, why="限于该领域")

    @check
    def placed(self, _: Project) -> Iterator[Fault]:
        """A name holds no other places than those known, a region has six digits."""
        factor = str(self.factor)
        if set(_PLACE.findall(factor)) - PLACES or _BRACE.search(_PLACE.sub("", factor)):
            yield Fault("factor", "factor_place", {"found": self.factor})
        yield from region_faults(self.region)

    @check
    def shared(self, project: Project) -> Iterator[Fault]:
        """What the factors of a driver explain is no more than all of it, wherever they come together."""
        rows = [row for row in project.rows(FactorLoading) if row.driver == self.driver]
        most = max((_explained(rows, spot) for spot in _spots(rows) if _reaches(self, spot)), default=Decimal(0))
        if most > 1 and self.weight:
            yield Fault("weight", "factor_weights", {"found": most})


@sheet("factor_stresses", family="factors", zh="压力情形", en="Stresses", number=3, help_="同名各行同时发生。")
class FactorStress:
    """压力情形 — a driver changed, or a common factor away from its mean; rows of one name happen together."""

    name: Input[str] = cell("情形", "Stress")
    driver: Input[str | None] = cell("不确定因素", "Driver", default=None, choices=SHOCKED)
    change: Input[Decimal | None] = cell("变动", "Change", default=None, low="-1", high="10")
    factor: Input[str | None] = cell("共同因素", "Factor", default=None, why="同“因素载荷”表，已换成各项目的名称")
    deviations: Input[Decimal | None] = cell("偏离标准差个数", "Deviations", default=None, low="-8", high="8")
    region: Input[str | None] = cell("行政区划代码", "Region", default=None, why="限于该地区，六位")
    sector: Input[str | None] = cell("投向领域", "Sector", default=None, choices=SECTORS, why="限于该领域")

    @check
    def whole(self, _: Project) -> Iterator[Fault]:
        """A row states a driver with its change, or a factor with its deviations."""
        pairs = ((self.driver, self.change), (self.factor, self.deviations))
        given = [(subject is not None, other is not None) for subject, other in pairs]
        if sorted(given) != [(False, False), (True, True)]:
            yield Fault("driver" if self.driver is not None else "name", "stress_parts", {"found": self.name})
        yield from region_faults(self.region)


def filled(factor: str, region: str, sector: str) -> str:
    """Put the region (six digits, blank for none) and the sector in Chinese of a project into the name of a factor."""
    for level_named, level in LEVELS.items():
        factor = factor.replace(f"{{{level_named}}}", code_of(region, level))
    return factor.replace("{sector}", sector)


def _spots(rows: Iterable[FactorLoading]) -> list[LoadingSpot]:
    """Give where loadings come together in another way than elsewhere: every region and sector that a row or a name states.

    Names that are two for one project are one for another: 土地{city} is 土地430400 in that city, 土地{province} is
    土地{city} for a project of the province itself.
    """
    stated = list(rows)
    codes = {code for row in stated for code in (row.region, *_CODE.findall(str(row.factor))) if code}
    regions = sorted({"", *(inner for code in (*codes, ELSEWHERE) for inner in _within(code))})
    sectors = [key for key, zh in SECTORS.items() if any(key == row.sector or zh in str(row.factor) for row in stated)]
    others = [key for key in SECTORS if key not in sectors][:1]
    return [(region, sector) for region in regions for sector in (*sectors, *others, None)]


def _within(code: str) -> Iterator[str]:
    """Give a region, and one city and county in it that no row states."""
    yield code
    for level, inner in ((PROVINCE, "99"), (CITY, "99")):
        if level_of(code) <= level:
            code = code[:level] + inner + code[level + 2 :]
            yield code


def _reaches(row: FactorLoading, spot: LoadingSpot) -> bool:
    """Tell whether a loading concerns the projects of a region and sector."""
    region, sector = spot
    return (row.region is None or lies_in(region, row.region)) and row.sector in {None, sector}


def _explained(rows: Iterable[FactorLoading], spot: LoadingSpot) -> Decimal:
    """Give the share of a driver that its common factors explain in a place; loadings of one factor are one."""
    loadings: dict[str, Decimal] = {}
    region, sector = spot
    for row in (row for row in rows if _reaches(row, spot)):
        factor = filled(row.factor, region, SECTORS.get(sector or "", UNSTATED))
        loadings[factor] = loadings.get(factor, Decimal(0)) + row.weight
    return sum((loading**2 for loading in loadings.values()), Decimal(0))
