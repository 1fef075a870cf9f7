"""Filings as an older version would have made them: with other rule data, another program."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import bondcalc
from bondcalc.algebra.line import Line, Operand, expression
from bondcalc.algebra.table import Table
from bondcalc.result.result import Options
from bondcalc.rules import load
from bondcalc.run import run
from bondcalc.seal import manifest
from tests.audit.tamper import ROOT

SAMPLE = ROOT / "samples" / "land-reserve" / "project.xlsx"
MEMOS = ("industrial_net", "other_land")
VALUE, FILE = "land_housing_fund", "land-accrual-practice.toml"


@contextmanager
def other_rules(folder: Path) -> Iterator[None]:
    """The rule data with one value changed: a housing fund of 15 % instead of 10 %."""
    shutil.copytree(load.RULES_FOLDER, folder)
    text = (folder / FILE).read_text(encoding="utf-8")
    changed = text.replace("value = 0.10\n", "value = 0.15\n", 1)
    assert text.index(f'id = "{VALUE}"') < text.index("value = 0.10")
    assert changed != text
    (folder / FILE).write_text(changed, encoding="utf-8")
    load.own_library.cache_clear()
    with patch.object(load, "RULES_FOLDER", folder), patch.object(manifest, "RULES_FOLDER", folder):
        yield
    load.own_library.cache_clear()


@contextmanager
def other_version() -> Iterator[None]:
    """A program of another version that computes and says the same."""
    with patch.object(bondcalc, "__version__", "0.0.9"):
        yield


@contextmanager
def other_program() -> Iterator[None]:
    """A program of another version that adds one to a memo line of the land schedule, and to one that a memo ratio rests on."""
    plainly = Table.line

    def line(self: Table, id_: str, formula: Operand, *words: str, **stated: Any) -> Line:
        return plainly(self, id_, expression(formula) + 1 if id_ in MEMOS else formula, *words, **stated)

    with other_version(), patch.object(Table, "line", line):
        yield


def filed(folder: Path, *filings: str) -> Path:
    """Run the sample into a folder."""
    run(SAMPLE, folder, Options(filings=filings))
    return folder
