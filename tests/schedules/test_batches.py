"""Batches: bonds issued, issued now and later, the life of this issue, and bonds that are re-opened; figures by hand."""

from decimal import Decimal

import pytest

from bondcalc.inputs.read import read_bytes
from bondcalc.problem import ProjectError
from bondcalc.result.result import Result
from tests.schedules.stated import amounts, by_year, computed, scalar, tranche_of, verdict_in

HEAD = '[project]\nname = "x"\nrule_date = 2023-05-01\nconstruction_end = 2024-12-31\noperation_start = 2025-01-01\noperation_end = 2040-12-31\nforecast_end = 2040\n'
BODY = """[[investment]]
id = "i"
category = "construction"
name = "工程"
amount = 9000
by_year = { 2021 = 0.4, 2023 = 0.3, 2024 = 0.3 }
[[funding]]
id = "c"
kind = "budget"
by_year = { 2021 = 3000 }
[[revenue]]
id = "r"
name = "收入"
budget_class = "project_special"
claimed = true
price = 1
by_year = { 2025 = 1200, 2026 = 1200, 2027 = 1200, 2028 = 1200, 2029 = 1200, 2030 = 1200, 2031 = 1200, 2032 = 1200, 2033 = 1200, 2034 = 1200, 2035 = 1200, 2036 = 1200 }
"""
ISSUED = 'status = "issued"\n'
PLANNED = 'status = "planned"\n'


def bond(id_: str, day: str, face: int, more: str) -> str:
    return f'[[bonds]]\nid = "{id_}"\nvalue_date = {day}\nface = {face}\ncoupon = 0.04\nterm_years = 10\npayments_a_year = 1\n{more}'


def three(
    settings: str = "", later: str = 'batch = "later"\n', now: str = 'batch = "this"\n', day: str = "2024-07-01"
) -> Result:
    """A issued in 2021, B issued now in July 2023, C later in 2024: ten years each, 4 % once a year."""
    bonds = (
        bond("A", "2021-07-01", 2000, ISSUED),
        bond("B", "2023-07-01", 3000, PLANNED + now),
        bond("C", day, 1000, PLANNED + later),
    )
    return computed(settings + BODY + "".join(bonds), HEAD)


def test_batches_add_up_to_the_bonds() -> None:
    result = three()
    shown = {
        id_: scalar(result, "disclosure", id_) for id_ in ("batch.issued", "batch.this", "batch.later", "special_bonds")
    }
    assert list(shown.values()) == [Decimal("0.2"), Decimal("0.3"), Decimal("0.1"), Decimal("0.6")]


def test_a_blank_one_comes_later_where_another_is_of_this_issue() -> None:
    assert scalar(three(later=""), "disclosure", "batch.later") == Decimal("0.1")


def test_without_marks_all_that_is_planned_is_of_this_issue() -> None:
    assert scalar(three(later="", now=""), "disclosure", "batch.this") == Decimal("0.4")


def test_amounts_that_four_decimals_cannot_hold_still_add_up() -> None:
    """0.33335, 0.33335 and 0.3333 亿元: steps of 0.3334, 0.6667 and 1.0000; alone the second would be 0.3334."""
    faces = (Decimal("3333.5"), Decimal("3333.5"), Decimal(3333))
    bonds = "".join(
        bond(id_, "2023-07-01", 0, PLANNED + f'batch = "{batch}"\n').replace("face = 0", f"face = {face}")
        for id_, face, batch in zip("ABC", faces, ("this", "this", "later"), strict=True)
    )
    result = computed(BODY + bonds, HEAD)
    shown = [scalar(result, "disclosure", f"bond.{id_}") for id_ in "ABC"]
    assert shown == [Decimal("0.3334"), Decimal("0.3333"), Decimal("0.3333")]
    assert sum(shown) == scalar(result, "disclosure", "special_bonds") == Decimal("1.0000")
    assert scalar(result, "disclosure_plain", "bond.B") == Decimal("0.3334")


