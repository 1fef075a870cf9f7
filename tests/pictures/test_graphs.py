"""Pictures of a report: bars as long as their figures, waterfalls that go on where they ended, bands between percentiles."""

import io
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bondcalc.pictures.column_shapes import column_shapes
from bondcalc.pictures.graph_shapes import graph_shapes
from bondcalc.pictures.letters import MISSING, PLAIN, broken, drawable, wide
from bondcalc.pictures.report_page import report_page
from bondcalc.pictures.report_picture import report_picture
from bondcalc.pictures.shapes import Lettering, Picture, Polyline, Rectangle
from bondcalc.pictures.table_shapes import MOST
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Datum, Graph, Listing, Note, Report, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

TITLE = Words("试算", "Trial")
NASTY = "</p><script>alert('甲')</script>"
ratios = st.decimals("-5", "5", places=4)


def listing(rows: list[ReportRow], series: list[str], graph: Graph | None) -> Listing:
    columns = [
        ReportColumn("name", Words("名称", "name"), align="l"),
        *(ReportColumn(one, one, Unit.RATIO) for one in series),
    ]
    return Listing("rows", TITLE, columns, rows, graph=graph)


def bars(picture: Picture, rows: int) -> list[Rectangle]:
    """The bars of a picture, samples of the legend left out: those stand below."""
    low = max(one.y for one in picture.shapes if isinstance(one, Rectangle) and one.height == 11)
    found = [one for one in picture.shapes if isinstance(one, Rectangle) and one.y < low - 10]
    assert len(found) <= 3 * rows
    return found


@pytest.mark.slow
@given(values=st.lists(st.tuples(ratios, ratios), min_size=1, max_size=12))
def test_bars_are_as_long_as_their_figures(values: list[tuple[Decimal, Decimal]]) -> None:
    rows: list[ReportRow] = [
        {"name": f"{at}", "one": Datum(one, Unit.RATIO), "other": Datum(other, Unit.RATIO)}
        for at, (one, other) in enumerate(values)
    ]
    graph = Graph("bar", TITLE, Unit.RATIO, (("one", "甲"), ("other", "乙")))
    drawn = bars(graph_shapes(listing(rows, ["one", "other"], graph), graph, Notation()), len(rows))
    meant = [float(abs(value)) for pair in values for value in pair if value]
    assert len(drawn) == len(meant)
    if meant:
        scale = drawn[0].width / meant[0]
        assert all(abs(bar.width - scale * value) < 0.01 for bar, value in zip(drawn, meant, strict=True))


@given(
    start=st.decimals("1", "3", places=4),
    moves=st.lists(st.decimals("-0.05", "0.05", places=4), min_size=1, max_size=9),
)
def test_a_waterfall_goes_on_where_it_ended(start: Decimal, moves: list[Decimal]) -> None:
    rows: list[ReportRow] = [{"name": "前", "whole": Datum(start, Unit.RATIO)}]
    level = start
    for move in moves:
        side = "down" if move < 0 else "up"
        rows.append({"name": "步", "low": Datum(min(level, level + move)), side: Datum(abs(move), Unit.RATIO)})
        level += move
    rows.append({"name": "后", "whole": Datum(level, Unit.RATIO)})
    series = ["low", "whole", "down", "up"]
    graph = Graph("bar", TITLE, Unit.RATIO, [(one, one) for one in series], "waterfall")
    drawn = bars(graph_shapes(listing(rows, series, graph), graph, Notation()), len(rows))
    assert len(drawn) == 2 + sum(move != 0 for move in moves)
    at = drawn[0].x + drawn[0].width
    for move, bar in zip([move for move in moves if move], drawn[1:-1], strict=True):
        assert abs((bar.x + bar.width if move < 0 else bar.x) - at) < 0.01
        at = bar.x if move < 0 else bar.x + bar.width
    assert abs(drawn[-1].x + drawn[-1].width - at) < 0.01
    # The largest of nine moves is seen however small it is beside the whole: the axis does not begin at zero.
    assert max((bar.width for bar in drawn[1:-1]), default=99) > 30


def test_a_fan_has_a_band_for_each_pair_and_a_line_in_the_middle() -> None:
    series = ["p95", "p75", "p50", "p25", "p5"]
    rows: list[ReportRow] = [
        {
            "name": str(2030 + at),
            **{one: Datum(Decimal(10 * at - 7 * place), Unit.MONEY) for place, one in enumerate(series)},
        }
        for at in range(4)
    ]
    graph = Graph("line", TITLE, Unit.MONEY, [(one, one) for one in series], "fan")
    picture = graph_shapes(listing(rows, series, graph), graph, Notation())
    bands = [one for one in picture.shapes if isinstance(one, Polyline) and one.filled]
    [middle] = [one for one in picture.shapes if isinstance(one, Polyline) and len(one.points) == 4]
    assert [len(band.points) for band in bands] == [8, 8]
    for (x, y), (over, above), (under, below) in zip(
        middle.points, bands[0].points[:4], reversed(bands[0].points[4:]), strict=True
    ):
        assert x == over == under
        assert above < y < below
    assert [one.text for one in picture.shapes if isinstance(one, Lettering)][-3:] == ["p5至p95", "p25至p75", "p50"]


