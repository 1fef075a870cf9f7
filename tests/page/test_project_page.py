"""The page of a project: every figure of the schedules in it, nothing fetched, used with keys alone, in two languages."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.page.project_page import project_page
from bondcalc.result.result import Result
from tests.browser import Browser, browser, opened_page
from tests.page.page_rows import held_to_contract
from tests.parted import compute
from tests.samples import LARGE_IS_SLOW, computed_sample

NASTY = "</script><script>document.title='taken'</script><img src=x onerror=alert(1)>{{data}}&amp;"
LARGEST = 3_000_000
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module", params=LARGE_IS_SLOW)
def written(request: pytest.FixtureRequest) -> tuple[Result, bytes]:
    result = computed_sample(request.param)
    return result, project_page(result)


@pytest.mark.slow
def test_every_amount_of_the_contract_stands_in_the_page(written: tuple[Result, bytes]) -> None:
    result, page = written
    assert held_to_contract(result, page.decode()) > 500


def test_it_is_small_and_the_same_bytes_each_time(written: tuple[Result, bytes]) -> None:
    result, page = written
    assert len(page) <= LARGEST
    assert project_page(result) == page


def test_every_finding_stands_there_with_its_article(written: tuple[Result, bytes]) -> None:
    result, page = written
    text = page.decode()
    assert text.count("data-verdict=") == len(result.findings)
    for finding in result.findings:
        assert re.search(rf'data-verdict="{finding.rule.id}">.*?{re.escape(finding.rule.citation)}</td></tr>', text)


def test_nothing_in_its_files_points_outside() -> None:
    files = [
        *(ROOT / "bondcalc" / "page").glob("*.js"),
        ROOT / "templates" / "page.html",
        ROOT / "templates" / "page.css",
    ]
    assert len(files) > 3
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"https?:|//[a-z]|@import|url\(|fetch\(|XMLHttp|eval\(|new Function|innerHTML", text), file


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with opened_page(tmp_path_factory.mktemp("page"), project_page(computed_sample("hengyang-park"))) as page:
        yield page


def answer(page: Browser) -> str:
    return str(page.ask("document.querySelector('dialog[open]')?.innerText ?? ''"))


@pytest.mark.outside
@pytest.mark.slow
def test_a_figure_tells_its_formula_its_cell_and_what_it_is_made_of(opened: Browser) -> None:
    opened.ask("document.querySelector('#coverage').open = true")
    opened.ask("[...document.querySelectorAll('#coverage button')].find(one => one.innerText.includes('E/F')).focus()")
    opened.press("Enter")
    told = answer(opened)
    assert "全部债务本息覆盖倍数" in told
    assert "1.1949" in told
    assert "÷" in told
    assert "本息覆盖倍数表!C" in told
    assert "代入\n61,285.52 ÷ 51,288.00" in told
    # Down to a cell of the input, by keys alone.
    ends = 0
    for _ in range(12):
        opened.ask("document.querySelector('dialog td button').focus()")
        opened.press("Enter")
        ends = opened.ask(
            "[...document.querySelectorAll('dialog tbody tr')].filter(one => !one.querySelector('button')).length"
        )
        if ends:
            break
    assert ends
    assert "返回上一个" in answer(opened)
    opened.press("Escape")
    assert answer(opened) == ""
    assert "E/F" in opened.ask("document.activeElement.innerText")


@pytest.mark.outside
@pytest.mark.slow
def test_a_cell_of_a_year_opens_at_its_year_and_the_way_ends_in_input_cells(opened: Browser) -> None:
    opened.ask("document.querySelector('#bond_B').open = true")
    row = "[...document.querySelectorAll('#bond_B tr')].find(one => one.innerText.startsWith('应付利息'))"
    opened.ask(f"{row}.cells[12].click()")
    told = answer(opened)
    assert "票面利率（B）" in told
    assert "3.80%" in told
    assert "专项债券!E6" in told
    assert "期初" not in told.split("公式")[0]
    opened.press("Escape")


@pytest.mark.outside
@pytest.mark.slow
def test_another_language_by_a_switch(opened: Browser) -> None:
    assert "关键指标" in opened.ask("document.body.innerText")
    opened.ask("document.getElementById('tongue').focus()")
    opened.press("Enter")
    text = opened.ask("document.body.innerText")
    assert "Key figures" in text
    assert "关键指标" not in text
    opened.press("Enter")
    assert "关键指标" in opened.ask("document.body.innerText")


@pytest.mark.outside
@pytest.mark.slow
def test_markup_in_a_name_stays_text(tmp_path: Path) -> None:
    result = computed_sample("land-reserve")
    named = replace(result.project.form(Particulars), name=NASTY)
    spoilt = compute(replace(result.project, tables={**result.project.tables, "project": (named,)}))
    (tmp_path / "page.html").write_bytes(project_page(spoilt, "en"))
    with browser(tmp_path / "profile") as page:
        page.open((tmp_path / "page.html").as_uri())
        assert page.ask("document.querySelector('.project').innerText").startswith(NASTY)
        assert page.ask("document.querySelectorAll('img, iframe, link').length") == 0
        assert "Key figures" in page.ask("document.body.innerText")
        assert page.complaints == []
