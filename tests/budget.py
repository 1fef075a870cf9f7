"""What each part of CI took beside its budget: `python -m tests.budget "lint and types|31" …`, seconds after the bar."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

BUDGET = Path(__file__).parent.parent / ".ci" / "budget.md"


def budgets(text: str) -> dict[str, float]:
    """Minutes by part, as the table has them."""
    return {part: float(minutes) for part, minutes in re.findall(r"^\| (.+?) \| ([\d.]+) \|$", text, re.MULTILINE)}


def beside(allowed: dict[str, float], took: dict[str, float]) -> Iterator[str]:
    """A row for every part that ran, and one for the whole; a part over its budget or without one is called so."""
    for part, seconds in took.items():
        limit = allowed.get(part)
        word = "no budget" if limit is None else "OVER" if seconds / 60 > limit else ""
        yield f"{seconds / 60:6.1f} of {'-' if limit is None else limit:>4} min  {part}  {word}".rstrip()
    yield f"{sum(took.values()) / 60:6.1f} of {sum(allowed.values()):>4} min  the whole"


if __name__ == "__main__":
    parts = (row.rsplit("|", 1) for row in sys.argv[1:])
    print("\n".join(beside(budgets(BUDGET.read_text(encoding="utf-8")), {part: float(took) for part, took in parts})))
