"""Every printed table adds up from what stands printed beside its totals, in the samples and in drawn projects."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

from bondcalc.filings.draw import known, write_whole
from bondcalc.filings.parts.adding import TotalError, check_totals
from bondcalc.inputs.read import read_bytes
from bondcalc.typeset.document import Document, PageTable, Sum, TableCell, printed
from tests.parted import compute
from tests.samples import computed_sample, filed_sample, whole_sample
from tests.schedules.drawn import projects
from tests.schedules.stated import computed as stated_project
from tests.schedules.test_tax_refund import HEAD as REFUND_HEAD
from tests.schedules.test_tax_refund import REFUND as TAX_REFUND
from tests.schedules.test_tax_refund import TEXT as REFUNDED

SAMPLES = Path(__file__).parent.parent.parent / "samples"
TOTAL = re.compile("合计|总计|^总投资$|净利润|利润总额|净现金流量|余额$|(?<!建设资金)结余$|^项目收益$|^净收益$")
"""What a row or column is called that is made of others."""
NO_PARTS = {
    "基础数据表",
    "分年偿债能力表",
    "项目总体信息",
    "单因素压力测试表",
    "期末资金余额分位数表",
    "区域经济财政情况表",
}
"""Tables that list figures beside one another, none the sum of its neighbours."""
TAKEN = {"资产负债表 累计净利润", "项目资本金现金流量表 项目收益"}
"""Rows that another table adds up and this one takes over."""
SPANS = ("预测期合计", "存续期合计")
"""Columns that sum over years which are not printed beside them."""
EXPECTED = {
    "投资估算表",
    "项目总投资使用计划与资金筹措表",
    "专项债券还本付息表",
    "经营收入表",
    "运营成本与维持运营投资表",
    "相关税费表",
    "项目收益测算表",
    "资金测算平衡表",
    "土地出让收益分年表",
    "项目投资分年计划表",
    "总成本费用估算表",
    "折旧及摊销估算表",
    "利润与利润分配表",
    "项目投资现金流量表",
    "项目资本金现金流量表",
    "财务计划现金流量表",
    "资产负债表",
}


def tables(document: Document) -> list[PageTable]:
    return [block for block in document.blocks if isinstance(block, PageTable)]


def cents(cell: TableCell) -> int | None:
    """An amount of two decimals, or of four in 亿元, in its ten-thousandths; None for a blank or words."""
    text = printed(cell)
    return int(Decimal(text.replace(",", "")) * 10000) if re.fullmatch(r"-?[\d,]+\.\d\d(\d\d)?", text) else None


def off(table: PageTable) -> list[str]:
    """Totals that are not the sum of what is printed; read here from the text, apart from the program's own check."""
    found = []
    for total in table.sums:
        lines = table.rows if total.axis == "column" else list(zip(*table.rows, strict=True))
        compared, above = 0, 0
        for line in lines:
            stated = cents(line[total.at])
            if stated is not None:
                parts = sum(cents(line[at]) or 0 for at in total.plus) - sum(cents(line[at]) or 0 for at in total.minus)
                compared += 1
                if parts + above != stated:
                    found.append(f"{table.title} {total}: {stated} is not {parts + above}")
            above = (cents(line[total.carried]) or 0) if total.carried is not None else 0
        if not compared:
            found.append(f"{table.title} {total}: no figure")
    return found


def unnamed(table: PageTable) -> list[str]:
    """Rows and columns called totals of which nobody says what they are made of."""
    if not table.unit or table.title.partition("（")[0] in NO_PARTS:
        return []
    declared = {(total.axis, total.at) for total in table.sums}
    heads = {
        ("column", at): printed(head)
        for at, head in enumerate(table.heading[-1])
        if not printed(head).rstrip("）").endswith(SPANS)
    }
    heads |= {("row", at): printed(row[0]) for at, row in enumerate(table.rows)}
    return [
        f"{table.title} {head}"
        for key, head in heads.items()
        if TOTAL.search(head)
        and f"{table.title} {head}" not in TAKEN
        and key not in declared
        and any(
            cents(cell) is not None
            for cell in (table.rows[key[1]] if key[0] == "row" else [row[key[1]] for row in table.rows])
        )
    ]


@pytest.mark.slow
@pytest.mark.parametrize("filing", known())
@pytest.mark.parametrize("sample", [path.parent.name for path in sorted(SAMPLES.glob("*/project.toml"))])
def test_every_table_of_a_sample_adds_up(sample: str, filing: str) -> None:
    """In one piece, and in the parts that pages hold: these add up down their columns."""
    made = tables(whole_sample(sample, filing))
    assert [text for table in tables(filed_sample(sample, filing)) for text in off(table)] == []
    assert [text for table in made for text in [*off(table), *unnamed(table)]] == []


