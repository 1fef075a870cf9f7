"""Many projects after the issue: the worst first, all on one day, execution in the weekly table."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from bondcalc.cli import portfolio_monitor
from bondcalc.in_life.monitor_run import read_both
from bondcalc.in_life.monitoring_folder import issued_plan
from bondcalc.inputs.read import load
from bondcalc.monitoring.alarm import AlarmColour
from bondcalc.monitoring.monitored import monitored
from bondcalc.portfolio.engine import LocalEngine
from bondcalc.portfolio.kept_record import Kept, Measured
from bondcalc.portfolio.monitored.found_actuals import actuals_in
from bondcalc.portfolio.monitored.member_execution import undisclosed
from bondcalc.portfolio.monitored.member_monitored import MemberMonitored
from bondcalc.portfolio.monitored.monitor_folder import TITLE, ManyMonitored, MonitoringAsked, monitor_many
from bondcalc.portfolio.monitored.monitored_record import monitored_record
from bondcalc.portfolio.monitored.ranking import ranking_page, worst_first
from bondcalc.portfolio.store_reader import open_store
from bondcalc.portfolio.told.store_paper import listing_table, store_document
from bondcalc.portfolio.told.store_view import StoreView
from bondcalc.portfolio.work import Work, killed, work
from bondcalc.problem import FileError
from bondcalc.run import compute
from bondcalc.screen.many_monitored_text import monitored_text
from bondcalc.typeset.document import Paragraph
from bondcalc.typeset.fonts import FontSet
from bondcalc.wording.report import Listing, Medium
from tests.commands import bondcalc
from tests.in_life.monitored_case import TOLD, monitored_park
from tests.monitoring.happened import told
from tests.portfolio.county_store import contents, county_store
from tests.portfolio.inline import Inline
from tests.toml_rows import row

PROJECTS = ["anping-water.toml", "hengyang-park.toml"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two projects, their files, and actuals: of the park twice, one file that is none."""
    top = tmp_path_factory.mktemp("县")
    county_store(top / "库.db", PROJECTS)
    (top / "项目").mkdir()
    for name in PROJECTS:
        (top / "项目" / name).write_bytes(contents()[name])
    (top / "执行" / "园区").mkdir(parents=True)
    (top / "执行" / "园区" / "2024.toml").write_text(TOLD, encoding="utf-8")
    earlier = TOLD.replace("as_of = 2024-12-31", "as_of = 2023-12-31")
    (top / "执行" / "园区" / "2023.toml").write_text(earlier, encoding="utf-8")
    (top / "执行" / "坏.toml").write_bytes(b"\xff\xfe")
    (top / "执行" / "旧.xls").write_bytes(b"x")
    (top / "执行" / "别的.toml").write_text("[other]\nname = 1\n", encoding="utf-8")
    return top


def asked(folder: Path) -> MonitoringAsked:
    return MonitoringAsked(folder / "库.db", folder / "执行", folder / "项目")


@pytest.fixture(scope="module")
def written(folder: Path) -> ManyMonitored:
    return monitor_many(asked(folder), folder / "监测", Inline(work), lambda *_: None)


def test_every_file_of_a_folder_is_known(folder: Path) -> None:
    found = actuals_in(folder / "执行")
    assert [(file.path, file.day) for file in found.actuals] == [
        ("园区/2023.toml", date(2023, 12, 31)),
        ("园区/2024.toml", date(2024, 12, 31)),
    ]
    assert [path for path, _ in found.unread] == ["坏.toml"]
    assert "UTF-8" in found.unread[0][1]
    assert [path for path, _ in found.others] == ["别的.toml", "旧.xls"]
    assert "请另存为.xlsx" in found.others[1][1]


def test_a_folder_without_actuals_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("[other]\nname = 1\n", encoding="utf-8")
    with pytest.raises(FileError, match="没有执行数据"):
        actuals_in(tmp_path)
    (tmp_path / "b.toml").write_bytes(b"\xff\xfe")
    assert [path for path, _ in actuals_in(tmp_path).unread] == ["b.toml"]


def test_the_worst_stands_first_and_one_without_actuals_says_so(written: ManyMonitored, folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((folder / "监测" / "ranking.csv").read_text("utf-8-sig"))))
    assert [row["级别"] for row in rows] == [written.worst.zh, ""]
    assert rows[0]["项目"].startswith("祁东县归阳工业园")
    assert int(rows[0]["红"]) == sum(alarm.level is AlarmColour.RED for alarm in monitored_park().alarms)
    assert rows[0]["下次付款日"] == "2025-03-17"
    assert rows[0]["满6个月未用"] == "2200.00"
    assert rows[1]["说明"] == "没有执行数据"


