"""A run over many projects: every project a row, nothing twice, only what changed again, the same whatever the order."""

import builtins
import io
import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bondcalc.portfolio.entries import ProjectEntry
from bondcalc.portfolio.found_files import files_of
from bondcalc.portfolio.kept_record import FileState
from bondcalc.portfolio.portfolio_run import PortfolioEnd, run_portfolio
from bondcalc.portfolio.project_list import list_workbook
from bondcalc.portfolio.store_reader import open_store
from bondcalc.problem import FileError
from bondcalc.screen.many_progress import ManyProgress
from tests.commands import bondcalc
from tests.portfolio import drawn as drawing
from tests.portfolio.drawn import code_of, list_text
from tests.portfolio.inline import Inline, run
from tests.portfolio.poison import bomb, endless
from tests.samples import SAMPLES, drawn_sample

SEED = 21
SMALL = "land-reserve"
"""The sample that is computed soonest."""
project = partial(drawing.project, sample=SMALL)
folder_of = partial(drawing.folder_of, sample=SMALL)


def states(end: PortfolioEnd) -> dict[str, FileState]:
    return {row.path: row.status for row in end.rows}


def said(store: Path) -> list[Any]:
    """Everything a report may ask, without times and numbers of rows."""
    with open_store(store) as opened:
        projects = [(one.key, one.state, one.name, one.region_code, one.verdict) for one in opened.projects()]
        lines = [(line, opened.by_year(line), opened.amounts(line)) for line in opened.lines()]
        return [projects, lines, list(opened.findings()), list(opened.payments()), opened.ratios("coverage_total_debt")]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four drawn projects and a list of them."""
    folder = tmp_path_factory.mktemp("drawn")
    folder_of(folder / "p", SEED, 4)
    (folder / "list.toml").write_text(list_text(folder / "p", list(range(4)), SEED), encoding="utf-8")
    (folder / "back.toml").write_text(list_text(folder / "p", [3, 1, 0, 2], SEED), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def store(drawn: Path) -> Path:
    run(drawn / "list.toml", drawn / "s.db")
    return drawn / "s.db"


def test_every_project_has_its_code_and_what_a_single_run_gives(store: Path) -> None:
    from bondcalc.portfolio.measure import measured

    with open_store(store) as opened:
        assert [one.key for one in opened.projects()] == sorted(code_of(SEED, number) for number in range(4))
        alone = measured("p.toml", project(SEED, 3).encode()).record
        assert alone is not None
        assert opened.amounts("coverage.service")[code_of(SEED, 3)] == alone.amounts["coverage.service"]
        assert opened.by_year("debt_service.principal")[code_of(SEED, 3)] == alone.lines["debt_service.principal"]
        assert opened.projects()[0].region_code is not None


def test_the_order_of_the_list_does_not_matter(drawn: Path, store: Path, tmp_path: Path) -> None:
    run(drawn / "back.toml", tmp_path / "b.db")
    assert said(tmp_path / "b.db") == said(store)


def test_a_second_run_computes_only_what_changed(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "p", SEED, 3)
    first = run(folder, tmp_path / "s.db")
    assert (first.computed, first.known) == (3, 0)
    engine = Inline()
    again = run(folder, tmp_path / "s.db", engine)
    assert (again.computed, again.known, engine.computed) == (0, 3, 0)
    (folder / "00001.toml").write_text(project(SEED, 1).replace("coupon = 0.0", "coupon = 0.01"), encoding="utf-8")
    changed = run(folder, tmp_path / "s.db", Inline())
    assert (changed.computed, changed.known) == (1, 2)
    with open_store(tmp_path / "s.db") as opened:
        before, after = opened.past(1), opened.past(3)
        moved = {key for key in after if after[key].coverage != before[key].coverage}
        assert moved == {code_of(SEED, 1)}


def test_other_rules_or_another_program_compute_anew(drawn: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bondcalc.portfolio import measure

    copy = store.with_name("copy.db")
    copy.write_bytes(store.read_bytes())
    monkeypatch.setattr(measure, "OPTIONS", "other")
    measure.maker.cache_clear()
    end = run(drawn / "list.toml", copy)
    monkeypatch.undo()
    measure.maker.cache_clear()
    assert (end.computed, end.known) == (4, 0)


def test_a_run_that_is_broken_off_goes_on_where_it_was(drawn: Path, tmp_path: Path) -> None:
    """After a kill the store has every project that was told; the next run computes the others."""

    class EndedError(Exception):
        pass

    def heard(done: int, _: int, __: int) -> None:
        if done == 2:
            raise EndedError

    path = tmp_path / "s.db"
    with pytest.raises(EndedError):
        run_portfolio(drawn / "list.toml", path, Inline(), heard)
    with open_store(path) as opened:
        assert opened.projects() == []
        assert [one.finished for one in opened.runs()] == [None]
    end = run(drawn / "list.toml", path)
    assert (end.computed, end.known) == (2, 2)


@pytest.fixture
def denied(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no file called denied.toml be opened, as a system does that has locked it."""
    plain = io.open

    def opened(file: Any, *words: Any, **named: Any) -> Any:
        if str(file).endswith("denied.toml") and "wb" not in words:
            raise PermissionError(13, "denied", str(file))
        return plain(file, *words, **named)

    monkeypatch.setattr(io, "open", opened)
    monkeypatch.setattr(builtins, "open", opened)


