"""Special bonds served first from one account: what there is goes to them, loans have the rest."""

import pytest

from bondcalc.result.result import Result
from tests.schedules.stated import by_year, computed, finding_in
from tests.trials.trial import own_text

HEAD = '[project]\nname = "x"\nrule_date = 2021-05-01\noperation_start = 2022-01-01\n'
TEXT = """
[settings]
service_order = "{order}"
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-01-01
face = 100
coupon = 0
issue_fee_rate = 0
payment_fee_rate = 0
term_years = 5
[[loans]]
lender = "银行"
rate = 0
repayment = "equal_principal"
first_repayment = 2026
last_repayment = 2026
by_year = {{ 2021 = 50 }}
[[investment]]
id = "w"
category = "construction"
name = "工程"
amount = 150
by_year = {{ 2021 = 1 }}
[[revenue]]
name = "租金"
quantity_unit = "万元"
by_year = {{ 2026 = {earned} }}
"""


def served(earned: int, order: str = "bonds_first") -> Result:
    return computed(TEXT.format(earned=earned, order=order), HEAD)


@pytest.mark.parametrize(("earned", "bonds", "loans"), [(120, 0, 30), (70, 30, 50), (150, 0, 0)])
def test_bonds_take_first_what_there_is(earned: int, bonds: int, loans: int) -> None:
    """100 of the bond and 50 of the loan fall due in 2026."""
    result = served(earned)
    assert by_year(result, "service_order", "bonds_unpaid").get(2026, 0) == bonds
    assert by_year(result, "service_order", "loans_unpaid").get(2026, 0) == loans


def test_the_finding_and_the_plan_say_who_goes_without() -> None:
    result = served(120)
    finding = finding_in(result, "C07")
    assert "专项债券本息不足0.00万元，市场化融资本息不足30.00万元" in finding.outcome.zh
    assert "专项债券优先偿付表" in own_text(result, "plan")


def test_without_the_choice_there_is_no_order() -> None:
    result = served(120, "together")
    assert not [table for table in result.book.tables if table.id == "service_order"]
    assert "优先偿付后" not in finding_in(result, "C07").outcome.zh
