"""A judge of each sample's figures, made once."""

from functools import cache

from bondcalc.claims.judgement import Judge
from bondcalc.claims.named_figures import NamedFigures
from bondcalc.claims.own_sentences import named_figures
from tests.samples import computed_sample, filed_sample


@cache
def names_of(sample: str) -> NamedFigures:
    """What the figures of a sample are called in its plan."""
    return named_figures(computed_sample(sample), [filed_sample(sample, "plan")])


@cache
def judge_of(sample: str) -> Judge:
    """Judge sentences about a sample."""
    return Judge(computed_sample(sample), names_of(sample))
