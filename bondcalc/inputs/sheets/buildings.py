"""Sheet 房产税: the buildings the project unit pays property tax on, by value where it uses them and by rent where it lets them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, code, sheet
from bondcalc.inputs.fault import Fault, check
from bondcalc.inputs.project import Project
from bondcalc.inputs.repeated import stands_before
from bondcalc.inputs.sheets.operating_costs import TaxLine
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.revenue_lines import RevenueLine


@sheet(
    "buildings",
    zh="房产税",
    en="Property tax",
    number=42,
    help_="按房产计算房产税的逐处填写：未出租部分从价计征，出租部分从租计征；已在“税费”表填写房产税或免征的留空。",
)
class Building:
    """房产税 — one row a building; the area let pays on its rent, the rest of it on its value, no area on both."""

    id: Input[str] = code()
    name: Input[str] = cell("房产名称", "Building")
    original_value: Input[Decimal | None] = cell(
        "房产原值",
        "Original value",
        unit="money",
        default=None,
        low="0",
        why="含地价；留空取资产原值表的房屋建筑物原值，只能有一处留空",
    )
    deduction: Input[Decimal] = cell(
        "原值减除比例", "Deduction", unit="fraction", low="0.1", high="0.3", why="按本省规定，10%至30%"
    )
    completed: Input[date | None] = cell(
        "建成日期", "Completed", default=None, why="自次月起计征；留空取“项目概况”的竣工日期"
    )
    area: Input[Decimal | None] = cell(
        "建筑面积", "Area", default=None, low="0", why="有出租的填写，单位与出租收入行的数量相同"
    )
    rent: Input[str | None] = cell(
        "出租收入", "Rent", refers=("revenue",), default=None, why="填经营收入的编号或名称；整处自用的留空"
    )
    evidence: Input[str | None] = cell("依据", "Evidence", default=None)

    @check
    def day(self, project: Project) -> Iterator[Fault]:
        """The day of completion is stated here or for the project."""
        if self.completed is None and project.form(Particulars).construction_end is None:
            yield Fault("completed", "completion_missing")

    @check
    def let(self, project: Project) -> Iterator[Fault]:
        """What is let has an area that holds it, and stands in one building."""
        line = next((row for row in project.rows(RevenueLine) if row.id == self.rent), None)
        if line is None:
            return
        most = max([line.quantity or Decimal(0), *line.by_year.values()])
        if self.area is None:
            yield Fault("area", "area_missing", {"line": line.name})
        elif most > self.area:
            yield Fault("area", "let_above_area", {"found": self.area, "line": line.name, "let": most})
        if stands_before(project, self, "rent"):
            yield Fault("rent", "rent_twice", {"line": line.name})

    @check
    def once(self, project: Project) -> Iterator[Fault]:
        """A building is taxed here or on the sheet of taxes, and one at most takes its value from the schedule of assets."""
        first = project.rows(Building)[0] is self
        if first and any(row.kind == "property_tax" for row in project.rows(TaxLine)):
            yield Fault("id", "property_tax_twice")
        blank = [row for row in project.rows(Building) if row.original_value is None]
        if self.original_value is None and blank[0] is not self:
            yield Fault("original_value", "value_blank_twice", {"name": blank[0].name})
