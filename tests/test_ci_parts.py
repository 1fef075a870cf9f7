"""What CI is told by the scripts beside the tests: the lowest versions, and minutes beside their budget."""

import re
from pathlib import Path

import pytest

from tests.budget import BUDGET, beside, budgets
from tests.lowest import constraints
from tests.newest import newer

RUN = Path(__file__).parent.parent / ".ci" / "run"
PROJECT = """[project]
dependencies = ["one>=1.2,<3", 'two==4.0 ; python_version >= "3.11"']
[project.optional-dependencies]
test = ["three[more]~=5.1"]
other = ["four>=6"]
"""


def test_constraints_are_the_lower_bounds_of_what_is_asked_for() -> None:
    assert list(constraints(PROJECT, "test")) == ["one==1.2", "two==4.0", "three==5.1"]
    with pytest.raises(ValueError, match="one lower bound"):
        list(constraints(PROJECT.replace("one>=1.2,<3", "one<3")))


def test_only_dependencies_count_as_newer() -> None:
    report = '{"install": [{"metadata": {"name": "bondcalc", "version": "1"}}, {"metadata": {"name": "six", "version": "2"}}]}'
    assert newer(report) == ["six 2"]


def test_every_part_of_ci_has_its_budget_and_the_whole_is_under_half_an_hour() -> None:
    parts = re.findall(r'^begin "(.+)"$', RUN.read_text(encoding="utf-8"), re.MULTILINE)
    allowed = budgets(BUDGET.read_text(encoding="utf-8"))
    assert parts == list(allowed)
    assert sum(allowed.values()) < 30


def test_a_part_over_its_budget_or_without_one_is_called_so() -> None:
    rows = list(beside({"a": 2.0, "b": 0.5}, {"a": 60, "b": 31, "c": 6}))
    assert [row.rsplit("  ", 1)[-1].strip() for row in rows] == ["a", "OVER", "no budget", "the whole"]
    assert rows[-1].split() == ["1.6", "of", "2.5", "min", "the", "whole"]
