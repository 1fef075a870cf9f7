"""Sub-projects of a bundled project: each by plain arithmetic, all of them to the quantum the whole."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from bondcalc.data import data_path
from bondcalc.inputs.project import sheets
from bondcalc.inputs.read import read_bytes, read_project
from bondcalc.inputs.sheets.sub_projects import DIVIDED, SubProject, invested_in
from bondcalc.problem import ProjectError
from bondcalc.result.result import Result
from bondcalc.schedules import bundle, cash, coverage
from tests.parted import compute
from tests.samples import SAMPLE_NAMES
from tests.schedules.bundled import COMMON, INVESTED, ByHand, computed_park, toml
from tests.schedules.stated import amounts, by_year, computed, finding_in, scalar

CENT = Fraction(1, 100)
FIGURES = ("investment", "capital", "special_bonds", "market_loans", "revenue", "service", "principal", "bond_service")


@pytest.fixture(scope="module")
def park() -> Result:
    return computed_park()


@pytest.mark.parametrize("id_", INVESTED)
def test_figures_of_each_by_hand(park: Result, id_: str) -> None:
    """A figure is a sum of yearly amounts, each a cent off at most by the rounding of running totals."""
    hand = ByHand(id_)
    [part] = [one for one in park.book.use(bundle.schedule).parts if one.row.data.id == id_]
    ours = {
        what: Fraction(park.figures.amount(part.basis[what]))
        for what in ("investment", "revenue", "service", "bond_service")
    }
    for what, years in (("investment", 4), ("revenue", 14), ("service", 18), ("bond_service", 18)):
        assert abs(ours[what] - getattr(hand, what)) <= 2 * CENT * years, what
    assert park.figures.amount(part.basis["special_bonds"]) == hand.bonds
    assert abs(Fraction(park.figures.amount(part.basis["market_loans"])) - hand.loans) <= CENT
    exact = park.figures.scalar(part.ratios["e_f"])
    assert exact is not None
    assert abs(Fraction(exact) - hand.revenue / hand.service) < Fraction(1, 1000)


@pytest.mark.parametrize("id_", INVESTED)
def test_cash_of_each_by_hand(park: Result, id_: str) -> None:
    hand = ByHand(id_)
    ours = dict(zip(park.book.years.years, amounts(park, _part(park, id_).closing), strict=True))
    for year, amount in ours.items():
        assert abs(Fraction(amount) - hand.closing(year)) <= CENT * 4 * (year - 2020), year


def test_what_names_one_is_exact(park: Result) -> None:
    """S2 shares nothing but the cost that names nobody; its debts are to the cent those of its bonds."""
    hand = ByHand("S2")
    assert (
        scalar(park, "sub_projects", "bond_service.S2")
        == hand.bond_service
        == 2000 * Decimal("1.34") + 1500 * Decimal("1.45")
    )
    assert by_year(park, "sub_projects_by_year", "works.S2") == dict.fromkeys(range(2021, 2025), Decimal(2000))


def test_parts_make_up_the_whole(park: Result) -> None:
    """Every figure and every year, to the quantum."""
    parts, basis = park.book.use(bundle.schedule).parts, park.book.use(coverage.schedule).basis
    for what in FIGURES:
        assert sum(park.figures.amount(part.basis[what]) for part in parts) == park.figures.amount(
            getattr(basis, what)
        ), what
    whole = amounts(park, park.book.use(cash.schedule).closing)
    each = [amounts(park, part.closing) for part in parts]
    assert [sum(column) for column in zip(*each, strict=True)] == whole


@pytest.mark.parametrize("id_", INVESTED)
def test_what_is_invested_in_each_by_hand(park: Result, id_: str) -> None:
    """Its own item, and what it shares of the common one."""
    common, shares = COMMON
    shared = common * shares.get(id_, Fraction(0))
    assert Fraction(invested_in(park.project, id_)) == INVESTED[id_] + shared


def test_the_one_without_income_is_named(park: Result) -> None:
    finding = finding_in(park, "W31")
    assert (finding.verdict, "S6供水工程" in finding.outcome.zh) == ("warn", True)
    assert sum(by_year(park, "sub_projects_by_year", "earned.S6").values()) < 0


def _part(result: Result, id_: str) -> bundle.BundlePart:
    return next(one for one in result.book.use(bundle.schedule).parts if one.row.data.id == id_)


def test_capital_of_a_part_that_does_not_tie_is_disclosed_as_it_was_entered() -> None:
    """500 of a's capital given to b: A of each stays, so that one has 0.05 too much and the other too little."""
    tied = _two_parts(Decimal(3000), Decimal(1000))
    moved = _two_parts(Decimal(2500), Decimal(1500))
    for result, entered in ((tied, ("0.3000", "0.1000")), (moved, ("0.2500", "0.1500"))):
        shown = [scalar(result, "disclosure", f"part.capital.{id_}") for id_ in ("a", "b")]
        assert shown == [Decimal(amount) for amount in entered]
        assert sum(shown, Decimal(0)) == scalar(result, "disclosure", "capital")
    assert scalar(tied, "disclosure", "part.open") == 0
    assert scalar(moved, "disclosure", "part.open") == Decimal("0.05")


