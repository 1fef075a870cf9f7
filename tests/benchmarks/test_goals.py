"""A guard on ratios of one run, wide enough for any machine: what would be several times slower fails, no time does."""

import pytest

from tests.benchmarks.goals import Goal, drawn, judged, stressed, tranches
from tests.benchmarks.growing import distinct, grown


def test_judging_takes_a_few_exact_runs() -> None:
    assert judged(2).ratio < 12


@pytest.mark.slow
def test_break_evens_take_fewer_exact_runs_than_they_took() -> None:
    """Some 75 of them; 246 before a stressed point computed only what it reaches."""
    assert stressed(3).ratio < 200


@pytest.mark.slow
def test_ten_times_the_bonds_take_about_ten_times_as_long() -> None:
    assert tranches(2).ratio < 20


@pytest.mark.slow
def test_a_workbook_takes_no_longer_than_the_library_alone_would() -> None:
    assert drawn(1).ratio < 1.9


def test_projects_that_grow() -> None:
    assert grown(bonds=50).count("[[bonds]]") == 50
    assert grown(rows=3).count("[[costs]]") == 60
    assert len(set(distinct(4))) == 4


def test_a_goal_says_whether_it_is_reached() -> None:
    assert Goal("job", 2.0, "other", 1.0, "9", 3).row == "| job | 2.0 ms | other | 1.0 ms | 9 | **2.00** | 3 |"
    assert Goal("job", 4.0, "other", 1.0, "9", 3).row.endswith("| **4.00** | 3 (not reached) |")
