"""A report of many projects made again from its store: untouched it is the same to the byte, what was changed is named."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from bondcalc.audit.difference import Cause
from bondcalc.audit.made_again import compared_file
from bondcalc.audit.outcome import Status, Subject
from bondcalc.data import digest
from bondcalc.dates import today
from bondcalc.portfolio.monitored.monitor_folder import MonitoringAsked, monitor_many
from bondcalc.portfolio.report_audit import ReportSources, audit_report
from bondcalc.portfolio.report_audit_words import report_audit_report
from bondcalc.portfolio.report_record import RECORD, is_report
from bondcalc.portfolio.told.report_folder import ReportAsked, write_report
from bondcalc.portfolio.work import work
from bondcalc.problem import FileError
from bondcalc.seal.manifest import canonical
from bondcalc.wording.report import Listing
from tests.commands import bondcalc
from tests.in_life.monitored_case import TOLD
from tests.portfolio.county_store import DAY, contents, county_store
from tests.portfolio.inline import Inline

PARK = "hengyang-park.toml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the park, its file, its actuals; a report and a monitoring of it, beside them."""
    top = tmp_path_factory.mktemp("县")
    county_store(top / "库.db", [PARK])
    for name, data in (("项目", contents()[PARK]), ("执行", TOLD.encode())):
        (top / name).mkdir()
        (top / name / PARK).write_bytes(data)
    write_report(top / "库.db", top / "周报", ReportAsked(day=DAY, level="province", as_json=True))
    asked = MonitoringAsked(top / "库.db", top / "执行", top / "项目")
    monitor_many(asked, top / "监测", Inline(work), lambda *_: None)
    return top


@pytest.fixture
def top(made: Path, tmp_path: Path) -> Path:
    """A copy of all of it, to spoil."""
    shutil.copytree(made, tmp_path / "县")
    return tmp_path / "县"


def audited(folder: Path, **sources: Path) -> Subject:
    given = ReportSources(files=folder.parent / "项目", **sources)
    return audit_report(folder, given, Inline(work), lambda *_: None)


def causes(subject: Subject) -> set[tuple[str, Cause]]:
    return {(difference.document, difference.cause) for difference in subject.differences}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["周报", "监测"])
def test_an_untouched_report_is_the_same_to_the_byte(name: str, made: Path) -> None:
    subject = audited(made / name)
    assert (subject.status, subject.differences, subject.versions, subject.notes) == (Status.BYTES, (), (), ())
    assert {file.name for file in subject.documents} == {
        path.name for path in (made / name).iterdir() if path.name not in {RECORD, "SHA256SUMS"}
    }


def changed(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8-sig")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8-sig" if path.suffix == ".csv" else "utf-8")


def gone(folder: Path) -> None:
    (folder / "portfolio.pdf").unlink()


def other_book(folder: Path) -> None:
    (folder / "portfolio.xlsx").write_bytes((folder.parent / "监测" / "monitor.xlsx").read_bytes())


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:2000])


