"""A table whose codes mean other sectors is refused; the 42 of later years are known by their names."""

import pytest

from bondcalc.inputs.sectors import SECTORS
from bondcalc.problem import FileError
from bondcalc.reports.input_output_report import cross_checked
from tests.input_output.test_table_file import EXAMPLE, ROWS
from tests.reports.test_input_output_report import table
from tests.schedules.test_linkage import park


def test_every_sector_of_the_example_is_known_by_its_name() -> None:
    names = dict(zip(ROWS[3][2:], ROWS[2][2:], strict=True))
    for code, short in SECTORS.items():
        assert sum(sign in names[code] for sign in short) * 2 > len(short), code
        others = [
            other for other in SECTORS if sum(sign in names[code] for sign in SECTORS[other]) * 2 > len(SECTORS[other])
        ]
        assert code in others
    assert cross_checked(park(), "example.csv", EXAMPLE).parts


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("交通运输设备", "电气机械及器材制造业"),
        ("电气机械器材", "通信设备、计算机及其他电子设备制造业"),
        ("化学", "石油加工、炼焦业"),
    ],
)
def test_an_older_order_of_the_42_is_refused(before: str, after: str) -> None:
    """In 2007 the cars stood at 17 and electrical machinery at 18: read by code, one would be taken for the other."""
    older = table().decode().replace(before, f'"{after}"').encode()
    with pytest.raises(FileError, match="与42部门分类不符"):
        cross_checked(park(), "2007.csv", older)
