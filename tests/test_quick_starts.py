"""How a command starts and ends quickly: only its own file is read, and nothing is taken apart when the process ends."""

import gc
import json
import os
import subprocess
import sys
import threading
from importlib import import_module

import pytest

from bondcalc.cli import ALONE, MODULES
from bondcalc.cli.console import app
from bondcalc.disk.memory import end_quickly
from bondcalc.disk.threads import one_thread
from bondcalc.problem import Exit
from tests.samples import SAMPLES


@pytest.mark.parametrize("word", ALONE)
def test_a_command_that_is_read_alone_stands_in_its_file(word: str) -> None:
    module = import_module(f"bondcalc.cli.{ALONE[word]}")
    stated = [(one.name or getattr(one.callback, "__name__", ""), one.callback) for one in app.registered_commands]
    assert ALONE[word] in MODULES
    assert [getattr(callback, "__module__", "") for name, callback in stated if name == word] == [module.__name__]


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was asked of the system and of the collector, in order, while a process was to end."""
    done: list[object] = []
    monkeypatch.setattr(os, "_exit", done.append)
    monkeypatch.setattr(gc, "freeze", lambda: done.append("freeze"))
    monkeypatch.setattr(gc, "disable", lambda: done.append("disable"))
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.delitem(sys.modules, "multiprocessing", raising=False)
    return done


@pytest.mark.parametrize(("code", "given"), [(None, 0), (0, 0), (3, 3)])
def test_a_process_ends_at_once_with_its_exit_code(ended: list[object], code: int | None, given: int) -> None:
    end_quickly(code)
    assert ended == ["freeze", "disable", given]


@pytest.mark.parametrize("why", ["a sentence", "a thread", "processes"])
def test_python_ends_a_process_that_has_more_to_do(
    ended: list[object], monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    if why == "a thread":
        monkeypatch.setattr(threading, "active_count", lambda: 2)
    if why == "processes":
        monkeypatch.setitem(sys.modules, "multiprocessing", sys)
    end_quickly("没有内存" if why == "a sentence" else 1)
    assert ended == ["freeze", "disable"]


@pytest.mark.parametrize("way", [["-m", "bondcalc"], ["-c", "from bondcalc.cli import command; command()"]])
def test_all_that_is_said_arrives_before_the_end(way: list[str]) -> None:
    source = str(SAMPLES / "hengyang-park" / "project.toml")
    ran = subprocess.run([sys.executable, *way, "show", source, "--json"], capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert len(ran.stdout) > 2**16
    assert json.loads(ran.stdout)
    refused = subprocess.run([sys.executable, *way, "show", "missing.toml"], capture_output=True, check=False)
    assert refused.returncode == int(Exit.FILES)
    assert "missing.toml" in refused.stderr.decode("utf-8")


def test_linear_algebra_starts_no_threads_unless_the_user_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for stated, kept in ((None, "1"), ("3", "3")):
        monkeypatch.setattr(os, "environ", {"OPENBLAS_NUM_THREADS": stated} if stated else {})
        one_thread()
        assert os.environ["OPENBLAS_NUM_THREADS"] == kept