def test_execution_fills_the_weekly_table(written: ManyMonitored, folder: Path) -> None:
    """16,000 and 20,000 arrived, 33,800 are spent: all of A, 17,800 of B; 120 laid by of what is due on 17 March."""
    data = json.loads((folder / "监测" / "monitor.json").read_text("utf-8"))
    assert data["day"] == "2024-12-31"
    rows = [row for row in data["tables"]["county"] if row.get("arrived")]
    assert [(row["arrived"], row["spent"], row["left"]) for row in rows] == [
        ("2020-09-20", "16000.00", "0.00"),
        ("2021-07-01", "17800.00", "2200.00"),
    ]
    assert rows[0]["ready"] == "120.00"
    # Rent of 600 and land of 1,900, less 700 of land cost, as the plan has it; 400 of all of it reached the treasury.
    first = next(row for row in data["tables"]["county"] if "earned" in row)
    assert (first["earned"], first["paid_in"]) == ("1800.00", "400.00")
    assert len([name for name in written.names if name.startswith("monitor.")]) == 3


def test_paper_has_the_sentences_in_a_table_of_their_own_and_says_that_it_is_internal(
    written: ManyMonitored, folder: Path
) -> None:
    """The ranking on paper is figures; what is to be looked at first has a column wide enough, with the file it is told by."""
    page = ranking_page(written.members, day_asked=False)
    with open_store(folder / "库.db") as opened:
        ranking, matters, *_ = (part for part in page.tell(StoreView(opened)) if isinstance(part, Listing))
    assert not {"first", "blank", "file"} & {column.id for column in ranking.shown(Medium.PAPER)}
    assert {"first", "blank", "remark"} <= {column.id for column in matters.shown(Medium.PAPER)}
    assert (len(matters.rows), matters.rows[0]["remark"]) == (1, "园区/2024.toml")
    with pikepdf.open(folder / "监测" / "monitor.pdf") as opened_pdf:
        assert str(opened_pdf.docinfo["/Title"]).startswith(TITLE)


def test_projects_of_one_level_are_ranked_by_reds_then_by_the_statutory_ratio(folder: Path) -> None:
    made = monitored_record(monitored_park(), date(2024, 12, 31))
    quiet = replace(made, alarms=())
    assert made.ratio
    lower = replace(made, ratio=made.ratio / 2)
    with open_store(folder / "库.db") as opened:
        member = StoreView(opened).members[0]
    ranked = worst_first(
        [
            MemberMonitored(member),
            MemberMonitored(member, quiet),
            MemberMonitored(member, made),
            MemberMonitored(member, lower),
        ]
    )
    assert [monitored.made for monitored in ranked] == [lower, made, quiet, None]


@pytest.mark.slow
def test_a_year_that_was_not_disclosed_by_30_june() -> None:
    """2023 was to be disclosed by 30 June 2024: a year that is told without a day was not, one of which nothing is told is not known."""
    made = monitored_park()
    plan = issued_plan(made)
    day = date(2024, 12, 31)
    assert undisclosed(plan, made.actuals, day) is None
    for more, late in (("", True), ("disclosed_on = 2024-06-30\n", False), ("disclosed_on = 2024-07-01\n", True)):
        matter = "[[year_matters]]\nyear = 2023\nexecution_monitored = true\n" + more
        assert undisclosed(plan, told(TOLD + matter), day) is late
    assert undisclosed(plan, made.actuals, date(2020, 6, 30)) is False


def actuals_of(code: str, day: str = "2024-12-31") -> str:
    """The least that tells something: a balance."""
    head = f'[actuals_of]\nproject_code = "{code}"\nas_of = {day}\n'
    return head + row("account_balances", day="2024-01-01", account="0001", kind="repayment", balance=1)


