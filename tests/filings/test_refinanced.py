"""Bonds that refinance others: the form of new bonds names them and lists them not; a bullet they repay is told so."""

import re
from decimal import Decimal

import pytest

from bondcalc.filings.draw import write
from bondcalc.inputs.project import Project
from bondcalc.result.headline import key_figures
from bondcalc.result.result import Result
from bondcalc.typeset.document import PageTable, printed
from tests.checks.test_statements import ROLL, plus, project, with_
from tests.parted import compute
from tests.schedules.stated import finding_in
from tests.trials.trial import own_text

MORE = """[[bonds]]
id = "B"
status = "{status}"
value_date = 2022-06-01
face = 1000
coupon = 0.0139
term_years = 20
payments_a_year = 2
"""


def rolled(face: int, status: str = "planned") -> Result:
    given: Project = plus(project(), "bonds", MORE.format(status=status) + ROLL.format(face=face))
    return compute(given)


@pytest.mark.parametrize(("face", "said"), [(5000, "0.5000"), (1200, "0.1200")])
@pytest.mark.parametrize("status", ["planned", "issued"])
def test_the_form_of_new_bonds_lists_no_refinancing(face: int, said: str, status: str) -> None:
    result = rolled(face, status)
    tables = [one for one in write(result, "disclosure").blocks if isinstance(one, PageTable)]
    listed = [one.title for one in tables if one.title.startswith("债券基本信息")]
    assert listed
    assert not any("第3期" in title for title in listed)
    text = own_text(result, "disclosure")
    assert (
        f"第3期为再融资专项债券，起息日2036年12月1日，计划发行额{said}亿元，用于偿还第1期的到期本金，不是新增专项债券"
        in text
    )


def test_without_refinancing_the_form_says_nothing_of_it() -> None:
    assert "再融资" not in own_text(compute(project()), "disclosure")


@pytest.mark.parametrize("filing", ["plan", "evaluation"])
@pytest.mark.parametrize(("face", "rest"), [(5000, "69.50"), (1200, "3,869.50")])
def test_a_bullet_that_another_bond_repays_is_told_so(filing: str, face: int, rest: str) -> None:
    """2036: 5,000 fall due, of which the new bond repays its face; 69.50 of interest on 5,000 and 13.90 on B remain."""
    text = own_text(rolled(face), filing)
    paid = f"{Decimal(rest.replace(',', '')) + Decimal('13.90'):,.2f}"
    assert (
        f"2036年债券A一次还本到期，当年专项债券应还本金5,000.00万元，其中{face:,}.00万元由再融资债券偿还。"
        f"其余由收益偿还的本息为{paid}万元"
    ) in text
    assert "2041年债券R一次还本到期，当年专项债券应还本金" in text
    assert "计划再融资" in text


def test_a_bullet_that_no_bond_repays_is_told_without() -> None:
    text = own_text(compute(project()), "plan")
    assert "2036年债券A一次还本到期，当年专项债券应还本金5,000.00万元。由收益偿还的本息为5,069.50万元" in text


@pytest.mark.parametrize(("face", "years"), [(5000, True), (4999, False)])
def test_a_bullet_that_others_repay_excuses_no_shortfall(face: int, years: bool) -> None:
    """2036 earns less than the interest of the year: told where the bullet is rolled whole, a bullet year where 1 is left."""
    given = plus(project(), "bonds", ROLL.format(face=face))
    given = with_(given, "revenue", price=Decimal(1))
    said = finding_in(compute(given), "C16").outcome.zh
    spans = [span.split("至") for span in said.split("年无")[0].split("、")]
    assert any(int(span[0]) <= 2036 <= int(span[-1]) for span in spans) is years
    assert "无由收益偿还的一次还本" in said


@pytest.mark.parametrize("filing", ["plan", "evaluation", "review"])
def test_the_ratio_without_refinancing_stands_beside_the_other(filing: str) -> None:
    """The figures are checked by hand in tests/schedules/test_edges.py; here, that each document prints them."""
    result = rolled(5000)
    lines = result.book.find("without_refinancing")
    figures = {line.zh: f"{Decimal(result.figures.amount(line)):.4f}" for line in lines.lines if line.unit == "ratio"}
    assert len(figures) == 2
    (table,) = [one for one in write(result, filing).blocks if isinstance(one, PageTable) and one.title == "覆盖倍数表"]
    cells = [printed(cell) for row in table.rows for cell in row]
    assert {name: cells[cells.index(name) + 1] for name in figures} == figures


def test_the_form_and_the_terminal_have_the_ratio_without_refinancing() -> None:
    result = rolled(5000)
    told = own_text(result, "disclosure")
    assert re.search(r"不含再融资），全部债务本息覆盖倍数为\d+\.\d\d倍，专项债券本息覆盖倍数为\d+\.\d\d倍", told)
    assert "全部债务本息覆盖倍数（不含再融资）" in {name for name, _ in key_figures(result)}
    assert not any("再融资" in name for name, _ in key_figures(compute(project())))
