"""免安装版 as it is used, under Wine: made on one PC, unpacked on another, a workbook dragged onto the start file."""

import shutil
import zipfile
from pathlib import Path

import pytest

from bondcalc.data import digest
from tests.commands import bondcalc
from tests.samples import SAMPLES
from tests.windows.wine_python import WindowsPython

pytestmark = [pytest.mark.windows, pytest.mark.slow]
ELSEWHERE = "乡镇 (新) & 旧"
BOOK = "项目 一.xlsx"
EXPLORER = r"""
import subprocess, sys
start, book = (f"Z:{name}".replace("/", "\\") for name in sys.argv[1:])
sys.exit(subprocess.call(rf'C:\windows\system32\cmd.exe /c ""{start}" "{book}""'))
"""
"""Calls the start file by the line that Explorer writes where a file is dropped on it."""
QUIET = {"BONDCALC_QUIET": "1"}
"""Nobody is there to look at a folder that opens."""


@pytest.fixture(scope="module")
def unpacked(windows: WindowsPython, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder made by the Windows Python, its zip unpacked in a folder with a Chinese name; the folder itself is gone."""
    office = tmp_path_factory.mktemp("office")
    made = windows.run("-m", "bondcalc.portable", "测算工具", cwd=office)
    assert made.returncode == 0, made.stdout + made.stderr
    assert "测算工具.zip" in made.stdout
    shutil.rmtree(office / "测算工具")
    elsewhere = tmp_path_factory.mktemp("bureau") / ELSEWHERE
    with zipfile.ZipFile(office / "测算工具.zip") as packed:
        packed.extractall(elsewhere)
    (office / "测算工具.zip").unlink()
    return elsewhere / "测算工具"


def test_its_sums_hold_and_it_carries_nothing_that_only_tests_need(unpacked: Path) -> None:
    for line in (unpacked / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        value, _, name = line.partition("  ")
        assert digest((unpacked / name).read_bytes()) == value, name
    packages = {path.name for path in (unpacked / "app" / "Lib" / "site-packages").iterdir()}
    assert {"bondcalc", "numpy", "pandas", "colorama", "tzdata"} <= packages
    assert not {"pytest", "_pytest", "hypothesis"} & packages


def test_a_dragged_workbook_is_computed_beside_it_as_on_linux(windows: WindowsPython, unpacked: Path) -> None:
    place = unpacked.parent / "附件"
    place.mkdir()
    shutil.copy(SAMPLES / "land-reserve" / "project.xlsx", place / BOOK)
    dragged = windows.run("-c", EXPLORER, unpacked / "测算.cmd", place / BOOK, typed="\r\n", **QUIET)
    out = place / "项目 一_测算结果"
    assert out.is_dir(), dragged.stdout + dragged.stderr
    here = bondcalc("run", place / BOOK, "--out", place / "linux")
    assert here.returncode == 0, here.stderr
    assert (out / "schedules.xlsx").read_bytes() == (place / "linux" / "schedules.xlsx").read_bytes()
    assert sorted(path.name for path in out.iterdir()) == sorted(path.name for path in (place / "linux").iterdir())
    audited = bondcalc("audit", out)
    assert audited.returncode == 0, audited.stdout
    assert "逐字节一致" in audited.stdout


def test_the_menu_makes_a_sample_and_checks_it(windows: WindowsPython, unpacked: Path) -> None:
    """Started by a double click, the folder of the start file is the one it works in."""
    typed = "2\r\n3\r\n示例录入文件.xlsx\r\n0\r\n\r\n"
    said = windows.wine("cmd", "/c", "测算.cmd", cwd=unpacked, typed=typed, **QUIET).stdout
    assert (unpacked / "示例录入文件.xlsx").exists(), said
    assert "专项债券测算" in said
    assert bondcalc("check", unpacked / "示例录入文件.xlsx").stdout.splitlines()[0] in said


def test_the_menu_begins_actuals_and_monitors_them(windows: WindowsPython, unpacked: Path) -> None:
    """Linux audits the folder that Windows monitored."""
    shutil.copy(SAMPLES / "hengyang-park" / "project.xlsx", unpacked / BOOK)
    asked = ("6", BOOK, "2024-12-31", "7", BOOK, "项目 一_执行数据.xlsx", "0", "")
    said = windows.wine("cmd", "/c", "测算.cmd", cwd=unpacked, typed="\r\n".join((*asked, "")), **QUIET).stdout
    assert (unpacked / "项目 一_执行数据.xlsx").exists(), said
    assert "债券资金支出" in said
    audited = bondcalc("audit", unpacked / "项目 一_执行数据_监测结果")
    assert audited.returncode == 0, audited.stdout
