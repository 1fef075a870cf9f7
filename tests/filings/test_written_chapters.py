"""The bureau's own words: printed where they belong, a prompt where nobody wrote, the same list on the screen and in ask."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bondcalc.filings.draw import write
from bondcalc.filings.parts.filing import number
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.chapter_texts import CHAPTERS, ChapterText, texts_of
from bondcalc.inputs.sheets.region_years import RegionYear
from bondcalc.reports.questions_report import told
from bondcalc.result.unwritten import IN_FORMS, unwritten
from bondcalc.typeset.document import Heading, PageTable, Paragraph, PrintedFigure
from bondcalc.wording.day import TO_WRITE
from bondcalc.wording.prompts import CLOSING, prompt, wanted_texts
from bondcalc.wording.report import Listing
from tests.parted import compute
from tests.samples import computed_sample
from tests.trials.trial import filing_text, table_of

PLAIN = "land-reserve"


def project(**tables: tuple[object, ...]) -> Project:
    """A sample in which nobody has written anything, with rows of these sheets."""
    given = computed_sample(PLAIN).project
    bare: dict[str, tuple[object, ...]] = {"texts": (), "region_years": ()}
    return replace(given, tables={**given.tables, **bare, **tables})


def text(chapter: str, words: str) -> ChapterText:
    return ChapterText(chapter=chapter, words=words)


def year(of: int, revenue: int = 100) -> RegionYear:
    return RegionYear(year=of, general_revenue=Decimal(revenue), source="决算公开")


def test_every_prompt_is_about_a_chapter_and_the_list_is_in_the_order_of_the_chapters() -> None:
    assert set(wanted_texts()) <= set(CHAPTERS)
    assert set(IN_FORMS) < set(wanted_texts())
    assert all(words and TO_WRITE not in words and CLOSING not in words for words in wanted_texts().values())
    with pytest.raises(KeyError):
        prompt("annexes")
    assert len(",".join(CHAPTERS.values())) <= 255  # what a drop-down list of a workbook holds


def test_a_plan_nobody_wrote_for_prints_each_prompt_once_and_ask_lists_the_same() -> None:
    given = project()
    result = compute(given)
    plan = filing_text(result, "plan")
    missing = unwritten(given)
    assert set(missing) == set(wanted_texts()) - set(IN_FORMS) - ({"approval"} - set(missing))
    assert plan.count(TO_WRITE) == len(missing)
    assert all(plan.count(prompt(chapter)) == 1 for chapter in missing)
    listing = told(result).part("texts")
    assert isinstance(listing, Listing)
    assert len(listing.rows) == len(missing)


@pytest.mark.parametrize("chapter", [one for one in wanted_texts() if one not in (*IN_FORMS, "region")])
def test_what_is_written_stands_in_its_chapter_in_place_of_the_prompt(chapter: str) -> None:
    given = project(texts=(text(chapter, "第一段。\n 第二段。"), text(chapter, "第三段{x}。")))
    assert texts_of(given, chapter) == ("第一段。", "第二段。", "第三段{x}。")
    blocks = write(replace(computed_sample(PLAIN), project=given), "plan").blocks
    said = [block.text for block in blocks if isinstance(block, Paragraph)]
    at = said.index("第一段。")
    assert said[at : at + 3] == ["第一段。", "第二段。", "第三段{x}。"]
    assert prompt(chapter) not in said
    assert chapter not in unwritten(given)


def test_three_years_published_are_side_by_side_and_two_are_not_enough() -> None:
    given = project(region_years=(year(2019, 300), year(2016, 9), year(2018, 200), year(2017, 100)))
    table = region_table(given)
    assert table.heading[0] == ["指标", "2017年", "2018年", "2019年"]
    assert [[str(cell) for cell in row] for row in table.rows] == [
        ["本级一般公共预算收入", "100.00", "200.00", "300.00"]
    ]
    assert table.rows[0][1] == PrintedFigure("input.region_years.2017.general_revenue", "100.00")
    assert "region" not in unwritten(given)
    assert "region" in unwritten(project(region_years=(year(2018), year(2019))))


def region_table(given: Project) -> PageTable:
    return table_of(write(replace(computed_sample(PLAIN), project=given), "plan"), "区域经济财政情况表")


def test_a_figure_that_is_not_published_is_a_dash_and_growth_is_in_per_cent() -> None:
    rows = (
        RegionYear(year=2018, growth=Decimal("0.075")),
        RegionYear(year=2019, fund_revenue=Decimal(5)),
        RegionYear(year=2017, growth=Decimal("-0.01")),
    )
    table = region_table(project(region_years=rows))
    assert [[str(cell) for cell in row] for row in table.rows] == [
        ["地区生产总值增长率（%）", "-1.00", "7.50", "—"],
        ["本级政府性基金预算收入", "—", "—", "5.00"],
    ]


def test_sections_are_numbered_beyond_nineteen() -> None:
    assert [number(place) for place in (0, 9, 10, 18, 19, 20, 29, 98)] == [
        "一",
        "十",
        "十一",
        "十九",
        "二十",
        "二十一",
        "三十",
        "九十九",
    ]
    titles = [
        block.text
        for block in write(computed_sample(PLAIN), "plan").blocks
        if isinstance(block, Heading) and block.level == 1
    ]
    assert [title.partition("、")[0] for title in titles] == [number(place) for place in range(len(titles))]


def test_papers_of_several_years_are_named_once() -> None:
    rows = (RegionYear(year=2017, source="统计公报。"), RegionYear(year=2018), RegionYear(year=2019, source="统计公报"))
    text = filing_text(replace(computed_sample(PLAIN), project=project(region_years=rows)), "plan")
    assert "资料来源：统计公报（2017年、2019年）。" in text
    assert "【待补充】2018年数据的公开文件名称和日期。" in text
