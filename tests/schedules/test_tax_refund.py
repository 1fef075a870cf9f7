"""Credit of value-added tax paid back, by hand: cash that is no revenue, surcharges spared, and what it costs later."""

from decimal import Decimal

from bondcalc.result.result import Result
from tests.schedules.stated import by_year, computed
from tests.trials.trial import own_text

HEAD = (
    '[project]\nname = "x"\nrule_date = 2021-05-01\noperation_start = 2022-01-01\nforecast_end = 2025\n'
    '[taxation]\nmethod = "computed"\ntaxpayer = "institution"\n'
)
TEXT = """
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-01-01
face = 100
coupon = 0
term_years = 4
[[investment]]
id = "w"
category = "equipment"
name = "设备"
amount = 1130
vat_rate = 0.13
creditable_share = 1
by_year = { 2021 = 1 }
[[revenue]]
id = "s"
name = "服务"
price = 1
quantity = 530
quantity_unit = "次"
output_vat_rate = 0.06
"""
REFUND = "[[credit_refunds]]\nby_year = { 2022 = 70 }\n"


def refunded(more: str = REFUND) -> Result:
    return computed(TEXT + more, HEAD)


def test_what_is_paid_back_is_missing_later_and_spares_surcharges() -> None:
    """130 of input, 30 of output a year: credit 100 at the end of 2022, of which 70 is paid back.

    2023: 30 of the credit is left and used, nothing is due. 2024 and 2025: 30 due each, surcharges spared on 60 of the
    70. Without the refund the credit would last through 2025 with 10 left.
    """
    result = refunded()
    assert by_year(result, "value_added_tax", "refund") == {2022: 70}
    assert by_year(result, "value_added_tax", "refundable") == {2021: 130, 2022: 100}
    assert by_year(result, "value_added_tax", "credit") == {2021: 130, 2022: 30}
    assert by_year(result, "value_added_tax", "due") == {2024: 30, 2025: 30}
    assert by_year(result, "value_added_tax", "surcharges") == {}
    assert by_year(result, "value_added_tax", "refund_left") == {2022: 70, 2023: 70, 2024: 40, 2025: 10}
    assert by_year(result, "value_added_tax", "dearer") == {2024: 30, 2025: 30}


def test_surcharges_are_due_once_the_refund_is_used_up() -> None:
    """40 paid back: 30 due in 2023 are spared in whole, of 60 due in 2024 only 10; 5 % + 3 % + 2 % on the other 50."""
    result = refunded(
        "[[credit_refunds]]\nby_year = { 2022 = 40 }\n" + '[[costs]]\nid = "c"\nkind = "other"\nname = "x"\n'
        'basis = "by_year"\ninput_vat_rate = 0\nby_year = { 2024 = 1 }\n[stress]\noperating_revenue = 2\n'
    )
    # Output 60 a year: 2022 leaves 70, of which 40 is paid back; 2023 uses 30 and owes 30; 2024 owes 60, 10 of it spared.
    assert by_year(result, "value_added_tax", "due") == {2023: 30, 2024: 60, 2025: 60}
    assert by_year(result, "value_added_tax", "spared") == {2023: 30, 2024: 10}
    assert by_year(result, "value_added_tax", "surcharges") == {2024: 5, 2025: 6}


def test_no_more_is_paid_back_than_there_is() -> None:
    result = refunded("[[credit_refunds]]\nby_year = { 2022 = 500 }\n")
    assert by_year(result, "value_added_tax", "refund") == {2022: 100}


def test_it_is_cash_and_never_revenue_that_repays() -> None:
    with_refund, without = refunded(), refunded("")
    assert by_year(with_refund, "repayable", "amount")[2022] == by_year(without, "repayable", "amount")[2022]
    assert by_year(with_refund, "repayable", "amount")[2024] == by_year(without, "repayable", "amount")[2024] - 30
    assert by_year(with_refund, "cash", "inflow")[2022] == by_year(without, "cash", "inflow")[2022] + 70
    assert "预计取得留抵退税70.00万元" in "".join(own_text(with_refund, "plan").split())
    told = "2022年退税前的留抵税额为100.00万元，退税70.00万元，年末留抵税额为30.00万元"
    assert told in "".join(own_text(with_refund, "plan").split())
    assert "留抵退税" not in own_text(without, "plan")
    assert Decimal(60) == sum(by_year(with_refund, "value_added_tax", "dearer").values())


def test_the_net_flow_to_capital_names_the_credit_paid_back() -> None:
    sources = [result.book.find("capital_cash_flow")["net"].source for result in (refunded(), refunded(""))]
    assert sources == ["项目收益＋回收＋留抵退税－资本金－本息－费用", "项目收益＋回收－资本金－本息－费用"]
