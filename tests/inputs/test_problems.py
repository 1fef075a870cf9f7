"""Every code of the catalogue, provoked once: exactly that problem, exactly there, and nothing beside it."""

from collections.abc import Callable

import pytest

from bondcalc.inputs.read import read_bytes
from bondcalc.problem import ProjectError
from bondcalc.wording.messages import catalogue
from tests.inputs.filled import Filled
from tests.inputs.test_round_trip import RICH
from tests.inputs.test_sale_and_firm_problems import OF_A_PARK, OF_LAND

BOND = '[[bonds]]\nid = "X"\nstatus = "planned"\nvalue_date = 2021-06-25\nface = {face}\ncoupon = 0.03\n'
FIVE = BOND.format(face=10) + "term_years = 5\n"
LOAN = '[[loans]]\nid = "M"\nlender = "银行"\nrate = 0.04\nrepayment = "{mode}"\nfirst_repayment = {first}\nlast_repayment = 2026\n'
EQUAL = LOAN.format(mode="level", first=2024)
POOLED = '[[pool]]\nid = "1"\nname = "乙"\nrevenue = 1\nservice = 1\n'
LINE = '[[revenue]]\nid = "x"\nname = "其他"\nbudget_class = "project_special"\nclaimed = true\nprice = 1\n'
COST = '[[costs]]\nid = "x"\nkind = "other"\nname = "其他"\nbasis = "{basis}"\n'
FIXED = COST.format(basis="fixed")
DRAWN_AS = '[[risk_drivers]]\ndriver = "{driver}"\ndistribution = "{kind}"\n'
EVEN = DRAWN_AS.format(driver="investment", kind="uniform")
BELL = DRAWN_AS.format(driver="investment", kind="normal")
TOGETHER = '[[risk_correlations]]\ndriver = "{one}"\nother = "{other}"\ncorrelation = {value}\n'
RISK = (
    '[[risks]]\nid = "x"\nname = "其他"\ncause = "其他"\nbearer = "项目单位"\ncontrol = "contractible"\n'
    "likelihood = 0.1\n"
)
ACCRUAL = '[[land_accruals]]\naccrual = "{accrual}"\ndocument = "市政府办公室文件"\n'
FEE = ACCRUAL.format(accrual="new_construction_fee")
FUND = ACCRUAL.format(accrual="education_fund") + "rate = 0.1\n"
STATE_LAND = (
    '[[land]]\nid = "P2"\nuse = "工业"\narea_mu = 1\nprice = 1\nclaimed = false\ninside_red_line = false\n'
    "state_owned = true\nby_year = { 2022 = 1 }\n"
)
RAMP = '[[ramps]]\nid = "x"\nname = "其他"\n'

