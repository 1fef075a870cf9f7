"""`portfolio issue` and `portfolio members` as a user runs them: files, checksums, the same bytes, refusals."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from bondcalc.data import digest
from bondcalc.inputs.read import read_project
from bondcalc.inputs.sheets.pool_members import Member
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.portfolio.kept_record import FileState
from bondcalc.portfolio.pooled import pooled_run
from bondcalc.portfolio.pooled.joined_bond import join
from bondcalc.portfolio.pooled.ring_fence import covers
from bondcalc.portfolio.pooled.stale_members import stale
from bondcalc.portfolio.project_list import read_list
from bondcalc.portfolio.store_writer import ProjectRow, StoreWriter
from tests.checks.judged import finding_of
from tests.commands import bondcalc
from tests.portfolio.kept import kept
from tests.portfolio.pooled_members import CODE, listed, member


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list of two projects."""
    made = tmp_path_factory.mktemp("pooled")
    listed(made, [member(7, 2500), member(8, 1500)])
    return made


def issued(pair: Path, out: str) -> dict[str, bytes]:
    """What `portfolio issue` writes, by name."""
    done = bondcalc("portfolio", "issue", pair / "清单.toml", "--bond", CODE, "--out", pair / out, "--docx")
    assert done.returncode == 0, done.stderr
    assert "合计2个项目，发行额0.4000亿元" in done.stdout
    return {path.name: path.read_bytes() for path in (pair / out).iterdir()}


@pytest.fixture(scope="module")
def written(pair: Path) -> dict[str, bytes]:
    return issued(pair, "one")


