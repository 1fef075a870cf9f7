"""How a command starts and ends quickly: only its own file is read, and nobody looks for garbage when the process ends."""

import atexit
import gc
import os
from collections.abc import Callable
from importlib import import_module

import pytest

from bondcalc.cli import ALONE, MODULES
from bondcalc.cli.console import app
from bondcalc.disk.memory import end_quickly
from bondcalc.disk.threads import one_thread


@pytest.mark.parametrize("word", ALONE)
def test_a_command_that_is_read_alone_stands_in_its_file(word: str) -> None:
    module = import_module(f"bondcalc.cli.{ALONE[word]}")
    stated = [(one.name or getattr(one.callback, "__name__", ""), one.callback) for one in app.registered_commands]
    assert ALONE[word] in MODULES
    assert [getattr(callback, "__module__", "") for name, callback in stated if name == word] == [module.__name__]


def test_the_end_of_a_process_looks_for_no_garbage(monkeypatch: pytest.MonkeyPatch) -> None:
    last: list[Callable[[], object]] = []
    done: list[str] = []
    monkeypatch.setattr(atexit, "register", last.append)
    monkeypatch.setattr(gc, "freeze", lambda: done.append("freeze"))
    monkeypatch.setattr(gc, "disable", lambda: done.append("disable"))
    end_quickly()
    assert done == []
    for work in last:
        work()
    assert done == ["freeze", "disable"]


def test_linear_algebra_starts_no_threads_unless_the_user_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for stated, kept in ((None, "1"), ("3", "3")):
        monkeypatch.setattr(os, "environ", {"OPENBLAS_NUM_THREADS": stated} if stated else {})
        one_thread()
        assert os.environ["OPENBLAS_NUM_THREADS"] == kept
