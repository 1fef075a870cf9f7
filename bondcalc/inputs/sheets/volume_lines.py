"""Fields that every volume-times-price line shares, and the sheet of ramps."""

from collections.abc import Iterator
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, code, sheet
from bondcalc.inputs.fault import Fault, check
from bondcalc.inputs.project import Project
from bondcalc.wording.messages import Long
from bondcalc.wording.number import share

PRICE_UNITS = {"money_unit": "与金额单位相同", "yuan": "元"}
BUDGET_CLASSES = {
    "government_fund": "政府性基金收入",
    "project_special": "项目专项收入",
    "general_budget": "一般公共预算收入",
    "subsidy": "财政补助",
    "other_project": "其他项目收入",
}


@sheet("ramps", zh="负荷曲线", en="Ramps", number=9, help_="出租率、达产率等；最后一年以后保持不变。")
class Ramp:
    """负荷曲线 — a share for each operating year, held after the last one given."""

    id: Input[str] = code()
    name: Input[str] = cell("名称", "Name")
    evidence: Input[str | None] = cell("依据", "Evidence", default=None)
    by_operating_year: Input[dict[int, Decimal]] = cell(
        "运营第n年", "Operating year", unit="fraction", low="0", high="1.5", index="operating_year"
    )

    @check
    def gaps(self, _: Project) -> Iterator[Fault]:
        """The years follow one another from the first on; a gap would silently count as zero."""
        if not self.by_operating_year:
            yield Fault("by_operating_year", "ramp_empty", {}, 1)
        for year in range(1, max(self.by_operating_year, default=0)):
            if year not in self.by_operating_year:
                yield Fault("by_operating_year", "ramp_gap", {"year": year}, year)


def price_worth(price_unit: str, yuan_per_unit: Decimal) -> Decimal:
    """Give how many 元 a price of 1 is, stated in one of `PRICE_UNITS`."""
    return Decimal(1) if price_unit == "yuan" else yuan_per_unit


HIGHEST_STEP = Decimal("0.1")
"""Growth a step above which a price is asked about: 50 % may be typed for 5 %."""
HIGHEST_A_YEAR = Decimal("0.03")
"""Growth a year from which a price that rises to the last year without a limit is asked about: 5 % every two or three years is usual."""


def steep_growth(growth: Decimal) -> Iterator[Fault]:
    """Ask about a price that grows by more than a tenth a step (涨价幅度)."""
    if growth > HIGHEST_STEP:
        yield Fault("growth_rate", "steep_growth", {"found": Long(share(growth)), "most": Long(share(HIGHEST_STEP))})


def lasting_growth(growth: Decimal, every: int) -> Iterator[Fault]:
    """Ask about a price that rises to the last year by more than is asked of no step: 8 % every year, without a limit."""
    a_year = growth / every
    if growth <= HIGHEST_STEP and a_year > HIGHEST_A_YEAR:
        facts = {"found": Long(share(a_year)), "most": Long(share(HIGHEST_A_YEAR))}
        yield Fault("growth_rate", "lasting_growth", facts)
