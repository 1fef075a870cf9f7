"""What a list may say of files and amounts: nothing outside its folder, no amount that its file contradicts in silence."""

from decimal import Decimal
from pathlib import Path

import pytest

from bondcalc.data import digest
from bondcalc.inputs.read import read_bytes
from bondcalc.portfolio.list_sheets import ListedProject
from bondcalc.portfolio.portfolio_run import PortfolioEnd
from bondcalc.portfolio.project_list import read_list
from bondcalc.portfolio.store_writer import StoreWriter
from bondcalc.problem import ProjectError
from bondcalc.screen.portfolio_text import shares_text
from tests.portfolio.county_store import contents, made
from tests.portfolio.inline import Inline, run

ROW = '[[allocations]]\nbond = "{bond}"\nproject = "hengyang-park.toml"\namount = {amount}\n'


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with hengyang-park and a store that has computed it."""
    folder = tmp_path_factory.mktemp("list")
    data = contents()["hengyang-park.toml"]
    (folder / "hengyang-park.toml").write_bytes(data)
    with StoreWriter(folder / "s.db") as writer:
        writer.keep(digest(data), made("hengyang-park.toml"))
    return folder


def ended(folder: Path, *rows: str) -> PortfolioEnd:
    """Run the list with some allocations; nothing is left to compute."""
    (folder / "l.toml").write_text("".join(('[[members]]\npath = "hengyang-park.toml"\n', *rows)), encoding="utf-8")
    engine = Inline()
    end = run(folder / "l.toml", folder / "s.db", engine)
    assert engine.computed == 0
    return end


@pytest.mark.parametrize(
    ("amounts", "listed"), [((15_999.5,), "15,999.50"), ((8000, 7000), "15,000.00"), ((16_000,), None), ((), None)]
)
def test_a_run_names_amounts_that_list_and_file_state_differently(
    amounts: tuple[float, ...], listed: str | None, computed: Path
) -> None:
    """16,000 of the first bond in the file; two rows of one project and bond are added up."""
    starts = ("", "start = 2020-06-01\n")
    rows = [ROW.format(bond="A", amount=amount) + start for amount, start in zip(amounts, starts, strict=False)]
    said = list(shares_text(ended(computed, *rows), computed / "s.db"))
    wanted = f"清单{listed}万元，项目文件16,000.00万元"
    assert [wanted in line for line in said] == ([True] if listed else [])
    assert all(line.startswith("金额不一致：祁东县归阳工业园") for line in said)


def test_a_list_without_projects_is_told_of_its_own_sheets(tmp_path: Path) -> None:
    """A list needs 项目, a project 项目概况 and 专项债券: each is told what it needs itself."""
    (tmp_path / "l.toml").write_text('[[allocations]]\nbond = "B"\nproject = "a"\namount = 1\n', encoding="utf-8")
    with pytest.raises(ProjectError) as caught:
        read_list(tmp_path / "l.toml")
    [missing] = [one for one in caught.value.problems if one.code == "missing_sheet"]
    assert (missing.found, missing.allowed) == ("没有“项目”表", "必须有“项目”表")
    with pytest.raises(ProjectError) as caught:
        read_bytes("p.toml", b"[project]\n")
    [missing] = [one for one in caught.value.problems if one.code == "missing_sheet"]
    assert (missing.found, missing.allowed) == ("没有“专项债券”表", "必须有“项目概况”“专项债券”表")


@pytest.mark.parametrize(
    "path",
    [
        "../别县/一.toml",
        "项目/../../一.toml",
        "..\\一.toml",
        "/srv/一.toml",
        "C:\\项目\\一.toml",
        "\\\\服务器\\一.toml",
    ],
)
def test_a_file_outside_the_folder_of_the_list_is_refused(path: str, tmp_path: Path) -> None:
    """A list that somebody sends must not reach for files of the reader, nor for those of another computer."""
    (tmp_path / "l.toml").write_text(f"[[members]]\npath = '{path}'\n", encoding="utf-8")
    with pytest.raises(ProjectError) as caught:
        read_list(tmp_path / "l.toml")
    assert [(one.code, one.sheet) for one in caught.value.problems] == [("listed_outside", "[members]")]


def test_a_file_below_the_list_is_taken(tmp_path: Path) -> None:
    for path in ("一.toml", "项目/..一.toml", "项目\\一.toml", "./一.toml"):
        (tmp_path / "l.toml").write_text(f"[[members]]\npath = '{path}'\n", encoding="utf-8")
        assert read_list(tmp_path / "l.toml").projects == (ListedProject(path=path),)


def test_amounts_are_counted_in_ten_thousands(computed: Path) -> None:
    """What a store keeps of a list is what the list says, to the 分."""
    from bondcalc.portfolio.store_reader import open_store

    ended(computed, ROW.format(bond="A", amount=Decimal("0.000001")))
    with open_store(computed / "s.db") as opened:
        assert [share.fen for share in opened.allocations()] == [1]
