"""土地出让: gross price, cost, each accrual and what is left, parcel by parcel."""

from dataclasses import dataclass

from bondcalc.algebra.line import Constant, Expression, Line, add, largest, money
from bondcalc.algebra.table import Table
from bondcalc.inputs.land import Parcel
from bondcalc.inputs.settings import Settings
from bondcalc.schedules.book import Book, Row

# (id of the rule value, base, zh, en). All four reduce the net base on which the three ten-per-cent items are taken.
FIRST = (
    ("land_business_fee", "gross", "出让业务费", "Business fee"),
    ("land_revenue_fund", "gross", "国有土地收益基金", "State land revenue fund"),
    ("land_agricultural_development_fund", "area", "农业土地开发资金", "Agricultural-land development fund"),
    ("land_new_construction_fee", "area", "新增建设用地有偿使用费", "New-construction-land fee"),
)
NET = (
    ("land_education_fund", "教育资金", "Education fund"),
    ("land_water_fund", "农田水利建设资金", "Farmland water fund"),
    ("land_housing_fund", "保障性安居工程资金", "Affordable-housing fund"),
)


@dataclass(frozen=True)
class Land:
    """Land income by year, claimed parcels and others apart; `parcels` holds each parcel's net line."""

    gross: Line
    claimed_net: Line
    unclaimed_net: Line
    parcels: dict[str, Line]


def schedule(book: Book) -> Land:
    """Build the land table (土地出让收入测算表)."""
    table = book.table("land", "土地出让收益测算表", "Land", 20)
    gross: list[Expression] = []
    nets: dict[str, Line] = {}
    claimed: list[Expression] = []
    others: list[Expression] = []
    for row in book.rows(Parcel):
        one, net = _parcel(book, table, row)
        gross.append(one)
        nets[row.data.id] = net
        (claimed if row.data.claimed else others).append(net)
    table.heading("合计", "Totals")
    return Land(
        table.line("gross", add(gross), zh="土地出让收入合计", en="Gross land income", total=True, source="各地块"),
        table.line("claimed_net", add(claimed), zh="列为偿债来源的土地净收益", en="Net land income claimed", total=True,
                   strong=True, source="各地块净收益"),
        table.line("unclaimed_net", add(others), zh="未列为偿债来源的土地净收益", en="Net land income not claimed",
                   total=True, source="各地块净收益"),
        nets,
    )  # fmt: skip


def _parcel(book: Book, table: Table, row: Row[Parcel]) -> tuple[Line, Line]:
    id_, share = row.data.id, row.yearly("by_year")
    area, yuan = row.cell("area_mu"), book.form(Settings).cell("yuan_per_unit")
    table.heading(f"{id_} {row.data.use}", f"Parcel {id_}")

    def line(what: str, formula: Expression, zh: str, en: str, source: str) -> Line:
        return table.line(f"{what}.{id_}", formula, zh=f"{zh}（{id_}）", en=f"{en}, {id_}", total=True, source=source)

    gross = line("gross", money(area * row.cell("price") * share), "出让收入", "Gross price", "面积×单价×分年比例")
    unit_cost = row.cell("compensation") + row.cell("development") + row.cell("social_security")
    cost = line(
        "cost", money(area * unit_cost * share), "土地成本", "Land cost", "征拆补偿、前期开发、社保，按出让年份支付"
    )
    taken: list[Expression] = []
    for value, taken_on, zh, en in FIRST:
        rate, source = book.rule(value), book.rules.value(value).citation
        # 1 亩 = 2000/3 ㎡
        amount = gross * rate if taken_on == "gross" else area * 2000 / 3 * rate / yuan * share
        taken.append(line(value.removeprefix("land_"), money(amount), zh, en, source))
    base = line(
        "net_base", largest(0, gross - cost - add(taken)), "计提基数", "Accrual base", "收入扣除成本及前列各项，不为负"
    )
    accrued: list[Expression] = [
        line(value.removeprefix("land_"), money(base * book.rule(value)), zh, en, book.rules.value(value).citation)
        for value, zh, en in NET
    ]
    # A land cost that already stands in the investment lowers the base but is not deducted a second time.
    deducted: Expression = Constant(0) if row.data.cost_in_investment else cost
    net = line(
        "net", gross - deducted - add(taken) - add(accrued), "土地净收益", "Net land income", "收入－成本－各项计提"
    )
    return gross, net
