"""Sheet 项目概况: who, what, where, when."""

import operator
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.inputs.fault import UNCLEAR, Fault, Lines, Named, check, clearly, question
from bondcalc.inputs.project import Project, sheets
from bondcalc.inputs.sheets.bond_kinds import BOXES, unknown
from bondcalc.inputs.signs import is_project_code
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.messages import Long

EXAMPLE_MARK = "示例，非申报文件"
"""Stands on every page of what is made from a project marked as an example."""
SECTORS = {
    "municipal_and_park": "市政和产业园区基础设施",
    "land_reserve": "土地储备",
    "shantytown": "棚户区改造",
    "toll_road": "政府收费公路",
    "railway": "铁路",
    "urban_rail": "轨道交通",
    "parking": "城市停车场",
    "other_transport": "其他交通基础设施",
    "energy": "能源",
    "agriculture_water": "农林水利",
    "ecology": "生态环保",
    "sewage_waste": "城镇污水垃圾处理",
    "education": "教育",
    "vocational_education": "职业教育",
    "child_care": "托幼",
    "health": "医疗",
    "elderly_care": "养老",
    "other_livelihood": "其他民生服务",
    "cold_chain": "冷链物流设施",
    "old_communities": "城镇老旧小区改造",
    "new_infrastructure": "新型基础设施",
    "rural_revitalisation": "乡村振兴",
    "culture_tourism": "文化旅游",
    "real_estate": "房地产",
    "commercial_industry": "一般竞争性产业",
    "other": "其他",
}
YEAR = timedelta(days=366)
"""How long after the day of its rules a filing may be dated unasked."""
USES = {
    "project": "项目建设",
    "land_reserve": "土地储备",
    "idle_land": "收回收购存量闲置土地",
    "housing_purchase": "收购存量商品房",
    "arrears": "清偿拖欠企业账款",
    "debt_resolution": "特殊新增（化解隐性债务）",
}
"""What the quota of a bond is meant for; only the first four have revenue and financing to balance."""


