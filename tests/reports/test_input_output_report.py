"""The firms of a park beside a table of four sectors of which every figure is stated (tests/input_output/test_leontief.py)."""

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from bondcalc.input_output.park_sectors import park_sectors
from bondcalc.inputs.sectors import SECTORS
from bondcalc.inputs.sheets.firms import Firm
from bondcalc.problem import FileError
from bondcalc.reports.input_output_report import cross_checked
from bondcalc.wording.report import Datum, Keyed, Listing
from bondcalc.wording.terms import Unit
from bondcalc.workbook.tabs.input_output import FIGURES
from tests.commands import bondcalc
from tests.input_output.test_table_file import EXAMPLE
from tests.schedules.test_linkage import park

PARK = Path(__file__).parents[1] / "schedules" / "park.toml"


def table(own: float = 0.0) -> bytes:
    """Twenty sectors of output 1,000 each; 交通运输设备 (18) buys 200 of 电气机械 (19), everybody uses `own` of itself."""
    codes = [f"{number:02d}" for number in range(1, 21)]
    rows: list[list[object]] = [["", "代码", *codes, "GO"]]
    for code in codes:
        flows = [1000 * own * (code == other) + 200 * (code == "19" and other == "18") for other in codes]
        rows.append([SECTORS[code], code, *flows, 1000])
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode()


def test_what_the_firm_list_says_of_local_shares() -> None:
    """L makes 8,000 and so needs 1,600 of sector 19; the battery firm sells it 800: half."""
    shares = park_sectors(park().project, "t.csv", table()).shares
    assert shares[18] == pytest.approx(0.5)
    assert np.count_nonzero(shares) == 1


def test_what_the_table_knows_no_need_of_is_told() -> None:
    """A leading firm that buys 800 of 19, where the table knows a need of 160, and one of whose inputs it knows none."""
    project = park().project
    smaller = project.rows(Firm)[0]
    firms = (replace(smaller, output=Decimal(800)), *project.rows(Firm)[1:])
    held = park_sectors(replace(project, tables={**project.tables, "firms": firms}), "t.csv", table())
    assert held.needed[18] == pytest.approx(160)
    assert held.shares[18] == 1
    assert held.beyond[18] == pytest.approx(640)
    listing = cross_checked(park(), "t.csv", table()).part("io_sectors")
    assert isinstance(listing, Listing)
    told = {str(row["sector"].id): row for row in listing.rows if isinstance(row["sector"], Keyed)}
    assert told["12"]["bought"] == Datum(None, Unit.FRACTION), "no need, no share"
    assert told["19"]["beyond"] == Datum(Decimal(0), Unit.MONEY)


def test_the_multiplier_of_the_leading_sector_by_hand() -> None:
    """One of 18 calls forth 0.2 of 19 and no more: 1.2 in all, 1.1 in the park, half leaks away."""
    listing = cross_checked(park(), "t.csv", table()).part("io_leader")
    assert isinstance(listing, Listing)
    values = [row["value"] for row in listing.rows]
    assert [value.value for value in values if isinstance(value, Datum)] == [
        Decimal("1.2"),
        Decimal("1.1"),
        Decimal("0.5"),
        Decimal("0.5"),
    ]


def test_a_table_that_leaves_nothing_over_is_refused() -> None:
    with pytest.raises(FileError, match="中间投入不小于产出"):
        cross_checked(park(), "t.csv", table(own=1.0))


def test_the_command_shows_it_and_refuses_what_does_not_go_together(tmp_path: Path) -> None:
    (tmp_path / "表.csv").write_bytes(EXAMPLE)
    shown = bondcalc("show", PARK, "--io", tmp_path / "表.csv")
    assert shown.returncode == 0
    assert "漏出比例" in shown.stdout
    assert "SHA-256" in shown.stdout
    assert bondcalc("show", PARK, "cash", "--io", tmp_path / "表.csv").returncode == 1


def test_data_for_programs_names_sectors_by_code_and_figures_by_id(tmp_path: Path) -> None:
    """The ids are those of the tab of `run --io`."""
    (tmp_path / "t.csv").write_bytes(table())
    told = json.loads(bondcalc("show", PARK, "--io", tmp_path / "t.csv", "--json").stdout)
    figures = {row["figure"]: Decimal(row["value"]) for row in told["io_leader"]}
    assert figures == {
        "multiplier": Decimal("1.2"),
        "park_multiplier": Decimal("1.1"),
        "leakage": Decimal("0.5"),
        "bought": Decimal("0.5"),
    }
    assert set(figures) <= {id_ for id_, _, _ in FIGURES}
    assert [row["sector"] for row in told["io_sectors"]] == ["12", "18", "19"], "28 is not in this table"
