"""The simulation against the exact reading, against itself for other numbers of workers, and without any spread."""

import json
import math
import signal
import subprocess
import sys
import time
import warnings
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings

from bondcalc.algebra.exact import Figures, Program
from bondcalc.analysis.delay import rebuilt
from bondcalc.analysis.drivers import DRIVERS, leaves
from bondcalc.analysis.risk import outturns as outturns_of
from bondcalc.analysis.risk.batch import Chunk
from bondcalc.analysis.risk.named_streams import Streams
from bondcalc.analysis.risk.outlook import outlook_of
from bondcalc.analysis.risk.outturns import FEW, Outturns
from bondcalc.analysis.risk.risk_words import error_words
from bondcalc.analysis.risk.sampling import Event, Marginal, Outlook, draw
from bondcalc.analysis.risk.simulation import PERCENTS, Chance, RiskFigures, Simulation
from bondcalc.analysis.risk.tally import percentiles
from bondcalc.analysis.risk.variance import shares
from bondcalc.inputs.project import Project
from bondcalc.inputs.read import read_bytes, read_project
from bondcalc.inputs.sheets import distributions as stated
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.reports.risk_report import risk_report
from bondcalc.result.result import Result
from bondcalc.samples import sample_names
from bondcalc.schedules import cash, coverage
from bondcalc.schedules.book import Book, build
from bondcalc.screen.report_data import report_data
from bondcalc.screen.report_text import report_text
from bondcalc.wording.report import Words
from tests.commands import bondcalc
from tests.samples import computed_sample
from tests.schedules.drawn import half, projects

SAMPLES = Path(__file__).parent.parent.parent / "samples"
FILE = SAMPLES / "hengyang-park" / "project.toml"
WIDE = Outlook(
    (
        Marginal("operating_revenue", "triangular", (-0.3, 0.0, 0.2)),
        Marginal("land_price", "normal", (0.0, 0.15), (), -0.5, 0.5),
        Marginal("node_revenue", "uniform", (-0.5, 0.5)),
        Marginal("costs", "lognormal", (0.05, 0.1)),
        Marginal("investment", "uniform", (-0.1, 0.1)),
        Marginal("tax_rates", "uniform", (0.0, 0.5)),
        Marginal("rate_rise", "normal", (0.0, 0.004)),
        Marginal("bond_size", "uniform", (-0.1, 0.1)),
        Marginal("sale_delay", "uniform", (0.0, 2.0)),
        Marginal("operation_delay", "uniform", (0.0, 14.0)),
    ),
    tuple(tuple(float(one == other) for other in range(10)) for one in range(10)),
    (Event("fire", "火灾", 0.3, (("costs", 0.2), ("operation_delay", 6.0))),),
)
"""Every driver at once, far more than a filing would have."""


@pytest.fixture(scope="module")
def book(sample: Result) -> Book:
    return sample.book


def data_of(book: Book, risk: RiskFigures) -> dict[str, Any]:
    """What `bondcalc risk --json` tells."""
    return report_data(risk_report(book, risk), "zh")


def exactly(book: Book, changes: dict[str, Decimal], known: dict[int, tuple[Book, Program]]) -> tuple[Book, Figures]:
    """The exact reading of every line with the changes of one scenario; nothing of the analysis is asked."""
    months = int(changes.pop("operation_delay", 0))
    if months not in known:
        other = build(rebuilt(book.project, {"operation_delay": Decimal(months)}), book.rules)
        lines = [line for table in other.tables for line in table.lines]
        known[months] = (other, Program(lines, book.project.form(Settings).quantum))
    other, program = known[months]
    return other, program.run(leaves(other, changes))