@sheet("project", zh="项目概况", en="Project", number=1, form=True, required=True, help_="一个文件只填一个项目。")
class Particulars:
    """项目概况 — the project and its dates."""

    name: Input[str] = cell("项目名称", "Project name")
    rule_date: Input[date] = cell("适用规定日期", "Rule date", why="决定适用哪些规定，一般为方案编制日")
    filing_date: Input[date | None] = cell("成文日期", "Filing date", default=None, why="留空则与适用规定日期相同")
    region: Input[str | None] = cell("所在地区", "Region", default=None)
    sector: Input[str | None] = cell("投向领域", "Sector", default=None, choices=SECTORS)
    bond_kinds: Input[str | None] = cell(
        "披露表债券类型",
        "Kinds ticked on the disclosure form",
        default=None,
        why="信息披露表所列类型，可填多项，用顿号隔开，如“市政和产业园区基础设施、城市停车场”；留空按投向领域",
    )
    use: Input[str] = cell(
        "用途类别",
        "Use of the bond",
        default="project",
        choices=USES,
        why="按额度下达文件的用途填写，土地储备项目填土地储备或收回收购存量闲置土地；后两类不编制收益与融资平衡方案",
    )
    code: Input[str | None] = cell(
        "投资项目统一代码", "Project code", default=None, why="在线审批平台赋码，如2101-430426-04-01-123456"
    )
    department: Input[str | None] = cell("主管部门", "Sector department", default=None)
    unit: Input[str | None] = cell("项目单位", "Project unit", default=None)
    prepared_by: Input[str | None] = cell("编制人", "Prepared by", default=None)
    reviewed_by: Input[str | None] = cell("复核人", "Reviewed by", default=None)
    approved_by: Input[str | None] = cell("审批人", "Approved by", default=None)
    evaluator: Input[str | None] = cell(
        "出具评价报告的第三方机构",
        "Evaluating firm",
        default=None,
        why="会计师事务所等的全称；留空的，所附评价报告只是测算底稿，供第三方机构参考",
    )
    approvals: Input[str | None] = cell(
        "批复文件", "Approval documents", default=None, why="可研、概算、用地、环评等文号，用分号隔开"
    )
    approved_total: Input[Decimal | None] = cell(
        "批复总投资",
        "Approved total",
        unit="money",
        default=None,
        low="0",
        why="可研或概算批复数，即披露的总投资；与测算数之差列为批复高于测算或超概，不要为凑齐而改其他行。"
        "“资本金安排”选资金缺口由资本金补足的，披露的总投资为测算数，批复数只作对照",
    )
    approved_construction_interest: Input[Decimal | None] = cell(
        "其中：批复建设期利息",
        "Approved construction interest",
        unit="money",
        default=None,
        low="0",
        why="留空按测算；与测算数之差列为批复高于测算或超概",
    )
    approved_fees: Input[Decimal | None] = cell(
        "其中：批复发行及兑付费用", "Approved fees", unit="money", default=None, low="0", why="留空按测算"
    )
    feasibility_approved: Input[date | None] = cell("可研批复日期", "Feasibility study approved", default=None)
    land_approved: Input[date | None] = cell(
        "用地批复日期", "Land use approved", default=None, why="建设用地批准书或用地预审的日期，填已取得的较后一项"
    )
    environment_approved: Input[date | None] = cell("环评批复日期", "Environmental approval", default=None)
    charging_end: Input[date | None] = cell("收费期限届满日", "End of toll charging", default=None, why="收费公路填写")
    description: Input[str | None] = cell("项目简介", "Description", default=None)
    construction_start: Input[date | None] = cell("开工日期", "Construction start", default=None, why="计划或实际日期")
    construction_end: Input[date | None] = cell("竣工日期", "Construction end", default=None, why="计划或实际日期")
    operation_start: Input[date | None] = cell("投入运营日期", "Operation start", default=None)
    operation_end: Input[date | None] = cell("运营期末", "Operation end", default=None)
    forecast_end: Input[int | None] = cell("预测期末年份", "Last forecast year", default=None, low="1990", high="2100")
    approval_way: Input[str | None] = cell(
        "立项方式",
        "How it is approved",
        default=None,
        choices={"one": "合并立项", "several": "分别立项"},
        why="打包项目填写：各子项目同一批复的为合并立项，各有批复的为分别立项",
    )
    example: Input[bool] = cell("示例文件", "Example", default=False, why="填“是”则每页印“示例，非申报文件”", bears=())

    @property
    def key(self) -> str:
        """What tells this project from others: its code (投资项目统一代码), its name where it has none."""
        return self.code or self.name

    @question
    def opens_unfinished(self, _: Project) -> Iterator[Fault]:
        """Operation before the end of construction is asked about."""
        start, end = self.operation_start, self.construction_end
        if start is not None and end is not None and start <= end:
            yield Fault("operation_start", "opens_unfinished", {"found": start, "end": end})

    @question
    def dated_beside_rules(self, _: Project) -> Iterator[Fault]:
        """A filing dated before the day whose rules it is held to, or more than a year after it, is asked about."""
        day, rules = self.filing_date, self.rule_date
        if day is not None and not rules <= day <= rules + YEAR:
            yield Fault("filing_date", "filed_another_year", {"found": day, "day": rules})

    @question
    def code_of_the_platform(self, _: Project) -> Iterator[Fault]:
        """A code with a figure more or less than those of the platform (2101-430426-04-01-123456) is asked about."""
        if self.code is not None and not is_project_code(self.code):
            yield Fault("code", "project_code_form", {"found": self.code, "length": len(self.code)})

    @property
    def written_on(self) -> date:
        """成文日期: the day the file speaks of; what is dated later cannot have been known."""
        return self.filing_date or self.rule_date

    @check
    def construction(self, _: Project) -> Iterator[Fault]:
        """Construction (建设期) ends after it starts."""
        yield from _in_order(self, "construction_start", "construction_end")

    @check
    def operation(self, _: Project) -> Iterator[Fault]:
        """Operation (运营期) ends after it starts."""
        yield from _in_order(self, "operation_start", "operation_end")

    @check
    def kinds(self, _: Project) -> Iterator[Fault]:
        """Every kind (债券类型) is a box of the form."""
        wrong = unknown(self.bond_kinds) if self.bond_kinds else []
        if wrong:
            allowed = Long(
                in_turn(f"{field}（{in_turn(kinds)}）" if kinds else field for field, kinds in BOXES.items())
            )
            yield Fault("bond_kinds", "bond_kind_unknown", {"found": tuple(wrong), "allowed": allowed})

    @check
    def forecast(self, _: Project) -> Iterator[Fault]:
        """The forecast (预测期) reaches the end of construction and the start of operation."""
        days = [day for day in (self.construction_end, self.operation_start) if day is not None]
        if self.forecast_end is not None and days and self.forecast_end < max(days).year:
            yield Fault("forecast_end", "forecast_short", {"found": self.forecast_end, "year": max(days).year})

    @check
    def operation_known(self, project: Project) -> Iterator[Fault]:
        """Lines that follow the years of operation need its start."""
        if self.operation_start is None:
            needing = tuple(_operating(project))
            if needing:
                yield Fault("operation_start", "operation_start_missing", {"lines": Lines(needing)})


