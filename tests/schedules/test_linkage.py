"""A park of four firms worked out by hand: maker L, battery B, material M, seller S; L buys of B, B of M, S of L.

B sells 800 of its 1,000 to L: 0.8 of it hangs on L. M sells 200 of its 400 to B: 0.5 x 0.8 = 0.4. S makes 1,000 a year and
buys 700 of it from L: 0.7, in the first year, at half load, 300 of 500: 0.6.
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.firms import Firm, Supply
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.problem import ProjectError
from bondcalc.result.result import Result
from bondcalc.run import compute
from bondcalc.schedules import chain_order, chain_shares, coverage
from tests.checks.judged import finding_of
from tests.schedules.stated import amounts, finding_in, verdict_in

PARK = (Path(__file__).parent / "park.toml").read_text(encoding="utf-8")
YEARS = (2023, 2024, 2027)


@cache
def park(**factors: int) -> Result:
    project = read_bytes("project.toml", PARK.encode())
    stress = replace(project.form(StressFactors), **{name: Decimal(value) for name, value in factors.items()})
    return compute(replace(project, tables={**project.tables, "stress": (stress,)}))


@cache
def alone() -> Result:
    """The same project without a word of its firms."""
    return compute(read_bytes("project.toml", PARK[: PARK.index("[[firms]]")].encode()))


def row(result: Result, table: str, line: str) -> list[Decimal | None]:
    """Figures of a line in the years looked at."""
    years = result.book.years.years
    found = result.figures.columns(result.book.find(table)[line])
    return [found[years.index(year)] for year in YEARS] if len(found) > 1 else list(found)


def test_what_hangs_on_the_leading_firm() -> None:
    assert row(park(), "firm_chain", "output.L") == [4000, 8000, 8000]
    assert row(park(), "firm_chain", "bound.L") == [1, 1, 1]
    assert row(park(), "firm_chain", "bound.B") == [Decimal("0.8")] * 3
    assert row(park(), "firm_chain", "bound.M") == [Decimal("0.4")] * 3
    assert row(park(), "firm_chain", "bound.S") == [Decimal("0.6"), Decimal("0.7"), Decimal("0.7")]
    assert row(park(), "firm_chain", "planned") == [4000 + 400 + 80 + 300, 8000 + 800 + 160 + 700, 9660]
    assert row(park(), "firm_chain", "comes") == row(park(), "firm_chain", "planned")
    assert row(park(), "firm_chain", "rest.M") == [120, 240, 240]


def test_rows_are_held_against_the_firms_that_take_them() -> None:
    """B takes 500 ㎡ and M 300 of 1,000; two firms of three join the node; their chained part is weighed by what each takes."""
    assert row(park(), "firm_chain", "typed.rent") == [500, 1000, 1000]
    assert row(park(), "firm_chain", "implied.rent") == [400, 800, 800]
    assert row(park(), "firm_chain", "share.rent") == [Decimal("0.65")] * 3  # (500 x 0.8 + 300 x 0.4) / 800
    assert row(park(), "firm_chain", "implied.access") == [2, 2, 2]
    assert row(park(), "firm_chain", "share.access") == [Decimal("0.9")] * 3
    assert row(park(), "firm_chain", "implied.marks") == [750, 1500, 1500]
    assert [round(Fraction(share or 0), 6) for share in row(park(), "firm_chain", "share.marks")] == [
        round(Fraction(1400, 1500), 6)
    ] * 3
    assert [round(Fraction(share or 0), 6) for share in row(park(), "firm_chain", "tax.vat")] == [
        round(Fraction(8800, 9000), 6)
    ] * 3
    assert row(park(), "chained_plots", "plot.P1") == [Decimal("0.6")]


def test_the_figures_of_linkage() -> None:
    """L buys 800 of its purchases of 4,000 in the park; 3 of 12 pairs trade; M, B, L, S are the longest chain."""
    assert row(park(), "firm_chain", "local_share") == [Decimal("0.2")] * 3
    assert row(park(), "linkage", "density") == [Decimal("0.25")]
    assert row(park(), "linkage", "longest") == [4]
    assert row(park(), "linkage", "jobs") == [460]
    whole, chained = 5200 + 4 * 10400, 4780 + 4 * 9660
    assert round(Fraction(row(park(), "linkage", "dependence")[0] or 0), 9) == round(Fraction(chained, whole), 9)


def test_the_coverage_does_not_see_the_firms() -> None:
    """To the last digit: every figure of a project without firms is the same with them, its horizon too."""
    bare, told = alone(), park()
    assert told.book.years.years == bare.book.years.years
    known = {(table.id, line.id): line for table in told.book.tables for line in table.lines}
    for table in bare.book.tables:
        for line in table.lines:
            assert told.figures.columns(known[table.id, line.id]) == bare.figures.columns(line), (table.id, line.id)


def test_supplies_lengthen_no_horizon() -> None:
    later = PARK.replace("2027 = 700 }", "2027 = 700, 2045 = 700 }")
    assert later != PARK
    assert compute(read_bytes("project.toml", later.encode())).book.years.years == alone().book.years.years


def test_a_leading_firm_that_never_comes_takes_its_chain_with_it() -> None:
    """Every chained line is zero and every other the same to the last digit."""
    gone, planned = park(anchor_level=0), park()
    chained = gone.book.use(chain_shares.schedule).comes
    assert set(chained) == {"revenue.rent", "node.access", "node.marks", "tax_revenue.vat", "land.P1"}
    assert all(not any(amounts(gone, line)) for line in chained.values())
    for firm in "LBMS":
        assert row(gone, "firm_chain", f"comes.{firm}") == [0, 0, 0]
        assert row(gone, "firm_chain", f"rest.{firm}") == row(planned, "firm_chain", f"rest.{firm}")
    assert row(gone, "revenue", "amount.parking") == row(planned, "revenue", "amount.parking")
    assert row(gone, "revenue", "amount.rent") == [175, 350, 350]  # 0.35 of 500 and 1,000
    assert row(gone, "node", "amount.access") == [Decimal("0.6")] * 3
    assert row(gone, "land", "gross.P1") == [200, 0, 0]  # 40 亩 of 100, half of it in 2023


BEFORE = """[[ramps]]
id = "second"
name = "次年投产"
by_operating_year = { 1 = 0, 2 = 1 }

