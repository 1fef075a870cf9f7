"""An output folder never takes the place of something of the user's, and a kill at any moment costs nothing."""

import hashlib
import json
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from filelock import FileLock

from bondcalc.disk import workplace as room
from bondcalc.disk.folder import fresh_folder
from bondcalc.disk.standing import not_ours
from bondcalc.disk.workplace import restore
from bondcalc.problem import FileError

ROOT = Path(__file__).parent.parent.parent


def files(word: str, project: str = "") -> dict[str, bytes]:
    """Give what a small run writes."""
    manifest = {"program": "bondcalc", "options": {"filings": ["plan"]}, "made": word, "project": project}
    written = {
        "manifest.json": json.dumps(manifest).encode(),
        "schedules.xlsx": f"workbook {word}".encode(),
        "plan.pdf": f"%PDF {word} %%EOF".encode(),
    }
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in written.items())
    return {**written, "SHA256SUMS": sums.encode()}


def write(out: Path, word: str, project: str = "", *, replace: bool = False) -> Path | None:
    """Write such a run; give where what stood there is kept."""
    with fresh_folder(out, replace=replace, project=project) as folder:
        folder.write(files(word, project))
    return folder.kept


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def sealed(out: Path) -> None:
    """Append a revision, as a seal does."""
    (out / "plan.pdf").write_bytes((out / "plan.pdf").read_bytes() + b"/ByteRange %%EOF")


def sealed_and_summed_anew(out: Path) -> None:
    sealed(out)
    again = {name: data for name, data in held(out).items() if name != "SHA256SUMS"}
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in again.items())
    (out / "SHA256SUMS").write_text(sums, encoding="utf-8")


def summed_with_a_scan(out: Path) -> None:
    """A bureau that lists its own scan among our sums has not made it ours."""
    (out / "扫描件.pdf").write_bytes(b"scan")
    line = f"{hashlib.sha256(b'scan').hexdigest()}  扫描件.pdf\n"
    (out / "SHA256SUMS").write_text((out / "SHA256SUMS").read_text("utf-8") + line, encoding="utf-8")


def linked(link: Path, folder: Path) -> None:
    """Make a link to a folder, or skip the test where ordinary users may not; Wine says it made one and did not."""
    with suppress(OSError):
        link.symlink_to(folder, target_is_directory=True)
    if not link.is_symlink():
        assert sys.platform == "win32"
        pytest.skip("links are for administrators here")


CHANGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a scan beside the filings": (lambda out: (out / "scan.jpg").write_bytes(b"x"), "scan.jpg"),
    "a dot file": (lambda out: (out / ".notes").write_bytes(b"x"), ".notes"),
    "a folder": (lambda out: (out / "往来函件").mkdir(), "往来函件/"),
    "a sealed filing": (sealed, "plan.pdf"),
    "a sealed filing, summed anew": (sealed_and_summed_anew, "plan.pdf"),
    "an edited workbook": (lambda out: (out / "schedules.xlsx").write_bytes(b"edited"), "schedules.xlsx"),
    "a scan listed by hand": (summed_with_a_scan, "扫描件.pdf"),
    "a link": (lambda out: linked(out / "link", ROOT), "link"),
    "no sums any more": (lambda out: (out / "SHA256SUMS").unlink(), "schedules.xlsx"),
    "no manifest any more": (lambda out: (out / "manifest.json").unlink(), "plan.pdf"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_folder_with_something_of_the_users_is_refused_or_kept_aside(tmp_path: Path, change: str) -> None:
    out = tmp_path / "结果"
    write(out, "one")
    CHANGES[change][0](out)
    before = sorted(path.name for path in out.iterdir())
    with pytest.raises(FileError, match=CHANGES[change][1]):
        write(out, "two")
    assert sorted(path.name for path in out.iterdir()) == before
    told = write(out, "two", replace=True)
    assert held(out) == files("two")
    kept = next(path for path in tmp_path.iterdir() if path != out)
    assert told == kept
    assert kept.name.startswith("结果-原有-")
    assert sorted(path.name for path in kept.iterdir()) == before


@pytest.mark.parametrize(
    "manifest",
    ['{"program": "bondcalc"}', "[" * 100_000, '{"program": "bondcalc", "options": {"filings": 1}}'],
    ids=["short", "deep", "odd"],
)
def test_one_json_file_makes_no_folder_ours(manifest: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "SHA256SUMS").touch()
    (out / "manifest.json").write_text(manifest, encoding="utf-8")
    (out / "letters.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(FileError, match=r"letters\.txt"):
        write(out, "two")


def test_an_output_as_written_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, "one")
    (out / "Thumbs.db").write_bytes(b"of the system")
    (out / "plan.pdf").chmod(stat.S_IREAD)
    write(out, "two")
    assert held(out) == files("two")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_filings_of_another_project_are_refused_or_kept_aside(tmp_path: Path) -> None:
    """A folder typed wrong is as easily lost as one with a scan in it: nothing makes those filings again but their own input."""
    out = tmp_path / "out"
    write(out, "first", "甲")
    with pytest.raises(FileError, match=r"另一个项目（甲）.*--replace"):
        write(out, "other", "乙")
    assert held(out) == files("first", "甲")
    assert write(out, "second", "甲") is None
    with pytest.raises(FileError, match="4项会丢失"):
        write(out, "a monitoring names no project")
    aside = write(out, "third", "乙", replace=True)
    assert aside is not None
    assert (held(aside), held(out)) == (files("second", "甲"), files("third", "乙"))


def test_what_comes_into_the_old_folder_during_the_run_is_not_lost(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, "one")
    with pytest.raises(FileError, match=r"late\.txt"), fresh_folder(out) as folder:
        folder.write(files("two"))
        (out / "late.txt").write_text("late", encoding="utf-8")
    assert held(out) == {**files("one"), "late.txt": b"late"}


def test_the_folder_one_stands_in_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for out in (Path(), tmp_path, tmp_path.parent):
        with pytest.raises(FileError, match="当前文件夹"):
            write(out, "one", replace=True)


def test_a_link_goes_on_pointing_where_it_did(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link"
    linked(link, tmp_path / "real")
    write(link, "one")
    assert link.is_symlink()
    assert held(tmp_path / "real") == files("one")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no umask")
def test_folder_and_files_follow_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write(tmp_path / "out", "one")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o750
    assert stat.S_IMODE((tmp_path / "out" / "plan.pdf").stat().st_mode) == 0o640


def test_a_held_folder_is_tried_for_a_while_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, tries = tmp_path / "out", []
    write(out, "one")
    monkeypatch.setattr(room, "PATIENCE", 0.2)

    move = Path.replace

    def held_open(path: Path, target: Path) -> Path:
        if path != out:
            return move(path, target)
        tries.append(1)
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", held_open)
    with pytest.raises(FileError, match="关闭其中打开的文件和窗口"):
        write(out, "two")
    assert len(tries) > 1
    assert held(out) == files("one")


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(FileError, match="磁盘空间"):
        write(tmp_path / "deep" / "er" / "out", "one")
    assert list(tmp_path.iterdir()) == []


def test_a_name_too_long_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="系统"):
        write(tmp_path / ("长" * 300), "one")


KILLED = """
import os, signal, sys
from pathlib import Path
from bondcalc.disk.folder import fresh_folder
from tests.disk.test_folder import files
out, stop, seen = Path(sys.argv[1]), int(sys.argv[2]), 0
def moment(event, _):
    global seen
    if event.partition(".")[0] in {"os", "open", "shutil"}:
        seen += 1
        if seen == stop:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(moment)
with fresh_folder(out, replace=sys.argv[3] == "replace") as folder:
    folder.write(files("two"))
print(seen)
"""


def killed(out: Path, moment: int, how: str) -> int:
    """Run until the given file operation and kill there; gives the operations of a run that came to its end, else 0."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(out), str(moment), how],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, -9}, done.stderr
    return int(done.stdout or 0)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
@pytest.mark.parametrize("how", ["new", "over our own", "replace"])
def test_a_kill_at_any_file_operation_costs_nothing(tmp_path: Path, how: str, count: int) -> None:
    every = killed(tmp_path / "whole", 0, how)
    step = max(1, every // count)
    for moment in range(1, every + 1, step):
        parent = tmp_path / str(moment)
        parent.mkdir()
        out = parent / "out"
        if how != "new":
            write(out, "one")
        if how == "replace":
            (out / "letters.txt").write_text("keep me", encoding="utf-8")
        killed(out, moment, how)
        for left in parent.glob(".bc-*"):
            os.utime(left, (0, 0))
        restore(parent)
        old = {**files("one"), **({"letters.txt": b"keep me"} if how == "replace" else {})}
        assert out.exists() or how == "new", moment
        assert not out.exists() or held(out) in (old, files("two")), moment
        if how == "replace":
            assert [path for path in parent.rglob("letters.txt") if path.read_bytes() == b"keep me"], moment
        assert list(parent.glob(".bc-*")) == [], moment


def test_the_work_of_a_living_run_is_left_alone(tmp_path: Path) -> None:
    with fresh_folder(tmp_path / "out") as folder:
        restore(tmp_path)
        folder.write(files("one"))
    assert held(tmp_path / "out") == files("one")


def test_what_only_looks_like_ours_is_left_alone(tmp_path: Path) -> None:
    strange = tmp_path / ".bc-notes"
    strange.mkdir()
    (strange / "letters.txt").write_text("keep me", encoding="utf-8")
    fresh = tmp_path / ".bc-beef01"
    fresh.mkdir()
    with FileLock(tmp_path / "elsewhere"):
        restore(tmp_path)
    assert (strange / "letters.txt").exists()
    assert fresh.exists()
    assert time.time() - fresh.stat().st_mtime < 60
    assert not_ours(strange) == ["letters.txt"]