ADDED: dict[str, tuple[str, str, str]] = {
    # code: what is added to a file without mistakes, table and key at which the problem stands
    "missing_required": (
        BOND.format(face=10).replace('status = "planned"\n', "") + "term_years = 5",
        "[bonds]",
        "第4项 status",
    ),
    "class_unstated": ('[[revenue]]\nname = "运营补贴"\nprice = 1\nquantity = 1', "[revenue]", "第2项 budget_class"),
    "unknown_table": ("[bond]", "bond", "bond"),
    "duplicate_id": ('[[ramps]]\nid = "r"\nname = "又一"\nby_operating_year = { 1 = 1 }', "[ramps]", "第2项 id"),
    "id_in_revenue": (
        '[[node]]\nid = "rent"\nname = "节点"\nbudget_class = "subsidy"\nclaimed = false\nprice = 1\nquantity = 1',
        "[node]",
        "第2项 id",
    ),
    "reserved_id": (LINE.replace('"x"', '"all"') + "quantity = 1", "[revenue]", "第2项 id"),
    "unknown_reference": (LINE + 'quantity = 1\nscope_item = "two"', "[revenue]", "第2项 scope_item"),
    "unknown_base": (
        '[[costs]]\nkind = "other"\nname = "c"\nbasis = "share_of_revenue"\nrate = 0.1\nof = "甲、乙"',
        "[costs]",
        "第2项 of",
    ),
    "reference_to_nothing": (LINE + 'quantity = 1\nscope_item = "无"', "[revenue]", "第2项 scope_item"),
    "carry_unused": (LINE + "quantity = 1\ncarry = true", "[revenue]", "第2项 carry"),
    "unknown_sheet_named": ('[[sources]]\ntable = "收入"\ndocument = "合同"', "[sources]", "第2项 table"),
    "unknown_row_named": ('[[sources]]\ntable = "经营收入"\nrow = "none"\ndocument = "合同"', "[sources]", "第2项 row"),
    "unknown_field_named": (
        '[[sources]]\ntable = "经营收入"\nfield = "价"\ndocument = "合同"',
        "[sources]",
        "第2项 field",
    ),
    "unknown_rule": ('[[explanations]]\nid = "W999"\nwords = "已核实"', "[explanations]", "第2项 id"),
    "term_missing": (BOND.format(face=10), "[bonds]", "第4项 term_years"),
    "term_disagrees": (FIVE + "maturity_date = 2027-06-25", "[bonds]", "第4项 maturity_date"),
    "maturity_before": (BOND.format(face=10) + "maturity_date = 2021-06-25", "[bonds]", "第4项 maturity_date"),
    "maturity_off_payment": (BOND.format(face=10) + "maturity_date = 2026-06-20", "[bonds]", "第4项 maturity_date"),
    "payments_a_year": (FIVE + "payments_a_year = 5", "[bonds]", "第4项 payments_a_year"),
    "shares_total": (
        FIVE + 'repayment = "instalments"\nby_bond_year = { 3 = 0.5, 5 = 0.4 }',
        "[bonds]",
        "第4项 by_bond_year.3",
    ),
    "instalment_after_term": (
        FIVE + 'repayment = "instalments"\nby_bond_year = { 4 = 0.5, 6 = 0.5 }',
        "[bonds]",
        "第4项 by_bond_year.6",
    ),
    "instalments_unused": (FIVE + "by_bond_year = { 5 = 1 }", "[bonds]", "第4项 by_bond_year.5"),
    "grace_unused": (FIVE + "grace_years = 1", "[bonds]", "第4项 grace_years"),
    "grace_too_long": (FIVE + 'repayment = "level"\ngrace_years = 5', "[bonds]", "第4项 grace_years"),
    "option_date_missing": (FIVE + 'option = "held"', "[bonds]", "第4项 option_date"),
    "option_missing": (FIVE + "option_date = 2024-06-25", "[bonds]", "第4项 option"),
    "option_off": (FIVE + 'option = "held"\noption_date = 2026-06-25', "[bonds]", "第4项 option_date"),
    "planned_not_issued": (FIVE + "planned_face = 1000", "[bonds]", "第4项 planned_face"),
    "batch_issued": (FIVE.replace("planned", "issued") + 'batch = "this"', "[bonds]", "第4项 batch"),
    "first_value_date_late": (FIVE + "first_value_date = 2021-06-25", "[bonds]", "第4项 first_value_date"),
    "reopened_over": (FIVE + "first_value_date = 2016-06-25", "[bonds]", "第4项 first_value_date"),
    "reopened_in_parts": (
        FIVE + 'repayment = "level"\nfirst_value_date = 2020-06-25',
        "[bonds]",
        "第4项 first_value_date",
    ),
    "refinanced_in_a_circle": (FIVE + 'refinances = "X"', "[bonds]", "第4项 refinances"),
    "refinancing_as_capital": (FIVE + 'refinances = "B"\nused_as_capital = 1', "[bonds]", "第4项 used_as_capital"),
    "capital_above_face": (FIVE + "used_as_capital = 10.01", "[bonds]", "第4项 used_as_capital"),
    "repayment_day_off": (
        LOAN.format(mode="level", first=2025) + "first_repayment_day = 2026-06-20\nby_year = { 2024 = 100 }",
        "[loans]",
        "第2项 first_repayment_day",
    ),
    "rounded_away": (BOND.format(face="0.10") + "term_years = 5", "[bonds]", "第4项 coupon"),
    "not_positive": (BOND.format(face=0) + "term_years = 5", "[bonds]", "第4项 face"),
    "agreed_total": (FIVE + 'repayment = "custom"', "[bonds]", "第4项 repayment"),
    "agreed_unused": (
        '[[principal]]\nbond = "B"\nday = 2025-06-25\nkind = "agreed"\namount = 1',
        "[principal]",
        "第4项 kind",
    ),
    "early_above_face": (
        '[[principal]]\nbond = "B"\nday = 2025-06-25\nkind = "early"\namount = 999999999',
        "[principal]",
        "第4项 amount",
    ),
    "off_payment_day": ('[[principal]]\nbond = "B"\nday = 2025-06-26\nkind = "early"', "[principal]", "第4项 day"),
    "principal_twice": ('[[principal]]\nbond = "B"\nday = 2026-06-25\nkind = "early"', "[principal]", "第4项 day"),
    "loan_without_draw": (EQUAL, "[loans]", "第2项 by_year"),
    "repaid_before_drawn": (EQUAL + "by_year = { 2024 = 1 }", "[loans]", "第2项 first_repayment"),
    "repayment_order": (
        LOAN.format(mode="level", first=2027) + "by_year = { 2024 = 1 }",
        "[loans]",
        "第2项 last_repayment",
    ),
    "loan_amounts_missing": (
        LOAN.format(mode="as_given", first=2024) + "by_year = { 2023 = 1 }",
        "[loans]",
        "第2项 repayment",
    ),
    "loan_amounts_unused": (
        EQUAL + 'by_year = { 2023 = 1 }\n[[loan_repayments]]\nloan = "M"\nby_year = { 2024 = 1 }',
        "[loan_repayments]",
        "第2项 loan",
    ),
    "repaid_outside": (
        LOAN.format(mode="as_given", first=2024)
        + 'by_year = { 2023 = 1 }\n[[loan_repayments]]\nloan = "M"\nby_year = { 2023 = 1 }',
        "[loan_repayments]",
        "第2项 by_year.2023",
    ),
    "loan_twice": ('[[loan_repayments]]\nloan = "L"\nby_year = { 2024 = 1 }', "[loan_repayments]", "第2项 loan"),
    "loan_payments_unused": (EQUAL + "payments_a_year = 2\nby_year = { 2023 = 1 }", "[loans]", "第2项 payments_a_year"),
    "loan_day_late": (
        LOAN.format(mode="equal_principal", first=2024)
        + "payments_a_year = 4\nfirst_repayment_day = 2024-04-20\nby_year = { 2023 = 100 }",
        "[loans]",
        "第2项 first_repayment_day",
    ),
    "repaid_in_construction": (
        LOAN.format(mode="equal_principal", first=2023)
        + 'payments_a_year = 4\nconstruction_interest = "capitalised"\nby_year = { 2022 = 100 }',
        "[loans]",
        "第2项 first_repayment",
    ),
    "loan_year_outside": (
        EQUAL + 'by_year = { 2023 = 1 }\n[[loan_rates]]\nloan = "M"\nby_year = { 2022 = 0.03 }',
        "[loan_rates]",
        "第2项 by_year.2022",
    ),
    "working_capital_twice": ("[flowing_funds]\namount = 100\nstock_days = 30", "flowing_funds", "amount"),
    "working_loan_early": (
        EQUAL + 'purpose = "working_capital"\nby_year = { 2022 = 1 }',
        "[loans]",
        "第2项 by_year.2022",
    ),
    "working_loan_capitalised": (
        EQUAL + 'purpose = "working_capital"\nconstruction_interest = "capitalised"\nby_year = { 2023 = 1 }',
        "[loans]",
        "第2项 construction_interest",
    ),
    "completion_missing": (
        '[[buildings]]\nname = "楼"\noriginal_value = 1\ndeduction = 0.3',
        "[buildings]",
        "第2项 completed",
    ),
    "area_missing": (
        LINE
        + 'quantity = 1\n[[buildings]]\nname = "楼"\noriginal_value = 1\ndeduction = 0.3\ncompleted = 2022-06-30\nrent = "x"',
        "[buildings]",
        "第2项 area",
    ),
    "let_above_area": (
        LINE
        + 'quantity = 2\n[[buildings]]\nname = "楼"\noriginal_value = 1\ndeduction = 0.3\ncompleted = 2022-06-30\narea = 1\nrent = "x"',
        "[buildings]",
        "第2项 area",
    ),
    "rent_twice": (
        '[[buildings]]\nname = "楼"\noriginal_value = 1\ndeduction = 0.3\ncompleted = 2022-06-30\narea = 200\nrent = "rent"',
        "[buildings]",
        "第2项 rent",
    ),
    "property_tax_twice": (
        '[[taxes_paid]]\nid = "h"\nkind = "property_tax"\nname = "房产税"\nbasis = "by_year"\nby_year = { 2024 = 1 }',
        "[buildings]",
        "第1项 id",
    ),
    "value_blank_twice": (
        (
            '[[buildings]]\nname = "楼"\ndeduction = 0.3\ncompleted = 2022-06-30\n'
            '[[buildings]]\nname = "库"\ndeduction = 0.3\ncompleted = 2022-06-30'
        ),
        "[buildings]",
        "第3项 original_value",
    ),
    "tax_twice": (
        ('[[taxes_paid]]\nid = "i"\nkind = "income_tax"\nname = "所得税"\nbasis = "by_year"\nby_year = { 2024 = 1 }'),
        "taxation",
        "method",
    ),
    "parcel_twice": ('[[land_costs]]\nparcel = "P1"\nby_year = { 2022 = 1 }', "[land_costs]", "第2项 parcel"),
    "year_twice": ("[[actuals]]\nyear = 2022\nrevenue = 1\npaid_in = 1\nrepayable = 1\n", "[actuals]", "第2项 year"),
    "region_year_open": ("[[region_years]]\nyear = 2021\n", "[region_years]", "第2项 year"),
    "land_above_fund": (
        "[[region_years]]\nyear = 2018\nfund_revenue = 1\nland_revenue = 2\n",
        "[region_years]",
        "第2项 land_revenue",
    ),
    "pool_file_or_hash": (POOLED + 'file = "b.toml"', "[pool]", "第2项 sha256"),
    "not_a_hash": (POOLED + 'file = "b.toml"\nsha256 = "0x12"', "[pool]", "第2项 sha256"),
    "above_capacity": (LINE + "quantity = 2\ncapacity = 1", "[revenue]", "第2项 quantity"),
    "quantity_missing": (LINE, "[revenue]", "第2项 quantity"),
    "quantity_twice": (LINE + "quantity = 1\nby_year = { 2024 = 1 }", "[revenue]", "第2项 quantity"),
    "ramp_unused": (LINE + 'ramp = "r"\nby_year = { 2024 = 1 }', "[revenue]", "第2项 ramp"),
    "month_unused": (FIXED + "rate = 1\nmonth = 3", "[costs]", "第2项 month"),
    "ramp_empty": (RAMP, "[ramps]", "第2项 by_operating_year.1"),
    "ramp_gap": (RAMP + "by_operating_year = { 1 = 0.5, 3 = 1 }", "[ramps]", "第2项 by_operating_year.2"),
    "rate_missing": (FIXED, "[costs]", "第2项 rate"),
    "by_year_missing": (COST.format(basis="by_year"), "[costs]", "第2项 by_year"),
    "by_year_unused": (FIXED + "rate = 1\nby_year = { 2024 = 1 }", "[costs]", "第2项 by_year.2024"),
    "of_missing": (COST.format(basis="per_quantity") + "rate = 1", "[costs]", "第2项 of"),
    "parameter_missing": (EVEN + "low = 0", "[risk_drivers]", "第6项 high"),
    "parameter_unused": (EVEN + "low = 0\nhigh = 0.1\nsigma = 0.1", "[risk_drivers]", "第6项 sigma"),
    "distribution_order": (EVEN + "low = 0.1\nhigh = 0", "[risk_drivers]", "第6项 high"),
    "change_too_low": (
        DRAWN_AS.format(driver="sale_delay", kind="uniform") + "low = -0.5\nhigh = 1",
        "[risk_drivers]",
        "第6项 low",
    ),
    "lognormal_unfit": (
        DRAWN_AS.format(driver="rate_rise", kind="lognormal") + "mean = 0\nsigma = 0.01",
        "[risk_drivers]",
        "第6项 distribution",
    ),
    "truncation_empty": (BELL + "mean = 0\nsigma = 0.01\nlower = 0.1", "[risk_drivers]", "第6项 lower"),
    "driver_twice": (
        DRAWN_AS.format(driver="costs", kind="uniform") + "low = 0\nhigh = 1",
        "[risk_drivers]",
        "第6项 driver",
    ),
    "probability_total": (
        DRAWN_AS.format(driver="bond_size", kind="discrete") + "value = 0\nprobability = 0.9",
        "[risk_drivers]",
        "第6项 probability",
    ),
    "correlation_self": (TOGETHER.format(one="costs", other="costs", value=1), "[risk_correlations]", "第3项 other"),
    "correlation_twice": (
        TOGETHER.format(one="costs", other="operating_revenue", value=0.6),
        "[risk_correlations]",
        "第3项 correlation",
    ),
    "correlation_matrix": (
        TOGETHER.format(one="operating_revenue", other="land_price", value=-0.6),
        "[risk_correlations]",
        "第3项 correlation",
    ),
    "effect_missing": (RISK + 'driver = "costs"', "[risks]", "第2项 effect"),
    "effect_unused": (RISK + "other_effect = 0.1", "[risks]", "第2项 other_driver"),
    "total_row": (
        '[[funding]]\nid = "sum"\nkind = "own"\nname = "合计"\nby_year = { 2022 = 1 }',
        "[funding]",
        "第2项 name",
    ),
    "sum_row": (
        '[[funding]]\nid = "sum"\nkind = "own"\nname = "资本金合计"\nby_year = { 2020 = 100.01, 2022 = 33.33 }',
        "[funding]",
        "第2项 name",
    ),
    "part_row": (
        '[[funding]]\nid = "part"\nkind = "own"\nname = "其中：自有资金"\nby_year = { 2022 = 1 }',
        "[funding]",
        "第2项 name",
    ),
    "remark_row": (RAMP.replace('"x"', '"注：出租率"') + "by_operating_year = { 1 = 1 }", "[ramps]", "第2项 id"),
    "accrual_missing": (ACCRUAL.format(accrual="education_fund"), "[land_accruals]", "第2项 rate"),
    "accrual_unused": (FUND + "per_square_metre = 3", "[land_accruals]", "第2项 per_square_metre"),
    "accrual_twice": (FUND + FUND, "[land_accruals]", "第3项 accrual"),
    "accrual_replaced": (
        ACCRUAL.format(accrual="single") + 'rate = 0.2\nparcel = "P1"\n' + FUND,
        "[land_accruals]",
        "第3项 accrual",
    ),
    "fee_on_state_land": (
        STATE_LAND + FEE + 'per_square_metre = 16\nparcel = "P2"',
        "[land_accruals]",
        "第2项 accrual",
    ),
    "horizon": ('[[funding]]\nid = "late"\nkind = "own"\nby_year = { 2080 = 1 }', "[funding]", "第2项 by_year.2080"),
}

