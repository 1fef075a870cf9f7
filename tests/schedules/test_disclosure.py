"""Disclosure in 亿元 with four decimals: every identity of the form holds exactly, whatever the cents."""

import random
from decimal import Decimal

from tests.schedules.stated import amounts, by_year, computed

HEAD = '[project]\nname = "x"\nrule_date = 2021-05-01\noperation_start = 2023-01-01\n'


def project(draw: random.Random) -> str:
    bonds = "".join(f'[[bonds]]\nid = "B{year}"\nstatus = "{"issued" if year < 2021 else "planned"}"\nvalue_date = {year}-03-01\n'
                    f"face = {draw.randrange(100, 900_000) / 100}\ncoupon = 0.03\nterm_years = 10\n" for year in range(2017, 2028))  # fmt: skip
    revenue = ", ".join(f"{year} = {draw.randrange(10**7) / 100}" for year in range(2021, 2038))
    return (f'[settings]\ncapital = "plug"\n{bonds}[[loans]]\nid = "L"\nlender = "x"\nrate = 0.04\nrepayment = "equal_principal"\n'
            f"first_repayment = 2024\nlast_repayment = 2030\nby_year = {{ 2020 = {draw.randrange(10**6) / 100}, 2022 = 33.33 }}\n"
            '[[revenue]]\nid = "r"\nname = "收入"\nbudget_class = "project_special"\nclaimed = true\nprice = 0.37\n'
            f'by_year = {{ {revenue} }}\n[[investment]]\nid = "i"\ncategory = "construction"\nname = "工程"\n'
            "amount = 41234.56\nby_year = { 2021 = 0.3, 2022 = 0.7 }\n")  # fmt: skip


def test_every_identity_holds(count: int) -> None:
    draw = random.Random(364)
    for _ in range(count):
        result = computed(project(draw), HEAD)
        table = next(one for one in result.book.tables if one.id == "disclosure")
        figures = {line.id: result.figures.scalar(line) for line in table.lines}
        assert figures["investment"] == figures["capital"] + figures["special_bonds"] + figures["market_loans"]
        assert sum(figures[f"bonds.{place}"] for place in range(1, 10)) == figures["special_bonds"]
        assert sum(figures[f"other.{place}"] for place in range(1, 10)) == figures["market_loans"]
        assert sum(by_year(result, "disclosure_by_year", "revenue").values()) == figures["revenue"]
        assert figures["principal"] == figures["special_bonds"] + figures["market_loans"]
        for line in table.lines:
            if line.unit == "disclosed":
                assert result.figures.amount(line) == round(result.figures.amount(line), 4)


def test_nine_columns_around_the_year_of_issue() -> None:
    result = computed(project(random.Random(1)), HEAD)
    yearly = next(one for one in result.book.tables if one.id == "disclosure_by_year")
    drawn = by_year(result, "disclosure_by_year", "special_bonds")
    flags = [
        dict(zip(result.book.years.years, amounts(result, yearly[f"bucket_{place}"]), strict=True))
        for place in range(1, 10)
    ]
    # The first planned bond is that of 2021: 2018 and before, 2019 to 2025, 2026 and after.
    assert [year for year, flag in flags[0].items() if flag and year in drawn] == [2017, 2018]
    assert [year for year, flag in flags[3].items() if flag] == [2021]
    assert [year for year, flag in flags[8].items() if flag and year in drawn] == [2026, 2027]
    assert all(sum(flag[year] for flag in flags) == Decimal(1) for year in result.book.years.years)
