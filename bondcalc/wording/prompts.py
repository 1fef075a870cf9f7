"""请填写: what stands in a filing where the bureau has still to write, and says what belongs there."""

import tomllib
from functools import cache

from bondcalc.data import data_path
from bondcalc.wording.day import TO_WRITE

CLOSING = "】"
"""What every prompt ends with."""


@cache
def wanted_texts() -> dict[str, str]:
    """Give what belongs in each chapter that a filing cannot do without, by chapter of the sheet 方案文字."""
    text = data_path("templates", "filings", "prompts.toml").read_text(encoding="utf-8")
    return {str(chapter): str(words) for chapter, words in tomllib.loads(text).items()}


def prompt(chapter: str) -> str:
    """Write what stands in place of a chapter that is not written yet. Raises KeyError for one that may be left out."""
    return f"{TO_WRITE}{wanted_texts()[chapter]}{CLOSING}"
