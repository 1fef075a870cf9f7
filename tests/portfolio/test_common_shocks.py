"""Common shocks: exact at the kept points, the closed form of one factor, draws by name, no project heals another."""

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import sqrt
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest

from bondcalc.analysis.risk.batch import Chunk
from bondcalc.analysis.risk.named_streams import Streams
from bondcalc.analysis.risk.sampling import Loading, Outlook, joined
from bondcalc.portfolio.kept_record import FileState
from bondcalc.portfolio.responses import GRID
from bondcalc.portfolio.shocks.answers import DriverAnswer, ShockMember, shock_members
from bondcalc.portfolio.shocks.common_risk import CommonDraw, common_risk, drawn_together, names_of, percentiles
from bondcalc.portfolio.shocks.common_stress import common_stress, sums_of
from bondcalc.portfolio.shocks.factor_model import FactorModel, concerned, factor_model
from bondcalc.portfolio.shocks.factor_sheets import FactorDriver, FactorLoading, FactorStress
from bondcalc.portfolio.shocks.shock_words import unplaced
from bondcalc.portfolio.shocks.shortfall import advanced
from bondcalc.portfolio.store_reader import StoredProject, open_store
from bondcalc.portfolio.store_writer import StoreWriter
from bondcalc.portfolio.told.store_view import StoreMember, StoreView
from bondcalc.problem import ProjectError
from tests.commands import bondcalc
from tests.portfolio.county_store import DAY, contents, county_store, made
from tests.samples import SAMPLE_NAMES, computed_sample

NORMAL = NormalDist()


def stressed(*rows: FactorStress) -> FactorModel:
    """The program's own factors with other stresses."""
    return replace(factor_model(), stresses=rows)


def key_of(sample: str) -> str:
    """The code of a sample."""
    record = made(f"{sample}.toml").record
    assert record is not None
    return record.facts.code or ""


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_at_a_kept_point_a_project_answers_as_its_own_stress_run(view: StoreView, sample: str) -> None:
    project = next(one for one in shock_members(view) if one.member.key == key_of(sample))
    own = computed_sample(sample).stress
    for driver, changes in GRID.items():
        for change in changes:
            point = own.at({driver: Decimal(change)})
            figures = project.under({driver: np.array([float(change)])}, 1)[:, 0]
            assert figures[0] == pytest.approx(float(point.revenue), abs=0.006), (driver, change)
            assert figures[1] == pytest.approx(float(point.service), abs=0.006), (driver, change)
            assert figures[2:] == pytest.approx([float(left) for left in point.closing.values()], abs=0.006)


MIXED = (
    {"operating_revenue": "-0.1", "land_price": "-0.15", "costs": "0.1"},
    {"operating_revenue": "-0.3", "land_price": "-0.25"},
    {"costs": "0.15", "rate_rise": "0.005"},
    {"operating_revenue": "0.1", "land_price": "0.1"},
)


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_between_the_points_and_together_it_is_near(view: StoreView, sample: str) -> None:
    """Straight lines and sums miss E/F by less than 0.01 where several drivers move by up to 30 %."""
    project = next(one for one in shock_members(view) if one.member.key == key_of(sample))
    for changes in MIXED:
        point = computed_sample(sample).stress.at({driver: Decimal(change) for driver, change in changes.items()})
        figures = project.under({driver: np.array([float(change)]) for driver, change in changes.items()}, 1)[:, 0]
        assert point.ratio is not None
        assert figures[0] / figures[1] == pytest.approx(float(point.ratio), abs=0.01), changes


def test_stresses_of_a_store_by_the_projects_themselves(view: StoreView) -> None:
    """30 % less for land: one sample and both second editions at 0.7 x 0.7 fall short, and hengyang-park at its own 0.7992."""
    told = common_stress(view, stressed(FactorStress(name="地", driver="land_price", change=Decimal("-0.3"))))
    assert told.names == ("不变", "地")
    assert [int(count) for count in told.sums.failing] == [2, 4]
    project = next(one for one in told.broken if one.member.key == key_of("hengyang-park"))
    exact = computed_sample("hengyang-park").stress.at({"land_price": Decimal("-0.3")})
    assert project.covers[1] == pytest.approx(float(exact.ratio or 0), abs=1e-6)
    assert told.sums.bonds_failing[1] == 2 * 36_000 + 2 * 8_300


