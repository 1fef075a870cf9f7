"""The manual: every command in it runs as it stands, in its order, from an empty folder; what it names is there."""

import re
from pathlib import Path

import pytest

from bondcalc.checks.judge import registered
from bondcalc.inputs.form.project_kinds import KINDS
from bondcalc.inputs.project import sheets
from bondcalc.problem import Exit
from tests.audit.tamper import remembered
from tests.commands import bondcalc
from tests.filed_names import PLAN

DOCS = Path(__file__).parent.parent / "docs"
TEXT = (DOCS / "manual.md").read_text(encoding="utf-8")
COMMANDS = [
    line.split()[1:]
    for block in re.findall(r"```bondcalc\n(.*?)```", TEXT, re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]


@pytest.mark.slow
def test_every_command_runs_in_its_order_from_an_empty_folder(tmp_path: Path) -> None:
    assert len(COMMANDS) > 15
    with remembered():
        for words in COMMANDS:
            done = bondcalc(*words, cwd=tmp_path)
            assert done.returncode == Exit.DONE, (words, done.stdout, done.stderr)
    assert {path.name for path in (tmp_path / "结果").iterdir()} >= {PLAN, "schedules.xlsx", "SHA256SUMS"}
    assert (tmp_path / "公开").is_dir()
    assert list((tmp_path / "分发").glob("*.xlsx"))


def test_every_kind_of_project_is_named_with_its_word() -> None:
    for id_, kind in KINDS.items():
        assert f"{id_}（{kind.zh}）" in TEXT.replace("\n   ", ""), id_


def test_sheets_rules_and_pages_it_names_are_there() -> None:
    known = {sheet.zh for sheet in sheets()}
    table = [row.split("|")[2].strip() for row in TEXT.splitlines() if re.match(r"\| \d+ \|", row)]
    assert table
    assert {name for cell in table for name in cell.split("、")} <= known
    for rule in set(re.findall(r"\b[A-Z]\d\d\b", TEXT)) - {"P23"}:
        assert registered(rule), rule
    for page in re.findall(r"\]\(([^)]+)\)", TEXT):
        assert (DOCS / page).exists(), page


def test_fields_it_names_are_those_of_the_workbook() -> None:
    """Words in quotes are sheets, fields, choices or columns as the workbook has them."""
    workbook = {sheet.zh for sheet in sheets()} | {field.zh for sheet in sheets() for field in sheet.cells}
    workbook |= {choice for sheet in sheets() for field in sheet.cells for choice in field.choices.values()}
    others = {
        "祁东县归阳工业园",
        "在此处打开PowerShell窗口",
        "终端",
        "取消隐藏",
        "二、逐表说明",
        "无",
        "已读取",
        "逐字节一致",
        "合计",
        "小计",
        "其中",
        "采用默认值的参数表",
        "待补充",
        "草稿",
        "位置",
        "未核实",
        "园区税收返还",
        "万元",
        "本次",
        "不是UTF-8",
        "已损坏",
        "旧版.xls",
        "一般公共预算收入",
    }
    assert set(re.findall("“([^”]+)”", TEXT)) - workbook <= others


def test_twenty_questions_are_answered() -> None:
    chapter = TEXT.partition("## 五、")[2].partition("## 六、")[0]
    asked = re.findall(r"^(\d+)\. \*\*(.+?？)\*\* (.+)$", chapter, re.MULTILINE)
    assert [int(number) for number, _, _ in asked] == list(range(1, 21))
    assert all(len(answer) > 4 for _, _, answer in asked)
