"""--out of every analysis: a file is what its ending says, charts of workbooks are native, another ending is refused."""

import csv
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from tests.commands import bondcalc
from tests.conftest import SAMPLE

SMALL = SAMPLE.parents[1] / "land-reserve" / "project.toml"
WORKS = SAMPLE.parents[1] / "anping-water" / "project.toml"
ASKED = {
    "stress": [str(SMALL), "--factor", "land_price", "--steps=10%", "--pairs", "land_price,investment"],
    "risk": [str(SMALL), "--scenarios", "100"],
    "size": [str(WORKS), "--find", "coupon"],
    "compare": [str(SMALL)],
    "explain": [str(SMALL), "coverage_total_debt"],
}
CHARTS = {"stress": 1, "risk": 3, "size": 0, "compare": 1, "explain": 0}
ENDINGS = (".xlsx", ".csv", ".png", ".html")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small sample with another coupon."""
    path = tmp_path_factory.mktemp("other") / "other.toml"
    text = SMALL.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("coupon = "))
    path.write_text(text.replace(line, "coupon = 0.0123", 1), encoding="utf-8")
    return path


@pytest.mark.slow
@pytest.mark.parametrize("command", sorted(ASKED))
def test_a_file_is_what_its_ending_says(command: str, other: Path, tmp_path: Path) -> None:
    asked = [*ASKED[command], *([str(other)] if command == "compare" else [])]
    for ending in ENDINGS:
        done = bondcalc(command, *asked, "--out", str(tmp_path / f"found{ending}"))
        said = "" if ending == ".json" else f"已写入{tmp_path / f'found{ending}'}\n"
        assert (done.returncode, done.stdout) == (0, said), done.stderr
    page = (tmp_path / "found.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "default-src 'none'" in page
    assert page.count("<svg") == CHARTS[command]
    picture = Image.open(tmp_path / "found.png")
    assert (picture.format, picture.width) == ("PNG", max(picture.width, 1920))
    rows = list(csv.reader(io.StringIO((tmp_path / "found.csv").read_text(encoding="utf-8-sig"))))
    assert sum(len(row) > 1 for row in rows) > 1
    [sheet] = openpyxl.load_workbook(tmp_path / "found.xlsx").worksheets
    assert len(sheet._charts) == CHARTS[command]


def chart(path: Path) -> str:
    with zipfile.ZipFile(path) as book:
        return book.read("xl/charts/chart1.xml").decode()


@pytest.mark.slow
def test_charts_of_workbooks_are_native(other: Path, tmp_path: Path) -> None:
    """A tornado and a waterfall are bars stacked on each other, the one that carries the waterfall unseen; a fan is lines."""
    asked = {"stress": ASKED["stress"], "risk": ASKED["risk"], "compare": [str(SMALL), str(other)]}
    for command, words in asked.items():
        bondcalc(command, *words, "--out", str(tmp_path / f"{command}.xlsx"))
    tornado, fan, fall = (chart(tmp_path / f"{command}.xlsx") for command in asked)
    assert '<c:grouping val="stacked"/>' in tornado
    assert fan.count("<c:ser>") == 5
    assert "<c:lineChart>" in fan
    first = fall.partition("<c:ser>")[2].partition("</c:ser>")[0]
    assert "<a:noFill/>" in first
    assert fall.count("<c:ser>") == 4
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(tmp_path / "compare.xlsx").worksheets[0]]
    start = next(at for at, row in enumerate(rows) if row[0] == "变动前")
    before, *steps, after = rows[start : next(at for at, row in enumerate(rows) if row[0] == "变动后") + 1]
    moved = sum((row[4] or 0) - (row[3] or 0) for row in steps)
    assert abs(before[2] + moved - after[2]) < 0.0002
    assert steps


@pytest.mark.parametrize("command", sorted(ASKED))
def test_another_ending_is_refused_with_those_there_are(command: str, tmp_path: Path) -> None:
    done = bondcalc(
        command, *ASKED[command], *([str(SAMPLE)] if command == "compare" else []), "--out", tmp_path / "found.docx"
    )
    assert done.returncode == 1
    assert all(ending in done.stderr for ending in ENDINGS)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_every_question_of_explain_has_json_and_a_page(tmp_path: Path) -> None:
    """By label, by cell, a finding: figures for programs add up; a stressed point and a rate of return name their command."""
    for index, words in enumerate(("coverage.service", "本息覆盖倍数表!C14", "F 全部债务融资本息", "C03")):
        done = bondcalc("explain", SAMPLE, words, "--json")
        data = json.loads(done.stdout)
        assert data["contract"] == 1
        if words == "C03":
            assert [line["value"] for line in data["lines"]][1:] == ["51288.00", "61285.52"]
        else:
            assert data["value"] == "51288.00"
            known = {one["number"] for one in data["figures"]}
            assert all(part in known for one in data["figures"] for part in (*one["parts"], *one["zeros"]))
            assert sum(float(term["value"]) for term in data["terms"]) == 51288
        page = tmp_path / f"{index}.html"
        assert bondcalc("explain", SAMPLE, words, "--html", page).returncode == 0
        assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    for words, command in (
        ("内部收益率", "report returns"),
        ("stress.revenue@-0.1", "stress"),
        ("risk.below@1.00", "risk"),
    ):
        done = bondcalc("explain", SAMPLE, words, "--json")
        assert done.returncode == 1
        assert f"bondcalc{command}".replace(" ", "") in "".join(sign for sign in done.stderr if sign not in "│ \n")
