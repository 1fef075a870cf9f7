"""`portfolio issue` and `portfolio members` as a user runs them: files, checksums, the same bytes, refusals."""

from pathlib import Path

import pytest
from docx import Document

from bondcalc.data import digest
from bondcalc.inputs.read import read_project
from bondcalc.inputs.sheets.pool_members import Member
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.portfolio.pooled.joined_bond import join
from bondcalc.portfolio.pooled.ring_fence import covers
from bondcalc.portfolio.project_list import read_list
from tests.checks.judged import finding_of
from tests.commands import bondcalc
from tests.portfolio.pooled_members import CODE, listed, member


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list of two projects."""
    made = tmp_path_factory.mktemp("pooled")
    listed(made, [member(7, 2500), member(8, 1500)])
    return made


def test_the_folder_is_whole_and_the_same_each_time(folder: Path) -> None:
    written = []
    for name in ("one", "two"):
        done = bondcalc("portfolio", "issue", folder / "清单.toml", "--bond", CODE, "--out", folder / name, "--docx")
        assert done.returncode == 0, done.stderr
        assert "合计2个项目，发行额0.4000亿元" in done.stdout
        written.append({path.name: path.read_bytes() for path in (folder / name).iterdir()})
    assert written[0] == written[1]
    assert {Path(name).suffix for name in written[0]} == {".pdf", ".docx", ".json", ""}
    sums = dict(line.split("  ")[::-1] for line in written[0]["SHA256SUMS"].decode().splitlines())
    assert sums == {name: digest(data) for name, data in written[0].items() if name != "SHA256SUMS"}


def test_the_word_file_states_the_parts_and_their_sum(folder: Path) -> None:
    """Read by another program: the table of parts has a row a project and one of the sums."""
    bondcalc("portfolio", "issue", folder / "清单.toml", "--bond", CODE, "--out", folder / "word", "--docx")
    [path] = (folder / "word").glob("*.docx")
    body = Document(str(path)).element.body
    texts = [
        ["".join(text.text or "" for text in cell.iter("{*}t")) for cell in row.iterfind("./{*}tc")]
        for row in body.iter("{*}tr")
    ]
    shares = [row[2] for row in texts if len(row) == 8 and row[1].startswith(("项目", "合计"))]
    assert shares[-3:] == ["0.2500", "0.1500", "0.4000"]


def test_the_other_members_are_filled_in_by_file_and_hash(folder: Path) -> None:
    out = folder / "新.toml"
    done = bondcalc("portfolio", "members", folder / "清单.toml", "--bond", CODE, "--project", "项目7", "--out", out)
    assert done.returncode == 0, done.stderr
    project = read_project(out)
    [row] = project.rows(Member)
    assert (row.name, row.file) == ("项目8", "2.toml")
    assert row.sha256 == digest((folder / "2.toml").read_bytes())
    _, other = covers(join(read_list(folder / "清单.toml"), CODE))
    yuan = project.form(Settings).yuan_per_unit
    assert (row.revenue * yuan, row.service * yuan) == (other.revenue, other.service)
    assert "未核对" not in finding_of(project, "C13").outcome.zh


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("issue", "清单.toml", "--bond", "2199999", "--out", "x"), 4, CODE),
        (("issue", "清单.toml", "--bond", CODE, "--out", "x.pdf"), 1, "x"),
        (("issue", "清单.toml", "--bond", CODE, "--out", "x", "--on", "2019-01-01"), 0, "已写入"),
        (("members", "清单.toml", "--bond", CODE, "--project", "项目9", "--out", "x.toml"), 4, "1.toml"),
        (("members", "清单.toml", "--bond", CODE, "--project", "项目7", "--out", "x.doc"), 1, ".xlsx"),
        (("members", "清单.toml", "--bond", CODE, "--project", "项目7", "--out", "1.toml"), 4, "1.toml"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    words: tuple[str, ...], status: int, said: str, folder: Path
) -> None:
    before = {path.name: path.read_bytes() for path in folder.glob("*.toml")}
    done = bondcalc("portfolio", *words, cwd=folder)
    assert done.returncode == status
    assert said in done.stdout + done.stderr
    assert {path.name: path.read_bytes() for path in folder.glob("*.toml")} == before
