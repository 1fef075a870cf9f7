"""Projects drawn from the samples with a seed: other names, codes, sizes, prices, coupons and terms; the text tells all of it."""

import random
import re
from functools import cache
from pathlib import Path

SAMPLES = Path(__file__).parent.parent.parent / "samples"
SHARES = (("anping-water", 4), ("land-reserve", 3), ("hengyang-park", 3))
"""Samples that projects are drawn from, and how often."""
COUNTIES = ("430421", "430426", "430481", "430522", "430523", "430621")
_NUMBER = re.compile(r"(?m)^(price|face|amount|output|rate|quantity|capacity|area_mu) = (\d+(?:\.\d+)?)$")
_COUPON = re.compile(r"(?m)^coupon = .*$")
_CODE = re.compile(r'(?m)^code = "\d{4}-.*"$')
_NAME = re.compile(r'(?m)^name = "(.*)"$')


@cache
def sample_text(name: str) -> str:
    """A sample as TOML."""
    return (SAMPLES / name / "project.toml").read_text(encoding="utf-8")


def code_of(seed: int, number: int) -> str:
    """The 项目代码 of a drawn project."""
    return f"{2600 + seed % 90:04}-{COUNTIES[number % len(COUNTIES)]}-04-01-{number:06}"


def project(seed: int, number: int, sample: str | None = None) -> str:
    """Draw a project, from one of the samples: what belongs to it hangs on seed and number alone."""
    draw = random.Random(f"{seed} {number}")
    drawn = draw.choices([name for name, _ in SHARES], [share for _, share in SHARES])[0]
    text = sample_text(sample or drawn)
    size, price = draw.uniform(0.4, 2.5), draw.uniform(0.75, 1.35)

    def scaled(match: re.Match[str]) -> str:
        """Scale an amount with the size of the project, a price on its own."""
        factor = price if match[1] == "price" else 1 if match[1] == "rate" else size
        return f"{match[1]} = {float(match[2]) * factor:.2f}"

    text = _NUMBER.sub(scaled, text)
    text = _COUPON.sub(lambda _: f"coupon = {draw.uniform(0.018, 0.045):.4f}", text)
    text = _CODE.sub(f'code = "{code_of(seed, number)}"', text, count=1)
    return _NAME.sub(lambda match: f'name = "{match[1]}（{number}号）"', text, count=1)


def folder_of(folder: Path, seed: int, count: int, sample: str | None = None) -> Path:
    """Write so many projects into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"{number:05}.toml").write_text(project(seed, number, sample), encoding="utf-8")
    return folder


def list_text(folder: Path, numbers: list[int], seed: int) -> str:
    """A list of drawn projects, in the order given."""
    rows = (
        f'[[members]]\ncode = "{code_of(seed, number)}"\npath = "{folder.name}/{number:05}.toml"\n'
        f'region = "{COUNTIES[number % len(COUNTIES)]}"\n'
        for number in numbers
    )
    return "".join(rows)