@pytest.mark.parametrize("filing", ["plan", "evaluation"])
def test_the_tables_of_money_are_there(filing: str) -> None:
    made = {table.title: table for table in tables(whole_sample("hengyang-park", filing))}
    assert made.keys() >= EXPECTED
    assert all(made[title].sums for title in EXPECTED)


def test_no_line_a_total_counts_is_left_out() -> None:
    """Every revenue, node, cost and tax row of the input is a row of its table."""
    result = computed_sample("hengyang-park")
    shown = {
        table.title: {printed(row[0]) for row in table.rows} for table in tables(whole_sample("hengyang-park", "plan"))
    }
    for sheets, title in (
        (("revenue", "node"), "经营收入表"),
        (("costs",), "运营成本与维持运营投资表"),
        (("taxes_paid",), "相关税费表"),
    ):
        names = {row.name for sheet in sheets for row in result.project.tables[sheet]}
        assert names, title
        assert names <= shown[title], title


UNCLAIMED = (
    '[[revenue]]\nid = "{id}"\nname = "{id}"\nbudget_class = "{kind}"\nclaimed = {claimed}\nprice = 1\n'
    "by_year = {{ 2022 = {amount}, 2023 = 70 }}\n"
)


@pytest.mark.parametrize(
    ("kind", "claimed", "joined"),
    [("subsidy", "false", True), ("project_special", "false", True), ("project_special", "true", False)],
)
@pytest.mark.parametrize("filing", ["plan", "evaluation"])
def test_what_repays_of_all_revenue_is_what_the_next_table_starts_with(
    filing: str, kind: str, claimed: str, joined: bool
) -> None:
    """Two tables that both say 经营收入 are joined by a row where one has lines that the other has not."""
    more = UNCLAIMED.format(id="补", kind=kind, claimed=claimed, amount=150)
    whole = write_whole(stated_project(REFUNDED + more, REFUND_HEAD), filing)
    made = {table.title: [[printed(cell) for cell in row] for row in table.rows] for table in tables(whole)}
    earned = {row[0]: row[3:] for row in made["经营收入表"]}
    assert ("其中：列为偿债资金来源" in earned) == joined
    ours = earned["其中：列为偿债资金来源" if joined else "经营收入合计"]
    next_table = [row[1] for row in made["项目收益测算表"] if row[0].isdigit()]
    assert [amount for amount in next_table if cents(amount)] == [amount for amount in ours if cents(amount)]


@pytest.mark.slow
def test_every_table_of_drawn_projects_adds_up(count: int) -> None:
    """CI draws half of the count; `--count 200` draws the hundred."""

    @settings(max_examples=count // 2)
    @given(projects())
    def drawn(text: str) -> None:
        adds_up(text)

    drawn()


def adds_up(text: str) -> None:
    small = text.replace("[settings]\n", "[settings]\nrisk_scenarios = 100\n")
    result = compute(read_bytes("project.toml", small.encode()))
    for filing in known():
        made = tables(write_whole(result, filing))
        assert [text for table in made for text in [*off(table), *unnamed(table)]] == []


EXTRA = {"refund": TAX_REFUND, "funds": "[flowing_funds]\namount = 37\n"}
"""What a project may have beside: cash that is no revenue, money tied up."""


@pytest.mark.parametrize("filing", ["plan", "evaluation"])
@pytest.mark.parametrize("beside", [("refund",), ("funds",), ("refund", "funds")], ids="+".join)
def test_what_a_net_flow_is_made_of_has_a_row_each(beside: tuple[str, ...], filing: str) -> None:
    """The rows of 项目投资现金流量表 are read from the formula: one that a project has of its own is printed."""
    text = "".join(EXTRA[name] for name in beside)
    result = stated_project(REFUNDED + text, REFUND_HEAD)
    printed = {table.title: table for table in tables(write_whole(result, filing))}
    assert [told for table in printed.values() for told in [*off(table), *unnamed(table)]] == []
    if filing == "evaluation":
        heads = [row[0] for row in printed["项目投资现金流量表"].rows]
        assert ("留抵退税" in heads) == ("refund" in beside)
        assert ("铺底以外增加的流动资金" in heads) == ("funds" in beside)


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        ([["a", "1.00"], ["b", "2.00"], ["合计", "3.01"]], Sum("row", 2, (0, 1))),
        ([["2021", "5.00", "7.00", "-2.01"]], Sum("column", 3, (1,), (2,))),
        ([["2021", "5.00", "5.00"], ["2022", "1.00", "5.00"]], Sum("column", 2, (1,), carried=2)),
    ],
)
def test_a_table_that_does_not_add_up_is_never_written(rows: list[list[str]], total: Sum) -> None:
    table = PageTable(
        "表", "单位：万元", [["项目"] * len(rows[0])], rows, "r" * len(rows[0]), [1] * len(rows[0]), sums=(total,)
    )
    with pytest.raises(TotalError, match="印出的合计"):
        check_totals(Document("", "", "", "", "", "", [table]))
    assert off(table)
