"""Imports go one way, and what is heavy is imported only where it is used."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sources import FILES, PACKAGE, nodes

ROOMS = {
    "registry": "known to all that register something by id",
    "problem": "what can be wrong, and how a command ends",
    "money": "the one rounding rule",
    "dates": "calendar arithmetic",
    "data": "where files that come with the program stand",
    "probability": "mathematics of chance, knows nothing of bonds",
    "wording": "figures and messages as text, needs money and dates only",
    "disk": "files as systems keep them; says what is wrong in the words of the messages",
    "algebra": "a figure stated once, in the units of the wording",
    "rules": "dated values, read without knowing who asks",
    "inputs": "the project as filled in, judged by field",
    "departments": "an input workbook handed out in parts and taken back; knows what is typed, and no figures",
    "taking": "records of public lists as the beginning of a project file",
    "input_output": "published tables of sectors and what they say of linkage; reads files as the inputs do",
    "schedules": "figures: inputs and rule values as lines of the algebra",
    "analysis": "the same lines run again with other inputs",
    "typeset": "pages out of blocks, knows nothing of bonds",
    "claims": "numbers somebody wrote, held against the figures of a project and what its pages call them; knows no verdict",
    "checks": "verdicts on figures, stressed ones among them",
    "result": "what a run gives: figures and verdicts together",
    "receiving": "the table of another system, filled from a result",
    "reports": "what was found, stated once for every drawer; knows verdicts too",
    "project_file": "a project written down again, in the years of its schedules",
    "samples": "the projects that come with the program, written as workbooks",
    "pictures": "a report as a web page or a picture; knows no analysis",
    "seal": "what a filing was made from; names the result and the faces of the pages",
    "filings": "a result as documents to be handed in",
    "workbook": "a result as live tables",
    "run": "the straight line through all of the above",
    "monitoring": "what happened after the issue beside a run; audited, carried into the next file and told of many below",
    "in_life": "what is handed in and published once a bond is out, of a result and what happened since",
    "offline": "the program itself as a folder",
    "portable": "the program with its interpreter as a folder",
    "audit": "a run beside what was handed in",
    "publish": "an audited folder without what is not posted",
    "refresh": "a filing that was edited, with the figures of another run",
    "explain": "a figure followed back, also in what was handed in",
    "compare": "two results, explained",
    "sizing": "whole runs, again and again; what an answer changed is told as between two versions",
    "after_issue": "the result of an issue as a new project file, compared with the old one",
    "next_year": "next year's project file, begun with the figures of this year's",
    "portfolio": "many projects, each run as one, and the store that keeps what they give",
    "page": "a result or a store as one page for a browser, each figure with the way to its cell",
    "screen": "any of the above as a person reads it",
    "api": "any of the above for a notebook",
    "mcp": "the commands offered to an assistant, each in a process of its own; what stands behind their answers",
    "cli": "options, and one call each",
    "__main__": "the command itself",
    "menu": "the command, asked for by number; starts it in a process of its own",
}
"""From the ground up: a room uses only what stands before it, and why it stands where it does."""
ORDER = list(ROOMS)


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> list[str]:
    return [
        (node.module or "").split(".")[1]
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bondcalc.")
    ]


def test_imports_go_one_way() -> None:
    upwards = [
        f"{path.relative_to(PACKAGE)} imports {there}"
        for path in FILES
        if room(path) != "__init__"
        for there in imports(path)
        if ORDER.index(there) > ORDER.index(room(path))
    ]
    assert upwards == []


@pytest.mark.parametrize("words", ["--version", "--help"])
def test_start_up_loads_nothing_heavy(words: str) -> None:
    assert not loaded_by(words) & {
        "pandas",
        "numpy",
        "openpyxl",
        "xlsxwriter",
        "reportlab",
        "pikepdf",
        "numpy_financial",
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", ["project.toml", "project.xlsx"])
def test_figures_are_shown_without_what_writes_or_draws(name: str) -> None:
    heavy = {"pandas", "numpy", "openpyxl", "xlsxwriter", "reportlab", "pikepdf", "numpy_financial", "lxml", "rich"}
    heavy |= {"pydantic"}
    sample = PACKAGE.parent / "samples" / "land-reserve" / name
    assert not loaded_by("show", str(sample), "--json") & heavy


def loaded_by(*words: str) -> set[str]:
    code = f"import sys\nsys.argv = {['bondcalc', *words]!r}\nfrom bondcalc.cli import main\ntry:\n    main()\nexcept SystemExit:\n    pass\nprint('|'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    return set(done.stderr.split("|"))


FOUND_BY_NAME = {"checks", "cli", "filings", "filings/forms", "reports", "schedules", "inputs/sheets"}
"""Rooms whose files are found, not imported by name."""


IMPORTED = re.compile(r"^ *from ([\w.]+) import (?:\(([^)]*)\)|(.+))$", re.MULTILINE)
"""Room and names of an import, on a line or in brackets; all files as syntax take two seconds."""


def test_no_file_is_left_over() -> None:
    """A file that nobody imports is not a room of this house."""
    used = set()
    for path in (*PACKAGE.rglob("*.py"), *Path(__file__).parent.rglob("*.py")):
        for room, listed, one in IMPORTED.findall(path.read_text(encoding="utf-8")):
            used |= {room, *(f"{room}.{name}" for name in re.findall(r"\w+", listed or one))}
    files = [path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py") if not path.stem.startswith("__")]
    listed = [path for path in files if path.parent.as_posix() not in FOUND_BY_NAME]
    names = {".".join(("bondcalc", *path.with_suffix("").parts)) for path in listed}
    assert names - used == set()


LONGEST_FILE, LONGEST_FUNCTION = 300, 40


def outgrown() -> tuple[set[str], set[str]]:
    """Files and functions that are too long."""
    files, functions = set(), set()
    for path in FILES:
        text, name = path.read_text(encoding="utf-8"), path.relative_to(PACKAGE).as_posix()
        if text.count("\n") > LONGEST_FILE:
            files.add(name)
        for node in nodes(path):
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
            ):
                functions.add(f"{name} {node.name}")
    return files, functions


def test_no_file_or_function_outgrows_its_room() -> None:
    assert outgrown() == (set(), set())


MOST_BY_PLACE = 5
BY_PLACE = {
    "Difference": "a row of one table, always whole and in its order: where, what, expected, found",
    "Driver": "a table of drivers, one a line",
    "PageTable": "title, unit, heads, rows, alignment, widths: as the page has them",
    "Block": "the inner reading of lanes takes blocks apart and puts them together in their one order",
    "Filed": "made in one place",
}
"""Dataclasses of more fields whose values are told by their place, and why."""


def fields_by_place(path: Path, classes: set[str]) -> set[str]:
    """Dataclasses that are made of more values without a name than a reader keeps apart."""
    return {
        node.func.id
        for node in nodes(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in classes
        and len(node.args) > MOST_BY_PLACE
    }


def test_values_of_a_long_record_are_named_where_it_is_made() -> None:
    classes = {
        node.name
        for path in FILES
        for node in nodes(path)
        if isinstance(node, ast.ClassDef)
        and any(
            word in ast.dump(one) for one in (*node.decorator_list, *node.bases) for word in ("dataclass", "NamedTuple")
        )
    }
    assert set().union(*(fields_by_place(path, classes) for path in FILES)) == set(BY_PLACE)


def test_the_formatter_sets_every_line() -> None:
    for path in (*PACKAGE.rglob("*.py"), *Path(__file__).parent.rglob("*.py")):
        assert "# fmt: " + "skip" not in path.read_text(encoding="utf-8"), path.name


def test_every_file_of_tests_has_a_name_of_its_own() -> None:
    """Two of one name in two folders are one module to the test runner, and one of them is not run."""
    names = [path.name for path in Path(__file__).parent.rglob("test_*.py")]
    assert sorted(set(names)) == sorted(names)