def test_a_part_that_lives_on_what_its_construction_leaves_over_is_named() -> None:
    """b raises 4,500 for 3,000, earns 1,000 and repays 2,000: 500 stay, which without the 1,500 left over are 1,000 short."""
    earned = "".join(
        f'[[revenue]]\nid = "r{id_}"\nname = "{id_}"\nbudget_class = "project_special"\nclaimed = true\nprice = 1\n'
        f'by_year = {{ 2022 = {amount} }}\nsub_project = "{id_}"\n'
        for id_, amount in (("a", 3000), ("b", 1000))
    )
    over, tied = (_two_parts(Decimal(3000), Decimal(capital), earned) for capital in (2500, 1000))
    assert over.figures.amount(_part(over, "b").cash_min) >= 0
    said = finding_in(over, "C18")
    assert said.verdict == "warn"
    assert said.outcome.zh.endswith("；扣除建设资金结余后b年末资金最低为-1,000.00万元，依靠该项结余")
    assert "b年末资金最低为-1,000.00万元，由其他子项目垫付" in finding_in(tied, "C18").outcome.zh


SOLD = '[[revenue]]\nid = "s"\nname = "服务"\nprice = 1\nquantity = 2000\nquantity_unit = "次"\n'


def _two_parts(first: Decimal, second: Decimal, sold: str = SOLD) -> Result:
    """a costs 5,000 with 2,000 of bonds, b costs 3,000 with as much; interest 0, no fees."""
    rows = "".join(
        f'[[sub_projects]]\nid = "{id_}"\nname = "{id_}"\n'
        f'[[investment]]\nid = "i{id_}"\ncategory = "construction"\nname = "{id_}"\namount = {cost}\n'
        f'by_year = {{ 2021 = 1 }}\nsub_project = "{id_}"\n'
        f'[[funding]]\nid = "f{id_}"\nkind = "budget"\nby_year = {{ 2021 = {capital} }}\nsub_project = "{id_}"\n'
        f'[[bonds]]\nid = "B{id_}"\nstatus = "planned"\nvalue_date = 2021-01-01\nface = 2000\ncoupon = 0\n'
        f'term_years = 4\nissue_fee_rate = 0\npayment_fee_rate = 0\nsub_project = "{id_}"\n'
        for id_, cost, capital in (("a", 5000, first), ("b", 3000, second))
    )
    head = '[project]\nname = "x"\nrule_date = 2021-05-01\noperation_start = 2022-01-01\nforecast_end = 2025\n'
    return computed(rows + sold, head)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("share = 0.3334", "share = 0.3", "shares_total"),
        ("amount = 1500\n", "amount = 1400\n", "share_amounts"),
        ('row = "C3"\nsub_project = "S3"', 'row = "C3"\nsub_project = "S1"', "shared_twice"),
        (
            'table = "loans"\nrow = "M2"\nsub_project = "S5"\nshare = 0.4',
            'table = "loans"\nrow = "M2"\nsub_project = "S5"\namount = 1',
            "share_or_amount",
        ),
        (
            'table = "bonds"\nrow = "C3"\nsub_project = "S1"',
            'table = "bonds"\nrow = "C1"\nsub_project = "S1"',
            "shared_and_whole",
        ),
        (
            '[[sub_projects]]\nid = "S1"',
            '[[sub_projects]]\nid = "S9"\nname = "九"\n[[sub_projects]]\nid = "S1"',
            "sub_project_without_investment",
        ),
        (
            '[[sub_projects]]\nid = "S1"',
            '[settings]\ncapital = "plug"\n[[sub_projects]]\nid = "S1"',
            "sub_project_plug",
        ),
        (
            '[[costs]]\nid = "shared"',
            '[[sub_shares]]\ntable = "costs"\nrow = "shared"\nsub_project = "S1"\namount = 37\n[[costs]]\nid = "shared"',
            "share_without_amount",
        ),
        ('sub_project = "S2"', 'sub_project = "S7"', "unknown_reference"),
    ],
)
def test_what_does_not_fit_is_refused(old: str, new: str, code: str) -> None:
    text = toml()
    assert old in text
    with pytest.raises(ProjectError) as raised:
        read_bytes("project.toml", text.replace(old, new, 1).encode())
    assert code in {problem.code for problem in raised.value.problems}


def _one_has_all(sample: str, edge_years: str) -> Result:
    """A sample as a bundle in which all belongs to the first but one item of the investment, which is the last one's."""
    project = read_project(data_path("samples", sample, "project.toml"))
    tables = dict(project.tables)
    for id_ in DIVIDED:
        tables[id_] = tuple(replace(row, sub_project="a") for row in tables[id_])
    tables["investment"] = (*tables["investment"][:-1], replace(tables["investment"][-1], sub_project="b"))
    tables["sub_projects"] = (SubProject(id="a", name="甲"), SubProject(id="b", name="乙"))
    tables["settings"] = (replace(tables["settings"][0], edge_years=edge_years, capital="as_entered"),)
    return compute(replace(project, tables=tables))


@pytest.mark.parametrize("edge_years", ["prorated", "whole"])
@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_no_flow_is_forgotten(sample: str, edge_years: str) -> None:
    """What has no revenue, debt or cost of its own gets none, but for cents of rounding: the last takes what is left over."""
    result = _one_has_all(sample, edge_years)
    last = result.book.use(bundle.schedule).parts[-1]
    cents = Decimal("0.01") * len(result.book.years.years)
    for what in ("capital", "special_bonds", "market_loans", "revenue", "service", "bond_service"):
        assert abs(result.figures.amount(last.basis[what])) <= cents, what
    for what in ("earned", "counted", "borne", "paid", "loan_service", "fees", "capitalised"):
        years = by_year(result, "sub_projects_by_year", f"{what}.b")
        assert all(abs(amount) <= Decimal("0.02") for amount in years.values()), (what, years)
    assert result.figures.amount(last.basis["investment"]) > 0


def test_the_sheets_that_are_divided_are_those_with_the_column() -> None:
    named = {sheet.id: sheet.zh for sheet in sheets() if any(cell.id == "sub_project" for cell in sheet.cells)}
    assert {id_: zh for id_, zh in named.items() if id_ != "sub_shares"} == DIVIDED