SPOILED: dict[str, tuple[Callable[[Path], object], tuple[str, Cause]]] = {
    "a figure of the weekly table": (
        lambda folder: changed(folder / "weekly.csv", "300000.00", "310000.00"),
        ("weekly.csv", Cause.TEXT),
    ),
    "a file that is gone": (gone, ("portfolio.pdf", Cause.MISSING)),
    "another workbook": (other_book, ("portfolio.xlsx", Cause.SHEETS)),
    "a workbook cut short": (lambda folder: cut_short(folder / "portfolio.xlsx"), ("portfolio.xlsx", Cause.TEXT)),
    "a PDF cut short": (lambda folder: cut_short(folder / "portfolio.pdf"), ("portfolio.pdf", Cause.TEXT)),
    "what was asked for": (
        lambda folder: changed(folder / RECORD, '"level": "province"', '"level": "county"'),
        (RECORD, Cause.MANIFEST),
    ),
    "the sums": (
        lambda folder: changed(folder / "SHA256SUMS", "  weekly.csv", "  other.csv"),
        ("SHA256SUMS", Cause.MANIFEST),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("spoiled", SPOILED)
def test_what_was_changed_is_named(spoiled: str, top: Path) -> None:
    spoil, expected = SPOILED[spoiled]
    spoil(top / "周报")
    subject = audited(top / "周报")
    assert expected in causes(subject)
    assert subject.status is Status.DIFFERENT
    listing = report_audit_report(subject, "周报").part("differences")
    assert isinstance(listing, Listing)
    assert [row["file"] for row in listing.rows] == [difference.document for difference in subject.differences]
    assert " at 0x" not in str(listing.rows)


@pytest.mark.slow
def test_actuals_that_were_changed_since_are_named_with_what_they_move(top: Path) -> None:
    changed(top / "执行" / PARK, "balance = 120", "balance = 12")
    subject = audited(top / "监测")
    assert {(PARK, Cause.INPUT), ("ranking.csv", Cause.TEXT), ("monitor.json", Cause.TEXT)} <= causes(subject)


@pytest.mark.slow
def test_a_store_that_was_run_again_is_said_to_be_another(top: Path) -> None:
    """The figures are the same: what differs is the run, which is told beside program and libraries."""
    (top / "库.db").unlink()
    county_store(top / "库.db", [PARK])
    stated = json.loads((top / "周报" / RECORD).read_text(encoding="utf-8"))
    stated["store"]["run"] = 7
    stated["seal"] = digest(canonical({key: value for key, value in stated.items() if key != "seal"}))
    (top / "周报" / RECORD).write_text(json.dumps(stated, ensure_ascii=False), encoding="utf-8")
    subject = audited(top / "周报")
    assert "store run" in {version.name for version in subject.versions}
    assert not subject.content or {place for place, _ in causes(subject)} <= {"SHA256SUMS"}


@pytest.mark.slow
@pytest.mark.parametrize("lost", ["库.db", "执行"])
def test_a_source_that_is_not_there_is_asked_for(lost: str, top: Path) -> None:
    (top / lost).rename(top.parent / lost)
    with pytest.raises(FileError, match=f"没有找到生成报告所用的{lost}"):
        audited(top / "监测")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["weekly.csv", "SHA256SUMS"])
def test_only_what_was_changed_is_named(name: str, top: Path) -> None:
    """Sums that nobody touched are not said to be changed because a file was."""
    (top / "周报" / name).write_text("改", encoding="utf-8")
    assert {document for document, _ in causes(audited(top / "周报"))} == {name}


@pytest.mark.slow
def test_what_the_user_put_beside_is_named_and_not_read(top: Path) -> None:
    """However large it is."""
    with (top / "周报" / "影像.bin").open("wb") as large:
        large.truncate(60_000_000)
    subject = audited(top / "周报")
    assert (subject.status, subject.differences) == (Status.BYTES, ())
    assert "影像.bin" in subject.notes[0]


@pytest.mark.slow
def test_lines_are_told_one_by_one_and_what_is_made_no_more_by_name(top: Path) -> None:
    """Another store has fewer projects, and nobody asks for tables; the sums of the folder are still those of its files."""
    write_report(top / "库.db", top / "周报二", ReportAsked(day=DAY, level="province", as_csv=True, as_json=True))
    county_store(top / "库.db", ["anping-water.toml"])
    changed(top / "周报二" / RECORD, '"csv": true', '"csv": false')
    subject = audited(top / "周报二")
    tables = {f"tables/{path.name}" for path in (top / "周报二" / "tables").iterdir()}
    assert tables
    assert {difference.document for difference in subject.differences if difference.recomputed == "缺失"} == tables
    lines = [difference for difference in subject.differences if difference.document == "portfolio.json"]
    assert len(lines) > 10
    assert all(difference.filed.count(":") <= 2 for difference in lines)
    assert "SHA256SUMS" not in {document for document, _ in causes(subject)}


def test_of_ten_thousand_projects_the_lines_that_differ_are_told_at_once() -> None:
    """Brackets and blanks that stand in every row are not tried one against each other (half a minute)."""
    rows = [{"code": f"p{number}", "left": str(number), "due": None, "level": "红"} for number in range(10_000)]
    before = json.dumps(rows, indent=1, ensure_ascii=False).encode()
    rows[1]["left"], rows[-2]["left"] = "x", "y"
    begun = process_time()
    file = compared_file("monitor.json", before, json.dumps(rows, indent=1, ensure_ascii=False).encode(), 0.01)
    assert process_time() - begun < 5
    assert [difference.recomputed.strip() for difference in file.differences] == ['"left": "x",', '"left": "y",']


@pytest.mark.slow
def test_a_folder_without_sums_says_so(top: Path) -> None:
    (top / "周报" / "SHA256SUMS").unlink()
    assert any("没有SHA256SUMS" in note for note in audited(top / "周报").notes)


@pytest.mark.slow
@pytest.mark.parametrize("spoil", [Path.unlink, lambda file: file.write_bytes(file.read_bytes() + b"\n")])
def test_a_project_file_that_is_not_as_it_was_run_is_named(spoil: Callable[[Path], object], top: Path) -> None:
    """Its project has no monitoring any more, and the file is the reason."""
    spoil(top / "项目" / PARK)
    assert {(PARK, Cause.INPUT), ("ranking.csv", Cause.TEXT)} <= causes(audited(top / "监测"))


def test_a_report_states_its_day_though_none_was_asked_for(tmp_path: Path) -> None:
    """The day of the last run is another one after the next run."""
    county_store(tmp_path / "库.db", [PARK])
    write_report(tmp_path / "库.db", tmp_path / "周报", ReportAsked())
    stated = json.loads((tmp_path / "周报" / RECORD).read_text(encoding="utf-8"))
    assert stated["asked"]["day"] == today().isoformat()


NO_RECORDS = ["{", "[]", '{"program": "bondcalc", "kind": "else"}', "[" * 100_000, '{"program": "\\ud800"}']


@pytest.mark.parametrize("stated", NO_RECORDS, ids=["cut", "list", "other", "deep", "half"])
def test_what_is_no_record_is_no_report(stated: str, tmp_path: Path) -> None:
    (tmp_path / RECORD).write_text(stated, encoding="utf-8")
    assert not is_report(tmp_path)
    with pytest.raises(FileError, match="读不出统计日和来源"):
        audited(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("key", ["asked", "store", "actuals", "files"])
def test_a_record_of_something_else_breaks_nothing(key: str, top: Path) -> None:
    """Whoever sends a record may have typed anything into it."""
    name = "监测" if key == "actuals" else "周报"
    stated = json.loads((top / name / RECORD).read_text(encoding="utf-8"))
    (top / name / RECORD).write_text(json.dumps({**stated, key: [1]}), encoding="utf-8")
    assert (RECORD, Cause.MANIFEST) in causes(audited(top / name, store=top / "库.db"))


@pytest.mark.slow
def test_a_day_that_is_none_is_refused(top: Path) -> None:
    changed(top / "周报" / RECORD, f'"day": "{DAY}"', '"day": "heute"')
    with pytest.raises(FileError, match="读不出统计日和来源"):
        audited(top / "周报")


def test_the_audit_of_one_project_points_to_that_of_many(tmp_path: Path) -> None:
    """The command for many then asks for the store, which is not there."""
    stated = {"program": "bondcalc", "kind": "portfolio monitor", "store": {"name": "../库.db"}}
    (tmp_path / RECORD).write_text(json.dumps(stated), encoding="utf-8")
    for command, words in ((["audit"], "请用portfolio audit"), (["portfolio", "audit"], "没有找到生成报告所用的库.db")):
        done = bondcalc(*command, tmp_path)
        assert done.returncode == 4
        assert words in done.stderr


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [(RECORD, b" " * 60_000_000, "超过50 MB"), (RECORD, b"[" * 100_000, "读不出"), ("笔记.txt", b"", "读不出")],
    ids=["huge", "deep", "not ours"],
)
def test_a_folder_that_is_no_report_ends_with_four_and_a_sentence(
    name: str, data: bytes, said: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    done = bondcalc("portfolio", "audit", tmp_path)
    assert (done.returncode, done.stdout) == (4, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.slow
def test_the_command_ends_with_five_where_something_differs(top: Path) -> None:
    assert bondcalc("portfolio", "audit", top / "周报").returncode == 0
    gone(top / "周报")
    done = bondcalc("portfolio", "audit", top / "周报", "--json")
    assert done.returncode == 5
    assert [row["cause"] for row in json.loads(done.stdout)["differences"]] == ["生成的内容缺失"]
