"""How Word filings look: sizes by style, rules under the values of the cover, tints, contents of one page or of evenly spaced ones."""

import re

from lxml import etree

from bondcalc.typeset.pdf_cover import CLOSE_LEADING, ENTRY_LEADING
from bondcalc.typeset.pdf_tables import SIZES
from bondcalc.typeset.word.docx_cover import DEPTH, HEAD, contents_field
from bondcalc.typeset.word.docx_tables import cell_style
from bondcalc.typeset.word.opened import said
from bondcalc.typeset.word.read_controls import W
from tests.typeset.test_word_filings import package

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
LOOKS = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def test_every_size_of_a_table_is_a_style_because_bound_numbers_take_no_other() -> None:
    opened = package("land-reserve", "plan")
    styles = {said(style, f"{W}styleId"): style for style in opened.styles.findall(f"{W}style")}
    for size in SIZES:
        stated = styles[cell_style(size)].find(f"{W}rPr/{W}sz")
        assert stated is not None
        assert int(said(stated, f"{W}val")) == size * 2
    tables = list(opened.body.iter(f"{W}tbl"))
    assert not [own for table in tables for own in table.iter(f"{W}sz")]
    sizes = [{said(style, f"{W}val") for style in table.iter(f"{W}pStyle")} for table in tables]
    assert all(len(used) == 1 and used <= set(styles) for used in sizes)
    assert cell_style(9.0) in set().union(*sizes), "land by parcel is set smaller"


def test_values_of_the_cover_stand_over_a_rule_to_the_edge() -> None:
    rows = [
        paragraph
        for paragraph in package("land-reserve", "disclosure").body.iter(f"{W}p")
        if any(said(style, f"{W}val") == "BCCoverRow" for style in paragraph.iter(f"{W}pStyle"))
    ]
    assert len(rows) > 4
    for row in rows:
        *_, value, rule = row.findall(f".//{W}r")
        assert all(run.find(f"{W}rPr/{W}u") is not None for run in (value, rule))
        assert "".join(value.itertext())
        assert rule.find(f"{W}tab") is not None


def test_every_span_of_a_timeline_has_a_tint_of_its_own() -> None:
    opened = package("land-reserve", "plan")
    charts = [etree.fromstring(part) for name, part in opened.parts.items() if name.startswith("word/charts/chart")]
    bars = [chart for chart in charts if chart.find(f".//{CHART}barDir[@val='bar']") is not None]
    assert len(bars) == 1
    drawn = bars[0].findall(f".//{CHART}ser")[1]
    points = drawn.findall(f"{CHART}dPt")
    fills = {etree.tostring(next(point.iter(f"{LOOKS}solidFill", f"{LOOKS}pattFill"))) for point in points}
    assert len(points) == len(fills) == len(drawn.findall(f"{CHART}cat//{CHART}pt")) == 4


def test_contents_move_together_only_where_that_makes_one_page() -> None:
    def leading(count: int) -> float:
        field = contents_field([(1, "章", f"_bc_h{at}") for at in range(count)])
        stated = re.findall(r'w:line="(\d+)"', field)
        return int(stated[0]) / 20 if stated else ENTRY_LEADING

    page = DEPTH - HEAD
    assert leading(4) == ENTRY_LEADING
    one = int(page // CLOSE_LEADING)
    assert CLOSE_LEADING <= leading(one) < ENTRY_LEADING
    assert leading(one + 1) == ENTRY_LEADING


def test_names_under_a_chart_are_turned_where_they_are_many() -> None:
    def turned(sample: str) -> set[bool]:
        parts = package(sample, "plan").parts
        charts = [etree.fromstring(part) for name, part in parts.items() if name.startswith("word/charts/chart")]
        upright = [chart for chart in charts if chart.find(f".//{CHART}barDir[@val='bar']") is None]
        axes = [chart.find(f".//{CHART}catAx/{CHART}txPr/{LOOKS}bodyPr") for chart in upright]
        years = [len(chart.findall(f".//{CHART}ser[1]/{CHART}cat//{CHART}pt")) for chart in upright]
        return {
            body is not None and body.get("rot") == "-5400000"
            for body, count in zip(axes, years, strict=True)
            if count > 5
        }

    assert True in turned("anping-water"), "21 years"
    assert turned("land-reserve") == {False}, "6 years"
