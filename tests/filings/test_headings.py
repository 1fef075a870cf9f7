"""Headings inside a section of any filing are numbered （一）, （二） without a gap, and no section has one alone."""

from datetime import date
from itertools import groupby

import pytest

from bondcalc.filings.draw import every, write
from bondcalc.filings.parts.filing import INNER, number
from bondcalc.inputs.project import Project
from bondcalc.result.result import Result
from bondcalc.typeset.document import Heading
from tests.checks.cases import BUNDLED
from tests.checks.test_rules_to_2026 import on
from tests.parted import compute
from tests.samples import SAMPLE_NAMES, computed_sample


def misnumbered(result: Result) -> list[tuple[str, list[str]]]:
    """The headings of each section whose numbers are not one, two and so on, by filing."""
    wrong = []
    for filing in every():
        headings = [block for block in write(result, filing).blocks if isinstance(block, Heading)]
        for inside, group in groupby((one for one in headings if one.level <= INNER), lambda one: one.level == INNER):
            texts = [one.text for one in group]
            right = [f"（{number(place)}）" for place in range(len(texts))]
            if inside and (
                [text[: len(lead)] for text, lead in zip(texts, right, strict=True)] != right or len(texts) < 2
            ):
                wrong.append((filing, texts))
    return wrong


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_headings_of_the_samples_are_numbered(sample: str) -> None:
    assert misnumbered(computed_sample(sample)) == []


@pytest.mark.parametrize("project", [BUNDLED, on(date(2026, 3, 1))], ids=["bundled", "who repays"])
def test_sections_that_only_some_projects_have_are_numbered_with_the_rest(project: Project) -> None:
    assert misnumbered(compute(project)) == []
