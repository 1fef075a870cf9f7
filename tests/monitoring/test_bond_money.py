"""Bond money: spent in the order it came, how far behind the plan, what lies idle."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from bondcalc.inputs.read import ProjectFile
from bondcalc.monitoring.actuals_file import actuals_of
from bondcalc.monitoring.bond_money import bond_money, money_alarms
from bondcalc.monitoring.execution_tests import idle, running_costs_from_bond
from bondcalc.monitoring.monitoring_result import BondMoney
from bondcalc.monitoring.planned_by_day import elapsed_months
from tests.monitoring.as_planned import case_beside, case_of
from tests.monitoring.rows import CODE, head, moved, statement
from tests.schedules.test_construction_order import spent as in_order


def step(day: str, kind: str, amount: str, bond: str = "A") -> str:
    named = f'bond = "{bond}"\n' if kind == "on_lent" else ""
    return f'[[funding_steps]]\nday = {day}\nstep = "{kind}"\namount = {amount}\n{named}'


def money(as_of: str, *steps: str) -> BondMoney:
    result = bond_money(case_of(head(as_of) + "".join(steps)))
    assert result is not None
    return result


FILE = ProjectFile("project.toml", b"")
ARRIVED = (step("2020-09-15", "on_lent", "16000"), step("2021-06-25", "on_lent", "20000", "B"))


def test_money_is_spent_in_the_order_it_came() -> None:
    found = money("2021-12-31", *ARRIVED, step("2021-07-01", "spent", "15000"), step("2021-12-01", "spent", "3500"))
    assert (found.arrived, found.spent) == (36000, 18500)
    assert [(lot.arrived.isoformat(), lot.left, lot.months) for lot in found.idle] == [("2021-06-25", 17500, 6)]
    early = money("2021-12-31", *ARRIVED, step("2021-07-01", "spent", "15000"))
    assert [(lot.left, lot.months) for lot in early.idle] == [(1000, 15), (20000, 6)]


def test_no_more_lies_idle_than_arrived() -> None:
    """The spending that is taken back was told in no file of these."""
    red = step("2021-07-01", "spent", "-100").replace("amount", 'evidence = "红字冲销上年支出"\namount')
    assert [(lot.left, lot.months) for lot in money("2021-12-31", *ARRIVED, red).idle] == [(16000, 15), (20000, 6)]


def test_progress_of_spending_by_hand() -> None:
    """A fifth of 53,768.40 is planned for 2020 and 45 % for 2021, less that of 2,838 of land with 5 % of contingency, which bond money may not pay; capital comes after bond money."""
    assert money("2020-12-31", ARRIVED[0], step("2020-12-01", "spent", "3040")).planned == Decimal("10157.70")
    assert Decimal("10157.70") == (Decimal("53768.40") - 2838 * Decimal("1.05")) / 5
    found = money("2021-06-30", *ARRIVED, step("2021-06-01", "spent", "10792.555"))
    assert found.planned == Decimal("10157.70") + Decimal("22854.82") / 2
    assert found.progress == Fraction(1, 2)


@pytest.mark.parametrize(
    ("order", "planned"), [("bond_first", "100"), ("capital_first", "40"), ("pro_rata", "62.5")], ids=str
)
def test_the_plan_is_the_line_of_the_filed_funding_table(order: str, planned: str) -> None:
    """A bond of 100, 240 to pay in two years, 40 of it land, 80 and 60 of capital: who pays first says what bond money was to pay."""
    filed = in_order(order)
    text = head("2021-12-31").replace(CODE, "") + ARRIVED[0].replace("16000", "100").replace("2020-09", "2021-01")
    for day, part in (("2021-12-31", 1), ("2021-06-30", Fraction(1, 2))):
        told = actuals_of(ProjectFile("a.toml", text.replace("2021-12-31", day).encode()), filed.project, FILE)
        result = bond_money(case_beside(filed, told))
        assert result is not None
        assert Fraction(result.planned) == Fraction(Decimal(planned)) * part
    second = actuals_of(ProjectFile("a.toml", text.replace("2021-12-31", "2022-12-31").encode()), filed.project, FILE)
    result = bond_money(case_beside(filed, second))
    assert result is not None
    assert result.planned == 100


@pytest.mark.parametrize(
    ("day", "planned"), [("2020-09-29", "0"), ("2020-09-30", "2539.4250"), ("2020-10-31", "5078.85")]
)
def test_bond_money_is_planned_from_the_month_in_which_it_comes(day: str, planned: str) -> None:
    """10,157.70 over the four months from 15 September on."""
    assert money(day, ARRIVED[0].replace("09-15", "09-01")).planned == Decimal(planned)


@pytest.mark.parametrize(("spent", "level"), [("9649.82", ""), ("9649.81", "黄"), ("8634.04", "橙"), ("7110.38", "红")])
def test_levels_of_progress(spent: str, level: str) -> None:
    """95, 85 and 70 % of the 10,157.70 planned."""
    case = case_of(head("2020-12-31") + ARRIVED[0] + step("2020-12-01", "spent", spent))
    assert "".join(alarm.level.zh for alarm in money_alarms(case, bond_money(case))) == level


def test_a_month_counts_once_it_is_over() -> None:
    days = {date(2024, 2, 28): 1, date(2024, 2, 29): 2, date(2023, 12, 31): 12}
    assert {day: elapsed_months(day.year, day) for day in days} == days
    assert (elapsed_months(2023, date(2024, 1, 1)), elapsed_months(2025, date(2024, 1, 1))) == (12, 0)


def test_without_arrivals_there_is_nothing_to_tell() -> None:
    assert bond_money(case_of(head("2021-12-31"))) is None


def test_spending_that_nobody_told_is_no_zero_and_no_alarm() -> None:
    """A zero that is typed is an amount: nothing of 16,000 is spent, and all of it is idle."""
    case = case_of(head("2021-12-31") + ARRIVED[0])
    untold = bond_money(case)
    assert untold is not None
    assert (untold.spent, untold.progress, untold.idle) == (None, None, ())
    assert (list(money_alarms(case, untold)), list(idle(case))) == ([], [])
    case = case_of(head("2021-12-31") + ARRIVED[0] + step("2020-12-01", "spent", "0"))
    (alarm,), (seen,) = money_alarms(case, bond_money(case)), idle(case)
    assert (alarm.level.zh, "累计支出0.00万元" in alarm.text) == ("红", True)
    assert "16,000.00万元未使用" in seen.text


def test_what_comes_back_is_spent_no_longer() -> None:
    """停工 gives 1,500 of 3,000 back; running costs given back stay an alarm of their own day, and no second one."""
    days = statement("2020-09-15", "2021-12-31")
    rows = (
        moved("2020-10-08", 30_000_000, "works"),
        moved("2021-03-01", 15_000_000, "works", direction="in"),
        moved("2021-04-01", 9_000, "operating"),
        moved("2021-04-20", 9_000, "operating", direction="in"),
    )
    case = case_of(head("2021-12-31", days) + ARRIVED[0] + "".join(rows))
    result = bond_money(case)
    assert result is not None
    assert result.spent == 1500
    assert [seen.text[:10] for seen in running_costs_from_bond(case)] == ["2021年4月1日用"]
