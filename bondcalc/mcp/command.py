"""One command in a process of its own: what it prints as JSON, what it says otherwise, and how it ended."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bondcalc.problem import Exit
from bondcalc.wording.messages import file_error

SECONDS = 600
"""Time after which a command is ended; the longest simulations of the samples take a tenth of it."""

PLAIN = {"TYPER_USE_RICH": "0"}
"""No frames around what is said: they break words, and a broken name would not be known as one."""
REFUSED = "Error: "
"""What stands before a refused option where there is no frame."""


@dataclass(frozen=True)
class CommandEnd:
    """What a command gave: its JSON, empty where it printed none; the lines it said; its exit code."""

    data: dict[str, object]
    said: list[str]
    code: int

    @property
    def answers(self) -> bool:
        """Tell whether there is an answer: figures, or findings, problems and differences, which are answers too."""
        return bool(self.data) and self.code in {Exit.DONE, Exit.PROBLEMS, Exit.FINDINGS, Exit.DIFFERENCE}


def command_end(arguments: Sequence[str], folder: Path) -> CommandEnd:
    """Run `bondcalc ARGUMENTS` in a folder; a file that ends the process, or keeps it for too long, costs this answer only.

    Raises FileError.
    """
    # -X utf8: pipes of Windows would be in the code page of the system.
    call = [sys.executable, "-X", "utf8", "-m", "bondcalc", *arguments]
    try:
        ended = subprocess.run(  # noqa: S603
            call,
            cwd=folder,
            env=os.environ | PLAIN,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise file_error("mcp_too_long", seconds=SECONDS) from None
    data = _json(ended.stdout)
    said = ended.stderr if data else f"{ended.stdout}\n{ended.stderr}"
    return CommandEnd(data, _sentences(said), ended.returncode)


def _sentences(said: str) -> list[str]:
    """Give what was said line by line; where an option was refused, without how the command line is used."""
    lines = [line for line in said.splitlines() if line.strip()]
    refused = [line.removeprefix(REFUSED) for line in lines if line.startswith(REFUSED)]
    return refused or lines


def _json(text: str) -> dict[str, object]:
    try:
        data: object = json.loads(text)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}
