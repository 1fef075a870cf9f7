"""`portfolio batch` over a store: what bars a project, what keeps it out, how much each quota holds."""

import json
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from bondcalc.portfolio.batch import highs
from bondcalc.portfolio.batch.candidates import candidates, planned_year, term
from bondcalc.portfolio.kept_record import BondKept, FileState, FindingKept, Measured
from bondcalc.portfolio.store_reader import open_store
from bondcalc.portfolio.store_writer import ProjectRow, StoreWriter
from tests.commands import bondcalc
from tests.portfolio.kept import PROBLEMS, kept

WAN = 1_000_000


def bond(id_: str, wan: int, day: str = "2026-06-01", last: str = "2046-06-01", **other: object) -> BondKept:
    made = BondKept(id_, None, "planned", day, last, wan * WAN, "0.03", 0, None)
    return made._replace(**other)  # type: ignore[arg-type]


LAW = {"C01": "statutory", "N01": "statutory"}
"""Severities of the rules of these projects; the others are customary."""


def measured(name: str, *bonds: BondKept, **verdicts: str) -> Measured:
    made = kept(name)
    assert made.record is not None
    findings = tuple(
        FindingKept(
            rule,
            LAW.get(rule, "customary"),
            verdicts.get(rule, "pass"),
            None,
            None,
            "少一点" if rule in verdicts else None,
        )
        for rule in ("C01", "C09", "N01", "X04")
    )
    return replace(made, record=replace(made.record, bonds=bonds, findings=findings))


FILES: dict[str, Measured] = {
    "A": measured("甲", bond("1", 60)),
    "B": measured("乙", bond("1", 50), bond("2", 70, day="2027-06-01", last="2037-06-01")),
    "C": measured("丙", bond("1", 50)),
    "D": measured("丁", bond("1", 10), C01="fail"),
    "E": measured("戊", bond("1", 10), C09="warn"),
    "F": measured("己", bond("1", 10), C09="not_applicable"),
    "G": measured("庚", bond("1", 10, status="issued"), bond("2", 10, refinances="1")),
    "H": PROBLEMS,
    "I": measured("壬", bond("1", 10), C01="not_applicable"),
    "J": measured("癸", bond("1", 10), N01="fail", X04="fail"),
    "K": measured("子", bond("1", 10, status="issued"), N01="needs_input", X04="fail"),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("batch") / "库.db"
    writer = StoreWriter(path)
    rows = []
    for key, made in FILES.items():
        writer.keep(f"hash {key}", made)
        state = FileState.PROBLEMS if made is PROBLEMS else FileState.DONE
        rows.append(
            ProjectRow(
                key=key,
                path=f"{key}.toml",
                status=state,
                reason=made.reason,
                file_hash=f"hash {key}",
                region="430426",
                batch="第二批" if key in "AB" else None,
                priority=1 if key in "ABC" else None,
            )
        )
    writer.finish(writer.begin("清单.toml", "0"), rows, None)
    writer.close()
    return path


def test_what_bars_a_project_is_said(store: Path) -> None:
    with open_store(store) as opened:
        assert planned_year(opened) == 2026
        found = {one.key: one for one in candidates(opened, 2026)}
        assert {key: one.amount // WAN for key, one in found.items()} == {
            "A": 60,
            "B": 50,
            "C": 50,
            "D": 10,
            "E": 10,
            "F": 10,
            "G": 0,
            "H": 0,
            "I": 10,
            "J": 10,
            "K": 0,
        }
        assert {key: list(one.barred) for key, one in found.items() if one.barred} == {
            "D": ["C01不通过：少一点"],
            "E": ["C09需说明：少一点"],
            "G": ["2026年没有计划发行的债券"],
            "H": ["未测算：录入有1处问题"],
            "I": ["C01不适用：少一点"],
            # A rule of custom (惯例) that fails, a statutory one that waits for facts, bar nobody.
            "J": ["N01不通过（法定）：少一点"],
            "K": ["2026年没有计划发行的债券"],
        }
        later = {one.key: one.amounts for one in candidates(opened, 2027) if one.amount}
        assert later == {"B": {10: 70 * WAN}}
        assert [one.key for one in candidates(opened, 2026, "第二批")] == ["A", "B"]


def test_terms_are_whole_years() -> None:
    days = {"2046-06-01": 20, "2046-11-30": 20, "2046-12-01": 21, "2031-06-01": 5}
    assert {last: term(bond("1", 1, last=last)) for last in days} == days


def test_one_after_another_leaves_forty_unused_and_says_so(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highs, "there", lambda: False)
    done = bondcalc("portfolio", "batch", store, "--quota", "合计=100", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [row["key"] for row in told["chosen"]] == ["A", "F"]
    assert [row["so_far"] for row in told["chosen"]] == ["60.00", "70.00"]
    reasons = {row["key"]: row["reason"] for row in told["left_out"]}
    assert list(reasons) == ["B", "C", "D", "E", "G", "H", "I", "J", "K"]
    assert reasons["B"] == "合计额度剩余30.00万元，不足50.00万元"
    assert told["quotas"][0]["left"] == "30.00"
    assert (told["exact"], told["gap"], told["amount"]) == (False, "30.00", "70.00")
    # 60 + 50 + 50 + 10 = 170 could go, 100 may.
    assert "30.00万元" in bondcalc("portfolio", "batch", store, "--quota", "合计=100").stdout


@pytest.mark.slow
@pytest.mark.skipif(find_spec("scipy") is None, reason="scipy is an extra (bondcalc[batch])")
def test_highs_fills_what_one_after_another_leaves(store: Path) -> None:
    told = json.loads(bondcalc("portfolio", "batch", store, "--quota", "合计=100", "--json").stdout)
    assert sorted(row["key"] for row in told["chosen"]) == ["B", "C"]
    assert (told["exact"], told["gap"], told["amount"]) == (True, "0.00", "100.00")
    assert "已证明最优" in bondcalc("portfolio", "batch", store, "--quota", "合计=100").stdout


@pytest.mark.slow
def test_the_file_written_has_every_listing(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "批次.xlsx"
    words = ("--quota", "430000=100", "--quota", "20年=60", "--out", out)
    assert bondcalc("portfolio", "batch", store, *words).returncode == 0
    assert out.stat().st_size > 0


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--quota", "额度=1"), 1, "合计=50000"),
        (("--quota", "合计=100", "--year", "2031"), 0, "入选0个"),
        (("--quota", "合计=100", "--out", "x.doc"), 1, ".xlsx"),
        ((), 1, "--quota"),
    ],
)
def test_what_cannot_be_is_said(words: tuple[str, ...], status: int, said: str, store: Path) -> None:
    done = bondcalc("portfolio", "batch", store, *words)
    assert done.returncode == status
    assert said in "".join((done.stdout + done.stderr).split())
