"""Land: accruals by hand, a parcel at a loss, a cost that is already in the investment."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.local_accruals import ACCRUALS, BY_AREA, ON_NET, SINGLE
from bondcalc.problem import ProjectError
from bondcalc.result.result import Result
from bondcalc.rules.load import RULES_FOLDER, rules_on
from tests.parted import compute
from tests.samples import computed_sample
from tests.schedules.stated import PROJECT, by_year, computed, finding_in, verdict_in

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
    for line, amount in (
        ("gross.P", 6000),
        ("cost.P", 1500),
        ("business_fee.P", business),
        ("revenue_fund.P", fund),
        ("agricultural_development_fund.P", agricultural),
        ("new_construction_fee.P", construction),
        ("net_base.P", base),
        ("education_fund.P", tenth),
        ("water_fund.P", tenth),
        ("housing_fund.P", tenth),
        ("net.P", base - 3 * tenth),
    ):
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
    result = computed(
        parcel("33.33", "development = 4.05\nsocial_security = 1.07")
        .replace("area_mu = 150", "area_mu = 90.5")
        .replace("compensation = 10", "compensation = 25.10")
        .replace("by_year = { 2023 = 1 }", "by_year = { 2023 = 0.4, 2024 = 0.6 }")
    )
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


def sums(result: Result, line: str) -> Decimal:
    return sum(by_year(result, "land", line).values(), Decimal(0))


def test_shares_over_years_add_up_to_the_amount() -> None:
    """190 mu in three thirds: price and cost come out at their amounts in whole, what is taken by area at that of each year."""
    thirds = "{ 2022 = 0.333333333333, 2023 = 0.333333333333, 2024 = 0.333333333334 }"
    text = (
        parcel("33.335", "development = 4.057")
        .replace("area_mu = 150", "area_mu = 190")
        .replace("{ 2023 = 1 }", thirds)
    )
    plan = f'[[land_costs]]\nparcel = "P"\nby_year = {thirds.replace("2024", "2021")}\n'
    result = computed(text + plan)
    # 190 x 33.335 and 190 x 14.057; a third is 2,111.2167 and 890.2767.
    assert sums(result, "gross.P") == Decimal("6333.65")
    assert by_year(result, "land", "gross.P") == {
        2022: Decimal("2111.22"),
        2023: Decimal("2111.21"),
        2024: Decimal("2111.22"),
    }
    assert sums(result, "cost.P") == sums(result, "paid.P") == Decimal("2670.83")
    # A third of 126,666.67 square metres at 16 yuan is 67.5556 in each year.
    assert by_year(result, "land", "new_construction_fee.P") == dict.fromkeys((2022, 2023, 2024), Decimal("67.56"))


LOCAL = """[[land_accruals]]
accrual = "{accrual}"
{figure}
document = "某市〔2020〕5号第三条"
"""
SECOND = """[[land]]
id = "Q"
use = "商业"
area_mu = 15
price = 100
claimed = true
by_year = { 2023 = 1 }
"""


def local(accrual: str, figure: str, of: str = "") -> str:
    return LOCAL.format(accrual=accrual, figure=figure + (f'\nparcel = "{of}"' if of else ""))


def test_local_rates_take_the_place_of_the_rules_for_all_parcels_or_one() -> None:
    """Revenue fund 5 % in the city, 4 % for Q; fee for new land 80 yuan for P: 100,000 square metres are 800."""
    result = computed(
        parcel("40")
        + SECOND
        + local("revenue_fund", "rate = 0.05")
        + local("revenue_fund", "rate = 0.04", "Q")
        + local("new_construction_fee", "per_square_metre = 80", "P")
    )
    assert by_year(result, "land", "revenue_fund.P") == {2023: 300}
    assert by_year(result, "land", "revenue_fund.Q") == {2023: 60}
    assert by_year(result, "land", "new_construction_fee.P") == {2023: 800}
    assert by_year(result, "land", "new_construction_fee.Q") == {2023: 16}
    # The base falls with them: 6,000 - 1,500 - 120 - 300 - 30 - 800.
    assert by_year(result, "land", "net_base.P") == {2023: 3250}
    line = next(
        line
        for table in result.book.tables
        if table.id == "land"
        for line in table.lines
        if line.id == "revenue_fund.P"
    )
    assert "某市〔2020〕5号" in line.source


def test_a_single_rate_may_hold_for_one_parcel() -> None:
    """20 % of 4,010 for P, three times 10 % for Q."""
    result = computed(parcel("40") + SECOND + local(SINGLE, "rate = 0.20", "P"))
    assert by_year(result, "land", "rigid.P") == {2023: 802}
    lines = {line.id for table in result.book.tables if table.id == "land" for line in table.lines}
    assert "education_fund.P" not in lines
    assert {"education_fund.Q", "water_fund.Q", "housing_fund.Q"} <= lines
    assert by_year(result, "land", "claimed_gross")[2023] == sum(
        by_year(result, "land", line)[2023] for line in ("claimed_paid", "claimed_accruals", "claimed_net")
    )


def test_land_that_was_the_states_bears_no_fee_for_new_land() -> None:
    plain, old = computed(parcel("40")), computed(parcel("40", "state_owned = true"))
    assert by_year(old, "land", "new_construction_fee.P") == {}
    assert by_year(old, "land", "agricultural_development_fund.P") == {2023: 30}
    assert by_year(old, "land", "net_base.P")[2023] - by_year(plain, "land", "net_base.P")[2023] == 160


@pytest.mark.parametrize(
    ("grade", "yuan"),
    [("", 16), ("land_grade = 1", 140), ("land_grade = 5", 64), ("land_grade = 13", 16), ("land_grade = 15", 10)],
)
def test_the_fee_for_new_land_goes_by_the_grade_of_the_land(grade: str, yuan: int) -> None:
    """100,000 square metres at 64 yuan are 640 in grade 5; a parcel whose document says 80 pays 800 in any grade."""
    text = parcel("40") + f"[region]\n{grade}\n"
    result = computed(text)
    assert by_year(result, "land", "new_construction_fee.P") == {2023: 10 * yuan}
    assert by_year(result, "land", "net_base.P")[2023] == 6000 - 1500 - 120 - 180 - 30 - 10 * yuan
    verdict = finding_in(result, "R14")
    assert (verdict.verdict, f"{yuan}.00元" in verdict.outcome.zh) == ("pass" if grade else "needs_input", True)
    stated = computed(text + local("new_construction_fee", "per_square_metre = 80"))
    assert by_year(stated, "land", "new_construction_fee.P") == {2023: 800}
    expected = ("warn" if yuan > 80 else "pass") if grade else "needs_input"
    assert verdict_in(stated, "R14") == expected


def test_income_before_accruals_is_told() -> None:
    """Gross 6,000, cost 1,500: 4,500 before accruals, 3,117 after 490 of fees and funds and 893 of a single rate would be."""
    result = computed(parcel("40"))
    table = next(one for one in result.book.tables if one.id == "coverage")
    gross, before, after = (
        result.figures.amount(table[id_]) for id_ in ("land_gross", "revenue_before_accruals", "revenue_counted")
    )
    # 120 + 180 + 30 + 160 = 490, and three times 401 of what is left, 4,010.
    assert (gross, before, after) == (6000, 4500, 4500 - 490 - 1203)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (local("revenue_fund", "per_square_metre = 3"), "accrual_missing"),
        (local("new_construction_fee", "per_square_metre = 3\nrate = 0.1"), "accrual_unused"),
        (local("revenue_fund", "rate = 0.04", "Z"), "unknown_reference"),
        (local("revenue_fund", "rate = 0.04") + local("revenue_fund", "rate = 0.03"), "accrual_twice"),
        (local("water_fund", "rate = 0.05", "P") + local(SINGLE, "rate = 0.2"), "accrual_replaced"),
        (local("water_fund", "rate = 0.05") + local(SINGLE, "rate = 0.2", "P"), "accrual_replaced"),
        ("[settings]\nland_accrual_rate = 0.2\n" + local("water_fund", "rate = 0.05"), "accrual_replaced"),
        ("[settings]\nland_cost_interest = true\n", "interest_only_in_land_reserve"),
    ],
)
def test_local_rates_that_contradict_are_told(text: str, code: str) -> None:
    with pytest.raises(ProjectError) as told:
        read_bytes("project.toml", (PROJECT + parcel("40") + text).encode())
    assert code in {one.code for one in told.value.problems}


def test_the_sheet_names_the_accruals_of_the_rules() -> None:
    values = {
        value.id.removeprefix("land_"): value for value in rules_on(date(2021, 5, 1)).values if value.base is not None
    }
    assert set(ACCRUALS) - {SINGLE} == set(values)
    assert set(BY_AREA) == {id_ for id_, value in values.items() if value.base == "area"}
    assert set(ON_NET) == {id_ for id_, value in values.items() if value.base == "net"}
    assert {id_ for id_, value in values.items() if value.new_land_only} == {"new_construction_fee"}
    assert len(rules_on(date(2021, 5, 1)).value("land_new_construction_fee_by_grade").numbers) == 15


RESERVE = """[project]
name = "x"
rule_date = 2025-05-01
sector = "land_reserve"
[settings]
construction_interest = "from_revenue"
land_cost_interest = {counted}
[[investment]]
id = "all"
category = "land_compensation"
name = "收储"
amount = 1500
by_year = {{ 2025 = 1 }}
[[bonds]]
id = "A"
status = "planned"
value_date = 2025-06-30
face = 1000
coupon = 0.03
term_years = 5
"""
SOLD = """[[land]]
id = "{id}"
use = "住宅"
area_mu = 15
price = {price}
compensation = {cost}
cost_in_investment = true
claimed = true
by_year = {{ {years} }}
"""


def test_interest_lowers_the_base_where_it_counts_as_a_cost_of_land() -> None:
    """30 a year from 2026 on 1,500 of cost: P (600) sold in 2026 bears 12; Q (900) in 2027 its 18 and the 30 of that year."""
    parcels = SOLD.format(id="P", price=100, cost=40, years="2026 = 1") + SOLD.format(
        id="Q", price=110, cost=60, years="2027 = 1"
    )
    without, with_ = (computed(parcels, RESERVE.format(counted=counted)) for counted in ("false", "true"))
    assert by_year(with_, "land", "interest.P") == {2026: 12}
    assert by_year(with_, "land", "interest.Q") == {2027: 48}
    for id_, year, interest in (("P", 2026, 12), ("Q", 2027, 48)):
        lower = by_year(without, "land", f"net_base.{id_}")[year] - by_year(with_, "land", f"net_base.{id_}")[year]
        assert lower == interest
        gained = by_year(with_, "land", f"net.{id_}")[year] - by_year(without, "land", f"net.{id_}")[year]
        assert abs(gained - Decimal(3 * interest) / 10) <= Decimal("0.03")


def test_what_a_land_reserve_bond_pays_for_is_the_land() -> None:
    """The bond of 1,000 pays for compensation of 1,500; under another sector it may pay for none of it."""
    parcels = SOLD.format(id="P", price=200, cost=100, years="2027 = 1")
    reserve = computed(parcels, RESERVE.format(counted="false"))
    park = computed(parcels, RESERVE.format(counted="false").replace("land_reserve", "municipal_and_park"))
    assert by_year(reserve, "funding", "bond_spent") == {2025: 1000}
    assert by_year(park, "funding", "bond_spent") == {}
    verdicts = {one.rule.id: one.verdict for one in reserve.findings}
    assert [verdicts[rule] for rule in ("K01", "R09", "W03", "N07")] == ["not_applicable"] * 3 + ["pass"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("cost_in_investment = true\n", "计提基数未扣除成本"),
        ("", "净收益未扣除成本"),
        ("cost_in_investment = true\ncompensation = 10\n", "总投资中的土地费用只有0.00"),
    ],
)
def test_cost_of_land_that_is_missing_is_told(change: str, words: str) -> None:
    result = computed(parcel("40").replace("compensation = 10\n", change))
    found = finding_in(result, "W24")
    assert found.verdict == "warn"
    assert words in found.outcome.zh


def test_cost_said_to_stand_in_the_investment_and_not_there_is_taken_off_beside_e() -> None:
    """150 mu at 10 stand nowhere: (4,307 - 1,500) / 115 = 24.41, where 4,307 / 115 = 37.45 counts no cost at all."""
    result = computed(parcel("40").replace("compensation", "cost_in_investment = true\ncompensation"))
    assert "E/F为24.41倍（现为37.45倍）" in finding_in(result, "W24").outcome.zh


def test_the_land_reserve_sample_by_hand() -> None:
    """Price, 5 % and what is taken by area, then three tenths of what is left after the cost; bonds with their coupons."""
    result = computed_sample("land-reserve")
    # Z1 42 x 190, S1 30 x 142, G1 55 x 18.5; 3 yuan on 28,000, 20,000 and 36,666.67 square metres, 34 yuan on the last.
    z1 = 7980 - 399 - Decimal("8.40") - 3 * Decimal("253.26")
    s1 = 4260 - 213 - 6 - 3 * Decimal("122.10")
    g1 = Decimal("1017.50") - Decimal("20.35") - Decimal("30.53") - 11 - Decimal("124.67") - 3 * Decimal("12.70")
    assert [sums(result, f"net.{id_}") for id_ in ("Z1", "S1", "G1")] == [z1, s1, g1]
    table = next(one for one in result.book.tables if one.id == "coverage")
    counted, service = (result.figures.amount(table[id_]) for id_ in ("revenue_counted", "service"))
    # S1 is paid for in June: of 2030 it counts whole, as the bonds end in August.
    assert (counted, service) == (z1 + s1 + g1, 5300 + 5 * 106 + 3000 + 3 * Decimal("55.50"))
    assert by_year(result, "depreciation", "net").get(2030, 0) == 0
    assert [one.rule.id for one in result.findings if one.verdict in {"fail", "needs_input"}] == []
