"""Engines: everything comes back, what ends its process is told apart from its neighbours, a kill loses nothing."""

import os
import signal
import struct
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bondcalc.portfolio.engine import ALONE, TOGETHER, LocalEngine, computed
from bondcalc.portfolio.kept_record import FileState
from bondcalc.portfolio.watchdog import ProjectLimits
from bondcalc.portfolio.work import Task
from bondcalc.problem import FileError
from tests.portfolio.workers import quick

LIMITS = ProjectLimits(seconds=1.5, grace=0.2)


def tasks(*words: str) -> Iterator[Task]:
    for number, word in enumerate(words):
        yield Task(number, f"{number}.toml", word.encode(), LIMITS)


def states(engine: LocalEngine, *words: str) -> dict[int, str]:
    made = [(task.number, answer.status.value) for task, answer in computed(engine, tasks(*words), len(words))]
    assert len(made) == len(words) == len(dict(made))
    return dict(made)


@pytest.fixture
def engine() -> Iterator[LocalEngine]:
    made = LocalEngine(2, quick)
    yield made
    made.close()


@pytest.mark.slow
def test_only_what_ends_its_process_is_to_blame(engine: LocalEngine, tmp_path: Path) -> None:
    """Two end it each time, one of them with others in its turn; two hold the interpreter, one is slow and was in nobody's way, one was ended by chance."""
    words = ["x"] * 60
    words[4], words[11], words[20], words[26] = "abort", "deaf", f"once {tmp_path / 'mark'}", "abort"
    words[29], words[33] = "slow", "deaf"
    assert ALONE * engine.width < 20
    assert len(words) - ALONE * engine.width > 33
    found = states(engine, *words)
    assert {number: state for number, state in found.items() if state != FileState.PROBLEMS} == {
        4: FileState.KILLED,
        11: FileState.TOO_LONG,
        26: FileState.KILLED,
        29: FileState.TOO_LONG,
        33: FileState.TOO_LONG,
    }


@pytest.mark.slow
def test_nothing_of_an_engine_is_left_when_it_is_closed() -> None:
    """A thread that is still ending its processes while Python ends prints a traceback behind the last word of a command."""
    before = set(threading.enumerate())
    made = LocalEngine(2, quick)
    assert len(list(computed(made, tasks(*"xxxx"), 4))) == 4
    ours = set(threading.enumerate()) - before
    assert ours
    running = list(made._pool._processes.values())
    made.mend()
    assert not any(process.is_alive() for process in running)
    made.close()
    assert not (set(threading.enumerate()) - before)


@pytest.mark.slow
def test_an_engine_ends_although_a_process_was_killed_while_it_answered() -> None:
    """Of the answer only the beginning came, and a task too large for the pipe waits for somebody to take it."""
    made = LocalEngine(2, quick)
    for task in tasks("slow", "slow", f"x{' ' * 2**21}"):
        made.submit([task])
    os.write(made._pool._result_queue._writer.fileno(), struct.pack("!i", 1000) + b"half")
    time.sleep(0.3)
    closing = threading.Thread(target=made.close, daemon=True)
    closing.start()
    closing.join(20)
    assert not closing.is_alive()


@pytest.mark.slow
def test_processes_killed_at_random_lose_nothing(engine: LocalEngine) -> None:
    over = threading.Event()

    def kill() -> None:
        for _ in range(3):
            time.sleep(0.6)
            running = list(engine._pool._processes or ())
            if running and not over.is_set():
                os.kill(running[0], signal.SIGTERM)

    killer = threading.Thread(target=kill)
    killer.start()
    found = states(engine, *(["x"] * 3000))
    over.set()
    killer.join()
    assert set(found.values()) == {FileState.PROBLEMS}


@pytest.mark.slow
def test_what_another_program_made_is_refused(engine: LocalEngine) -> None:
    with pytest.raises(FileError, match="版本"):
        list(computed(engine, tasks("x", "other"), 2))


@pytest.mark.slow
def test_tasks_are_taken_as_fast_as_they_are_computed(engine: LocalEngine) -> None:
    """Ten thousand files are never in memory at once."""
    taken = 0

    def counted() -> Iterator[Task]:
        nonlocal taken
        for task in tasks(*(["x"] * 100)):
            taken += 1
            yield task

    for number, _ in enumerate(computed(engine, counted(), 100), 1):
        assert taken - number <= engine.width * (TOGETHER if number > ALONE else 1)