[[firms]]"""


@pytest.mark.parametrize("start", ["second", "never"])
def test_who_makes_for_the_leading_firm_before_its_start_goes_with_it(start: str) -> None:
    """The leader makes nothing in 2023, or ever; who sells to it does. Gone, it takes these years of its chain too."""
    makes = ('output = 8000\nramp = "full"', 'output = 8000\nramp = "second"')
    text = PARK.replace("[[firms]]", BEFORE, 1).replace(*makes)
    if start == "never":
        text = text.replace("output = 8000", "output = 0")
        text = text[: text.rindex("[[supplies]]")]  # nor does it sell
    as_planned, gone = (park_of(text, anchor_level=Decimal(level), anchor_delay=Decimal(0)) for level in (1, 0))
    assert row(as_planned, "firm_chain", "planned.B") == row(as_planned, "firm_chain", "comes.B") == [400, 800, 800]
    assert all(not any(amounts(gone, line)) for line in gone.book.use(chain_shares.schedule).comes.values())
    assert all(row(gone, "firm_chain", f"comes.{firm}") == [0, 0, 0] for firm in "LBMS")
    assert row(gone, "firm_chain", "rest.B") == row(as_planned, "firm_chain", "rest.B") == [100, 200, 200]


def test_a_leading_firm_at_half_brings_half_of_its_chain() -> None:
    half = park_at(anchor_level=Decimal("0.5"))
    assert row(half, "firm_chain", "comes.B") == [200, 400, 400]
    assert row(half, "revenue", "amount.rent") == [337.5, 675, 675]
    assert row(half, "land", "gross.P1") == [350, 0, 0]


def test_a_leading_firm_eighteen_months_late_comes_in_two_halves() -> None:
    """In 2024 half of what was planned for 2023 comes, a quarter of what was planned for 2024; land moves too."""
    late = park_at(anchor_delay=Decimal(18))
    assert row(late, "firm_chain", "output.L.comes") == [0, 2000, 8000]
    assert row(late, "firm_chain", "missing") == [1, Decimal("0.75"), 0]
    assert row(late, "firm_chain", "comes.B") == [0, 200, 800]
    sold = late.figures.columns(late.book.find("land")["sold.P1"])
    assert list(sold) == [Decimal(share) for share in ("0.2", "0.35", "0.3", "0.15", "0", "0")]


def park_at(**factors: Decimal) -> Result:
    return park_of(PARK, **factors)


def park_of(text: str, **factors: Decimal) -> Result:
    project = read_bytes("project.toml", text.encode())
    stress = replace(project.form(StressFactors), **factors)
    return compute(replace(project, tables={**project.tables, "stress": (stress,)}))


def test_the_driver_moves_what_the_cells_move() -> None:
    """Asked of a stress run, the leading firm late or gone gives E of the project with these factors filled in."""
    stress = park().stress
    for driver, cell, change, value in (
        ("anchor", "anchor_level", "-1", "0"),
        ("anchor", "anchor_level", "-0.5", "0.5"),
        ("anchor_delay", "anchor_delay", "12", "12"),
    ):
        moved = park_at(**{cell: Decimal(value)})
        revenue = moved.figures.amount(moved.book.use(coverage.schedule).basis.revenue)
        assert stress.at({driver: Decimal(change)}).revenue == revenue
    more = stress.at({"anchor": Decimal("0.3")})
    assert more == stress.at({})


def test_the_sample_fails_without_its_leading_firm_and_says_so(sample: Result) -> None:
    """Planned, the sample covers its debt; without the firm it does not, and cash ends below zero in its first year of operation."""
    said = finding_in(sample, "W64")
    assert said.verdict == "warn"
    for words in (
        "主导企业推迟12个月投产的，2030年末资金余额为负",
        "主导企业不入驻的覆盖倍数为0.77倍，2023年末资金余额为负",
    ):
        assert words in said.outcome.zh
    stress = replace(sample.project.form(StressFactors), anchor_level=Decimal(0))
    gone = compute(replace(sample.project, tables={**sample.project.tables, "stress": (stress,)}))
    assert (verdict_in(sample, "C02"), verdict_in(gone, "C02")) == ("pass", "fail")
    assert not any(
        amount for line in gone.book.use(chain_shares.schedule).comes.values() for amount in amounts(gone, line)
    )


def test_where_no_firm_is_marked_as_leading_the_largest_is_named() -> None:
    """L makes 8,000 of 10,400 (76.92 %), more than half: it leads, marked or not; of 17,000 it makes 47.06 %, which is told."""
    alone = finding_of(read_bytes("project.toml", PARK.replace("leads = true\n", "").encode()), "W64")
    assert (alone.verdict, alone.outcome.figure, alone.outcome.threshold) == ("warn", "76.92%", "50%")
    assert "达产年产值最大的整车厂占园区企业的76.92%，超过50%，应填为主导企业" in alone.outcome.zh
    other = (
        '[[firms]]\nid = "K"\nname = "钢厂"\nstage = "core"\nsector = "14"\noutput = 6600\nramp = "full"\n'
        'contract = "talking"\n'
    )
    both = finding_of(read_bytes("project.toml", (PARK.replace("leads = true\n", "") + other).encode()), "W64")
    assert both.verdict == "not_applicable"
    assert "占园区企业的47.06%" in both.outcome.zh


def test_the_ratios_of_the_sample_do_not_see_its_firms(sample: Result) -> None:
    bare = compute(replace(sample.project, tables={**sample.project.tables, "firms": (), "supplies": ()}))
    known = {(table.id, line.id): line for table in sample.book.tables for line in table.lines}
    for table in bare.book.tables:
        for line in table.lines:
            assert sample.figures.columns(known[table.id, line.id]) == bare.figures.columns(line), (table.id, line.id)


def test_coverage_falls_with_the_leading_firm() -> None:
    ratios = [
        result.figures.amount(result.book.use(coverage.schedule).basis.revenue)
        for result in (park(), park(anchor_delay=12), park(anchor_level=0))
    ]
    assert ratios == sorted(ratios, reverse=True)
    assert len(set(ratios)) == 3


def test_density_and_the_longest_chain() -> None:
    pairs = [("M", "B"), ("B", "L"), ("L", "S"), ("S", "B"), ("M", "L")]
    assert chain_order.density("MBLST", pairs) == (5, 20)
    assert chain_order.loops(pairs) == {("B", "L"), ("L", "S"), ("S", "B")}
    assert chain_order.longest("MBLST", pairs[:3]) == ["M", "B", "L", "S"]
    assert chain_order.longest("MBLST", pairs) == ["M", "B"]
    # Where L leads, the ring is opened at its own sales: S supplies B, and B the leader.
    assert chain_order.longest("MBLST", pairs, "L") == ["S", "B", "L"]
    assert chain_order.longest("MB", []) == []
    assert chain_order.ordered("SLBM", pairs[:3]) == ["M", "B", "L", "S"]


def test_a_ring_through_the_leading_firm_is_told_and_does_not_end_the_chain() -> None:
    """L sells to who supplies it: the finding names both, and the chain that leads to L is as long as without that sale."""
    straight = park()
    supply = next(row for row in straight.project.rows(Supply) if row.buyer == "L")
    ring = (
        f'[[supplies]]\nsupplier = "L"\nbuyer = "{supply.supplier}"\ngoods = "回售"\namount = 1\ncontract = "signed"\n'
    )
    ringed = compute(read_bytes("project.toml", (PARK + ring).encode()))
    names = {firm.id: firm.name for firm in straight.project.rows(Firm)}
    told = next(found.outcome.zh for found in ringed.findings if found.rule.id == "W65")
    assert "循环供应" in told
    assert names[supply.buyer] in told
    assert names[supply.supplier] in told
    length = [result.figures.scalar(result.book.find("linkage")["longest"]) for result in (straight, ringed)]
    assert length[0] == length[1]


def test_firms_that_supply_each_other_are_told_and_still_hang_on_the_leader() -> None:
    """M and B sell to each other: both pairs are left out, and what each sells to L directly still counts."""
    loop = PARK + '[[supplies]]\nsupplier = "B"\nbuyer = "M"\ngoods = "回收料"\namount = 100\ncontract = "intent"\n'
    found = compute(read_bytes("project.toml", loop.encode()))
    assert row(found, "firm_chain", "bound.B") == [Decimal("0.8")] * 3
    assert row(found, "firm_chain", "bound.M") == [0, 0, 0]


def test_who_serves_a_buyer_of_the_leader_hangs_on_it_too() -> None:
    """A bank of 100 sells 50 to S, which hangs on L by 0.7: half of 0.7."""
    bank = (
        '[[firms]]\nid = "K"\nname = "银行"\nstage = "services"\nsector = "32"\noutput = 100\nramp = "full"\n'
        'contract = "talking"\n[[supplies]]\nsupplier = "K"\nbuyer = "S"\ngoods = "贷款"\namount = 50\ncontract = "intent"\n'
    )
    found = compute(read_bytes("project.toml", (PARK + bank).encode()))
    assert row(found, "firm_chain", "bound.K") == [Decimal("0.3"), Decimal("0.35"), Decimal("0.35")]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('name = "电池厂"', 'name = "电池厂"\nleads = true', "只保留一家主导企业"),
        ("plant_area = 500\n", "", "两项都填"),
        ('tax_group = "企业群"\n[[firms]]\nid = "B"', 'tax_group = "别的"\n[[firms]]\nid = "B"', "税收测算"),
        ('buyer = "L"', 'buyer = "B"', "另一家企业"),
        ("amount = 800", "amount = 1800", "达产年产值"),
        ("amount = 800\n", "", "其中一项"),
        ("amount = 800\n", "amount = 800\nby_year = { 2024 = 5 }\n", "只保留一项"),
        (
            'goods = "材料"',
            'goods = "材料"\namount = 1\ncontract = "intent"\n[[supplies]]\nsupplier = "M"\nbuyer = "B"\ngoods = "材料"',
            "合并为一行",
        ),
    ],
)
def test_what_does_not_fit_together_is_told(old: str, new: str, words: str) -> None:
    assert old in PARK
    with pytest.raises(ProjectError) as told:
        read_bytes("project.toml", PARK.replace(old, new, 1).encode())
    assert any(words in str(problem) for problem in told.value.problems)
