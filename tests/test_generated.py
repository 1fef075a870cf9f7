"""Generated pages of docs/ are not stale."""

import pytest

from tests.generated import pages


@pytest.mark.slow
def test_pages_say_what_the_program_says() -> None:
    for path, text in pages().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is stale: python -m tests.generated"