def test_a_stress_of_a_region_or_sector_leaves_the_others(view: StoreView) -> None:
    rows = (
        FactorStress(name="县", driver="land_price", change=Decimal("-0.6"), region="430523"),
        FactorStress(name="市", driver="land_price", change=Decimal("-0.6"), region="430400"),
        FactorStress(name="领域", driver="land_price", change=Decimal("-0.6"), sector="land_reserve"),
    )
    sums = common_stress(view, stressed(*rows)).sums
    county, city, sector = (sums.failing_by_region[:, place] for place in (1, 2, 3))
    assert list(county) == [1, 0, 2]
    assert list(city) == [2, 0, 1]
    assert list(sector) == list(county)


def test_no_project_escapes_a_stress_of_a_region_for_want_of_its_code(view: StoreView) -> None:
    """Where the list is blank the region of the 项目代码 counts; where that tells none, the page says so."""
    row = FactorStress(name="市", driver="land_price", change=Decimal("-0.6"), region="430400")
    place = {"2021-430426-04-01-000001": True, "2021-430523-04-01-000001": False, "2021-000000-04-01-000001": False}
    for key, concerns in place.items():
        stored = replace(view.members[0].stored, key=key, region_code=None)
        assert concerned(row, replace(view.members[0], stored=stored)) is concerns
    blank = StoreView(view.store, view.day)
    unknown = replace(view.members[0].stored, key="0" * 64, region_code=None)
    blank.members = (replace(view.members[0], stored=unknown),)
    [note] = unplaced(blank, stressed(row))
    assert "1个项目" in str(note.words)
    assert list(unplaced(view, stressed(row))) == []


def test_years_and_regions_add_up_to_the_whole_as_printed(view: StoreView) -> None:
    """Each amount of a project is rounded before it is added, and rounding counts nobody in or out."""
    rows = [FactorStress(name=str(fall), driver="costs", change=Decimal(fall) / 1000) for fall in range(13, 113, 9)]
    told = common_stress(view, stressed(*rows))
    for sums in (told.sums.by_year, told.sums.by_region):
        printed = np.array([[round(float(amount), 2) for amount in row] for row in sums])
        assert printed.sum(axis=0) == pytest.approx(told.sums.by_region.sum(axis=0), abs=1e-9)
    exact = sums_of(list(shock_members(view)), 1)
    for shocked in shock_members(view):
        exact.add(shocked, shocked.under({}, 1))
    assert exact.without_cash[0] == told.sums.without_cash[0]
    assert told.sums.by_year.sum(axis=0)[0] == pytest.approx(exact.by_year.sum(axis=0)[0], abs=0.5)


