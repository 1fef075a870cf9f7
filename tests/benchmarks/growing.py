"""Projects that grow: the largest one with more bonds or more rows of everything, and samples that differ in their rows."""

from tests.benchmarks.large import FORMS, MODES, ROWS, TEMPLATES
from tests.benchmarks.measure import SAMPLE

ISSUES = 5
"""Years in which bonds are issued, however many there are."""
COST = """
[[costs]]
id = "Z{number}"
kind = "wages"
name = "增加的成本{number}"
basis = "fixed"
rate = 1
growth_rate = 0.0{number}
"""


def grown(bonds: int = 5, rows: int = 1) -> str:
    """Give the largest project in TOML with so many bonds and so many times its rows of land, taxes, income and costs."""
    counts = {sheet: bonds if sheet == "bonds" else rows * count for sheet, count in ROWS.items()}
    return FORMS + "".join(
        _row(sheet, template, number)
        for sheet, template in TEMPLATES.items()
        for number in range(counts.get(sheet, 20))
    )


def _row(sheet: str, template: str, number: int) -> str:
    filled = template.format(
        n=number,
        year=2021 + number % ISSUES,
        face=10000 + 1000 * (number % 7),
        rate=33 + number % 40,
        mode=MODES[number % len(MODES)],
    )
    return f'[[{sheet}]]\nid = "{sheet[0].upper()}{number}"\n{filled}\n'


def distinct(count: int) -> list[bytes]:
    """Give so many projects of which no two have the same lines: the sample with more and more costs."""
    text = (SAMPLE / "project.toml").read_text(encoding="utf-8")
    return [(text + "".join(COST.format(number=number) for number in range(more))).encode() for more in range(count)]
