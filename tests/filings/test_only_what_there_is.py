"""Sentences speak of what a project has: years below zero, costs that bond money may not pay, other money for a gap."""

import re
from dataclasses import replace
from functools import cache

import pytest

from bondcalc.filings.draw import write
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.schedules import investment, repayable
from bondcalc.typeset.document import Document, Paragraph, printed
from tests.parted import compute
from tests.samples import SAMPLE_NAMES, SAMPLES, computed_sample, filed_sample
from tests.schedules.bundled import computed_park
from tests.trials.trial import tables_of

FILINGS = ("plan", "evaluation")


def said(document: Document) -> str:
    return "".join("".join(map(str, block.text)) for block in document.blocks if isinstance(block, Paragraph))


@cache
def sentences(sample: str, filing: str) -> str:
    return said(filed_sample(sample, filing))


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLE_NAMES)
@pytest.mark.parametrize("filing", FILINGS)
def test_years_below_zero_are_named_where_there_are_some_and_only_there(sample: str, filing: str) -> None:
    result = computed_sample(sample)
    below = [amount for amount in result.figures.amounts(result.book.use(repayable.schedule).amount) if amount < 0]
    assert ("项目收益为负，如实列示" in sentences(sample, filing)) == bool(below)


@pytest.mark.slow
def test_a_year_below_zero_is_named() -> None:
    given = computed_sample("anping-water").project
    idle = tuple(replace(row, price=row.price / 10) for row in given.tables["revenue"])  # type: ignore[attr-defined,type-var]
    result = compute(replace(given, tables={**given.tables, "revenue": idle}))
    assert re.search(r"20\d\d(至20\d\d)?年项目收益为负，如实列示", said(write(result, "plan")))


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_bond_money_is_kept_from_what_the_project_has(sample: str) -> None:
    result = computed_sample(sample)
    said = sentences(sample, "plan").partition("债券资金只用于符合规定用途的投资，不用于")[2].partition("。")[0]
    base = any(result.figures.amounts(result.book.use(investment.schedule).working_capital))
    land = any(row.category == "land_compensation" for row in result.project.rows(InvestmentItem))
    assert ("铺底流动资金" in said) == base
    assert ("征地拆迁补偿" in said) == (land and sample != "land-reserve")
    assert said.startswith("利息、发行和兑付费用")


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_other_money_is_spoken_of_only_where_cash_falls_short(sample: str) -> None:
    result = computed_sample(sample)
    lowest = result.figures.amount(result.book.find("coverage")["cash_min"])
    assert ("其他合规资金" in sentences(sample, "plan")) == (lowest < 0)


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_one_paper_of_approval_bears_no_number(sample: str) -> None:
    said = sentences(sample, "plan").partition("项目已取得的批复文件如下。")[2]
    assert said.startswith("1.") == (
        "；"
        in (SAMPLES / sample / "project.toml")
        .read_text(encoding="utf-8")
        .partition("approvals = ")[2]
        .partition("\n")[0]
    )


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_a_single_bond_is_neither_first_nor_last(sample: str) -> None:
    several = len(computed_sample(sample).project.rows(Bond)) > 1
    events = [printed(row[0]) for table in tables_of(filed_sample(sample, "plan"), "时间安排表") for row in table.rows]
    for text in (sentences(sample, "plan"), *events):
        for single, one_of_several in (("债券起息", "首期债券起息"), ("债券到期", "末期债券到期")):
            assert single not in text or (one_of_several in text) == several
    assert ("首期起息日为" in sentences(sample, "plan")) == several


@pytest.mark.slow
def test_fees_are_told_where_there_are_some() -> None:
    bundle = said(write(computed_park(), "plan"))
    assert "发行及兑付费用0.00" not in bundle
    assert "发行费用合计" not in bundle
    assert "本息纳入政府性基金预算管理" in bundle
    for sample in SAMPLE_NAMES:
        assert "兑付手续费合计" in sentences(sample, "plan")
        assert re.search(r"[、含]发行及兑付费用[1-9][\d,.]*万元", sentences(sample, "plan"))
