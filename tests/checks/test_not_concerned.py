"""A rule whose subject a project does not have asks it for nothing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.checks.cases import later
from tests.checks.test_statements import verdicts, with_


@pytest.mark.parametrize(
    ("rule", "sheet", "field", "subject"),
    [
        ("T07", "project", "operation_end", {"refinances": "A"}),
        ("T08", "project", "operation_end", {"assigned_on": date(2023, 1, 1)}),
        ("K03", "project", "sector", {"used_as_capital": Decimal(100)}),
        ("N08", "project", "sector", {"used_as_capital": Decimal(100)}),
    ],
)
def test_what_does_not_concern_a_project_asks_it_for_nothing(
    rule: str, sheet: str, field: str, subject: dict[str, object]
) -> None:
    """No refinancing bond, none that came from elsewhere, none used as capital: nothing is to be filled in for them."""
    day = date(2024, 12, 24) if rule == "N08" else later().tables["project"][0].rule_date  # K03 judges it afterwards
    blank = with_(with_(later(), "project", rule_date=day), sheet, **{field: None})
    assert verdicts(blank)[rule] == "not_applicable"
    rows = blank.tables["bonds"]
    first = replace(rows[0], id="A") if rule == "T07" else replace(rows[0], **subject)
    more = (replace(rows[0], id="B", **subject),) if rule == "T07" else ()
    concerned = replace(blank, tables={**blank.tables, "bonds": (first, *rows[1:], *more)})
    assert verdicts(concerned)[rule] == "needs_input"