def test_each_plan_is_from_its_own_file(pair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`run` is asked for the plan of each project file, a folder a project."""
    asked = []
    monkeypatch.setattr(pooled_run, "run", lambda source, out, options: asked.append((source, out, options)))
    portfolio = read_list(pair / "清单.toml")
    folders = list(pooled_run.plans(portfolio, join(portfolio, CODE), pair / "方案", docx=True, replace=False))
    assert folders == [pair / "方案" / "01-1", pair / "方案" / "02-2"]
    assert [(source, out) for source, out, _ in asked] == list(
        zip((pair / "1.toml", pair / "2.toml"), folders, strict=True)
    )
    assert {(options.filings, options.docx) for *_, options in asked} == {(("plan",), True)}


@pytest.mark.slow
def test_the_same_list_gives_the_same_bytes(pair: Path, written: dict[str, bytes]) -> None:
    assert issued(pair, "two") == written


def test_the_folder_is_whole(written: dict[str, bytes]) -> None:
    assert {Path(name).suffix for name in written} == {".pdf", ".docx", ".json", ""}
    sums = dict(line.split("  ")[::-1] for line in written["SHA256SUMS"].decode().splitlines())
    assert sums == {name: digest(data) for name, data in written.items() if name != "SHA256SUMS"}


def test_the_word_file_states_the_parts_and_their_sum(written: dict[str, bytes]) -> None:
    """Read by another program: the table of parts has a row a project and one of the sums."""
    [data] = [data for name, data in written.items() if name.endswith(".docx")]
    body = Document(BytesIO(data)).element.body
    texts = [
        ["".join(text.text or "" for text in cell.iter("{*}t")) for cell in row.iterfind("./{*}tc")]
        for row in body.iter("{*}tr")
    ]
    shares = [row[2] for row in texts if len(row) == 8 and row[1].startswith(("项目", "合计"))]
    assert shares[-3:] == ["0.2500", "0.1500", "0.4000"]


def test_the_other_members_are_filled_in_by_file_and_hash(pair: Path) -> None:
    out = pair / "新.toml"
    done = bondcalc("portfolio", "members", pair / "清单.toml", "--bond", CODE, "--project", "项目7", "--out", out)
    assert done.returncode == 0, done.stderr
    project = read_project(out)
    [row] = project.rows(Member)
    assert (row.name, row.file) == ("项目8", "2.toml")
    assert row.sha256 == digest((pair / "2.toml").read_bytes())
    _, other = covers(join(read_list(pair / "清单.toml"), CODE))
    yuan = project.form(Settings).yuan_per_unit
    assert (row.revenue * yuan, row.service * yuan) == (other.revenue, other.service)
    assert "未核对" not in finding_of(project, "C13").outcome.zh


@pytest.mark.slow
def test_what_members_say_of_one_another_is_held_against_the_files(tmp_path: Path) -> None:
    """Filled in it agrees; when the other file changes, or a row is typed, it is named."""
    files = [member(7, 2500), member(8, 1500)]
    listed(tmp_path, files)
    words = ("--bond", CODE, "--project", "1.toml", "--out", tmp_path / "新.toml")
    assert bondcalc("portfolio", "members", tmp_path / "清单.toml", *words).returncode == 0
    filled = (tmp_path / "新.toml").read_text(encoding="utf-8")

    def told() -> list[tuple[str, str, bool]]:
        rows = stale(join(read_list(tmp_path / "清单.toml"), CODE))
        return [(row.where, row.member, row.typed) for row in rows]

    (tmp_path / "1.toml").write_text(filled, encoding="utf-8")
    assert told() == []
    other = files[1][0].replace("\nprice = ", "\nprice = 1")
    (tmp_path / "2.toml").write_text(other, encoding="utf-8")
    assert told() == [("项目7", "项目8", False)]
    typed = "".join(line for line in filled.splitlines(keepends=True) if not line.startswith(("file =", "sha256 =")))
    (tmp_path / "1.toml").write_text(typed, encoding="utf-8")
    assert told() == [("项目7", "项目8", True)]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("issue", "清单.toml", "--bond", "2199999", "--out", "x"), 4, CODE),
        (("issue", "清单.toml", "--bond", CODE, "--out", "x.pdf"), 1, "x"),
        (("issue", "清单.toml", "--bond", CODE, "--out", "x", "--on", "2019-01-01"), 4, "2019-01-01尚无资金"),
        (("issue", "清单.toml", "--bond", CODE, "--out", "x", "--on", "2021-11-30"), 4, "于2021-12-01起息"),
        (("issue", "清单.toml", "--bond", CODE, "--out", "x", "--on", "2036-12-01"), 4, "2036-12-01已还清"),
        (("issue", "清单.toml", "--bond", CODE, "--out", "y", "--on", "2021-12-01"), 0, "已写入"),
        (("members", "清单.toml", "--bond", CODE, "--project", "项目9", "--out", "x.toml"), 4, "1.toml"),
        (("members", "清单.toml", "--bond", CODE, "--project", "项目7", "--out", "x.doc"), 1, ".xlsx"),
        (("members", "清单.toml", "--bond", CODE, "--project", "项目7", "--out", "1.toml"), 4, "1.toml"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    words: tuple[str, ...], status: int, said: str, pair: Path
) -> None:
    before = {path.name: path.read_bytes() for path in pair.glob("*.toml")}
    done = bondcalc("portfolio", *words, cwd=pair)
    assert done.returncode == status
    assert said in done.stdout + done.stderr
    assert {path.name: path.read_bytes() for path in pair.glob("*.toml")} == before


def stored(pair: Path, name: str) -> Path:
    """The same list as a store beside it."""
    path = pair / name
    portfolio, writer, rows = read_list(pair / "清单.toml"), StoreWriter(pair / name), []
    for project in portfolio.projects:
        hashed = digest(portfolio.file_of(project).read_bytes())
        writer.keep(hashed, kept(project.path))
        rows.append(ProjectRow(key=hashed, path=project.path, status=FileState.DONE, file_hash=hashed))
    writer.finish(writer.begin(portfolio.name, portfolio.sha256), rows, portfolio)
    writer.close()
    return path


@pytest.mark.slow
def test_a_store_gives_the_same_form_and_holds_the_files_to_their_hash(
    pair: Path, tmp_path: Path, written: dict[str, bytes]
) -> None:
    """What differs between list and store is the name in the record, and with it the hash that the form prints."""
    path = stored(pair, "库.db")
    done = bondcalc("portfolio", "issue", path, "--bond", CODE, "--out", tmp_path / "store")
    assert done.returncode == 0, done.stderr
    records = [json.loads((tmp_path / "store" / "pool.json").read_bytes()), json.loads(written["pool.json"])]
    assert records[0].pop("list")["sha256"] == records[1].pop("list")["sha256"]
    assert records[0] == records[1]
    file = pair / "2.toml"
    before = file.read_bytes()
    file.write_bytes(before + b"\n")
    try:
        done = bondcalc("portfolio", "issue", path, "--bond", CODE, "--out", tmp_path / "other")
    finally:
        file.write_bytes(before)
    assert done.returncode == 2
    assert "2.toml在测算库库.db之后改过" in done.stderr
    assert not (tmp_path / "other").exists()