@pytest.mark.slow
def test_lanes_agree_with_the_exact_reading_scenario_by_scenario(book: Book, count: int) -> None:
    """Figures to one quantum for all that is rounded on the way, and every verdict: below each threshold, first year without cash."""
    limits = [Decimal(1), Decimal("1.2")]
    outturns, size = Outturns(book, WIDE, limits), max(60, round(2.5 * count))
    drawn = draw(WIDE, Streams(20, "A"), Chunk(0, 0, size))
    found, known = outturns.run(drawn), {}
    basis = book.use(coverage.schedule).basis
    same = 0
    for lane in range(size):
        changes = {driver: Decimal(float(values[lane])) for driver, values in drawn.changes.items()}
        other, figures = exactly(book, changes, known)
        basis = other.use(coverage.schedule).basis
        revenue, service = figures.amount(basis.revenue), figures.amount(basis.service)
        closing = figures.amounts(other.use(cash.schedule).closing)
        error = Decimal("0.01") * outturns.errors["closing"]
        lanes = [Decimal(float(value)) for value in found.figures["closing"][:, lane]]
        assert all(abs(one - other) <= error for one, other in zip(lanes, closing, strict=True))
        same += all(abs(one - other) < Decimal("0.001") for one, other in zip(lanes, closing, strict=True))
        assert abs(found.coverage[lane] - float(revenue / service)) < 1e-9
        assert [bool(row[lane]) for row in found.verdicts.below] == [revenue < limit * service for limit in limits]
        assert found.verdicts.first_gap[lane] == next((place for place, left in enumerate(closing) if left < 0), -1)
        for id_ in ("dscr", "cash_cover"):
            exact = figures.columns(other.find("coverage_by_year")[id_])
            lane_values = found.figures[id_][:, lane]
            assert [value is None for value in exact] == np.isnan(lane_values).tolist()
            wanted = [float(value) for value in exact if value is not None]
            assert np.allclose(lane_values[~np.isnan(lane_values)], wanted, rtol=1e-6, atol=1e-6)
    # The bound above is never needed: what is rounded is rounded alike.
    assert same == size


def test_where_rounding_could_turn_a_verdict_the_exact_reading_decides(book: Book, sample: Result) -> None:
    """Nothing moves, and the standard is the coverage itself, or a hair more: only exact fractions can tell."""
    basis = book.use(coverage.schedule).basis
    exact = Fraction(sample.figures.amount(basis.revenue)) / Fraction(sample.figures.amount(basis.service))
    still = Outlook((Marginal("costs", "uniform", (0.0, 0.0)),), ((1.0,),), ())
    drawn = draw(still, Streams(1, "A"), Chunk(0, 0, 50))
    outturns = Outturns(book, still, [Decimal(1)])
    for limit, below in ((exact, False), (exact + Fraction(1, 10**15), True), (exact - Fraction(1, 10**15), False)):
        outturns._tests = [(0, limit)]
        for size, exact_runs in ((FEW, FEW), (50, 0)):
            few = replace(
                drawn, hits=drawn.hits[:, :size], changes={id_: values[:size] for id_, values in drawn.changes.items()}
            )
            verdicts = outturns.run(few).verdicts
            # A few are run again exactly; of many, those that no tie is near are exact as they are.
            assert verdicts.exact in {exact_runs, size}
            assert verdicts.below.tolist() == [[below] * size]


def test_a_tie_is_seen_by_nudging_what_is_rounded(book: Book) -> None:
    """A price change of which one product ends on half a cent: nudged up and down it differs, and is run again exactly."""
    still = Outlook((Marginal("costs", "uniform", (0.0, 0.0)),), ((1.0,),), ())
    outturns = Outturns(book, still, [Decimal(1)])
    lanes = {"costs": np.full(40, 0.0)}
    found = outturns._program.run(lanes, 40)
    nudged = [outturns._program.run(lanes, 40, np.full(40, nudge))["closing"] for nudge in (1e-12, -1e-12, 1e-3)]
    assert (nudged[0] == found["closing"]).all()
    assert not (nudged[2] == found["closing"]).all()


