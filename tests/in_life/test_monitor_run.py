"""A monitoring as a folder: whole, the same bytes again, chained to what came before, made again by an audit."""

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from bondcalc.audit.difference import Cause
from bondcalc.audit.examine import audit
from bondcalc.audit.outcome import Status
from bondcalc.data import digest
from bondcalc.in_life.hash_chain import RECORD
from bondcalc.in_life.monitor_run import MonitorOptions, monitor
from bondcalc.problem import Exit, FileError
from bondcalc.seal.manifest import canonical
from tests.commands import bondcalc
from tests.samples import SAMPLES

PARK = SAMPLES / "hengyang-park"
FILED, TOLD = PARK / "project.toml", PARK / "actuals.toml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample, made once for all."""
    out = tmp_path_factory.mktemp("monitored") / "out"
    monitor(FILED, TOLD, out, MonitorOptions())
    return out


@pytest.mark.slow
def test_the_folder_holds_both_files_and_the_chain(made: Path) -> None:
    out = made
    record = json.loads((out / RECORD).read_text(encoding="utf-8"))
    hashes = [digest(path.read_bytes()) for path in (FILED, TOLD)]
    assert [(link["what"], link["sha256"]) for link in record["chain"]] == [
        ("filing", hashes[0]),
        ("actuals", hashes[1]),
    ]
    assert (out / "filed" / "project.toml").read_bytes() == FILED.read_bytes()
    assert (out / "actuals" / "actuals.toml").read_bytes() == TOLD.read_bytes()
    assert record["files"]["report.pdf"] == digest((out / "report.pdf").read_bytes())


@pytest.mark.slow
def test_what_is_published_is_apart(made: Path) -> None:
    """Nothing of alarms stands in the folder that is posted; its words are looked at in tests/in_life/test_in_life_forms.py."""
    assert {path.name for path in (made / "published").iterdir()} == {
        f"{stem}.{ending}" for stem in ("in-life-draft", "self-evaluation-draft") for ending in ("pdf", "docx", "xlsx")
    }


@pytest.mark.slow
def test_an_audit_makes_it_again_and_tells_what_was_changed(made: Path, tmp_path: Path) -> None:
    """Untouched it is the same to the byte; one audit tells a row of the list, a word of data, a hash of the chain."""
    [subject] = audit([made]).subjects
    assert subject.status is Status.BYTES
    assert len(subject.documents) > 15
    copy = tmp_path / "改动"
    shutil.copytree(made, copy)
    alarms, data, record = copy / "alarms.csv", copy / "monitoring.json", copy / RECORD
    alarms.write_bytes(b"\n".join(alarms.read_bytes().split(b"\n")[:-2]) + b"\n")
    data.write_text(data.read_text(encoding="utf-8").replace('"as_of": "2024-12-31"', '"as_of": "2024-12-30"'), "utf-8")
    record.write_text(record.read_text(encoding="utf-8").replace('"level": "red"', '"level": "green"'), "utf-8")
    (copy / "next-year.pdf").unlink()
    [subject] = audit([copy / RECORD]).subjects
    assert subject.status is Status.DIFFERENT
    told = {(difference.document, difference.cause) for difference in subject.differences}
    assert told >= {
        ("alarms.csv", Cause.TEXT),
        ("monitoring.json", Cause.TEXT),
        (RECORD, Cause.MANIFEST),
        ("next-year.pdf", Cause.MISSING),
    }


def next_actuals(folder: Path) -> Path:
    """Actuals of a later day that name those of the sample as the ones before, and tell one reason differently."""
    text = TOLD.read_text(encoding="utf-8").replace("as_of = 2024-12-31", "as_of = 2025-03-31")
    text = text.replace("第二批工业用地出让价格略低于预测", "第二批工业用地没有出让")
    path = folder / "二.toml"
    path.write_text(f'{text}previous_sha256 = "{digest(TOLD.read_bytes())}"\n', encoding="utf-8")
    return path


@pytest.mark.slow
def test_what_is_no_chain_of_this_file_is_refused(made: Path, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="不是actuals"):
        monitor(FILED, TOLD, tmp_path / "三", MonitorOptions(previous=made))
    assert not (tmp_path / "三").exists()


