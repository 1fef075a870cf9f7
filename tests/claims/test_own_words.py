"""The project's own texts beside its figures: one figure changed in words is found, other things are left alone."""

import random
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bondcalc.claims.input_texts import Contradiction, contradictions
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.chapter_texts import ChapterText
from tests.claims.own_facts import FACTS, OTHERS
from tests.samples import SAMPLE_NAMES, computed_sample

SEED, LEAST_FOUND = 20260830, 0.9


def told(words: str) -> tuple[Contradiction, ...]:
    """What is found where a text is all that samples/anping-water says."""
    result = computed_sample("anping-water")
    tables = {**result.project.tables, "texts": (ChapterText(chapter="background", words=words),)}
    return of(result, replace(result.project, tables=tables))


def of(result: Any, project: Project) -> tuple[Contradiction, ...]:
    stated = {name: getattr(result, name) for name in ("rules", "book", "figures", "stress")}
    return contradictions(cast("Any", SimpleNamespace(project=project, **stated)))


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_the_samples_say_what_their_tables_say(sample: str) -> None:
    assert contradictions(computed_sample(sample)) == ()


def test_drawn_facts_are_found_where_they_are_wrong_and_only_there(count: int) -> None:
    """Mass test: of wrong values, however written, nine of ten are found; of right ones and of other things' none is accused."""
    draw = random.Random(SEED)
    missed, accused, drawn = [], [], 10 * count
    for _ in range(drawn):
        fact = FACTS[draw.choice(list(FACTS))]
        sentence = draw.choice(fact.sentences)
        wrong, right = sentence.format(draw.choice(fact.wrong)), sentence.format(draw.choice(fact.right))
        other = draw.choice(OTHERS).format(a=draw.choice(("1.05", "2.4", "8.8")), b=draw.randint(2, 9))
        missed += [] if told(f"项目必要。{wrong}") else [wrong]
        accused += [text for text in (right, other) if told(f"项目必要。{text}")]
    assert accused == []
    assert len(missed) <= (1 - LEAST_FOUND) * drawn, missed
