"""The folder that installs without a network: made for this computer and used; what is asked for Windows."""

import os
import subprocess
import sys
import sysconfig
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

from bondcalc import __version__, offline
from bondcalc.data import digest
from bondcalc.offline import Computer
from bondcalc.problem import FileError

HERE = {"linux": "linux", "win32": "windows"}.get(sys.platform, "")
NEWEST = f"{sys.version_info.major}.{sys.version_info.minor}"


@pytest.mark.slow
@pytest.mark.skipif(HERE == "", reason="the folder is for Windows and Linux")
@pytest.mark.usefixtures("wheel_built_once")
def test_it_installs_in_a_new_environment_without_an_index(tmp_path: Path) -> None:
    out = tmp_path / "离线"
    if offline.main([str(out), "--system", HERE, "--python", NEWEST]) and not os.environ.get("CI"):
        pytest.skip("no network")
    sums = [line.split("  ") for line in (out / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    assert {name for _, name in sums} == {path.relative_to(out).as_posix() for path in out.rglob("*.*")}
    assert all(digest((out / name).read_bytes()) == stated for stated, name in sums)
    assert __version__ in (out / "README.txt").read_text(encoding="utf-8-sig")

    env = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    env |= {"PYTHON": sys.executable, "PYTHONUTF8": "1", "PIP_CONFIG_FILE": os.devnull, "PIP_COMPILE": "0"}
    script = ["sh", "install.sh"] if HERE == "linux" else ["cmd", "/c", "install.bat"]
    done = subprocess.run(script, cwd=out, env=env, capture_output=True, encoding="utf-8", input="", check=False)
    assert done.returncode == 0, done.stderr
    assert f"bondcalc {__version__}" in done.stdout
    if HERE == "linux":
        installed = Path(sysconfig.get_path("scripts", "venv", {"base": str(out / "venv")}), "bondcalc")
        told = subprocess.run(
            [installed, "new", "录入表.xlsx", "--from", "hengyang-park"],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert told.returncode == 0, told.stderr
        checked = subprocess.run(
            [installed, "check", "录入表.xlsx"],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert "没有发现问题" in checked.stdout, checked.stderr


def test_windows_gets_its_own_wheels() -> None:
    words = Computer("windows", "3.12").options()
    pairs = list(pairwise(words))
    assert ("--platform", "win_amd64") in pairs
    assert ("--python-version", "3.12") in pairs
    assert ("--only-binary", ":all:") in pairs
    assert not any("linux" in word for word in words)


def test_linux_gets_nothing_newer_than_glibc_2_28() -> None:
    tags = [word for word in Computer("linux", "3.11").options() if "linux" in word]
    assert tags[-1] == "manylinux_2_28_x86_64"
    assert "manylinux2014_x86_64" in tags


@pytest.mark.parametrize(
    ("system", "python", "marker", "wanted"),
    [
        ("windows", "3.13", 'platform_system == "Windows"', True),
        ("linux", "3.13", 'platform_system == "Windows"', False),
        ("windows", "3.11", 'sys_platform == "win32" and python_version < "3.12"', True),
        ("windows", "3.12", 'python_version < "3.12"', False),
        ("linux", "3.11", 'extra == "test"', False),
        ("linux", "3.12", 'implementation_name == "pypy"', False),
    ],
)
def test_conditions_are_weighed_for_the_target(system: str, python: str, marker: str, wanted: bool) -> None:
    assert Computer(system, python).needs(Requirement(f"thing; {marker}")) is wanted


SHELF = {
    "bondcalc": ['console>=1; platform_system == "Windows"', "plain"],
    "plain": ['pytest; extra == "test"'],
    "console": ['zones; sys_platform == "win32"', 'other; sys_platform == "darwin"'],
    "zones": [],
}


def put(place: Path, name: str) -> Path:
    path = place / f"{name}-1.0-py3-none-any.whl"
    place.mkdir(exist_ok=True)
    with ZipFile(path, "w") as packed:
        packed.writestr(
            f"{name}-1.0.dist-info/METADATA",
            "".join(["Metadata-Version: 2.1\n", *(f"Requires-Dist: {one}\n" for one in SHELF[name])]),
        )
    return path


@pytest.mark.parametrize(
    ("system", "wanted"), [("windows", {"bondcalc", "plain", "console", "zones"}), ("linux", {"bondcalc", "plain"})]
)
def test_what_only_the_target_needs_is_fetched(
    system: str, wanted: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, place = put(tmp_path / "own", "bondcalc"), tmp_path / "to"

    def fetched(*words: str) -> None:
        """Stand in for pip: it brings what has no condition, as pip does on a computer where none of them holds."""
        asked = [Requirement(word).name for word in words if not word.endswith(".whl") and word[:4] in {"cons", "zone"}]
        for name in ["bondcalc", "plain", *asked]:
            put(place, name)

    monkeypatch.setattr(offline, "pip", fetched)
    assert {path.name.split("-")[0] for path in offline.collect(Computer(system, "3.12"), own, place)} == wanted


def test_scripts_carry_the_line_ends_of_their_systems() -> None:
    made = offline.instructions([Computer("windows", "3.12")])
    assert b"\r\n" in made["install.bat"]
    assert b"\r" not in made["install.sh"]
    assert made["README.txt"].startswith(b"\xef\xbb\xbf")
    assert all(b"--no-index --find-links wheels bondcalc" in made[name] for name in ("install.bat", "install.sh"))
    assert made["install.bat"].isascii()


@pytest.mark.slow
def test_it_says_why_it_cannot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(FileError, match="pip download"):
        offline.pip("download", "--no-index", "--dest", str(tmp_path), "no-such-thing")
    monkeypatch.setattr(offline, "PACKAGE", tmp_path / "site-packages" / "bondcalc")
    assert offline.main([str(tmp_path / "out")]) == 4
    assert "源代码文件夹" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_extra_of_a_cluster_is_asked_for_and_installed(tmp_path: Path) -> None:
    """What the extra needs stands in the wheel; the scripts install it by its name."""
    wheel = tmp_path / "bondcalc-0-py3-none-any.whl"
    told = 'Metadata-Version: 2.4\nName: bondcalc\nVersion: 0\nRequires-Dist: numpy>=1\nRequires-Dist: distributed<2027,>=2026.8; extra == "cluster"\nRequires-Dist: scipy; extra == "batch"\n'
    with ZipFile(wheel, "w") as packed:
        packed.writestr("bondcalc-0.dist-info/METADATA", told)
    assert offline.needed_by(wheel, "cluster") == ["distributed<2027,>=2026.8"]
    assert offline.needed_by(wheel, "") == []
    texts = offline.instructions([Computer("windows", "3.12")], "cluster")
    assert all(b'wheels "bondcalc[cluster]"' in texts[name] for name in ("install.sh", "install.bat"))
    assert b"[cluster]" not in offline.instructions([Computer("windows", "3.12")])["install.sh"]
