"""Each rule passes, fails and asks; the failing project differs in one thing, and only the expected findings move."""

from dataclasses import replace
from datetime import date
from decimal import ROUND_DOWN, Decimal
from functools import cache

import pytest

from bondcalc.checks.judge import CHECKS
from bondcalc.checks.statements import TO_ARGUE
from bondcalc.inputs.project import Project
from bondcalc.inputs.read import read_bytes
from bondcalc.result.contract import ratios_of
from bondcalc.schedules import coverage
from tests.checks.judged import finding_of
from tests.parted import compute

GOOD = """
[project]
name = "合规项目"
rule_date = {day}
sector = "municipal_and_park"
approved_total = 10073.82
region = "湖南省某县"
department = "工业和信息化局"
unit = "园区管理委员会"
description = "标准厂房"
feasibility_approved = 2020-10-01
land_approved = 2020-11-01
environment_approved = 2020-11-15
construction_start = 2021-01-01
construction_end = 2022-12-31
operation_start = 2023-01-01
operation_end = 2045-12-31
forecast_end = 2041
[taxation]
taxpayer = "institution"
[settings]
coverage_threshold = 1.2
coverage_upper = 20
stress_level = 0.1
construction_interest = "in_investment"
[region]
debt_limit = 900000
debt_balance = 500000
repaid_this_year = 0
new_limit = 50000
prior_limit = 800000
prior_balance = 700000
[compliance]
build_to_suit = false
issuer = "province"
recurrent_paid = false
replaces_old_debt = false
assets_pledged = false
equity_or_shell = false
platform_unit = false
commercial_project = false
image_project = false
affordable_housing = false
ex_ante_need = true
ex_ante_maturity = true
ex_ante_sources = true
ex_ante_forecast = true
ex_ante_size = true
ex_ante_repayment = true
ex_ante_targets = true
ex_ante_other = true
type_quota = 9000
[statements]
office_halls = false
theme_parks = false
[duties]
unit_share = 0.6
fund_share = 0.4
[[assets]]
id = "plant"
name = "厂房"
item = "plant"
owner = "县国有资产管理中心"
keeper = "园区管理委员会"
[[investment]]
id = "plant"
category = "construction"
name = "厂房"
amount = 10000
scale = 10
approved_scale = 10
by_year = {{ 2021 = 0.5, 2022 = 0.5 }}
[[funding]]
id = "budget"
kind = "budget"
by_year = {{ 2021 = 4.32, 2022 = 5069.50 }}
[[bonds]]
id = "A"
name = "2021年湖南省某县园区专项债券（一期）——2021年湖南省政府专项债券（八期）"
status = "planned"
value_date = 2021-12-01
face = 5000
coupon = 0.0139
term_years = 15
payments_a_year = 2
[[revenue]]
id = "rent"
name = "租金"
budget_class = "project_special"
claimed = true
price = 1200
quantity = 1
account = "103109998"
scope_item = "plant"
evidence = "合同"
ramp = "load"
[[ramps]]
id = "load"
name = "负荷"
by_operating_year = {{ 1 = 0.6, 2 = 0.9 }}
[[costs]]
id = "wages"
kind = "wages"
name = "工资"
basis = "fixed"
rate = 190
[[costs]]
id = "repair"
kind = "repair"
name = "维修"
basis = "fixed"
rate = 10
[[taxes_paid]]
id = "vat"
kind = "value_added_tax"
name = "增值税"
basis = "by_year"
by_year = {{ 2023 = 0 }}
[[taxes_paid]]
id = "house"
kind = "property_tax"
name = "房产税"
basis = "by_year"
by_year = {{ 2023 = 0 }}
[[comparables]]
line = "rent"
day = 2020-11-01
price = 1150
source = "甲园区"
[[comparables]]
line = "rent"
day = 2021-02-01
price = 1250
source = "乙园区"
[[performance]]
id = "c"
kind = "cost"
name = "综合融资成本"
value = "≤4%"
[[performance]]
id = "r"
kind = "sustainable"
name = "偿债风险"
value = "覆盖倍数≥1.2"
"""


@cache
def project(day: str = "2021-08-01") -> Project:
    return read_bytes("project.toml", GOOD.format(day=day).encode())


def with_(given: Project, sheet: str, row: int = 0, **changes: object) -> Project:
    """Change fields of one row."""
    rows = list(given.tables[sheet])
    rows[row] = replace(rows[row], **changes)
    return replace(given, tables={**given.tables, sheet: tuple(rows)})


def plus(given: Project, sheet: str, text: str) -> Project:
    """Add a row stated in TOML."""
    return replace(given, tables={**given.tables, sheet: _with_rows(text).tables[sheet]})


@cache
def _with_rows(text: str) -> Project:
    return read_bytes("project.toml", (GOOD.format(day="2021-08-01") + text).encode())


