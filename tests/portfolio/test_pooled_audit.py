"""The form of a pooled bond made again from its list: untouched it is the same to the byte, what was changed is named."""

import json
from pathlib import Path

import pytest

from bondcalc.portfolio.pooled.pooled_audit import audit_pooled
from bondcalc.portfolio.pooled.pooled_run import RECORD, issue
from bondcalc.portfolio.project_list import read_list
from bondcalc.problem import FileError
from tests.commands import bondcalc
from tests.portfolio.pooled_members import CODE, listed, member


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list of two projects and its form in a folder beside it."""
    made = tmp_path_factory.mktemp("form")
    listed(made, [member(7, 2500), member(8, 1500)])
    issue(read_list(made / "清单.toml"), CODE, made / "披露")
    return made


@pytest.fixture
def form(place: Path, tmp_path: Path) -> Path:
    """A copy of the form to spoil, in a folder without its list."""
    (tmp_path / "披露").mkdir()
    for file in (place / "披露").iterdir():
        (tmp_path / "披露" / file.name).write_bytes(file.read_bytes())
    return tmp_path / "披露"


def test_an_untouched_form_is_the_same_to_the_byte(place: Path) -> None:
    done = bondcalc("portfolio", "audit", place / "披露", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["bond"], told["status"], told["differences"]) == (CODE, "identical_bytes", [])
    assert {row["file"] for row in told["files"]} == {path.name for path in (place / "披露").iterdir()}


@pytest.mark.parametrize("where", ["folder", "list"])
def test_a_project_file_that_moved_is_named_with_what_it_moved(where: str, form: Path, tmp_path: Path) -> None:
    """The price of the second project is ten times as high: its hash, E, E/F and the sums, not the first project."""
    files = [member(7, 2500), member(8, 1500)]
    portfolio = listed(tmp_path, [files[0], (files[1][0].replace("\nprice = ", "\nprice = 1"), *files[1][1:])])
    audited = audit_pooled(form, tmp_path if where == "folder" else tmp_path / portfolio.name)
    places = {one.place for one in audited.differences if one.file == RECORD}
    assert {"members.2.sha256", "members.2.form.revenue", "members.2.e_f", "form.revenue", "pool.e_f"} <= places
    assert not any(place.startswith(("members.1.", "list.")) for place in places)
    pages = {one.place.partition("　")[0] for one in audited.differences if one.file.endswith(".pdf")}
    assert any(page.startswith("第") for page in pages)
    assert audited.differs


def test_what_was_typed_into_the_record_is_named(form: Path, place: Path) -> None:
    text = (form / RECORD).read_text(encoding="utf-8")
    (form / RECORD).write_text(text.replace('"share": "0.2500"', '"share": "0.2600"'), encoding="utf-8")
    audited = audit_pooled(form, place)
    assert [(one.file, one.place) for one in audited.differences] == [
        (RECORD, "members.1.share"),
        ("SHA256SUMS", RECORD),
    ]
    assert (audited.differences[0].filed, audited.differences[0].now) == ("0.2600", "0.2500")
    done = bondcalc("portfolio", "audit", form, "--files", place)
    assert done.returncode == 5
    assert "项目1　专项债券中用于该项目的金额（亿元）" in done.stdout


def test_a_file_too_many_and_one_that_is_gone_are_named(form: Path, place: Path) -> None:
    [pdf] = form.glob("*.pdf")
    pdf.rename(form / "旧.pdf")
    told = {(one.file, bool(one.filed), bool(one.now)) for one in audit_pooled(form, place).differences}
    assert {(pdf.name, False, True), ("旧.pdf", True, False)} <= told


def test_what_cannot_be_made_again_is_said(form: Path, place: Path) -> None:
    with pytest.raises(FileError, match=r"没有找到清单清单\.toml"):
        audit_pooled(form)
    for text in (
        "",
        "{}",
        "[1]",
        '{"bond": 1, "list": {"name": "x"}}',
        '{"bond": "x", "day": "y", "list": {"name": "清单.toml"}}',
    ):
        (form / RECORD).write_text(text, encoding="utf-8")
        with pytest.raises(FileError, match="读不出债券代码和清单"):
            audit_pooled(form, place)
    for path in (form, next(form.glob("*.pdf"))):
        done = bondcalc("audit", path)
        assert (done.returncode, "请用portfolio audit核验" in done.stderr) == (4, True)


def test_a_record_reaches_for_no_other_file(form: Path, place: Path) -> None:
    """Of a path in the record only the name counts."""
    text = (form / RECORD).read_text(encoding="utf-8")
    (form / RECORD).write_text(text.replace('"清单.toml"', '"../../清单.toml"'), encoding="utf-8")
    assert audit_pooled(form, place).listed == place / "清单.toml"
