"""An output folder of the sample, made once."""

from pathlib import Path

import pytest

from bondcalc.result.result import Options
from bondcalc.run import run
from tests.conftest import SAMPLE
from tests.shared import Shared


@pytest.fixture(scope="session")
def filed(shared: Shared) -> Path:
    """The outputs of the sample."""
    return (
        shared.folder("explain-filed", lambda folder: run(SAMPLE, folder / "out", Options(filings=("plan",)))) / "out"
    )
