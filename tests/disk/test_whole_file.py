"""A report file is whole or not there, and a progress bar shows only to somebody who looks."""

import io
import sys
from pathlib import Path

import pytest

from bondcalc.disk.whole_file import write_whole
from bondcalc.problem import FileError
from bondcalc.screen.progress import followed


def test_a_file_is_written_once(tmp_path: Path) -> None:
    write_whole(tmp_path / "report.json", "一\n")
    assert (tmp_path / "report.json").read_bytes() == "一\n".encode()
    with pytest.raises(FileError, match="已存在"):
        write_whole(tmp_path / "report.json", "二\n")
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


@pytest.mark.parametrize("stopped", [KeyboardInterrupt, OSError(28, "full")])
def test_nothing_is_left_when_it_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stopped: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise stopped

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises((FileError, KeyboardInterrupt)):
        write_whole(tmp_path / "report.json", "一\n")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="无法写入"):
        write_whole(tmp_path / "none" / "report.json", "一\n")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_drawn_for_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream, drawn in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        done: list[int] = []
        followed((done.append(number) for number in range(5)), 5, "压力测试")
        assert done == list(range(5))
        assert ("压力测试" in stream.getvalue()) is drawn
