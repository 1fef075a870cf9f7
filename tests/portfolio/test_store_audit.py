"""An audit computes again what a store says: it finds each change of store or file, and draws a sample anybody can draw again."""

import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from bondcalc.portfolio.measure import measured
from bondcalc.portfolio.sampled import everything, sampled
from bondcalc.portfolio.store_audit import StoreAudit, audit_store, flat
from bondcalc.portfolio.store_audit_words import kept_of, names_of, values_told
from bondcalc.portfolio.store_reader import open_store
from bondcalc.portfolio.stored_record import record_of
from bondcalc.problem import FileError
from tests.commands import bondcalc
from tests.portfolio.drawn import code_of, project
from tests.portfolio.inline import Inline, run
from tests.portfolio.test_store import written

SEED = 3
COUNT = 3


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three drawn projects and one that has problems, with their store."""
    folder = tmp_path_factory.mktemp("audited")
    (folder / "p").mkdir()
    for number in range(COUNT):
        (folder / "p" / f"{number}.toml").write_text(project(SEED, number), encoding="utf-8")
    (folder / "p" / "wrong.toml").write_text("[project]\n", encoding="utf-8")
    run(folder / "p", folder / "s.db")
    return folder


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """A copy to spoil."""
    shutil.copytree(made, tmp_path / "c")
    return tmp_path / "c"


def audited(folder: Path, size: int | None = None) -> StoreAudit:
    with open_store(folder / "s.db") as store:
        return audit_store(store, Inline(), lambda *_: None, size=size, folder=folder / "p")


def test_a_record_comes_back_as_it_was(made: Path) -> None:
    original = measured("p.toml", project(SEED, 1).encode()).record
    assert original is not None
    with open_store(made / "s.db") as store:
        stored = next(one for one in store.projects() if one.key == code_of(SEED, 1))
        assert stored.result is not None
        assert flat(record_of(store, stored.result)) == flat(original)
    assert len(flat(original)) > 500


def test_what_was_left_alone_is_the_same(made: Path) -> None:
    found = audited(made)
    assert found.differences == ()
    assert found.same_maker
    assert found.plan.size == COUNT + 1


def test_whatever_may_differ_has_a_name_in_chinese() -> None:
    """No id of the program stands where an officer reads: lines, ratios, rules, bonds, payments, stressed points."""
    data = project(SEED, 1).encode()
    original = measured("p.toml", data).record
    assert original is not None
    names = names_of("p.toml", data)
    for what, value in flat(original).items():
        kept = kept_of(what, names)
        own = kept.said.replace(what.split(".")[1], "")
        assert re.search("[\u4e00-\u9fff]", own), what
        assert not re.search(r"[a-z]{3,}[._]", own), what
        for side in values_told(kept, value, value):
            assert side is not None
            assert len(side) <= 70, what


def test_amounts_are_told_in_the_unit_of_lists_and_lists_where_they_part() -> None:
    """1 分 is 0.000001 万元: a difference of one is seen. 12,345.67 万元 are 12,345,670,000 分."""
    amount = kept_of("lines.cash.closing.2030", {"cash.closing": "期末资金余额"})
    assert amount.said == "期末资金余额　2030年"
    assert values_told(amount, "12345670000", "12345670001") == ("12,345.67", "12,345.670001")
    moved = kept_of("responses.rate_rise.-0.01.closing", {})
    assert moved.said == "压力推算：利率变动-1个百分点　各年末资金变动"
    assert values_told(moved, "[0, 1000000, 5]", "[0, 2000000, 5]") == ("第2年1.00（共3年）", "第2年2.00（共3年）")
    assert values_told(moved, "[0]", "[0, 2000000]") == ("第2年无（共1年）", "第2年2.00（共2年）")
    assert values_told(kept_of("findings.C01.verdict", {}), "fail", None) == ("不通过", None)


CHANGES = {
    "UPDATE figures SET fen = fen + 1 WHERE result = 1 AND year = 2027": "lines.",
    "UPDATE amounts SET fen = fen + 1 WHERE result = 1": "amounts.",
    "UPDATE ratios SET value = '9' WHERE result = 1": "ratios.coverage_total_debt",
    "UPDATE findings SET verdict = 'pass' WHERE result = 1 AND verdict = 'fail'": "findings.",
    "DELETE FROM payments WHERE result = 1": "payments.",
    "UPDATE results SET break_even = '0.5' WHERE result = 1": "facts.break_even",
    "UPDATE bonds SET face = face - 1 WHERE result = 1": "bonds.",
}


@pytest.mark.parametrize("sql", CHANGES)
def test_a_change_of_the_store_is_found(sql: str, copy: Path) -> None:
    changed = sqlite3.connect(copy / "s.db")
    with changed:
        assert changed.execute(sql).rowcount > 0
    changed.close()
    found = audited(copy)
    assert len(found.differing) == 1
    assert any(one.what.startswith(CHANGES[sql]) for one in found.differences)
    assert {one.what.partition(".")[0] for one in found.differences} == {CHANGES[sql].partition(".")[0]}


def test_a_change_of_a_file_is_found_with_what_it_moves(copy: Path) -> None:
    path = copy / "p" / "1.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("coupon = 0.0", "coupon = 0.01"), encoding="utf-8")
    (copy / "p" / "0.toml").unlink()
    found = audited(copy)
    told = {(one.key, one.what) for one in found.differences}
    assert found.differing == {code_of(SEED, 0), code_of(SEED, 1)}
    assert (code_of(SEED, 1), "file") in told
    assert (code_of(SEED, 1), "amounts.coverage.service") in told
    assert (code_of(SEED, 0), "file") in told
    assert found.names["coverage.service"].startswith("F ")


def test_the_command_ends_with_the_code_of_a_difference(copy: Path) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("bondcalc.cli.many_projects.engine_of", lambda *_: Inline())
        words = ("portfolio", "audit", copy / "s.db", "--files", copy / "p")
        assert bondcalc(*words).returncode == 0
        (copy / "p" / "2.toml").unlink()
        done = bondcalc(*words, "--json")
        assert done.returncode == 5
        assert [row["what"] for row in json.loads(done.stdout)["differences"]] == ["file"]
        assert bondcalc(*words, "--sample", "1").returncode in {0, 5}


def test_a_store_whose_run_was_broken_off_is_not_audited(tmp_path: Path) -> None:
    written(tmp_path / "s.db").close()
    with pytest.raises(FileError, match="没有完成的测算"), open_store(tmp_path / "s.db") as store:
        audit_store(store, Inline(), lambda *_: None)


def test_a_sample_is_drawn_by_amount() -> None:
    """One project of 500 and fifty of 10 are two strata and a half; each gives as many as the others while it has some."""
    amounts: dict[str, int | None] = {"large": 500, **{f"small{n}": 10 for n in range(50)}, "none": None}
    plan = sampled(amounts, 9, seed=4)
    assert [(one.count, one.fen, len(one.drawn)) for one in plan.strata] == [
        (1, 500, 1),
        (10, 100, 3),
        (20, 200, 2),
        (20, 200, 2),
        (1, 0, 1),
    ]
    assert plan.strata[0].drawn == ("large",)
    assert plan == sampled(dict(reversed(amounts.items())), 9, seed=4)
    assert plan.keys != sampled(amounts, 9, seed=5).keys
    assert everything(amounts).keys == amounts.keys()
    assert sampled(amounts, 1000, 1).size == 52


def test_a_project_more_moves_few_of_a_sample() -> None:
    """The draw of a project hangs on its key, so that a sample stays nearly the same from list to list."""
    amounts: dict[str, int | None] = {f"p{n}": 10 for n in range(100)}
    before, after = sampled(amounts, 20, 1).keys, sampled({**amounts, "q": 10}, 20, 1).keys
    assert len(before & after) >= 10
