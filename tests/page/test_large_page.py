"""The page of a project of hundreds of bonds: within its megabytes, with every figure, in a browser as any other page."""

import json
import re
import zlib
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from bondcalc.inputs.bounds import FIGURES, LINES
from bondcalc.inputs.read import read_bytes
from bondcalc.page.project_page import project_page
from bondcalc.result.result import Result
from bondcalc.run import compute
from tests.benchmarks.growing import grown
from tests.browser import Browser, browser
from tests.page.page_rows import held_to_contract
from tests.page.test_project_page import LARGEST
from tests.samples import computed_sample
from tests.shared import Shared

LARGE = ((480, 1), (5, 46))
"""Bonds, and times the rows of everything else, of the projects that come closest to the limits of figures and of lines."""
FULL = 50
"""`--count` of a full run."""
PROBE = "[...document.querySelectorAll('[data-key], [data-verdict]')].map(one => one.textContent)"
WITHOUT = "delete window.DecompressionStream"
"""What a browser older than 2020 has not."""


def drawn(bonds: int, rows: int = 1) -> Result:
    """A project of so many bonds, and so many times the rows of everything else."""
    return compute(read_bytes("many.toml", grown(bonds, rows).encode()))


def block(page: bytes) -> tuple[str, str]:
    """The type and the text of the block of data."""
    found = re.search(r'<script type="([^"]*)" id="data">(.*?)</script>', page.decode(), re.DOTALL)
    assert found
    return found[1], found[2]


def unpacked(page: bytes) -> dict[str, Any]:
    """The data of a page whose block is packed."""
    kind, text = block(page)
    assert kind == "text/plain"
    told: dict[str, Any] = json.loads(zlib.decompress(b64decode(text, validate=True)))
    return told


@pytest.mark.slow
def test_a_packed_page_holds_what_a_plain_one_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    result = computed_sample("anping-water")
    plain = project_page(result)
    monkeypatch.setattr("bondcalc.page.held_data.PLAIN", 0)
    packed = project_page(result)
    told = unpacked(packed)
    assert told.pop("tables") in plain.decode()
    assert told == json.loads(block(plain)[1])
    assert "tr data-row" not in packed.decode()
    assert len(packed) < len(plain) / 2


@pytest.mark.slow
def test_the_largest_project_that_is_taken_stays_below_three_megabytes_and_every_amount_is_there(count: int) -> None:
    # That of most lines takes half a minute: it is drawn where the mass tests are run at full size.
    for bonds, rows in LARGE if count >= FULL else LARGE[:1]:
        result = drawn(bonds, rows)
        lines = [line for table in result.book.tables for line in table.lines]
        assert sum(line.axis.size for line in lines) > FIGURES.most * 0.95 or len(lines) > LINES.most * 0.95
        page = project_page(result)
        assert len(page) <= LARGEST
        assert held_to_contract(result, unpacked(page)["tables"]) > 100_000


@pytest.fixture(scope="module")
def pages(shared: Shared) -> Path:
    """One sample as a plain page and as a packed one."""

    def made(folder: Path) -> None:
        """Write both."""
        result = computed_sample("land-reserve")
        (folder / "plain.html").write_bytes(project_page(result))
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("bondcalc.page.held_data.PLAIN", 0)
            (folder / "packed.html").write_bytes(project_page(result))

    return shared.folder("packed", made)


def what_if(page: Browser) -> list[str]:
    """Key figures and verdicts after a driver was moved."""
    page.ask("page.ready")
    page.ask("document.querySelector('#slide-revenue').value = -20")
    page.ask("document.querySelector('#slide-revenue').dispatchEvent(new Event('input'))")
    told: list[str] = page.ask(PROBE)
    return told


@pytest.mark.outside
@pytest.mark.slow
def test_a_browser_shows_and_computes_a_packed_page_as_a_plain_one(pages: Path, tmp_path: Path) -> None:
    told = []
    with browser(tmp_path / "profile") as page:
        for name in ("plain.html", "packed.html"):
            page.open((pages / name).as_uri())
            page.ask("page.ready")
            rows = page.ask("[...document.querySelectorAll('tr[data-row]')].map(one => one.textContent)")
            filed = page.ask(PROBE)
            told.append((rows, filed, what_if(page)))
            assert page.requests == [(pages / name).as_uri()]
        assert page.complaints == []
    assert told[0] == told[1]
    rows, filed, tried = told[0]
    assert len(rows) > 100
    assert filed != tried


@pytest.mark.outside
@pytest.mark.slow
def test_an_old_browser_shows_all_but_the_schedules_and_says_so(pages: Path, tmp_path: Path) -> None:
    with browser(tmp_path / "profile") as page:
        page.open((pages / "packed.html").as_uri(), WITHOUT)
        assert page.ask("page.ready") is False
        text = page.ask("document.body.innerText")
        assert "schedules.xlsx" in page.ask("document.querySelector('#tables').innerText")
        assert "关键指标" in text
        assert page.ask("document.querySelectorAll('[data-verdict]').length") > 20
        assert page.complaints == []
