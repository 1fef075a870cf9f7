"""The form states the whole term of a bond: months beyond the last whole year too."""

import pytest

from bondcalc.filings.draw import write
from bondcalc.typeset.document import printed
from tests.checks.test_statements import plus, project
from tests.parted import compute
from tests.trials.trial import table_of

BOND = """[[bonds]]
id = "B"
status = "planned"
value_date = 2022-06-01
maturity_date = {day}
face = 1000
coupon = 0.0139
payments_a_year = 2
"""


@pytest.mark.parametrize(
    ("day", "said"), [("2032-06-01", "10年"), ("2032-12-01", "10年6个月"), ("2027-12-01", "5年6个月")]
)
def test_a_term_is_stated_to_the_month(day: str, said: str) -> None:
    form = write(compute(plus(project(), "bonds", BOND.format(day=day))), "disclosure")
    table = table_of(form, "债券基本信息（第2期）")
    assert ["债券期限", said] in [list(map(printed, row)) for row in table.rows]