def test_what_is_poisoned_is_a_row_and_stops_nobody(tmp_path: Path, denied: None) -> None:
    del denied
    folder = folder_of(tmp_path / "p", SEED, 2)
    files = {"bomb.xlsx": bomb(), "endless.xlsx": endless(), "denied.toml": b"x", "wrong.toml": b"[project]\n"}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    end = run(folder, tmp_path / "s.db")
    assert {path: state for path, state in states(end).items() if state is not FileState.DONE} == {
        "bomb.xlsx": FileState.UNREADABLE,
        "denied.toml": FileState.UNREADABLE,
        "endless.xlsx": FileState.PROBLEMS,
        "wrong.toml": FileState.PROBLEMS,
    }
    assert [row.path for row in end.failed] == sorted(files)
    assert all(row.reason for row in end.failed)
    with open_store(tmp_path / "s.db") as opened:
        assert len(opened.projects()) == 6
        assert len(opened.amounts("coverage.service")) == 2


def test_a_list_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "l.toml").write_text('[[members]]\ncode = "K"\npath = "没有.toml"\n', encoding="utf-8")
    end = run(tmp_path / "l.toml", tmp_path / "s.db")
    assert [(row.key, row.status) for row in end.rows] == [("K", FileState.UNREADABLE)]


def test_one_project_counts_once(tmp_path: Path) -> None:
    """Copies in a folder count once; two contents with one code count not at all; nor does what a list names twice."""
    folder = tmp_path / "p"
    (folder / "inside").mkdir(parents=True)
    text = project(SEED, 1)
    for name in ("a.toml", "inside/b.toml"):
        (folder / name).write_text(text, encoding="utf-8")
    copied = run(folder, tmp_path / "s.db")
    assert copied.copies == (("inside/b.toml", "a.toml"),)
    assert states(copied) == {"a.toml": FileState.DONE}
    (folder / "inside" / "b.toml").write_text(f"{text}# other\n", encoding="utf-8")
    assert set(states(run(folder, tmp_path / "s.db")).values()) == {FileState.DOUBLE}
    bare = text.replace(f'code = "{code_of(SEED, 1)}"\n', "")
    for name in ("a.toml", "inside/b.toml"):
        (folder / name).write_text(bare, encoding="utf-8")
    listed = tmp_path / "l.toml"
    listed.write_text(
        '[[members]]\ncode = "A"\npath = "p/a.toml"\n[[members]]\ncode = "B"\npath = "p/inside/b.toml"\n',
        encoding="utf-8",
    )
    assert set(states(run(listed, tmp_path / "s.db")).values()) == {FileState.DOUBLE}


def other_dress(code: str) -> str:
    """A code as a clerk may type it: full width, other dashes, blanks."""
    return f" {code.replace('-', '－', 1).replace('-', '—', 1).replace('0', '０')} "


def test_a_code_is_one_however_it_is_typed(tmp_path: Path) -> None:
    """Two contents with one code, in a folder; a list and its shares that name a project by it."""
    code, folder = code_of(SEED, 1), tmp_path / "p"
    folder.mkdir()
    text = project(SEED, 1)
    (folder / "a.toml").write_text(text, encoding="utf-8")
    (folder / "b.toml").write_text(text.replace(f'"{code}"', f'"{other_dress(code)}"'), encoding="utf-8")
    assert set(states(run(folder, tmp_path / "s.db")).values()) == {FileState.DOUBLE}
    listed = f'[[members]]\ncode = "{other_dress(code)}"\npath = "p/b.toml"\n'
    share = f'[[allocations]]\nbond = "B"\nproject = "{code}"\namount = 1\n'
    (tmp_path / "l.toml").write_text(listed + share, encoding="utf-8")
    assert [(row.key, row.status) for row in run(tmp_path / "l.toml", tmp_path / "s.db").rows] == [
        (code, FileState.DONE)
    ]


