"""An assistant asks for an audit of whatever lies in the folder: one file of a filing, a folder, what is no filing at all."""

import shutil
from pathlib import Path

import pytest

from bondcalc.inputs.read import raw_of
from bondcalc.mcp import tools
from bondcalc.mcp.allowed_folder import AllowedFolder
from bondcalc.mcp.assistant_answer import AnswerMaker
from bondcalc.mcp.left_out import names_in
from bondcalc.problem import FileError
from tests.commands import bondcalc
from tests.shared import Shared

SAMPLE = Path(__file__).parents[2] / "samples" / "land-reserve" / "project.toml"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def place(shared: Shared) -> Path:
    """A folder with a filing, single files of it, and files that are none."""

    def made(folder: Path) -> None:
        """Write them."""
        shutil.copy(SAMPLE, folder)
        done = bondcalc("run", "project.toml", "--out", "out", "--filing", "review", "--docx", cwd=folder)
        assert done.returncode == 0, done.stderr
        (folder / "lone").mkdir()
        for file in [*(folder / "out").glob("review*"), folder / "out" / "schedules.xlsx"]:
            shutil.copy(file, folder / "lone" / f"one{file.suffix}")
        (folder / "empty").mkdir()
        for name in ("letter.txt", "letter.docx"):
            (folder / name).write_text("一封信", encoding="utf-8")
        (folder / "other.pdf").write_bytes(b"%PDF-1.4 other")

    return shared.folder("asked-audits", made)


@pytest.mark.parametrize("name", ["out", "out/manifest.json", "lone/one.pdf", "lone/one.docx", "lone/one.xlsx"])
def test_one_file_or_a_folder_is_audited_without_a_name(name: str, place: Path) -> None:
    allowed = AllowedFolder(place)
    told = AnswerMaker(allowed, names=False).answer(tools.audit(allowed, [name]))
    answer = told["answer"]
    assert isinstance(answer, dict)
    assert answer["status"] in {"identical_bytes", "identical_content"}
    assert told["exit"] == 0
    assert [text for text in names_in(raw_of(SAMPLE.name, SAMPLE.read_bytes())) if text in str(told)] == []


REFUSED = ("letter.txt", "letter.docx", "other.pdf", "empty", "project.toml")


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_audited_is_refused_in_the_words_of_the_command(name: str, place: Path) -> None:
    allowed = AllowedFolder(place)
    with pytest.raises(FileError) as refused:
        AnswerMaker(allowed, names=False).answer(tools.audit(allowed, [name]))
    said = bondcalc("audit", name, cwd=place)
    assert said.returncode in {2, 4}
    assert str(refused.value).strip() in said.stderr + said.stdout
    assert str(place) not in str(refused.value)
