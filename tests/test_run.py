"""The main job from file to folder: whole, repeatable, and never half-written."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.commands import bondcalc
from tests.filed_names import DISCLOSURE, EVALUATION, PLAN, REVIEW
from tests.shared import Shared

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "samples" / "hengyang-park"
SMALL = ROOT / "samples" / "land-reserve"
"""Runs in two fifths of the time, where the folder is what is looked at and not the figures."""
OUTPUTS = {
    name.replace("-draft", "")
    for name in ("schedules.xlsx", DISCLOSURE, EVALUATION, PLAN, REVIEW, "manifest.json", "SHA256SUMS")
}
"""Nothing of its plan is left to be written."""


def started(*words: str, cwd: Path = ROOT, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own."""
    full = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT), **(env or {})}
    return subprocess.run(
        [sys.executable, "-m", "bondcalc", *words],
        cwd=cwd,
        env=full,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def first(shared: Shared) -> Path:
    return shared.folder("first", make_first) / "out"


def make_first(folder: Path) -> None:
    done = started("run", str(SMALL / "project.xlsx"), "--out", str(folder / "out"))
    assert done.returncode == 0, done.stderr


def test_writes_workbook_filing_manifest_and_sums(first: Path) -> None:
    found = hashes(first)
    assert set(found) == OUTPUTS
    sums = dict(reversed(line.split("  ")) for line in (first / "SHA256SUMS").read_text("utf-8").splitlines())
    assert sums == {name: digest for name, digest in found.items() if name != "SHA256SUMS"}
    manifest = json.loads((first / "manifest.json").read_text("utf-8"))
    assert manifest["schedules.xlsx"] == found["schedules.xlsx"]
    assert manifest["input"]["sha256"] == hashlib.sha256((SMALL / "project.xlsx").read_bytes()).hexdigest()


SHIFTED_CLOCK = """
import datetime, time
real = time.time
time.time = lambda: real() + 3.2e8
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.fromtimestamp(time.time(), tz)
    utcnow = now
datetime.datetime = Later
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "env",
    [
        {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
        {
            "TZ": "America/New_York",
            "LC_ALL": "zh_CN.UTF-8",
            "PYTHONHASHSEED": "77",
            "LANG": "zh_CN.UTF-8",
            "clock": "later",
        },
    ],
)
def test_same_bytes_in_any_folder_zone_locale_clock_and_hash_seed(
    first: Path, tmp_path: Path, env: dict[str, str]
) -> None:
    if env.get("clock"):
        (tmp_path / "sitecustomize.py").write_text(SHIFTED_CLOCK, encoding="utf-8")
        env = {**env, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    folder = tmp_path / "另一个 文件夹"
    folder.mkdir()
    copy = folder / "project.xlsx"
    copy.write_bytes((SMALL / "project.xlsx").read_bytes())
    done = started("run", "project.xlsx", "--out", "结果", cwd=folder, env=env)
    assert done.returncode == 0, done.stderr
    assert hashes(folder / "结果") == hashes(first)


def test_a_foreign_folder_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("keep me", encoding="utf-8")
    done = bondcalc("run", str(SMALL / "project.toml"), "--out", str(tmp_path))
    assert done.returncode == 4
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "said"), [("zh", "原文件夹未删除，已改名保留：{}（"), ("en", "it is kept beside the new one as {}.")]
)
def test_the_folder_set_aside_is_named_last_and_only_where_one_was(tmp_path: Path, language: str, said: str) -> None:
    out = tmp_path / "结果"
    words = ["run", str(SMALL / "project.toml"), "--out", str(out), "--filing", "disclosure", "--replace", "--lang"]
    first = bondcalc(*words, language)
    assert str(out) in first.stdout.splitlines()[-1]
    assert "原有" not in first.stdout
    (out / "letters.txt").write_text("keep me", encoding="utf-8")
    last = bondcalc(*words, language).stdout.splitlines()[-1]
    (kept,) = tmp_path.glob("结果-原有-*")
    assert said.format(kept.name) in last
    assert (kept / "letters.txt").read_text("utf-8") == "keep me"


@pytest.mark.slow
@pytest.mark.parametrize("words", [["sing"], ["run"], ["run", "x.toml", "--out", "y", "--filing", "poem"], ["--loud"]])
def test_a_wrong_command_line_ends_with_one(words: list[str]) -> None:
    done = bondcalc(*words)
    assert done.returncode == 1
    assert done.stderr


@pytest.mark.slow
def test_an_earlier_output_is_replaced_whole(first: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert bondcalc("run", str(SMALL / "project.toml"), "--out", str(out), "--filing", "review").returncode == 0
    assert bondcalc("run", str(SMALL / "project.xlsx"), "--out", str(out)).returncode == 0
    assert hashes(out) == hashes(first)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.slow
def test_strict_ends_with_three_when_a_statutory_rule_is_not_answered(tmp_path: Path) -> None:
    words = ["run", str(SAMPLE / "project.toml"), "--out", str(tmp_path / "out"), "--filing", "review"]
    assert bondcalc(*words, "--strict").returncode == 3
    assert set(hashes(tmp_path / "out")) == {"schedules.xlsx", REVIEW, "manifest.json", "SHA256SUMS"}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX; Windows itself is untested")
def test_kill_at_random_moments_leaves_the_folder_whole_or_absent(tmp_path: Path, count: int) -> None:
    """And the next run is done and leaves nothing else; tests/disk/killed_runs.py draws more moments."""
    out, draw = tmp_path / "out", random.Random(20210501)
    for _ in range(min(max(1, count // 6), 40)):
        job = subprocess.Popen(
            [sys.executable, "-m", "bondcalc", "run", str(SMALL / "project.toml"), "--out", str(out)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(draw.uniform(0.05, 2.0))
        job.send_signal(signal.SIGKILL)
        job.wait()
        if out.exists():
            assert set(hashes(out)) == OUTPUTS
    assert bondcalc("run", str(SMALL / "project.toml"), "--out", str(out)).returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