def verdicts(given: Project) -> dict[str, str]:
    return {found.rule.id: found.verdict for found in compute(given).findings}


def test_the_good_project_is_good() -> None:
    found = verdicts(project())
    assert set(found) == set(CHECKS)
    assert {id_: verdict for id_, verdict in found.items() if verdict not in {"pass", "not_applicable"}} == {}


LOAN = """[[loans]]
id = "L"
lender = "银行"
rate = 0.04
repayment = "equal_principal"
first_repayment = 2023
last_repayment = 2030
by_year = { 2022 = 40000 }
"""
ROLL = """[[bonds]]
id = "R"
status = "planned"
value_date = 2036-12-01
face = {face}
coupon = 0.0139
term_years = 5
payments_a_year = 1
refinances = "A"
name = "2036年湖南省某县园区专项债券（一期）——2036年湖南省政府专项债券（八期）"
"""
LAND = """[[land]]
id = "P"
use = "工业"
area_mu = 3000
price = 20
claimed = true
by_year = { 2024 = 0.2, 2025 = 0.2, 2026 = 0.2, 2027 = 0.2, 2028 = 0.2 }
"""
NEAR = Decimal(ratios_of(compute(project()))["coverage_total_debt"]).quantize(Decimal("0.01"), ROUND_DOWN)
# rule: what is changed, the verdict it gets, and every other finding that moves with it
MOVES: dict[str, tuple[Project, str, set[str]]] = {
    "L03": (with_(project(), "compliance", type_quota=Decimal(4999)), "fail", set()),
    "L04": (with_(project(), "compliance", issuer="other"), "fail", set()),
    "L05": (with_(project(), "compliance", recurrent_paid=True), "fail", set()),
    "L07": (with_(project(), "compliance", replaces_old_debt=True), "fail", set()),
    "N02": (with_(project(), "compliance", equity_or_shell=True), "fail", set()),
    "N03": (with_(project(), "compliance", platform_unit=True), "fail", set()),
    "N04": (with_(project(), "compliance", commercial_project=True), "fail", set()),
    "N06": (with_(project(), "compliance", image_project=True), "fail", set()),
    "X05": (with_(project(), "compliance", assets_pledged=True), "fail", set()),
    "P01": (with_(project(), "compliance", ex_ante_size=False), "fail", set()),
    "P02": (
        replace(project(), tables={**project().tables, "performance": project().tables["performance"][:1]}),
        "fail",
        set(),
    ),
    "L01": (with_(project(), "region", debt_limit=Decimal(504999)), "fail", set()),
    "L02": (with_(project(), "region", new_limit=Decimal(0), prior_limit=Decimal(0)), "fail", set()),
    "W01": (with_(project(), "project", approved_total=Decimal(9000)), "fail", set()),
    "N07": (with_(project(), "project", sector="commercial_industry"), "fail", {"X04"}),
    "T02": (with_(project(), "project", sector="land_reserve"), "warn", {"N07", "C08", "K01", "R09", "W03", "X04"}),
    "T03": (
        with_(with_(project(), "project", sector="toll_road", charging_end=date(2050, 1, 1)), "bonds", term_years=20),
        "warn",
        {"T06", "X04"},
    ),
    "T04": (with_(with_(project(), "project", sector="shantytown"), "bonds", term_years=20), "warn", {"X04"}),
    "R04": (
        with_(project(), "revenue", budget_class="other_project"),
        "fail",
        {
            "R01",
            "L08",
            "R09",
            "C01",
            "C02",
            "C03",
            "C06",
            "C07",
            "C09",
            "C10",
            "C11",
            "C14",
            "C15",
            "C16",
            "T05",
            "W03",
            "W04",
            "W05",
            "W12",
        },
    ),
    "R06": (with_(project(), "revenue", account=None), "needs_input", set()),
    "R07": (with_(project(), "revenue", evidence=None), "warn", set()),
    "R08": (with_(project(), "revenue", scope_item=None), "warn", set()),
    "R10": (replace(project(), tables={**project().tables, "costs": ()}), "fail", {"W09"}),
    "C04": (with_(project(), "settings", coverage_upper=Decimal(1)), "warn", set()),
    "C10": (with_(project(), "settings", stress_level=Decimal("0.9")), "fail", set()),
    "C11": (with_(project(), "revenue", price=Decimal(890)), "warn", {"W04", "W12"}),
    "D06": (with_(project(), "project", construction_end=date(2021, 11, 30)), "fail", {"W01"}),
    "K01": (with_(project(), "project", sector="municipal_and_park"), "pass", set()),
    "N08": (
        with_(with_(project(), "project", sector="culture_tourism"), "bonds", used_as_capital=Decimal(100)),
        "fail",
        {"K02", "K04", "X04"},
    ),
    "N01": (with_(project(), "investment", payable_by_bond=False), "fail", {"D07", "F01", "W07"}),
    "W02": (with_(project(), "ramps", by_operating_year={1: Decimal("0.6"), 2: Decimal("0.96")}), "warn", set()),
    "W03": (plus(project(), "land", LAND), "warn", {"C04", "R14", "W04", "W08", "W19", "W20", "W24"}),
    "W04": (with_(project(), "settings", coverage_threshold=NEAR), "warn", set()),
    "W05": (
        with_(project(), "bonds", term_years=5, payments_a_year=1),
        "warn",
        {"C01", "C02", "C03", "C06", "C07", "C09", "C10", "C11", "C14", "W01", "W04", "W12", "F01", "F02"},
    ),
    "W06": (with_(project(), "revenue", name="租金返还"), "warn", {"R02"}),
    "W07": (
        with_(project(), "investment", by_year={2021: Decimal("0.2"), 2022: Decimal("0.1"), 2023: Decimal("0.7")}),
        "warn",
        set(),
    ),
    "D09": (plus(project(), "bonds", ROLL.format(face=5001)), "fail", {"T07"}),
}