CHANGED: dict[str, tuple[str, str, str, str]] = {
    # code: what is replaced by what, table and key at which the problem stands
    "unknown_key": ("coupon = 0.0338\n", "coupon = 0.0338\ncoupn = 0.03\n", "[bonds]", "第1项 coupn"),
    "wrong_shape": ("[settings]", "[[settings]]", "settings", "settings"),
    "bad_text": ('lender = "银行"', "lender = true", "[loans]", "第1项 lender"),
    "long_number_as_text": ('lender = "银行"', "lender = 1234567890123456", "[loans]", "第1项 lender"),
    "control_character": ('lender = "银行"', 'lender = "银\\u0007行"', "[loans]", "第1项 lender"),
    "invisible_sign": ('lender = "银行"', 'lender = "银\\u200b行"', "[loans]", "第1项 lender"),
    "unprintable": ('lender = "银行"', 'lender = "银\ue000行"', "[loans]", "第1项 lender"),
    "day_missing": ("rule_date = 2021-05-01", 'rule_date = "2021年5月"', "project", "rule_date"),
    "text_too_long": ('id = "v"', f'id = "{"v" * 41}"', "[tax_revenue]", "第1项 id"),
    "no_value": ("sales = 1000", 'sales = "待定"', "[tax_revenue]", "第1项 sales"),
    "bad_number": ("sales = 1000", 'sales = "约一千"', "[tax_revenue]", "第1项 sales"),
    "yuan_sign": ("sales = 1000", 'sales = "￥1000"', "[tax_revenue]", "第1项 sales"),
    "not_whole": ("growth_every = 3", "growth_every = 2.5", "[revenue]", "第1项 growth_every"),
    "too_precise": (
        "tax_to_sales = 0.0416",
        "tax_to_sales = 0.0416123456789012345",
        "[tax_revenue]",
        "第1项 tax_to_sales",
    ),
    "too_large": ("sales = 1000", "sales = 1000000000000000", "[tax_revenue]", "第1项 sales"),
    "out_of_range": ("coupon = 0.0338", "coupon = 3.38", "[bonds]", "第1项 coupon"),
    "refund_not_computed": ('method = "computed"', 'method = "entered"', "[credit_refunds]", "第1项 by_year.2025"),
    "working_capital_in_settings": (
        "quantum = 0.01",
        "quantum = 0.01\nworking_capital = 5\n[flowing_funds]\nstock_days = 30",
        "flowing_funds",
        "stock_days",
    ),
    "bad_date": ("rule_date = 2021-05-01", 'rule_date = "2021-02-30"', "project", "rule_date"),
    "date_out_of_range": ("rule_date = 2021-05-01", "rule_date = 1949-10-01", "project", "rule_date"),
    "bad_flag": ("inside_red_line = false", 'inside_red_line = "不详"', "[land]", "第1项 inside_red_line"),
    "unknown_choice": ('kind = "stamp_duty"', 'kind = "关税"', "[taxes_paid]", "第1项 kind"),
    "date_order": ("operation_end = 2045-12-31", "operation_end = 2022-12-31", "project", "operation_end"),
    "bond_kind_unknown": ("operation_end = 2045-12-31", 'bond_kinds = "停车楼"', "project", "bond_kinds"),
    "forecast_short": ("operation_end = 2045-12-31", "forecast_end = 2022", "project", "forecast_end"),
    "operation_start_missing": ("operation_start = 2023-07-01\n", "", "project", "operation_start"),
    "unit_disagrees": ("quantum = 0.01", 'quantum = 0.01\nmoney_unit = "亿元"', "settings", "yuan_per_unit"),
    "interest_only_in_land_reserve": (
        "quantum = 0.01",
        "quantum = 0.01\nland_cost_interest = true",
        "settings",
        "land_cost_interest",
    ),
    "years_before_construction_missing": (
        "quantum = 0.01",
        "quantum = 0.01\nprice_contingency_rate = 0.02",
        "settings",
        "years_before_construction",
    ),
    "quantum": ("quantum = 0.01", "quantum = 0.005", "settings", "quantum"),
    "finer_than_quantum": ("debt_limit = 1234567.89", "debt_limit = 1234567.891", "region", "debt_limit"),
}


