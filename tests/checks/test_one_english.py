"""Outcomes that stand ready by name: one sentence has one English, and is stated once."""

import importlib
import pkgutil
from collections import defaultdict

import bondcalc.checks
from bondcalc.checks.judge import Outcome


def test_no_sentence_stands_ready_twice() -> None:
    ready: dict[tuple[str, str], set[int]] = defaultdict(set)
    for found in pkgutil.walk_packages(bondcalc.checks.__path__, "bondcalc.checks."):
        module = importlib.import_module(found.name)
        for outcome in (value for value in vars(module).values() if isinstance(value, Outcome)):
            ready[outcome.verdict, outcome.zh].add(id(outcome))
    assert len(ready) > 5
    assert [said for said, made in ready.items() if len(made) > 1] == []
