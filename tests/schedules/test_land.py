"""Land: accruals by hand, a parcel at a loss, a cost that is already in the investment."""

from decimal import Decimal

from tests.schedules.stated import by_year, computed

BOND = """[[bonds]]
id = "A"
status = "planned"
value_date = 2021-01-01
face = 100
coupon = 0.03
term_years = 5
"""


def parcel(price: str, more: str = "") -> str:
    return f"""{BOND}[[land]]
id = "P"
use = "工业"
area_mu = 150
price = {price}
compensation = 10
claimed = true
by_year = {{ 2023 = 1 }}
{more}
"""


def test_one_parcel_by_hand() -> None:
    """150 亩 = 100,000 ㎡ at 40: gross 6,000, cost 1,500."""
    result = computed(parcel("40"))
    business, fund = Decimal(120), Decimal(180)
    agricultural, construction = Decimal(30), Decimal(160)
    base = 6000 - 1500 - business - fund - agricultural - construction
    tenth = base / 10
    for line, amount in (("gross.P", 6000), ("cost.P", 1500), ("business_fee.P", business), ("revenue_fund.P", fund),
                         ("agricultural_development_fund.P", agricultural), ("new_construction_fee.P", construction),
                         ("net_base.P", base), ("education_fund.P", tenth), ("water_fund.P", tenth),
                         ("housing_fund.P", tenth), ("net.P", base - 3 * tenth)):  # fmt: skip
        assert by_year(result, "land", line) == {2023: amount}, line


def test_a_parcel_at_a_loss_accrues_nothing_and_is_not_clipped() -> None:
    result = computed(parcel("9"))
    for line in ("net_base.P", "education_fund.P", "water_fund.P", "housing_fund.P"):
        assert by_year(result, "land", line) == {}
    assert by_year(result, "land", "net.P") == {2023: Decimal(1350 - 1500) - 27 - Decimal("40.5") - 30 - 160}


def test_a_cost_in_the_investment_lowers_the_base_and_is_not_deducted_again() -> None:
    plain, inside = computed(parcel("40")), computed(parcel("40", "cost_in_investment = true"))
    assert by_year(inside, "land", "net_base.P") == by_year(plain, "land", "net_base.P")
    assert by_year(inside, "land", "net.P")[2023] - by_year(plain, "land", "net.P")[2023] == 1500


def test_unclaimed_land_is_a_memo() -> None:
    result = computed(parcel("40").replace("claimed = true", "claimed = false"))
    assert by_year(result, "land", "claimed_net") == {}
    assert by_year(result, "repayable", "revenue") == {}
    assert by_year(result, "land", "unclaimed_net")[2023] > 0
