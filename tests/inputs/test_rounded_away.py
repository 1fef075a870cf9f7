"""The smallest unit of money follows the money unit, and may not round a debt's interest or instalments away."""

from decimal import Decimal

import pytest

from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.settings import Settings, usual_quantum
from bondcalc.problem import ProjectError
from bondcalc.result.contract import ratios_of
from bondcalc.wording.messages import set_language
from tests.parted import compute

FILE = """[project]
name = "x"
rule_date = 2024-06-19
operation_start = 2024-01-01
[settings]
money_unit = "{unit}"
yuan_per_unit = {yuan}
edge_years = "whole"
construction_interest = "from_revenue"
{quantum}
[[bonds]]
id = "A"
status = "issued"
value_date = 2024-01-10
face = {face}
coupon = {coupon}
term_years = 20
{more}
[[revenue]]
id = "r"
name = "收益"
budget_class = "project_special"
claimed = true
price = 1
by_year = {{ 2030 = {revenue} }}
"""


def stated(
    face: str, coupon: str, revenue: str, unit: str = "亿元", yuan: int = 10**8, quantum: str = "", more: str = ""
) -> bytes:
    step = f"quantum = {quantum}" if quantum else ""
    return FILE.format(
        face=face, coupon=coupon, revenue=revenue, unit=unit, yuan=yuan, quantum=step, more=more
    ).encode()


@pytest.mark.parametrize(
    ("yuan", "quantum"),
    [
        ("1", "0.01"),
        ("1000", "0.01"),
        ("10000", "0.01"),
        ("1000000", "0.0001"),
        ("100000000", "0.000001"),
        ("7.2", "0.01"),
        ("72000", "0.001"),
    ],
)
def test_the_usual_quantum_is_worth_100_yuan_or_less(yuan: str, quantum: str) -> None:
    assert usual_quantum(Decimal(yuan)) == Decimal(quantum)


def test_a_multiple_does_not_depend_on_the_unit() -> None:
    """0.8 亿元 at 2.46 % over 20 years owes 0.8 + 0.3936; 1.5 亿元 over 1.1936."""
    files = [
        stated("0.8", "0.0246", "1.5"),
        stated("8000", "0.0246", "15000", "万元", 10**4),
        stated("80000000", "0.0246", "150000000", "元", 1),
    ]
    assert {ratios_of(compute(read_bytes("p.toml", file)))["coverage_total_debt"] for file in files} == {
        f"{Decimal('1.5') / Decimal('1.1936'):.12f}"
    }


def test_a_stated_quantum_is_kept() -> None:
    project = read_bytes("p.toml", stated("0.8", "0.0246", "1.5", quantum="0.0001"))
    assert project.form(Settings).quantum == Decimal("0.0001")


@pytest.mark.parametrize(
    ("face", "coupon", "quantum", "more", "word"),
    [
        ("0.2", "0.04", "0.01", "", "每期利息"),  # 0.004 becomes nothing
        ("10", "0.02", "1", "", "每期利息"),  # 0.1 becomes nothing
        ("7", "0.1", "0.1", "", "每期利息"),  # 0.35 becomes 0.4
        ("0.5", "0", "0.01", 'repayment = "equal_principal"\ngrace_years = 5', "每期还本额"),  # 0.0333 becomes 0.03
        (
            "0.5",
            "0",
            "0.01",
            'repayment = "instalments"\nby_bond_year = { 5 = 0.05, 20 = 0.95 }',
            "每期还本额",
        ),  # 0.025
        ("0.5", "0", "0.001", 'repayment = "level"', "每期还本付息额"),  # 0.0125 becomes 0.013
    ],
)
def test_what_is_rounded_away_is_refused(face: str, coupon: str, quantum: str, more: str, word: str) -> None:
    with pytest.raises(ProjectError) as raised:
        read_bytes("p.toml", stated(face, coupon, "2", quantum=quantum, more=more))
    found = [one for one in raised.value.problems if one.code == "rounded_away"]
    assert found
    assert word in found[0].found


@pytest.mark.parametrize(
    ("coupon", "said"), [("0.0402", True), ("0.0398", True), ("0.04", False), ("0.0399", True), ("0.03999", False)]
)
def test_what_is_rounded_a_little_is_said(coupon: str, said: bool) -> None:
    """0.5 at 4.02 % is 0.01005 a payment, 0.5 % off at 0.0001; at 3.98 % 0.00995, as much; at 3.999 % 0.0099975: a fortieth of a per cent."""
    set_language("zh")
    project = read_bytes("p.toml", stated("0.5", coupon, "2", quantum="0.0001"))
    assert any("每期利息" in text and "第1项 coupon" in text for text in project.notices) is said


LOAN = '[[loans]]\nid = "L"\nlender = "银行"\nrate = {rate}\nrepayment = "{mode}"\nfirst_repayment = 2026\nlast_repayment = 2035\nby_year = {{ 2024 = {drawn} }}\n'


@pytest.mark.parametrize(
    ("drawn", "rate", "mode", "field"),
    [
        ("0.05", "0.049", "as_given", "rate"),
        ("0.12", "0", "equal_principal", "repayment"),
        ("0.13", "0", "level", "repayment"),
    ],
)
def test_loans_are_held_to_the_same(drawn: str, rate: str, mode: str, field: str) -> None:
    """0.00245 a year at 0.001 is 0.002; 0.012 and 0.013 a year at 0.01."""
    agreed = '[[loan_repayments]]\nloan = "L"\nby_year = { 2026 = 0.01 }\n' if mode == "as_given" else ""
    quantum = "0.001" if mode == "as_given" else "0.01"
    file = stated("8", "0.05", "9", quantum=quantum).decode() + LOAN.format(rate=rate, mode=mode, drawn=drawn) + agreed
    with pytest.raises(ProjectError) as raised:
        read_bytes("p.toml", file.encode())
    assert [(one.code, one.sheet, field in one.cell) for one in raised.value.problems] == [
        ("rounded_away", "[loans]", True)
    ]


def test_fees_are_exempt() -> None:
    """0.05 per mille of a payment of 0.16 is 0.000008, which a quantum of 0.0001 makes nothing."""
    project = read_bytes("p.toml", stated("8", "0.04", "16", quantum="0.0001"))
    assert project.notices == ()