@pytest.mark.slow
@pytest.mark.parametrize("name", sample_names())
def test_the_band_holds_though_everything_is_rounded_the_wrong_way(name: str) -> None:
    """All roundings up beside all roundings down: each one quantum apart, and no figure further than the band allows."""
    found = computed_sample(name).book
    made, lines = found.use(coverage.schedule).basis, [line for table in found.tables for line in table.lines]
    told = {"revenue": made.revenue, "service": made.service, "closing": found.use(cash.schedule).closing}
    runs = []
    for way in (ROUND_CEILING, ROUND_FLOOR):
        with mock.patch("bondcalc.algebra.exact.CONTEXT", Context(prec=34, rounding=way)):
            # A program keeps what nothing was changed of.
            runs.append(Program(lines, Decimal("0.01")).run())
    errors = Outturns(found, WIDE, [Decimal(1)]).errors
    apart = {
        id_: max(abs(up - down) for up, down in zip(*(figures.amounts(line) for figures in runs), strict=True))
        for id_, line in told.items()
    }
    assert all(apart[id_] <= errors[id_] * Decimal("0.01") for id_ in told), apart
    assert apart["revenue"] > 0


def still(project: Project) -> Project:
    """A project all of whose distributions have no spread."""
    rows = (
        stated.RiskDriver(
            driver="operating_revenue", distribution="triangular", low=Decimal(0), mode=Decimal(0), high=Decimal(0)
        ),
        stated.RiskDriver(driver="land_price", distribution="normal", mean=Decimal(0), sigma=Decimal(0)),
        stated.RiskDriver(driver="costs", distribution="lognormal", mean=Decimal(0), sigma=Decimal(0)),
        stated.RiskDriver(driver="rate_rise", distribution="uniform", low=Decimal(0), high=Decimal(0)),
        stated.RiskDriver(driver="operation_delay", distribution="discrete", value=Decimal(0), probability=Decimal(1)),
    )
    return replace(project, tables={**project.tables, "risk_drivers": rows, "risk_correlations": (), "risks": ()})


def equal(values: tuple[float | None, ...], exact: Decimal | bool | None) -> bool:
    """The same figure: money to the digit, a ratio to the last digit a double has."""
    if exact is None or values[0] is None:
        return set(values) == {None} and exact is None
    return len(set(values)) == 1 and math.isclose(values[0], float(exact), rel_tol=3e-16, abs_tol=0)


def test_without_spread_every_figure_is_that_of_the_base_case(sample: Result) -> None:
    base = build(still(sample.project), sample.rules)
    found = Simulation(base, 300, 1).result()
    made, figures = sample.book.use(coverage.schedule), sample.figures
    for id_, line in made.ratios.items():
        assert equal(found.ratios[id_], figures.scalar(line)), id_
    assert found.ratios["cash_min"] == (float(figures.amount(made.closing_lowest)),) * len(PERCENTS)
    closing = figures.amounts(sample.book.use(cash.schedule).closing)
    assert list(found.yearly["closing"].values()) == [(float(value),) * len(PERCENTS) for value in closing]
    for id_, line in (("dscr", made.dscr), ("cash_cover", made.cash_cover)):
        assert all(map(equal, found.yearly[id_].values(), figures.columns(line)))
    assert [chance.times for chance in found.below.values()] == [0, 300]
    assert found.gap.times == 0
    assert found.coverage is not None
    assert found.coverage[1] < 1e-6
    assert set(found.variance.values()) == {0.0}


@pytest.mark.slow
def test_the_same_seed_gives_the_same_text_for_any_number_of_workers(book: Book) -> None:
    told = [json.dumps(data_of(book, Simulation(book, 9000, 5, workers).result())) for workers in (1, 2, 3)]
    assert told[0] == told[1] == told[2]
    assert told[0] != json.dumps(data_of(book, Simulation(book, 9000, 6).result()))


def test_the_filled_in_sheets_and_the_default_set_are_used(book: Book) -> None:
    own = outlook_of(book.project, book.rules)
    assert own.stated
    assert own.drivers == (
        "operating_revenue",
        "node_revenue",
        "land_price",
        "costs",
        "investment",
        "rate_rise",
        "sale_delay",
        "operation_delay",
    )
    assert [event.id for event in own.events] == ["anchor", "approval", "contractor", "disaster", "node"]
    assert own.delays == (0, 6)
    other = read_project(SAMPLES / "anping-water" / "project.toml")
    default = outlook_of(other, book.rules)
    assert not default.stated
    assert "land_price" not in default.drivers
    assert default.delays == (0, 6, 12)
    assert default.correlations == ()