@pytest.mark.slow
def test_a_project_that_cannot_be_monitored_stops_no_other_and_is_told(tmp_path: Path) -> None:
    """The park ends its process, the water's file was changed since the run: the third is monitored all the same."""
    names = [*PROJECTS, "land-reserve.toml"]
    county_store(tmp_path / "库.db", names)
    (tmp_path / "项目").mkdir()
    (tmp_path / "执行").mkdir()
    with open_store(tmp_path / "库.db") as opened:
        for number, project in enumerate(opened.projects()):
            changed = b"# changed\n" if project.path.startswith("anping") else b""
            (tmp_path / "项目" / project.path).write_bytes(contents()[project.path] + changed)
            (tmp_path / "执行" / f"{number}.toml").write_text(actuals_of(project.code or ""), encoding="utf-8")

    def ends(task: Work[Kept]) -> Measured[Kept]:
        """What an engine says of a project that ended its process twice."""
        return killed() if "hengyang" in task.name else work(task)

    heard: list[tuple[int, int, int]] = []
    made = monitor_many(asked(tmp_path), tmp_path / "监测", Inline(ends), lambda *said: heard.append(said))
    reasons = {member.member.stored.path: member.reason for member in made.members}
    assert reasons["land-reserve.toml"] == ""
    assert "在测算库库.db之后改过" in reasons["anping-water.toml"]
    assert reasons["hengyang-park.toml"].endswith(killed().reason)
    assert made.has_failures
    assert heard[-1] == (3, 2, 3)
    assert "未监测" in "".join(monitored_text(made, tmp_path, "zh"))


@pytest.mark.slow
def test_all_projects_are_looked_at_on_one_day(tmp_path: Path) -> None:
    """Told up to 31 January and 30 June 2026, with one day that has not come: each as the single command has it on 30 June."""
    names = ["anping-water.toml", "land-reserve.toml", "land-reserve-2.toml"]
    days = dict(zip(names, ("2026-01-31", "2026-06-30", "2062-06-30"), strict=True))
    county_store(tmp_path / "库.db", names)
    for folder in ("项目", "执行"):
        (tmp_path / folder).mkdir()
    with open_store(tmp_path / "库.db") as opened:
        for project in opened.projects():
            (tmp_path / "项目" / project.path).write_bytes(contents()[project.path])
            text = actuals_of(project.code or "", days[project.path])
            (tmp_path / "执行" / project.path).write_text(text, encoding="utf-8")
    given = replace(asked(tmp_path), today=date(2026, 11, 30))
    made = monitor_many(given, tmp_path / "监测", Inline(work), lambda *_: None)
    assert made.day == date(2026, 6, 30)
    by_path = {member.member.stored.path: member for member in made.members}
    told = {path: str(member.made.told) if member.made else None for path, member in by_path.items()}
    assert told == {**days, "land-reserve-2.toml": None}
    assert "2062-06-30还没有到" in by_path["land-reserve-2.toml"].reason
    assert made.has_failures
    data = json.loads((tmp_path / "监测" / "monitor.json").read_text("utf-8"))
    for table in ("ranking", "county"):
        assert {row["told"] for row in data["tables"][table]} == {"2026-01-31", "2026-06-30", None}
    assert [(row["file"], row["use"], row["told"]) for row in data["tables"]["actuals"]] == [
        ("land-reserve-2.toml", "refused", "2062-06-30"),
        ("anping-water.toml", "taken", "2026-01-31"),
        ("land-reserve.toml", "taken", "2026-06-30"),
    ]
    assert [row["reason"] for row in data["tables"]["unmonitored"]] == [by_path["land-reserve-2.toml"].reason]
    water = by_path["anping-water.toml"].made
    project, layer = read_both(
        load(tmp_path / "项目" / "anping-water.toml"),
        load(tmp_path / "执行" / "anping-water.toml"),
        made.day,
        FontSet.load(None),
    )
    alone = monitored(compute(project), layer)
    assert water
    assert (water.as_of, water.alarms) == (made.day, alone.alarms)
    assert alone.payment
    assert water.cells["due_on"] == alone.payment.paid_on.isoformat() == "2026-10-15"


def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command work in this process."""
    monkeypatch.setattr(portfolio_monitor, "engine_of", lambda *_: Inline(work))


def test_nothing_that_could_be_computed_is_no_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here(monkeypatch)
    for folder in ("项目", "执行"):
        (tmp_path / folder).mkdir()
    (tmp_path / "项目" / "坏.toml").write_text("[project]\nname = 1\n", encoding="utf-8")
    (tmp_path / "执行" / "1.toml").write_text(actuals_of("1"), encoding="utf-8")
    options = ["--actuals", tmp_path / "执行", "--out", tmp_path / "监测"]
    ended = bondcalc("portfolio", "monitor", tmp_path / "项目", *options)
    assert ended.returncode == 6
    assert "不能采用：1.toml：没有项目代码为1的项目" in ended.stdout


@pytest.mark.slow
def test_what_could_not_be_monitored_counts_before_the_worst_that_was(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The park is 红, and one file cannot be read: 6, and not the 5 of --strict."""
    here(monkeypatch)
    options = ["--actuals", folder / "执行", "--out", tmp_path / "监测", "--files", folder / "项目", "--strict"]
    ended = bondcalc("portfolio", "monitor", folder / "库.db", *options)
    assert ended.returncode == 6
    assert "红1个" in ended.stdout
    assert "坏.toml不是UTF-8编码" in ended.stdout


