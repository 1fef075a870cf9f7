"""The program on a Windows Python under Wine: names as typed, the bytes of Linux, Chinese and long paths, the project's own tests."""

import json
import re
import shutil
from pathlib import Path

import pytest

from bondcalc.audit.examine import audit
from bondcalc.audit.outcome import Status
from bondcalc.data import digest
from bondcalc.samples import sample_names
from tests.commands import bondcalc
from tests.samples import SAMPLES, drawn_sample
from tests.windows.wine_python import WindowsPython

pytestmark = [pytest.mark.windows, pytest.mark.slow]
ROOT = SAMPLES.parent
SMALL = SAMPLES / "land-reserve" / "project.xlsx"
ODD = "衡阳 园区 (终稿) & 附件𠮷[1]"
"""A folder such as mail programs and people make them, with a sign beyond the first 65,536."""
OWN = (
    "tests/disk",
    "tests/test_names_as_typed.py",
    "tests/test_written_names.py",
    "tests/test_api.py",
    "tests/inputs/test_round_trip.py",
    "tests/portfolio/test_watchdog.py",
    "tests/audit/test_samples.py",
)
"""The project's tests of files, names and bytes, which this system may pass and Windows not."""


@pytest.fixture(scope="module")
def filed(windows: WindowsPython, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same workbook filed by Windows and by Linux, beside each other in an odd folder."""
    place = tmp_path_factory.mktemp("filed") / ODD
    place.mkdir()
    shutil.copy(SMALL, place / "项目 [1].xlsx")
    words = ("run", "项目 [1].xlsx", "--docx", "--out")
    done = windows.run("-m", "bondcalc", *words, "windows", cwd=place)
    assert done.returncode == 0, done.stderr
    here = bondcalc(*words, "linux", cwd=place)
    assert here.returncode == 0, here.stderr
    assert done.stdout.replace("windows", "linux") == here.stdout
    return place


def test_it_is_windows_with_the_lowest_numbers_and_the_code_page_of_chinese_pcs(windows: WindowsPython) -> None:
    asked = "import sys, ctypes, numpy, pandas; print(sys.platform, ctypes.windll.kernel32.GetACP(), numpy.__version__, pandas.__version__)"
    platform, page, *versions = windows.run("-c", asked).stdout.split()
    assert (platform, page) == ("win32", "936")
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for name, version in zip(("numpy", "pandas"), versions, strict=True):
        lowest = re.search(rf'"{name}>=([\d.]+),', text)
        assert lowest
        assert version in {lowest[1], f"{lowest[1]}.0"}


def test_arguments_come_as_they_were_typed(windows: WindowsPython, tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "land-reserve" / "project.toml", tmp_path / "项目[1].toml")
    shutil.copy(SAMPLES / "anping-water" / "project.toml", tmp_path / "项目1.toml")
    shown = windows.run("-m", "bondcalc", "show", "项目[1].toml", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout == bondcalc("show", "项目[1].toml", cwd=tmp_path).stdout
    # A serial port would be waited for.
    for typed, said in (("%HOMEDRIVE%~?.toml", "%HOMEDRIVE%~?.toml"), ("aux.toml", "设备名")):
        missed = windows.run("-m", "bondcalc", "show", typed, cwd=tmp_path)
        assert missed.returncode == 4
        assert said in missed.stderr


def test_the_workbook_has_the_bytes_of_linux(filed: Path) -> None:
    assert (filed / "windows" / "schedules.xlsx").read_bytes() == (filed / "linux" / "schedules.xlsx").read_bytes()


def test_linux_audits_what_windows_filed(filed: Path) -> None:
    found = audit([filed / "windows"])
    assert_all_the_same(
        [(document.name, document.status) for document in found.subjects[0].documents], filed / "windows"
    )
    assert {"python", "libraries.numpy"} <= {version.name for version in found.subjects[0].versions}


def test_windows_audits_what_linux_filed(windows: WindowsPython, filed: Path) -> None:
    done = windows.run("-m", "bondcalc", "audit", "linux", "--json", cwd=filed)
    assert done.returncode == 0, done.stdout + done.stderr
    (subject,) = json.loads(done.stdout)["subjects"]
    assert_all_the_same([(document["name"], document["status"]) for document in subject["documents"]], filed / "linux")


def assert_all_the_same(found: list[tuple[str, str]], folder: Path) -> None:
    """Every file is the same in all its bytes but the manifest, which names the versions of another Python."""
    written = {path.name: Status.BYTES for path in folder.iterdir() if path.name != "SHA256SUMS"}
    assert dict(found) == written | {"manifest.json": Status.CONTENT}


DRAWN = """
import sys
from tests.samples import drawn_sample
from bondcalc.data import digest
from bondcalc.samples import sample_names
for name in sample_names():
    print(name, digest(drawn_sample(name)), flush=True)
"""


def test_every_sample_s_workbook_has_the_bytes_of_linux(windows: WindowsPython) -> None:
    done = windows.run("-c", DRAWN, cwd=ROOT)
    assert dict(line.split() for line in done.stdout.splitlines()) == {
        name: digest(drawn_sample(name)) for name in sample_names()
    }, done.stderr


def test_a_path_longer_than_windows_takes_is_one_sentence_until_an_administrator_allows_it(
    windows: WindowsPython, tmp_path: Path
) -> None:
    """Wine itself takes any path; the program asks the registry, as Windows does."""
    deep = tmp_path.joinpath(*(sign * ((220 - len(str(tmp_path))) // 3) for sign in "县乡镇"))
    deep.mkdir(parents=True)
    name = "表" * 50
    words = (
        "-m",
        "bondcalc",
        "show",
        SAMPLES / "land-reserve" / "project.toml",
        "coverage",
        "--out",
        deep / f"{name}.csv",
    )
    refused = windows.run(*words)
    assert refused.returncode == 4
    assert f"有{len(f'Z:{deep}/{name}.csv')}个字，系统最多259个" in refused.stderr
    assert not list(deep.iterdir())
    key = (r"HKLM\SYSTEM\CurrentControlSet\Control\FileSystem", "/v", "LongPathsEnabled")
    windows.wine("reg", "add", *key, "/t", "REG_DWORD", "/d", "1", "/f")
    try:
        allowed = windows.run(*words)
    finally:
        windows.wine("reg", "delete", *key, "/f")
    assert allowed.returncode == 0, allowed.stderr
    assert [path.name for path in deep.iterdir()] == [f"{name}.csv"]


def test_the_project_s_own_tests_of_files_hold_on_windows(windows: WindowsPython) -> None:
    done = windows.run("-m", "pytest", "-m", "not slow", *OWN, cwd=ROOT, PYTHONIOENCODING="utf-8")
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed
    assert int(passed[1]) > 200
