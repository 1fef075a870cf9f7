"""What every rule says in a filing, passing, failing and asking: its reader is a reviewer, not whoever fills in or runs the program."""

from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from bondcalc.inputs.project import Project
from bondcalc.run import compute
from bondcalc.wording.terms import Verdict
from tests.checks.cases import FAILS, NEEDS
from tests.checks.test_rules_to_2026 import ROWS, on
from tests.checks.test_statements import MOVES, with_
from tests.wording.test_style import CODE, NOT_TO_A_READER, TYPED_DAY

LATE = date(2026, 6, 1)


def projects() -> Iterator[Project]:
    """Projects that break each rule, and some that no rule table has: barred sectors, other roads, other uses."""
    yield from (case[0] for case in (*MOVES.values(), *NEEDS.values()))
    yield from (case.bad for case in FAILS.values())
    for start, scope, sheet, good, bad, _, _ in ROWS.values():
        right = on(start, *scope, (sheet, good))
        yield from (right, with_(right, sheet, **bad), with_(right, sheet, **dict.fromkeys(good)))
    for changes in (
        {"sector": "real_estate"},
        {"sector": "land_reserve"},
        {"sector": "health", "use": "idle_land"},
        {"use": "arrears"},
        *({"region": region} for region in ("湖北省", "河南省", "山西省", None)),
    ):
        yield on(LATE, ("project", changes))
    yield on(LATE, ("statements", {"office_halls": None}))


@cache
def said() -> frozenset[tuple[str, str]]:
    return frozenset(
        (found.rule.id, found.outcome.filing)
        for project in projects()
        for found in compute(project).findings
        if found.verdict is not Verdict.NOT_APPLICABLE
    )


@pytest.mark.slow
def test_a_finding_speaks_to_the_reader_of_a_filing() -> None:
    wrong = [
        (rule, text)
        for rule, text in sorted(said())
        if CODE.search(text) or TYPED_DAY.search(text) or any(word in text for word in NOT_TO_A_READER)
    ]
    assert wrong == []
    assert len({rule for rule, _ in said()}) > 100
