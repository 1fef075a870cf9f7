"""What `--json` prints is what docs/contract says: every key, and no other; read by a library for JSON schemas."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from bondcalc.cli import MODULES
from bondcalc.result.contract import RATIOS
from tests.commands import bondcalc, every_command
from tests.filings.test_extreme import project as extreme
from tests.portfolio.drawn import project as drawn
from tests.portfolio.pooled_members import member

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "contract"
PROJECTS = tuple(f"samples/{name}/project.toml" for name in ("hengyang-park", "land-reserve", "anping-water"))
WATER = PROJECTS[2]
ASKED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("check", ("check", WATER)),
    *(("show", ("show", project)) for project in PROJECTS),
    ("explain", ("explain", WATER, "coverage.revenue_counted")),
    ("explain", ("explain", WATER, "C01")),
    ("rules", ("rules", "--on", "2021-05-01")),
    ("rules", ("rules", "--unverified")),
    ("stress", ("stress", WATER)),
    ("risk", ("risk", WATER, "--scenarios", "100")),
    ("size", ("size", WATER, "--find", "coupon")),
    ("returns", ("report", WATER, "returns")),
    *(("ask", ("ask", project)) for project in PROJECTS),
    ("compare", ("compare", WATER, PROJECTS[1])),
    ("audit", ("audit", "samples/anping-water/manifest.json")),
)
"""Schemas, and commands whose answers they tell."""


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """Every schema by the name of its file."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}


@cache
def validator(name: str) -> Draft202012Validator:
    """The validator of a schema, which may refer to the others."""
    known = Registry().with_resources((f"{id_}.json", Resource.from_contents(said)) for id_, said in schemas().items())
    return Draft202012Validator(schemas()[name], registry=known)


def wrong(name: str, data: object) -> list[str]:
    """What an answer has that its schema does not say."""
    return [f"{error.json_path}: {error.message[:200]}" for error in validator(name).iter_errors(data)]


@pytest.mark.parametrize("name", sorted(schemas()))
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schemas()[name])
    assert schemas()[name]["$id"] == f"{name}.json"


LONG = ("compare", "audit", "stress", "risk", "size")
"""Answers that take whole runs, as those about the large sample do: told by the slow tests."""
EVERY = [
    pytest.param(*asked, marks=[pytest.mark.slow] if asked[0] in LONG or PROJECTS[0] in asked[1] else [])
    for asked in ASKED
]


@pytest.mark.parametrize(
    ("name", "words"), EVERY, ids=lambda said: said if isinstance(said, str) else "-".join(said[1:])
)
def test_an_answer_is_what_its_schema_says(name: str, words: tuple[str, ...]) -> None:
    ended = bondcalc(*words, "--json", cwd=ROOT)
    assert wrong(name, json.loads(ended.stdout)) == []


