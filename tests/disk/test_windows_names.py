"""Names that Windows drops, forbids or takes for a device, and paths longer than it takes: one sentence, on every system."""

import ast
from pathlib import Path

import pytest

from bondcalc.disk import file_names, windows_names
from bondcalc.disk.file_names import refuse_name, refuse_new
from bondcalc.disk.folder import fresh_folder
from bondcalc.disk.several_files import write_new
from bondcalc.disk.whole_file import write_whole
from bondcalc.problem import FileError
from tests.sources import FILES, nodes

REFUSED = {
    "CON": "设备名",
    "nul": "设备名",
    "con.txt": "设备名",
    "Aux.tar.gz": "设备名",
    "lpt1.x": "设备名",
    "COM1": "设备名",
    "com¹.csv": "设备名",
    "prn .csv": "设备名",
    "CONOUT$": "设备名",
    "输出 ": "末尾",
    "输出.": "末尾",
    "输出. .": "末尾",
    "结果:1": "符号“:”",
    "a<b>": "符号“<>”",
    '"引号"': '符号“"”',
    "为何?": r"符号“\?”",
    "*": r"符号“\*”",
    "换\n行": "x0a|\\\\n",
}
TAKEN = (
    "CONTRACT",
    "comma.csv",
    "com0",
    "lpt10",
    ".隐藏",
    "..x",
    "a.b.c",
    "输 出",
    "项目[1]",
    "$HOME",
    "~",
    "%A%",
    "甲&乙",
    "控制台con",
)


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("behind", ["", "里面/文件"])
def test_no_way_of_writing_makes_such_a_name(name: str, behind: str, tmp_path: Path) -> None:
    place = tmp_path / name / behind
    with pytest.raises(FileError, match=REFUSED[name]):
        write_whole(place, "x")
    with pytest.raises(FileError, match=REFUSED[name]):
        write_new(place, {"a": b"x"})
    with pytest.raises(FileError, match=REFUSED[name]):
        write_new(tmp_path / "分工", {name: b"x", "b": b"y"})
    with pytest.raises(FileError, match=REFUSED[name]), fresh_folder(place):
        pytest.fail("nothing is computed")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", TAKEN)
def test_names_that_only_look_alike_are_taken(name: str, tmp_path: Path) -> None:
    write_whole(tmp_path / name, "x")
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_what_stands_there_already_goes_on_where_the_system_has_it(tmp_path: Path) -> None:
    (tmp_path / "结果.").mkdir()
    if [path.name for path in tmp_path.iterdir()] == ["结果."]:
        write_whole(tmp_path / "结果." / ".." / "结果." / "表.csv", "x")
        assert (tmp_path / "结果." / "表.csv").exists()


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program take this system for a Windows as it is installed."""
    monkeypatch.setattr(file_names.sys, "platform", "win32")
    monkeypatch.setattr(windows_names, "takes_long_paths", lambda: False)


def folder_of(length: int, parent: Path) -> Path:
    """Make a folder whose path has so many signs."""
    path = parent
    while (rest := length - len(str(path))) > 1:
        path /= "长" * min(rest - 1, 80 if rest != 82 else 70)
    path.mkdir(parents=True)
    assert len(str(path)) == length
    return path


@pytest.mark.usefixtures("windows")
def test_a_device_is_not_opened_to_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="设备名"):
        refuse_name(tmp_path / "aux.xlsx")


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(("length", "goes"), [(259, True), (260, False)])
def test_a_file_of_259_signs_is_the_longest(length: int, goes: bool, tmp_path: Path) -> None:
    path = folder_of(200, tmp_path) / ("名" * (length - 201 - 4) + ".csv")
    assert len(str(path)) == length
    if goes:
        write_whole(path, "x")
        assert path.exists()
        return
    for refusing in (refuse_name, refuse_new, lambda one: write_whole(one, "x")):
        with pytest.raises(FileError, match="路径有260个字，系统最多259个"):
            refusing(path)
    assert not list(path.parent.iterdir())


@pytest.mark.usefixtures("windows")
def test_temporary_names_cost_little_room(tmp_path: Path) -> None:
    """A file of a name as short as any report's goes wherever ten signs are left for it."""
    parent = folder_of(248, tmp_path)
    write_whole(parent / "表.csv", "x")
    assert [path.name for path in parent.iterdir()] == ["表.csv"]
    deep = folder_of(250, tmp_path / "深")
    with pytest.raises(FileError, match="路径有261个字"):
        write_whole(deep / "表.csv", "x")
    assert not list(deep.iterdir())


@pytest.mark.usefixtures("windows")
def test_a_folder_and_what_is_written_into_it_fit_or_nothing_is_left(tmp_path: Path) -> None:
    parent = folder_of(220, tmp_path)
    with pytest.raises(FileError, match="路径有248个字，系统最多247个"), fresh_folder(parent / ("名" * 27)):
        pytest.fail("nothing is computed")
    for name in ("名" * 26, "名"):
        # Here the folder itself is the longer one; there the hidden one it is made in.
        with (
            pytest.raises(FileError, match=f"路径有{221 + max(len(name), 14) + 1 + 25}个字"),
            fresh_folder(parent / name) as out,
        ):
            out.write({"a.pdf": b"x"})
            out.write({"x" * 25: b"x"})
        assert not list(parent.iterdir())
    with fresh_folder(parent / "名") as out:
        out.write({"x" * 23: b"x"})
    assert [path.name for path in (parent / "名").iterdir()] == ["x" * 23]


def test_signs_are_counted_as_windows_counts_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows_names, "takes_long_paths", lambda: False)
    rare = tmp_path / ("𠮷" * 120)
    length = len(str(tmp_path)) + 1 + 240
    if length > 259:
        with pytest.raises(FileError, match=f"路径有{length}个字"):
            refuse_name(rare)
    with pytest.raises(FileError, match="系统最多259个"):
        refuse_name(tmp_path / ("𠮷" * 130))


@pytest.mark.slow
def test_files_come_in_one_order_on_every_system() -> None:
    """Windows sorts paths without regard to case: lists of files are sorted by how their names are spelt."""
    listing = {"iterdir", "glob", "rglob"}
    unordered = [
        f"{path.name}:{node.lineno}"
        for path in FILES
        for node in nodes(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sorted"
        if any(isinstance(part, ast.Attribute) and part.attr in listing for part in ast.walk(node))
        if not node.keywords and not names_only(node.args[0])
    ]
    assert unordered == []


def names_only(sorted_things: ast.expr) -> bool:
    """Tell whether what is sorted is made of paths but is none: their names, say."""
    return isinstance(sorted_things, ast.GeneratorExp) and not isinstance(sorted_things.elt, ast.Name)
