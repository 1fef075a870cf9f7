"""What filings that are handed on do not say: who bids, how likely a sale is, whose plot it is, what goes back to the buyer."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from bondcalc.filings.draw import write
from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.firms import Firm
from bondcalc.inputs.sheets.land_bids import LandBid
from bondcalc.result.result import Result
from bondcalc.run import compute
from tests.schedules.test_linkage import PARK

BUYER = "某某置业"
SALE = f"""[[land_bids]]
parcel = "P1"
start_price = 8
bidders = 3
spread = 0.2
interested = 1
evidence = "推介"
named_buyer = "{BUYER}"
refund = 0.1
[[comparables]]
line = "P1"
day = 2021-01-01
price = 9
source = "甲"
circumstance = 101
"""
KEPT = re.compile("竞买|流拍|返还|奖补|溢价|中位价|百分位|意向受让|受让地块|离散程度")


@cache
def refunded() -> Result:
    return compute(read_bytes("project.toml", (PARK + SALE).encode()))


@pytest.mark.parametrize("filing", ["plan", "evaluation", "disclosure"])
def test_bidders_refunds_and_named_buyers_stay_inside(filing: str) -> None:
    """Word files are written of the same document."""
    text = repr(write(refunded(), filing))
    assert not KEPT.findall(text)
    assert BUYER not in text


def test_the_review_says_them() -> None:
    text = repr(write(refunded(), "review"))
    assert {"竞买", "流拍", "返还", "中位价", "意向受让"} <= {*KEPT.findall(text)}
    assert BUYER in text


def test_a_filing_says_that_something_of_the_sale_is_to_be_put_right() -> None:
    """Without saying what: silence would flatter."""
    assert "土地出让约定符合出让收支管理规定" in repr(write(refunded(), "plan"))


def test_what_is_kept_inside_is_there() -> None:
    [bid] = refunded().project.rows(LandBid)
    assert (bid.refund, replace(bid, refund=None).refund) == (Decimal("0.1"), None)
    assert [firm.plot for firm in refunded().project.rows(Firm) if firm.plot] == ["P1"]
