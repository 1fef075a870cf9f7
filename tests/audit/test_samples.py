"""The samples rerun from their committed manifests, here and with other libraries."""

import json
import shutil
from pathlib import Path

import pytest

from bondcalc.audit.audit import audit
from bondcalc.audit.difference import Cause
from bondcalc.audit.result import Status
from bondcalc.data import digest
from bondcalc.samples import sample_names
from bondcalc.seal import canonical
from tests.audit.tamper import ROOT
from tests.audit.workbooks import Parts

SAMPLES = ROOT / "samples"
STALE = "a manifest is stale: python -m tests.generated"


def resealed(path: Path, **changed: object) -> None:
    stated = json.loads(path.read_bytes()) | changed
    del stated["seal"]
    path.write_text(json.dumps(stated | {"seal": digest(canonical(stated))}), encoding="utf-8")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLES / "anping-water", tmp_path / "anping-water"))


def test_every_sample_carries_a_manifest_and_reruns_to_it() -> None:
    found = audit([SAMPLES])
    assert [Path(subject.name).name for subject in found.subjects] == sample_names()
    assert [one for subject in found.subjects for one in subject.content] == [], STALE


def test_other_libraries_that_store_the_same_in_other_bytes_are_no_difference(copied: Path) -> None:
    stated = json.loads((copied / "manifest.json").read_bytes())
    content = {**stated["content"], "schedules.xlsx": "0" * 64}
    resealed(copied / "manifest.json", libraries={**stated["libraries"], "XlsxWriter": "3.0.0"}, content=content,
             **{"schedules.xlsx": "f" * 64})  # fmt: skip
    subject = audit([copied]).subjects[0]
    assert "libraries.XlsxWriter" in {one.name for one in subject.versions}
    assert subject.content == ()
    assert subject.status is Status.CONTENT


def test_an_input_changed_beside_its_manifest_is_found(copied: Path) -> None:
    parts = Parts((copied / "project.xlsx").read_bytes())
    part = parts.sheets()["专项债券"]
    text = parts.text(part)
    assert "<v>0.0" in text
    (copied / "project.xlsx").write_bytes(parts.with_part(part, text.replace("<v>0.0", "<v>0.01", 1)))
    content = audit([copied]).subjects[0].content
    assert (content[0].document, content[0].cause) == ("project.xlsx", Cause.INPUT)
    assert "ratios.coverage_total_debt" in {one.place for one in content}
    assert {one.cause for one in content} == {Cause.INPUT}


def test_a_ratio_edited_in_a_manifest_is_found(copied: Path) -> None:
    stated = json.loads((copied / "manifest.json").read_bytes())
    stated["ratios"]["coverage_total_debt"] = "9.990000000000"
    (copied / "manifest.json").write_text(json.dumps(stated), encoding="utf-8")
    told = [(one.place, one.filed, one.cause) for one in audit([copied]).subjects[0].content]
    assert told == [("ratios.coverage_total_debt", "9.990000000000", Cause.MANIFEST)]
