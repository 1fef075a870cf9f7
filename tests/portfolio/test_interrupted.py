"""Ctrl+C ends a run over many projects at once, with one sentence, whatever its processes are at."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.samples import SAMPLES

LISTENING = """
import signal, sys
from bondcalc.cli import main
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.argv[0] = "bondcalc"
    main()
"""
"""Where the tests themselves run in the background the system has a child ignore the keys, unless it says otherwise."""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no interrupt can be sent to another program there")
@pytest.mark.parametrize("after", [0.4, 1.2, 2.0])
def test_the_keys_end_command_and_processes(tmp_path: Path, after: float) -> None:
    """As a terminal does it: everything the command started hears them too, while it starts and while it works."""
    (tmp_path / "p").mkdir()
    for number in range(40):
        text = (SAMPLES / "hengyang-park" / "project.toml").read_text(encoding="utf-8")
        (tmp_path / "p" / f"{number}.toml").write_text(f"# {number}\n{text}", encoding="utf-8")
    script = tmp_path / "listening.py"
    script.write_text(LISTENING, encoding="utf-8")
    words = ["portfolio", "run", str(tmp_path / "p"), "--store", str(tmp_path / "s.db"), "--workers", "2"]
    running = subprocess.Popen(
        [sys.executable, str(script), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    time.sleep(after)
    os.killpg(running.pid, signal.SIGINT)
    # Every process has an end of the pipes: they close when the last is gone.
    said, wrong = running.communicate(timeout=20)
    assert (running.returncode, said, wrong) == (130, "", "已中止。\n")