def test_a_year_without_a_figure_leaves_a_gap() -> None:
    rows: list[ReportRow] = [{"name": str(at), "one": Datum(None if at == 2 else Decimal(at))} for at in range(5)]
    graph = Graph("line", TITLE, Unit.RATIO, [("one", "甲")])
    picture = graph_shapes(listing(rows, ["one"], graph), graph, Notation())
    assert sorted(len(one.points) for one in picture.shapes if isinstance(one, Polyline) and one.width > 2) == [2, 2]


def report(rows: int = 3, graph: Graph | None = None) -> Report:
    found: list[ReportRow] = [{"name": f"第{at}项", "one": Datum(Decimal(at), Unit.RATIO)} for at in range(rows)]
    return Report(
        NASTY,
        Notation(),
        [Note("n", Words("一句话")), Note("t", Words("只在表中"), tab=True), listing(found, ["one"], graph)],
    )


def test_a_page_fetches_nothing_and_takes_no_name_for_markup() -> None:
    page = report_page(report(), TITLE).decode()
    assert "<script" not in page.replace(NASTY, "")
    assert "&lt;script&gt;" in page
    assert not [word for word in ("http://", "https://", "src=", "@import", "url(") if word in page]
    assert "一句话" in page
    assert "只在表中" not in page
    assert all(f"第{at}项" in page for at in range(3))
    assert report_page(report(), TITLE).decode() == page


def test_a_picture_holds_graphs_or_tables_and_says_what_it_leaves_out() -> None:
    few, many = (Image.open(io.BytesIO(report_picture(report(rows), TITLE))) for rows in (3, MOST + 40))
    assert few.format == "PNG"
    assert few.width == many.width
    # No more than the rows that fit, and two lines that say how many are left.
    assert many.height < few.height * (MOST + 12) / 3
    graph = Graph("bar", TITLE, Unit.RATIO, [("one", "甲")])
    drawn = Image.open(io.BytesIO(report_picture(report(3, graph), TITLE)))
    assert len(drawn.getcolors(100_000) or []) > 10
    assert drawn.height != few.height


@pytest.mark.parametrize("room", [60.0, 200.0, 500.0])
def test_texts_break_within_their_room_and_lose_nothing(room: float) -> None:
    text = "最大计划发行额：16,885.52万元（录入20,000.00万元）；再改变一个最小幅度即C10不通过。"
    lines = list(broken(text, 13, room))
    assert "".join(lines) == text
    assert all(wide(line, 13) <= room or len(line) < 14 for line in lines)
    assert not any(line[0] in "，。；：、）" for _, line in pairwise(lines))


def test_a_sign_that_no_face_has_is_seen_to_be_missing() -> None:
    assert drawable("甲\U0001f600乙", PLAIN) == f"甲{MISSING}乙"


def test_columns_stand_on_each_other_and_a_lone_value_of_a_line_is_seen() -> None:
    """By hand: 300 points for an axis of 0 to 4, so that 1 and 2 are 75 and 150 high; below zero they hang."""
    rows: list[ReportRow] = [
        {"year": "2024", "a": Datum(Decimal(1)), "b": Datum(Decimal(2)), "line": Datum(Decimal(4))},
        {"year": "2025", "a": Datum(Decimal(2)), "b": Datum(Decimal(0)), "line": Datum(None)},
    ]
    graph = Graph("line", Words("甲"), Unit.NONE, [("a", "a"), ("b", "b"), ("line", "line")])
    chart = Listing("l", None, (ReportColumn("year", "year"),), rows, graph=graph)
    drawn = column_shapes(chart, graph, Notation(), ("line",))
    columns = [shape for shape in drawn.shapes if isinstance(shape, Rectangle) and shape.width > 22]
    assert [round(shape.height, 6) for shape in columns] == [75, 150, 150]
    low, high = columns[:2]
    assert round(high.y + high.height - low.y, 6) == 0
    strokes = [shape for shape in drawn.shapes if isinstance(shape, Polyline) and shape.width == 2.5]
    assert [{y for _, y in shape.points} for shape in strokes] == [{low.y + low.height - 300}] * len(strokes)
    assert strokes
