"""A day as people, banks and programs write it; what could be two days or none is refused."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from bondcalc.inputs.project import sheets
from bondcalc.inputs.values import WrongError, convert

DAY = next(cell for sheet in sheets() for cell in sheet.cells if cell.kind == "date")


@pytest.mark.parametrize(
    "written",
    [
        "2020-9-2",
        "2020/09/02",
        "2020.9.2",
        "2020年9月2日",
        "2020年9月2号",
        "２０２０－９－２",
        "20200902",
        " 20200902",
        20200902,
        Decimal(20200902),
        "2020-09-02 15:04:05",
        "2020-09-02T15:04:05.123",
        "2020/9/2 5:04",
        "2020年9月2日 23:59:59",
        "２０２０－９－２　１５：０４：０５",
        "20200902 15:04:05",
        "20200902150405",
        20200902150405,
        date(2020, 9, 2),
        datetime(2020, 9, 2),  # noqa: DTZ001 — a workbook knows no zones
        datetime(2020, 9, 2, 15, 4, 5),  # noqa: DTZ001
    ],
)
def test_a_day_is_read_as_it_is_written(written: object) -> None:
    assert convert(DAY, written) == date(2020, 9, 2)


@pytest.mark.parametrize(
    "written",
    [
        "2020-9-215:04:05",
        "2020-9-2 25:04:05",
        "2020-9-2 15:60",
        "2020-9-2 15",
        "15:04:05",
        "20200902250405",
        20200902250405,
        "2020-9 15:04",
        "2020902",
        "202009021",
        "20201302",
        "20200230",
        "2020-9/2",
        "2020年9.2",
        "20200902日",
        2020902,
        44089,
        20200902.5,
        True,
        Decimal("nan"),
        float("inf"),
    ],
)
def test_what_is_no_day_is_refused(written: object) -> None:
    with pytest.raises(WrongError):
        convert(DAY, written)
