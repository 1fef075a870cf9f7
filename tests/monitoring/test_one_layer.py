"""One layer: an issue is written into it, the next year's file begins with it, the filed project stays as it was."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bondcalc.data import digest
from bondcalc.inputs.read import load, read_bytes, read_project
from bondcalc.inputs.sheets.actuals import Actual
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.monitoring.actuals_file import read_actuals
from bondcalc.monitoring.yearly_view import layered
from tests.commands import bondcalc
from tests.monitoring.happened import TOLD
from tests.parted import compute
from tests.samples import SAMPLES

PROJECT = SAMPLES / "land-reserve" / "project.toml"
BEFORE = "[actuals_of]\nas_of = {day}\n"


@pytest.mark.slow
def test_an_issue_goes_into_the_actuals_and_not_into_the_filed_project(tmp_path: Path) -> None:
    source, first = tmp_path / "project.toml", tmp_path / "执行数据.toml"
    text = PROJECT.read_bytes()
    source.write_bytes(text)
    bond = next(bond for bond in read_project(source).rows(Bond) if bond.status == "planned")
    day = bond.value_date.replace(day=bond.value_date.day % 28 + 1)
    first.write_text(BEFORE.format(day="2020-01-01"), encoding="utf-8")
    given = ["--bond", bond.id, "--coupon", "2.66%", "--date", day.isoformat(), "--price", "99.8", "--name", "某债券"]
    done = bondcalc("issued", str(source), *given, "--actuals", str(first))
    assert done.returncode == 0, done.stderr
    assert "→ 2.66%" in done.stdout
    assert source.read_bytes() == text
    filed = load(source)
    project = read_bytes(filed.name, filed.data)
    after = read_actuals(tmp_path / "执行数据-发行结果.toml", project, filed)
    assert after.particulars.previous_sha256 == digest(first.read_bytes())
    assert after.as_of == day
    issued = next(row for row in layered(compute(project), after).rows(Bond) if row.id == bond.id)
    assert (issued.status, issued.coupon, issued.face, issued.issue_price, issued.name, issued.value_date) == (
        "issued",
        Decimal("0.0266"),
        bond.face,
        Decimal("99.8"),
        "某债券",
        day,
    )
    again = bondcalc("issued", str(source), *given, "--actuals", str(tmp_path / "执行数据-发行结果.toml"))
    assert again.returncode == 4
    assert f"{bond.id}已发行" in again.stderr


def test_the_next_file_begins_with_what_happened(tmp_path: Path) -> None:
    """Told of 2023 are 629.75 (tests/monitoring/test_actuals.py); eight lines of revenue are not told and stay planned.

    87.09 + 183.96 + 26.61 + 22.77 + 12 + 1.60 + 9.60 + 14 = 357.63, in all 987.38; nothing is told of what 2021 was to earn,
    8,700 of land less 7,898.50. Bond B is issued at 3.71 %.
    """
    source, told = SAMPLES / "hengyang-park" / "project.toml", tmp_path / "执行数据.toml"
    told.write_text(TOLD, encoding="utf-8")
    done = bondcalc(
        *("next-year", str(source), "--date", "2025-03-01", "--out", str(tmp_path / "n.toml")),
        *("--actuals", str(told)),
    )
    assert done.returncode == 0, done.stderr
    after = read_project(tmp_path / "n.toml")
    assert [(row.year, row.repayable) for row in after.rows(Actual)] == [
        (2021, Decimal("801.50")),
        (2023, Decimal("987.38")),
    ]
    bond = next(row for row in after.rows(Bond) if row.id == "B")
    assert (bond.status, bond.coupon, bond.value_date) == ("issued", Decimal("0.0371"), date(2021, 6, 25))