def test_the_choices_of_the_sheet_are_the_drivers_there_are() -> None:
    assert {id_: driver.zh for id_, driver in DRIVERS.items()} == stated.DRIVERS
    assert {id_ for id_, driver in DRIVERS.items() if driver.unit != "share"} == set(stated.ADDED)


@pytest.mark.slow
def test_events_move_what_they_name(book: Book) -> None:
    """Half the scenarios have a third less land: the means with and without it are those of two still cases."""
    sure = Outlook((), (), (Event("slump", "行情下跌", 0.5, (("land_price", -1 / 3),)),))
    simulation = Simulation(book, 600, 3)
    simulation._outlook, simulation._outturns = sure, Outturns(book, sure, simulation._limits)
    found = simulation.result()
    [event] = found.events
    assert event.coverage_with is not None
    assert event.coverage_without is not None
    assert abs(event.coverage_without - float(ratio(book, {}))) < 1e-6
    assert abs(event.coverage_with - float(ratio(book, {"land_price": Decimal(-1) / 3}))) < 1e-6
    assert 230 < event.happened.times < 370
    assert event.below_with.probability == 1
    assert event.below_without.probability == 0
    assert abs(found.variance["slump"] - 1) < 1e-9


def ratio(book: Book, changes: dict[str, Decimal]) -> Decimal:
    other, figures = exactly(book, dict(changes), {})
    basis = other.use(coverage.schedule).basis
    return figures.amount(basis.revenue) / figures.amount(basis.service)


@pytest.mark.slow
def test_probabilities_carry_their_standard_error_and_years_total(sample: Result) -> None:
    found: RiskFigures = sample.risk
    assert sum(chance.times for chance in found.gap_years.values()) == found.gap.times
    for chance in (found.gap, *found.below.values()):
        assert chance.scenarios == found.scenarios == sample.project.form(Settings).risk_scenarios
        assert abs(chance.error**2 * chance.scenarios - chance.probability * (1 - chance.probability)) < 1e-12
    assert Chance(0, 0).probability == 0
    assert abs(sum(found.variance.values()) + found.rest - 1) < 1e-9


def test_what_never_or_always_happened_has_a_bound() -> None:
    """With a probability at the bound, one in twenty runs would see it never (or always): 0.15 % of 2,000."""
    never, always = Chance(0, 2000), Chance(2000, 2000)
    assert never.bound is not None
    assert always.bound is not None
    assert math.isclose((1 - never.bound) ** 2000, 0.05)
    assert math.isclose(always.bound**2000, 0.05)
    assert error_words(never) == Words("不高于0.15%（95%）", "at most 0.15% (95%)")
    assert error_words(always) == Words("不低于99.85%（95%）", "at least 99.85% (95%)")
    assert Chance(1, 2000).bound is Chance(1999, 2000).bound is Chance(0, 0).bound is None
    assert error_words(Chance(500, 2000)) is None


def test_the_bound_is_told_wherever_the_probability_is(book: Book) -> None:
    found = Simulation(build(still(book.project), book.rules), 300, 1).result()
    gap, below = (data_of(book, found)[key] for key in ("cash_gap", "below"))
    assert (gap["probability"], gap["standard_error"], gap["bound_95"]) == ("0.000000", "0.000000", "0.009936")
    assert [one["bound_95"] for one in below] == ["0.009936", "0.990064"]
    [told] = [line for line in report_text(risk_report(book, found), "zh").split("\n") if line.startswith("有年度期末")]
    assert told.split() == ["有年度期末资金余额为负", "0.00%", "不高于0.99%（95%）"]


@pytest.mark.slow
def test_what_was_drawn_from_is_told_as_decimal_text(book: Book, sample: Result) -> None:
    """Every distribution and correlation stands as on its sheet, the default set as in the rule data; no binary number."""
    told = data_of(book, sample.risk)["distributions"]
    rows = sample.project.rows(stated.RiskDriver)
    for one in told["drivers"]:
        own = [row for row in rows if row.driver == one["driver"]]
        uses = stated.USES[one["distribution"]]
        pairs = [[text(getattr(row, field)) for field in uses] for row in own]
        assert (one["outcomes"] if one["distribution"] == "discrete" else [one["parameters"]]) == pairs
        for side in ("lower", "upper"):
            limit = getattr(own[0], side)
            assert limit is None or one[side] == text(limit)
    assert told["rank_correlations"] == [
        [row.driver, row.other, text(row.correlation)] for row in sample.project.rows(stated.RiskCorrelation)
    ]
    other = replace(book.project, tables={**book.project.tables, "risk_drivers": (), "risk_correlations": ()})
    default = data_of(book, Simulation(build(other, book.rules), 20, 1).result())["distributions"]
    assert "float" not in {type(value).__name__ for part in (told, default) for value in values(part)}


