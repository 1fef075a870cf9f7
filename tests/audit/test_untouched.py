"""No false alarm: a filing audited elsewhere, or merely opened and saved by LibreOffice."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings

from bondcalc.audit.difference import Cause
from bondcalc.audit.examine import audit
from bondcalc.audit.outcome import Status
from bondcalc.inputs.read import read_bytes
from bondcalc.run import compute
from bondcalc.workbook.assemble import draw_workbook
from tests.audit.tamper import INPUTS, ROOT, Ground
from tests.audit.workbooks import inputs
from tests.filed_names import PLAN
from tests.outside import converted, tool
from tests.schedules.drawn import projects
from tests.shared import Shared
from tests.workbook_bytes import without_answers, without_print_titles

TITLED = 2
"""Sheets whose titles are repeated on paper, in the workbook that is saved as it is: all of them take LibreOffice 20 seconds more."""
EVERY = settings.get_profile("seeded").max_examples


def test_the_output_folder_is_identical(ground: Ground) -> None:
    found = audit([ground.out])
    assert found.status is Status.BYTES
    assert {one.name for one in found.subjects[0].documents} == {path.name for path in ground.out.iterdir()} - {
        "SHA256SUMS"
    }


@pytest.mark.slow
def test_the_pdf_alone_elsewhere_is_identical(ground: Ground, tmp_path: Path) -> None:
    """Another folder, user, home, time zone and locale; nothing beside the PDF."""
    for name in ("home", "work"):
        (tmp_path / name).mkdir()
    shutil.copy(ground.out / PLAN, tmp_path / "work" / "实施方案.pdf")
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path / "home"),
        "USER": "auditor",
        "LOGNAME": "auditor",
        "USERPROFILE": str(tmp_path / "home"),
        "TZ": "America/St_Johns",
        "LC_ALL": "tr_TR.UTF-8",
        "LANG": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "4711",
    }
    done = subprocess.run(
        [sys.executable, "-m", "bondcalc", "audit", "实施方案.pdf"],
        cwd=tmp_path / "work",
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "逐字节一致" in done.stdout
    assert [path.name for path in (tmp_path / "work").iterdir()] == ["实施方案.pdf"]


@pytest.fixture(scope="module")
def saved(ground: Ground, shared: Shared) -> Path:
    """Workbooks as LibreOffice saves them: computed again; with one input changed and computed again; drawn projects."""
    tool("soffice")
    return shared.folder("audit-saved", lambda folder: save(ground, folder))


@given(projects())
@settings(max_examples=max(1, EVERY // 60), phases=(Phase.explicit, Phase.generate))
def put_drawn(folder: Path, text: str) -> None:
    """Put the workbook of a drawn project into a folder: the first as it is, those that follow without their answers."""
    workbook, number = draw_workbook(compute(read_bytes("project.toml", text.encode()))), len(list(folder.iterdir()))
    given = without_answers(without_print_titles(workbook))[0] if number else without_print_titles(workbook, TITLED)
    (folder / f"drawn{number}.xlsx").write_bytes(given)


def save(ground: Ground, folder: Path) -> None:
    workbook = (ground.out / "schedules.xlsx").read_bytes()
    change = inputs(INPUTS[:3])(workbook, random.Random(3))
    (folder / "changed.txt").write_text(f"{change.sheet}!{change.places[0]}", encoding="utf-8")
    (folder / "given").mkdir()
    put_drawn(folder / "given")
    for name, data in (("computed", workbook), ("changed", change.data)):
        (folder / "given" / f"{name}.xlsx").write_bytes(without_answers(without_print_titles(data))[0])
    converted("xlsx", folder, *sorted((folder / "given").iterdir()))


@pytest.mark.outside
@pytest.mark.slow
@pytest.mark.parametrize("names", ["computed.xlsx", "drawn*.xlsx"])
def test_a_workbook_saved_or_computed_again_differs_in_form_only(saved: Path, names: str) -> None:
    paths = list(saved.glob(names))
    assert paths
    for path in paths:
        subject = audit([path]).subjects[0]
        assert subject.content == ()
        assert subject.status is Status.CONTENT
        assert [one.cause for one in subject.form] == [Cause.FORM]


@pytest.mark.outside
@pytest.mark.slow
def test_a_saved_workbook_in_a_folder_differs_in_form_only(ground: Ground, saved: Path, tmp_path: Path) -> None:
    shutil.copytree(ground.out, tmp_path / "out")
    shutil.copy(saved / "computed.xlsx", tmp_path / "out" / "schedules.xlsx")
    assert audit([tmp_path / "out"]).status is Status.CONTENT


@pytest.mark.outside
@pytest.mark.slow
def test_an_input_changed_and_everything_computed_again_is_the_one_cause(saved: Path) -> None:
    subject = audit([saved / "changed.xlsx"]).subjects[0]
    assert [(f"{one.sheet}!{one.place}", one.cause) for one in subject.content] == [
        ((saved / "changed.txt").read_text(encoding="utf-8"), Cause.INPUT)
    ]
    assert any("随之变动" in note for note in subject.notes)