def second_sheet(filled: Filled) -> None:
    filled.book.create_sheet("Land")["A1"] = "x"


def no_heading(filled: Filled) -> None:
    filled.page("市场化融资").delete_rows(3, 2)


def missing_column(filled: Filled) -> None:
    filled.page("资本金").delete_cols(2)


def near_sheet(filled: Filled) -> None:
    filled.page("税费").title = "各项税费"


def near_heading(filled: Filled) -> None:
    page = filled.page("资本金")
    next(cell for cell in page[4] if cell.value == "资金来源").value = "资金的来源"


def other_unit(filled: Filled) -> None:
    filled.page("土地出让")["D4"].value = "出让单价（元/亩）"


def other_format(filled: Filled) -> None:
    filled.page("土地出让")["D5"].number_format = '0.00"元/亩"'


def other_setting(filled: Filled) -> None:
    filled.set("千元", "计算设置", "金额单位")
    filled.set(1000, "计算设置", "1个金额单位折合多少元")


def blank_year(filled: Filled) -> None:
    """Blank the heading of a year of the first parcel's sale."""
    page = filled.page("土地出让")
    next(cell for cell in page[4] if cell.value == "2021年").value = None


def blank_year_place() -> str:
    return str(next(cell.coordinate for cell in Filled().page("土地出让")[4] if cell.value == "2021年"))


