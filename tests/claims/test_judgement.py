"""Numbers in somebody's sentences against the figures named beside them."""

import random
import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from bondcalc.claims.number_claims import Judgement
from bondcalc.claims.quantities import Dimension
from bondcalc.typeset.document import Paragraph
from tests.claims.innocents import ELSEWHERE, RIGHT
from tests.claims.judges import judge_of, names_of
from tests.claims.lies import LIES
from tests.samples import SAMPLE_NAMES, computed_sample, filed_sample

DRAWN = 200
DIGITS = re.compile(r"[0-9]")


@pytest.mark.parametrize(("text", "wrong"), LIES)
def test_a_sentence_that_says_another_number_contradicts(text: str, wrong: str) -> None:
    found = [claim for claim in judge_of("hengyang-park").claims(text) if claim.judgement is Judgement.CONTRADICTS]
    assert [claim.text for claim in found] == [wrong]
    assert found[0].ids
    assert found[0].right


@pytest.mark.parametrize("text", RIGHT)
def test_figures_rightly_rounded_agree(text: str) -> None:
    claims = judge_of("hengyang-park").claims(text)
    assert claims
    assert {claim.judgement for claim in claims} == {Judgement.AGREES}


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_numbers_of_other_things_are_accused_of_nothing(sample: str) -> None:
    judge = judge_of(sample)
    assert [
        claim for text in ELSEWHERE for claim in judge.claims(text) if claim.judgement is Judgement.CONTRADICTS
    ] == []


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_our_own_sentences_contradict_nothing(sample: str) -> None:
    judge = judge_of(sample)
    texts = [
        "".join(map(str, block.text)) for block in filed_sample(sample, "plan").blocks if isinstance(block, Paragraph)
    ]
    assert [claim for text in texts for claim in judge.claims(text) if claim.judgement is Judgement.CONTRADICTS] == []


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_of_random_numbers_beside_a_name_few_agree(sample: str) -> None:
    """Of 200 numbers drawn up to three times larger or smaller than what is named, fewer than one of twenty passes."""
    named, judge, drawn = names_of(sample), judge_of(sample), random.Random(19)
    names = sorted(
        name
        for names in named.names.values()
        for name in names
        # Nobody writes of the tenth percentile's deviations (第10百分位): a name with digits is no name for a sentence.
        if not DIGITS.search(name) and any(one.value and one.year is None for one in named.of(name))
    )
    judged: list[Judgement] = []
    while len(judged) < DRAWN:
        name = drawn.choice(names)
        figure = drawn.choice([one for one in named.of(name) if one.value and one.year is None])
        text = printed(
            abs(figure.value) * Decimal(10) ** Decimal(str(drawn.uniform(-0.5, 0.5))), figure.dimension, drawn
        )
        if text and any(sign in text for sign in "123456789"):
            judged += [claim.judgement for claim in judge.claims(f"{name}为{text}。")[:1]]
    assert judged.count(Judgement.AGREES) < len(judged) / 20
    assert judged.count(Judgement.CONTRADICTS) > len(judged) * 0.8


def printed(value: Decimal, dimension: Dimension, drawn: random.Random) -> str:
    """Write a value in one of the ways bureaus do."""
    ways = {
        Dimension.MONEY: [
            f"{value / 10**8:.1f}亿元",
            f"{value / 10**8:.2f}亿元",
            f"{value / 10**4:,.0f}万元",
            f"{value / 10**4:,.2f}万元",
        ],
        Dimension.RATIO: [f"{value:.1f}倍", f"{value:.2f}倍"],
        Dimension.SHARE: [f"{value * 100:.0f}%", f"{value * 100:.2f}%"],
    }
    return drawn.choice(ways.get(dimension, [""]))


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_every_figure_agrees_under_its_own_name(sample: str) -> None:
    named, judge = names_of(sample), judge_of(sample)
    wrong = []
    for names in named.names.values():
        for name in names:
            figure = next((one for one in named.of(name) if one.value and one.year is None and not one.within), None)
            if figure is not None and figure.dimension is Dimension.MONEY:
                claims = judge.claims(f"{name}为{figure.value / 10**4:,.2f}万元。")
                wrong += [(name, claim) for claim in claims if claim.judgement is Judgement.CONTRADICTS]
    assert wrong == []


def test_the_terms_of_the_field_and_their_other_names_are_known() -> None:
    """What the glossary calls a figure that the schedules have, and what it says people call it, is a name."""
    glossary = tomllib.loads((Path(__file__).parents[2] / "docs" / "glossary.toml").read_text(encoding="utf-8"))
    terms = (
        "repayable_revenue",
        "debt_service",
        "coverage_total_debt",
        "dscr",
        "icr",
        "cost_plan",
        "construction_interest",
        "operating_cost",
        "land_net",
        "land_gross",
        "replacement",
        "issue_and_payment_fees",
    )
    names = names_of("hengyang-park")
    wanted = [word for term in terms for word in (glossary[term]["zh"], *glossary[term].get("not", []))]
    assert [word for word in wanted if not names.of(word)] == []


def test_names_in_the_list_mean_lines_that_exist() -> None:
    from bondcalc.claims.vocabulary import also

    lines = {
        f"{table.id}.{line.id}"
        for sample in SAMPLE_NAMES
        for table in computed_sample(sample).book.tables
        for line in table.lines
    }
    assert {id_ for ids in also().values() for id_ in ids} <= lines
