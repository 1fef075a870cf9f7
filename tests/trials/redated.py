"""The samples as they are, with a rule date of March 2026: what the rules since 2024 say of projects of before."""

import re
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "samples"
DAY = "2026-03-01"


def _dated(sample: str, folder: Path) -> Path:
    text = (SAMPLES / sample / "project.toml").read_text(encoding="utf-8")
    target = folder / f"{sample}.toml"
    target.write_text(re.sub(r"(?m)^rule_date = .*$", f"rule_date = {DAY}", text), encoding="utf-8")
    return target


def park(folder: Path) -> Path:
    """Write the park of Hunan, a pilot province."""
    return _dated("hengyang-park", folder)


def water(folder: Path) -> Path:
    """Write the sewage works, whose province is not named."""
    return _dated("anping-water", folder)


def land(folder: Path) -> Path:
    """Write the land reserve, outside the pilots."""
    return _dated("land-reserve", folder)
