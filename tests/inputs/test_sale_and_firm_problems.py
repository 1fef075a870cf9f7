"""What cannot be of a sale of land or of the firms of a park: one change to a sample, that problem, there, and no other."""

from pathlib import Path

import pytest

from bondcalc.inputs.read import read_bytes
from bondcalc.problem import ProjectError

SAMPLES = Path(__file__).parents[2] / "samples"
BID = 'parcel = "S1"\nstart_price = 120\n'
EVEN = (
    'bidders = 4\ninterested = 4\nevidence = "示例：4家企业参加推介并提交意向书（虚构）"\n'
    'valuation = "uniform"\nspread = 0.20\n'
)
SUPPLY = 'supplier = "qy02"\nbuyer = "qy01"\ngoods = "动力电池"\namount = 720000\n'
FIRM = 'id = "qy09"\nname = "示例可靠性检测站"\n'

OF_LAND: dict[str, tuple[str, str, str]] = {
    "bidders_missing": ("bidder_rate = 4\n", "", "bidders"),
    "bidders_twice": ("bidder_rate = 4\n", "bidder_rate = 4\nbidders = 3\n", "bidder_rate"),
    "spread_missing": ("spread = 0.15\n", "", "spread"),
    "spread_twice": ("premium = 0.06\n", "premium = 0.06\nspread = 0.2\n", "spread"),
    "premium_alone": ("spread = 0.15\n", "premium = 0.06\n", "unsold_share"),
    "premium_unreachable": (
        EVEN,
        EVEN.replace("bidders = 4", "unsold_share = 0.14").replace("spread = 0.20", "premium = 9"),
        "premium",
    ),
    "index_alone": ("index_then = 100\nindex_now = 98.5\n", "index_now = 98.5\n", "index_then"),
}
"""By code: what stands in the sample, what is put in its place, the field at which the problem stands."""
OF_A_PARK: dict[str, tuple[str, str, str]] = {
    "leading_twice": (FIRM, FIRM + "leads = true\n", "leads"),
    "firm_place": ('rent = "rent"\nplant_area = 4000\n', 'rent = "rent"\n', "plant_area"),
    "supply_self": (SUPPLY, SUPPLY.replace('"qy01"', '"qy02"'), "buyer"),
    "supply_twice": (SUPPLY, f'{SUPPLY.replace("720000", "1")}contract = "intent"\n\n[[supplies]]\n{SUPPLY}', "goods"),
    "supply_missing": (SUPPLY, SUPPLY.replace("amount = 720000\n", ""), "amount"),
    "supply_both": (SUPPLY, SUPPLY + "by_year = { 2024 = 1 }\n", "amount"),
    "supply_above_output": (SUPPLY, SUPPLY.replace("720000", "99999999"), "amount"),
}


@pytest.mark.parametrize(
    ("sample", "code", "found", "put", "field"),
    [
        (sample, code, *change)
        for sample, changes in (("land-reserve", OF_LAND), ("hengyang-park", OF_A_PARK))
        for code, change in changes.items()
    ],
    ids=lambda value: value if isinstance(value, str) and value.isidentifier() else "",
)
def test_one_change_is_one_problem(sample: str, code: str, found: str, put: str, field: str) -> None:
    text = (SAMPLES / sample / "project.toml").read_text(encoding="utf-8")
    assert found in text
    with pytest.raises(ProjectError) as told:
        read_bytes("project.toml", text.replace(found, put, 1).encode())
    assert [(problem.code, problem.cell.split(" ")[-1]) for problem in told.value.problems] == [(code, field)]
    [problem] = told.value.problems
    assert problem.found
    assert problem.remedy


@pytest.mark.parametrize(("years", "asked"), [("2024 = 1, 2030 = 5", True), ("2024 = 1, 2041 = 5", False)])
def test_a_supply_that_ends_before_the_park_does_is_asked_about(years: str, asked: bool) -> None:
    """Blank years are none, and take the buyer out of what hangs on the leading firm."""
    text = (SAMPLES / "hengyang-park" / "project.toml").read_text(encoding="utf-8")
    put = SUPPLY.replace("amount = 720000\n", f"by_year = {{ {years} }}\n")
    notices = read_bytes("project.toml", text.replace(SUPPLY, put, 1).encode()).notices
    assert any("填到2030年，以后至2041年按没有供应计" in notice for notice in notices) is asked
