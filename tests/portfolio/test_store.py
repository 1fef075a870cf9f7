"""The store: what is written is read again, in a fixed order; it survives a kill, and says what is wrong with it."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from bondcalc.portfolio.kept_record import FileState
from bondcalc.portfolio.measure import run_key
from bondcalc.portfolio.store_reader import PortfolioStore, open_store
from bondcalc.portfolio.store_writer import ProjectRow, StoreWriter
from bondcalc.problem import FileError
from tests.commands import bondcalc
from tests.portfolio.kept import PROBLEMS, kept
from tests.portfolio.listing import TEXT, read

LISTED = "2101-430426-04-01-000001"


def row(key: str, file_hash: str, state: FileState = FileState.DONE, path: str = "项目/一.toml") -> ProjectRow:
    code = LISTED if key == LISTED else None
    made = ProjectRow(key=key, path=path, status=state, file_hash=file_hash, code=code, region="430426")
    return replace(made, parcels=("P1", "P1"))


def written(path: Path) -> StoreWriter:
    writer = StoreWriter(path)
    for hash_, made in (("h1", kept("一")), ("h2", kept("二", 90)), ("h3", PROBLEMS)):
        writer.keep(hash_, made)
    return writer


def finished(path: Path, folder: Path) -> None:
    writer = written(path)
    run = writer.begin("清单.toml", "0")
    listed = read(folder, "清单.toml", TEXT.encode())
    rows = [row(LISTED, "h1"), row("b", "h2", path="项目\\二.xlsx"), row("c", "h3", FileState.PROBLEMS, "三.toml")]
    writer.finish(run, rows, listed)
    writer.close()


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "库.db"
    finished(path, tmp_path)
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith("库")] == ["库.db"]
    with open_store(path) as store:
        projects = store.projects()
        assert [(one.key, one.state, one.name) for one in projects] == [
            (LISTED, FileState.DONE, "一"),
            ("b", FileState.DONE, "二"),
            ("c", FileState.PROBLEMS, None),
        ]
        assert projects[0].break_even == "0.2"
        assert projects[0].sector == "energy"
        assert store.amounts("coverage.revenue_counted") == {LISTED: 120, "b": 90}
        assert store.by_year("coverage_by_year.revenue") == {LISTED: {2027: 100, 2028: 20}, "b": {2027: 70, 2028: 20}}
        assert store.totals("coverage_by_year.revenue") == {2027: 170, 2028: 40}
        assert [(key, one.rule) for key, one in store.findings("warn")] == [(LISTED, "W01"), ("b", "W01")]
        assert [one.principal for _, one in store.payments()] == [80, 80]
        assert [(one.bond, one.key, one.fen) for one in store.allocations()] == [
            ("2105001", LISTED, 16_000_500_000),
            ("2105001", "b", 4_000_000_000),
        ]
        assert store.limits()[0].limit_fen == 250_000_000_000
        assert store.registered("parcel") == [("P1", LISTED), ("P1", "b"), ("P1", "c")]
        assert {key: one.coverage for key, one in store.past(1).items()} == {LISTED: "1.2", "b": "0.9", "c": None}
        assert [(one.projects, one.failed) for one in store.runs()] == [(3, 1)]


def test_a_later_run_replaces_the_list_and_keeps_the_history(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    finished(path, tmp_path)
    writer = StoreWriter(path)
    assert writer.known("h2")
    writer.keep("h4", kept("四", 300))
    writer.finish(writer.begin("清单.toml", "1"), [row("a", "h1"), row("d", "h4")], None)
    assert writer.known("h2") is None
    writer.close()
    with open_store(path) as store:
        assert [one.key for one in store.projects()] == ["a", "d"]
        assert sorted(store.past(1)) == [LISTED, "b", "c"]
        assert store.totals("debt_service.principal") == {2028: 160}
        assert store.allocations() == []
        assert {result for (result,) in store.rows("SELECT DISTINCT result FROM figures")} == {
            one.result for one in store.projects()
        }


def test_what_was_kept_outlives_a_kill(tmp_path: Path) -> None:
    """A process that is ended leaves its log beside the store: copied as they stand, both give what was committed."""
    writer = written(tmp_path / "s.db")
    left = tmp_path / "left"
    left.mkdir()
    for one in tmp_path.glob("s.db*"):
        (left / one.name).write_bytes(one.read_bytes())
    assert (left / "s.db-wal").exists()
    with open_store(left / "s.db") as store:
        assert {key for (key,) in store.rows("SELECT run_key FROM results")} == {run_key(f"h{n}") for n in (1, 2, 3)}
        assert store.projects() == []
    again = StoreWriter(left / "s.db")
    found = again.known("h3")
    assert found is not None
    assert (found.status, found.details) == (FileState.PROBLEMS, PROBLEMS.details)
    again.close()
    writer.close()


def test_a_store_in_use_is_left_alone(tmp_path: Path) -> None:
    writer = written(tmp_path / "s.db")
    for opened in (StoreWriter, PortfolioStore):
        with pytest.raises(FileError, match="正在使用"):
            opened(tmp_path / "s.db")
    writer.close()


def test_a_full_disk_is_said_and_what_was_kept_stays(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    writer = written(path)
    writer._db.execute(f"PRAGMA max_page_count = {writer._db.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(FileError, match="磁盘已满"):
        for number in range(1000):
            writer.keep(f"more{number}", kept("多"))
    writer.close()
    again = StoreWriter(path)
    assert again.known("h1")
    again.close()


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="没有找到"), open_store(tmp_path / "none.db"):
        pass
    text = tmp_path / "text.db"
    text.write_text("x" * 5000, encoding="utf-8")
    other = tmp_path / "other.db"
    sqlite3.connect(other).execute("CREATE TABLE t (x)").connection.close()
    strange = other.read_bytes()
    for path in (text, other):
        for opened in (StoreWriter, PortfolioStore):
            with pytest.raises(FileError, match="不是多项目测算库"):
                opened(path)
    assert text.read_text(encoding="utf-8") == "x" * 5000
    assert other.read_bytes() == strange


FIRST = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO about VALUES ('layout', '{layout}'), ('program', 'bondcalc portfolio');
CREATE TABLE runs (run INTEGER PRIMARY KEY, started TEXT NOT NULL, finished TEXT, version TEXT NOT NULL);
INSERT INTO runs VALUES (1, '2026-01-01', '2026-01-01', '0.0.1');
CREATE TABLE projects (key TEXT PRIMARY KEY, path TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO projects VALUES ('a', 'a.toml');
"""
"""A store as an earlier program laid it out: other tables, other columns."""


@pytest.mark.parametrize("layout", ["1", "99"])
def test_a_store_of_another_layout_is_refused_by_every_command_and_left_alone(layout: str, tmp_path: Path) -> None:
    """An earlier layout and one that is still to come: exit 4 with what to do, the file stays as it was."""
    old = tmp_path / "old.db"
    db = sqlite3.connect(old)
    db.executescript(FIRST.format(layout=layout))
    db.close()
    before = old.read_bytes()
    (tmp_path / "l.toml").write_text('[[members]]\npath = "a.toml"\n', encoding="utf-8")
    out = tmp_path / "out"
    for words in (
        ("run", tmp_path / "l.toml", "--store", old),
        ("audit", old),
        ("report", old, "--out", out),
        ("stress", old),
        ("risk", old),
        ("batch", old, "--quota", "合计=1"),
        ("issue", old, "--bond", "B", "--out", out),
        ("reassigned", old, "--bond", "B"),
    ):
        done = bondcalc("portfolio", *words)
        assert done.returncode == 4, (words, done.stdout, done.stderr)
        assert "另一版本" in done.stderr
    assert old.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["l.toml", "old.db"]
