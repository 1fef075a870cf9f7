"""Land: accruals by hand, a parcel at a loss, a cost that is already in the investment."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from bondcalc.rules.load import RULES_FOLDER, rules_on
from bondcalc.run import compute
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


def test_a_parcel_sold_over_two_years_by_hand() -> None:
    """90.5 mu at 33.33 with 25.10 + 4.05 + 1.07 of cost, 40 % and 60 %: every amount to the cent, half up, year by year."""
    result = computed(parcel("33.33", "development = 4.05\nsocial_security = 1.07").replace(
        "area_mu = 150", "area_mu = 90.5").replace("compensation = 10", "compensation = 25.10").replace(
        "by_year = { 2023 = 1 }", "by_year = { 2023 = 0.4, 2024 = 0.6 }"))  # fmt: skip
    # 90.5 x 33.33 = 3,016.365 and 90.5 x 30.22 = 2,734.91.
    assert by_year(result, "land", "gross.P") == {2023: Decimal("1206.55"), 2024: Decimal("1809.82")}
    assert by_year(result, "land", "cost.P") == {2023: Decimal("1093.96"), 2024: Decimal("1640.95")}
    # 2 % and 3 % of gross; 60,333.33 square metres x 3 yuan and x 16 yuan: 18.10 and 96.5333 in all.
    assert by_year(result, "land", "business_fee.P") == {2023: Decimal("24.13"), 2024: Decimal("36.20")}
    assert by_year(result, "land", "revenue_fund.P") == {2023: Decimal("36.20"), 2024: Decimal("54.29")}
    assert by_year(result, "land", "agricultural_development_fund.P") == {2023: Decimal("7.24"), 2024: Decimal("10.86")}
    assert by_year(result, "land", "new_construction_fee.P") == {2023: Decimal("38.61"), 2024: Decimal("57.92")}
    # 1,206.55 - 1,093.96 - 106.18 = 6.41; 1,809.82 - 1,640.95 - 159.27 = 9.60; three times a tenth of each.
    assert by_year(result, "land", "net_base.P") == {2023: Decimal("6.41"), 2024: Decimal("9.60")}
    assert by_year(result, "land", "education_fund.P") == {2023: Decimal("0.64"), 2024: Decimal("0.96")}
    assert by_year(result, "land", "net.P") == {2023: Decimal("4.49"), 2024: Decimal("6.72")}


def test_a_deduction_lowers_the_base_only_where_its_data_says_so(tmp_path: Path) -> None:
    """The revenue fund without `reduces_base`: 180 more in the base, the fund itself still taken."""
    for path in RULES_FOLDER.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        if path.stem == "land-accrual-practice":
            changed = text.replace(
                'base = "gross"\nreduces_base = true\nshort_zh = "国有', 'base = "gross"\nshort_zh = "国有'
            )
            assert changed != text
            text = changed
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    plain = computed(parcel("40"))
    other = compute(plain.project, rules_on(date(2021, 5, 1), tmp_path))
    assert by_year(other, "land", "net_base.P")[2023] - by_year(plain, "land", "net_base.P")[2023] == 180
    assert by_year(other, "land", "revenue_fund.P") == by_year(plain, "land", "revenue_fund.P")
