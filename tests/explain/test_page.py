"""The page of an explanation in a real browser: asks the network for nothing, unfolds, shows the figures."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bondcalc.explain.find import find
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.result.result import Result
from bondcalc.screen.explained import ExplainedFigure
from bondcalc.wording.number import fixed
from tests.browser import Browser, browser
from tests.parted import compute

NASTY = "</script><script>document.title='taken'</script><img src=x onerror=alert(1)>{{data}}&amp;"


def answer(result: Result, name: str = "coverage_total_debt") -> ExplainedFigure:
    return ExplainedFigure(result, find(result, name, None, None), "zh")


def named(result: Result, name: str) -> Result:
    particulars = replace(result.project.form(Particulars), name=name)
    row = replace(result.project.tables["investment"][0], name=name)
    tables = result.project.tables
    changed = {**tables, "project": (particulars,), "investment": (row, *tables["investment"][1:])}
    return compute(replace(result.project, tables=changed))


def opened(page: Browser, result: Result, folder: Path) -> None:
    target = folder / "page.html"
    target.write_bytes(answer(result).page())
    page.open(target.as_uri())


def rows(page: Browser) -> list[str]:
    """Give what stands in every row that can be seen."""
    shown: list[str] = page.ask(
        "[...document.querySelectorAll('#tree .row')].filter(one => one.checkVisibility()).map(one => one.innerText)"
    )
    return shown


@pytest.mark.outside
@pytest.mark.slow
def test_it_asks_for_nothing_unfolds_by_clicks_and_keys_and_shows_the_figures(sample: Result, tmp_path: Path) -> None:
    with browser(tmp_path / "profile") as page:
        opened(page, sample, tmp_path)
        coverage = sample.book.find("coverage")
        revenue, service = (
            fixed(sample.figures.amount(coverage[id_]), 2, grouped=True) for id_ in ("revenue_counted", "service")
        )
        first = rows(page)
        assert len(first) == 3
        assert f"{revenue} ÷ {service} ≈ 1.194929" in first[0]
        assert f"{revenue}万元" in first[1]
        assert f"{service}万元" in first[2]
        page.ask("document.querySelectorAll('#tree details details > summary')[0].click()")
        page.ask("new Promise(done => setTimeout(done, 200))")
        second = rows(page)
        assert len(second) > len(first) + 15
        assert any("2025年" in row and "5,408.72万元" in row and "项目收益测算表!J" in row for row in second)
        page.ask("document.querySelector('#tree details details details > summary').focus()")
        page.press("Enter")
        page.ask("new Promise(done => setTimeout(done, 200))")
        assert len(rows(page)) > len(second)
        page.ask("document.getElementById('deeper').click(); new Promise(done => setTimeout(done, 300))")
        assert len(rows(page)) > len(second) + 40
        page.ask("document.getElementById('fold').click()")
        assert len(rows(page)) == 1
        assert page.requests == [(tmp_path / "page.html").as_uri()]
        assert not page.complaints


@pytest.mark.outside
@pytest.mark.slow
def test_a_page_ends_in_input_cells(sample: Result, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_bytes(ExplainedFigure(sample, find(sample, "bond_B.interest", None, date(2030, 6, 25)), "zh").page())
    with browser(tmp_path / "profile") as page:
        page.open(target.as_uri())
        shown = rows(page)
    assert "四舍五入(16,000.01 × ((3.80% + 0.00%)与0中较大者) ÷ 2) = 304.00" in shown[0]
    assert any("票面利率（B）" in row and "3.80%" in row and "专项债券!E6" in row for row in shown)


@pytest.mark.outside
@pytest.mark.slow
def test_markup_in_a_name_stays_text(sample: Result, tmp_path: Path) -> None:
    with browser(tmp_path / "profile") as page:
        opened(page, named(sample, NASTY), tmp_path)
        assert page.ask("document.querySelector('.project').innerText").startswith(NASTY)
        assert page.ask("document.title").startswith("全部债务本息覆盖倍数")
        assert page.ask("document.querySelectorAll('img, iframe, link').length") == 0
        assert len(rows(page)) == 3
        assert page.requests == [(tmp_path / "page.html").as_uri()]
        assert not page.complaints


@pytest.mark.slow
def test_without_scripts_the_text_stands_there(sample: Result) -> None:
    text = answer(sample).page().decode()
    assert re.search(r"<noscript>.*E 存续期内项目收益 = 61,285\.52万元.*</noscript>", text, re.DOTALL)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["coverage_total_debt", "cash_min", "investment.total"])
def test_every_figure_stands_in_the_page_once_and_the_bytes_are_the_same_each_time(sample: Result, name: str) -> None:
    first, second = answer(sample, name).page(), answer(sample, name).page()
    assert first == second
    data = json.loads(re.search(r'id="data">(.*?)</script>', first.decode(), re.DOTALL)[1])  # type: ignore[index]
    places = [(node[7], node[1]) for node in data["nodes"] if node[7]]
    assert len(places) == len(set(places))
    reached, waiting = {data["root"]}, [data["root"]]
    for number in waiting:
        found = [part for part in (*data["nodes"][number][9], *data["nodes"][number][10]) if part not in reached]
        reached.update(found)
        waiting += dict.fromkeys(found)
    assert len(reached) == len(data["nodes"])


def test_nothing_in_the_page_points_outside() -> None:
    templates = Path(__file__).parents[2] / "templates"
    for name in ("explain.html", "explain.css", "explain.js"):
        assert not re.search(
            r"https?:|//[a-z]|@import|url\(|fetch|XMLHttp", (templates / name).read_text(encoding="utf-8")
        ), name
