"""Pipes, devices, links without end, full disks, little memory: one sentence, exit 4, and nothing left."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bondcalc.disk.regular_file import read_regular
from bondcalc.inputs.bounds import FILE
from bondcalc.problem import FileError

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "samples" / "anping-water" / "project.toml"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes, devices and limits of this kind are POSIX")


def bondcalc(*words: object, before: str = "", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = f'{before} exec "{sys.executable}" -m bondcalc "$@"'
    full = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1", **(env or {})}
    return subprocess.run(
        ["/bin/sh", "-c", command, "sh", *map(str, words)],
        env=full,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 4, done.stderr
    (line,) = done.stderr.strip().splitlines()
    assert all(word in line for word in words), line


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "pipe.xlsx")
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "fonts").mkdir()
    os.mkfifo(tmp_path / "fonts" / "face.ttf")
    (tmp_path / "loop.toml").symlink_to("loop.toml")
    (tmp_path / "endless.toml").symlink_to("/dev/zero")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "name", "word"),
    [
        ("check", "pipe.xlsx", "不是普通文件"),
        ("audit", "pipe.pdf", "不是普通文件"),
        ("show", "endless.toml", "不是普通文件"),
        ("check", "loop.toml", "指向自身"),
        ("audit", "endless.toml", "不是普通文件"),
    ],
)
def test_what_is_no_file_is_refused_at_once(odd: Path, command: str, name: str, word: str) -> None:
    refused(bondcalc(command, odd / name), name, word)


@pytest.mark.slow
def test_a_pipe_among_fonts_and_fonts_that_are_a_file(odd: Path) -> None:
    refused(bondcalc("check", SAMPLE, "--fonts", odd / "fonts"), "face.ttf", "不是普通文件")
    refused(bondcalc("check", SAMPLE, "--fonts", SAMPLE), "--fonts", "project.toml")
    refused(bondcalc("run", SAMPLE, "--out", odd / "out", "--fonts", odd / "none"), "--fonts", "none")


def test_never_more_than_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    with path.open("wb") as stream:
        stream.truncate(3 * 1024 * 1024 + 1)
    with pytest.raises(FileError, match="超过3 MB"):
        read_regular(path, 3)
    assert len(read_regular(path, FILE.most)) == 3 * 1024 * 1024 + 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ["run", SAMPLE, "--out", "{}/out"],
        ["new", "{}/new.xlsx"],
        ["explain", SAMPLE, "coverage_total_debt", "--html", "{}/page.html"],
    ],
    ids=["run", "new", "explain"],
)
def test_a_limit_of_the_system_on_files_leaves_nothing(tmp_path: Path, words: list[object]) -> None:
    refused(
        bondcalc(
            *(str(word).format(tmp_path) for word in words), before="export PYTHONDONTWRITEBYTECODE=1; ulimit -f 20;"
        ),
        "文件大小",
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("length", [256, 300])
def test_names_longer_than_the_system_takes(tmp_path: Path, length: int) -> None:
    name = "x" * length
    refused(bondcalc("check", tmp_path / name), "改短")
    refused(bondcalc("run", SAMPLE, "--out", tmp_path / name), "改短")
    refused(bondcalc("new", tmp_path / f"{name}.xlsx"), "改短")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("words", [["show", SAMPLE], ["check", SAMPLE], ["rules"]])
def test_a_full_disk_under_what_is_shown(words: list[object]) -> None:
    refused(bondcalc(*words, before="exec >/dev/full;"), "磁盘已满")


FILLED = """
from pathlib import Path

from bondcalc.disk.reserve import keep_reserve
from bondcalc.disk.workplace import workplace

keep_reserve()
filled = []
with workplace(Path("out")) as place:
    (place.new / "filing.pdf").write_bytes(b"half")
    size = 2**24
    while size:
        try:
            filled.append(bytearray(size))
        except MemoryError:
            size //= 2
    raise MemoryError
"""


def test_a_folder_is_cleared_away_where_no_byte_of_memory_is_left(tmp_path: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", 'ulimit -v 100000; exec "$0" -c "$1"', sys.executable, FILLED],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.stderr.splitlines()[-1:] == ["MemoryError"], done.stderr
    assert list(tmp_path.iterdir()) == []


ENDED_BY_A_LIBRARY = ("OpenBLAS", "terminate called")


@pytest.mark.slow
def test_too_little_memory_is_one_sentence(tmp_path: Path) -> None:
    """With ever less room a run ends with the sentence and leaves no folder, wherever the room ends.

    How much a run takes differs between versions of libraries; some end the process themselves where their own room is
    missing, which no program can turn into a sentence of its own.
    """
    said = 0
    for room in range(330_000, 240_000, -15_000):
        out = tmp_path / f"out{room}"
        done = bondcalc("run", SAMPLE, "--out", out, before=f"ulimit -v {room};")
        assert "Traceback" not in done.stderr, done.stderr
        assert out.exists() == (done.returncode == 0)
        if out.exists():
            shutil.rmtree(out)
        elif done.returncode == 4:
            assert list(tmp_path.iterdir()) == []
        if done.returncode == 4:
            refused(done, "内存不足")
            said += 1
        elif done.returncode != 0:
            assert any(words in done.stderr for words in ENDED_BY_A_LIBRARY), done.stderr
    assert said


@pytest.mark.slow
def test_settings_of_the_user_s_and_of_build_servers_change_no_byte(tmp_path: Path) -> None:
    (tmp_path / ".reportlab_settings").write_text("useA85=1\npageCompression=0\nttfAsciiReadable=0\n", encoding="utf-8")
    odd = {
        "SOURCE_DATE_EPOCH": "1",
        "RL_pageCompression": "0",
        "RL_reserveTTFNotdef": "0",
        "RL_xmlParser": "none",
        "HOME": str(tmp_path),
    }
    files = []
    for name, env in (("plain", {}), ("odd", odd), ("wrong", {"SOURCE_DATE_EPOCH": "yesterday"})):
        assert bondcalc("run", SAMPLE, "--out", tmp_path / name, "--filing", "disclosure", env=env).returncode == 0
        files.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert files[0] == files[1] == files[2]