def _in_order(row: Particulars, first: str, last: str) -> Iterator[Fault]:
    start, end = getattr(row, first), getattr(row, last)
    if start is not None and end is not None and end < start:
        yield Fault(last, "date_order", {"found": end, "name": Named("project", first), "start": start})


def _operating(project: Project) -> Iterator[tuple[str, int]]:
    """Give the rows that clearly follow the years of operation; a sheet that could not be read has none to tell."""
    for stated in sheets():
        rows: Any = project.tables[stated.id] if hasattr(stated.statement, "needs_operation") else ()
        for number, row in enumerate(() if rows is UNCLEAR else rows):
            if clearly(operator.methodcaller("needs_operation"), row):
                yield stated.id, number


def carried_to(form: Particulars) -> int | None:
    """Give the year to which blank years are carried on: the first of 预测期末年 and 运营期末; None where neither is stated."""
    ends = [form.forecast_end, None if form.operation_end is None else form.operation_end.year]
    return min((end for end in ends if end is not None), default=None)


def part_years(form: Particulars) -> frozenset[int]:
    """Give the years in which operation begins or ends within the year: their figure is no other year's."""
    first, last = form.operation_start, form.operation_end
    begins = {first.year} if first is not None and (first.month, first.day) != (1, 1) else set()
    ends = {last.year} if last is not None and (last.month, last.day) != (12, 31) else set()
    return frozenset(begins | ends)


def ends_early(by_year: Mapping[int, Decimal], project: Project) -> Iterator[Fault]:
    """Ask about amounts of every year from the first of operation on that stop before the end: the years left blank count 0."""
    form = project.form(Particulars)
    end, begins = carried_to(form), form.operation_start
    paid = {year for year, amount in by_year.items() if amount}
    if end is None or begins is None or not paid or min(paid) > begins.year + 1:
        return
    last = max(paid)
    if last < end and last - min(paid) + 1 == len(paid):
        yield Fault("by_year", "outlay_ends", {"found": last, "end": end}, last)


def carry_faults(carry: bool, by_year: Mapping[int, Decimal], project: Project) -> Iterator[Fault]:
    """Years are carried on where there are some, to an end that is stated, and over whole years of operation."""
    form = project.form(Particulars)
    end = carried_to(form)
    if carry and not by_year:
        yield Fault("carry", "carry_unused")
    elif carry and end is None:
        yield Fault("carry", "carry_without_end")
    elif carry and end is not None:
        gap = next((year for year in range(min(by_year), end + 1) if year not in by_year), None)
        part = part_years(form) & {gap, gap - 1} if gap is not None else ()
        if part:
            yield Fault("carry", "carry_part_year", {"year": gap, "part": max(part)})
