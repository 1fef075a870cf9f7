"""土地出让: gross price, cost, each accrual and what is left, parcel by parcel."""

from dataclasses import dataclass

from bondcalc.algebra.line import Expression, Line, add, largest, money
from bondcalc.algebra.table import Table
from bondcalc.inputs.land import LandCostPayment, Parcel
from bondcalc.inputs.settings import Settings
from bondcalc.inputs.stress import StressFactors
from bondcalc.rules.load import Value
from bondcalc.schedules import timing
from bondcalc.schedules.book import Book, Row, settings

INDUSTRIAL = ("工业", "仓储")
"""Uses that an industrial park sells land for; what else it sells draws the question whether this is land reserve."""


@dataclass(frozen=True)
class Land:
    """Land income by year, claimed parcels and others apart.

    `parcels` holds each parcel's net line, `paid` its cost in the years of
    payment where the project pays it out of the price, `elsewhere` claimed parcels for other than industrial uses.

    `transferred` is cost in the investment that leaves the assets as the land is sold (土地成本结转, no cash).
    """

    gross: Line
    claimed_net: Line
    unclaimed_net: Line
    transferred: Line
    industrial_net: Line
    parcels: dict[str, Line]
    paid: dict[str, Line]
    elsewhere: list[str]


def schedule(book: Book) -> Land:
    """Build the land table (土地出让收入测算表)."""
    table = book.table("land", "土地出让收益测算表", "Land", 20)
    gross: list[Expression] = []
    nets: dict[str, Line] = {}
    paid: dict[str, Line] = {}
    claimed: list[Expression] = []
    others: list[Expression] = []
    sold: list[Expression] = []
    industrial: list[str] = []
    elsewhere: list[str] = []
    for row in book.rows(Parcel):
        one, cost, net, own = _parcel(book, table, row)
        if own is not None:
            paid[row.data.id] = own
        if row.data.cost_in_investment:
            sold.append(cost)
        gross.append(one)
        nets[row.data.id] = net
        if row.data.claimed:
            (industrial if any(word in row.data.use for word in INDUSTRIAL) else elsewhere).append(row.data.id)
        (claimed if row.data.claimed else others).append(net)
    table.heading("合计", "Totals")
    return Land(
        table.line("gross", add(gross), zh="土地出让收入合计", en="Gross land income", total=True, source="各地块",
                   rests_on=book.empty(Parcel)),
        table.line("claimed_net", add(claimed), zh="列为偿债来源的土地净收益", en="Net land income claimed", total=True,
                   strong=True, source="各地块净收益", rests_on=book.keys(Parcel, "claimed")),
        table.line("unclaimed_net", add(others), zh="未列为偿债来源的土地净收益", en="Net land income not claimed",
                   total=True, source="各地块净收益", rests_on=book.keys(Parcel, "claimed")),
        table.line("transferred", add(sold), zh="土地成本结转（非现金）", en="Land cost transferred", total=True,
                   source="已计入总投资的土地成本，按出让年份结转", rests_on=book.keys(Parcel, "cost_in_investment")),
        table.line("industrial_net", add([nets[id_] for id_ in industrial]), zh="其中：工业、仓储地块净收益", en="Of which industrial parcels", total=True,
                   source="用途含“工业”“仓储”的地块", rests_on=book.keys(Parcel, "use", "claimed")),
        nets, paid, elsewhere,
    )  # fmt: skip


def _parcel(book: Book, table: Table, row: Row[Parcel]) -> tuple[Line, Line, Line, Line | None]:
    id_, share = row.data.id, book.use(timing.schedule).by_year(row)
    table.heading(f"{id_} {row.data.use}", f"Parcel {id_}")

    def line(what: str, formula: Expression, zh: str, en: str, source: str) -> Line:
        return table.line(f"{what}.{id_}", formula, zh=f"{zh}（{id_}）", en=f"{en}, {id_}", total=True, source=source)

    area = row.cell("area_mu")
    price = row.cell("price") * book.form(StressFactors).cell("land_price")
    gross = line("gross", money(area * price * share), "出让收入", "Gross price", "面积×单价×压力系数×分年收款比例")
    cost = line("cost", money(area * _unit_cost(book, row) * share), "土地成本", "Land cost",
                "征拆补偿、前期开发、社保，按出让年份配比")  # fmt: skip
    firsts, nets = [], []
    for value in _deductions(book):
        if value.base != "net":
            amount = money(_first(book, value, row, gross))
            taken = line(value.id.removeprefix("land_"), amount, value.short_zh, value.short_en, value.citation)
            firsts.append((taken, value.reduces_base))
    lowering = [taken for taken, reduces in firsts if reduces]
    base = line(
        "net_base",
        largest(0, gross - cost - add(lowering)),
        "计提基数",
        "Accrual base",
        "收入扣除成本及前列各项，不为负",
    )
    rigid = settings(book).land_accrual_rate
    if rigid is not None:
        nets.append(line("rigid", money(base * book.form(Settings).cell("land_accrual_rate")), "刚性计提", "Single accrual",
                         "地方规定的单一比例"))  # fmt: skip
    else:
        nets = [line(value.id.removeprefix("land_"), money(base * book.rule(value.id)), value.short_zh, value.short_en,
                     value.citation) for value in _deductions(book) if value.base == "net"]  # fmt: skip
    paid = _paid(book, table, row, cost)
    net = line("net", (gross if paid is None else gross - paid) - add([taken for taken, _ in firsts]) - add(nets), "土地净收益",
               "Net land income", "收入－支付的成本－各项计提")  # fmt: skip
    return gross, cost, net, paid


def _unit_cost(book: Book, row: Row[Parcel]) -> Expression:
    """Cost of a unit of area; what stands in the investment is stressed with the investment, and not a second time here."""
    cost = row.cell("compensation") + row.cell("development") + row.cell("social_security")
    return cost if row.data.cost_in_investment else cost * book.form(StressFactors).cell("land_costs")


def _deductions(book: Book) -> list[Value]:
    """Give the rule values that say what part of land income they are taken on, in the order of their ids."""
    return [value for value in book.rules.values if value.base is not None]


def _first(book: Book, value: Value, row: Row[Parcel], gross: Line) -> Expression:
    """Take a deduction on the gross price or on the area; 15 亩 = 10,000 ㎡."""
    rate = book.rule(value.id)
    if value.base == "gross":
        return gross * rate
    yuan = book.form(Settings).cell("yuan_per_unit")
    # One division, and that last: a third that comes back whole must not fall short of half a cent.
    square_metres, mu = book.rule("square_metres_a_hectare"), book.rule("mu_a_hectare")
    return row.cell("area_mu") * square_metres * rate * book.use(timing.schedule).by_year(row) / (yuan * mu)


def _paid(book: Book, table: Table, row: Row[Parcel], cost: Line) -> Line | None:
    """Cost in the years in which it is paid; none when it stands in the investment, which pays it already."""
    if row.data.cost_in_investment:
        return None
    plans = [plan for plan in book.rows(LandCostPayment) if plan.data.parcel == row.data.id]
    if not plans:
        return cost
    id_ = row.data.id
    return table.line(f"paid.{id_}", money(row.cell("area_mu") * _unit_cost(book, row) * book.use(timing.schedule).by_year(plans[0])),
                      zh=f"支付的土地成本（{id_}）", en=f"Land cost paid, {id_}", total=True, source="土地成本支付表")  # fmt: skip
