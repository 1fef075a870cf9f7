"""Every dated value on the day before, the day of and the day after it changes, read here from the files on its own."""

import re
import tomllib
from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest

from bondcalc.rules.load import RULES_FOLDER, RuleError, earliest, rules_on

ONE = timedelta(1)


class Row(NamedTuple):
    """One row of the data as it is written."""

    id: str
    start: date
    end: date
    value: Any


def written() -> list[Row]:
    """Every value of every file; what has no end ends with its document, or never."""
    found = []
    for path in sorted(RULES_FOLDER.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        last = table["instrument"].get("in_force_to", date.max)
        found += [Row(row["id"], row["from"], row.get("to", last), row["value"]) for row in table.get("values", ())]
    return found


ROWS = written()


def on(id_: str, day: date) -> Any:
    """The value of a day: that of the row that began last, if it has not ended."""
    begun = [row for row in ROWS if row.id == id_ and row.start <= day]
    latest = max(begun, key=lambda row: row.start, default=None)
    return latest.value if latest is not None and day <= latest.end else None


def same(value: Any, other: Any) -> bool:
    if isinstance(other, list):
        return len(value) == len(other) and all(same(one, another) for one, another in zip(value, other, strict=True))
    return str(value) == other if isinstance(other, str) else float(value) == float(other)


def changes(row: Row) -> list[date]:
    """Days around its start and its end that a rule date can have."""
    days = [row.start - ONE, row.start, row.start + ONE] + ([] if row.end == date.max else [row.end, row.end + ONE])
    return [day for day in days if day >= earliest()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.id}-{row.start}")
def test_a_value_holds_from_its_day_to_its_day(row: Row) -> None:
    for day in [*changes(row), earliest()]:
        expected, rules = on(row.id, day), rules_on(day)
        if expected is None:
            with pytest.raises(RuleError, match=r"早于参数|没有有效值"):
                rules.value(row.id)
        else:
            assert same(rules.value(row.id).value, expected), day


def test_some_values_do_change() -> None:
    """The test above would pass on data that never changes; this says that there is such data."""
    moved = {row.id for row in ROWS if any(other.id == row.id and other.value != row.value for other in ROWS)}
    assert moved >= {"permitted_terms", "provincial_capital_share", "capital_use_sectors", "barred_sectors"}


def test_a_day_before_the_first_document_names_it() -> None:
    with pytest.raises(RuleError, match=re.escape(str(earliest()))):
        rules_on(earliest() - ONE)