def heading_twice(filled: Filled) -> None:
    filled.page("市场化融资")["H4"].value = filled.page("市场化融资")["G4"].value


def no_bonds(filled: Filled) -> None:
    filled.page("专项债券").delete_rows(5, 50)


def merged(filled: Filled) -> None:
    filled.page("资本金").merge_cells("C5:C6")


def error(filled: Filled) -> None:
    cell = filled.page("地区限额")["B4"]
    cell.value, cell.data_type = "#DIV/0!", "e"


def day_as_number(filled: Filled) -> None:
    cell = filled.page("专项债券")["C5"]
    cell.value, cell.number_format = 44197, "General"


DRAWN: dict[str, tuple[Callable[[Filled], object], str, str | Callable[[], str]]] = {
    # code: what is done to a filled workbook, sheet and cell at which the problem stands
    "error_cell": (error, "地区限额", "B4"),
    "formula_without_value": (lambda filled: filled.set("=A1", "地区限额", "本级专项债务限额"), "地区限额", "B4"),
    "date_shown": (lambda filled: filled.set(2024.11, "项目概况", "适用规定日期"), "项目概况", "B5"),
    "date_not_shown": (lambda filled: filled.set(2958466, "项目概况", "适用规定日期"), "项目概况", "B5"),
    "merged_cells": (merged, "资本金", "C5"),
    "missing_sheet": (lambda filled: filled.book.remove(filled.page("专项债券")), "专项债券", "—"),
    "no_rows": (no_bonds, "专项债券", "A4"),
    "no_heading": (no_heading, "市场化融资", "A1"),
    "near_sheet": (near_sheet, "各项税费", "A1"),
    "near_heading": (near_heading, "资本金", "B4"),
    "blank_heading": (blank_year, "土地出让", blank_year_place),
    "unit_in_heading": (other_unit, "土地出让", "D4"),
    "unit_in_format": (other_format, "土地出让", "D5"),
    "unit_of_workbook": (other_setting, "计算设置", lambda: Filled().where("计算设置", "金额单位")),
    "blank_beside": (lambda filled: filled.set(None, "经营收入", "单价的金额单位", "rent"), "经营收入", "H5"),
    "missing_column": (missing_column, "资本金", "A1"),
    "duplicate_sheet": (second_sheet, "Land", "A1"),
    "duplicate_heading": (heading_twice, "市场化融资", "H4"),
    "value_among_units": (lambda filled: setattr(filled.page("计算设置")["C4"], "value", 1.3), "计算设置", "C4"),
    "day_as_number": (day_as_number, "专项债券", "C5"),
    "year_out_of_order": (lambda filled: setattr(filled.page("资本金")["H4"], "value", "2091年"), "资本金", "H4"),
    "unknown_year": (lambda filled: setattr(filled.page("市场化融资")["I4"], "value", "2101年"), "市场化融资", "I4"),
}


