"""What every worked case does: compute its project file, read what its source prints."""

import csv
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from bondcalc.inputs.read import read_project
from bondcalc.result.result import Result
from bondcalc.run import compute

HERE = Path(__file__).parent


@cache
def computed(folder: str) -> Result:
    """The project of a case."""
    return compute(read_project(HERE / folder / "project.toml"))


def rows(folder: str, name: str = "expected.csv") -> list[dict[str, str]]:
    """The rows of one of its tables."""
    with (HERE / folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def at(value: Decimal, printed: str) -> Decimal:
    """Round a figure to the decimals of the printed one."""
    return value.quantize(Decimal(printed), ROUND_HALF_UP)
