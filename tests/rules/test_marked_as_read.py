"""Whoever has read a text changes one line of its file: after it no finding that rests on it says 未核实."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bondcalc.inputs.project import Project
from bondcalc.rules.load import RULES_FOLDER, rules_on
from tests.checks.cases import added
from tests.checks.judged import finding_of
from tests.checks.test_rules_to_2026 import IDLE, RESERVE, on
from tests.checks.test_statements import LAND

DAY = date(2026, 3, 10)
CAPITAL = ("bonds", {"used_as_capital": Decimal(100)})
# file, rule, a project of which the rule says what is only reported, and its verdict once the text was read
CASES = {
    "guo-ban-fa-2024-52.toml health": ("K03", on(DAY, ("project", {"sector": "health"}), CAPITAL), "pass"),
    "guo-ban-fa-2024-52.toml airports": ("K03", on(DAY, ("project", {"sector": "other_transport"}), CAPITAL), "warn"),
    "guo-ban-fa-2024-52.toml calendar": ("X07", on(date(2026, 3, 1), ("project", {"region": "河南省信阳市"})), "pass"),
    "yu-suan-bao-gao-2026.toml": ("L06", on(DAY), "pass"),
    "shan-xi-2025.toml": ("X07", on(date(2026, 3, 1), ("project", {"region": "山西省"})), "pass"),
    "tu-di-chu-bei-ban-fa-2025.toml": ("L15", on(DAY, RESERVE, ("statements", {"in_rolling_plan": False})), "fail"),
    "zi-ran-zi-fa-2025-45.toml": ("L12", on(DAY, RESERVE, ("statements", {"listed_reserve_body": False})), "fail"),
    "zi-ran-zi-fa-2025-45.toml day": (
        "L13",
        on(DAY, IDLE, ("statements", {"land_supplied_on": date(2024, 11, 8)})),
        "fail",
    ),
    "zi-ran-zi-fa-2025-45.toml plots": (
        "C08",
        added(on(DAY, RESERVE), LAND + LAND.replace('"P"', '"Q"'), "land"),
        "pass",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_one_line_takes_the_doubt_out_of_what_is_said(case: str, tmp_path: Path) -> None:
    rule, project, verdict = CASES[case]
    file, folder = case.split(maxsplit=1)[0], tmp_path / "rules"
    shutil.copytree(RULES_FOLDER, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count("text_verified = false") == 1
    (folder / file).write_text(text.replace("text_verified = false", "text_verified = true"), encoding="utf-8")

    def said(given: Project, read: Path | None) -> tuple[int, str]:
        day = given.tables["project"][0].rule_date
        finding = finding_of(given, rule, rules_on(day, read))
        return finding.outcome.zh.count("未核实"), finding.verdict

    doubts, _ = said(project, None)
    left, after = said(project, folder)
    assert doubts >= 1
    assert (doubts - left, after) == (1, verdict)
