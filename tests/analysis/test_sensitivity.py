"""Tables of stressed runs: the same points everywhere, drivers only where there is something to move."""

import json
from copy import copy
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from bondcalc.analysis.drivers import DRIVERS
from bondcalc.analysis.stress import sensitivity
from bondcalc.analysis.stress.asked import AskedError, drivers_asked, pair_asked, steps_asked
from bondcalc.analysis.stress.stress_point import StressPoint
from bondcalc.analysis.stress.stress_run import StressRun
from bondcalc.analysis.stress.stressed import steps
from bondcalc.inputs.read import read_project
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.reports.stress_report import stress_report
from bondcalc.result.result import Result
from bondcalc.screen.report_data import report_data
from bondcalc.screen.report_text import report_text
from bondcalc.wording.report import Note
from bondcalc.wording.terms import Unit
from tests.commands import Ended, bondcalc
from tests.conftest import SAMPLE
from tests.parted import compute

WORKS = SAMPLE.parent.parent / "anping-water" / "project.toml"


@pytest.fixture(scope="module")
def run(sample: Result) -> StressRun:
    made = StressRun(sample.stress)
    assert sum(1 for _ in made.work()) == made.size
    return made


def test_a_cell_of_the_grid_is_a_project_with_both_changed(sample: Result) -> None:
    grid = sensitivity.grid(sample.stress, ("revenue", "costs"), lambda driver: steps(sample.rules, driver))
    row, column = grid.changes[0].index(Decimal("-0.10")), grid.changes[1].index(Decimal("0.10"))
    stressed = replace(
        sample.project.tables["stress"][0],
        operating_revenue=Decimal("0.9"),
        land_price=Decimal("0.9"),
        costs=Decimal("1.1"),
    )
    by_hand = compute(replace(sample.project, tables={**sample.project.tables, "stress": (stressed,)}))
    assert grid.points[row][column] == by_hand.stress.at({})
    middle = grid.points[grid.changes[0].index(Decimal(0))][grid.changes[1].index(Decimal(0))]
    assert middle == sample.stress.at({})


def test_drivers_without_anything_to_move_are_left_out() -> None:
    project = read_project(WORKS)
    assert set(DRIVERS) - set(sensitivity.present(project)) == {
        "node_revenue",
        "land_price",
        "land_costs",
        "sale_delay",
        "anchor",
        "anchor_delay",
    }
    rules = compute(project).rules
    stress = compute(project).stress
    for driver in set(DRIVERS) - set(sensitivity.present(project)):
        for change in (driver == "sale_delay" and [Decimal(3)]) or steps(rules, driver):
            assert stress.at({driver: change}) == stress.at({})


def test_the_tornado_starts_with_what_hurts_most(run: StressRun) -> None:
    against = [bar.against for bar in run.bars]
    assert against == sorted(against)
    assert {bar.driver for bar in run.bars} == set(sensitivity.present(run.stress.book.project))
    assert all(bar.favour == 0 for bar in run.bars if DRIVERS[bar.driver].unit in {"years", "months"})


def test_a_driver_that_takes_all_revenue_is_no_driver_without_effect(sample: Result) -> None:
    """With a revenue of nothing E/F is zero, and not what it was."""

    class Without:
        def at(self, changes: dict[str, Decimal]) -> StressPoint:
            given = sample.stress.at({})
            return replace(given, ratio=Fraction(0)) if changes.get("land_price", Decimal(0)) < 0 else given

    (bar,) = sensitivity.tornado(Without(), sample.rules, ["land_price"])  # type: ignore[arg-type]
    assert bar.against == -(sample.stress.at({}).ratio or 0)


def test_the_tightest_driver_has_the_smallest_relative_change(run: StressRun) -> None:
    first = sensitivity.tightest(run.break_evens, Decimal("1.00"))
    assert first is not None
    assert (first.driver, first.coverage[Decimal("1.00")]) == ("revenue", run.stress.break_even("revenue", Decimal(1)))


def test_time_and_rates_that_reach_the_floor_are_not_denied(run: StressRun) -> None:
    """No share crosses: the sentence speaks of shares alone, as long as a delay or a rate does."""
    floor = Decimal("1.00")
    unshared = [solved for solved in run.break_evens if DRIVERS[solved.driver].unit != Unit.SHARE]
    assert any(solved.coverage[floor] for solved in unshared)
    for kept, note in ((unshared, "no_share_tightest"), ([], "no_tightest")):
        held = copy(run)
        held.break_evens = list(kept)
        assert isinstance(stress_report(held, ()).part(note), Note)


def test_json_has_what_the_text_has(run: StressRun, sample: Result) -> None:
    report = stress_report(run, sample.findings)
    data, text = report_data(report, "zh"), report_text(report, "zh")
    assert json.loads(json.dumps(data)) == data
    local = run.stress.book.project.form(Settings).coverage_threshold
    assert list(data["break_even"][0]["coverage"]) == ["1.00", f"{local:.2f}"]
    for one in data["break_even"]:
        cash = one["cash"]
        if cash not in {None, "0"}:
            point = run.stress.at({one["driver"]: Decimal(cash)})
            assert point.lowest_cash < 0
            assert point.short == one["first_year_without_cash"]
            assert str(point.short) in text
    assert [one["rule"] for one in data["findings"]] == ["C10", "C11"]
    assert all(finding["reason"] in text for finding in data["findings"])


