"""Commands and options are completed by the Tab key: asked as the scripts of the shells ask."""

from pathlib import Path

import pytest

from tests.commands import bondcalc, every_command

ASKED = "_BONDCALC_COMPLETE"


def _completed(typed: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv(ASKED, "complete_bash")
    monkeypatch.setenv("COMP_WORDS", typed)
    monkeypatch.setenv("COMP_CWORD", str(len(typed.split()) - (not typed.endswith(" "))))
    return bondcalc().stdout.split()


def test_every_command_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    offered = set(_completed("bondcalc ", monkeypatch))
    # The commands are known once the line above has read them all.
    assert offered == {name.split()[0] for name, _ in every_command()}


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("bondcalc sh", {"show"}), ("bondcalc run --fil", {"--filing"}), ("bondcalc portfolio rep", {"report"})],
)
def test_what_is_begun_is_completed(typed: str, offered: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(_completed(typed, monkeypatch)) == offered


@pytest.mark.parametrize("shell", ["powershell", "bash", "zsh", "fish"])
def test_the_script_of_a_shell_asks_this_program(shell: str) -> None:
    ended = bondcalc("--show-completion", shell)
    assert ended.returncode == 0
    assert ASKED in ended.stdout
    assert "bondcalc" in ended.stdout


def test_it_is_installed_where_the_shell_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    ended = bondcalc("--install-completion", "fish")
    assert ended.returncode == 0
    [script] = tmp_path.rglob("bondcalc.fish")
    assert str(script) in ended.stdout
    assert ASKED in script.read_text(encoding="utf-8")
