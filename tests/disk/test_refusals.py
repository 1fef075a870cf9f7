"""What Windows refuses while one folder takes the place of another: whatever is refused, and how often, the old or the new one stands.

Windows refuses to move a folder while a scanner, a sync program or Excel has a file of it open (errors 5 and 32).
"""

import shutil
from pathlib import Path

import pytest

from bondcalc.disk import workplace as room
from bondcalc.disk.folder import fresh_folder
from bondcalc.disk.several_files import write_new
from bondcalc.disk.whole_file import write_whole
from bondcalc.disk.workplace import restore
from bondcalc.problem import FileError
from tests.disk.test_folder import files, held, write

FOR_EVER = 10**6


def refusal(winerror: int) -> OSError:
    """Give what Python raises for an error of Windows: both of these are its PermissionError."""
    error = PermissionError(13, {5: "拒绝访问。", 32: "另一个程序正在使用此文件，进程无法访问。"}[winerror])
    error.winerror = winerror  # type: ignore[attr-defined]
    return error


@pytest.fixture
def soon_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tries be over soon, where the refusals never end."""
    monkeypatch.setattr(room, "PATIENCE", 0.06)


def refuse(monkeypatch: pytest.MonkeyPatch, first: int, times: int, error: BaseException) -> list[str]:
    """Refuse moves from the given one on; gives the list that each move is noted in."""
    moved: list[str] = []
    move = Path.replace

    def replace(path: Path, target: Path) -> Path:
        moved.append(f"{path.name} {Path(target).name}")
        if first < len(moved) <= first + times:
            raise error
        return move(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    return moved


@pytest.mark.parametrize("winerror", [5, 32])
@pytest.mark.parametrize("first", range(5))
@pytest.mark.parametrize("replace", [False, True])
def test_a_moment_of_refusal_is_waited_out(
    first: int, winerror: int, replace: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "结果"
    write(out, "one")
    if replace:
        (out / "来函.txt").write_text("keep", encoding="utf-8")
    with monkeypatch.context() as patched:
        moved = refuse(patched, first, 2, refusal(winerror))
        kept = write(out, "two", replace=replace)
    assert len(moved) > first + 2
    assert held(out) == files("two")
    assert {path.name for path in tmp_path.iterdir()} == {"结果", *([kept.name] if kept else [])}
    assert (kept is None) is not replace


@pytest.mark.usefixtures("soon_over")
@pytest.mark.parametrize("winerror", [5, 32])
@pytest.mark.parametrize("first", range(4))
@pytest.mark.parametrize("replace", [False, True])
def test_whatever_is_refused_for_long_the_old_one_stands(
    first: int, winerror: int, replace: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "结果"
    write(out, "one")
    old = files("one")
    if replace:
        (out / "来函.txt").write_text("keep", encoding="utf-8")
        old |= {"来函.txt": b"keep"}
    with monkeypatch.context() as patched:
        refuse(patched, first, FOR_EVER, refusal(winerror))
        with pytest.raises(FileError) as raised:
            write(out, "two", replace=replace)
    assert "。。" not in str(raised.value)
    assert held(out) == old
    write(out, "three", replace=replace)
    assert held(out) == files("three")
    assert not list(tmp_path.glob(".bc-*"))
    assert replace == bool([path for path in tmp_path.rglob("来函.txt") if path.read_bytes() == b"keep"])


@pytest.mark.usefixtures("soon_over")
def test_where_not_even_a_copy_is_allowed_the_old_one_is_named_and_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "结果"
    write(out, "one")

    def no_copy(*_: object, **__: object) -> None:
        raise refusal(32)

    with monkeypatch.context() as patched:
        # The notes, and the old one out of its place, are let through.
        refuse(patched, 3, FOR_EVER, refusal(5))
        patched.setattr(shutil, "copytree", no_copy)
        with pytest.raises(FileError, match=r"旧文件暂存在\.bc-"):
            write(out, "two")
    assert not out.exists()
    (aside,) = tmp_path.glob(".bc-*/old")
    assert held(aside) == files("one")
    restore(tmp_path)
    assert held(out) == files("one")
    assert [path.name for path in tmp_path.iterdir()] == ["结果"]


def test_half_a_copy_does_not_cost_the_old_one(tmp_path: Path) -> None:
    """A run killed while it copied leaves part of the output in its place; the whole one is kept beside it."""
    out = tmp_path / "结果"
    write(out, "one")
    left = tmp_path / ".bc-00beef"
    left.mkdir()
    place = room.Workplace(left, out)
    place.record(place.old)
    out.replace(place.old)
    out.mkdir()
    shutil.copy(place.old / "plan.pdf", out)
    restore(tmp_path)
    assert [held(path) for path in tmp_path.iterdir() if "原有" in path.name] == [files("one")]
    assert not left.exists()


def test_what_interrupts_between_the_moves_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "结果"
    write(out, "one")
    with monkeypatch.context() as patched:
        refuse(patched, 3, 1, KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            write(out, "two")
    assert held(out) == files("one")
    assert [path.name for path in tmp_path.iterdir()] == ["结果"]


def test_somebody_else_s_folder_that_came_meanwhile_is_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "结果"
    write(out, "one")
    move = Path.replace

    def replace(path: Path, target: Path) -> Path:
        moved = move(path, target)
        if path == out:
            out.mkdir()
            (out / "别人.txt").write_text("keep", encoding="utf-8")
        return moved

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replace)
        with pytest.raises(FileError):
            write(out, "two")
    assert held(out) == {"别人.txt": b"keep"}
    restore(tmp_path)
    assert held(out) == {"别人.txt": b"keep"}
    assert [held(path) for path in tmp_path.iterdir() if path != out] == [files("one")]


def test_a_file_is_tried_again_too_and_a_refused_one_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        refuse(patched, 0, 2, refusal(32))
        write_whole(tmp_path / "表.csv", "一")
    assert held(tmp_path) == {"表.csv": "一".encode()}
    with monkeypatch.context() as patched:
        patched.setattr(room, "PATIENCE", 0.06)
        refuse(patched, 1, FOR_EVER, refusal(5))
        with pytest.raises(FileError, match="无法写入"):
            write_new(tmp_path / "分工" / "各部门", {"a.xlsx": b"a", "b.xlsx": b"b"})
    assert held(tmp_path) == {"表.csv": "一".encode()}


def test_a_hidden_file_that_a_scanner_holds_is_still_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remove, tries = Path.unlink, []

    def unlink(path: Path, missing_ok: bool = False) -> None:
        tries.append(path)
        if len(tries) < 3:
            raise refusal(32)
        remove(path, missing_ok=missing_ok)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "unlink", unlink)
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(FileError, match="磁盘已满"):
        write_whole(tmp_path / "表.csv", "一")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("asked", [False, True])
def test_a_folder_that_may_not_be_listed_is_one_sentence(
    asked: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, listed = tmp_path / "结果", Path.iterdir
    out.mkdir()

    def iterdir(path: Path) -> object:
        if path == out:
            raise refusal(5)
        return listed(path)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "iterdir", iterdir)
        with pytest.raises(FileError, match="没有权限"):
            write(out, "one", replace=asked)
    assert held(out) == {}


@pytest.mark.parametrize("out", ["/", "//server/share/"])
def test_the_root_of_a_disk_is_not_replaced(out: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Path, "resolve", lambda path: Path(path.anchor))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileError, match="根目录"), fresh_folder(Path(out), replace=True):
        pytest.fail("nothing is made")
