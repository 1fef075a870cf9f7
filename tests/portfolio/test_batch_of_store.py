"""`portfolio batch` over a store: what bars a project, what keeps it out, how much each quota holds."""

import json
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from bondcalc.portfolio.batch import highs
from bondcalc.portfolio.batch.candidates import candidates
from bondcalc.portfolio.batch.plans import BatchYear, planned_by_year, term
from bondcalc.portfolio.kept_record import BondKept, FileState, FindingKept, Measured
from bondcalc.portfolio.project_list import read_list
from bondcalc.portfolio.store_reader import open_store
from bondcalc.portfolio.store_writer import ProjectRow, StoreWriter
from bondcalc.portfolio.told.store_view import StoreView
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
        assert planned_by_year(opened) == {2026: 210 * WAN, 2027: 70 * WAN}
        found = {one.key: one for one in candidates(BatchYear(opened, 2026))}
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
            "G": ["2026年没有计划发行的新增债券（再融资债券10.00万元不占新增额度，不在选取范围）"],
            "H": ["未测算：录入有1处问题"],
            "I": ["C01不适用：少一点"],
            # What the weekly report returns stays out, the most binding rule first.
            "J": ["N01不通过（法定）：少一点", "X04不通过（惯例）：少一点"],
            "K": ["2026年没有计划发行的新增债券", "X04不通过（惯例）：少一点"],
        }
        # A statutory rule that waits for facts bars nobody, but is told.
        assert {key: one.marks for key, one in found.items() if one.marks} == {"K": ("法定待补充：N01",)}
        later = {one.key: one.amounts for one in candidates(BatchYear(opened, 2027)) if one.amount}
        assert later == {"B": {10: 70 * WAN}}
        assert [one.key for one in candidates(BatchYear(opened, 2026), batch="第二批")] == ["A", "B"]


def test_terms_are_whole_years() -> None:
    days = {"2046-06-01": 20, "2046-11-30": 20, "2046-12-01": 21, "2031-06-01": 5}
    assert {last: term(bond("1", 1, last=last)) for last in days} == days


def test_one_after_another_leaves_forty_unused_and_says_so(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highs, "there", lambda: False)
    done = bondcalc("portfolio", "batch", store, "--year", "2026", "--quota", "合计=100", "--json")
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
    assert "30.00万元" in bondcalc("portfolio", "batch", store, "--year", "2026", "--quota", "合计=100").stdout


@pytest.mark.slow
@pytest.mark.skipif(find_spec("scipy") is None, reason="scipy is an extra (bondcalc[batch])")
def test_highs_fills_what_one_after_another_leaves(store: Path) -> None:
    told = json.loads(bondcalc("portfolio", "batch", store, "--year", "2026", "--quota", "合计=100", "--json").stdout)
    assert sorted(row["key"] for row in told["chosen"]) == ["B", "C"]
    assert (told["exact"], told["gap"], told["amount"]) == (True, "0.00", "100.00")
    assert "已证明最优" in bondcalc("portfolio", "batch", store, "--year", "2026", "--quota", "合计=100").stdout


@pytest.mark.slow
def test_the_file_written_has_every_listing(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "批次.xlsx"
    words = ("--year", "2026", "--quota", "430000=100", "--quota", "20年=60", "--out", out)
    assert bondcalc("portfolio", "batch", store, *words).returncode == 0
    assert out.stat().st_size > 0


def test_a_batch_that_is_none_is_told_alike(tmp_path: Path) -> None:
    """A report of a batch that no project is of counted none as 本批, without a word."""
    for batch, said in (("第二批", "没有第三批；可选：第二批"), (None, "没有填写申报批次")):
        rows = [row("A", batch=batch)]
        path = stored(tmp_path / f"{batch}.db", rows, {"A": measured("甲", bond("1", 10, day="2026-06-01"))})
        for words in (("batch", path, "--quota", "合计=1"), ("report", path, "--out", tmp_path / "汇总")):
            done = bondcalc("portfolio", *words, "--batch", "第三批")
            assert done.returncode == 1
            assert said in "".join(done.stderr.replace("│", "").split())
    assert not (tmp_path / "汇总").exists()


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--quota", "额度=1"), 1, "合计=50000"),
        (("--quota", "合计=100", "--year", "2031"), 0, "入选0个"),
        (("--quota", "合计=100", "--year", "2026", "--batch", "第三批"), 1, "没有第三批；可选：第二批"),
        (("--quota", "合计=100", "--out", "x.doc"), 1, ".xlsx"),
        ((), 1, "--quota"),
    ],
)
def test_what_cannot_be_is_said(words: tuple[str, ...], status: int, said: str, store: Path) -> None:
    done = bondcalc("portfolio", "batch", store, *words)
    assert done.returncode == status
    assert said in "".join((done.stdout + done.stderr).split())


