"""The disclosure of the published Ningbo case: every figure that its page prints stands in ours, in the same four decimals."""

from bondcalc.filings.draw import write
from bondcalc.typeset.document import PageTable, PrintedFigure
from tests.trials.trial import table_of
from tests.worked.printed import computed, rows


def test_ningbos_page_comes_out_figure_by_figure() -> None:
    document = write(computed("cn-ningbo-2021-zx13"), "disclosure")
    drawn = {
        cell.id: cell.text
        for block in document.blocks
        if isinstance(block, PageTable)
        for row in block.rows
        for cell in row
        if isinstance(cell, PrintedFigure)
    }
    compared = 0
    for row in rows("cn-ningbo-2021-zx13"):
        line = row["line"]
        id_ = f"disclosure_by_year.revenue@{line}" if line.isdigit() else f"disclosure.{line}"
        assert drawn[id_].replace(",", "") == row["value"], id_
        compared += 1
    assert compared == 33


def test_ningbos_year_frame_is_headed_by_its_years() -> None:
    document = write(computed("cn-ningbo-2021-zx13"), "disclosure")
    frame = table_of(document, "项目分年融资计划")
    assert list(frame.heading[0][1:]) == [
        "2018年及以前年度",
        "2019年",
        "2020年",
        "2021年",
        "2022年",
        "2023年",
        "2024年",
        "2025年",
        "2026年及以后年度",
    ]
