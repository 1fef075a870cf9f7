"""Files that commands write: a name whose ending says something else is refused before anything is read, in every command.

Each command is tried with one wrong name, and each wrong name with several commands: that a command asks is one thing, what is refused another.
"""

import json
from collections.abc import Iterator
from importlib import import_module
from itertools import cycle
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from typer.models import OptionInfo

from bondcalc.cli import MODULES
from bondcalc.cli.written import ENDINGS
from bondcalc.disk import windows_names
from tests.commands import bondcalc, every_command
from tests.conftest import SAMPLE

READ = {
    "source",
    "files",
    "folder",
    "fonts",
    "before",
    "after",
    "base",
    "parts",
    "read",
    "document",
    "template",
    "store",
    "of_store",
    "project",
    "factors",
    "actuals",
    "previous",
    "io",
}
"""Parameters that name what is read."""
FOLDERS = {
    ("run", "out"),
    ("publish", "out"),
    ("split", "out"),
    ("portfolio issue", "out"),
    ("portfolio issue", "plans"),
    ("portfolio report", "out"),
    ("portfolio monitor", "out"),
    ("monitor", "out"),
}
"""Folders that are written."""
STORES = {("portfolio run", "store")}
"""Commands that write what others read under the same name."""
WORDS = {
    "explain": ["coverage.revenue_counted"],
    "report": ["defaults"],
    "compare": [str(SAMPLE)],
    "audit": [],
    "merge": [str(SAMPLE)],
    "refresh": [str(SAMPLE)],
    "monitor": [str(SAMPLE)],
    "portfolio issue": ["--bond", "1"],
    "portfolio members": ["--bond", "1", "--project", str(SAMPLE)],
    "portfolio batch": ["--quota", "合计=1"],
    "portfolio reassigned": ["--bond", "1"],
}
"""What a command needs behind its file."""


def written_files() -> Iterator[tuple[str, str, str]]:
    """Every parameter that names a file to write: command, parameter, how it is given."""
    for module in MODULES:
        import_module(f"bondcalc.cli.{module}")
    for name, command in every_command():
        for one, hint in get_type_hints(command, include_extras=True).items():
            kind, *said = get_args(hint) or (hint,)
            path = Path in (kind, *get_args(kind))
            if path and (one not in READ or (name, one) in STORES) and (name, one) not in FOLDERS:
                yield name, one, f"--{one}" if isinstance(said[0], OptionInfo) else ""


def test_the_files_that_are_written_are_known() -> None:
    found = {(command, name) for command, name, _ in written_files()}
    assert found == {
        *(
            (command, "out")
            for command in (
                "ask",
                "compare",
                "debt-system",
                "issued",
                "merge",
                "next-year",
                "page",
                "take",
                "report",
                "explain",
                "show",
                "risk",
                "size",
                "stress",
                "working-paper",
                "refresh",
                "portfolio members",
                "portfolio batch",
                "portfolio audit",
                "portfolio reassigned",
                "portfolio stress",
                "portfolio risk",
            )
        ),
        *{
            ("portfolio run", "store"),
            ("new", "workbook"),
            ("check", "mark"),
            ("explain", "html"),
            ("audit", "report"),
            ("size", "save"),
        },
    }


WRONG = ("q.doc", "q", "q.xls", "表.pdfx", ".")


@pytest.mark.parametrize(
    ("command", "name", "option", "wrong"), [(*file, wrong) for file, wrong in zip(written_files(), cycle(WRONG))]
)
def test_another_ending_is_refused_with_what_to_do(
    command: str, name: str, option: str, wrong: str, tmp_path: Path
) -> None:
    given = [option, wrong] if option else [wrong]
    source = [] if command == "new" else [str(SAMPLE)]
    done = bondcalc(*command.split(), *source, *WORDS.get(command, []), *given, cwd=tmp_path)
    said = "".join(sign for sign in done.stderr if sign not in "│ \n")
    assert done.returncode == 1, name
    assert "扩展名应为." in said
    assert f"请改为{Path(wrong).stem}." in said
    assert list(tmp_path.iterdir()) == []


NO_NAMES = {
    "CON{}": "设备名",
    "lpt1.表{}": "设备名",
    "结果:1{}": "不允许的符号“:”",
    "输出{} ": "结尾",
    "输出{}.": "结尾",
    "con/输出{}": "设备名",
    "长" * 300 + "{}": "路径有",
}
"""Names that no Windows takes, whatever the ending, and what is said of them; the last is too long for any system."""


GIVEN = [
    *((command, option) for command, _, option in written_files()),
    *((command, f"--{one}") for command, one in sorted(FOLDERS)),
]


@pytest.mark.parametrize(
    ("command", "option", "wrong"), [(*given, wrong) for given, wrong in zip(GIVEN, cycle(NO_NAMES))]
)
def test_a_name_that_no_windows_takes_is_one_sentence_and_nothing_is_written(
    command: str, option: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows_names, "takes_long_paths", lambda: False)
    given = wrong.format(".xlsx")
    source = [] if command == "new" else [str(SAMPLE)]
    done = bondcalc(
        *command.split(), *source, *WORDS.get(command, []), *([option] if option else []), given, cwd=tmp_path
    )
    assert done.returncode == 4, (given, done.stderr)
    (line,) = done.stderr.splitlines()
    assert NO_NAMES[wrong] in line
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["ask", "report", "stress", "risk", "size", "compare"])
@pytest.mark.parametrize("ending", [ending for ending in ENDINGS if ending != ".json"])
def test_json_goes_into_no_other_file(command: str, ending: str, tmp_path: Path) -> None:
    done = bondcalc(command, SAMPLE, *WORDS.get(command, []), "--json", "--out", f"q{ending}", cwd=tmp_path)
    said = "".join(sign for sign in done.stderr if sign not in "│ \n")
    assert done.returncode == 1
    assert "请去掉--json或改为q.json" in said
    assert list(tmp_path.iterdir()) == []


def test_one_of_two_files_that_is_there_stops_both(tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_text("keep", encoding="utf-8")
    done = bondcalc("size", SAMPLE, "--save", "s.xlsx", "--out", "q.csv", cwd=tmp_path)
    assert done.returncode == 4
    assert [path.name for path in tmp_path.iterdir()] == ["q.csv"]


def test_the_ending_says_what_is_written_with_and_without_json(tmp_path: Path) -> None:
    land = SAMPLE.parents[1] / "land-reserve" / "project.toml"
    shown = bondcalc("report", land, "defaults", "--json").stdout
    for name, words in {"a.json": [], "b.JSON": ["--json"]}.items():
        assert bondcalc("report", land, "defaults", *words, "--out", name, cwd=tmp_path).returncode == 0
        assert json.loads((tmp_path / name).read_text(encoding="utf-8")) == json.loads(shown)
    assert bondcalc("report", land, "defaults", "--out", "c.xlsx", cwd=tmp_path).returncode == 0
    assert (tmp_path / "c.xlsx").read_bytes().startswith(b"PK")


def test_a_marked_copy_is_of_the_kind_of_its_workbook(tmp_path: Path) -> None:
    done = bondcalc("check", "a.xlsm", "--mark", "b.xlsx", cwd=tmp_path)
    assert done.returncode == 1
    assert "b.xlsm" in done.stderr
