"""Commands run inside the test's own Python: the same entry point, words, streams and exit code, without another start."""

import io
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from bondcalc.cli import main
from bondcalc.wording.messages import language, set_language


class Ended(NamedTuple):
    """What a command ended with, named as `subprocess` names it."""

    returncode: int
    stdout: str
    stderr: str


def bondcalc(*words: str | Path, cwd: Path | None = None) -> Ended:
    """Run a command; for what the process itself does (signals, limits, the environment) start one instead."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="\n", write_through=True) for _ in range(2))
    with (
        _language_kept(),
        chdir(cwd or Path()),
        patch.multiple(sys, argv=["bondcalc", *map(str, words)], stdout=out, stderr=err),
    ):
        code = _code()
    return Ended(code, *(stream.buffer.getvalue().decode("utf-8") for stream in (out, err)))


def _code() -> int:
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


@contextmanager
def _language_kept() -> Iterator[None]:
    before = language()
    try:
        yield
    finally:
        set_language(before)
