"""Charts of a what-if: what the page draws is what the program would draw of the same figures."""

import re
from collections.abc import Iterator
from itertools import islice
from xml.etree import ElementTree as ET

import pytest

from bondcalc.inputs.sheets.settings import Settings
from bondcalc.page.page_charts import CHARTS
from bondcalc.page.project_page import project_page
from bondcalc.result.result import Result
from tests.browser import Browser, opened_page
from tests.page.what_if_cases import WhatIf, WhatIfCase, computed, moved_project
from tests.parted import compute
from tests.samples import SAMPLE_NAMES, computed_sample

NEAR = 0.11
"""Points of a rounded coordinate."""
Shape = tuple[str, list[float], list[str]]


@pytest.fixture(scope="module", params=SAMPLE_NAMES)
def sample_if(request: pytest.FixtureRequest) -> WhatIf:
    return WhatIf(computed_sample(request.param))


@pytest.fixture(scope="module")
def opened(sample_if: WhatIf, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with opened_page(tmp_path_factory.mktemp("page"), project_page(sample_if.result)) as page:
        yield page


def shapes(markup: str, *, across: bool) -> list[Shape]:
    """Give the shapes that hang on figures: what they are, their measures, their words and colours; those across if asked for."""
    (group,) = re.findall(r'<g class="plotted".*?</g>', markup)
    made = []
    for node in ET.fromstring(re.sub(r' xmlns="[^"]*"', "", group)):
        points = [point.split(",") for point in node.get("points", "").split()]
        down = [float(node.get(name, "0")) for name in ("y", "height")] + [float(y) for _, y in points]
        wide = [float(node.get(name, "0")) for name in ("x", "width")] + [float(x) for x, _ in points]
        said = [
            node.text or "",
            *(node.get(name, "") for name in ("fill", "stroke", "stroke-width", "stroke-dasharray")),
        ]
        made.append((node.tag, [*down, *(wide if across else [])], said))
    return made


def drawn(result: Result) -> list[str]:
    notation = result.project.form(Settings).notation()
    charts = [chart for make in CHARTS if (chart := make(result)) is not None]
    return [chart.markup(notation) for chart in charts]


def held(page: Browser, result: Result, *, across: bool) -> int:
    """Hold the charts of the page against those of a result; give how many shapes were looked at."""
    seen = page.ask("[...document.querySelectorAll('#charts figure div[lang=zh-CN] svg')].map((svg) => svg.outerHTML)")
    looked = 0
    for markup, exact in zip(seen, drawn(result), strict=False):
        ours, theirs = shapes(markup, across=across), shapes(exact, across=across)
        assert [(kind, said) for kind, _, said in ours] == [(kind, said) for kind, _, said in theirs]
        for (_, measures, _), (_, others, _) in zip(ours, theirs, strict=True):
            assert measures == pytest.approx(others, abs=NEAR)
            looked += 1
    return looked


@pytest.mark.outside
@pytest.mark.slow
def test_charts_are_those_of_the_moved_figures(sample_if: WhatIf, opened: Browser, count: int) -> None:
    for case in islice(sample_if.cases(5), max(2, count // 4)):
        changes = {id_: change for id_, change in case.changes.items() if id_ not in {"sale_delay", "operation_delay"}}
        typed = {id_: case.typed[id_] for id_ in changes}
        computed(opened, WhatIfCase(typed, changes))
        opened.ask("charts.again(page.row, page.text)")
        assert held(opened, compute(moved_project(sample_if.result, changes)), across=False) > 50


@pytest.mark.outside
@pytest.mark.slow
def test_charts_without_a_change_are_those_of_the_filing(sample_if: WhatIf, opened: Browser) -> None:
    computed(opened, WhatIfCase({}, {}))
    opened.ask("charts.again(page.row, page.text)")
    assert held(opened, sample_if.result, across=True) > 50
