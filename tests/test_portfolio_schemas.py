"""What the portfolio commands tell as JSON is what docs/contract says, of plain stores and of odd ones."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from bondcalc.portfolio.pooled.pooled_run import issue
from bondcalc.portfolio.project_list import read_list
from bondcalc.portfolio.store_reader import open_store
from bondcalc.portfolio.store_writer import StoreWriter
from bondcalc.portfolio.told.report_folder import data
from bondcalc.portfolio.told.store_pages import pages
from bondcalc.portfolio.told.store_view import StoreView
from tests.commands import bondcalc
from tests.page.many_store import many_store
from tests.portfolio.county_store import contents, county_store
from tests.portfolio.inline import Inline
from tests.portfolio.pooled_members import CODE, listed, member
from tests.portfolio.test_changed_use import stated
from tests.report_schemas import portfolio_schemas
from tests.test_json_schemas import FOLDER, wrong

ONE, BROKEN = "land-reserve.toml", "broken.toml"
pytestmark = pytest.mark.slow


def test_the_schemas_say_what_reports_state() -> None:
    for name, text in portfolio_schemas():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, f"{name} is stale: python -m tests.remake"


def empty(path: Path) -> Path:
    """A store of a list without a project."""
    with StoreWriter(path) as writer:
        writer.finish(writer.begin("空", "0" * 64), (), None)
    return path


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Stores: all of the county twice, one project, one without a result, none, many under other codes."""
    folder = tmp_path_factory.mktemp("stores")
    return [
        county_store(folder / "county.db", contents(), runs=2),
        county_store(folder / "one.db", [ONE]),
        county_store(folder / "broken.db", [BROKEN]),
        empty(folder / "empty.db"),
        many_store(folder / "many.db", 60),
    ]


def test_a_report_of_any_store(stores: Iterable[Path]) -> None:
    for path in stores:
        with open_store(path) as store:
            view = StoreView(store)
            told = json.loads(json.dumps(data(view, pages(view))))
        assert wrong("portfolio", told) == [], path.name
        assert told["projects"] == len(view.members)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("portfolio_stress", ("stress",)),
        ("portfolio_risk", ("risk", "--scenarios", "100")),
        ("portfolio_batch", ("batch", "--year", "2026", "--quota", "合计=50000", "--quota", "430426=20000")),
    ],
)
def test_an_answer_about_any_store(name: str, words: tuple[str, ...], stores: Iterable[Path]) -> None:
    for path in stores:
        done = bondcalc("portfolio", words[0], path, *words[1:], "--json")
        assert done.returncode == 0, done.stderr
        assert wrong(name, json.loads(done.stdout)) == [], path.name


def test_an_audit_of_a_store_whose_files_are_gone(stores: list[Path], tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("bondcalc.cli.many_projects.engine_of", lambda *_: Inline())
        done = bondcalc("portfolio", "audit", stores[0], "--files", tmp_path, "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, wrong("portfolio_audit", told)) == (5, [])
    assert len(told["differences"]) >= len(contents()) - 1


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The form of a pooled bond of two projects beside its list."""
    folder = tmp_path_factory.mktemp("form")
    listed(folder, [member(7, 2500), member(8, 1500)])
    issue(read_list(folder / "清单.toml"), CODE, folder / "披露")
    return folder / "披露"


def test_an_audit_of_a_form_and_of_one_that_was_changed(form: Path, tmp_path: Path) -> None:
    same = bondcalc("portfolio", "audit", form, "--json")
    assert (same.returncode, wrong("pooled_audit", json.loads(same.stdout))) == (0, [])
    listed(tmp_path, [member(7, 2500), member(9, 1500)])
    (tmp_path / "披露").mkdir()
    for file in form.iterdir():
        (tmp_path / "披露" / file.name).write_bytes(file.read_bytes())
    other = bondcalc("portfolio", "audit", tmp_path / "披露", "--json")
    told = json.loads(other.stdout)
    assert (other.returncode, wrong("pooled_audit", told)) == (5, [])
    assert told["differences"]


def test_a_change_of_use(tmp_path: Path) -> None:
    stated(tmp_path)
    done = bondcalc("portfolio", "reassigned", tmp_path / "清单.toml", "--bond", CODE, "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, wrong("reassigned", told), len(told["changes"])) == (0, [], 2)


def test_a_bond_that_is_issued_and_members_filled_in(form: Path, tmp_path: Path) -> None:
    for words in (
        ("issue", form.parent / "清单.toml", "--bond", CODE, "--out", tmp_path / "out"),
        (
            "members",
            form.parent / "清单.toml",
            "--bond",
            CODE,
            "--project",
            "1.toml",
            "--out",
            tmp_path / "members.xlsx",
        ),
    ):
        done = bondcalc("portfolio", *words, "--json")
        assert done.returncode == 0, done.stderr
        assert wrong("made", json.loads(done.stdout)) == []


def test_what_a_schema_does_not_name_is_found(stores: list[Path]) -> None:
    with open_store(stores[1]) as store:
        view = StoreView(store)
        told = json.loads(json.dumps(data(view, pages(view))))
    [project] = told["tables"]["projects"]
    project["special_bonds"] = 8300.0
    del project["code"]
    project["secret"] = ""
    assert len(wrong("portfolio", told)) == 3
