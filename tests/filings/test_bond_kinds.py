"""The boxes of the disclosure form: one from the sector, several as filled in, and a name that no box has."""

from dataclasses import replace

import pytest

from bondcalc.filings.draw import write
from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.bond_kinds import BOXES, OF_SECTOR, ticked
from bondcalc.inputs.sheets.particulars import SECTORS
from bondcalc.problem import ProjectError
from bondcalc.result.result import Result
from tests.conftest import SAMPLE
from tests.parted import compute
from tests.trials.trial import table_of


def marks(result: Result, kinds: str | None) -> list[str]:
    """The boxes that are ticked on the form."""
    [form] = result.project.tables["project"]
    tables = result.project.tables | {"project": (replace(form, bond_kinds=kinds),)}
    document = write(replace(result, project=replace(result.project, tables=tables)), "disclosure")
    table = table_of(document, "债券类型")
    boxes = [box for row in table.rows for cell in row for box in str(cell).split("　") if box]
    assert len(boxes) == len(BOXES) + sum(map(len, BOXES.values()))
    return [box[1:] for box in boxes if box.startswith("√")]


def test_a_sector_ticks_its_box(sample: Result) -> None:
    assert marks(sample, None) == ["市政和产业园区基础设施"]


def test_several_are_ticked_and_a_kind_ticks_its_field(sample: Result) -> None:
    told = marks(sample, "市政和产业园区基础设施、城市停车场；城镇污水垃圾处理")
    assert told == ["交通基础设施", "城市停车场", "生态环保", "城镇污水垃圾处理", "市政和产业园区基础设施"]


def test_every_sector_has_a_box_of_the_form() -> None:
    known = {*BOXES, *(kind for kinds in BOXES.values() for kind in kinds)}
    assert set(OF_SECTOR.values()) <= known
    assert set(OF_SECTOR) <= set(SECTORS)
    assert {sector for sector in SECTORS if ticked(None, sector) == {"其他"}} == {
        "real_estate",
        "commercial_industry",
        "other",
    }


def test_a_name_without_a_box_is_a_problem_that_names_the_boxes() -> None:
    text = SAMPLE.read_text(encoding="utf-8").replace('sector = "', 'bond_kinds = "停车楼、铁路"\nsector = "', 1)
    with pytest.raises(ProjectError) as caught:
        read_bytes("project.toml", text.encode())
    [problem] = caught.value.problems
    assert "停车楼" in str(problem)
    assert "城市停车场" in str(problem)


def test_the_sample_computes_with_kinds() -> None:
    text = SAMPLE.read_text(encoding="utf-8").replace('sector = "', 'bond_kinds = "文化旅游，铁路"\nsector = "', 1)
    assert "文化旅游" in str(write(compute(read_bytes("project.toml", text.encode())), "disclosure").blocks)