def test_a_row_that_concerns_nobody_is_told_with_what_there_is(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "因素.toml"
    path.write_text(
        '[[factor_stresses]]\nname = "错"\ndriver = "land_price"\nchange = -0.6\nregion = "430999"\n'
        '[[factor_stresses]]\nname = "对"\ndriver = "land_price"\nchange = -0.6\nregion = "430426"\n',
        encoding="utf-8",
    )
    said = bondcalc("portfolio", "stress", store, "--factors", path).stdout
    assert "压力情形“错”（430999）" in said
    assert "（430426）" in said
    assert "“对”" not in said
    assert "已经过去的年度也在内" in said


def test_a_factor_reaches_a_project_by_its_loading(view: StoreView) -> None:
    """Two deviations at 0.4: a lognormal of mean 0 and 0.2 stands at exp(m - 0.8 s) - 1."""
    rows = (FactorStress(name="国", factor="全国经济", deviations=Decimal(-2), sector="land_reserve"),)
    spread = sqrt(np.log(1 + 0.2**2))
    change = float(np.exp(-(spread**2) / 2 - 0.8 * spread) - 1)
    project = next(one for one in shock_members(view) if one.member.key == key_of("land-reserve"))
    expected = project.under({"land_price": np.array([change])}, 1)[:, 0]
    told = common_stress(view, stressed(*rows))
    lacking = next(one for one in told.broken if one.member.key == "9" + key_of("land-reserve"))
    assert lacking.covers[1] < lacking.covers[0]
    assert told.sums.pooled[0, 0] - told.sums.pooled[0, 1] > project.base[0] - expected[0] > 0


def invented(place: int, revenue: float, service: float, closing: tuple[float, ...] = (0.0,)) -> ShockMember:
    """A project of one driver that moves E, and the cash of its first year, one for one."""
    stored = StoredProject(
        **{
            **dict.fromkeys(StoredProject.__dataclass_fields__, None),  # type: ignore[arg-type]
            "key": f"k{place}",
            "path": "",
            "state": FileState.DONE,
            "reason": "",
            "details": (),
            "example": False,
            "name": f"项目{place}",
            "region_code": "430426",
            "first_year": 2026,
        }
    )
    member = StoreMember(stored, {"special_bonds": Decimal(1)}, Fraction(1))
    moves = np.array([[-1.0, 0.0, 1.0], *[[0.0, 0.0, 0.0]] * (1 + len(closing))])
    years = tuple(range(2026, 2026 + len(closing)))
    base = np.array([revenue, service, *closing])
    return ShockMember(member, years, base, {"operating_revenue": DriverAnswer(np.array([-1.0, 0.0, 1.0]), moves)})


SIGMA = 0.1


def one_factor(correlation: float) -> FactorModel:
    """Every project loads on one factor, by the root of the correlation between any two."""
    return FactorModel(
        name="f.toml",
        own=False,
        drivers=(
            FactorDriver(driver="operating_revenue", distribution="normal", mean=Decimal(0), sigma=Decimal(str(SIGMA))),
        ),
        loadings=(FactorLoading(driver="operating_revenue", factor="国", weight=Decimal(str(sqrt(correlation)))),)
        if correlation
        else (),
        stresses=(),
    )


@pytest.mark.parametrize(
    ("correlation", "worst", "share"),
    [(0.0, 0.05, 5.00), (0.1, 0.05, 11.79), (0.2, 0.05, 15.47), (0.2, 0.01, 24.96), (0.4, 0.01, 41.14)],
)
def test_closed_form_of_one_factor(correlation: float, worst: float, share: float) -> None:
    """Vasicek: share failing, given the factor at its worst, of projects that fail with 5 % each."""
    scenarios, projects = 3000, 100
    members = [invented(place, 1.0, 1.0 + SIGMA * NORMAL.inv_cdf(0.05)) for place in range(projects)]
    model = one_factor(correlation)
    drawn = drawn_together(members, model, scenarios, 7)
    state = CommonDraw(model, scenarios, 7)
    factor = state._factor("国", Streams(7, "")) if correlation else np.full(scenarios, NORMAL.inv_cdf(worst))
    near = np.abs(factor - NORMAL.inv_cdf(worst)) < (0.1 if correlation else 1)
    trials = int(near.sum()) * projects
    found = drawn.sums.failing[near].mean() / projects
    error = sqrt(share / 100 * (1 - share / 100) / trials)
    # The band of states bends the share a little more than sampling does.
    assert found == pytest.approx(share / 100, abs=4 * error + 0.006 * (correlation > 0))


def test_a_common_factor_spreads_the_count_and_leaves_its_mean() -> None:
    members = [invented(place, 1.0, 1.0 + SIGMA * NORMAL.inv_cdf(0.05)) for place in range(100)]
    alone, together = (drawn_together(members, one_factor(rho), 2000, 3).sums for rho in (0.0, 0.5))
    assert alone.failing.mean() == pytest.approx(5, abs=0.2)
    assert together.failing.mean() == pytest.approx(5, abs=0.8)
    low, middle, high, _ = percentiles(alone.failing.astype(float))
    assert (low >= 1, middle, high <= 9) == (True, pytest.approx(5, abs=1), True)
    low, middle, high, _ = percentiles(together.failing.astype(float))
    assert low == 0
    assert middle < 3
    assert high > 16


def test_no_project_heals_another() -> None:
    """150 + 80 cover 100 + 100 together; the one that lacks 20 lacks 20."""
    members = [invented(1, 150.0, 100.0), invented(2, 80.0, 100.0, (-20.0,))]
    sums = sums_of(members, 1)
    for project in members:
        sums.add(project, project.under({}, 1))
    assert sums.pooled[0, 0] > sums.pooled[1, 0]
    assert (sums.failing[0], sums.gap[0], sums.by_year[0, 0], sums.bonds_failing[0]) == (1, 20, 20, 1)


def test_what_is_put_in_stays_in() -> None:
    closing = np.array([[-5.0, 1.0], [-3.0, -1.0], [-8.0, 0.0], [2.0, -4.0]])
    assert advanced(closing).tolist() == [[5, 0], [0, 1], [3, 0], [0, 3]]


def test_draws_hang_on_names_alone(view: StoreView, tmp_path: Path) -> None:
    whole = common_risk(view, factor_model(), 500, 11)
    few = county_store(tmp_path / "库.db", ["land-reserve.toml", "hengyang-park.toml"])
    with open_store(few) as opened:
        part = common_risk(StoreView(opened, DAY), factor_model(), 500, 11)
    known = {member.key: tally for member, tally in whole.tallies}
    assert len(part.tallies) == 2
    assert all(known[member.key] == tally for member, tally in part.tallies)
    other = county_store(tmp_path / "另.db", reversed(list(contents())))
    with open_store(other) as opened:
        again = common_risk(StoreView(opened, DAY), factor_model(), 500, 11)
    assert again.tallies == tuple((one, known[one.key]) for one, _ in again.tallies)
    assert (again.sums.gap == whole.sums.gap).all()


def test_two_projects_share_their_factors_and_nothing_else(view: StoreView) -> None:
    members = [one.member for one in shock_members(view) if one.member.sector == "土地储备"]
    draw = CommonDraw(factor_model(), 4000, 1)
    names = names_of(members)
    both = [draw.changes(member, names[member.key]) for member in members]
    correlation = np.corrcoef(*(np.log1p(changes["land_price"]) for changes in both))[0, 1]
    assert correlation == pytest.approx(3 * 0.4**2, abs=0.05)
    assert (both[0]["rate_rise"] == both[1]["rate_rise"]).all()
    assert abs(np.corrcoef(both[0]["operating_revenue"], both[0]["land_price"])[0, 1] - 0.16) < 0.05


def test_a_project_draws_as_risk_of_one_project_draws_with_the_same_factors(view: StoreView) -> None:
    member = next(one.member for one in shock_members(view))
    model, chunk = factor_model(), Chunk(0, 0, 300)
    marginal = model.marginals["land_price"]
    loadings = tuple(Loading("land_price", factor, weight) for factor, weight in model.weights(member, "land_price"))
    left = sqrt(1 - sum(loading.weight**2 for loading in loadings))
    outlook = Outlook((marginal,), ((left,),), (), loadings=loadings)
    own = marginal.values(joined(outlook, Streams(5, "甲"), chunk)[0])
    assert CommonDraw(model, 300, 5).changes(member, "甲")["land_price"] == pytest.approx(own, abs=1e-12)


WRONG = """
[[factor_drivers]]
driver = "land_price"
distribution = "lognormal"
mean = 0
sigma = 0.2
[[factor_drivers]]
driver = "land_price"
distribution = "uniform"
mean = 0
sigma = -1
[[factor_loadings]]
driver = "land_price"
factor = "土地{village}"
weight = 0.8
[[factor_loadings]]
driver = "land_price"
factor = "国"
weight = 0.8
region = "43"
[[factor_stresses]]
name = "无"
driver = "land_price"
"""


def test_everything_wrong_in_a_file_of_factors_is_told(tmp_path: Path) -> None:
    path = tmp_path / "因素.toml"
    path.write_text(WRONG, encoding="utf-8")
    with pytest.raises(ProjectError) as caught:
        factor_model(path)
    codes = {one.code for one in caught.value.problems}
    assert codes == {
        "factor_twice",
        "unknown_choice",
        "out_of_range",
        "factor_place",
        "factor_weights",
        "region_code",
        "stress_parts",
    }


def test_projects_without_a_result_are_in_no_count_and_told(store: Path) -> None:
    """Seven projects, one of them broken."""
    for asked in (("stress",), ("risk", "--scenarios", "100")):
        assert "另有1个项目没有结果或没有债务" in bondcalc("portfolio", asked[0], store, *asked[1:]).stdout


def test_the_days_of_the_files_are_told(store: Path) -> None:
    """By their project files: hengyang-park of 1 May 2021 is the oldest, land-reserve of 30 June 2025 the latest."""
    for asked in (("stress",), ("risk", "--scenarios", "100")):
        said = bondcalc("portfolio", asked[0], store, *asked[1:]).stdout.replace("\n", "")
        assert "各项目的适用规定日期从2021年5月1日到2025年6月30日，不是同一天" in said


def test_a_store_in_which_nothing_has_debt_is_told(tmp_path: Path) -> None:
    empty = tmp_path / "空.db"
    with StoreWriter(empty) as writer:
        writer.finish(writer.begin("空", "0" * 64, tmp_path), (), None)
    told = bondcalc("portfolio", "stress", empty, "--json")
    assert told.returncode == 0, told.stderr
    assert bondcalc("portfolio", "risk", empty, "--scenarios", "100", "--json").returncode == 0


@pytest.mark.parametrize(
    ("rows", "too_much"),
    [
        ((("省", 0.8, "430000"), ("县", 0.8, "430426")), True),  # 0.64 + 0.64 in 430426
        ((("甲", 0.8, "430421"), ("乙", 0.8, "430426")), False),  # no project lies in both
        ((("全国", 0.6, ""), ("甲", 0.8, "430421"), ("乙", 0.8, "430426")), False),  # 0.36 + 0.64 in each
        ((("全国", 0.6, ""), ("全国", 0.6, "430426")), True),  # one factor: (0.6 + 0.6)²
        ((("全国", 0.9, ""), ("全国", -0.3, "430426"), ("县", 0.5, "430426")), False),  # 0.6² + 0.5²
        ((("土地{city}", 0.8, ""), ("土地430400", 0.5, "")), True),  # in 430400 one factor: (0.8 + 0.5)²
        ((("土地{city}", 0.6, ""), ("土地430400", 0.3, "")), False),  # (0.6 + 0.3)²
        ((("土地{city}", 0.8, ""), ("土地430400", 0.6, "430500")), False),  # never one: 0.64 + 0.36
        ((("土地{province}", 0.6, ""), ("土地{city}", 0.6, "")), True),  # one for a project of the province itself
        ((("土地{province}", 0.6, "430426"), ("土地{city}", 0.6, "430426")), False),  # in a county two
        ((("行业{sector}", 0.8, ""), ("行业土地储备", 0.5, "")), True),
        ((("行业{sector}", 0.8, ""), ("行业未填", 0.5, "")), True),  # for a project that states no sector
    ],
)
def test_loadings_are_added_up_where_they_come_together(
    rows: tuple[tuple[str, float, str], ...], too_much: bool, tmp_path: Path
) -> None:
    path = tmp_path / "因素.toml"
    drivers = '[[factor_drivers]]\ndriver = "land_price"\ndistribution = "normal"\nmean = 0\nsigma = 0.2\n'
    place = '[[factor_loadings]]\ndriver = "land_price"\nfactor = "{}"\nweight = {}\nregion = "{}"\n'
    path.write_text(
        drivers + "".join(place.format(*row) for row in rows).replace('region = ""\n', ""), encoding="utf-8"
    )
    if not too_much:
        assert len(factor_model(path).loadings) == len(rows)
        return
    with pytest.raises(ProjectError) as caught:
        factor_model(path)
    assert {one.code for one in caught.value.problems} == {"factor_weights"}


def test_a_reader_sees_no_place_that_a_program_fills(store: Path) -> None:
    """People read 土地（分市）, programs 土地{city}; who breaks first stands before regions and years."""
    plain = bondcalc("portfolio", "risk", store, "--scenarios", "100")
    assert "土地（分市）" in plain.stdout
    assert "{" not in plain.stdout
    assert plain.stdout.index("最先断裂的项目表") < plain.stdout.index("分地区垫付表")
    told = json.loads(bondcalc("portfolio", "risk", store, "--scenarios", "100", "--json").stdout)
    assert "土地{city}" in {row["factor"] for row in told["loadings"]}


def test_the_commands_tell_a_store(store: Path, tmp_path: Path) -> None:
    done = bondcalc("portfolio", "stress", store, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["stresses"][0]["failing"] == 2
    out = tmp_path / "险.json"
    done = bondcalc("portfolio", "risk", store, "--scenarios", "200", "--seed", "3", "--out", out)
    assert done.returncode == 0, done.stderr
    told = json.loads(out.read_text(encoding="utf-8"))
    assert told["totals"][0]["worst"] <= 6
    assert [row["failing"] for row in told["projects"]] == sorted(
        (row["failing"] for row in told["projects"]), reverse=True
    )
