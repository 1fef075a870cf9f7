"""Sheet 压力系数: factors that turn the base case into a stressed one; a filing is made with all of them neutral."""

from decimal import Decimal

from bondcalc.inputs.cell import cell, sheet


@sheet("stress", zh="压力系数", en="Stress factors", number=21, form=True,
       help_="基准情形各系数为1、利率变动为0，申报时不要改动；在测算表中改动可以直接看到压力结果。")  # fmt: skip
class StressFactors:
    """压力系数 — what every revenue, cost, price or coupon of its kind is multiplied by or raised by."""

    operating_revenue: Decimal = cell(
        "经营收入系数", "Operating revenue", unit="ratio", default=Decimal(1), low="0", high="10"
    )
    land_price: Decimal = cell("土地出让单价系数", "Land price", unit="ratio", default=Decimal(1), low="0", high="10")
    costs: Decimal = cell("运营成本系数", "Costs", unit="ratio", default=Decimal(1), low="0", high="10")
    investment: Decimal = cell("建设投资系数", "Investment", unit="ratio", default=Decimal(1), low="0", high="10")
    rate_rise: Decimal = cell(
        "利率变动", "Change of interest rates", unit="fraction", default=Decimal(0), low="-0.1", high="0.1",
        why="加在计划发行债券和市场化融资的利率上；已发行债券利率不变",
    )  # fmt: skip

    @property
    def neutral(self) -> bool:
        """Tell whether this is the base case."""
        factors = (self.operating_revenue, self.land_price, self.costs, self.investment)
        return all(factor == 1 for factor in factors) and self.rate_rise == 0
