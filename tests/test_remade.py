"""Nothing that is made from the program is stale; `python -m tests.remake` makes all of it again."""

import pytest

from tests.remake import DOCS, PAGES, actuals, workbooks

STALE = "is stale: python -m tests.remake"


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_pages_say_what_the_program_says(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), f"{name} {STALE}"


@pytest.mark.slow
@pytest.mark.exact_bytes
def test_workbooks_of_the_samples_are_those_the_program_writes() -> None:
    for path, data in {**workbooks(), **actuals()}.items():
        assert path.read_bytes() == data, f"{path.parent.name} {STALE}"