@pytest.mark.slow
def test_processes_give_what_one_gives(folder: Path, written: ManyMonitored) -> None:
    out = folder / "两个进程"
    monitor_many(asked(folder), out, lambda: LocalEngine(2), lambda *_: None)
    for name in written.names:
        assert (out / name).read_bytes() == (folder / "监测" / name).read_bytes(), name


def test_a_list_is_computed_by_the_engine_that_monitors(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a store the projects are computed first: by as many processes as are asked for."""
    started: list[tuple[int | None, str | None]] = []

    def engine_of(workers: int | None, cluster: str | None) -> Inline:
        started.append((workers, cluster))
        return Inline()

    monkeypatch.setattr(portfolio_monitor, "engine_of", engine_of)
    (tmp_path / "项目").mkdir()
    (tmp_path / "项目" / "水.toml").write_bytes(contents()["anping-water.toml"])
    options = ["--actuals", folder / "执行", "--out", tmp_path / "监测", "--workers", "3"]
    ended = bondcalc("portfolio", "monitor", tmp_path / "项目", *options)
    assert (tmp_path / "监测" / "ranking.csv").exists(), ended
    assert started == [(3, None)]


def test_what_failed_is_named_before_what_has_no_actuals(folder: Path) -> None:
    with open_store(folder / "库.db") as opened:
        member = StoreView(opened).members[0]
    quiet = [MemberMonitored(member, reason=f"没有执行数据{number}") for number in range(12)]
    made = ManyMonitored(
        names=(),
        day=date(2026, 6, 30),
        members=[*quiet, MemberMonitored(member, reason="校验值不符", failed=True)],
        files=(),
        kept=None,
    )
    said = list(monitored_text(made, folder, "zh"))
    assert said[1].endswith("校验值不符")
    assert said[-1].startswith("还有3个项目未监测")


def test_paper_names_what_failed_and_the_first_without_actuals(folder: Path) -> None:
    """Two that failed and ten of forty without actuals; a ranking without a monitored project names all of them."""
    with open_store(folder / "库.db") as opened:
        view = StoreView(opened)
        member = view.members[0]
        left = [MemberMonitored(member, reason=f"没有执行数据{number}") for number in range(40)]
        left += [MemberMonitored(member, reason="校验值不符", failed=True)] * 2
        page = ranking_page(left, day_asked=False)
        parts = {part.id: part for part in page.tell(view) if isinstance(part, Listing)}
        blocks = store_document(view, [page], "监测", "").blocks
    said = [block.text for block in blocks if isinstance(block, Paragraph) and block.text.startswith("本表共")]
    # The ranking has a total of all rows; what is not monitored has none.
    assert said == ["本表共42行，列出前40行，其余见工作簿；合计为全部各行。", "本表共42行，列出前12行，其余见工作簿。"]
    rows = listing_table(parts["unmonitored"]).rows
    assert (len(rows), [row[-1] for row in rows[:2]]) == (12, ["校验值不符"] * 2)
    assert len(parts["unmonitored"].rows) == 42
    assert parts["ranking"].printed is None


@pytest.mark.slow
def test_the_file_before_is_held_against_the_one_that_is_taken(tmp_path: Path) -> None:
    """The earlier file has another person for one alarm and rows of a day of its own: they stand below the files; what is the same is not listed."""
    county_store(tmp_path / "库.db", ["hengyang-park.toml"])
    for folder_name in ("项目", "执行"):
        (tmp_path / folder_name).mkdir()
    (tmp_path / "项目" / "hengyang-park.toml").write_bytes(contents()["hengyang-park.toml"])
    (tmp_path / "执行" / "2024.toml").write_text(TOLD, encoding="utf-8")
    earlier = TOLD.replace("as_of = 2024-12-31", "as_of = 2024-12-30").replace("2024-12-31", "2024-12-30")
    (tmp_path / "执行" / "2023.toml").write_text(earlier.replace("张三", "李四"), encoding="utf-8")
    monitor_many(asked(tmp_path), tmp_path / "监测", Inline(work), lambda *_: None)
    data = json.loads((tmp_path / "监测" / "monitor.json").read_text("utf-8"))
    assert [(line["what"], line["before"], line["after"]) for line in data["tables"]["retold"]] == [
        ("2024-12-30账户430000123456780002余额", "120.00万元", "没有填写"),
        ("2024-12-30累计形象进度", "90%", "没有填写"),
        ("预警payment.late.A.2024-09-15责任人", "李四", "张三"),
    ]
