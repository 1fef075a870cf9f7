"""An output folder of the sample, made once."""

from pathlib import Path

import pytest

from bondcalc.result.result import Options
from bondcalc.run import run
from tests.conftest import SAMPLE


@pytest.fixture(scope="session")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of the sample."""
    out = tmp_path_factory.mktemp("filed") / "out"
    run(SAMPLE, out, Options(filings=("plan",)))
    return out
