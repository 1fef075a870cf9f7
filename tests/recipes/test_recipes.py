"""The recipes of docs/contributing.md, followed to the letter on a copy of the program, give what they promise."""

import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from tests.filed_names import PLAN
from tests.outside import ran, tool

ROOT = Path(__file__).parent.parent.parent
BLOCK = re.compile(
    r'^```\w+ (?:new (?P<new>\S+)|in (?P<old>\S+) before "(?P<line>[^\n]+)")\n(?P<text>.*?)^```',
    re.MULTILINE | re.DOTALL,
)
MOST_BY_HAND = 2
SAMPLE = "samples/hengyang-park/project.toml"


def recipes() -> dict[str, list[re.Match[str]]]:
    """The blocks of each recipe, by its title."""
    page = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")
    parts = page.split("## Recipes", 1)[1].split("\n### ")[1:]
    return {part.split("\n", 1)[0]: list(BLOCK.finditer(part)) for part in parts}


def follow(block: re.Match[str], root: Path) -> None:
    """Do what a block says."""
    path = root / (block["new"] or block["old"])
    if block["new"]:
        assert not path.exists()
        path.write_text(block["text"], encoding="utf-8")
        return
    text, line = path.read_text(encoding="utf-8"), "\n" + block["line"].replace('\\"', '"')
    assert text.count(line) == 1, f"{path.name} has not one line {line!r}"
    path.write_text(text.replace(line, "\n" + block["text"].rstrip("\n") + line), encoding="utf-8")


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program in which every recipe was followed, one after another, and the sample has the new field."""
    root = tmp_path_factory.mktemp("recipes")
    for folder in ("bondcalc", "templates", "samples"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for blocks in recipes().values():
        for block in blocks:
            follow(block, root)
    return root


@cache
def bondcalc(root: Path, *words: str) -> str:
    """Run the copied program; what was asked before is answered from there."""
    done = subprocess.run(
        [sys.executable, "-m", "bondcalc", *words],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("title", recipes())
def test_no_recipe_touches_more_than_two_files(title: str) -> None:
    blocks = recipes()[title]
    assert 0 < len({block["new"] or block["old"] for block in blocks}) <= MOST_BY_HAND


def stated(root: Path, area: str) -> str:
    """The sample with the new field; gives the file's name."""
    text, head, name = (root / SAMPLE).read_text(encoding="utf-8"), "[project]\n", f"area-{area}.toml"
    assert text.count(head) == 1
    (root / name).write_text(text.replace(head, f"{head}site_area = {area}\n"), encoding="utf-8")
    return name


@pytest.mark.slow
def test_an_input_field_and_a_schedule(copied: Path) -> None:
    schedules = json.loads(bondcalc(copied, "show", stated(copied, "400"), "--json"))["schedules"]
    whole = float(schedules["approval"]["lines"]["investment"]["value"])
    assert float(schedules["intensity"]["lines"]["by_area"]["value"]) == pytest.approx(whole / 400, abs=1e-3)
    assert "用地面积" in bondcalc(copied, "explain", stated(copied, "400"), "intensity.by_area")
    bondcalc(copied, "new", "blank.xlsx")
    labels = {cell for row in openpyxl.load_workbook(copied / "blank.xlsx")["项目概况"].values for cell in row}
    assert "用地面积（亩）" in labels or "用地面积" in labels


@pytest.mark.slow
@pytest.mark.parametrize(("area", "verdict"), [("561", "pass"), ("562", "warn")])
def test_a_rule_with_a_dated_value(copied: Path, area: str, verdict: str) -> None:
    """The sample invests 56,181.20, which is a hundred a mu on 561.812 mu."""
    findings = json.loads(bondcalc(copied, "show", stated(copied, area), "--json"))["findings"]
    assert next(one for one in findings if one["rule"] == "W90")["verdict"] == verdict
    assert "园区用地惯例" in bondcalc(copied, "rules", "--id", "W90")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("day", "let", "verdict"),
    [
        ("2026-12-31", "31", "not_applicable"),
        ("2027-01-01", "31", "fail"),
        ("2027-01-02", "30", "warn"),
        ("2027-01-02", "0", "pass"),
        ("2027-01-02", None, "needs_input"),
    ],
)
def test_a_rule_that_asks_for_a_statement(copied: Path, day: str, let: str | None, verdict: str) -> None:
    """Of a hundred mu at most thirty: one file of rule data, no program and no sheet."""
    text, name = (copied / SAMPLE).read_text(encoding="utf-8"), f"yard-{day}-{let}.toml"
    answer = "" if let is None else f"yard_let = {let}\n"
    dated = re.sub(r"(?m)^rule_date = .*$", f"rule_date = {day}", text)
    (copied / name).write_text(f"{dated}\n[statements]\nyard_area = 100\n{answer}", encoding="utf-8")
    findings = json.loads(bondcalc(copied, "show", name, "--json"))["findings"]
    assert next(one for one in findings if one["rule"] == "N98")["verdict"] == verdict
    assert "场地出租惯例" in bondcalc(copied, "rules", "--id", "N98", "--on", "2027-01-01")


@pytest.mark.slow
def test_a_section_of_a_filing_and_everything_at_once(copied: Path) -> None:
    bondcalc(copied, "run", stated(copied, "400"), "--out", "out", "--filing", "plan,review")
    text = ran(tool("pdftotext"), str(copied / "out" / PLAN), "-")
    assert "用地与投资强度" in text
    said = text[text.index("项目每亩投资") :].replace("\n", "")
    assert said.startswith("项目每亩投资140.453万元。"), said[:40]
    sheets = openpyxl.load_workbook(copied / "out" / "schedules.xlsx", read_only=True)
    assert "投资强度表" in sheets.sheetnames
    lean = json.loads(bondcalc(copied, "report", stated(copied, "400"), "lean_years", "--json"))["years"]
    ratios = json.loads(bondcalc(copied, "show", stated(copied, "400"), "--json"))["ratios"]
    left = [float(one["closing"]) for one in lean]
    assert left == sorted(left)
    assert lean[0]["closing"] == ratios["cash_min"]
    rows = [[cell.value for cell in row[:2]] for row in sheets["资金最紧的年度"].iter_rows()]
    assert all([one["year"], float(one["closing"])] in rows for one in lean)
    assert "资金最紧的年度表" in text
    assert "结论：逐字节一致" in bondcalc(copied, "audit", "out")
