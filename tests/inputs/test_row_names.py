"""Rows whose names say what stands elsewhere are asked about, and costs that begin with operation and stop before it ends."""

import pytest

from bondcalc.inputs.read import read_bytes

PROJECT = """[project]
name = "x"
rule_date = 2020-05-01
operation_start = 2022-01-01
operation_end = 2030-12-31
[settings]
{settings}
[[bonds]]
status = "planned"
value_date = 2021-01-01
face = 1000
coupon = 0.03
term_years = 5
"""
ITEM = '[[investment]]\ncategory = "other"\nname = "{name}"\namount = 100\nby_year = {{ 2021 = 1 }}\n'
COST = '[[costs]]\nname = "{name}"\nkind = "{kind}"\nbasis = "by_year"\nby_year = {{ {years} }}\n{more}\n'
TAX = (
    '[[taxes_paid]]\nname = "土地使用税"\nkind = "land_use_tax"\nbasis = "by_year"\nby_year = { 2022 = 5, 2023 = 5 }\n'
)
CAPITAL = '[[funding]]\nkind = "own"\nname = "{name}"\nby_year = {{ 2021 = 300 }}\n{more}\n'


def asked(rows: str, word: str, settings: str = "") -> list[str]:
    read = read_bytes("project.toml", (PROJECT.format(settings=settings) + rows).encode())
    return [one for one in read.notices if word in one]


@pytest.mark.parametrize(
    ("name", "settings", "times"),
    [
        ("建设期利息", "", 1),
        ("建设期利息", 'construction_interest = "from_revenue"', 0),
        ("基本预备费", "contingency_rate = 0.05", 1),
        ("涨价预备费", "price_contingency_rate = 0.02\nyears_before_construction = 1", 1),
        ("基本预备费", "", 0),
        ("债券发行费用", "", 1),
        ("铺底流动资金", "working_capital = 30", 1),
        ("铺底流动资金", "", 0),
        ("预留管线工程", "contingency_rate = 0.05", 0),
        ("其他费用（不含预备费）", "contingency_rate = 0.05", 0),
    ],
)
def test_an_item_that_the_program_adds_itself_is_asked_about(name: str, settings: str, times: int) -> None:
    assert len(asked(ITEM.format(name=name), "由程序另行计算", settings)) == times


@pytest.mark.parametrize(
    ("name", "times"),
    [
        ("固定资产折旧", 1),
        ("债券利息支出", 1),
        ("还本付息", 1),
        ("低值易耗品摊销", 0),
        ("管网维护费", 0),
        ("其他管理费（不含折旧、摊销和利息）", 0),
        ("利息（不含折旧）", 1),
    ],
)
def test_a_cost_that_is_no_cash_of_operation_is_asked_about(name: str, times: int) -> None:
    years = ", ".join(f"{year} = 10" for year in range(2022, 2031))
    assert len(asked(COST.format(name=name, kind="other", years=years, more=""), "由程序另行计算")) == times


@pytest.mark.parametrize(
    ("name", "more", "times"),
    [("农商行贷款", "", 1), ("农商行贷款", "debt_like = true", 0), ("股东借款", "", 1), ("县级财政预算安排", "", 0)]
    + [
        (name, "", 0)
        for name in ("自有资金（非借款）", "除专项债券外的财政资金", "自筹，未使用银行贷款", "贷款贴息补助")
    ],
)
def test_capital_that_is_named_a_loan_is_asked_about(name: str, more: str, times: int) -> None:
    assert len(asked(CAPITAL.format(name=name, more=more), "须偿还的不是资本金")) == times


@pytest.mark.parametrize(
    ("kind", "years", "more", "times"),
    [
        ("repair", "2022 = 60", "", 1),
        ("repair", "2022 = 60", "carry = true", 0),
        ("repair", "2023 = 60, 2024 = 60", "", 1),
        ("repair", "2022 = 60, 2026 = 60", "", 0),
        ("repair", "2026 = 60", "", 0),
        ("replacement", "2022 = 60", "", 0),
        ("repair", ", ".join(f"{year} = 60" for year in range(2022, 2031)), "", 0),
    ],
)
def test_a_cost_that_stops_before_operation_ends_is_asked_about(kind: str, years: str, more: str, times: int) -> None:
    assert len(asked(COST.format(name="x", kind=kind, years=years, more=more), "至2030年按0计")) == times


def test_a_tax_that_stops_before_operation_ends_is_asked_about() -> None:
    (told,) = asked(TAX, "至2030年按0计")
    assert "2023年" in told