@pytest.mark.slow
def test_a_file_with_problems_and_a_run_are_told_so(tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text((ROOT / WATER).read_text(encoding="utf-8").replace("face = ", "face = -"), encoding="utf-8")
    ended = bondcalc("check", bad, "--json")
    told = json.loads(ended.stdout)
    assert (ended.returncode, bool(told["problems"]), wrong("check", told)) == (2, True, [])
    ended = bondcalc("run", ROOT / WATER, "--out", tmp_path / "out", "--filing", "disclosure", "--json")
    told = json.loads(ended.stdout)
    assert (ended.returncode, wrong("run", told)) == (0, [])
    assert set(told["files"]) == {path.name for path in (tmp_path / "out").iterdir()}


def test_a_command_that_makes_files_names_them_with_their_hashes(tmp_path: Path) -> None:
    words = ("new", "made.xlsx", "--kind", "water", "--first-year", "2026", "--years", "5")
    made = bondcalc(*words, "--json", cwd=tmp_path)
    told = json.loads(made.stdout)
    assert (made.returncode, wrong("made", told)) == (0, [])
    assert told["files"] == {"made.xlsx": sha256((tmp_path / "made.xlsx").read_bytes()).hexdigest()}
    (tmp_path / "made.xlsx").unlink()
    again = bondcalc(*words, cwd=tmp_path)
    assert told["said"] == [line for line in again.stdout.splitlines() if line.strip()]


@pytest.mark.slow
def test_a_division_that_is_only_listed_names_no_file() -> None:
    listed = json.loads(bondcalc("split", ROOT / "samples/anping-water/project.xlsx", "--json").stdout)
    assert (wrong("made", listed), listed["files"]) == ([], {})


LOW = "[stress]\nland_price = 0.2\nnode_revenue = 0.3\n\n[settings]"
ODD: dict[str, Callable[[], str]] = {
    "drawn": lambda: drawn(3, 1),
    "pooled": lambda: member(7, 2500)[0],
    "blank": lambda: extreme("少", parcels=0, rents=0),
    "failing": lambda: (ROOT / PROJECTS[0]).read_text(encoding="utf-8").replace("[settings]", LOW, 1),
}
"""Projects that say little, share a bond, fail or are sold by competition; 'drawn' is one of land."""
ANSWERS = (
    ("show",),
    ("ask",),
    ("stress",),
    ("risk", "--scenarios", "100"),
    ("size", "--find", "coupon"),
    ("report", "returns"),
)


@pytest.mark.slow
@pytest.mark.parametrize("odd", ODD)
def test_answers_about_odd_projects_are_what_their_schemas_say(odd: str, tmp_path: Path) -> None:
    (tmp_path / "odd.toml").write_text(ODD[odd](), encoding="utf-8")
    for command, *words in ANSWERS:
        ended = bondcalc(command, tmp_path / "odd.toml", *words, "--json")
        name = "returns" if command == "report" else command
        assert wrong(name, json.loads(ended.stdout)) == [], ended.stderr
    compared = bondcalc("compare", ROOT / PROJECTS[0], tmp_path / "odd.toml", "--json")
    assert wrong("compare", json.loads(compared.stdout)) == []


@pytest.mark.slow
def test_a_monitoring_is_what_its_schema_says() -> None:
    from bondcalc.api import open_monitoring
    from bondcalc.in_life.monitoring_folder import monitoring_data

    park = ROOT / "samples" / "hengyang-park"
    made = monitoring_data(open_monitoring(park / "project.toml", park / "actuals.toml").result)
    assert wrong("monitoring", json.loads(json.dumps(made))) == []
    assert len(made["alarms"]) > 0  # type: ignore[arg-type]


def test_every_command_but_those_that_wait_gives_json() -> None:
    waits = {"mcp"}
    for module in MODULES:
        import_module(f"bondcalc.cli.{module}")
    silent = {name for name, command in every_command() if "as_json" not in signature(command).parameters}
    assert silent == waits


OPTIONAL = {
    "show": {"value", "opening", "values"},
    "stress": {"sale_bidders"},
    "portfolio": {*schemas()["portfolio"]["properties"]["tables"]["properties"]},
}
"""Keys that are there or not, by the name of the schema: values of a line, tables that have nothing to say."""


@pytest.mark.parametrize("name", sorted(set(schemas()) - {"common"}))
def test_the_schemas_are_closed(name: str) -> None:
    """A reader may rely on every key: where keys are named, each must be there and no other may."""
    for said in _objects(schemas()[name]):
        assert set(said["properties"]) - OPTIONAL.get(name, set()) - set(said["required"]) == set(), said
        assert said["additionalProperties"] is False, said


def _objects(value: object) -> Iterator[dict[str, Any]]:
    """Every schema of an object whose keys are named."""
    if isinstance(value, dict):
        if "properties" in value:
            yield value
        for item in value.values():
            yield from _objects(item)
    elif isinstance(value, list):
        for item in value:
            yield from _objects(item)


def test_a_figure_that_is_no_text_is_found() -> None:
    """Numbers of JSON are binary: an amount is a text of digits."""
    assert wrong("returns", {"contract": 1, "project": "x", "unit": "万元", "returns": []}) == []
    flows = {"flows": "before_tax", "rates": [0.0228], "payback": None, "note": None}
    assert wrong("returns", {"contract": 1, "project": "x", "unit": "万元", "returns": [flows]})
    assert wrong("returns", {"contract": 2, "project": "x", "unit": "万元", "returns": []})


def test_the_ratios_are_those_of_the_contract() -> None:
    assert {"coverage_total_debt", "coverage_special_bond", "irr", "irr_note"} <= set(RATIOS)
