"""An official table handed in with a run: on a tab, in the manifest, in the PDF, and used again by an audit."""

import json
from pathlib import Path

import pytest

from bondcalc.audit.examine import audit
from bondcalc.data import digest
from bondcalc.problem import FileError
from bondcalc.result.result import Options
from bondcalc.run import run
from tests.input_output.test_table_file import EXAMPLE
from tests.schedules.test_linkage import PARK
from tests.schedules.test_linkage import park as computed


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("flows")
    (folder / "project.toml").write_text(PARK, encoding="utf-8")
    (folder / "project.csv").write_bytes(EXAMPLE)
    run(folder / "project.toml", folder / "out", Options(("review",), io=folder / "project.csv"))
    return folder


def test_a_run_states_its_table_and_an_audit_uses_it_again(place: Path) -> None:
    out = place / "out"
    stated = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert stated["input_output"] == {"name": "input-output-project.csv", "sha256": digest(EXAMPLE)}
    [subject] = audit([out]).subjects
    assert not subject.differences
    [alone] = audit(sorted(out.glob("*.pdf"))).subjects
    assert not alone.differences


def test_a_workbook_without_its_pdf_says_which_table_is_missing(place: Path, tmp_path: Path) -> None:
    for name in ("manifest.json", "schedules.xlsx"):
        (tmp_path / name).write_bytes((place / "out" / name).read_bytes())
    (tmp_path / "project.toml").write_text(PARK, encoding="utf-8")
    [subject] = audit([tmp_path]).subjects
    assert any("input-output-project.csv" in note for note in subject.notes)


def test_the_ratios_do_not_see_the_table(place: Path) -> None:
    stated = json.loads((place / "out" / "manifest.json").read_text(encoding="utf-8"))
    from bondcalc.result.contract import ratios_of

    assert stated["ratios"] == json.loads(json.dumps(ratios_of(computed())))


def test_nothing_is_written_of_a_table_that_cannot_be_read(place: Path, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("01,02\n", encoding="utf-8")
    with pytest.raises(FileError, match="42部门"):
        run(place / "project.toml", tmp_path / "out", Options(("review",), io=tmp_path / "t.csv"))
    assert not (tmp_path / "out").exists()
