"""The pages on A4: each sheet says whose it is, how marked and which of how many; no heading stands alone, nothing is cut."""

import base64
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bondcalc.in_life.monitoring_folder import INTERNAL
from bondcalc.inputs.sheets.particulars import EXAMPLE_MARK, Particulars
from bondcalc.page.many_page import store_page
from bondcalc.page.monitored_page import monitored_page
from bondcalc.page.page_assembly import TRIED
from bondcalc.page.project_page import project_page
from tests.browser import Browser, browser
from tests.in_life.monitored_case import monitored_park
from tests.outside import pages_printed
from tests.page.many_store import many_store
from tests.samples import SAMPLE_NAMES, computed_sample

UPRIGHT, LYING = 186, 273
"""Millimetres between the margins of a sheet."""
OVERFLOWING = """(() => {
  document.body.style.width = "%dmm";
  const edge = document.body.getBoundingClientRect().right + 1;
  return [...document.querySelectorAll("main *")].filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > edge).map((one) => one.outerHTML.slice(0, 120));
})()"""


def project(name: str) -> Callable[[Path], tuple[bytes, list[str]]]:
    """The page of a sample, and what every sheet of it says."""

    def made(_: Path) -> tuple[bytes, list[str]]:
        result = computed_sample(name)
        return project_page(result), [result.project.form(Particulars).name, EXAMPLE_MARK]

    return made


def store(folder: Path) -> tuple[bytes, list[str]]:
    """The page of a store."""
    return store_page(many_store(folder / "many.db", 60)), ["many.db", EXAMPLE_MARK]


def monitoring(_: Path) -> tuple[bytes, list[str]]:
    """The page of a monitoring."""
    return monitored_page(monitored_park()), [INTERNAL, EXAMPLE_MARK]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as page:
        yield page


def printed(opened: Browser, file: Path) -> list[str]:
    """Print what is open and read its sheets."""
    data = opened.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"]
    file.write_bytes(base64.b64decode(data))
    return pages_printed(file)


@pytest.mark.outside
@pytest.mark.slow
@pytest.mark.parametrize(
    "made", [*map(project, SAMPLE_NAMES), store, monitoring], ids=[*SAMPLE_NAMES, "store", "monitoring"]
)
def test_every_sheet_is_whole_and_says_what_it_is(
    made: Callable[[Path], tuple[bytes, list[str]]], opened: Browser, tmp_path: Path
) -> None:
    data, said = made(tmp_path)
    (tmp_path / "page.html").write_bytes(data)
    opened.open((tmp_path / "page.html").as_uri())
    headings = {
        text.strip() for text in opened.ask("[...document.querySelectorAll('h2, h3')].map(one => one.innerText)")
    }
    sheets = printed(opened, tmp_path / "page.pdf")
    assert not any(TRIED in sheet for sheet in sheets)
    for number, sheet in enumerate(sheets, 1):
        assert all(text in sheet for text in said)
        *body, foot = [line.strip() for line in sheet.splitlines() if line.strip()]
        assert re.search(rf"{number} ?/ ?{len(sheets)}$", foot)
        assert body[-1] not in headings
    opened.call("Emulation.setEmulatedMedia", media="print")
    assert opened.ask(OVERFLOWING % (LYING if b"landscape" in data else UPRIGHT)) == []
    opened.call("Emulation.setEmulatedMedia", media="")


@pytest.mark.outside
@pytest.mark.slow
def test_every_sheet_of_a_what_if_says_so_twice_and_none_afterwards(opened: Browser, tmp_path: Path) -> None:
    """On its edge, and across it where a browser leaves edges blank; by a slider as by a delay."""
    data, said = project("land-reserve")(tmp_path)
    (tmp_path / "page.html").write_bytes(data)
    opened.open((tmp_path / "page.html").as_uri())
    across = "getComputedStyle(document.body, '::after')"
    for driver, chosen in (("input[type=text]", "value = '-12.5'"), ("select", "selectedIndex = 1")):
        field = f"document.querySelector('#drivers {driver}')"
        opened.ask(f"{field}.{chosen}, {field}.dispatchEvent(new Event('change'))")
        sheets = printed(opened, tmp_path / "tried.pdf")
        assert len(sheets) > 2
        assert all(text in sheet for text in (TRIED, *said) for sheet in sheets)
        opened.call("Emulation.setEmulatedMedia", media="print")
        assert opened.ask(f"[{across}.position, {across}.content]") == ["fixed", f'"{TRIED}"']
        opened.call("Emulation.setEmulatedMedia", media="")
        opened.ask("document.getElementById('reset').click()")
    assert not any(TRIED in sheet for sheet in printed(opened, tmp_path / "filed.pdf"))


def test_no_name_leaves_the_style_sheet() -> None:
    """What stands on the edges of a sheet is written into the styles, whatever it is called."""
    from bondcalc.page.held_data import held
    from bondcalc.page.page_assembly import PageParts, assembled

    name = '"; } </style><script>alert(1)</script> \\ 县\n城'
    parts = PageParts(("题", "title"), name, [], ("事实", "facts"), "", held({}), ())
    text = assembled(parts, "zh").decode()
    assert text.count("</style>") == 1
    assert text.count("<script>") == 1
    styles = text.partition("<style>")[2].partition("</style>")[0]
    [quoted] = re.findall(r'@top-left { content: "([^"]*)"; }', styles)
    assert re.sub(r"\\([0-9a-f]+) ", lambda match: chr(int(match[1], 16)), quoted) == name