def text(value: Decimal) -> str:
    return f"{value.normalize():f}"


def values(part: Any) -> list[Any]:
    """Everything that stands at the ends of plain data."""
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else None
    return [part] if inner is None else [value for one in inner for value in values(one)]


def test_percentiles_are_figures_of_single_scenarios() -> None:
    values = np.array([[5.0, 1.0, 4.0, 2.0, 3.0], [np.nan, 7.0, np.nan, 6.0, np.nan], [np.nan] * 5])
    found = percentiles(np.split(values, [2], axis=1), (5, 25, 50, 75, 95))
    assert found[0].tolist() == [1, 2, 3, 4, 5]
    assert found[1].tolist() == [6, 6, 6, 7, 7]
    assert np.isnan(found[2]).all()


def moments(*variables: Any) -> Any:
    rows = np.array([np.ones(len(variables[0])), *variables])
    return rows @ rows.T


def test_shares_of_variance_are_those_of_a_known_model() -> None:
    drawn = np.random.default_rng(2)
    one, other, noise = drawn.normal(size=(3, 200_000))
    assert np.allclose(shares(moments(one, other, 2 * one + other + noise)), [4 / 6, 1 / 6], atol=0.01)
    mixed = 0.6 * one + 0.8 * other
    together = shares(moments(one, mixed, one + mixed))
    assert abs(together.sum() - 1) < 1e-9
    assert np.allclose(together, 0.5, atol=0.01)
    # A driver that stands twice shares what it explains.
    assert np.allclose(shares(moments(one, one, 3 * one)), 0.5, atol=1e-6)
    assert shares(moments(one, np.zeros_like(one), one)).tolist()[1] == 0
    assert not shares(moments(one, np.ones_like(one))).any()


def test_without_debt_in_any_scenario_there_is_nothing_to_explain_and_nothing_to_warn_of(book: Book) -> None:
    bonds = tuple(replace(bond, status="planned") for bond in book.project.rows(Bond))
    tables = {**book.project.tables, "bonds": bonds, "loans": (), "risk_correlations": (), "risks": ()}
    none = stated.RiskDriver(driver="bond_size", distribution="discrete", value=Decimal(-1), probability=Decimal(1))
    free = build(replace(book.project, tables={**tables, "risk_drivers": (none,)}), book.rules)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = Simulation(free, 40, 1).result()
        assert shares(np.zeros((4, 4))).tolist() == [0, 0]
    assert found.coverage is None
    assert set(found.variance.values()) == {0.0}
    assert set(found.ratios["coverage_total_debt"]) == {None}


def command(*words: str, source: Path = FILE) -> list[str]:
    return [sys.executable, "-m", "bondcalc", "risk", str(source), *words]


