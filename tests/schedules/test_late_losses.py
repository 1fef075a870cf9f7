"""What is sold at a loss after the last maturity, and single outlays more than a year after it. Every figure by hand."""

from decimal import Decimal

import pytest

from tests.schedules.stated import finding_in, verdict_in
from tests.schedules.test_late_costs import LATER, SERVICED, E, earned, has_late, land, late, made, outlay

LOSS = 445
"""100 mu at 5 are 500, of which 3 % and 2 % are taken, 25, and 3 yuan a square metre of 66,666.67, 20; the land costs 900."""


def at_a_loss(sold: str, paid: str | None, month: int | None = 6) -> str:
    text = land(sold, paid or "", month, month).replace("price = 20", "price = 5")
    return text if paid else text.partition("[[land_costs]]")[0]


@pytest.mark.parametrize(("end", "own"), [(SERVICED, LOSS), (LATER, 0)])
@pytest.mark.parametrize(
    ("sold", "paid", "month"),
    [
        ("2026 = 1", None, 4),
        ("2027 = 1", None, 6),
        ("2028 = 1", "2027 = 1", 6),
        ("2028 = 1", "2031 = 1", 6),  # paid behind the forecast
        ("2031 = 1", "2028 = 1", 6),  # never sold within it: the cost alone, 900
    ],
)
def test_land_sold_at_a_loss_after_the_maturity_by_hand(
    sold: str, paid: str | None, month: int, end: str, own: int
) -> None:
    """Where nothing is earned after the maturity the loss is one of what was earned before, else its owner must be explained."""
    result, lost = made(at_a_loss(sold, paid, month), end), 900 if sold.startswith("2031") else LOSS
    assert earned(result) == E
    assert (late(result, "losses_total"), late(result, "total"), late(result, "land_total")) == (lost, lost, 0)
    assert late(result, "own") == (lost if own else 0)
    assert verdict_in(result, "W23") == "warn"
    assert f"地块P（末期债券到期后出让、销售，亏损{lost}.00万元）" in finding_in(result, "W23").outcome.zh


def test_a_loss_that_misses_a_limit_is_judged_as_other_late_costs() -> None:
    """Three such parcels lose 1,335: 1,995 are 0.867 of 2,300."""
    parcels = "".join(at_a_loss("2027 = 1", None).replace('"P"', f'"{id_}"') for id_ in "PQR")
    for end, verdict in ((SERVICED, "fail"), (LATER, "warn")):
        result = made(parcels, end)
        assert late(result, "revenue") == E - 3 * LOSS
        assert [verdict_in(result, rule) for rule in ("C01", "C02", "C03", "C14")] == [verdict] * 3 + ["warn"]


@pytest.mark.parametrize(
    ("sold", "paid", "month"),
    [
        ("2023 = 0.5, 2028 = 0.5", None, 6),
        ("2023 = 0.5, 2028 = 0.5", "2028 = 1", 6),
        ("2023 = 0.5, 2028 = 0.5", "2023 = 1", 6),
        ("2023 = 0.5, 2028 = 0.5", "2024 = 0.2, 2029 = 0.8", 6),
        ("2026 = 1", "2026 = 0.5, 2027 = 0.5", 4),
    ],
)
def test_however_sales_and_payments_are_dated_the_loss_is_told_in_whole(
    sold: str, paid: str | None, month: int
) -> None:
    """Inside and after the maturity together no more is missing, and no less, than sold and paid inside in one year.

    What is paid inside for land that is sold later and brings back some of it lowers E, and is not given back.
    """
    inside, moved = made(at_a_loss("2023 = 1", None)), made(at_a_loss(sold, paid, month))
    assert earned(inside) == E - LOSS
    brought_later = Decimal("227.50") if paid == "2023 = 1" else 0  # half the price less half of what is taken
    assert late(moved, "revenue") == E - LOSS - brought_later


def test_land_sold_with_a_gain_tells_nothing_and_pays_later_outlays() -> None:
    """2,000 of price less 5 % and 20, and what is taken of net income; the cost is 900, and a gain pays 600 of 2027."""
    gain = land("2027 = 1", "2027 = 1")
    assert not has_late(made(gain))
    assert late(made(gain + outlay("2027 = 600")), "own") == 0
    assert late(made(at_a_loss("2027 = 1", None) + outlay("2027 = 600")), "own") == 600 + LOSS


SALE = """
[[revenue]]
id = "plots"
name = "厂房出售"
budget_class = "project_special"
claimed = true
price = 1
by_year = {{ {years} }}
{month}
"""
COST = '[[costs]]\nid = "made"\nname = "建造"\nkind = "materials"\nbasis = "per_quantity"\nof = "plots"\nrate = 3\n'


@pytest.mark.parametrize(
    ("years", "month", "lost"), [("2027 = 100", "", 200), ("2026 = 100", "month = 4", 200), ("2025 = 100", "", 0)]
)
def test_what_is_sold_below_its_own_cost_is_told_too(years: str, month: str, lost: int) -> None:
    """100 at 1, which cost 3 each."""
    result = made(SALE.format(years=years, month=month) + COST, LATER)
    assert has_late(result) is bool(lost)
    if lost:
        assert (late(result, "losses_total"), earned(result)) == (lost, E)
        assert "厂房出售（末期债券到期后出让、销售，亏损200.00万元）" in finding_in(result, "W23").outcome.zh


@pytest.mark.parametrize(
    ("amount", "counted", "verdicts", "said"),
    [
        (500, 0, ["pass", "pass"], "大修（2029年4月，500.00万元）在到期一年以后，由到期后的收入支付"),
        (600, 0, ["pass", "warn"], "由1.45倍变为1.19倍，低于1.20倍"),
        (6000, Decimal("2423.33"), ["fail", "warn"], "由1.45倍变为0.39倍"),
    ],
)
def test_a_single_outlay_more_than_a_year_later(amount: int, counted: Decimal, verdicts: list[str], said: str) -> None:
    """616.67 of 2026 and four times 740 are 3,576.67 of net income by the end of 2030: what that pays is a cost of it."""
    result = made(outlay(f"2029 = {amount}", 4), LATER)
    assert late(result, "earned_later") == Decimal("3576.67")
    assert (late(result, "total"), late(result, "own")) == (counted, counted)
    assert [verdict_in(result, rule) for rule in ("C03", "W23")] == verdicts
    assert said in finding_in(result, "W23").outcome.zh


def test_income_that_its_own_costs_take_pays_no_later_outlay() -> None:
    """Wages of 790 a year leave 10 of 800: 8.33 of 2026 and 40, of 3,000 in 2029."""
    result = made(outlay("2027 = 100", 4) + outlay("2029 = 3000", 4).replace('"o"', '"p"'), LATER)
    assert late(result, "own") == 0
    poor = made(
        outlay("2027 = 100", 4) + '[[costs]]\nid = "w"\nkind = "wages"\nname = "人工"\nbasis = "fixed"\nrate = 730\n',
        LATER,
    )
    assert late(poor, "earned_later") == Decimal("48.33")
    assert late(poor, "own") == Decimal("51.67")
