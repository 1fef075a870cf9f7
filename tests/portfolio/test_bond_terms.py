"""One bond in two projects: told the same it is nothing, told otherwise both are named."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from bondcalc.portfolio.kept_record import BondKept
from bondcalc.portfolio.store_reader import open_store
from bondcalc.portfolio.told.bonds_told_differently import told_differently
from bondcalc.portfolio.told.executions import IssuedBonds, ProjectExecution
from bondcalc.portfolio.told.store_view import StoreView
from tests.portfolio.county_store import DAY, county_store, made, row

PARKS = ["hengyang-park.toml", "hengyang-park-2.toml"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, ""),
        ({"coupon": "0.0345"}, "为票面利率3.45%、起息日2020-09-15、到期日2030-09-15"),
        ({"last_day": "2030-09-20", "value_date": "2020-09-20"}, "起息日2020-09-20、到期日2030-09-20"),
        ({"value_date": "2021-03-15"}, ""),  # reopened later, with the terms of its first issue
        ({"coupon": "0.0345", "name": "另一债券"}, ""),
    ],
)
def test_a_bond_told_otherwise_by_two_projects_names_both(tmp_path: Path, change: dict[str, str], words: str) -> None:
    """A of the park is issued in both files; the actuals of the second tell it with the change."""
    record = made(PARKS[1]).record
    assert record is not None
    bonds = tuple(_changed(bond, change) for bond in record.bonds)
    done = ProjectExecution(DAY, issued=IssuedBonds(bonds, tuple(record.payments)))
    with open_store(county_store(tmp_path / "库.db", PARKS)) as opened:
        said = [
            text.zh for text in told_differently(StoreView(opened, DAY, executions={row(PARKS[1]).code or "": done}))
        ]
    assert len(said) == bool(words)
    for text in said:
        assert words in text
        assert "2020年湖南省政府专项债券（十期）" in text
        assert "3.38%" in text or "2030-09-15" in text


@pytest.mark.parametrize(("ways", "cut"), [(2, False), (4, False), (5, True)])
def test_paper_names_the_first_ways_and_the_workbook_all(ways: int, cut: bool) -> None:
    """One bond in as many projects, each with a coupon of its own: five ways are three and a count on paper."""
    record = made(PARKS[0]).record
    assert record is not None
    told = [(str(number), record.bonds[0]._replace(coupon=f"0.03{number}")) for number in range(ways)]
    view = SimpleNamespace(bonds=lambda: told, by_key={key: SimpleNamespace(name=f"项目{key}") for key, _ in told})
    (text,) = told_differently(cast("StoreView", view))
    paper = text.paper or ""
    assert text.zh.count("票面利率") == ways
    assert paper.count("票面利率") == (3 if cut else ways)
    assert (f"等{ways}种填法，逐个见工作簿" in paper) == cut


def _changed(bond: BondKept, change: dict[str, str]) -> BondKept:
    return bond._replace(**change) if bond.id == "A" else bond  # type: ignore[arg-type]
