"""The sample list is what the samples make of it, and its projects give what its README says."""

import pytest

from bondcalc.portfolio.kept_record import FileState
from bondcalc.portfolio.store_reader import open_store
from tests.portfolio.county import FOLDER, MEMBERS, county_files
from tests.portfolio.inline import run


def test_the_sample_is_not_stale() -> None:
    for path, data in county_files().items():
        assert path.read_bytes() == data, f"{path.name} is stale: python -m tests.remake"


@pytest.mark.slow
def test_its_projects_give_what_the_readme_says(tmp_path_factory: pytest.TempPathFactory) -> None:
    store = tmp_path_factory.mktemp("county") / "s.db"
    end = run(FOLDER / "list.xlsx", store)
    assert {row.status for row in end.rows} == {FileState.DONE}
    codes = {one.file: one.code for one in MEMBERS}
    with open_store(store) as opened:
        assert sorted(one.key for one in opened.projects()) == sorted(codes.values())
        failing = {(key, one.rule) for key, one in opened.findings("fail")}
        statutory = {key for key, rule in failing if rule == "C01"}
        assert statutory == {codes["sewage-north"]}
        # A useful mix: three stand but for what is to be explained, one fails the law, two their province's threshold alone.
        assert {codes[name] for name in ("sewage-south", "sewage-south-2", "reserve-west")}.isdisjoint(dict(failing))
        assert {rule for key, rule in failing if key == codes["reserve-east"]} == {"C03"}
        assert (codes["park"], "C03") in failing
        shared = {one.bond for one in opened.allocations()}
        assert {bond.id for _, bond in opened.bonds()} >= shared
        asset = [key for number, key in opened.registered("asset") if number == "SW-2026-001"]
        assert asset == sorted((codes["sewage-south"], codes["sewage-south-2"]))
