"""Word files on a template of the bureau's own: audited to the byte, kept by refresh, told where the template is another."""

from pathlib import Path

import pytest

from bondcalc.audit.examine import audit
from bondcalc.audit.outcome import Status
from bondcalc.data import digest
from bondcalc.inputs.read import ProjectFile
from bondcalc.problem import FileError
from bondcalc.refresh import refreshed
from bondcalc.result.result import Options
from bondcalc.run import run
from bondcalc.seal.public_word import public_word
from bondcalc.typeset.pdf_attachments import attachments_of
from bondcalc.typeset.word.opened import open_package
from bondcalc.typeset.word.read_controls import carried_in, record_of
from tests.audit.test_word_folder import SOURCE, words
from tests.commands import bondcalc
from tests.shared import Shared
from tests.typeset.letterhead import COVER, FIRM, letterhead

OURS = "本局函头.docx"


@pytest.fixture(scope="session")
def on_template(shared: Shared) -> Path:
    def make(folder: Path) -> None:
        (folder / OURS).write_bytes(letterhead())
        ended = bondcalc(
            "run", SOURCE, "--out", folder / "out", "--filing", "plan,disclosure", "--template", folder / OURS
        )
        assert ended.returncode == 0, ended.stderr

    return shared.folder("template-folder", make)


def plan_of(folder: Path) -> Path:
    return words(folder / "out")[-1]


@pytest.mark.slow
def test_the_template_is_stated_and_attached_and_the_folder_audits_to_the_byte(on_template: Path) -> None:
    data, out = (on_template / OURS).read_bytes(), on_template / "out"
    assert f'"sha256": "{digest(data)}"' in (out / "manifest.json").read_text(encoding="utf-8")
    plan, disclosure = sorted(out.glob("*.pdf"), reverse=True)
    assert attachments_of(plan.read_bytes())[OURS] == data
    assert OURS not in attachments_of(disclosure.read_bytes())
    (subject,) = audit([out]).subjects
    assert {file.status for file in subject.documents} == {Status.BYTES}
    assert subject.differences == ()
    for alone in (plan, plan_of(on_template)):
        (subject,) = audit([alone]).subjects
        assert {file.status for file in subject.documents} == {Status.BYTES}


@pytest.mark.slow
def test_a_word_file_that_lost_its_template_is_audited_by_what_it_says(on_template: Path, tmp_path: Path) -> None:
    path = tmp_path / plan_of(on_template).name
    path.write_bytes(public_word(path.name, plan_of(on_template).read_bytes()))
    (subject,) = audit([path, SOURCE]).subjects
    assert not any(difference.content for difference in subject.differences)
    assert any(OURS in note for note in subject.notes)


@pytest.mark.slow
def test_another_template_under_the_same_name_is_told(on_template: Path, tmp_path: Path) -> None:
    import pikepdf

    pdf = next(path for path in (on_template / "out").glob("plan*.pdf"))
    with pikepdf.open(pdf) as opened:
        opened.attachments[OURS] = pikepdf.AttachedFileSpec(opened, letterhead(number=True), filename=OURS)
        opened.save(tmp_path / pdf.name)
    (subject,) = audit([tmp_path / pdf.name]).subjects
    assert any(
        OURS in str(difference) and digest(letterhead()) in str(difference) for difference in subject.differences
    )


@pytest.mark.slow
def test_refresh_keeps_the_look_and_the_template(on_template: Path) -> None:
    path = plan_of(on_template)
    old = "coupon = 0.0200"
    text = SOURCE.read_text(encoding="utf-8")
    assert old in text
    other = ProjectFile(SOURCE.name, text.replace(old, "coupon = 0.0290").encode())
    done = refreshed(path.name, path.read_bytes(), other)
    assert done.figures.changed > 20
    package = open_package(path.name, done.data)
    record = record_of(package)
    assert record is not None
    assert [file.stated for file in record.further] == [(OURS, digest(letterhead()))]
    assert carried_in(package) == {SOURCE.name: other.data, OURS: letterhead()}
    texts = ["".join(package.tree(part).itertext()) for part in package.stories]
    assert COVER in texts[0]
    assert any(FIRM in text for text in texts[1:])
    assert refreshed(path.name, done.data, other).data == done.data


def test_a_refused_template_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / OURS).write_bytes(b"no package")
    with pytest.raises(FileError, match=OURS):
        run(SOURCE, tmp_path / "out", Options(docx=True, template=tmp_path / OURS))
    assert not (tmp_path / "out").exists()
    ended = bondcalc("run", SOURCE, "--out", tmp_path / "out", "--template", tmp_path / "macros.docm")
    assert ended.returncode != 0
    assert "macros.docm" in ended.stderr
