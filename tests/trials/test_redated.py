"""The re-dated samples: the page explains every finding that changes with the day."""

import re
from pathlib import Path

import pytest

from bondcalc.inputs.read import read_project
from bondcalc.result.result import Result
from tests.parted import compute
from tests.samples import computed_sample
from tests.trials.redated import land, park, water
from tests.trials.trial import trials

MADE = {
    "redated:park": (park, "hengyang-park"),
    "redated:water": (water, "anping-water"),
    "redated:land": (land, "land-reserve"),
}
RULE = re.compile(r"\b([A-Z])(\d\d)(?: to \1(\d\d))?")


def explained(why: str) -> set[str]:
    """Rules named in a text: L11, or L10 to L13."""
    return {
        f"{letter}{number:02d}"
        for letter, first, last in RULE.findall(why)
        for number in range(int(first), int(last or first) + 1)
    }


def answers(result: Result) -> dict[str, tuple[str, str]]:
    return {one.rule.id: (one.verdict, one.outcome.zh) for one in result.findings}


@pytest.mark.parametrize("name", list(MADE))
def test_each_changed_finding_is_explained(name: str, tmp_path: Path) -> None:
    make, sample = MADE[name]
    before, after = answers(computed_sample(sample)), answers(compute(read_project(make(tmp_path))))
    assert set(before) == set(after)
    [trial] = [one for one in trials() if one.made == name]
    named = explained(trial.why)
    assert {rule for rule in after if before[rule] != after[rule]} <= named
