"""English names of tables, headings and lines are words of the field, never names of the code."""

import re

import pytest

from tests.samples import SAMPLE_NAMES, computed_sample

CLASS = re.compile(r"\b[A-Z][a-z]+[A-Z]")


@pytest.mark.parametrize("name", SAMPLE_NAMES)
def test_no_english_name_is_one_of_the_code(name: str) -> None:
    tables = computed_sample(name).book.tables
    lines = [line.en for table in tables for line in table.lines]
    headings = [en for table in tables for _, en in table.headings.values()]
    assert [said for said in (*(table.en for table in tables), *headings, *lines) if CLASS.search(said)] == []
