"""The TOML files that come with the program say the same whichever reader there is."""

import sys
import tomllib
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

import pytest

from bondcalc import data
from bondcalc.data import own_toml

ROOT = Path(__file__).parent.parent
OWN = sorted([*(ROOT / "bondcalc").rglob("*.toml"), *(ROOT / "templates").rglob("*.toml")])


def test_the_compiled_reader_reads_what_that_of_python_reads() -> None:
    pytest.importorskip("tomli", reason="the extra `fast` is not installed")
    assert len(OWN) > 80
    for path in OWN:
        # Their texts, so that a whole number is no decimal, nor a yes a one.
        plainly = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        assert repr(own_toml(path, Decimal)) == repr(plainly), path.name


@pytest.mark.parametrize("found", [None, ModuleType("tomli")], ids=["nothing", "a folder of that name"])
def test_without_it_that_of_python_reads(found: ModuleType | None) -> None:
    with patch.dict(sys.modules, {"tomli": found}):
        assert data._reader.__wrapped__() is tomllib.loads
