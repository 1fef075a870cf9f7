"""Rows of sheets compare, hash and show as those of a plain dataclass."""

from dataclasses import FrozenInstanceError, dataclass, replace

import pytest

from bondcalc.inputs.project import sheets
from bondcalc.inputs.row_class import row_class


class Stated:
    """What both classes are made of."""

    name: str
    count: int = 2
    by_year: tuple[int, ...] = ()


Quick = row_class(type("Stated", (Stated,), {"__doc__": "", "__annotations__": Stated.__annotations__}))
Plain = dataclass(frozen=True, kw_only=True)(
    type("Stated", (Stated,), {"__doc__": "", "__annotations__": Stated.__annotations__})
)
ROWS = ({"name": "甲"}, {"name": "甲", "count": 3}, {"name": "乙", "by_year": (2025, 2026)})


def test_rows_are_those_of_a_dataclass() -> None:
    quick, plain = ([kind(**stated) for stated in ROWS] for kind in (Quick, Plain))
    assert list(map(repr, quick)) == list(map(repr, plain))
    assert list(map(hash, quick)) == list(map(hash, plain))
    for row in range(len(ROWS)):
        assert [quick[row] == other for other in quick] == [plain[row] == other for other in plain]
        assert quick[row] == Quick(**ROWS[row])
        assert quick[row] != plain[row]
    assert replace(quick[0], count=3) == quick[1]
    with pytest.raises(FrozenInstanceError):
        quick[0].name = "丙"
    with pytest.raises(TypeError, match="unhashable"):
        hash(Quick(name="甲", by_year=[]))


def test_a_value_worked_out_of_a_row_is_no_part_of_it() -> None:
    row = Quick(name="甲")
    vars(row)["worked_out"] = 5
    assert row == Quick(name="甲")
    assert "worked_out" not in repr(row)


def test_every_sheet_has_these_rows() -> None:
    assert all(one.statement.__eq__ is Quick.__eq__ for one in sheets())
