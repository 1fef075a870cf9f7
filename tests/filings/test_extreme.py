"""Long names, forty years, twelve bonds, sixty parcels, a thousand enterprises: nothing spills over, and nothing is interpreted."""

import subprocess
import time
from functools import cache

import pytest

from bondcalc.disk.memory import uncollected
from bondcalc.filings.draw import known, write
from bondcalc.inputs.read import read_bytes
from bondcalc.result.result import Result
from bondcalc.run import compute
from bondcalc.typeset.document import Heading
from bondcalc.typeset.fonts import FontSet, MissingGlyphError
from bondcalc.typeset.pdf import typeset
from tests.outside import tool

LONG = "某省某市某县经济技术开发区新型工业化产业示范基地标准厂房及配套基础设施（一期、二期、三期）" * 4


def project(name: str, *, bonds: int = 1, parcels: int = 1, rents: int = 1, years: int = 10) -> str:
    """A project of so many rows, all sums made up."""
    text = [
        f"""[project]
name = "{name}"
rule_date = 2021-05-01
construction_end = 2022-12-31
operation_start = 2023-01-01
forecast_end = {2021 + years}
[settings]
capital = "plug"
[[investment]]
id = "works"
category = "construction"
name = "{name[:200]}"
amount = 90000
by_year = {{ 2021 = 0.5, 2022 = 0.5 }}
"""
    ]
    text += [
        f"""[[bonds]]
id = "B{number}"
status = "planned"
value_date = 2021-0{number % 9 + 1}-15
face = {5000 + number}
coupon = 0.035
term_years = {years if number == 0 else 10}
"""
        for number in range(bonds)
    ]
    text += [
        f"""[[land]]
id = "P{number}"
use = "工业"
area_mu = 20.5
price = 31.5
claimed = true
by_year = {{ {2023 + number % 8} = 1.0 }}
"""
        for number in range(parcels)
    ]
    text += [
        f"""[[revenue]]
id = "R{number}"
name = "第{number}户企业厂房租金"
budget_class = "project_special"
claimed = true
price = 0.13
quantity = 10
"""
        for number in range(rents)
    ]
    return "\n".join(text)


def result(text: str) -> Result:
    return compute(read_bytes("project.toml", text.encode()))


@cache
def large() -> Result:
    return result(project(LONG[:150], bonds=12, parcels=60, rents=60, years=40))


@pytest.mark.outside
@pytest.mark.slow
@pytest.mark.parametrize("filing", known())
def test_the_largest_filing_is_set_without_overflow(filing: str) -> None:
    document = write(large(), filing)
    headings = {f"{block.text}" for block in document.blocks if isinstance(block, Heading)}
    made = typeset(document, FontSet.load())
    text = subprocess.run(
        [tool("pdftotext"), "-layout", "-", "-"], input=made.data, check=True, capture_output=True
    ).stdout.decode()
    for page in text.split("\f")[:-1]:
        last = [line.strip() for line in page.splitlines() if line.strip()][:-1]
        assert not last or last[-1] not in headings


@pytest.mark.slow
def test_hundreds_of_enterprises_take_time_in_proportion() -> None:
    """Typesetting only, in the processor's time; ten times the rows take at most twenty times as long: machines are noisy."""
    took = []
    for size in (50, 500):
        document = write(result(project("多户", rents=size)), "evaluation")
        with uncollected():
            # What other tests keep would be looked through for garbage.
            start = time.process_time()
            made = typeset(document, FontSet.load())
            took.append(time.process_time() - start)
    assert made.data.count(b"/Type /Page") > 17
    assert took[1] < 20 * took[0], f"50 rows {took[0]:.2f} s, 500 rows {took[1]:.2f} s"


@pytest.mark.outside
@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["<b>粗体</b>&amp;<i>", "朱镕基㙟公司", "ＡＢＣ全角１２３", "{coverage.capital}", "%s%n\\\\n"]
)
@pytest.mark.parametrize("filing", known())
def test_rare_names_stand_as_they_were_typed(name: str, filing: str) -> None:
    made = typeset(write(result(project(name)), filing), FontSet.load())
    text = subprocess.run(
        [tool("pdftotext"), "-layout", "-", "-"], input=made.data, check=True, capture_output=True
    ).stdout.decode()
    assert "".join(name.replace("\\\\", "\\").split()) in "".join(text.split())


@pytest.mark.parametrize("filing", known())
def test_a_character_without_a_shape_is_named(filing: str) -> None:
    with pytest.raises(MissingGlyphError, match=r"U\+1F600"):
        typeset(write(result(project("笑脸😀园区")), filing), FontSet.load())
