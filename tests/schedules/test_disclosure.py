"""Disclosure in 亿元 with four decimals: every identity of the form holds exactly, whatever the cents."""

import random
from decimal import ROUND_HALF_UP, Decimal

import pytest

from bondcalc.filings.draw import write
from bondcalc.result.result import Result
from bondcalc.typeset.document import PageTable, Paragraph, printed
from tests.schedules.stated import amounts, by_year, computed, verdict_in
from tests.trials.trial import table_of, tables_of

HEAD = '[project]\nname = "x"\nrule_date = 2021-05-01\noperation_start = 2023-01-01\n'


def project(draw: random.Random) -> str:
    bonds = "".join(
        f'[[bonds]]\nid = "B{year}"\nstatus = "{"issued" if year < 2021 else "planned"}"\nvalue_date = {year}-03-01\n'
        f"face = {draw.randrange(100, 900_000) / 100}\ncoupon = 0.03\nterm_years = 10\n"
        for year in range(2017, 2028)
    )
    revenue = ", ".join(f"{year} = {draw.randrange(10**7) / 100}" for year in range(2021, 2038))
    return (
        f'[settings]\ncapital = "plug"\n{bonds}[[loans]]\nid = "L"\nlender = "x"\nrate = 0.04\nrepayment = "equal_principal"\n'
        f"first_repayment = 2024\nlast_repayment = 2030\nby_year = {{ 2020 = {draw.randrange(10**6) / 100}, 2022 = 33.33 }}\n"
        '[[revenue]]\nid = "r"\nname = "收入"\nbudget_class = "project_special"\nclaimed = true\nprice = 0.37\n'
        f'by_year = {{ {revenue} }}\n[[investment]]\nid = "i"\ncategory = "construction"\nname = "工程"\n'
        "amount = 41234.56\nby_year = { 2021 = 0.3, 2022 = 0.7 }\n"
    )


MOST_BY_ROUNDING = Decimal("0.0002")
"""What rounding four figures to 0.0001 can move one of them by, when they add up before."""


def funded(draw: random.Random, gap: str = "0") -> Result:
    """A project whose approved total is capital as entered, bonds and loans, to the cent; or off by a gap."""
    entered = Decimal(draw.randrange(10**7, 2 * 10**7)) / 100
    text = project(draw).replace(
        '[settings]\ncapital = "plug"\n', f'[[funding]]\nid = "c"\nkind = "own"\nby_year = {{ 2021 = {entered} }}\n'
    )
    owed = scalars(computed(text, HEAD), "coverage")
    whole = entered + owed["special_bonds"] + owed["market_loans"] + Decimal(gap)
    return computed(text, f"{HEAD}approved_total = {whole}\n")


def scalars(result: Result, table: str) -> dict[str, Decimal]:
    [found] = [one for one in result.book.tables if one.id == table]
    return {line.id: result.figures.scalar(line) or Decimal(0) for line in found.lines}


@pytest.mark.slow
def test_every_identity_holds(count: int) -> None:
    draw = random.Random(364)
    for _ in range(count):
        result = funded(draw)
        figures, raw = scalars(result, "disclosure"), scalars(result, "coverage")
        assert figures["investment"] == figures["capital"] + figures["special_bonds"] + figures["market_loans"]
        assert abs(figures["capital"] - half_up(raw["capital"] / 10_000)) <= MOST_BY_ROUNDING
        assert sum(figures[f"bonds.{place}"] for place in range(1, 10)) == figures["special_bonds"]
        assert sum(figures[f"other.{place}"] for place in range(1, 10)) == figures["market_loans"]
        assert sum(by_year(result, "disclosure_by_year", "revenue").values()) == figures["revenue"]
        assert figures["principal"] == figures["special_bonds"] + figures["market_loans"]
        assert figures["investment"] == half_up(raw["investment"] / 10_000)
        listed(result)


def test_capital_moved_by_rounding_is_listed() -> None:
    """24,000.40 + 36,000.40 = 60,000.80 万元: 2.4000 + 3.6000 by themselves, 6.0001 together, so capital shows 2.4001."""
    text = (
        '[[funding]]\nid = "c"\nkind = "own"\nby_year = { 2021 = 24000.40 }\n[[bonds]]\nid = "A"\nstatus = "planned"\n'
        "value_date = 2021-03-01\nface = 36000.40\ncoupon = 0.03\nterm_years = 10\n"
        '[[investment]]\nid = "i"\ncategory = "construction"\nname = "工程"\namount = 50000\nby_year = { 2021 = 1 }\n'
    )
    result = computed(text, f"{HEAD}approved_total = 60000.80\n")
    assert scalars(result, "disclosure")["capital"] == Decimal("2.4001")
    table = table_of(write(result, "disclosure"), "取整差异表")
    assert [[str(cell) for cell in row] for row in table.rows] == [["不含专项债券的项目资金", "2.4000", "2.4001"]]


def half_up(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.0001"), ROUND_HALF_UP)


def listed(result: Result) -> None:
    """The form lists exactly the cells of yearly revenue that differ from the year rounded by itself, worked out here anew."""
    shown, earned = (by_year(result, *of) for of in (("disclosure_by_year", "revenue"), ("repayable", "counted")))
    years = {str(year) for year, value in shown.items() if value != half_up(earned.get(year, Decimal(0)) / 10_000)}
    years |= {str(year) for year, value in earned.items() if half_up(value / 10_000) != shown.get(year, Decimal(0))}
    tables = tables_of(write(result, "disclosure"), "取整差异表")
    told = {printed(row[0])[:4] for table in tables for row in table.rows if printed(row[0]).endswith("年分年收益")}
    assert told == years


@pytest.mark.parametrize("gap", ["0.50", "-3000.00", "1078.81"])
def test_what_does_not_tie_is_entered_as_it_is_and_marked_a_draft(gap: str) -> None:
    result = funded(random.Random(2), gap)
    raw, document = scalars(result, "coverage"), write(result, "disclosure")
    assert verdict_in(result, "F02") == "fail"
    assert scalars(result, "disclosure")["capital"] == half_up(raw["capital"] / 10_000)
    assert document.page_mark == "草稿"
    assert "“总投资等于不含专项债券的资本金、专项债券和其他债务融资之和”" in document.draft[0]
    assert not any("不通过" in str(block.text) for block in document.blocks if isinstance(block, Paragraph))
    assert not any(
        "相差" in printed(cell)
        for block in document.blocks
        if isinstance(block, PageTable)
        for row in block.rows
        for cell in row
    )


def test_a_form_that_ties_is_no_draft() -> None:
    document = write(funded(random.Random(2)), "disclosure")
    assert not any("总投资等于不含专项债券的资本金" in reason for reason in document.draft)


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