ELSEWHERE = {
    *("carry_without_end", "carry_part_year"),
    "batch_none_now",
    *("sub_project_without_investment", "sub_project_plug", "shared_and_whole", "shared_twice"),
    *("share_or_amount", "share_without_amount", "share_amounts"),
    *("unit_told", "unit_doubtful", "percent_doubtful", "duty_twice", "issue_day_far", "issue_face_far"),
    *("allocated_twice", "allocation_order", "limit_twice", "listed_twice", "project_unlisted", "region_code"),
    "listed_outside",
    *("factor_place", "factor_twice", "factor_weights", "stress_parts"),
    *("pool_amount_differs", "pool_bond_missing", "pool_file_problems", "pool_file_refused"),
    *("pool_period_differs", "pool_terms_differ", "use_unbalanced"),
    *("actuals_ahead", "actuals_of_another", "actuals_of_other_file", "actuals_unit", "actuals_hash", "after_as_of"),
    *("statement_half", "statement_order", "statement_undated", "outside_statement", "spent_twice"),
    *("reversal_unexplained", "step_negative"),
    *("period_later", "period_twice", "line_and_total", "issue_only", "issue_without_bond", "issue_twice"),
    *("contract_twice", "reading_twice"),
    *OF_LAND,
    *OF_A_PARK,
}
"""Take a project or a paper of their own: tests/taking/test_taking.py, tests/departments/test_parts.py, tests/inputs/test_carried.py, tests/schedules/test_batches.py, tests/schedules/test_sub_projects.py, tests/portfolio/test_project_list.py, tests/portfolio/test_stated_lists.py, tests/portfolio/test_pooled_bond.py, tests/portfolio/test_changed_use.py, tests/portfolio/test_common_shocks.py, tests/monitoring/test_actuals.py, tests/inputs/test_sale_and_firm_problems.py."""


