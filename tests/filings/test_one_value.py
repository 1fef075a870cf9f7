"""Whatever is chosen on the sheet 计算设置: a figure in a sentence is that of the line the verdict used, and no two sentences differ."""

import re
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from bondcalc.filings.draw import known, write
from bondcalc.inputs.project import Project, sheet_of
from bondcalc.inputs.read import read_project
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.run import compute
from bondcalc.schedules import coverage
from bondcalc.typeset.document import Document, PageTable, Paragraph, PrintedFigure

SAMPLES = Path(__file__).parent.parent.parent / "samples"
FIGURE = re.compile(r"([一-鿿A-Za-z/]+)\s*(-?\d[\d,]*\.\d+)(亿元)?")
"""The words before a figure, the figure, and its unit where that is another than the project's."""
LINKS = ("为", "合计", "是", "达")
"""Words between what a figure means and the figure."""

LIMITS = ("不超过", "低于", "高于", "达到", "超过")
"""Words before a limit, which is another in each rule."""


def choices() -> list[tuple[str, object]]:
    """Every value of every choice of the sheet but the one that holds anyway; flags are choices."""
    found: list[tuple[str, object]] = []
    for cell in sheet_of(Settings).cells:
        values = list(cell.choices) if cell.choices else [True, False] if cell.kind == "flag" else []
        found += [(cell.id, value) for value in values if value != cell.default]
    return found


@cache
def stated(sample: str) -> Project:
    return read_project(SAMPLES / sample / "project.toml")


def chosen(sample: str, **changes: object) -> Result:
    project = stated(sample)
    form = replace(project.form(Settings), risk_scenarios=100, **changes)  # type: ignore[arg-type]
    return compute(replace(project, tables={**project.tables, "settings": (form,)}))


def filings(result: Result) -> list[Document]:
    return [write(result, filing) for filing in known()]


def sentences(result: Result, documents: list[Document]) -> list[str]:
    """Every paragraph of every filing, and every sentence that says how a rule was answered."""
    texts = [found.outcome.zh for found in result.findings]
    for document in documents:
        texts += ["".join(map(str, block.text)) for block in document.blocks if isinstance(block, Paragraph)]
    return texts


def by_line(documents: list[Document]) -> dict[str, set[str]]:
    """What is printed for each line id, over all filings."""
    printed: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        for block in document.blocks:
            parts = (
                block.text
                if isinstance(block, Paragraph)
                else [cell for row in block.rows for cell in row]
                if isinstance(block, PageTable)
                else ()
            )
            for part in parts:
                if isinstance(part, PrintedFigure) and part.text:
                    printed[part.id].add(part.text)
    return printed


def meanings(texts: list[str]) -> dict[str, set[str]]:
    """What is said for each meaning: the words right before a figure, without the verb."""
    said: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for words, written, hundred_million in FIGURE.findall(text):
            figure = str(int(Fraction(written.replace(",", "")) * 10_000)) if hundred_million else written
            meaning = words
            while meaning.endswith(LINKS):
                meaning = meaning[: -max(len(link) for link in LINKS if meaning.endswith(link))]
            if len(meaning) > 3 and not meaning.startswith(LIMITS):
                said[meaning].add(figure)
    return said


def contradicting(figures: set[str]) -> bool:
    """Tell whether figures are more than roundings of one another."""
    values = [(Fraction(figure.replace(",", "")), len(figure.partition(".")[2])) for figure in figures]
    return any(
        abs(one - other) > Fraction(1, 2 * 10 ** min(places, beside))
        for one, places in values
        for other, beside in values
    )


def check(result: Result) -> None:
    documents = filings(result)
    texts = sentences(result, documents)
    assert {id_: shown for id_, shown in by_line(documents).items() if len(shown) > 1} == {}
    said = meanings(texts)
    assert {meaning: shown for meaning, shown in said.items() if contradicting(shown)} == {}
    basis = result.book.use(coverage.schedule).basis
    e, f = (result.figures.amount(line) for line in (basis.revenue, basis.service))
    assert said["债券存续期内项目收益"] == {f"{e:,.2f}"}
    assert said["全部债务融资本息"] == {f"{f:,.2f}"}
    for shown in said["本息覆盖倍数"]:
        assert abs(Fraction(shown) - Fraction(e) / Fraction(f)) <= Fraction(1, 2 * 10 ** len(shown.partition(".")[2]))


@pytest.mark.slow
@pytest.mark.parametrize(("field", "value"), choices())
def test_every_choice_alone(field: str, value: object) -> None:
    check(chosen("hengyang-park", **{field: value}))


@pytest.mark.slow
@pytest.mark.parametrize(("field", "value"), [pair for pair in choices() if pair[0] != "edge_years"])
def test_every_choice_with_whole_edge_years(field: str, value: object, count: int) -> None:
    sample = "hengyang-park" if count > 8 else "anping-water"
    check(chosen(sample, edge_years="whole", **{field: value}))


@pytest.mark.slow
def test_the_sentences_are_read() -> None:
    """What the test reads is there: the E of the verdict in plan and evaluation, in the words a reader sees."""
    result = chosen("hengyang-park", edge_years="whole")
    texts = sentences(result, filings(result))
    assert sum("债券存续期内项目收益62,287.72" in text.replace("为", "") for text in texts) >= 3
    assert not any("61,285.52" in text for text in texts)


def test_two_figures_of_one_meaning_are_found() -> None:
    assert contradicting({"1.1949", "1.2145"})
    assert not contradicting({"1.1949", "1.19"})
    assert meanings(["本息覆盖倍数为1.1949。", "本息覆盖倍数1.2145，"]) == {"本息覆盖倍数": {"1.1949", "1.2145"}}
