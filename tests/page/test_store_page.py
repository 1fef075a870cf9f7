"""The page of a store: every project in it, room for ten thousand, lists that are read by keys and found by a word."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bondcalc.page.long_lists import MOST
from bondcalc.page.many_page import store_page
from tests.browser import Browser, opened_page
from tests.commands import bondcalc
from tests.page.large_store import large_store
from tests.page.many_store import many_store
from tests.page.test_large_page import block, unpacked

BASE, EACH = 3_000_000, 300
"""Bytes of a page, and of one more project."""
FEW, MANY, LARGE = 60, 310, 2000


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("stores")
    return {count: many_store(folder / f"{count}.db", count) for count in (FEW, MANY)}


def lists(page: bytes) -> list[dict[str, Any]]:
    """The lists of a page, packed or not."""
    kind, text = block(page)
    told: list[dict[str, Any]] = (unpacked(page) if kind == "text/plain" else json.loads(text))["lists"]
    return told


@pytest.fixture(scope="module")
def written(stores: dict[int, Path]) -> dict[int, bytes]:
    return {count: store_page(path) for count, path in stores.items()}


@pytest.mark.slow
def test_each_project_takes_its_bytes_and_no_more(written: dict[int, bytes]) -> None:
    # Lists with a row a finding end at MOST rows: what they still grow by does not go on with the number of projects.
    found = lists(written[MANY])
    assert sorted(len(one["rows"]) for one in found)[-2:] == [MOST, MANY]
    whole = next(one["rows"] for one in found if len(one["rows"]) == MANY)
    assert max(len(json.dumps(row, ensure_ascii=False).encode()) for row in whole) <= EACH
    assert all(len(page) <= BASE + EACH * count for count, page in written.items())


@pytest.mark.slow
def test_two_thousand_projects_are_all_there_in_a_page_of_their_size(tmp_path: Path) -> None:
    page = store_page(large_store(tmp_path / "large.db", LARGE))
    assert len(page) <= BASE
    whole = next(one["rows"] for one in lists(page) if len(one["rows"]) == LARGE)
    assert len({row[0] for row in whole}) == LARGE


@pytest.mark.slow
def test_the_command_writes_it(stores: dict[int, Path], written: dict[int, bytes], tmp_path: Path) -> None:
    done = bondcalc("page", str(stores[FEW]), "--out", "p.html", cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "p.html").read_bytes() == written[FEW]


@pytest.fixture(scope="module")
def opened(written: dict[int, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with opened_page(tmp_path_factory.mktemp("page"), written[FEW]) as page:
        yield page


@pytest.mark.outside
@pytest.mark.slow
def test_a_list_is_found_by_a_word_and_turned_by_keys(opened: Browser) -> None:
    said = "document.querySelector('#county [role=status]').innerText"
    assert opened.ask(said) == "共100行，现为第1至100行"
    opened.ask("document.querySelector('#list input').focus()")
    opened.call("Input.insertText", text="污水")
    opened.press("Enter")
    rows = opened.ask("[...document.querySelectorAll('#list tbody tr')].map(one => one.innerText)")
    assert len(rows) == FEW // 3
    assert all("污水" in row for row in rows)
    assert opened.ask("document.querySelectorAll('#list tfoot').length") == 0
