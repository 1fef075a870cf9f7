"""What all tests share: the size of seeded mass tests, and the sample read, computed, drawn and filed once."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bondcalc import offline
from bondcalc.problem import FileError
from bondcalc.result.result import Result
from tests import parted
from tests.samples import computed_sample, drawn_sample
from tests.shared import Shared

# Commands and workers that a test starts keep what they compiled, so that the next one starts at once.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

LONG_MADE = {
    "ground",
    "filed",
    "first",
    "folder",
    "folders",
    "saved",
    "office",
    "printed",
    "public",
    "with_table",
    "on_template",
}
"""Fixtures that run the whole sample or start LibreOffice: what asks for one is slow."""

SAMPLE = Path(__file__).parent.parent / "samples" / "hengyang-park" / "project.toml"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--count", type=int, default=6, help="size of the seeded mass tests; CI runs few")


def pytest_configure(config: pytest.Config) -> None:
    """Properties draw as many examples as the mass tests, the same ones every time."""
    # Until all is loaded there is no garbage.
    gc.disable()
    settings.register_profile(
        "seeded",
        max_examples=3 * int(config.getoption("--count")),
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    settings.load_profile("seeded")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if LONG_MADE & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the collector of garbage need not walk it, nor what tests share, again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 100, 50)
    gc.enable()


def pytest_sessionfinish() -> None:
    """What is left ends with the process: pytest, which looks through it five times for garbage, finds little to look at."""
    gc.freeze()


def pytest_runtest_call() -> None:
    """Fixtures are there, those of a module too."""
    parted.keep()


def pytest_runtest_teardown() -> None:
    """Nothing of a test's own is read any more."""
    parted.part()


@pytest.fixture(scope="session")
def count(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--count"))


@pytest.fixture(scope="session")
def sample() -> Result:
    return computed_sample("hengyang-park")


@pytest.fixture(scope="session")
def schedules() -> bytes:
    """The sample's schedules.xlsx."""
    return drawn_sample("hengyang-park")


@pytest.fixture
def wheel_built_once(shared: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program's own wheel of an offline folder is built once a run of the tests."""
    try:
        folder = shared.folder("own-wheel", offline.own_wheel)
    except FileError:
        if os.environ.get("CI"):
            raise
        pytest.skip("no network")
    monkeypatch.setattr(offline, "own_wheel", lambda _: next(folder.glob("*.whl")))


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    return Shared(tmp_path_factory)
