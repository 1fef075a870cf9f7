"""Random whole projects: bonds of every mode, loans, parcels, revenue with ramps, costs; for properties that always hold."""

from datetime import date

from hypothesis import settings
from hypothesis import strategies as st

MODES = ("bullet", "instalments", "equal_principal", "level")
FULL = 100
"""Examples from which a run draws all it is asked for."""
RAMPED = 'ramp = "load"'
HEAD = """[project]
name = "任意"
rule_date = 2021-05-01
construction_end = 2022-12-31
operation_start = {start}
operation_end = 2060-12-31
forecast_end = {last}
[settings]
capital = "{capital}"
growth_steps = "{steps}"
edge_years = "{edge}"
"""


MONTHS = st.sampled_from(["", "", "month = 3\n", "month = 12\n"])
"""A month for what is received or paid by calendar year, mostly none."""


def amounts(most: int, least: int = 0) -> st.SearchStrategy[str]:
    """An amount with cents; a debt has at least some hundreds, or the quantum would round its interest away."""
    return st.integers(max(1, least * 100), most * 100).map(lambda cents: f"{cents // 100}.{cents % 100:02}")


@st.composite
def bond(draw: st.DrawFn, number: int) -> str:
    mode, years = draw(st.sampled_from(MODES)), draw(st.sampled_from([3, 5, 7, 10, 15]))
    first = draw(st.integers(1, years))
    shares = (
        f"by_bond_year = {{ {first} = 0.4, {years} = 0.6 }}" if first < years else f"by_bond_year = {{ {years} = 1 }}"
    )
    grace = draw(st.integers(0, years // 2)) if mode in {"equal_principal", "level"} else 0
    day = draw(st.dates(min_value=date(2020, 1, 1), max_value=date(2023, 12, 31)))
    return "\n".join(
        [
            f'[[bonds]]\nid = "B{number}"\nstatus = "planned"\nvalue_date = {day}\nface = {draw(amounts(9000, 300))}',
            f"coupon = 0.0{draw(st.integers(100, 599))}\nterm_years = {years}\npayments_a_year = {draw(st.sampled_from([1, 2]))}",
            f'repayment = "{mode}"\ngrace_years = {grace}\n{shares if mode == "instalments" else ""}\n',
        ]
    )


@st.composite
def revenue(draw: st.DrawFn, number: int) -> str:
    return (
        f'[[revenue]]\nid = "R{number}"\nname = "收入{number}"\nbudget_class = "project_special"\nclaimed = true\n'
        f"price = {draw(amounts(30))}\nquantity = {draw(amounts(60))}\ngrowth_rate = 0.0{draw(st.integers(0, 9))}\n"
        f"growth_every = {draw(st.integers(1, 4))}\n{draw(st.sampled_from(['', RAMPED]))}\n"
    )


@st.composite
def parcel(draw: st.DrawFn, number: int) -> str:
    sold = draw(st.integers(2021, 2026))
    return (
        f'[[land]]\nid = "P{number}"\nuse = "工业"\narea_mu = {draw(amounts(200))}\nprice = {draw(amounts(60))}\n'
        f"compensation = {draw(amounts(40))}\nclaimed = {draw(st.sampled_from(['true', 'false']))}\n"
        f"cost_in_investment = {draw(st.sampled_from(['true', 'false']))}\n"
        f"by_year = {{ {sold} = 0.3, {sold + 2} = 0.7 }}\n{draw(MONTHS)}"
    )


@st.composite
def cost(draw: st.DrawFn, number: int) -> str:
    return (
        f'[[costs]]\nid = "C{number}"\nkind = "wages"\nname = "成本{number}"\nbasis = "fixed"\nrate = {draw(amounts(200))}\n'
        f"growth_rate = 0.0{draw(st.integers(0, 5))}\n"
    )


@st.composite
def outlay(draw: st.DrawFn, number: int) -> str:
    kind, year = draw(st.sampled_from(["replacement", "repair"])), draw(st.integers(2022, 2038))
    return (
        f'[[costs]]\nid = "U{number}"\nkind = "{kind}"\nname = "支出{number}"\nbasis = "by_year"\n'
        f"by_year = {{ {year} = {draw(amounts(300))}, {year + 1} = {draw(amounts(300))} }}\n{draw(MONTHS)}"
    )


@st.composite
def investment(draw: st.DrawFn, number: int) -> str:
    kind = draw(st.sampled_from(["construction", "equipment", "other", "land_compensation"]))
    last = draw(st.sampled_from(["2022 = 0.25", "2022 = 0.2, 2024 = 0.05", "2022 = 0.15, 2024 = 0.05, 2025 = 0.05"]))
    return (
        f'[[investment]]\nid = "I{number}"\ncategory = "{kind}"\nname = "费用{number}"\namount = {draw(amounts(9000))}\n'
        f"by_year = {{ 2020 = 0.25, 2021 = 0.5, {last} }}\n"
    )


@st.composite
def loan(draw: st.DrawFn, number: int) -> str:
    first, last = draw(st.integers(2022, 2024)), draw(st.integers(2025, 2040))
    mode = draw(st.sampled_from(["equal_principal", "level", "as_given"]))
    agreed = (
        f'[[loan_repayments]]\nloan = "L{number}"\nby_year = {{ 2025 = {draw(amounts(900))} }}\n'
        if mode == "as_given"
        else ""
    )
    return (
        f'[[loans]]\nid = "L{number}"\nlender = "银行"\nrate = 0.0{draw(st.integers(1, 6))}\nrepayment = "{mode}"\n'
        f'construction_interest = "{draw(st.sampled_from(["paid", "capitalised"]))}"\nfirst_repayment = {first}\nlast_repayment = {last}\n'
        f"by_year = {{ 2021 = {draw(amounts(3000, 300))} }}\n{agreed}"
    )


@st.composite
def projects(draw: st.DrawFn) -> str:
    """A project of one to three bonds and what belongs to it."""
    parts = [
        HEAD.format(
            start=draw(st.sampled_from(["2023-01-01", "2023-07-01"])),
            capital=draw(st.sampled_from(["plug", "as_entered"])),
            last=draw(st.sampled_from([2030, 2045])),
            steps=draw(st.sampled_from(["calendar", "operating_year"])),
            edge=draw(st.sampled_from(["prorated", "whole"])),
        )
    ]
    parts += ['[[ramps]]\nid = "load"\nname = "负荷"\nby_operating_year = { 1 = 0.5, 2 = 0.8, 3 = 0.95 }\n']
    for kind, least, most in (
        (bond, 1, 3),
        (investment, 1, 3),
        (revenue, 1, 3),
        (cost, 1, 2),
        (outlay, 0, 2),
        (parcel, 0, 2),
        (loan, 0, 2),
    ):
        parts += [draw(kind(number)) for number in range(draw(st.integers(least, most)))]
    return "".join(parts)


def half() -> int:
    """Examples of a property that takes half a second a project: half of the few of CI, all of a full run."""
    every = settings.get_profile("seeded").max_examples
    return every if every >= FULL else every // 2