@pytest.mark.slow
@pytest.mark.parametrize("rule", list(MOVES))
def test_one_change_moves_only_what_it_should(rule: str) -> None:
    changed, verdict, others = MOVES[rule]
    before, after = verdicts(project()), verdicts(changed)
    assert after[rule] == verdict
    moved = {id_ for id_ in before if before[id_] != after[id_]} - {rule}
    assert moved <= others, {id_: after[id_] for id_ in moved}


ASKED = {
    "L03": ("compliance", "type_quota"),
    "L04": ("compliance", "issuer"),
    "L05": ("compliance", "recurrent_paid"),
    "L07": ("compliance", "replaces_old_debt"),
    "N02": ("compliance", "equity_or_shell"),
    "N03": ("compliance", "platform_unit"),
    "N04": ("compliance", "commercial_project"),
    "N06": ("compliance", "image_project"),
    "X05": ("compliance", "assets_pledged"),
    "C03": ("settings", "coverage_threshold"),
    "C04": ("settings", "coverage_upper"),
    "L01": ("region", "debt_limit"),
    "L02": ("region", "new_limit"),
    "T05": ("project", "operation_end"),
    "W01": ("project", "approved_total"),
    "D06": ("project", "construction_end"),
    "C10": ("settings", "stress_level"),
}


@pytest.mark.parametrize("rule", list(ASKED))
def test_what_is_blank_is_asked_for_by_sheet_and_field(rule: str) -> None:
    sheet, field = ASKED[rule]
    found = finding_of(with_(project(), sheet, **{field: None}), rule)
    assert found.verdict == "needs_input"
    assert f"({sheet}.{field})" in found.outcome.en


def test_a_sector_not_stated_is_asked_for() -> None:
    found = verdicts(with_(project(), "project", sector=None))
    assert {id_ for id_, verdict in found.items() if verdict == "needs_input"} == {
        "C08",
        "K01",
        "N07",
        "T02",
        "T03",
        "T04",
        "T06",
        "X01",
        "X04",
    }


@pytest.mark.parametrize(
    ("day", "l06", "n07"),
    [
        ("2019-09-03", "not_applicable", "not_applicable"),
        ("2019-09-04", "not_applicable", "fail"),
        ("2020-07-26", "not_applicable", "fail"),
        ("2020-07-27", "not_applicable", "fail"),
        ("2024-12-24", "pass", "fail"),
        ("2024-12-25", "pass", "pass"),
    ],
)
def test_land_reserve_was_barred_for_a_time(day: str, l06: str, n07: str) -> None:
    """The State Council from 4 September 2019, 财预〔2020〕94号 from 27 July 2020; 国办发〔2024〕52号 from 25 December 2024 leaves land reserve out of its list."""
    found = verdicts(with_(project(day), "project", sector="land_reserve"))
    assert (found["L06"], found["N07"]) == (l06, n07)


def test_affordable_housing_is_no_real_estate() -> None:
    house = with_(project("2025-01-01"), "project", sector="real_estate")
    assert verdicts(house)["L06"] == "fail"
    assert verdicts(with_(house, "compliance", affordable_housing=True))["L06"] == "pass"


def test_capital_share_and_its_reduction() -> None:
    def share(amount: str, day: str = "2021-08-01") -> str:
        rows = replace(project(day), tables={**project(day).tables})
        return verdicts(with_(rows, "funding", by_year={2021: Decimal(0), 2022: Decimal(amount)}))["K01"]

    assert (share("2014.77"), share("2014.76"), share("1511.08"), share("1511.07")) == ("pass", "warn", "warn", "fail")
    assert share("2014.76", "2019-11-19") == "fail"


