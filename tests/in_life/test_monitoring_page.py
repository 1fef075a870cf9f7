"""docs/monitoring.md: its commands run in their order from an empty folder, the files it names are there."""

import re
from pathlib import Path

import pytest

from bondcalc.problem import Exit
from tests.commands import bondcalc

DOCS = Path(__file__).parent.parent.parent / "docs"
TEXT = (DOCS / "monitoring.md").read_text(encoding="utf-8")
COMMANDS = [
    line.split()[1:]
    for block in re.findall(r"```bondcalc\n(.*?)```", TEXT, re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]
NAMED = ("report", "next-year", "published/in-life", "published/self-evaluation", "monitoring", "method", "alarms")


@pytest.mark.slow
def test_every_command_runs_and_writes_what_the_page_names(tmp_path: Path) -> None:
    assert len(COMMANDS) >= 3
    for words in COMMANDS:
        done = bondcalc(*words, cwd=tmp_path)
        assert done.returncode == Exit.DONE, (words, done.stdout, done.stderr)
    written = {path.relative_to(tmp_path / "监测").as_posix() for path in (tmp_path / "监测").rglob("*")}
    for name in NAMED:
        assert any(path.startswith(name) for path in written), name
        assert f"`{name.split('/')[0]}" in TEXT


def test_pages_it_links_to_are_there() -> None:
    for page in re.findall(r"\]\(([^)]+)\)", TEXT):
        assert (DOCS / page).exists(), page
