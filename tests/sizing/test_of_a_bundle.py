"""Sizing a bundled project: amounts that sub-projects have of a bond move with it, capital stays as entered."""

from decimal import Decimal

import pytest

from bondcalc.inputs.files.toml_file import write_toml
from bondcalc.inputs.project import Project
from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.sub_projects import SubShare
from bondcalc.sizing import one_input
from bondcalc.sizing.answer import NothingToFindError
from bondcalc.sizing.finds import FINDS
from tests.parted import compute

HEAD = '[project]\nname = "x"\nrule_date = 2021-05-01\noperation_start = 2022-01-01\nforecast_end = 2035\n'
PART = """[[sub_projects]]
id = "{id}"
name = "{id}"
[[investment]]
id = "i{id}"
category = "construction"
name = "{id}"
amount = 3000
by_year = {{ 2021 = 1 }}
sub_project = "{id}"
[[funding]]
id = "f{id}"
kind = "budget"
by_year = {{ 2021 = 1700 }}
sub_project = "{id}"
[[sub_shares]]
table = "bonds"
row = "B"
sub_project = "{id}"
amount = {amount}
"""
REST = """[[bonds]]
id = "B"
status = "planned"
value_date = 2021-01-01
face = 3000
coupon = 0.03
term_years = 10
[[revenue]]
id = "s"
name = "服务"
price = 1
quantity = 500
quantity_unit = "次"
budget_class = "project_special"
claimed = true
"""


def bundle() -> Project:
    """Two sub-projects that have 2,000 and 1,000 of one bond of 3,000."""
    parts = PART.format(id="a", amount=2000) + PART.format(id="b", amount=1000)
    return read_bytes("x.toml", (HEAD + parts + REST).encode())


@pytest.mark.parametrize(
    ("total", "amounts"), [("1500", ["1000", "500"]), ("1000.01", ["666.67", "333.34"]), ("3000", ["2000", "1000"])]
)
def test_amounts_of_sub_projects_keep_their_shares_of_the_bond(total: str, amounts: list[str]) -> None:
    """The last one takes what rounding leaves; what comes out is a project that can be read."""
    sized = one_input.with_bonds(bundle(), Decimal(total))
    assert [share.amount for share in sized.rows(SubShare)] == [Decimal(amount) for amount in amounts]
    assert read_bytes("x.toml", write_toml(sized).encode()).rows(SubShare) == sized.rows(SubShare)


def test_capital_of_a_bundle_is_never_filled_up() -> None:
    project = bundle()
    assert one_input.plugged(project) is project
    result = compute(project)
    with pytest.raises(NothingToFindError, match="按子项目填写"):
        FINDS["capital"].range(result)
    assert FINDS["bond"].range(result).base == 3000