def found(name: str, data: bytes) -> list[tuple[str, str, str]]:
    with pytest.raises(ProjectError) as caught:
        read_bytes(name, data)
    return [(one.sheet, one.cell, one.code) for one in caught.value.problems]


@pytest.mark.parametrize("code", list(ADDED))
def test_added(code: str) -> None:
    text, table, key = ADDED[code]
    assert found("project.toml", f"{RICH}\n{text}".encode()) == [(table, key, code)]


@pytest.mark.parametrize("code", list(CHANGED))
def test_changed(code: str) -> None:
    old, new, table, key = CHANGED[code]
    assert RICH.count(old) == 1
    assert found("project.toml", RICH.replace(old, new).encode()) == [(table, key, code)]


@pytest.mark.slow
@pytest.mark.parametrize("code", list(DRAWN))
def test_drawn(code: str) -> None:
    change, sheet, cell = DRAWN[code]
    filled = Filled()
    change(filled)
    assert found("project.xlsx", filled.data()) == [(sheet, cell if isinstance(cell, str) else cell(), code)]


def test_no_code_is_left_out() -> None:
    assert {*ADDED, *CHANGED, *DRAWN, *ELSEWHERE} == set(catalogue()["problem"])


@pytest.mark.slow
@pytest.mark.parametrize(("counted_in", "asked"), [("万元", False), ("亿元", True), ("元", True), ("间", True)])
def test_an_amount_in_the_files_own_money_needs_no_price_unit(counted_in: str, asked: bool) -> None:
    """A quantity of 万元 in a file of 万元 is an amount at a plain price; of any other unit the price needs its own."""
    filled = Filled()
    filled.set(counted_in, "经营收入", "数量单位", "rent")
    filled.set(None, "经营收入", "单价的金额单位", "rent")
    if asked:
        assert ("经营收入", "H5", "blank_beside") in found("project.xlsx", filled.data())
    else:
        rows = {row.id: row for row in read_bytes("project.xlsx", filled.data()).tables["revenue"]}
        assert rows["rent"].price_unit == "money_unit"
