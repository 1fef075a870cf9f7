"""Names nothing can be done with: one sentence each, exit 4, whatever the command and whichever of its files it is."""

import os
import sys
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bondcalc.cli import MODULES
from bondcalc.cli.console import app
from bondcalc.inputs.read import read_project
from bondcalc.problem import FileError
from tests.commands import bondcalc
from tests.conftest import SAMPLE

for module in MODULES:
    import_module(f"bondcalc.cli.{module}")

READING = {
    "check": ["check", "{}"],
    "run": ["run", "{}", "--out", "out"],
    "show": ["show", "{}"],
    "stress": ["stress", "{}"],
    "risk": ["risk", "{}"],
    "size": ["size", "{}", "--find", "bond"],
    "explain": ["explain", "{}", "coverage_total_debt"],
    "compare": ["compare", "{}", str(SAMPLE)],
    "compare with": ["compare", str(SAMPLE), "{}"],
    "audit": ["audit", "{}"],
    "split": ["split", "{}"],
    "merge": ["merge", "{}", "{}", "--out", "out.xlsx"],
}
WRITING = {
    "new": ["new", "{}"],
    "run": ["run", str(SAMPLE), "--out", "{}"],
    "stress": ["stress", str(SAMPLE), "--out", "{}"],
}
LONG = "很长的文件名" * 50 + ".xlsx"
OTHER = os.fsdecode("项目.xlsx".encode("gbk")) if sys.platform != "win32" else "\ud800.xlsx"


def answer(command: list[str], name: str) -> str:
    done = bondcalc(*(name if word == "{}" else word for word in command))
    said = done.stdout + done.stderr
    assert done.returncode == 4, said
    assert len(said.strip().splitlines()) == 1
    assert said.count("。") == 1
    return said


@pytest.mark.parametrize("command", READING.values(), ids=READING)
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("~$项目.xlsx", "锁定文件"),
        (".~lock.项目.xlsx#", "锁定文件"),
        (LONG, "改短"),
        (OTHER, "UTF-8"),
        ("没有.xlsx", "没有"),
    ],
    ids=["Excel's lock", "LibreOffice's lock", "long", "other encoding", "missing"],
)
def test_every_command_that_reads(
    command: list[str], name: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if "锁" in said:
        (tmp_path / name).write_bytes(b"\x05user" + b" " * 160)
    assert said in answer(command, name)
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
@pytest.mark.parametrize("command", WRITING.values(), ids=WRITING)
@pytest.mark.parametrize(("name", "said"), [(LONG, "改短"), (OTHER, "UTF-8")], ids=["long", "other encoding"])
def test_every_command_that_writes(
    command: list[str], name: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in answer(command, name)
    assert list(tmp_path.iterdir()) == []


def test_notebooks_are_told_the_same() -> None:
    with pytest.raises(FileError, match="~\\$"):
        read_project(Path("~$park.xlsx"))


def test_whatever_the_system_refuses_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(5, "Input/output error", "/a/park.xlsx")

    monkeypatch.setattr("bondcalc.inputs.read.read_bytes", refuse)
    assert "park.xlsx（Input/output error）" in answer(["check", "{}"], str(SAMPLE))


@pytest.mark.slow
def test_a_marked_copy_is_named_and_nothing_is_said_not_to_be_written(tmp_path: Path) -> None:
    from tests.inputs.filled import Filled

    filled = Filled()
    filled.set("很高", "专项债券", "票面利率", "A")
    (tmp_path / "a.xlsx").write_bytes(filled.data())
    for options, said, unsaid in (
        ([], "请改正后重新检查", "标注"),
        (["--mark", str(tmp_path / "b.xlsx")], "已标注在", "未生成"),
    ):
        done = CliRunner().invoke(app, ["check", str(tmp_path / "a.xlsx"), *options])
        assert done.exit_code == 2
        assert said in done.output
        assert unsaid not in done.output
    assert (tmp_path / "b.xlsx").exists()
