"""The search: the end of the range that holds the stated value, whatever the shape of what holds."""

import random

from bondcalc.sizing.search import Search


def edge(inside: set[int], last: int, start: int | None, wanted: int, neighbours: int = 0) -> tuple[int | None, str]:
    search = Search(lambda place: place in inside, last, start, wanted, neighbours=neighbours)
    for _ in search.work():
        pass
    return search.edge.place, search.edge.which


def test_one_range_is_followed_to_its_end(count: int) -> None:
    dice = random.Random(1)
    for _ in range(20 * count):
        last = dice.randint(1, 100_000)
        low, high = sorted((dice.randint(0, last), dice.randint(0, last)))
        start = dice.randint(low, high)
        holds = range(low, high + 1)
        search_up = Search(lambda place, holds=holds: place in holds, last, start, 1)  # type: ignore[misc]
        search_down = Search(lambda place, holds=holds: place in holds, last, start, -1)  # type: ignore[misc]
        for search, end in ((search_up, high), (search_down, low)):
            for _ in search.work():
                pass
            assert (search.edge.place, search.edge.which) == (end, "base")


def test_of_two_ranges_the_one_with_the_stated_value_counts() -> None:
    inside = {*range(100, 300), *range(600, 900)}
    assert edge(inside, 1000, 200, 1) == (299, "base")
    assert edge(inside, 1000, 700, -1) == (600, "base")


def test_where_the_stated_value_fails_the_furthest_range_is_taken() -> None:
    inside = {*range(100, 300), *range(600, 900)}
    assert edge(inside, 1000, 500, 1) == (899, "furthest")
    assert edge(inside, 1000, None, -1) == (100, "furthest")


def test_gaps_of_rounding_are_stepped_over() -> None:
    inside = {*range(500), 503, 510, 540, 700}
    assert edge(inside, 1000, 100, 1) == (499, "base")
    assert edge(inside, 1000, 100, 1, neighbours=64) == (540, "base")


def test_nothing_holds() -> None:
    assert edge(set(), 1000, 500, 1) == (None, "none")


def test_everything_holds_to_the_end() -> None:
    assert edge(set(range(1001)), 1000, 500, 1) == (1000, "base")
    assert edge(set(range(1001)), 1000, 500, -1) == (0, "base")


def test_small_ranges_at_the_low_end_are_seen() -> None:
    assert edge(set(range(30)), 100_000, 90_000, 1) == (29, "furthest")