def test_debt_in_disguise_adds_nothing_to_the_share_of_capital() -> None:
    """20 % of 10,073.82 is 2,014.764: what a loan brings beside it counts neither for nor against."""
    loan = '[[funding]]\nid = "loan"\nkind = "own"\ndebt_like = true\nby_year = { 2022 = 3000 }\n'

    def share(amount: str) -> str:
        both = plus(project(), "funding", loan)
        return verdicts(with_(both, "funding", by_year={2021: Decimal(0), 2022: Decimal(amount)}))["K01"]

    assert (share("2014.77"), share("2014.76"), share("1511.07")) == ("pass", "warn", "fail")


def test_loans_beside_bonds_as_capital_live_on_what_is_left() -> None:
    both = with_(plus(project(), "loans", LOAN), "bonds", used_as_capital=Decimal(100))
    assert verdicts(both)["K05"] == "fail"
    assert verdicts(both)["D02"] == "pass"
    assert verdicts(with_(both, "revenue", price=Decimal(9000)))["K05"] == "pass"


@pytest.mark.parametrize("last", [2041, 2060])
def test_what_is_earned_after_the_bonds_leaves_no_room_for_loans(last: int) -> None:
    """K05 is E - H against F - H: a longer forecast buys no pass."""
    both = with_(plus(project(), "loans", LOAN), "bonds", used_as_capital=Decimal(100))
    longer = compute(with_(both, "project", forecast_end=last, operation_end=date(last, 12, 31)))
    basis = longer.book.use(coverage.schedule).basis
    earned, every, bonds_alone = (
        longer.figures.amount(line) for line in (basis.revenue, basis.service, basis.bond_service)
    )
    found = next(one for one in longer.findings if one.rule.id == "K05")
    assert earned < every
    assert found.verdict == "fail"
    assert found.outcome.figure == f"{earned - bonds_alone:,.2f}"
    assert found.outcome.threshold == f"{every - bonds_alone:,.2f}"


def test_rolling_over_what_falls_due_is_a_warning() -> None:
    assert verdicts(plus(project(), "bonds", ROLL.format(face=5000)))["D09"] == "warn"


def test_points_that_are_stated_but_not_argued_are_told() -> None:
    """A filing draws no conclusion from them, so the review does not call them argued without a word."""
    told = finding_of(project(), "P01").outcome
    assert "项目单位填报事前绩效评估8/8项已论证；7项未写论证内容，方案对其不作结论" in told.zh
    written = plus(project(), "texts", '[[texts]]\nchapter = "ex_ante_need"\nwords = "有需求调查"\n')
    assert "；6项未写论证内容" in finding_of(written, "P01").outcome.zh


def test_seven_points_of_a_report_beside_eight_stated_are_explained() -> None:
    """The eighth, other matters, has no number in the report where nothing is written of it."""
    words = "".join(f'[[texts]]\nchapter = "{field.name}"\nwords = "有论证材料"\n' for field in TO_ARGUE)
    told = finding_of(plus(project(), "texts", words), "P01").outcome
    assert told.zh.endswith("8/8项已论证；没有其他需要评估的事项，报告列7项")
    other = '[[texts]]\nchapter = "ex_ante_other"\nwords = "有环境论证"\n'
    assert finding_of(plus(project(), "texts", words + other), "P01").outcome.zh.endswith("8/8项已论证")


def test_loads_are_judged_only_where_revenue_follows_a_load() -> None:
    lines = {year: Decimal(10) for year in range(2026, 2030)}
    assert finding_of(with_(project(), "revenue", claimed=False), "W02").verdict == "not_applicable"
    by_year = with_(project(), "revenue", by_year=lines, ramp=None)
    assert "不" not in finding_of(project(), "W02").outcome.zh
    assert finding_of(by_year, "W02").verdict == "not_applicable"


def test_what_the_steps_are_of_is_named() -> None:
    """A delay of sales is in the table of the filing too: 各档 is said of what was looked at only."""
    told = finding_of(project(), "C11").outcome.zh
    assert told.endswith("各档测试均能覆盖本息")
    assert "全部收入、" in told.rpartition("；")[2]
    assert "利率" in told.rpartition("；")[2]


@pytest.mark.parametrize(
    ("rate", "verdict", "words"),
    [
        (None, "warn", "未填写增值税税率"),
        (Decimal(0), "pass", "按0计，应有免税或不征税的依据"),
        (Decimal("0.09"), "pass", "增值税按税率计算"),
    ],
)
def test_a_rate_of_zero_that_was_typed_is_no_blank(rate: Decimal | None, verdict: str, words: str) -> None:
    given = with_(with_(project(), "taxation", method="computed"), "revenue", output_vat_rate=rate)
    found = finding_of(given, "R12")
    assert (found.verdict, words in found.outcome.zh) == (verdict, True), found.outcome.zh
