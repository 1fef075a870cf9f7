"""The folder for PCs without Python: what goes in, what is refused, what a double click and a dragged file mean."""

import os
import sys
import zipfile
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from bondcalc import menu
from bondcalc.data import data_path, digest
from bondcalc.menu import dragged, free
from bondcalc.portable import assembled, installed
from bondcalc.portable.interpreter import Interpreter
from bondcalc.problem import FileError

TOOL = r"D:\工具 (新) & 旧\测算.cmd"


def interpreter(base: Path, *, bits: int = 64, system: str = "win32") -> Interpreter:
    """A Python as python.org installs it, with two modules."""
    for name, text in {
        "python.exe": "exe",
        "pythonw.exe": "",
        "python311.dll": "dll",
        "vcruntime140.dll": "dll",
        "LICENSE.txt": "PSF",
        "DLLs/_ssl.pyd": "pyd",
        "DLLs/_tkinter.pyd": "",
        "DLLs/tcl86t.dll": "",
        "Lib/json/__init__.py": "VALUE = 1\n",
        "Lib/json/__pycache__/__init__.cpython-311.pyc": "",
        "Lib/test/test_json.py": "",
        "Lib/site-packages/stranger.py": "",
    }.items():
        path = base / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Interpreter(base, f"{sys.version_info.major}{sys.version_info.minor}", bits, system)


@pytest.mark.parametrize(
    ("place", "options", "said"),
    [
        ("Python311", {"system": "linux"}, "Windows"),
        ("WindowsApps/Python", {}, "应用商店"),
        ("Python311-32", {"bits": 32}, "32位"),
    ],
)
def test_a_python_that_cannot_be_copied_is_refused(
    place: str, options: dict[str, object], said: str, tmp_path: Path
) -> None:
    with pytest.raises(FileError, match=said):
        assembled.make(tmp_path / "out", interpreter=interpreter(tmp_path / place, **options))  # type: ignore[arg-type]
    assert not (tmp_path / "out").exists()


def test_only_what_is_needed_of_the_interpreter(tmp_path: Path) -> None:
    names = {name for name, _ in interpreter(tmp_path).files()}
    assert names == {
        "python.exe",
        "python311.dll",
        "vcruntime140.dll",
        "LICENSE.txt",
        "DLLs/_ssl.pyd",
        "Lib/json/__init__.py",
    }