@pytest.mark.slow
def test_a_threshold_stands_as_it_is_stated(sample: Result) -> None:
    """1.004 is neither 1.00 nor the floor, 1.125 is not 1.12."""
    settings = sample.project.form(Settings)
    for stated in ("1.004", "1.125"):
        other = replace(settings, coverage_threshold=Decimal(stated))
        result = compute(replace(sample.project, tables={**sample.project.tables, "settings": (other,)}))
        made = stress_report(StressRun(result.stress, ("costs",)).finished(), result.findings)
        assert list(report_data(made, "zh")["break_even"][0]["coverage"]) == ["1.00", stated]
        assert f"覆盖倍数低于{stated}" in report_text(made, "zh")
        assert f"E/F below {stated}" in report_text(made, "en")
        [found] = [one for one in result.findings if one.rule.id == "C03"]
        assert found.outcome.threshold == stated


def test_land_that_a_delay_moves_past_the_horizon_is_told(sample: Result) -> None:
    """By hand: the worth of what each parcel would have sold in years for which a delay leaves no room."""
    last, land = sample.book.years.years[-1], sample.project.rows(Parcel)
    first = min(year for row in land for year in row.by_year)
    given = [Decimal(1), Decimal(last - first), Decimal(last - first + 1)]
    stated = {Unit.YEARS: given, Unit.SHARE: [Decimal("0.1")]}
    made = StressRun(sample.stress, ("sale_delay", "costs"), stated)
    assert sum(1 for _ in made.work()) == made.size
    *delays, other = report_data(stress_report(made, sample.findings), "zh")["steps"]
    sold = [(year, row.area_mu * row.price * share) for row in land for year, share in row.by_year.items()]
    for step, delay in zip(delays, given, strict=True):
        past = sum((worth for year, worth in sold if year + delay > last), Decimal(0))
        assert abs(Decimal(step["lost"]) - past / sum(worth for _, worth in sold)) < Decimal("1e-11")
    assert 0 < Decimal(delays[1]["lost"]) < Decimal(delays[2]["lost"]) == 1
    assert other["lost"] is None


def test_words_that_ask() -> None:
    assert steps_asked("-10%, 10%,50bp,1.5y,6m") == {
        "share": [Decimal("-0.1"), Decimal("0.1")],
        "points": [Decimal("0.005")],
        "years": [Decimal("1.5")],
        "months": [Decimal(6)],
    }
    assert steps_asked("") == {}
    assert pair_asked("revenue,costs") == ("revenue", "costs")
    for wrong in ("10", "-150%", "20bps", "-1y", "1.5m", "5000bp"):
        with pytest.raises(AskedError, match=wrong):
            steps_asked(wrong)
    for words in ("revenue", "revenue,revenue", "revenue,costs,investment"):
        with pytest.raises(AskedError):
            pair_asked(words)
    with pytest.raises(AskedError, match="weather"):
        drivers_asked(["weather"])
    assert drivers_asked(["全部收入", "costs", "Costs", "利率"]) == ("revenue", "costs", "rate_rise")
    assert pair_asked("全部收入，运营成本") == ("revenue", "costs")


def command(*words: str) -> Ended:
    return bondcalc("stress", *words)


@pytest.mark.slow
def test_the_command(tmp_path: Path) -> None:
    out = tmp_path / "stress.json"
    done = command(
        str(WORKS), "--factor", "costs", "--steps=-5%,5%,7y", "--pairs", "costs,rate_rise", "--json", "--out", str(out)
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    data = json.loads(out.read_text(encoding="utf-8"))
    assert [one["change"] for one in data["steps"]] == ["-0.05", "0.05"]
    assert data["pairs"][0]["drivers"] == ["costs", "rate_rise"]
    assert command(str(WORKS), "--out", str(out)).returncode == 4
    assert [path.name for path in tmp_path.iterdir()] == ["stress.json"]
    assert command(str(WORKS), "--factor", "weather").returncode == 1
    assert command(str(WORKS), "--steps", "much").returncode == 1
    assert command(str(tmp_path / "none.toml")).returncode == 4


@pytest.mark.parametrize(
    ("asked", "option"), [(("--factor", "运营成本"), "--factor"), (("--pairs", "全部收入,节点收入"), "--pairs")]
)
def test_a_driver_the_project_does_not_have_is_refused(asked: tuple[str, ...], option: str) -> None:
    """A land reserve has no running costs and no nodes: every row would repeat the base case."""
    done = bondcalc("stress", SAMPLE.parent.parent / "land-reserve" / "project.toml", *asked)
    assert done.returncode == 1
    said = "".join(done.stderr.replace("│", "").split())
    assert f"{option}填写有误：本项目没有受{asked[1].split(',')[-1]}影响的数" in said
    assert "土地单价" in said
    assert "单因素" not in done.stdout
