"""The samples rerun from their committed manifests, here and with other libraries."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bondcalc.audit.difference import Cause
from bondcalc.audit.examine import audit
from bondcalc.audit.filed_manifest import SURROUNDINGS, read
from bondcalc.audit.outcome import Status
from bondcalc.data import digest
from bondcalc.samples import sample_names
from bondcalc.seal.manifest import canonical
from tests.audit.tamper import ROOT
from tests.audit.workbooks import Parts

SAMPLES = ROOT / "samples"
STALE = "a manifest is stale: python -m tests.remake"


def resealed(path: Path, **changed: object) -> None:
    stated = json.loads(path.read_bytes()) | changed
    del stated["seal"]
    path.write_text(json.dumps(stated | {"seal": digest(canonical(stated))}), encoding="utf-8")


def of_other_versions(place: str) -> bool:
    """Tell whether an entry of a manifest is another one with another Python, zlib or library."""
    return place.partition(".")[0] in SURROUNDINGS or place in {"schedules.xlsx", "content.schedules.xlsx"}


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLES / "anping-water", tmp_path / "anping-water"))


@pytest.mark.slow
def test_every_sample_carries_a_manifest_and_reruns_to_it() -> None:
    found = audit([SAMPLES])
    assert [Path(subject.name).name for subject in found.subjects] == sample_names()
    assert [one for subject in found.subjects for one in subject.content] == [], STALE


@pytest.mark.slow
def test_other_libraries_that_store_the_same_in_other_bytes_are_no_difference(copied: Path) -> None:
    stated = json.loads((copied / "manifest.json").read_bytes())
    content = {**stated["content"], "schedules.xlsx": "0" * 64}
    resealed(
        copied / "manifest.json",
        libraries={**stated["libraries"], "XlsxWriter": "3.0.0"},
        content=content,
        **{"schedules.xlsx": "f" * 64},
    )
    subject = audit([copied]).subjects[0]
    assert "libraries.XlsxWriter" in {one.name for one in subject.versions}
    assert subject.content == ()
    assert subject.status is Status.CONTENT


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_ratio_edited_in_a_manifest_is_found(copied: Path) -> None:
    stated = json.loads((copied / "manifest.json").read_bytes())
    stated["ratios"]["coverage_total_debt"] = "9.990000000000"
    (copied / "manifest.json").write_text(json.dumps(stated), encoding="utf-8")
    content = audit([copied]).subjects[0].content
    # Nobody believes the versions of a manifest that was edited: those of another Python are differences too.
    told = [(one.place, one.filed, one.cause) for one in content if not of_other_versions(one.place)]
    assert told == [("ratios.coverage_total_debt", "9.990000000000", Cause.MANIFEST)]


def taken_out(stated: dict[str, Any]) -> str:
    stated["findings"].pop(0)
    return "findings[C01]"


def without_a_ratio(stated: dict[str, Any]) -> str:
    del stated["ratios"]["coverage_total_debt"]
    return "ratios.coverage_total_debt"


def without_a_date(stated: dict[str, Any]) -> str:
    del stated["rule_date"]
    return "rule_date"


def a_second_finding(stated: dict[str, Any]) -> str:
    stated["findings"].insert(0, {**stated["findings"][0], "figure": "9.99"})
    return "findings[C01"


@pytest.mark.parametrize("change", [taken_out, without_a_ratio, without_a_date, a_second_finding])
def test_what_was_taken_out_or_put_in_is_not_explained_by_another_library(
    copied: Path, change: Callable[[dict[str, Any]], str]
) -> None:
    stated = json.loads((copied / "manifest.json").read_bytes())
    place = change(stated)
    del stated["seal"]
    stated["zlib"] = "1.2.0"
    (copied / "manifest.json").write_text(
        json.dumps(stated | {"seal": digest(canonical(stated))}, ensure_ascii=False), encoding="utf-8"
    )
    content = audit([copied]).subjects[0].content
    assert any(one.place.startswith(place) for one in content)


@pytest.mark.parametrize(
    ("old", "new"),
    [('"ratios": {', '"ratios": {"coverage_total_debt": "9.990000000000",'), ('"project": "', '"project": "\\ud800')],
)
def test_a_manifest_that_readers_may_take_differently_says_nothing(old: str, new: str) -> None:
    text = (SAMPLES / "anping-water" / "manifest.json").read_text(encoding="utf-8")
    assert read("", text.encode()).intact
    assert old in text
    found = read("", text.replace(old, new, 1).encode())
    assert (found.stated, found.intact) == ({}, False)


@pytest.mark.slow
def test_rule_values_that_are_no_numbers_are_passed_over(copied: Path) -> None:
    stated = json.loads((copied / "manifest.json").read_bytes())
    values = {key: "abc" if isinstance(value, str) else value for key, value in stated["rule_values"].items()}
    resealed(copied / "manifest.json", rule_values=values, zlib="0")
    assert any(one.place.startswith("rule_values.") for one in audit([copied]).subjects[0].content)


def test_rule_values_that_name_what_there_is_not_are_told(copied: Path) -> None:
    stated = json.loads((copied / "manifest.json").read_bytes())
    values = {
        key: ["no such word"] if isinstance(value, list) and not value[0][:1].isdigit() else value
        for key, value in stated["rule_values"].items()
    }
    assert values != stated["rule_values"]
    resealed(copied / "manifest.json", rule_values=values, zlib="0")
    assert any(one.place.startswith("rule_values.") for one in audit([copied]).subjects[0].content)
