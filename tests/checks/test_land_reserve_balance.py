"""C08: a land-reserve project is balanced by the parcels that repay, against all that the land costs."""

import pytest

from bondcalc.checks.judge import Finding
from bondcalc.inputs.read import read_bytes
from tests.checks.judged import finding_of
from tests.schedules.test_land import RESERVE

FUNDED = """[[funding]]
kind = "budget"
by_year = { 2025 = 600 }
"""
PARCEL = """[[land]]
id = "{id}"
use = "住宅"
area_mu = 10
price = {price}
compensation = {cost}
cost_in_investment = {inside}
claimed = {claimed}
by_year = {{ 2027 = 1 }}
"""
"""A parcel that brings ten times its price and costs ten times its compensation."""


def parcel(id_: str, price: int, cost: int, *, inside: bool = True, claimed: bool = True) -> str:
    flags = {"inside": str(inside).lower(), "claimed": str(claimed).lower()}
    return PARCEL.format(id=id_, price=price, cost=cost, **flags)


def balance(*parcels: str) -> Finding:
    project = RESERVE.format(counted="false") + FUNDED + "".join(parcels)
    return finding_of(read_bytes("project.toml", project.encode()), "C08")


@pytest.mark.parametrize(
    ("parcels", "verdict"),
    [
        ((parcel("P", 170, 150),), "pass"),
        ((parcel("P", 140, 150),), "fail"),
        ((parcel("P", 170, 150), parcel("Q", 20, 50, inside=False)), "fail"),
        ((parcel("P", 140, 150), parcel("Q", 90, 0, claimed=False)), "fail"),
        ((parcel("P", 140, 150), parcel("Q", 90, 0)), "pass"),
    ],
    ids=[
        "covered",
        "short",
        "a cost beside the investment",
        "income of a parcel that does not repay",
        "of one that does",
    ],
)
def test_what_repays_covers_what_all_land_costs(parcels: tuple[str, ...], verdict: str) -> None:
    assert balance(*parcels).verdict == verdict


def test_both_sums_are_told_by_hand() -> None:
    """P brings 1,700 and Q 600; the investment is 1,500 and fees, Q costs 500 beside it; R does not repay."""
    told = balance(parcel("P", 170, 150), parcel("Q", 60, 50, inside=False), parcel("R", 90, 0, claimed=False))
    assert "土地收入2,300.00万元" in told.reason("zh")
    assert "含未计入总投资的土地成本500.00万元" in told.reason("zh")
    assert "2宗地块按项目整体平衡" in told.reason("zh")
