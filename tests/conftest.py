"""What all tests share: the size of seeded mass tests, and the sample read once."""

from pathlib import Path

import pytest

from bondcalc.inputs.read import read_project
from bondcalc.result import Result
from bondcalc.run import compute

SAMPLE = Path(__file__).parent.parent / "samples" / "hengyang-park" / "project.toml"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--count", type=int, default=8, help="size of the seeded mass tests; CI runs few")


@pytest.fixture(scope="session")
def count(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--count"))


@pytest.fixture(scope="session")
def sample() -> Result:
    return compute(read_project(SAMPLE))
