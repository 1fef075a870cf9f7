"""Rows of one name are told apart, one amount has one name, and what is counted has no decimals."""

from collections import Counter
from decimal import Decimal

import pytest

from bondcalc.filings.draw import write
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.read import read_bytes
from bondcalc.result.result import Result
from bondcalc.typeset.document import Document, PageTable, Paragraph, PrintedFigure, printed
from tests.inputs.test_round_trip import RICH
from tests.parted import compute
from tests.samples import SAMPLE_NAMES, computed_sample, filed_sample
from tests.schedules.bundled import computed_park

CONSTRUCTION = {"hengyang-park": Decimal("53928.40"), "land-reserve": Decimal("8564.00")}
"""By hand: 56,181.20 − 2,221.60 of interest − 31.20 of fees, with 160 of working capital; 8,569.97 − 5.97, without."""


@pytest.fixture(scope="module")
def bundle() -> Result:
    return computed_park()


def titled(document: Document, begins: str) -> list[PageTable]:
    return [block for block in document.blocks if isinstance(block, PageTable) and block.title.startswith(begins)]


def first(table: PageTable) -> list[str]:
    return [printed(row[0]) for row in table.rows]


def test_sources_of_one_kind_are_told_apart_in_filing_and_schedule(bundle: Result) -> None:
    """Three sub-projects have capital of one kind, without a remark of its own."""
    (table,) = titled(write(bundle, "plan"), "资本金假设表")
    assert len(first(table)) == len(set(first(table))) > 1
    (funding,) = (table for table in bundle.book.tables if table.id == "funding")
    sources = [line.zh for line in funding.lines if line.id.startswith("source.")]
    assert sources == first(table)
    assert any("供水工程" in name for name in sources)


@pytest.mark.parametrize("sample", sorted(CONSTRUCTION))
def test_one_amount_has_one_name_in_every_statement(sample: str) -> None:
    """The outlay was 建设投资 in one table and 建设投资及流动资金 in two, of a project without working capital too."""
    rows = {
        (table.title.partition("（")[0], printed(row[1]).replace(",", ""))
        for table in filed_sample(sample, "plan").blocks
        if isinstance(table, PageTable) and not table.title.endswith("（二）")
        for row in table.rows
        if printed(row[0]) == "投资支出（不含利息和费用）"
    }
    assert rows == {
        (title, str(CONSTRUCTION[sample])) for title in ("资金测算平衡表", "项目投资现金流量表", "财务计划现金流量表")
    }


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_statements_name_only_what_every_project_has(sample: str) -> None:
    """A land reserve has no operation, no plant and no working capital."""
    names = {name for table in titled(filed_sample(sample, "plan"), "") for name in first(table)}
    assert not {"运营期利息支出", "建设投资及流动资金", "在建工程、固定及无形资产净值"} & names
    assert "利息支出（不含建设期）" in names


def test_a_cost_that_holds_replacement_says_so_beside_the_one_that_does_not() -> None:
    """1,800 of replacement stand between 运营成本合计 and 经营成本 of the sample; its name told of no difference."""
    result = computed_sample("hengyang-park")
    writer = Writer(result, "plan")
    cash, running, renewed = (
        sum(result.figures.amounts(writer.line(id_)), Decimal(0))
        for id_ in ("total_cost.cash_costs", "costs.total", "costs.replacement")
    )
    assert cash - running == renewed == 1800
    assert "维持运营投资" in writer.line("total_cost.cash_costs").zh
    assert "维持运营投资" not in Writer(computed_sample("land-reserve"), "plan").line("total_cost.cash_costs").zh


def test_what_is_counted_has_no_decimals_and_what_is_measured_keeps_them() -> None:
    """8户、14户 of the sample; 3.20户 where two fifths of 8 subscribe."""
    rows = [row for table in titled(filed_sample("hengyang-park", "plan"), "经营收入表（一）") for row in table.rows]
    counted = [
        [cell.text for cell in row[3:] if isinstance(cell, PrintedFigure)]
        for row in rows
        if printed(row[0]).strip() in {"计费数量（户）", "计费数量（个）"}
    ]
    assert counted[1][:4] == ["8", "14", "22", "30"]
    assert counted[3][0] == "3.20"
    decimals = Counter(len({"." in text for text in row}) for row in counted)
    assert set(decimals) == {1}, "a row is of one kind"


def test_every_row_of_the_assumptions_says_what_it_is_of_and_what_is_assumed() -> None:
    """Payments of principal name their bond and not their kind, what is repaid in whole has a sentence, and no loan is called 还本."""
    plan = write(compute(read_bytes("project.toml", RICH.encode())), "plan")
    for table in titled(plan, ""):
        if table.title.endswith("假设表"):
            assert all(printed(cell) for row in table.rows for cell in row[:2]), table.title
    (instalments,) = titled(plan, "逐笔还本假设表")
    assert first(instalments) == ["债券A", "债券A", "债券B"]
    assert [printed(row[1]) for row in instalments.rows] == [
        "2025年1月31日约定还本80.00万元",
        "2030年1月31日约定还本120.00万元",
        "2026年6月25日提前偿还全部余额",
    ]
    lenders, repaid = (first(*titled(plan, begins)) for begins in ("市场化融资假设表", "市场化融资分年还本付息假设表"))
    assert set(repaid) <= set(lenders)


@pytest.mark.parametrize("filing", ["plan", "evaluation"])
def test_a_multiple_below_the_standard_of_the_province_is_said_to_miss_it(filing: str) -> None:
    """1.19 of 1.20 stood without a word in the plan and its evaluation; of 1.25 nothing is claimed here."""
    short, enough = (
        "".join(
            "".join(map(str, block.text))
            for block in filed_sample(sample, filing).blocks
            if isinstance(block, Paragraph)
        )
        for sample in ("hengyang-park", "land-reserve")
    )
    told = short.count("本省标准为1.20倍")
    assert told == short.count("本省标准为1.20倍，未达到标准") == enough.count("本省标准为1.20倍") > 0
    assert "未达到标准" not in enough


def test_the_disclosure_calls_the_evaluation_what_it_is() -> None:
    """No firm is named in the sample: its paper is no report."""
    said = "".join(
        "".join(map(str, block.text))
        for block in filed_sample("land-reserve", "disclosure").blocks
        if isinstance(block, Paragraph)
    )
    assert "与实施方案和测算底稿中" in said
    assert "评价报告" not in said


@pytest.mark.parametrize(("sample", "called"), [("land-reserve", "不适用"), ("hengyang-park", "待补充和不适用")])
def test_the_review_speaks_of_open_matters_only_where_there_are_some(sample: str, called: str) -> None:
    """Of a project with nothing open the table spoke of what is 资料不足 all the same."""
    review = filed_sample(sample, "review")
    (table,) = titled(review, f"{called}的核对事项")
    assert {printed(row[1]) for row in table.rows} == set(called.split("和"))
    said = "".join("".join(map(str, block.text)) for block in review.blocks if isinstance(block, Paragraph))
    assert ("尚不能判定" in said) == ("待补充" in called)
