"""A fall of interest rates stops at nothing: no bond or loan is ever paid for being owed."""

from decimal import Decimal

import numpy as np
import pytest

from bondcalc.algebra.lanes.program import LaneProgram
from bondcalc.analysis.drivers import leaves
from tests.schedules.stated import amounts, computed

HEAD = '[project]\nname = "x"\nrule_date = 2021-05-01\noperation_start = 2022-01-01\n'
TEXT = (
    '[[bonds]]\nid = "A"\nstatus = "planned"\nvalue_date = 2021-01-01\nface = 100\ncoupon = 0.03\nterm_years = 5\n'
    'payments_a_year = 1\nrepayment = "{mode}"\n'
    '[[loans]]\nid = "L"\nlender = "银行"\nrate = 0.04\nconstruction_interest = "paid"\nrepayment = "{loan}"\n'
    "first_repayment = 2022\nlast_repayment = 2024\nby_year = {{ 2021 = 90 }}\n"
    "[stress]\nrate_rise = {rise}\n"
)


def interest(mode: str, loan: str, rise: str) -> tuple[list[Decimal], list[Decimal]]:
    result = computed(TEXT.format(mode=mode, loan=loan, rise=rise), HEAD)
    return amounts(result, result.book.find("bond_A")["interest"]), amounts(result, result.book.find("loans")["due.L"])


@pytest.mark.parametrize(("mode", "loan"), [("bullet", "equal_principal"), ("level", "level")])
def test_interest_is_never_below_nothing(mode: str, loan: str) -> None:
    assert [set(row) for row in interest(mode, loan, "-0.1")] == [{Decimal(0)}, {Decimal(0)}]
    bond, owed = interest(mode, loan, "-0.03")
    assert set(bond) == {Decimal(0)}
    assert max(owed) == Decimal("0.90")


def test_lanes_stop_at_nothing_too() -> None:
    result = computed(TEXT.format(mode="level", loan="equal_principal", rise="0"), HEAD)
    lines = [result.book.find("bond_A")["interest"], result.book.find("loans")["due.L"]]
    moved = leaves(result.book, {"rate_rise": np.array([-0.1, -0.035, 0.0])})
    program = LaneProgram(result.book.program(), lines, varying=moved)
    bond, owed = (program.run(moved)[line][1:] for line in lines)
    assert not bond[:, :2].any()
    assert not owed[:, 0].any()
    assert owed[:, 1].max() == pytest.approx(0.45)
    assert bond[0, 2] == pytest.approx(3)