CODED, UNCODED = "2026-430426-04-01-000001", "2026-000000-04-01-000002"


def batch_of(path: Path, *words: str) -> tuple[list[str], dict[str, str], dict[str, str]]:
    """Who goes, why others do not, what is to be done of those that go."""
    done = bondcalc("portfolio", "batch", path, "--year", "2026", "--quota", "合计=1000", *words, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    left = {row["key"]: row["reason"] for row in told["left_out"]}
    return sorted(row["key"] for row in told["chosen"]), left, {row["key"]: row["marks"] for row in told["chosen"]}


def stored(
    path: Path, rows: list[ProjectRow], files: dict[str, Measured], allocations: str = "", limits: str = ""
) -> Path:
    """Make a store of projects with shares of bonds and limits of regions as a list has them, in TOML."""
    members = "".join(f'[[members]]\ncode = "{row.key}"\npath = "{row.path}"\n' for row in rows)
    listing = path.with_suffix(".toml")
    listing.write_text(members + allocations + limits, encoding="utf-8")
    writer = StoreWriter(path)
    for row in rows:
        writer.keep(row.file_hash or "", files[row.key])
    writer.finish(writer.begin(listing.name, "0"), rows, read_list(listing))
    writer.close()
    return path


def row(key: str, region: str | None = "430426", **other: object) -> ProjectRow:
    return ProjectRow(
        key=key, path=f"{key}.toml", status=FileState.DONE, file_hash=f"hash {key}", region=region, **other
    )  # type: ignore[arg-type]


def test_a_region_is_called_as_in_the_report_of_the_store(tmp_path: Path) -> None:
    """In a run of a folder no project has a code of the list: its 地区 is what its file says, in both."""
    rows = [row(CODED, None), row(UNCODED, None), row("C", "430421")]
    path = stored(tmp_path / "库.db", rows, {one.key: measured(one.key, bond("1", 50)) for one in rows})
    done = bondcalc("portfolio", "batch", path, "--quota", "合计=500", "--year", "2026", "--json")
    told = json.loads(done.stdout)
    listed = [(entry["key"], entry["region_name"]) for entry in (*told["chosen"], *told["left_out"])]
    with open_store(path) as opened:
        view = StoreView(opened)
        called = sorted((key, view.region(member.region)) for key, member in view.by_key.items())
    assert sorted(listed) == called
    assert len(called) == 3
    assert CODED[5:11] not in dict(called).values()


def test_nobody_escapes_a_quota_of_a_region(tmp_path: Path) -> None:
    """Without 行政区划代码 a project counts where its 项目代码 says, and stays out where neither tells."""
    rows = [row(CODED, None), row(UNCODED, None), row("C", "430421")]
    path = stored(tmp_path / "库.db", rows, {one.key: measured(one.key, bond("1", 50)) for one in rows})
    going, left, marks = batch_of(path, "--quota", "430400=100")
    assert going == [CODED, "C"]
    assert "行政区划代码" in left[UNCODED]
    assert marks[CODED] == "地区按项目代码"
    assert batch_of(path, "--quota", "430426=40")[0] == ["C"]
    # Where no region is asked about, nothing hangs on it.
    assert batch_of(path)[0] == [UNCODED, CODED, "C"]
    # The code of a city does not say in which of its counties the project lies.
    city = [row("2026-430400-04-01-000001", None)]
    made = stored(tmp_path / "市.db", city, {one.key: measured(one.key, bond("1", 50)) for one in city})
    assert batch_of(made, "--quota", "430426=100")[0] == []
    assert batch_of(made, "--quota", "430400=100")[0] == [city[0].key]


def test_a_quota_under_which_nobody_falls_is_told(store: Path) -> None:
    said = bondcalc(
        "portfolio", "batch", store, "--quota", "430999=100", "--quota", "430400=100", "--year", "2026"
    ).stdout
    assert "没有项目计入地区430999额度" in said
    assert "（430426）" in said


def test_limits_of_the_list_hold_unless_told_otherwise(tmp_path: Path) -> None:
    """100 less 40 leaves 60, of which 20 planned for the year before are still to come: A (30) goes, B (20) does not."""
    files = {"A": measured("甲", bond("1", 30)), "B": measured("乙", bond("1", 20), bond("0", 20, day="2025-06-01"))}
    rows = [row("A", "430421", priority=1), row("B", "430421")]
    limits = '[[limits]]\nyear = 2026\nregion = "430421"\nname = "衡阳县"\nlimit = 100\nbalance = 40\n'
    path = stored(tmp_path / "库.db", rows, files, limits=limits)
    going, left, _ = batch_of(path)
    assert going == ["A"]
    assert left["B"] == "衡阳县2026年限额空间剩余10.00万元，不足20.00万元"
    assert batch_of(path, "--no-limits")[0] == ["A", "B"]


def test_projects_of_one_bond_go_together(tmp_path: Path) -> None:
    """A and B share a bond, B and C another: 10 + 20 + 30 go or none; D goes alone, its part is larger on the list."""
    files = {"A": measured("A", bond("7", 10)), "C": measured("C", bond("8", 30))}
    files |= {"B": measured("B", bond("7", 10), bond("8", 10)), "D": measured("D", bond("9", 5))}
    parts = {("7", "A"): 10, ("7", "B"): 10, ("8", "B"): 10, ("8", "C"): 30, ("9", "D"): 6}
    shares = "".join(
        f'[[allocations]]\nbond = "{code}"\nproject = "{key}.toml"\namount = {wan}\n'
        for (code, key), wan in parts.items()
    )
    rows = [row(key, batch="一" if key in "ABD" else "二") for key in "ABCD"]
    path = stored(tmp_path / "库.db", rows, files, shares)
    assert batch_of(path)[0] == ["A", "B", "C", "D"]
    going, left, marks = batch_of(path, "--quota", "430426=59")
    assert going == ["D"]
    assert left["A"].startswith("集合发行债券7、8各项目一并选取：")
    assert "60.00" in left["A"]
    assert "清单6.00万元，项目文件5.00万元" in marks["D"]
    # A project of another 申报批次 keeps the whole bond out.
    going, left, _ = batch_of(path, "--batch", "一")
    assert going == ["D"]
    assert "C（不在一）" in left["A"]
    failing = stored(tmp_path / "二.db", rows, {**files, "B": measured("B", bond("7", 10), C01="fail")}, shares)
    assert "B（C01不通过：少一点）" in batch_of(failing)[1]["A"]


def test_a_parcel_counts_once(tmp_path: Path) -> None:
    """A and B share a parcel, C and D an asset of which D's bond is out: the larger of A and B goes, C never."""
    files = {"A": measured("甲", bond("1", 30)), "B": measured("乙", bond("1", 20)), "C": measured("丙", bond("1", 20))}
    files["D"] = measured("丁", bond("1", 20, day="2024-06-01", status="issued"))
    rows = [row("A", parcels=("GB1",)), row("B", parcels=("GB1", "GB2")), row("C", assets=("Z1",))]
    path = stored(tmp_path / "库.db", [*rows, row("D", assets=("Z1",))], files)
    going, left, marks = batch_of(path)
    assert going == ["A"]
    assert "同一宗地GB1" in left["B"]
    assert left["C"] == "与丁同一资产Z1，其债券已发行，同一收入不得重复计算"
    assert marks["A"] == "与乙同一宗地GB1，须核实"


def test_rounding_hides_no_project_below_one(tmp_path: Path) -> None:
    """99,996 of 100,000 is 0.99996: four decimals would say 1.0000."""
    short = measured("甲", bond("1", 30), C01="fail")
    assert short.record is not None
    amounts = {**short.record.amounts, "coverage.revenue_counted": 99_996, "coverage.service": 100_000}
    files = {"A": replace(short, record=replace(short.record, amounts=amounts))}
    path = stored(tmp_path / "库.db", [row("A")], files)
    shown = bondcalc("portfolio", "batch", path, "--year", "2026", "--quota", "合计=1").stdout
    assert "0.99996" in shown
    assert "1.0000" not in shown


@pytest.mark.parametrize(
    ("days", "words", "status", "said"),
    [
        (("2026-06-01", "2026-12-01"), (), 0, "内部使用：2026年发行（各项目计划发行的新增债券均为该年）"),
        (("2026-06-01", "2025-06-01"), (), 1, "分属几个年度，须写明选取哪一年：2025年20.00万元、2026年10.00万元"),
        (("2026-06-01", "2025-06-01"), ("--year", "2026"), 0, "2026年发行（由--year指定）"),
        (("2026-06-01", "2025-06-01"), ("--batch", "2025年补报"), 0, "2025年发行（按批次名称“2025年补报”）"),
        (
            ("2026-06-01", "2025-06-01"),
            ("--batch", "第一批"),
            0,
            "2026年发行（“第一批”各项目计划发行的新增债券均为该年）",
        ),
    ],
    ids=["one", "several", "typed", "named", "of the batch"],
)
def test_a_year_is_never_guessed_among_several(
    days: tuple[str, str], words: tuple[str, ...], status: int, said: str, tmp_path: Path
) -> None:
    """A file may be called 2026 and hold bonds of 2025 as well, and more of them."""
    files = {"A": measured("甲", bond("1", 10, day=days[0])), "B": measured("乙", bond("1", 20, day=days[1]))}
    rows = [row("A", batch="第一批"), row("B", batch="2025年补报")]
    path = stored(tmp_path / "2026批次.db", rows, files)
    done = bondcalc("portfolio", "batch", path, "--quota", "合计=100", *words)
    assert done.returncode == status
    assert said in "".join((done.stdout + done.stderr).replace("│", "").split())
