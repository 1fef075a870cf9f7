"""The notebook interface: docs/notebooks.md runs word for word, and its figures are those of the contract."""

import contextlib
import csv
import io
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bondcalc.api import Park, open_monitoring, open_portfolio, open_project
from bondcalc.problem import FileError
from bondcalc.reports.analyses import ANALYSES
from bondcalc.result.contract import contract
from bondcalc.result.result import Result
from bondcalc.screen.report_data import report_data
from tests.commands import bondcalc
from tests.portfolio.county_store import DAY, county_store

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"```(python|output)\n(.*?)```", re.DOTALL)


@pytest.mark.slow
def test_the_documented_example_prints_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    printed, compared = "", 0
    for kind, text in BLOCK.findall((ROOT / "docs" / "notebooks.md").read_text(encoding="utf-8")):
        if kind == "output":
            assert printed == text
            compared += 1
            continue
        with contextlib.redirect_stdout(io.StringIO()) as taken:
            exec(text, names)
        printed = taken.getvalue()
    assert compared == 5


@pytest.mark.slow
def test_every_figure_is_that_of_the_contract(sample: Result) -> None:
    park, stated = Park(sample), contract(sample)["schedules"]
    assert set(park.schedules().index) == set(stated)
    for id_, table in stated.items():
        frame = park.schedule(id_, exact=True)
        for line, row in table["lines"].items():
            wanted = [row["value"]] if "value" in row else row["values"]
            assert len(frame) == len(wanted)
            for found, text in zip(frame[line], wanted, strict=True):
                assert (found is None) == (text is None)
                if isinstance(found, date):
                    assert found.isoformat() == text
                    continue
                assert text is None or abs(Decimal(found) - Decimal(text)) < Decimal("1e-11"), (id_, line)
            assert frame.attrs["labels"][line] == row["label"]
        assert list(park.lines(id_).index) == list(frame.columns)


def test_floats_and_units(sample: Result) -> None:
    park = Park(sample)
    yearly = park.schedule("coverage_by_year")
    assert yearly["dscr"].dtype == float
    assert yearly["dscr"].isna().any()
    assert yearly.attrs["units"]["dscr"] == "ratio"
    assert yearly.attrs["units"]["revenue"] == "万元"
    assert park.schedule("coverage").index.tolist() == ["value"]
    assert park.schedule("bond_A").index.name == "date"


def test_an_unknown_schedule_and_a_missing_file() -> None:
    with pytest.raises(FileError):
        open_project(ROOT / "nowhere.xlsx")
    with pytest.raises(KeyError):
        open_project(ROOT / "samples" / "hengyang-park" / "project.toml").schedule("nothing")


def test_tables_of_many_projects(tmp_path: Path) -> None:
    made = open_portfolio(county_store(tmp_path / "库.db", ["anping-water.toml"]), day=DAY)
    projects = made.table("projects")
    assert projects["service"].tolist() == [9017.23]
    assert projects["cover"].iloc[0] == pytest.approx(14582.27 / 9017.23)
    assert made.table("province")["spent_share"].isna().all()
    assert projects.attrs["labels"]["service"] == "F 债务本息"
    assert made.tables().loc["projects", "rows"] == 1


@pytest.mark.slow
def test_the_tables_of_an_analysis_are_those_of_its_json(sample: Result) -> None:
    tables = Park(sample).report("stress")
    told = report_data(ANALYSES["stress"].tell(sample), "zh")
    steps = tables.table("steps")
    assert len(steps) == len(told["steps"]) > 0
    for shown, stated in zip(steps["coverage_total_debt"], told["steps"], strict=True):
        assert abs(Decimal(shown) - Decimal(stated["coverage_total_debt"])) < Decimal("1e-11")
    assert tables.tables().loc["steps", "rows"] == len(steps)
    with pytest.raises(KeyError):
        tables.table("nothing")


@pytest.mark.slow
def test_a_monitoring_is_that_of_its_command(tmp_path: Path) -> None:
    sample = ROOT / "samples" / "hengyang-park"
    made = open_monitoring(sample / "project.toml", sample / "actuals.toml")
    assert (
        bondcalc("monitor", sample / "project.toml", sample / "actuals.toml", "--out", tmp_path / "m").returncode == 0
    )
    with (tmp_path / "m" / "alarms.csv").open(encoding="utf-8-sig", newline="") as stream:
        listed = list(csv.reader(stream))
    assert made.alarms()["text"].tolist() == [row[listed[0].index("内容")] for row in listed[1:]]
    assert made.plan.ratios()["coverage_total_debt"] == pytest.approx(1.1949, abs=5e-5)
    deviation = made.series.schedule("deviation")
    assert deviation.index[-1] >= 2024
