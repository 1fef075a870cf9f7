"""Projects that differ in one thing: what passes, what fails, and which findings move with it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bondcalc.inputs.project import Project
from tests.checks.test_statements import LAND, LOAN, ROLL, plus, project, with_
from tests.toml_rows import deals


class Move(NamedTuple):
    """A project in which the rule passes, one in which it does not, and the rules that may move with it."""

    good: Project
    bad: Project
    verdict: str
    others: frozenset[str] = frozenset()


def move(good: Project, bad: Project, verdict: str, others: str = "") -> Move:
    return Move(good, bad, verdict, frozenset(others.split()))


def later() -> Project:
    """The good project under the rules of 2025, with prices of that time."""
    return with_(
        with_(project("2025-08-01"), "comparables", 0, day=date(2025, 1, 1)), "comparables", 1, day=date(2025, 2, 1)
    )


EXECUTED = """[[actuals]]
year = 2024
revenue = 1000
paid_in = 1000
repayable = 800
capital = 5073.82
works_paid = 10000
outside_plan = 0
progress = 1
execution_monitored = true
targets_monitored = true
deviation = 0.1
disclosed_on = 2025-05-30
"""
SECOND = """[[revenue]]
id = "{id}"
name = "{name}"
budget_class = "{cls}"
claimed = true
price = 10
quantity = 1
account = "103109998"
scope_item = "plant"
evidence = "合同"
asset = "乙"
ramp = "load"
""" + deals("{id}", ("2020-11-01", 10), ("2020-11-02", 10))
TAX = """[[tax_revenue]]
id = "v"
group = "企业"
kind = "value_added_tax"
sales = 100
tax_to_sales = 0.04
claimed = true
"""
PARCEL_PRICES = deals("P", ("2020-11-01", 20), ("2020-11-02", 20))


REGISTERED = """[[risks]]
id = "r"
name = "退租"
cause = "行业波动"
bearer = "项目单位"
control = "residual"
likelihood = 0.1
owner = "招商部门"
"""


FIRMS = """[[firms]]
id = "L"
name = "整车厂"
stage = "core"
sector = "18"
leads = true
output = 1000
contract = "signed"
[[firms]]
id = "T"
name = "电池厂"
stage = "upstream"
sector = "19"
output = 100
ramp = "load"
contract = "intent"
rent = "rent"
plant_area = 1
joins_node = true
identifiers = 100
"""
SUPPLIES = """[[supplies]]
supplier = "T"
buyer = "L"
goods = "电池"
amount = {}
contract = "intent"
"""
CUSTOMERS = """[[node]]
id = "n"
name = "接入费"
claimed = false
counts = "firms"
price = 1
by_year = {{ 2030 = {} }}
"""
SOURCED = '[[sources]]\ntable = "经营收入"\nfield = "单价"\ndocument = "租赁合同"\nconfidence = "{}"\n'


def added(given: Project, text: str, *sheets: str) -> Project:
    """Add rows of several sheets."""
    for sheet in sheets:
        given = replace(given, tables={**given.tables, sheet: plus(project(), sheet, text).tables[sheet]})
    return given


PARTS = """[[sub_projects]]
id = "a"
name = "甲"
approval = "甲发改〔2020〕1号"
[[sub_projects]]
id = "b"
name = "乙"
approval = "甲发改〔2020〕1号"
"""
PART = '[[sub_shares]]\ntable = "investment"\nrow = "{row}"\nsub_project = "{part}"\nshare = {share}\n'


def bundled() -> Project:
    """The good project as a bundle of two that share every item six to four, approved as one."""
    shares = "".join(
        PART.format(row=item.id, part=part, share=share)
        for item in project().tables["investment"]
        for part, share in (("a", "0.6"), ("b", "0.4"))
    )
    return with_(added(project(), PARTS + shares, "sub_projects", "sub_shares"), "project", approval_way="one")


def without(given: Project, sheet: str, row: int) -> Project:
    rows = given.tables[sheet]
    return replace(given, tables={**given.tables, sheet: rows[:row] + rows[row + 1 :]})


def second(cls: str, name: str = "服务费") -> Project:
    return added(project(), SECOND.format(id="two", name=name, cls=cls), "revenue", "comparables")


INCOME_TAX = """[[taxes_paid]]
id = "profit"
kind = "income_tax"
name = "企业所得税"
basis = "by_year"
by_year = { 2023 = 1 }
"""
FEE = """[[land_accruals]]
accrual = "new_construction_fee"
per_square_metre = 13
document = "某市〔2020〕5号"
"""
"""A yuan a square metre below grade 14."""


GOOD, LATER, BUNDLED = project(), later(), bundled()
PARK = added(GOOD, FIRMS, "firms")
RUNNING = with_(added(LATER, EXECUTED, "actuals"), "compliance", deviation_limit=Decimal("0.3"))
ISSUED = with_(GOOD, "bonds", status="issued", result_coupon=Decimal("0.0139"))
CAPITAL = with_(
    with_(LATER, "bonds", used_as_capital=Decimal(100)),
    "region",
    capital_use_total=Decimal(100),
    construction_bonds_total=Decimal(1000),
)
EARLIER = with_(
    LATER,
    "compliance",
    earlier_issued=Decimal(1000),
    earlier_spent=Decimal(900),
    spending_floor=Decimal("0.8"),
    audit_closed=True,
)
DISCLOSED = with_(
    GOOD,
    "disclosed",
    investment=Decimal(10000),
    special_bonds=Decimal(5000),
    revenue=Decimal(11900),
    service=Decimal(6042),
)
ROLLED = added(GOOD, ROLL.format(face=5000), "bonds")
TOLL = with_(GOOD, "project", sector="toll_road", charging_end=date(2040, 1, 1))
PARCEL = with_(
    with_(added(GOOD, LAND + PARCEL_PRICES, "land", "comparables"), "region", land_grade=14),
    "land",
    inside_red_line=True,
    unencumbered=True,
)
OFFER = """[[land_bids]]
parcel = "P"
start_price = 18
bidders = 6
interested = 6
evidence = "意向书"
spread = 0.2
refund = 0
"""
THIRD_DEAL = deals("P", ("2020-11-03", 20), source="丙")
OFFERED = with_(
    with_(
        added(GOOD, LAND + PARCEL_PRICES + THIRD_DEAL + OFFER, "land", "comparables", "land_bids"),
        "region",
        land_grade=14,
    ),
    "land",
    inside_red_line=True,
    unencumbered=True,
)
SLOW = with_(
    with_(GOOD, "investment", by_year={2021: Decimal("0.01"), 2022: Decimal("0.01"), 2023: Decimal("0.98")}),
    "project",
    construction_end=date(2023, 12, 31),
    operation_start=date(2024, 1, 1),
)
"""Works come last: bond money is there unspent while coupons fall due."""
RENEWED = """[[costs]]
id = "renew"
kind = "replacement"
name = "设备更新"
basis = "by_year"
by_year = {{ {year} = 10 }}
{month}
"""
"""The last bond falls due on 1 December 2036."""

COVER = "C01 C02 C03 C06 C07 C09 C10 C11 C14 C15 C16 W03 W04 W05 W12"

HELD = f'file="b.toml"\nsha256="{"0a" * 32}"\n'
"""Where the figures of a member of a pool are from."""

FAILS: dict[str, Move] = {
    "C01": move(GOOD, with_(GOOD, "revenue", price=Decimal(500)), "fail", COVER),
    "C02": move(GOOD, added(GOOD, LOAN.replace("40000", "9000"), "loans"), "fail", COVER + " F01 F02 F05 K01 W01 D02"),
    "C03": move(GOOD, with_(GOOD, "settings", coverage_threshold=Decimal(5)), "fail"),
    "C06": move(GOOD, with_(GOOD, "revenue", price=Decimal(820)), "warn", COVER),
    "C07": move(
        GOOD, with_(GOOD, "funding", by_year={2021: Decimal("4.32"), 2022: Decimal(5000)}), "fail", "F01 F02 K01 C09"
    ),
    "C09": move(GOOD, with_(GOOD, "revenue", price=Decimal(500)), "fail", COVER),
    "C13": move(
        added(GOOD, '[[pool]]\nid="m"\nname="乙"\nrevenue=120\nservice=100\n' + HELD, "pool"),
        added(GOOD, '[[pool]]\nid="m"\nname="乙"\nrevenue=99\nservice=100\n' + HELD, "pool"),
        "fail",
    ),
    "C17": move(BUNDLED, with_(BUNDLED, "revenue", sub_project="a"), "warn", "C18 W31"),
    "C18": move(BUNDLED, with_(BUNDLED, "revenue", sub_project="a"), "warn", "C17 W31"),
    "F10": move(BUNDLED, with_(BUNDLED, "funding", sub_project="a"), "warn", "C18"),
    "W31": move(BUNDLED, with_(BUNDLED, "revenue", sub_project="a"), "warn", "C17 C18"),
    "W32": move(BUNDLED, with_(BUNDLED, "sub_projects", approval="乙发改〔2020〕2号"), "warn"),
    "C14": move(GOOD, with_(GOOD, "revenue", price=Decimal(820)), "warn", COVER),
    "C15": move(GOOD, with_(GOOD, "revenue", price=Decimal(400)), "warn", COVER),
    "C16": move(GOOD, with_(GOOD, "revenue", price=Decimal(400)), "warn", COVER),
    "D04": move(GOOD, with_(GOOD, "bonds", payments_a_year=1), "warn", "W01 F01 F02 C06 F05"),
    "D07": move(SLOW, with_(SLOW, "funding", by_year={2023: Decimal("5073.82")}), "fail", "F01 C07 C09"),
    "D11": move(ISSUED, with_(ISSUED, "bonds", result_coupon=Decimal("0.014")), "fail"),
    "F01": move(
        GOOD, with_(GOOD, "funding", by_year={2021: Decimal("4.32"), 2022: Decimal(5000)}), "fail", "F02 C07 C09 K01"
    ),
    "F02": move(GOOD, with_(GOOD, "funding", by_year={2021: Decimal("4.32"), 2022: Decimal("5169.50")}), "fail", "F01"),
    "F07": move(GOOD, with_(GOOD, "project", feasibility_approved=date(2024, 1, 1)), "fail", "W15"),
    "F08": move(
        with_(GOOD, "project", region="辽宁省某县"),
        with_(with_(GOOD, "project", region="辽宁省某县"), "revenue", price=Decimal(300)),
        "fail",
        COVER + " W09 T05",
    ),
    "F09": move(GOOD, with_(GOOD, "project", forecast_end=2052), "warn", "W12"),
    "K03": move(
        with_(CAPITAL, "project", sector="sewage_waste"), with_(CAPITAL, "project", sector="education"), "fail"
    ),
    "K04": move(CAPITAL, with_(CAPITAL, "region", capital_use_total=Decimal(301)), "fail"),
    "L06": move(LATER, with_(LATER, "statements", theme_parks=True), "fail", "N10"),
    "L08": move(
        GOOD,
        with_(GOOD, "revenue", claimed=False),
        "fail",
        COVER + " R01 R02 R03 R04 R06 R07 R08 R09 R12 T05 W02 W06 W08 W09 W10",
    ),
    "N05": move(EARLIER, with_(EARLIER, "compliance", earlier_spent=Decimal(799)), "fail"),
    "P03": move(RUNNING, with_(RUNNING, "actuals", targets_monitored=False), "fail"),
    "P04": move(RUNNING, with_(RUNNING, "actuals", deviation=Decimal("0.4"), payment_stopped=False), "fail"),
    "P05": move(RUNNING, with_(RUNNING, "actuals", repayable=Decimal(-9000)), "fail", "C01 C02 C03"),
    "P06": move(RUNNING, with_(RUNNING, "actuals", paid_in=Decimal(999)), "warn"),
    "R01": move(second("project_special"), second("subsidy"), "fail", "R03"),
    "R02": move(
        added(GOOD, TAX.replace("claimed = true", "claimed = false"), "tax_revenue"),
        added(GOOD, TAX, "tax_revenue"),
        "fail",
        "R01",
    ),
    "R03": move(second("project_special"), second("subsidy"), "fail", "R01"),
    "R09": move(
        PARCEL, with_(PARCEL, "revenue", claimed=False), "fail", COVER + " C04 R04 R06 R07 R08 R12 W02 W06 W10 T05 W09"
    ),
    "R12": move(GOOD, without(GOOD, "taxes_paid", 0), "warn"),
    "R14": move(PARCEL, added(PARCEL, FEE, "land_accruals"), "warn", COVER),
    "R15": move(
        with_(added(GOOD, INCOME_TAX, "taxes_paid"), "taxation", taxpayer="company"),
        with_(
            with_(added(GOOD, INCOME_TAX, "taxes_paid"), "taxation", taxpayer="company"),
            "taxes_paid",
            2,
            by_year={2023: Decimal(0)},
        ),
        "warn",
        COVER + " W23",
    ),
    "T01": move(GOOD, with_(GOOD, "bonds", term_years=16), "fail", "W01 F01 F02"),
    "T05": move(GOOD, with_(GOOD, "project", operation_end=date(2036, 11, 30)), "fail"),
    "T06": move(TOLL, with_(TOLL, "project", charging_end=date(2036, 11, 30)), "fail"),
    "T07": move(ROLLED, with_(ROLLED, "bonds", 1, term_years=15), "fail", COVER + " D04 F09 T05"),
    "T08": move(
        with_(LATER, "bonds", assigned_on=date(2024, 1, 1)),
        with_(with_(LATER, "bonds", assigned_on=date(2024, 1, 1)), "project", operation_end=date(2036, 11, 30)),
        "fail",
        "T05",
    ),
    "W08": move(GOOD, with_(GOOD, "comparables", 1, price=Decimal(900)), "warn"),
    "W09": move(GOOD, with_(GOOD, "costs", rate=Decimal(100)), "warn", "W12"),
    "W10": move(
        with_(second("project_special"), "revenue", asset="甲"),
        with_(second("project_special"), "revenue", asset="乙"),
        "warn",
    ),
    "W11": move(GOOD, with_(GOOD, "project", construction_start=date(2024, 1, 1)), "warn"),
    "W12": move(GOOD, with_(GOOD, "revenue", price=Decimal(890)), "warn", COVER),
    "W13": move(RUNNING, with_(RUNNING, "actuals", progress=Decimal("0.8")), "warn"),
    "W14": move(RUNNING, with_(RUNNING, "actuals", capital=Decimal(5000)), "warn"),
    "W15": move(GOOD, with_(GOOD, "project", land_approved=date(2022, 1, 1)), "warn"),
    "W16": move(RUNNING, with_(RUNNING, "actuals", outside_plan=Decimal(1), adjustment_approved=False), "fail"),
    "W17": move(RUNNING, with_(RUNNING, "actuals", revenue=Decimal(0)), "warn"),
    "W18": move(GOOD, with_(GOOD, "stress", operating_revenue=Decimal("1.01")), "fail"),
    "W19": move(PARCEL, with_(PARCEL, "region", land_grade=1), "warn"),
    "W24": move(
        with_(PARCEL, "land", compensation=Decimal("0.01")),
        with_(PARCEL, "land", compensation=Decimal(0)),
        "warn",
        COVER + " W23",
    ),
    "W20": move(PARCEL, with_(PARCEL, "land", inside_red_line=False), "fail"),
    "W34": move(OFFERED, with_(OFFERED, "land_bids", bidders=1), "warn"),
    "W35": move(
        PARCEL,
        with_(with_(PARCEL, "comparables", 2, price=Decimal("19.5")), "comparables", 3, price=Decimal("19.9")),
        "warn",
    ),
    "W36": move(OFFERED, with_(OFFERED, "region", land_grade=6), "warn"),
    "W37": move(OFFERED, with_(OFFERED, "land_bids", interested=5), "warn"),
    "W38": move(
        with_(OFFERED, "land_bids", named_buyer="甲公司", start_price=Decimal(20)),
        with_(OFFERED, "land_bids", named_buyer="甲公司"),
        "warn",
        "W34",
    ),
    "W39": move(OFFERED, with_(OFFERED, "land_bids", refund=Decimal("0.1")), "fail"),
    "W40": move(OFFERED, with_(OFFERED, "comparables", 3, area_index=Decimal(80)), "warn"),
    "W21": move(GOOD, with_(GOOD, "compliance", build_to_suit=True), "fail"),
    "W23": move(
        added(GOOD, RENEWED.format(year=2030, month=""), "costs"),
        added(GOOD, RENEWED.format(year=2037, month="month = 3"), "costs"),
        "warn",
    ),
    "W22": move(added(GOOD, REGISTERED, "risks"), with_(added(GOOD, REGISTERED, "risks"), "risks", owner=None), "warn"),
    "W30": move(added(GOOD, SOURCED.format("high"), "sources"), added(GOOD, SOURCED.format("low"), "sources"), "warn"),
    "W41": move(GOOD, with_(GOOD, "project", description="项目于2031年3月开工。"), "warn"),
    "W60": move(PARK, with_(PARK, "firms", 1, plant_area=Decimal("0.5")), "warn"),
    "W61": move(added(PARK, CUSTOMERS.format(1), "node"), added(PARK, CUSTOMERS.format(2), "node"), "warn"),
    "W62": move(added(GOOD, CUSTOMERS.format(192), "node"), added(GOOD, CUSTOMERS.format(193), "node"), "warn"),
    "W63": move(
        with_(added(PARCEL, FIRMS, "firms"), "firms", 0, plot="P", plot_area=Decimal(1)),
        with_(added(PARCEL, FIRMS, "firms"), "firms", 1, plot="P", plot_area=Decimal(1)),
        "warn",
    ),
    "W64": move(
        added(GOOD, FIRMS + SUPPLIES.format(1), "firms", "supplies"),
        added(GOOD, FIRMS + SUPPLIES.format(100), "firms", "supplies"),
        "warn",
    ),
    "W65": move(PARK, with_(PARK, "firms", 0, contract="intent"), "warn"),
    "X02": move(RUNNING, with_(RUNNING, "actuals", disclosed_on=date(2025, 7, 1)), "fail"),
    "X03": move(DISCLOSED, with_(DISCLOSED, "disclosed", investment=Decimal(9000)), "fail"),
    "X04": move(GOOD, with_(GOOD, "bonds", name="园区债券"), "fail"),
    "X06": move(GOOD, with_(GOOD, "revenue", evidence="财预[2017]89号"), "warn"),
}
"""Rules that the input can break."""

NEEDS: dict[str, tuple[Project, str]] = {
    "D11": (with_(ISSUED, "bonds", result_coupon=None), "bonds.result_coupon"),
    "F07": (with_(GOOD, "project", feasibility_approved=None), "project.feasibility_approved"),
    "K04": (with_(CAPITAL, "region", capital_use_total=None), "region.capital_use_total"),
    "L02": (with_(GOOD, "region", new_limit=Decimal(100)), "compliance.prior_room_approved"),
    "N05": (with_(EARLIER, "compliance", audit_closed=None), "compliance.audit_closed"),
    "P03": (with_(RUNNING, "actuals", targets_monitored=None), "actuals.targets_monitored"),
    "P04": (with_(RUNNING, "compliance", deviation_limit=None), "compliance.deviation_limit"),
    "R14": (with_(PARCEL, "region", land_grade=None), "region.land_grade"),
    "R15": (with_(GOOD, "taxation", taxpayer="company"), "taxation.method"),
    "T06": (with_(TOLL, "project", charging_end=None), "project.charging_end"),
    "W15": (with_(GOOD, "project", land_approved=None), "project.land_approved"),
    "W19": (with_(PARCEL, "region", land_grade=None), "region.land_grade"),
    "W20": (with_(PARCEL, "land", unencumbered=None), "land.unencumbered"),
    "W36": (with_(OFFERED, "region", land_grade=None), "region.land_grade"),
    "W37": (with_(OFFERED, "land_bids", interested=None), "land_bids.interested"),
    "W21": (with_(GOOD, "compliance", build_to_suit=None), "compliance.build_to_suit"),
    "X01": (with_(GOOD, "project", department=None), "project.department"),
    "X02": (with_(RUNNING, "actuals", disclosed_on=None), "actuals.disclosed_on"),
}
"""Rules that ask for what they are not told, by sheet and field."""

AUDITED = {
    "虚增收益": "W08",
    "出租率、负荷过高": "W02",
    "低估成本": "W09",
    "重复计算": "W10",
    "税收、补贴计入": "W06",
    "存量资产收益": "W11",
    "倒算": "W04",
    "期限错配": "W05",
    "资金闲置": "W07",
    "挪用": "W16",
    "经常性支出": "L05",
    "虚列进度、以拨代支": "W13",
    "收入未缴国库": "P06",
    "资本金不到位": "W14",
    "手续滞后": "W15",
    "擅自改用途": "W16",
    "资产闲置": "W17",
}
"""What auditors find most often, and the rule that sees it."""
