"""docs/architecture.md speaks of the house as it stands."""

import re
from pathlib import Path

from tests.test_layers import ORDER

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_every_room_has_its_paragraph_in_the_order_of_the_house() -> None:
    assert re.findall(r"^- \*\*(\w+)\*\*", PAGE, re.MULTILINE) == [room for room in ORDER if room != "__main__"]


def test_every_file_it_names_is_there() -> None:
    named = set(re.findall(r"`((?:bondcalc|tests|templates)/[\w/.]+)`", PAGE))
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []
