"""专项债券用作项目资本金: plan and evaluation say how much of which bond, as the disclosure does; a project without says nothing."""

from decimal import Decimal

import pytest

from tests.checks.test_statements import project, with_
from tests.parted import compute
from tests.trials.trial import own_sections, own_text, table_of


@pytest.mark.parametrize("filing", ["plan", "evaluation"])
@pytest.mark.parametrize("amount", ["1234.5", "80"])
def test_what_is_capital_is_said_by_bond_and_in_all(filing: str, amount: str) -> None:
    result = compute(with_(project(), "bonds", used_as_capital=Decimal(amount)))
    text, printed = own_text(result, filing), f"{Decimal(amount):,.2f}"
    assert f"上述专项债券中有{printed}万元用作项目资本金" in text
    table = table_of(own_sections(result, filing), "专项债券要素表")
    at = table.heading[0].index("其中用作资本金")
    assert [str(row[at]) for row in table.rows] == [printed, *["0.00"] * (len(table.rows) - 1)]
    assert len(table.heading[0]) == len(table.align) == len(table.widths)


@pytest.mark.parametrize("filing", ["plan", "evaluation"])
def test_a_project_without_says_nothing(filing: str) -> None:
    text = own_text(compute(project()), filing)
    assert "用作项目资本金" not in text
    assert "其中用作资本金 " not in text
