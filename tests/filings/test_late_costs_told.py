"""Costs paid after the last maturity beside every multiple, and why a sum inside the bonds' life is more than that of the forecast."""

import pytest

from bondcalc.filings.draw import write
from bondcalc.filings.parts.filing import words
from bondcalc.filings.parts.late_costs_told import income_inside_more, land_inside_more, late_costs
from bondcalc.filings.parts.text import Writer
from bondcalc.result.result import Result
from bondcalc.typeset.document import Paragraph
from tests.schedules.test_late_costs import LATER, SERVICED, land, made, outlay
from tests.trials.trial import document_text

MOVED = land("2023 = 1", "2024 = 0.4, 2027 = 0.6") + outlay("2026 = 2600", 4)
"""540 of land cost and 2,600 of works behind the maturity."""


def writer_of(result: Result) -> Writer:
    writer = Writer(result, "plan")
    writer.words |= words(result)
    return writer


def said(paragraphs: list[Paragraph]) -> str:
    return "".join(part if isinstance(part, str) else part.text for block in paragraphs for part in block.text)


def test_the_sentence_says_what_is_left_out_and_whose_it_is() -> None:
    told = said(late_costs(writer_of(made(MOVED, LATER))))
    assert "未计入末期债券到期后支付的成本3,140.00万元" in told
    assert "土地成本540.00万元" in told
    assert "成本、税费2,600.00万元" in told
    assert "其中540.00万元属于存续期内收入的成本" in told
    assert "其中3,140.00万元属于存续期内收入的成本" in said(late_costs(writer_of(made(MOVED, SERVICED))))


def test_it_says_which_limits_the_multiple_falls_below() -> None:
    """3,330 less 600 and less 1,100 are 1.19 and 0.97 of 2,300; less 500 they are 1.23."""
    below, under_one, above = (
        said(late_costs(writer_of(made(outlay(f"2026 = {amount}", 4))))) for amount in (600, 1100, 500)
    )
    assert "为1.19倍，未达到本省标准（本省标准为1.20倍）。" in below
    assert "为0.97倍，低于1.00倍，未达到本省标准（本省标准为1.20倍）。" in under_one
    assert above.endswith("为1.23倍。")


def test_without_such_costs_nothing_is_said() -> None:
    writer = writer_of(made(outlay("2024 = 600") + land("2023 = 1", "2024 = 1")))
    assert [*late_costs(writer), *land_inside_more(writer), *income_inside_more(writer)] == []


@pytest.mark.parametrize("edge", ["prorated", "whole"])
def test_a_net_inside_above_that_of_the_forecast_says_why(edge: str) -> None:
    told = said(land_inside_more(writer_of(made(MOVED, edge=edge))))
    assert "地块P的净收益，存续期合计大于预测期合计" in told
    assert "预测期内支付土地成本900.00万元，其中存续期内支付360.00万元" in told
    income = said(income_inside_more(writer_of(made(land("2023 = 1", "2027 = 1")))))
    assert "大于预测期项目收益合计" in income
    assert "末期债券到期后支付的成本900.00万元在上述支出之内" in income


@pytest.mark.parametrize(
    ("filing", "multiple", "named"),
    [
        ("plan", "为1.19倍", "上述收益未计入末期债券到期后支付的成本600.00万元"),
        ("evaluation", "为1.19倍", "上述收益未计入末期债券到期后支付的成本600.00万元"),
        ("review", "变为1.19倍", "全部债务本息覆盖倍数（计入到期后支付的成本）"),
        ("disclosure", "为1.19倍", "末期债券到期后支付、未计入收益的成本计入后"),
    ],
)
def test_each_filing_has_the_multiple(filing: str, multiple: str, named: str) -> None:
    """3,330 less 600 is 1.187 of 2,300."""
    told = document_text(write(made(outlay("2026 = 600", 4)), filing))
    assert multiple in told
    assert named in told
