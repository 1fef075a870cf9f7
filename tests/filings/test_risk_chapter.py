"""The chapter on risk and the tab 风险分析 print what `bondcalc risk --json` tells, and the register as filled in."""

import io
import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import openpyxl
import pytest

from bondcalc.filings.draw import write
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.sheets.risk_register import Risk
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.reports.risk_report import risk_report
from bondcalc.run import compute
from bondcalc.screen.report_data import report_data
from bondcalc.typeset.document import Chart, PageTable, PrintedFigure
from bondcalc.typeset.printed_texts import words_of
from bondcalc.workbook.assemble import draw_workbook
from tests.samples import computed_sample, drawn_sample, filed_sample
from tests.trials.trial import document_text, table_of

BOTH = pytest.mark.parametrize("filing", ["plan", "evaluation"])
HANDED = [
    ("hengyang-park", "plan"),
    ("hengyang-park", "evaluation"),
    ("land-reserve", "review"),
    ("anping-water", "review"),
]
"""Filings that print the chapter: plan and evaluation with distributions of the bureau's own, else the review."""


@cache
def told(sample: str) -> dict[str, Any]:
    return report_data(risk_report(computed_sample(sample).book, computed_sample(sample).risk), "zh")


def figures(sample: str, filing: str) -> dict[str, str]:
    return {
        cell.id: cell.text
        for block in filed_sample(sample, filing).blocks
        if isinstance(block, PageTable)
        for row in block.rows
        for cell in row
        if isinstance(cell, PrintedFigure) and cell.id.startswith("risk.")
    }


@pytest.mark.slow
@pytest.mark.parametrize(("sample", "filing"), HANDED)
def test_every_printed_figure_is_that_of_the_json(sample: str, filing: str) -> None:
    printed, json = figures(sample, filing), told(sample)
    compared = 0
    for id_, text in printed.items():
        below, gap = re.fullmatch(r"risk\.below@([\d.]+)", id_), re.fullmatch(r"risk\.gap@(\d+)", id_)
        phase = re.fullmatch(r"risk\.gap\.(construction|repayment)", id_)
        place = re.fullmatch(r"risk\.(\w+)(?:@(\d+))?\.p(\d+)", id_)
        if below:
            [one] = [one for one in json["below"] if float(one["threshold"]) == float(below[1])]
            assert text == f"{float(one['probability']) * 100:.2f}%"
        elif gap:
            assert text == f"{json['cash_gap']['first_year'][gap[1]]['times'] / json['scenarios'] * 100:.2f}%"
        elif phase:
            assert text == f"{json['cash_gap'][phase[1]]['times'] / json['scenarios'] * 100:.2f}%"
        elif place:
            line = json["by_year"][place[1]][place[2]] if place[2] else json["ratios"][place[1]]
            assert text.replace(",", "") == (line[json["percents"].index(int(place[3]))] or "不适用"), id_
        else:
            continue
        compared += 1
    assert compared > 50


@pytest.mark.slow
@pytest.mark.parametrize("sample", ["hengyang-park", "anping-water"])
@pytest.mark.parametrize("filing", ["plan", "evaluation", "disclosure", "review"])
def test_the_default_set_is_for_the_reviewer_alone(sample: str, filing: str) -> None:
    own = sample == "hengyang-park"
    text = document_text(filed_sample(sample, filing))
    assert ("采用默认分布（判断值，未核实）" in text) is (filing == "review" and not own)
    assert ("风险模拟假设表" in text) is ((filing in {"plan", "evaluation"}) if own else filing == "review")
    assert "【待补充】风险清单" not in text


@pytest.mark.slow
@pytest.mark.parametrize("filing", ["plan", "evaluation", "disclosure", "review"])
def test_a_register_that_is_blank_is_asked_for_in_the_plan(filing: str) -> None:
    project = computed_sample("anping-water").project
    blank = replace(project, tables={**project.tables, sheet_of(Risk).id: ()})
    assert ("【待补充】风险清单" in document_text(write(compute(blank), filing))) is (filing == "plan")


