"""Filling a batch: by hand, against every subset of a few projects, and why the others were left out."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from itertools import chain, combinations

import pytest

from bondcalc.portfolio.batch import highs
from bondcalc.portfolio.batch.doubled import OnlyOne
from bondcalc.portfolio.batch.filling import Together, ceiling, filled, greedy, misfits, ranked, rooms
from bondcalc.portfolio.batch.quota import BatchBound, Candidate, QuotaError, quotas_of
from bondcalc.portfolio.told.region_codes import level_of

WAN = 1_000_000


def project(key: str, wan: int, priority: int | None = 1, region: str = "430426", term: int = 20) -> Candidate:
    return Candidate(key, key, region, "municipal_and_park", priority, {term: wan * WAN})


def keys(found: Sequence[Candidate]) -> str:
    return "".join(sorted(candidate.key for candidate in found))


def test_quotas_are_read_by_what_they_name() -> None:
    read = quotas_of(["合计=50000", "430426=20000.5", "土地储备=8000", "land_reserve=1", "20年=3", "7y=4", "total=0"])
    assert [(quota.kind, quota.of, quota.fen) for quota in read] == [
        ("whole", "", 50_000 * WAN),
        ("region", "430426", 20_000_500_000),
        ("sector", "land_reserve", 8_000 * WAN),
        ("sector", "land_reserve", WAN),
        ("term", "20", 3 * WAN),
        ("term", "7", 4 * WAN),
        ("whole", "", 0),
    ]
    codes = ("430000", "430400", "430426", "430410")
    assert [code[: level_of(code)] for code in codes] == ["43", "4304", "430426", "430410"]


@pytest.mark.parametrize("text", ["合计", "合计=", "合计=-1", "合计=NaN", "43042=5", "不存在=5", "=5", "20年=一"])
def test_what_is_no_quota_is_refused(text: str) -> None:
    with pytest.raises(QuotaError, match=text):
        quotas_of([text])


def test_one_after_another_by_priority_whole_projects_only() -> None:
    """A has the first claim though it is small; B (60) then fits, C (50) does not, D (30) still does. 100 of 100."""
    some = [project("D", 30, 2), project("C", 50, 2), project("B", 60, 2), project("A", 10, 1), project("E", 5, None)]
    quotas = quotas_of(["合计=100"])
    made = greedy(some, quotas)
    assert [candidate.key for candidate in made.chosen] == ["A", "B", "D"]
    assert (made.amount, made.gap, made.exact) == (100 * WAN, 0, False)
    assert misfits(Together((some[1],)), rooms(made, quotas)) == [(quotas[0], 0)]
    assert greedy(some[::-1], quotas) == made


def test_one_after_another_may_leave_a_gap_that_is_told() -> None:
    """60 first leaves 40 of 100 unused; 50 and 50 would fill it: the gap is 40."""
    some, quotas = [project("A", 60), project("B", 50), project("C", 50)], quotas_of(["合计=100"])
    made = greedy(some, quotas)
    assert keys(made.chosen) == "A"
    assert made.gap == 40 * WAN


def test_regions_terms_and_what_is_barred() -> None:
    """A term counts only what is issued in it; a city's quota holds for its counties; the barred never go."""
    both = replace(project("A", 0), amounts={20: 30 * WAN, 10: 30 * WAN})
    some = [both, project("B", 40, region="430481"), project("C", 20, region="430621"), project("D", 1)]
    some[3] = replace(some[3], barred=("C01不通过",))
    made = greedy(some, quotas_of(["430400=70", "20年=60", "10年=30"]))
    assert keys(made.chosen) == "AC"
    assert "D" not in keys(ranked(some))
    quotas = quotas_of(["430400=70", "20年=60"])
    assert [
        (quota.kind, room // WAN) for quota, room in misfits(Together((some[1],)), rooms(greedy(some, quotas), quotas))
    ] == [("region", 10), ("term", 10)]


def test_a_pool_goes_whole_with_its_first_priority_and_one_parcel_once() -> None:
    """B (1) and D (3) share a bond: 70 before A (2, 40). C and E have one parcel: the larger goes, E is told why not."""
    pooled = [replace(project("B", 30), pool="P"), replace(project("D", 40, 3), pool="P")]
    some = [project("A", 40, 2), *pooled, project("C", 10, 3), project("E", 5, 3)]
    bounds: list[BatchBound] = [*quotas_of(["合计=100"]), OnlyOne("parcel", "GB1", frozenset("CE"))]
    made = greedy(some, bounds)
    assert [candidate.key for candidate in made.chosen] == ["B", "D", "C"]
    assert [bound.short(1, room).zh for bound, room in misfits(Together((some[-1],)), rooms(made, bounds))] == [
        "同一宗地GB1的另一项目已入选，只能选一个"
    ]
    assert keys(greedy(some, quotas_of(["合计=69"])).chosen) == "ACE"


def subsets(candidates: Sequence[Candidate]) -> Iterator[tuple[Candidate, ...]]:
    return chain.from_iterable(combinations(candidates, size) for size in range(len(candidates) + 1))


def best(candidates: Sequence[Candidate], bounds: Sequence[BatchBound]) -> tuple[int, ...]:
    """The amounts by priority, the highest first, that are the largest of all subsets: brute force."""
    return max(tuple(by_priority(chosen, candidates)) for chosen in allowed(candidates, bounds))


def by_priority(chosen: Sequence[Candidate], candidates: Sequence[Candidate]) -> Iterator[int]:
    """The amounts of each priority; those of a pool count under the highest in it."""
    first = {one.pool: min(other.priority or 9 for other in candidates if other.pool == one.pool) for one in candidates}
    for rank in (1, 2, 3):
        yield sum(one.amount for one in chosen if (first[one.pool] if one.pool else one.priority) == rank)


def allowed(candidates: Sequence[Candidate], bounds: Sequence[BatchBound]) -> list[tuple[Candidate, ...]]:
    """Every subset that keeps the bounds and no part of a pool."""
    pools = [{one.key for one in candidates if one.pool == pool} for pool in {one.pool for one in candidates} - {""}]
    return [
        chosen
        for chosen in subsets(candidates)
        if all(sum(bound.used_by(one) for one in chosen) <= bound.most for bound in bounds)
        and all(pool.isdisjoint(one.key for one in chosen) or pool <= {one.key for one in chosen} for pool in pools)
    ]


def drawn(seed: int) -> tuple[list[Candidate], list[BatchBound]]:
    """Nine projects under quotas; of odd seeds two or three share a bond, and two a parcel."""
    some = random.Random(seed)
    regions, sectors = ["430426", "430481", "430621"], ["land_reserve", "health"]
    candidates = [
        Candidate(
            str(number),
            "",
            some.choice(regions),
            some.choice(sectors),
            some.randint(1, 3),
            {some.choice([10, 20]): some.randint(1, 400) * WAN // 4},
        )
        for number in range(9)
    ]
    whole = sum(candidate.amount for candidate in candidates) // WAN
    texts = [f"合计={whole * some.randint(3, 9) / 10}", f"430400={whole * some.randint(2, 6) / 10}"]
    texts += [f"土地储备={whole * some.randint(2, 6) / 10}", f"20年={whole * some.randint(2, 6) / 10}"]
    bounds: list[BatchBound] = [*quotas_of(texts)]
    if seed % 2:
        for number in some.sample(range(9), some.choice([2, 3])):
            candidates[number] = replace(candidates[number], pool="2605001")
        bounds.append(OnlyOne("parcel", "GB1", frozenset(map(str, some.sample(range(9), 2)))))
    return candidates, bounds


def test_no_choice_passes_the_bound_and_one_after_another_keeps_every_limit() -> None:
    for seed in range(12):
        candidates, quotas = drawn(seed)
        made, most = greedy(candidates, quotas), best(candidates, quotas)
        assert all(sum(quota.used_by(one) for one in made.chosen) <= quota.most for quota in quotas)
        largest = max(sum(one.amount for one in chosen) for chosen in allowed(candidates, quotas))
        assert made.keys in {frozenset(one.key for one in chosen) for chosen in allowed(candidates, quotas)}
        assert made.amount <= largest <= ceiling(candidates, quotas) == made.amount + made.gap
        assert next(by_priority(made.chosen, candidates)) <= most[0]


@pytest.mark.slow
@pytest.mark.skipif(find_spec("scipy") is None, reason="scipy is an extra (bondcalc[batch])")
def test_highs_finds_the_best_of_all_subsets_priority_by_priority() -> None:
    for seed in range(12):
        candidates, quotas = drawn(seed)
        made = filled(candidates, quotas, highs.exactly)
        assert made.exact
        assert made.gap == 0
        assert tuple(by_priority(made.chosen, candidates)) == best(candidates, quotas), seed


def test_without_an_answer_of_the_solver_it_goes_one_after_another() -> None:
    candidates, quotas = drawn(3)
    assert filled(candidates, quotas, lambda *_: None) == filled(candidates, quotas) == greedy(candidates, quotas)
