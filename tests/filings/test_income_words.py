"""What a filing says of income is what the project has: land alone, operation alone, both; every price with what it is for."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bondcalc.analysis.stress.sensitivity import present
from bondcalc.filings.draw import write
from bondcalc.filings.parts.income_words import income_words, listed, nothing_runs
from bondcalc.inputs.sheets.operating_costs import CostLine
from bondcalc.inputs.sheets.revenue_lines import RevenueLine
from bondcalc.typeset.document import Document, PageTable, Paragraph, PrintedFigure, TableCell
from bondcalc.typeset.printed_texts import words_of
from bondcalc.wording.spelt_units import per, spelt_unit
from tests.parted import compute
from tests.samples import computed_sample, filed_sample

LAND, WATER, PARK = "land-reserve", "anping-water", "hengyang-park"


def cell(given: TableCell) -> str:
    return words_of((given,) if isinstance(given, PrintedFigure) else given)


def said(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield words_of(block.text)
        elif isinstance(block, PageTable):
            yield block.title
            yield from (cell(one) for row in block.rows for one in row)


@pytest.fixture(scope="module")
def texts() -> dict[tuple[str, str], str]:
    wanted = ((LAND, "plan"), (LAND, "evaluation"), (WATER, "plan"))
    return {key: "\n".join(said(filed_sample(*key))) for key in wanted}


@pytest.mark.parametrize(
    ("sample", "deducted"),
    [
        (LAND, "已扣除土地出让计提"),
        (WATER, "已扣除运营成本和相关税费"),
        (PARK, "已扣除运营成本、相关税费、维持运营投资、土地成本和土地出让计提"),
    ],
)
def test_what_is_deducted_is_what_the_project_has(sample: str, deducted: str) -> None:
    """Land of land-reserve bears accruals only: its cost stands in the investment."""
    assert income_words(computed_sample(sample))["deducted"] == deducted


def test_a_project_of_land_alone_is_not_told_to_operate(texts: dict[tuple[str, str], str]) -> None:
    for filing in ("plan", "evaluation"):
        text = texts[LAND, filing]
        for word in (
            "投入运营",
            "运营期末",
            "建设期和运营期",
            "运营成本",
            "使用量",
            "使用数量",
            "收费标准低于",
            "维持运营投资",
            "含税口径",
        ):
            assert word not in text, (filing, word)
        assert "具备土地供应条件" in text
        assert "按收款月份计入" in text
    assert "土地" not in texts[WATER, "plan"].partition("收入风险：")[2].partition("。")[0]
    assert "投入运营" in texts[WATER, "plan"]


def test_why_no_construction_interest_stands_in_the_investment_is_told(texts: dict[tuple[str, str], str]) -> None:
    assert "具备土地供应条件前没有付息日，测算总投资中不含建设期利息" in texts[LAND, "plan"]
    assert "前没有付息日" not in texts[WATER, "plan"]


def test_a_working_paper_does_not_call_itself_a_report(texts: dict[tuple[str, str], str]) -> None:
    assert "本底稿所列预测性财务信息" in texts[LAND, "evaluation"]
    assert "本报告" not in texts[LAND, "evaluation"]


def test_other_debts_are_named_only_where_there_are_some(texts: dict[tuple[str, str], str]) -> None:
    assert "各期债券的还本付息按付息日列示" in texts[WATER, "plan"]


def test_prices_say_what_they_are_for(texts: dict[tuple[str, str], str]) -> None:
    assert "含税单价1.6元/吨" in texts[WATER, "plan"]
    assert "按“污水处理费”的数量计，单价0.42元/吨" in texts[WATER, "plan"]
    assert "数量16人，单价每年6.5万元/人（含税）" in texts[WATER, "plan"]
    assert "\n1.55元/吨\n" in texts[WATER, "plan"]
    assert "\n183万元/亩\n" in texts[LAND, "plan"]


@pytest.mark.parametrize(
    ("unit", "spelt", "price"),
    [
        ("吨", "吨", "/吨"),
        ("t/d", "吨/日", "/吨"),
        ("㎡", "平方米", "/平方米"),
        ("kWh/d", "千瓦时/日", "/千瓦时"),
        ("", "", ""),
    ],
)
def test_units_are_spelt(unit: str, spelt: str, price: str) -> None:
    assert (spelt_unit(unit), per(unit)) == (spelt, price)


def test_a_contingency_of_nothing_is_no_custom(texts: dict[tuple[str, str], str]) -> None:
    assert "涨价预备费率\n0%\n未计列" in texts[WATER, "plan"]
    assert "基本预备费率\n5%\n项目单位填报" in texts[WATER, "plan"]
    assert "纳税主体类型" not in texts[LAND, "plan"]


def test_names_are_joined_as_a_sentence_does() -> None:
    assert [listed(["a", "b", "c"][:count]) for count in range(4)] == ["", "a", "a和b", "a、b和c"]


def test_every_delay_that_moves_land_past_the_forecast_is_told(texts: dict[tuple[str, str], str]) -> None:
    """By hand: 60% of S1 (2,556.00 of 13,257.50) a year later; with 2029 (1,995.00 and 1,704.00) two years later."""
    shares = [f"{lost / 13257.5:.2%}" for lost in (2556, 2556 + 1995 + 1704)]
    assert shares == ["19.28%", "47.18%"]
    assert f"土地出让推迟1年、推迟2年时，按价款计分别有{'、'.join(shares)}的土地" in texts[LAND, "plan"]


def test_a_ratio_to_date_is_told_apart_from_the_one_that_decides(texts: dict[tuple[str, str], str]) -> None:
    assert "1.72倍；该数按预测期各年计算，与债券存续期内的本息覆盖倍数口径不同" in texts[WATER, "plan"]
    assert "口径不同" not in texts[LAND, "plan"]


def test_a_review_says_what_ratios_decide_nothing() -> None:
    sentence = "注明“仅供参考”的不是法定覆盖倍数，不用于判定。"
    assert [sentence in "".join(said(filed_sample(sample, "review"))) for sample in (WATER, LAND)] == [True, False]


def test_nothing_is_put_off_where_nothing_runs() -> None:
    assert "operation_delay" not in present(computed_sample(LAND).project)
    assert "operation_delay" in present(computed_sample(WATER).project)


def test_a_column_nobody_has_anything_to_say_in_is_left_out() -> None:
    """Bonds have no evidence of their own; land and revenue have."""
    heads = {
        block.title: len(block.heading[0])
        for block in filed_sample(WATER, "plan").blocks
        if isinstance(block, PageTable) and block.title.endswith("假设表")
    }
    assert (heads["专项债券假设表"], heads["经营收入假设表"], heads["负荷曲线假设表"]) == (2, 3, 3)


def test_a_project_that_operates_without_pledging_it_is_put_into_operation() -> None:
    """Land is all that repays, and plants are let all the same."""
    given = computed_sample(LAND)
    lines = tuple(replace(row, claimed=False, ramp=None) for row in computed_sample(WATER).project.rows(RevenueLine))
    words = income_words(compute(replace(given.project, tables={**given.project.tables, "revenue": lines})))
    assert (words["into_use"], words["hangs_on"]) == ("投入运营", "土地出让价格")


@pytest.mark.slow
def test_land_with_running_costs_is_told_with_them() -> None:
    given = computed_sample(LAND)
    [cost] = [row for row in computed_sample(WATER).project.rows(CostLine) if row.basis == "fixed"]
    project = replace(given.project, tables={**given.project.tables, "costs": (cost,)})
    result = compute(project)
    assert [nothing_runs(given), nothing_runs(result)] == [True, False]
    assert income_words(result)["deducted"] == "已扣除运营成本和土地出让计提"
    text = "\n".join(said(write(result, "evaluation")))
    assert "项目收益为可用于偿债的收入扣除运营成本后的余额" in text
    assert "只列债券利息和费用" not in text


def test_a_load_beside_the_volume_of_two_operating_years_is_that_of_the_years_end(
    texts: dict[tuple[str, str], str],
) -> None:
    """Sewage works from July 2023: 2024 has 75% and 85% in halves, so 7,300,000 t x 80%, and not x the 85% beside it."""
    told = texts[WATER, "plan"]
    assert "　年末负荷率" in told
    assert "各月的负荷率" in told
    assert "　负荷率" not in told
    assert "5,840,000" in told


def test_a_land_cost_that_the_net_does_not_bear_says_so(texts: dict[tuple[str, str], str]) -> None:
    """7,980.00 less accruals is the net of Z1; the 5,040.00 between them stand in the investment."""
    assert "　土地成本（已计入总投资，不再扣除）" in texts[LAND, "plan"]