def test_a_list_that_says_another_code_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(project(SEED, 1), encoding="utf-8")
    (tmp_path / "l.toml").write_text('[[members]]\ncode = "别的"\npath = "a.toml"\n', encoding="utf-8")
    end = run(tmp_path / "l.toml", tmp_path / "s.db")
    assert [row.status for row in end.rows] == [FileState.OTHER_CODE]
    assert code_of(SEED, 1) in end.rows[0].reason


def test_a_code_that_another_file_bears_is_left_to_it(tmp_path: Path) -> None:
    """The list names a code whose file is gone, and another row without a code whose file states it."""
    code = code_of(SEED, 1)
    (tmp_path / "a.toml").write_text(project(SEED, 1), encoding="utf-8")
    text = f'[[members]]\ncode = "{code}"\npath = "gone.toml"\n[[members]]\npath = "a.toml"\n'
    text += f'[[allocations]]\nbond = "B"\nproject = "{code}"\namount = 1\n'
    (tmp_path / "l.toml").write_text(text, encoding="utf-8")
    end = run(tmp_path / "l.toml", tmp_path / "s.db")
    assert [(row.key, row.status) for row in end.rows] == [
        (code, FileState.DONE),
        ("file:gone.toml", FileState.UNREADABLE),
    ]
    with open_store(tmp_path / "s.db") as opened:
        assert [(share.bond, share.key) for share in opened.allocations()] == [("B", code)]


def test_a_project_without_a_code_is_known_by_its_content(tmp_path: Path) -> None:
    from bondcalc.data import digest

    text = project(SEED, 1).replace(f'code = "{code_of(SEED, 1)}"\n', "").encode()
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "a.toml").write_bytes(text)
    assert [row.key for row in run(tmp_path / "p", tmp_path / "s.db").rows] == [digest(text)]


def test_a_disk_that_fills_up_is_said_and_the_run_goes_on_later(drawn: Path, tmp_path: Path) -> None:
    from bondcalc.portfolio import store_writer

    path = tmp_path / "s.db"
    plain = store_writer.created

    def narrow(at: Path) -> Any:
        db = plain(at)
        db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0] + 3}")
        return db

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(store_writer, "created", narrow)
        with pytest.raises(FileError, match="磁盘已满"):
            run(drawn / "list.toml", path)
    end = run(drawn / "list.toml", path)
    assert not end.failed
    assert end.known < 4


