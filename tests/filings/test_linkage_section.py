"""产业关联 in the plan: the words, the diagram as boxes and arrows, the table that says the same in Word."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from bondcalc.filings.parts.linkage_section import diagram
from bondcalc.inputs.sheets.firms import Firm
from bondcalc.result.result import Result
from bondcalc.schedules import firm_chain
from bondcalc.schedules.firm_chain import Chain
from bondcalc.typeset.document import ChainDiagram
from bondcalc.typeset.pdf_chain import BAND_GAP, ROW, TITLE, arrows_between_rows, box_places, chain_piece, stands_in_way
from tests.parted import compute
from tests.samples import computed_sample
from tests.trials.trial import own_text


def drawn(sample: Result) -> ChainDiagram:
    chain = sample.book.use(firm_chain.schedule)
    assert isinstance(chain, Chain)
    return diagram(sample, chain)


def test_every_firm_stands_once_and_every_arrow_joins_two_of_them(sample: Result) -> None:
    shown = drawn(sample)
    firms = [firm for _, stood in shown.stages for firm in stood]
    assert [label for label, _ in shown.stages] == ["上游", "核心", "下游", "配套服务"]
    assert sorted(firms) == sorted(shown.names) == sorted(firm.id for firm in sample.project.tables["firms"])
    assert {firm for pair in shown.links for firm in pair} <= set(firms)
    assert len(shown.links) == 15


def test_its_height_is_that_of_its_rows(sample: Result) -> None:
    """Four boxes a row: four upstream, five of the core in two rows, two and two."""
    assert chain_piece(drawn(sample)).height == TITLE + 5 * ROW + 4 * BAND_GAP


def ring(stages: Sequence[int]) -> ChainDiagram:
    """Stages of so many firms, each of which supplies every firm of every other stage."""
    stood = [(str(stage), [f"{stage}.{number}" for number in range(count)]) for stage, count in enumerate(stages)]
    firms = [firm for _, row in stood for firm in row]
    links = [(one, other) for one in firms for other in firms if one.split(".")[0] != other.split(".")[0]]
    return ChainDiagram("图", stood, {firm: firm for firm in firms}, links)


@pytest.mark.parametrize("stages", [(4, 5, 2, 2), (1, 1, 1, 1), (4, 4, 4, 4), (1, 4, 2, 3), (3, 9, 1, 4), (8, 8)])
def test_no_arrow_between_rows_passes_behind_a_box(stages: Sequence[int]) -> None:
    shown = ring(stages)
    places = box_places(70.0, 700.0, shown)
    routed = arrows_between_rows(shown, places)
    assert len(routed) == sum(places[start][1] != places[end][1] for start, end in shown.links)
    for corners in routed:
        for start, end in pairwise(corners):
            low, high = sorted((start[1], end[1]))
            crossed = [box for box in places.values() if low < box[1] < high]
            assert not [box for box in crossed if stands_in_way(box, start, end)], (stages, corners)


def test_an_arrow_goes_straight_where_nothing_is_in_its_way() -> None:
    """Two firms of one column: an arrow from row to row, and one past the firm between."""
    column = ChainDiagram("图", [(id_, [id_]) for id_ in "abc"], {id_: id_ for id_ in "abc"}, [("a", "b"), ("a", "c")])
    places = box_places(0.0, 500.0, column)
    straight, past = arrows_between_rows(column, places)
    assert len(straight) == 2
    left, middle, _ = places["b"]
    assert {corner[0] for corner in past[1:3]} == {left - 6}
    assert [corner[1] for corner in past[1:3]] == [middle + 11, middle - 11]


def test_word_has_the_same_in_a_table(sample: Result) -> None:
    rows = drawn(sample).as_table().rows
    assert ["核心", "示例整车厂（主导企业）", "示例汽车销售公司、示例维修保养公司"] in rows
    assert ["配套服务", "示例汽车物流公司", "示例整车厂"] in rows


def test_the_plan_says_what_hangs_on_the_leading_firm(sample: Result) -> None:
    text = "".join(own_text(sample, "plan").split())
    for words in (
        "产业关联",
        "入园和拟入园企业13户",
        "占可能的156对的9.62%",
        "主导企业为示例整车厂",
        "不计入项目收益和覆盖倍数",
    ):
        assert words in text, words


def test_a_project_without_firms_has_no_such_section() -> None:
    assert "产业关联" not in own_text(computed_sample("land-reserve"), "plan")


def test_firms_without_supplies_or_leader_are_told_without_them(sample: Result) -> None:
    plain = tuple(replace(firm, leads=False) for firm in sample.project.tables["firms"])
    other = compute(replace(sample.project, tables={**sample.project.tables, "firms": plain, "supplies": ()}))
    text = "".join(own_text(other, "plan").split())
    assert "入园和拟入园企业13户" in text
    assert "主导企业为" not in text
    assert "园区产业链图" not in text


@pytest.mark.parametrize("filing", ["plan", "evaluation", "review"])
def test_a_filing_calls_firms_by_name(sample: Result, filing: str) -> None:
    """Ids of the input sheets say nothing to who reads a filing: no firm is called by one, in whatever table."""
    text = own_text(sample, filing)
    assert not [firm.id for firm in sample.project.rows(Firm) if firm.id in text]


def test_a_supply_is_told_by_both_names(sample: Result) -> None:
    text = "".join(own_text(sample, "plan").split())
    assert "示例动力电池厂向示例整车厂供应动力电池" in text