def test_the_folder_holds_sums_and_a_start_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembled, "needed", lambda extras: [installed.distribution("packaging")])
    made = assembled.make(tmp_path / "便携", interpreter=interpreter(tmp_path / "Python311"))
    out = tmp_path / "便携"
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert made.files == len(files)
    assert {
        "测算.cmd",
        "使用说明.txt",
        "app/python.exe",
        "app/NOTICE.txt",
        "app/Lib/site-packages/packaging/version.py",
    } <= files
    assert not any(name.endswith(".pyc") for name in files)
    sums = dict(reversed(line.split("  ")) for line in (out / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    assert sums == {name: digest((out / name).read_bytes()) for name in files - {"SHA256SUMS"}}
    assert "packaging" in (out / "app/NOTICE.txt").read_text(encoding="utf-8-sig")
    with zipfile.ZipFile(made.zip) as packed:
        assert {name.removeprefix("便携/") for name in packed.namelist()} == files


def test_the_start_file_is_ascii_with_the_line_ends_of_cmd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembled, "needed", lambda extras: [])
    assembled.make(tmp_path / "x", interpreter=interpreter(tmp_path / "Python311"))
    data = (tmp_path / "x" / "测算.cmd").read_bytes()
    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n") > 10


def test_the_programs_own_distributions_are_found_with_what_they_require() -> None:
    try:
        installed.distribution("bondcalc")
    except PackageNotFoundError:
        assert not os.environ.get("CI")
        pytest.skip("run from a folder, not installed")
    if not any(str(path) == "bondcalc/run.py" for path in installed.distribution("bondcalc").files or ()):
        with pytest.raises(FileError, match="链接"):
            installed.needed(())
        return
    names = {one.metadata["Name"].lower() for one in installed.needed(())}
    assert {"bondcalc", "typer", "numpy", "python-dateutil", "lxml"} <= names
    assert not {"pytest", "ruff", "pip"} & names


@pytest.mark.parametrize(
    ("rest", "files"),
    [
        (r'" D:\a&b\x.xlsx"', [r"D:\a&b\x.xlsx"]),
        (r'" "D:\甲 乙\项目 [1].xlsx" "', [r"D:\甲 乙\项目 [1].xlsx"]),
        (r'" "D:\甲 乙\x.xlsx" D:\y%1!.xlsx"', [r"D:\甲 乙\x.xlsx", r"D:\y%1!.xlsx"]),
        (r'" "D:\甲 乙\x.xlsx""', [r"D:\甲 乙\x.xlsx"]),
        ('" "', []),
        ('"', []),
    ],
)
def test_files_are_read_from_the_line_by_which_explorer_called(rest: str, files: list[str]) -> None:
    call = rf'C:\Windows\system32\cmd.exe /c ""{TOOL}{rest}'
    environment = {menu.CALL: call, menu.SELF: TOOL, menu.FILE: r"D:\cut"}
    assert dragged(environment) == [Path(name) for name in files]


@pytest.mark.parametrize("line", ["", r'"C:\Windows\system32\cmd.exe" '])
def test_in_an_open_window_the_first_file_is_taken(line: str) -> None:
    assert dragged({menu.CALL: line, menu.SELF: TOOL, menu.FILE: r"D:\x.xlsx"}) == [Path(r"D:\x.xlsx")]
    assert dragged({menu.CALL: line, menu.SELF: TOOL, menu.FILE: ""}) == []


def test_the_menu_makes_checks_and_computes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = tmp_path / "项目 一.xlsx"
    actuals = tmp_path / "项目 一_执行数据.xlsx"
    typed = iter(
        [
            *("1", "1", "2", "9", "3", f'"{book}"', "4", str(book), "5", str(book.with_suffix(".pdf"))),
            *("6", str(book), "2024-12-31", "7", str(book), f'"{actuals}"', "0"),
        ]
    )
    called: list[tuple[str, ...]] = []

    def call(*words: str | Path) -> int:
        called.append(tuple(map(str, words)))
        if words[0] == "new":
            Path(words[1]).touch()
        return 0

    monkeypatch.setattr("builtins.input", lambda _: next(typed))
    monkeypatch.setattr(menu, "bondcalc", call)
    assert menu.menu(tmp_path) == 0
    assert called == [
        ("new", str(tmp_path / "空白录入文件.xlsx")),
        ("new", str(tmp_path / "空白录入文件2.xlsx")),
        ("new", str(tmp_path / "示例录入文件.xlsx"), "--from", "hengyang-park"),
        ("check", str(book)),
        ("run", str(book), "--out", str(tmp_path / "项目 一_测算结果")),
        ("audit", str(book.with_suffix(".pdf"))),
        ("new", str(actuals), "--actuals", str(book), "--as-of", "2024-12-31"),
        ("monitor", str(book), str(actuals), "--out", str(tmp_path / "项目 一_执行数据_监测结果")),
    ]


def test_the_guides_list_what_the_menu_offers() -> None:
    guide = data_path("templates", "portable", "guide.txt").read_text(encoding="utf-8")
    page = (Path(__file__).parent.parent / "docs" / "windows.md").read_text(encoding="utf-8")
    for choice in menu.CHOICES[:-1]:
        number, _, what = choice.partition(".")
        assert f"  {choice}\n" in guide
        assert f"| {number} | {what} |" in page


def test_a_dragged_workbook_is_computed_and_its_code_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu, "bondcalc", lambda *words: 2 if "坏" in str(words[1]) else 0)
    for name in ("好.xlsx", "坏.xlsx"):
        monkeypatch.setenv(menu.FILE, str(tmp_path / name))
        monkeypatch.delenv(menu.CALL, raising=False)
        assert menu.main() == (2 if name == "坏.xlsx" else 0)


def test_a_name_nobody_has(tmp_path: Path) -> None:
    for number in range(3):
        free(tmp_path / "x.xlsx").touch()
        assert len(list(tmp_path.iterdir())) == number + 1