@pytest.mark.slow
def test_the_command_tells_json_and_no_progress_bar_where_nobody_looks(tmp_path: Path) -> None:
    out = tmp_path / "risk.json"
    done = bondcalc("risk", FILE, "--scenarios", "500", "--json")
    written = bondcalc("risk", FILE, "--scenarios", "500", "--workers", "1", "--out", out)
    assert done.returncode == written.returncode == 0
    assert done.stderr == written.stderr == ""
    assert json.loads(done.stdout) == json.loads(out.read_text(encoding="utf-8"))
    assert list(tmp_path.iterdir()) == [out]
    assert {"below", "cash_gap", "ratios", "by_year", "variance", "events", "register"} <= set(json.loads(done.stdout))
    text = bondcalc("risk", FILE, "--scenarios", "500", "--lang", "en").stdout
    assert "coverage below 1.20" in text


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no interrupt can be sent to another program there")
def test_an_interrupt_leaves_nothing_half_written(tmp_path: Path) -> None:
    out = tmp_path / "risk.json"
    # Where the tests themselves run in the background, the system has a child ignore the interrupt unless it says otherwise.
    listening = (
        "import signal, sys\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from bondcalc.cli import main\nsys.argv[0] = 'bondcalc'\nmain()"
    )
    words = command("--scenarios", "10000000", "--out", str(out))[3:]
    running = subprocess.Popen(
        [sys.executable, "-c", listening, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(2)
    assert running.poll() is None
    running.send_signal(signal.SIGINT)
    assert running.wait(timeout=60) != 0
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the system does not tell the most memory a program had")
def test_memory_does_not_grow_with_the_scenarios(count: int) -> None:
    """A million scenarios at full size; 500 MB at most.

    Read where the system keeps it for this program alone: ru_maxrss counts the worker that started it too.
    """
    code = (
        "import sys\nfrom pathlib import Path\nfrom bondcalc.inputs.read import read_project\n"
        "from bondcalc.analysis.risk.simulation import simulation_of\n"
        "found = simulation_of(read_project(Path(sys.argv[1])), int(sys.argv[2]), 1, None).result()\n"
        "[most] = [row.split()[1] for row in open('/proc/self/status') if row.startswith('VmHWM')]\n"
        "print(found.scenarios, found.sampled, most)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(FILE), str(5000 * count)], capture_output=True, encoding="utf-8", check=True
    )
    scenarios, sampled, most = map(int, done.stdout.split())
    assert scenarios == 5000 * count
    assert sampled == min(scenarios, 100_000)
    print(f"{scenarios} scenarios: {most / (1024 if sys.platform != 'darwin' else 1024**2):.0f} MB")
    assert most / (1024 if sys.platform != "darwin" else 1024**2) <= 500


def test_a_project_without_land_and_one_that_never_opens_can_be_simulated() -> None:
    text = FILE.parent.parent / "anping-water" / "project.toml"
    assert Simulation(build(read_project(text), sample_rules()), 200, 1).result().scenarios == 200
    bare = (
        '[project]\nname = "x"\nrule_date = 2021-05-01\n[[bonds]]\nid = "A"\nstatus = "issued"\nvalue_date = 2021-06-25\n'
        "face = 10\ncoupon = 0.03\nterm_years = 5\n"
    )
    found = Simulation(build(read_bytes("project.toml", bare.encode()), sample_rules()), 200, 1).result()
    assert found.below[Decimal(1)].times == 200
    assert {year: chance.times for year, chance in found.gap_years.items()} == {2026: 200}


def sample_rules() -> Any:
    from datetime import date

    from bondcalc.rules.load import rules_on

    return rules_on(date(2021, 5, 1))


@pytest.mark.slow
@given(projects())
@settings(max_examples=half())
def test_random_projects_with_every_driver_agree_with_the_exact_reading(text: str) -> None:
    """Bonds of every mode, loans, parcels, ramps; delays of any month: the same cash in every year, and every verdict.

    No scenario is too few for a closer look here, so that the nudges have to tell which may be trusted.
    """
    made = build(read_bytes("project.toml", text.encode()), sample_rules())
    drawn = draw(WIDE, Streams(8, "A"), Chunk(0, 0, 6))
    with mock.patch.object(outturns_of, "FEW", 0):
        found, known = Outturns(made, WIDE, [Decimal(1)]).run(drawn), {}
    for lane in range(6):
        changes = {driver: Decimal(float(values[lane])) for driver, values in drawn.changes.items()}
        other, figures = exactly(made, changes, known)
        closing = figures.amounts(other.use(cash.schedule).closing)
        assert np.allclose(found.figures["closing"][:, lane], [float(value) for value in closing], rtol=0, atol=0.05)
        exact = figures.scalar(other.use(coverage.schedule).ratios["coverage_total_debt"])
        assert found.verdicts.below[0, lane] == (exact is not None and exact < 1)
        assert found.verdicts.first_gap[lane] == next((place for place, left in enumerate(closing) if left < 0), -1)
