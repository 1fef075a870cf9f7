"""The evaluation says what its figures rest on and whether the debt can be paid, in words that follow the figures."""

from dataclasses import replace

import pytest

from bondcalc.filings.draw import write
from bondcalc.inputs.sheets.source_notes import SourceNote
from bondcalc.result.result import Result
from bondcalc.typeset.document import Paragraph, printed
from tests.parted import compute
from tests.samples import computed_sample
from tests.trials.trial import filing_text


def said(result: Result, filing: str) -> str:
    blocks = write(result, filing).blocks
    return "\n".join(printed(block.text) for block in blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize("filing", ["plan", "evaluation"])
def test_the_years_that_fall_short_are_those_of_the_table(filing: str) -> None:
    # By the table: 收益 816.93 of 1,300.80 in 2023, 1,515.13 of 18,456.80 in 2030, 1,608.74 of 1,612.00 in 2036.
    # To date 62,287.72 over 49,066.40 (51,288.00 less 2,221.60 of the construction period) is 1.2695.
    text = said(computed_sample("hengyang-park"), filing)
    assert "2023、2030、2036年的当年项目收益少于由收益偿还的本息，偿债备付率最低为0.08倍，" in text
    assert "自首年至2041年累计，项目收益为由收益偿还的本息的1.27倍；该数按预测期各年计算，" in text
    assert "各年末资金余额均不为负，最低为2030年末的466.31万元。" in text


def test_the_plan_names_the_heaviest_year_and_what_repays() -> None:
    text = said(computed_sample("hengyang-park"), "plan")
    assert "由项目资金承担的本息最多的为2030年，当年18,456.80万元。" in text
    sources = text.partition("偿债资金来源为本项目的")[2].partition("。")[0].split("、")
    assert sources[0] == "土地出让收入（扣除土地成本和土地出让计提）"
    assert "厂房租金" in sources
    reserve = said(computed_sample("land-reserve"), "plan")  # its land costs stand in the investment
    assert "偿债资金来源为本项目的土地出让收入（扣除土地出让计提）。" in reserve


def test_level_payments_have_many_heaviest_years() -> None:
    # 等额本息 from the grace to the year before the last: 477.84 in each of 2025 to 2041, 342.92 and 239.03 beside them.
    text = said(computed_sample("anping-water"), "plan")
    assert "由项目资金承担的本息最多的为2025至2041年，每年477.84万元。" in text


def test_years_that_do_not_pay_for_themselves_are_risks_only_where_there_are_some() -> None:
    # By the tables: 0.4078 and 0.7542 of 2030 and 2028 in one, 1.58 the lowest of any year in the other.
    short, able = (said(computed_sample(name), "plan") for name in ("land-reserve", "anping-water"))
    assert "偿债备付率低于1.00倍的2028、2030年，当年收益不足以偿还当年本息" in short
    assert "偿债备付率最低为1.58倍。项目结余资金" in able
    assert "当年收益不足以偿还当年本息" not in able


def test_cash_below_zero_is_never_called_made_up_for() -> None:
    given = computed_sample("hengyang-park").project
    poor = tuple(replace(row, price=row.price / 2) for row in given.tables["land"])  # type: ignore[attr-defined,type-var]
    result = compute(replace(given, tables={**given.tables, "land": poor}))
    text = said(result, "plan")
    assert "各年末资金余额均不为负" not in text
    assert "须另行落实资金来源" in text
    assert "差额由以前年度结余资金补足" not in text


@pytest.mark.parametrize(
    ("notes", "words"),
    [
        ((), "项目单位未注明可信度低的参数"),
        (
            (
                SourceNote(table="经营收入", row="rent", field="单价", document="询价记录", confidence="low"),
                SourceNote(table="土地出让", row="P1", field=None, document="公告", confidence="high"),
            ),
            "下列参数为推测性假设，其余为最佳估计假设：“经营收入”表rent“单价”。",
        ),
    ],
)
def test_what_the_bureau_calls_uncertain_is_a_hypothetical_assumption(
    notes: tuple[SourceNote, ...], words: str
) -> None:
    result = computed_sample("hengyang-park")
    given = replace(result.project, tables={**result.project.tables, "sources": notes})
    assert words in said(replace(result, project=given), "evaluation")


def test_general_assumptions_leave_out_what_the_project_has_not() -> None:
    with_land, without = (
        filing_text(computed_sample(name), "evaluation") for name in ("hengyang-park", "anping-water")
    )
    assert "6.土地按计划的时间、面积和价格出让" in with_land
    assert "7.预测期内无对项目有重大影响的不可抗力事件。" in with_land
    assert "土地按计划的时间" not in without
    assert without.count("不可抗力事件") == 1