def test_a_broken_chain_is_refused_before_anything_is_computed(tmp_path: Path) -> None:
    second = next_actuals(tmp_path)
    for told, options, words in (
        (second, MonitorOptions(previous=tmp_path), "不是监测输出文件夹"),
        (TOLD, MonitorOptions(day=date(2024, 12, 30)), "早于执行数据"),
    ):
        with pytest.raises(FileError, match=words):
            monitor(FILED, told, tmp_path / "三", options)
    assert not (tmp_path / "三").exists()


@pytest.mark.parametrize("links", [1, [], [1], [{"what": "actuals", "more": 1}], {"what": "filing"}])
def test_a_chain_of_something_else_is_refused(links: object, tmp_path: Path) -> None:
    """Whoever sends a folder may have typed anything into its record, and sealed it."""
    stated = {"program": "bondcalc", "kind": "monitoring", "chain": links}
    sealed = {**stated, "seal": digest(canonical(stated))}
    (tmp_path / RECORD).write_text(json.dumps(sealed), encoding="utf-8")
    with pytest.raises(FileError, match=r"不是监测输出文件夹|校验值不同"):
        monitor(FILED, next_actuals(tmp_path), tmp_path / "三", MonitorOptions(previous=tmp_path))
    with pytest.raises(FileError, match="filed"):
        audit([tmp_path])


@pytest.mark.slow
def test_the_command_goes_on_with_the_chain_and_ends_with_five_where_it_is_strict(made: Path, tmp_path: Path) -> None:
    second = next_actuals(tmp_path)
    given = [str(FILED), str(second), "--out", str(tmp_path / "out"), "--previous", str(made)]
    done = bondcalc("monitor", *given, "--strict")
    assert done.returncode == 5
    assert "截至2025年3月31日：预警级别红" in done.stdout
    other = "上一份为“示例：第二批工业用地出让价格略低于预测”，本份为“示例：第二批工业用地没有出让”。"
    assert f"前后填写不一致，请核对：2022年差异原因：{other}" in done.stdout
    record = json.loads((tmp_path / "out" / RECORD).read_text(encoding="utf-8"))
    assert [link["sha256"] for link in record["chain"]] == [digest(path.read_bytes()) for path in (FILED, TOLD, second)]


@pytest.mark.parametrize(
    "command",
    [
        ("monitor", FILED, TOLD, "--out", "out", "--as-of", "2062-06-30"),
        ("new", "actuals.xlsx", "--actuals", FILED, "--as-of", "2062-06-30"),
        ("portfolio", "report", "store.db", "--out", "out", "--on", "2062-06-30"),
        ("portfolio", "report", "store.db", "--out", "out", "--since", "2062-06-30"),
        ("portfolio", "monitor", "store.db", "--actuals", ".", "--out", "out", "--as-of", "2062-06-30"),
    ],
)
def test_no_command_tells_what_happened_up_to_a_day_that_has_not_come(command: tuple[str, ...], tmp_path: Path) -> None:
    done = bondcalc(*command, cwd=tmp_path)
    assert done.returncode == Exit.USAGE
    assert "2062-06-30还没有到" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_actuals_of_a_day_that_has_not_come_are_refused_at_their_cell(tmp_path: Path) -> None:
    """2062 typed for 2026: whatever reads the file says so, and writes nothing; an audit reads what was written before."""
    ahead = tmp_path / "actuals.toml"
    ahead.write_text(re.sub("as_of = .*", "as_of = 2062-06-30", TOLD.read_text("utf-8")), "utf-8")
    for command in (
        ("monitor", FILED, ahead, "--out", tmp_path / "out"),
        ("page", FILED, "--actuals", ahead, "--out", tmp_path / "x.html"),
    ):
        done = bondcalc(*command)
        assert done.returncode == Exit.PROBLEMS
        assert "“数据截至日”2062-06-30还没有到" in done.stderr
        assert [path.name for path in tmp_path.iterdir()] == ["actuals.toml"]


def test_actuals_of_another_project_are_one_problem(tmp_path: Path) -> None:
    """Its name or code is looked at before a single cell is judged."""
    done = bondcalc("monitor", SAMPLES / "anping-water" / "project.toml", TOLD, "--out", tmp_path / "out")
    assert done.returncode == Exit.PROBLEMS
    assert done.stderr.count("执行数据属于另一个项目") == 1
    assert "共1处问题" in done.stderr
