"""Filings made under other rules or by another version: said first, rerun with what is there, causes told apart."""

import json
import shutil
from pathlib import Path

import pytest

from bondcalc.audit.difference import Cause
from bondcalc.audit.examine import audit
from bondcalc.audit.outcome import Status, Subject
from bondcalc.audit.xlsx import workbook
from bondcalc.screen.audit import audit_text
from bondcalc.seal.manifest import canonical, digest
from tests.audit.filings import overtyped
from tests.audit.older import FILE, VALUE, filed, other_program, other_rules, other_version
from tests.filed_names import filed_in
from tests.shared import Shared

Folders = dict[str, Path]


@pytest.fixture(scope="module")
def folders(shared: Shared) -> Folders:
    top = shared.folder("audit-older", make)
    return {name: top / name for name in ("rules", "both", "program", "version")}


def make(top: Path) -> None:
    with other_rules(top / "rules_data"):
        filed(top / "rules", "plan")
        with other_program():
            filed(top / "both", "plan")
    with other_program():
        filed(top / "program", "plan")
    with other_version():
        filed(top / "version", "review")


def audited(path: Path) -> Subject:
    return audit([path]).subjects[0]


def causes(subject: Subject) -> set[Cause]:
    return {one.cause for one in subject.content}


@pytest.mark.slow
def test_another_version_that_computes_the_same_is_said_and_is_no_difference(folders: Folders) -> None:
    found = audit([folders["version"]])
    assert found.status is Status.CONTENT
    assert [(one.name, one.filed) for one in found.subjects[0].versions] == [("version", "0.0.9")]
    text = audit_text(found, "zh")
    assert text.index("本次核验环境与申报时不同") < text.index("结论：内容一致")


@pytest.mark.slow
def test_other_rules_are_named_with_the_value_and_nothing_is_called_tampering(folders: Folders) -> None:
    subject = audited(folders["rules"])
    assert [one.name for one in subject.versions] == [f"rules.{FILE}"]
    assert causes(subject) == {Cause.RULES}
    told = {one.place: (one.filed, one.recomputed) for one in subject.content}
    assert told[f"rule_values.{VALUE}"] == ("0.15", "0.10")
    assert any(one.sheet == "规则参数" and (one.filed, one.recomputed) == ("0.15", "0.1") for one in subject.content)
    assert "ratios.coverage_total_debt" in told


@pytest.mark.slow
def test_another_program_is_the_cause_of_what_it_computes_otherwise(folders: Folders) -> None:
    subject = audited(folders["program"])
    assert causes(subject) == {Cause.PROGRAM}
    assert any(one.sheet == "土地出让收益测算表" and "+1" in one.filed for one in subject.content)


@pytest.mark.slow
def test_what_the_rules_change_is_told_from_what_the_program_changes(folders: Folders) -> None:
    subject = audited(folders["both"])
    assert [one.name for one in subject.versions] == ["version", f"rules.{FILE}"]
    assert causes(subject) == {Cause.RULES, Cause.PROGRAM}
    by = {cause: [one for one in subject.content if one.cause is cause] for cause in causes(subject)}
    assert f"rule_values.{VALUE}" in {one.place for one in by[Cause.RULES]}
    assert "ratios.coverage_total_debt" in {one.place for one in by[Cause.RULES]}
    assert "ratios.coverage_industrial_land_memo" in {one.place for one in by[Cause.PROGRAM]}
    assert any("+1" in one.filed for one in by[Cause.PROGRAM])


@pytest.mark.slow
def test_a_workbook_touched_after_sealing_is_not_excused_by_the_version(folders: Folders, tmp_path: Path) -> None:
    shutil.copytree(folders["version"], tmp_path / "out")
    change = overtyped(tmp_path / "out" / "schedules.xlsx")
    subject = audited(tmp_path / "out")
    assert [(one.sheet, one.place, one.cause) for one in subject.content] == [
        (change.sheet, change.places[0], Cause.TYPED)
    ]


@pytest.mark.slow
@pytest.mark.parametrize(("kept", "said"), [("schedules.xlsx", "manifest.json"), ("", "由bondcalc 0.0.9生成")])
def test_a_workbook_with_many_differences_is_said_to_be_of_another_version_first(
    folders: Folders, tmp_path: Path, kept: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not of another project: it is rerun from its own record, or its manifest says which version made it."""
    monkeypatch.setattr(workbook, "MOST", 2)
    shutil.copytree(folders["program"], tmp_path / "out")
    if kept:
        for path in [path for path in (tmp_path / "out").iterdir() if path.name != kept]:
            path.unlink()
    notes = audited(tmp_path / "out" / kept if kept else tmp_path / "out").notes
    assert said in notes[0]
    assert "另一个项目" not in "".join(notes)


def test_a_version_edited_in_the_manifest_is_an_edit(folders: Folders, tmp_path: Path) -> None:
    shutil.copytree(folders["version"], tmp_path / "out")
    path = tmp_path / "out" / "manifest.json"
    stated = json.loads(path.read_bytes())
    path.write_text(json.dumps(stated | {"version": "9.9"}, ensure_ascii=False), encoding="utf-8")
    assert ("manifest.json", "version", Cause.MANIFEST) in {
        (one.document, one.place, one.cause) for one in audited(tmp_path / "out").content
    }


@pytest.mark.slow
def test_a_manifest_sealed_anew_over_other_figures_is_found_by_the_rerun(folders: Folders, tmp_path: Path) -> None:
    shutil.copytree(folders["rules"], tmp_path / "out")
    filed_in(tmp_path / "out", "plan").unlink()
    path = tmp_path / "out" / "manifest.json"
    stated = json.loads(path.read_bytes())
    stated["ratios"]["coverage_total_debt"] = "1.500000000000"
    del stated["seal"]
    path.write_text(json.dumps(stated | {"seal": digest(canonical(stated))}), encoding="utf-8")
    assert "ratios.coverage_total_debt" in {one.place for one in audited(tmp_path / "out").content}
