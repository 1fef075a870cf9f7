"""请填写: what stands in a filing where the bureau has still to write, and says what belongs there."""

from functools import cache

from bondcalc.data import data_path, own_toml
from bondcalc.wording.day import TO_WRITE

CLOSING = "】"
"""What every prompt ends with."""


@cache
def wanted_texts() -> dict[str, str]:
    """Give what belongs in each chapter that a filing cannot do without, by chapter of the sheet 方案文字."""
    stated = own_toml(data_path("templates", "filings", "prompts.toml"))
    return {chapter: str(words) for chapter, words in stated.items()}


def prompt(chapter: str) -> str:
    """Write what stands in place of a chapter that is not written yet. Raises KeyError for one that may be left out."""
    return f"{TO_WRITE}{wanted_texts()[chapter]}{CLOSING}"