def test_the_life_of_this_issue_by_hand() -> None:
    """B lives from 1 July 2023 to 1 July 2033; A pays 80 a year and 2,000 in 2031, B 120 and 3,000 in 2033, C 40 from 2025 on.

    Inside: A from 2024 on (the coupon of 1 July 2023 falls on the first day), eight coupons and 2,000; B ten and 3,000;
    C nine coupons, of 2025 to 2033; its last and its 1,000 in 2034 are outside. 收益 of 2025 to 2032, and six months of 2033.
    """
    result = three()
    assert scalar(result, "this_issue", "revenue") == 8 * 1200 + 600
    assert by_year(result, "this_issue_by_year", "revenue")[2033] == 600
    service = 8 * 80 + 2000 + 10 * 120 + 3000 + 9 * 40
    assert scalar(result, "this_issue", "service") == service
    whole = 10 * 80 + 2000 + 10 * 120 + 3000 + 10 * 40 + 1000
    assert scalar(result, "coverage", "service") == whole
    assert scalar(result, "disclosure", "service") == Decimal(whole) / 10_000
    assert scalar(result, "disclosure", "outside.service") == Decimal(whole - service) / 10_000
    assert scalar(result, "disclosure", "outside.revenue") == Decimal("0.12")


def test_the_form_takes_the_period_that_is_chosen() -> None:
    """收益 of the plan runs to 1 July 2034: nine years and six months; every verdict keeps to it."""
    result = three('[settings]\ndisclosure_period = "issue"\n')
    assert scalar(result, "disclosure", "revenue") == Decimal("1.0200")
    assert scalar(result, "disclosure", "service") == Decimal("0.7200")
    assert scalar(result, "disclosure", "other.revenue") == Decimal("1.1400")
    assert sum(by_year(result, "disclosure_by_year", "revenue").values()) == Decimal("1.0200")
    assert scalar(result, "coverage", "revenue_counted") == 9 * 1200 + 600
    assert {verdict_in(result, rule) for rule in ("F03", "F04", "F05")} == {"pass"}


def test_one_batch_has_one_period() -> None:
    result = computed(BODY + bond("A", "2023-07-01", 6000, PLANNED), HEAD)
    assert "this_issue" not in {table.id for table in result.book.tables}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (ISSUED + 'batch = "this"\n', "batch_issued"),
        (PLANNED + 'batch = "later"\n', "batch_none_now"),
        (PLANNED + "first_value_date = 2023-07-01\n", "first_value_date_late"),
        (PLANNED + 'first_value_date = 2022-07-01\nrepayment = "level"\n', "reopened_in_parts"),
        (PLANNED + "first_value_date = 2012-07-01\n", "reopened_over"),
        (PLANNED + 'first_value_date = 2022-07-01\noption_date = 2023-07-01\noption = "redeemed"\n', "reopened_over"),
    ],
)
def test_what_does_not_fit_is_refused(more: str, code: str) -> None:
    with pytest.raises(ProjectError) as raised:
        read_bytes("project.toml", (HEAD + BODY + bond("A", "2023-07-01", 6000, more)).encode())
    assert [problem.code for problem in raised.value.problems] == [code]


def test_a_reopened_bond_pays_on_the_days_of_the_first_issue() -> None:
    """First issued 1 April 2022 for ten years, re-opened 1 July 2023: nine whole coupons from 1 April 2024 on."""
    result = computed(BODY + bond("A", "2023-07-01", 6000, ISSUED + "first_value_date = 2022-04-01\n"), HEAD)
    one = tranche_of(result, "A")
    assert (str(one.dates[0]), str(one.dates[-1]), len(one.dates)) == ("2024-04-01", "2032-04-01", 9)
    assert set(amounts(result, one.interest)) == {Decimal(240)}
    assert scalar(result, "coverage", "bond_service") == 9 * 240 + 6000


@pytest.mark.parametrize(("price", "more"), [("99.5", 30), ("100", 0), ("101.2", 0)])
def test_a_price_below_par_is_borne_by_capital_and_one_above_brings_nothing(price: str, more: int) -> None:
    """Half a yuan below 100 on 6,000 is 30, beside the fee of 0.0864 %: 5.18."""
    result = computed(BODY + bond("A", "2023-07-01", 6000, ISSUED + f"issue_price = {price}\n"), HEAD)
    assert by_year(result, "debt_service", "issue_fees") == {2023: Decimal("5.18") + more}
    assert scalar(result, "coverage", "special_bonds") == 6000
