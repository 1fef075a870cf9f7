"""Seeded single changes: each is found, at its place, and nearly always with its cause. `--count 500` is the full run."""

import pytest

from tests.audit.tamper import KINDS, Ground, tampered

LEAST = len(KINDS)
"""One of every kind, in every run."""


@pytest.mark.slow
def test_every_single_change_is_found_and_named(ground: Ground, count: int) -> None:
    verdicts = list(tampered(ground, max(LEAST, count), seed=7))
    assert {one.change.what.split()[0] for one in verdicts} == set(KINDS)
    assert [one for one in verdicts if not one.seen] == []
    assert [one for one in verdicts if not one.placed] == []
    wrong = [one for one in verdicts if not one.caused]
    assert len(wrong) <= 0.05 * len(verdicts), wrong
