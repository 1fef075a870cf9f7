"""Property tax by hand: on value from the month after completion, on rent for what is let, never on one area twice."""

from decimal import Decimal

from bondcalc.result.result import Result
from tests.schedules.stated import by_year, computed
from tests.trials.trial import own_sections, table_of

HEAD = (
    '[project]\nname = "x"\nrule_date = 2021-05-01\nconstruction_end = 2022-06-15\noperation_start = 2023-01-01\n'
    "forecast_end = 2026\n"
)
TEXT = """
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-01-01
face = 100
coupon = 0
term_years = 5
[[investment]]
id = "w"
category = "construction"
name = "厂房"
amount = 10000
by_year = { 2021 = 1 }
[[ramps]]
id = "r"
name = "出租率"
by_operating_year = { 1 = 0.5, 2 = 1 }
[[revenue]]
id = "rent"
name = "租金"
price = 0.1
quantity = 600
quantity_unit = "㎡"
ramp = "r"
output_vat_rate = 0.09
[[buildings]]
id = "b"
name = "厂房"
deduction = 0.2
"""
VALUE = "original_value = 10000\n"


def taxed(more: str, head: str = HEAD) -> Result:
    return computed(TEXT + more, head)


def test_a_building_in_use_pays_from_the_month_after_completion() -> None:
    """10,000 x 0.8 x 1.2 % = 96 a year; completed in June 2022, so six months of it in that year."""
    assert by_year(taxed(VALUE), "property_tax", "total") == {2022: 48, **dict.fromkeys(range(2023, 2027), 96)}


def test_what_is_let_pays_on_rent_and_the_rest_on_value() -> None:
    """Of 1,000 square metres 300 are let in 2023 for 30, 600 from 2024 for 60: 0.7 and 0.4 of 96 on value.

    On rent 30 / 1.09 x 12 % = 3.30 and 60 / 1.09 x 12 % = 6.61.
    """
    result = taxed(VALUE + 'area = 1000\nrent = "rent"\n')
    value, rent = by_year(result, "property_tax", "on_value.b"), by_year(result, "property_tax", "on_rent.b")
    assert value == {2022: 48, 2023: Decimal("67.2"), **dict.fromkeys(range(2024, 2027), Decimal("38.4"))}
    assert rent == {2023: Decimal("3.3"), **dict.fromkeys(range(2024, 2027), Decimal("6.61"))}


def test_a_building_let_in_whole_pays_on_rent_alone() -> None:
    value = by_year(taxed(VALUE + 'area = 600\nrent = "rent"\n'), "property_tax", "on_value.b")
    assert [value.get(year, 0) for year in (2023, 2024)] == [48, 0]


def test_a_blank_value_is_that_of_the_assets() -> None:
    """No fees and no interest: the works of 10,000 are the value of the buildings."""
    free = TEXT.replace("coupon = 0\n", "coupon = 0\nissue_fee_rate = 0\npayment_fee_rate = 0\n")
    assert by_year(computed(free, HEAD), "property_tax", "total")[2023] == 96


def test_it_lowers_what_repays_and_is_printed() -> None:
    with_tax, without = taxed(VALUE), computed(TEXT[: TEXT.index("[[buildings]]")], HEAD)
    rows = [(year, amount) for year, amount in by_year(without, "repayable", "amount").items()]
    assert all(by_year(with_tax, "repayable", "amount")[year] == amount - 96 for year, amount in rows)
    printed = table_of(own_sections(with_tax, "plan"), "相关税费表")
    assert "房产税" in [row[0] for row in printed.rows]


def test_its_own_date_and_the_profit() -> None:
    result = taxed(VALUE + "completed = 2023-11-30\n")
    assert by_year(result, "property_tax", "total")[2023] == 8
    assert by_year(result, "income_tax", "levies")[2023] == 8


PARTS = """
[project]
name = "x"
rule_date = 2022-05-01
construction_end = 2021-12-31
operation_start = 2023-01-01
forecast_end = 2027
[[sub_projects]]
id = "S1"
name = "一期"
[[sub_projects]]
id = "S2"
name = "二期"
[[bonds]]
id = "A"
status = "planned"
value_date = 2022-07-01
face = 100
coupon = 0
term_years = 5
[[investment]]
id = "w1"
category = "construction"
name = "甲"
amount = 6000
by_year = { 2021 = 1 }
sub_project = "S1"
[[investment]]
id = "w2"
category = "construction"
name = "乙"
amount = 4000
by_year = { 2021 = 1 }
sub_project = "S2"
[[revenue]]
id = "rent"
name = "租金"
price = 0.1
quantity = 600
quantity_unit = "㎡"
sub_project = "S1"
[[buildings]]
id = "b"
name = "厂房"
deduction = 0.2
"""


def test_sub_projects_bear_a_year_without_operation_whole() -> None:
    """96 of 2022, when bonds run from July and nothing operates: counted whole, 60 % of it the first's as of the investment.

    From 2023 on it goes by the revenue, all of which is the first's; half of 2027 is inside.
    """
    result = computed(PARTS + VALUE, "")
    assert by_year(result, "inside", "outlays_by_year") == {**dict.fromkeys(range(2022, 2027), 96), 2027: 48}
    assert by_year(result, "sub_projects_by_year", "counted.S1")[2022] == Decimal("-57.6")
    assert by_year(result, "sub_projects_by_year", "counted.S2") == {2022: Decimal("-38.4")}


def test_what_was_let_before_completion_leaves_no_later_tax_on_value() -> None:
    """Let from January, completed in June: six months on value, of which half of 600 of 1,000 is let, so 96 x 0.7 / 2 = 33.6.

    The rent of all twelve months pays: 30 / 1.09 x 12 % = 3.30.
    """
    result = taxed(VALUE + 'area = 1000\nrent = "rent"\ncompleted = 2023-06-15\n')
    assert by_year(result, "property_tax", "on_value.b")[2023] == Decimal("33.6")
    assert by_year(result, "property_tax", "on_value.b")[2024] == Decimal("38.4")
    assert by_year(result, "property_tax", "on_rent.b")[2023] == Decimal("3.3")