@pytest.mark.slow
def test_what_construction_lacks_and_what_the_debt_lacks_are_counted_apart() -> None:
    """Construction ends in 2022: first years up to then are of the works, later ones of the debt, and nothing is in both."""
    gap = told("hengyang-park")["cash_gap"]
    times = {int(year): one["times"] for year, one in gap["first_year"].items()}
    assert gap["construction"]["times"] == sum(many for year, many in times.items() if year <= 2022)
    assert gap["repayment"]["times"] == sum(many for year, many in times.items() if year > 2022)
    assert min(gap["construction"]["times"], gap["repayment"]["times"]) > 0
    rows = [str(row[0]) for row in table_of(filed_sample("hengyang-park", "plan"), "风险概率表").rows]
    apart = [rows.index("建设资金缺口（首次在建设期）"), rows.index("偿债资金缺口（首次在建设期以后）")]
    assert [row for row in rows[apart[0] + 1 : apart[1]] if int(row[-5:-1]) > 2022] == []
    assert [row for row in rows[apart[1] + 1 :] if int(row[-5:-1]) <= 2022] == []


@BOTH
def test_the_register_stands_as_filled_in_and_the_fans_are_lines(filing: str) -> None:
    document = filed_sample("hengyang-park", filing)
    register = table_of(document, "风险清单")
    risks = computed_sample("hengyang-park").project.rows(Risk)
    assert [row[0] for row in register.rows] == [risk.name for risk in risks]
    assert [row[-1] for row in register.rows] == [risk.owner or "【待补充】" for risk in risks]
    fans = [block for block in document.blocks if isinstance(block, Chart) and "分位数" in block.title]
    assert len(fans) == 2
    for fan in fans:
        assert [series.kind for series in fan.series] == ["line"] * 5
        for one, other in zip(fan.series, fan.series[1:], strict=False):
            assert all(above >= below for above, below in zip(one.values, other.values, strict=True))


@pytest.mark.slow
def test_the_tab_holds_values_marked_as_computed_and_two_runs_the_same_bytes() -> None:
    data = drawn_sample("hengyang-park")
    assert data == draw_workbook(compute(computed_sample("hengyang-park").project))
    page = openpyxl.load_workbook(io.BytesIO(data))["风险分析"]
    rows = {str(row[0].value): row for row in page.iter_rows()}
    below = float(told("hengyang-park")["below"][1]["probability"])
    assert rows["覆盖倍数低于1.20倍"][1].value == below
    assert rows["覆盖倍数低于1.20倍"][1].fill.fgColor.rgb == "FFEDEDED"
    assert not [cell for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    assert "不是公式" in page["A3"].value
    assert len(page._charts) == 3
    cover = rows["全部债务本息覆盖倍数 E/F"]
    assert [f"{cell.value:.4f}" for cell in cover[1:6]] == told("hengyang-park")["ratios"]["coverage_total_debt"]


@pytest.mark.slow
def test_a_threshold_of_three_decimals_stands_as_it_is_stated() -> None:
    project = computed_sample("anping-water").project
    settings = replace(project.form(Settings), coverage_threshold=Decimal("1.004"), risk_scenarios=100)
    made = compute(replace(project, tables={**project.tables, "settings": (settings,)}))
    assert [one["threshold"] for one in report_data(risk_report(made.book, made.risk), "zh")["below"]] == [
        "1.00",
        "1.004",
    ]
    heads = [
        str(cell) if isinstance(cell, PrintedFigure) else words_of(cell)
        for filing in ("plan", "review")
        for block in write(made, filing).blocks
        if isinstance(block, PageTable)
        for row in [*block.heading, *block.rows]
        for cell in row
    ]
    assert [head for head in heads if "低于1.004倍" in head] == ["覆盖倍数低于1.004倍"] * 2
    book = openpyxl.load_workbook(io.BytesIO(draw_workbook(made)))
    for title in ("压力测试", "风险分析"):
        assert "覆盖倍数低于1.004倍" in [cell.value for row in book[title].iter_rows() for cell in row]
