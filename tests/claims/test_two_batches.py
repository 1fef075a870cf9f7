"""Sentences about a project of two batches, with an approved total and revenue behind its bonds' life."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import pytest

from bondcalc.claims.judgement import Judge
from bondcalc.claims.number_claims import Judgement
from bondcalc.claims.own_sentences import named_figures
from bondcalc.filings.draw import write
from bondcalc.inputs.read import read_bytes
from bondcalc.result.result import Result
from bondcalc.run import compute
from bondcalc.wording import number
from bondcalc.wording.terms import Unit
from tests.samples import SAMPLES

LATER = """
[[bonds]]
id = "B"
status = "planned"
value_date = 2023-04-20
face = 500
coupon = 0.03
term_years = 20
payments_a_year = 2
batch = "later"

[[ramps]]"""
CHANGES = (
    ("approved_total = 11430", "approved_total = 11930"),
    ("forecast_end = 2042", "forecast_end = 2045"),
    ('id = "A"\nstatus', 'id = "A"\nbatch = "this"\nstatus'),
    ("\n[[ramps]]", LATER),
)


RIGHT = (
    "项目估算总投资{coverage.investment}万元。",
    "测算的总投资{investment.total}万元。",
    "债券存续期内项目收益{coverage.revenue_counted}万元。",
    "运营期项目收益{repayable.amount}万元。",
    "全部债务本息{coverage.service}万元。",
    "本次发行债券的全部债务本息{this_issue.service}万元。",
    "本息覆盖倍数{coverage.coverage_total_debt}倍。",
    "本次申报的项目覆盖倍数{coverage.coverage_total_debt}倍。",
    "本次发行债券的覆盖倍数{this_issue.e_f}倍。",
    "整年计入的覆盖倍数{coverage.coverage_total_debt_whole_years}倍。",
    "不计建设期利息的覆盖倍数{coverage.coverage_without_construction_interest_memo}倍。",
    "2030年经营收入{revenue.total@2030}万元，其中污水处理费{revenue.amount.sewage@2030}万元。",
    "资本金占总投资的{coverage.share_capital}%。",
)
"""Figures under the names they are spoken of, each with the line it is."""
LIES = (
    "本息覆盖倍数{this_issue.e_f}倍。",
    "覆盖倍数{coverage.coverage_total_debt_whole_years}倍。",
    "覆盖倍数{coverage.coverage_without_construction_interest_memo}倍。",
    "整年计入的覆盖倍数{this_issue.e_f}倍。",
    "全部债务本息{this_issue.service}万元。",
    "总投资{coverage.revenue_counted}万元。",
    "2030年经营收入{revenue.total@2030}万元，其中污水处理费{revenue.amount.reclaimed@2030}万元。",
)
"""The same sentences with another line's figure."""


@cache
def judged() -> tuple[Judge, dict[str, str]]:
    """The judge of the project, and its figures as sentences have them."""
    text = (SAMPLES / "anping-water" / "project.toml").read_text(encoding="utf-8")
    for old, new in CHANGES:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    result = compute(read_bytes("project.toml", text.encode()))
    return Judge(result, named_figures(result, [write(result, "plan")])), dict(_figures(result))


def _figures(result: Result) -> Iterator[tuple[str, str]]:
    for table in result.book.tables:
        for line in table.lines:
            columns = [value for value in result.figures.columns(line) if isinstance(value, Decimal)]
            if not columns:
                continue
            for year, value in zip(line.axis.years, result.figures.columns(line), strict=False):
                if isinstance(value, Decimal):
                    yield f"{table.id}.{line.id}@{year}", number.fixed(value, 2, grouped=True)
            places = {Unit.RATIO: 4}.get(Unit(line.unit), 2)
            whole = sum(columns) * (100 if line.unit in {Unit.SHARE, Unit.FRACTION} else 1)
            yield f"{table.id}.{line.id}", number.fixed(whole, places, grouped=True)


def _said(sentence: str) -> list[Judgement]:
    judge, figures = judged()
    return [claim.judgement for claim in judge.claims(re.sub(r"{([^}]+)}", lambda hit: figures[hit[1]], sentence))]


@pytest.mark.parametrize("sentence", RIGHT)
def test_a_figure_under_a_name_it_is_spoken_of_agrees(sentence: str) -> None:
    assert set(_said(sentence)) == {Judgement.AGREES}


@pytest.mark.parametrize("sentence", LIES)
def test_another_figure_of_the_same_kind_contradicts(sentence: str) -> None:
    assert _said(sentence)[-1] is Judgement.CONTRADICTS
