"""Projects that share a bond, drawn by a seed: every figure of them hangs on the seed alone."""

import random
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from bondcalc.inputs.read import read_bytes
from bondcalc.portfolio.project_list import Portfolio, read_list
from bondcalc.run import compute
from bondcalc.schedules import coverage

CODE = "2105001"
NAME = "2021年某省产业园区专项债券（一期）——2021年某省政府专项债券（八期）"
HEAD = """[project]
name = "{name}"
code = "{code}"
rule_date = 2021-08-01
sector = "{sector}"
region = "某省某市"
description = "标准厂房及配套"
construction_start = 2019-01-01
construction_end = 2022-12-31
operation_start = 2023-01-01
operation_end = 2060-12-31
forecast_end = 2045
[settings]
capital = "plug"
edge_years = "whole"
[[investment]]
id = "plant"
category = "construction"
name = "厂房"
amount = {cost}
by_year = {{ 2019 = 0.2, 2020 = 0.3, 2021 = 0.3, 2022 = 0.2 }}
"""
BOND = """[[bonds]]
id = "{id}"
name = "{name}"
status = "{status}"
value_date = {day}
face = {face}
coupon = {coupon}
term_years = {term}
payments_a_year = 2
"""
INCOME = """[[revenue]]
id = "rent"
name = "租金"
budget_class = "project_special"
claimed = true
price = {price}
quantity = 1
growth_rate = 0.0{growth}
growth_every = 3
[[costs]]
id = "wages"
kind = "wages"
name = "工资"
basis = "fixed"
rate = {wages}
"""
LOAN = """[[loans]]
id = "L"
lender = "银行"
rate = 0.042
repayment = "equal_principal"
first_repayment = 2023
last_repayment = 2032
by_year = {{ 2021 = {amount} }}
"""
SECTORS = ("municipal_and_park", "sewage_waste", "health", "parking")


def member(seed: int, face: int | None = None, price: str = "") -> tuple[str, int]:
    """A project file and the face of its part of the bond in 万元; `price` in place of the drawn one."""
    some = random.Random(seed)
    share = face or 100 * some.randint(5, 90)
    # More than all debts it may have, so that capital fills what is left.
    cost, past = 3 * share + 100 * some.randint(60, 200) + some.randint(0, 99) / 100, some.random() < 0.4
    parts = [
        HEAD.format(name=f"项目{seed}", code=f"2101-430426-04-01-{seed:06}", sector=some.choice(SECTORS), cost=cost)
    ]
    if past:
        earlier = BOND.format(
            id="P", name="2020年一期", status="issued", day="2020-03-20", face="{}", coupon=0.0331, term=10
        )
        parts.append(earlier.format(some.randint(300, 1900)))
    parts.append(
        BOND.format(id=CODE, name=NAME, status="planned", day="2021-12-01", face=share, coupon=0.0339, term=15)
    )
    if some.random() < 0.4:
        parts.append(LOAN.format(amount=some.randint(50, 900) + some.randint(0, 99) / 100))
    drawn = price or f"{share * some.uniform(0.09, 0.3):.2f}"
    parts.append(INCOME.format(price=drawn, growth=some.randint(0, 5), wages=f"{share * some.uniform(0, 0.02):.2f}"))
    return "".join(parts), share


def listed(folder: Path, files: Sequence[tuple[str, int]], more: str = "") -> Portfolio:
    """A list of project files that share the bond, written into a folder."""
    rows = []
    for number, (text, share) in enumerate(files, 1):
        (folder / f"{number}.toml").write_text(text, encoding="utf-8")
        rows.append(f'[[members]]\npath = "{number}.toml"\nregion = "430426"\n')
        rows.append(f'[[allocations]]\nbond = "{CODE}"\nproject = "{number}.toml"\namount = {share}\n')
    (folder / "清单.toml").write_text("".join(rows) + more, encoding="utf-8")
    return read_list(folder / "清单.toml")


def almost(seed: int, face: int, limit: Fraction) -> tuple[str, int]:
    """A member whose E/F lies below a limit by less than four decimals show: its revenue is a line of its price."""

    def cover(price: str) -> Fraction:
        """E/F at a price."""
        result = compute(read_bytes("project.toml", member(seed, face, price)[0].encode()))
        basis = result.book.use(coverage.schedule).basis
        return Fraction(result.figures.amount(basis.revenue)) / Fraction(result.figures.amount(basis.service))

    low, high = cover("400"), cover("800")
    price = 400 + 400 * (limit - Fraction(3, 100_000) - low) / (high - low)
    return member(seed, face, f"{float(price):.6f}")
