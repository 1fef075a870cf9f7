"""The pages for everybody: no serious fault by axe-core, everything reached by keys, 320 pixels wide enough."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bondcalc.page.many_page import store_page
from bondcalc.page.project_page import project_page
from tests.browser import Browser, opened_page
from tests.outside import tool
from tests.page.many_store import many_store
from tests.samples import computed_sample
from tests.shared import Shared

AXE = "axe-core@4.11"
SERIOUS = {"serious", "critical"}
NARROW = 320


@pytest.fixture(scope="module")
def axe(shared: Shared) -> str:
    """The source of axe-core, from its registry."""
    npm = tool("npm")

    def fetched(folder: Path) -> None:
        """Install it into a folder of its own."""
        command = [npm, "install", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", AXE]
        subprocess.run(command, check=True, capture_output=True, timeout=300)

    found = shared.folder("axe", fetched)
    return (found / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=["project", "store"])
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    folder = tmp_path_factory.mktemp("page")
    made = (
        project_page(computed_sample("land-reserve"))
        if request.param == "project"
        else store_page(many_store(folder / "many.db", 20))
    )
    with opened_page(folder, made) as page:
        yield page


@pytest.mark.outside
@pytest.mark.slow
def test_axe_finds_no_serious_fault(opened: Browser, axe: str) -> None:
    opened.ask(axe)
    opened.ask("document.querySelectorAll('main details').forEach((one, at) => { one.open = at < 3; })")
    if opened.ask("Boolean(document.querySelector('#slide-revenue'))"):
        opened.ask("document.querySelector('#slide-revenue').value = -20")
        opened.ask("document.querySelector('#slide-revenue').dispatchEvent(new Event('input'))")
    assert faults(opened, "document") == []
    if opened.ask("Boolean(document.querySelector('tr[data-row] button'))"):
        opened.ask("document.querySelector('tr[data-row] button').click()")
        assert faults(opened, "'dialog'") == []
        opened.press("Escape")


def faults(page: Browser, where: str) -> list[tuple[str, Any]]:
    """What axe finds that is serious, with the first place of each."""
    told = page.ask(f"axe.run({where}, {{resultTypes: ['violations']}}).then(told => told.violations)")
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in told if one["impact"] in SERIOUS]


@pytest.mark.outside
@pytest.mark.slow
def test_a_narrow_screen_is_wide_enough(opened: Browser) -> None:
    opened.call("Emulation.setDeviceMetricsOverride", width=NARROW, height=800, deviceScaleFactor=1, mobile=False)
    assert opened.ask("document.documentElement.scrollWidth") <= NARROW
    opened.call("Emulation.clearDeviceMetricsOverride")


@pytest.mark.outside
@pytest.mark.slow
def test_every_control_is_reached_by_the_tab_key(opened: Browser) -> None:
    asked = "[...document.querySelectorAll('main button, main input, main select, main summary')].filter(one => one.checkVisibility() && !one.disabled)"
    controls = opened.ask(f"{asked}.length")
    opened.ask("document.activeElement.blur(); window.reached = new Set()")
    for _ in range(controls + controls // 2 + 20):
        opened.press("Tab")
        opened.ask("window.reached.add(document.activeElement)")
    assert opened.ask(f"{asked}.filter(one => !window.reached.has(one)).map(one => one.outerHTML)") == []