def test_the_command_says_what_failed(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "p", SEED, 1)
    (folder / "wrong.toml").write_text("[project]\n", encoding="utf-8")
    (folder / "schedules.xlsx").write_bytes(b"")
    (folder / "notes.toml").write_text("[mine]\nx = 1\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("bondcalc.cli.many_projects.engine_of", lambda *_: Inline())
        done = bondcalc("portfolio", "run", folder, "--store", tmp_path / "s.db")
        assert done.returncode == 6
        assert "未完成：wrong.toml" in done.stdout
        assert "跳过1个本程序生成的文件：schedules.xlsx" in done.stdout
        assert "跳过1个不是项目的文件：notes.toml" in done.stdout
        assert "共2个项目，完成1个，未完成1个；本次测算2个文件，沿用0个。" in done.stdout
        (folder / "wrong.toml").unlink()
        assert bondcalc("portfolio", "run", folder, "--store", tmp_path / "s.db", "--lang", "en").returncode == 0
    (tmp_path / "l.toml").write_text("[[members]]\n", encoding="utf-8")
    assert bondcalc("portfolio", "run", tmp_path / "l.toml", "--store", tmp_path / "s.db").returncode == 2
    assert bondcalc("portfolio", "run", folder, "--store", tmp_path / "s.xlsx").returncode == 1


def test_progress_says_how_far_how_fast_and_how_long(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """120 of 1,500 after 60 seconds are two a second, and 690 seconds are left; a log gets a line now and then only."""
    clock = iter([0.0, 1.0, 60.0, 61.0, 3661.0])
    monkeypatch.setattr("bondcalc.screen.many_progress.monotonic", lambda: next(clock))
    with ManyProgress() as progress:
        for done, failed in ((2, 0), (120, 3), (121, 3), (200, 3)):
            progress.heard(done, failed, 1500)
    assert capsys.readouterr().err.splitlines() == [
        "已测算120个，共1,500个，未完成3个，每秒2.0个，约剩11分30秒",
        "已测算200个，共1,500个，未完成3个，每秒0.1个，约剩6小时36分",
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[project]\n", "project"),
        ("[[bonds]]\n", "project"),
        ("  [ project ]\n", "project"),
        ('bonds = [{ id = "A" }]\n', "project"),
        ('# a remark\n\ufeffproject = { name = "x" }\n', "project"),
        ("broken", "project"),
        ("[[members]]\npath = 1\n", "other"),
        ("[factors]\nx = 1\n", "other"),
        ('[build-system]\nrequires = ["x"]\n[project]\nname = "x"\nversion = "1"\n', "other"),
        ('[project]\nname = "x"\ndescription = "y"\nrequires-python = ">=3.11"\n', "other"),
        ('[project]\nname = "x"\n[project.urls]\nHomepage = "y"\n', "other"),
        # A cell of ours beside what is not ours is a project with mistakes, which are told.
        ('[project]\nname = "x"\nversion = "1"\nrule_date = 2021-08-01\n', "project"),
        ('[project]\nname = "x"\nversion = "1"\n[[bonds]]\nid = "A"\n', "project"),
        ('[project]\nname = "x"\n', "project"),
    ],
)
def test_a_text_is_told_by_its_tables(text: str, kind: str, tmp_path: Path) -> None:
    """What has no table at all may be a damaged project, and is told when it is computed."""
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    passed = files_of(tmp_path)
    assert (len(passed.projects), len(passed.others)) == ((1, 0) if kind == "project" else (0, 1))


def test_nothing_to_compute_is_said(tmp_path: Path) -> None:
    """An empty folder, one with a file of another program: exit 4, and no store is begun. A list without projects is refused as such."""
    empty, other = tmp_path / "空", tmp_path / "别的"
    empty.mkdir()
    other.mkdir()
    (other / "pyproject.toml").write_text('[project]\nname = "x"\nversion = "1"\n', encoding="utf-8")
    for source, said in ((empty, "文件夹空中没有项目文件，跳过其他文件0个"), (other, "跳过其他文件1个")):
        done = bondcalc("portfolio", "run", source, "--store", tmp_path / "s.db")
        assert done.returncode == 4, done.stderr
        assert said in done.stderr
    assert not (tmp_path / "s.db").exists()


@pytest.mark.slow
def test_a_workbook_of_ours_is_told_by_its_record(tmp_path: Path) -> None:
    (tmp_path / "改名.xlsx").write_bytes(drawn_sample(SMALL))
    (tmp_path / "录入.xlsx").write_bytes((SAMPLES / SMALL / "project.xlsx").read_bytes())
    (tmp_path / "清单.xlsx").write_bytes(list_workbook())
    (tmp_path / "~$录入.xlsx").write_bytes(b"")
    passed = files_of(tmp_path)
    names = [[path.name for path in paths] for paths in (passed.projects, passed.ours, passed.others)]
    assert names == [["录入.xlsx"], ["改名.xlsx"], ["清单.xlsx"]]


@pytest.mark.parametrize("kind", ["monitoring", "else"])
def test_the_copy_that_a_monitoring_keeps_is_no_project_of_the_folder(kind: str, tmp_path: Path) -> None:
    """It is the file as it was monitored; beside a newer one both would stand for one project, and neither count."""
    text = (SAMPLES / SMALL / "project.toml").read_text(encoding="utf-8")
    (tmp_path / "甲.toml").write_text(text, encoding="utf-8")
    copy = tmp_path / "监测" / "filed" / "甲.toml"
    copy.parent.mkdir(parents=True)
    copy.write_text(f"{text}# before\n", encoding="utf-8")
    (tmp_path / "监测" / "chain.json").write_text(json.dumps({"program": "bondcalc", "kind": kind}), encoding="utf-8")
    passed = files_of(tmp_path)
    own = (tmp_path / "甲.toml",)
    assert (passed.projects, passed.ours) == ((own, (copy,)) if kind == "monitoring" else ((*own, copy), ()))


def test_a_record_that_cannot_be_read_keeps_no_folder_from_being_looked_through(tmp_path: Path) -> None:
    text = (SAMPLES / SMALL / "project.toml").read_text(encoding="utf-8")
    copy = tmp_path / "filed" / "甲.toml"
    copy.parent.mkdir()
    copy.write_text(text, encoding="utf-8")
    with (tmp_path / "chain.json").open("wb") as record:
        record.truncate(1 << 30)
    assert files_of(tmp_path).projects == (copy,)


def test_numbers_of_a_register_are_taken_apart() -> None:
    from bondcalc.portfolio.list_sheets import ListedProject

    entry = ProjectEntry("a", Path("a"), ListedProject(path="a", parcels="1、2，3; 4", assets=None))
    assert entry.row().parcels == ("1", "2", "3", "4")
