"""Sizes of paper, margins and scales that no printer has are told like any others."""

from xml.etree.ElementTree import Element

import pytest

from bondcalc.audit.difference import Cause
from bondcalc.audit.xlsx.audited_sheet import AuditedSheet, StoredCell
from bondcalc.audit.xlsx.paper import read_margins, read_setup
from bondcalc.audit.xlsx.paper_looks import printed
from bondcalc.audit.xlsx.styles import CellFont, CellStyle

SIDES = ("left", "right", "top", "bottom")


def sheet(setup: dict[str, str], margin: str = "0.4", size: float = 10.0) -> AuditedSheet:
    page = AuditedSheet("表", hidden=False)
    page.cells[1, 1] = StoredCell("字", style=CellStyle(font=CellFont(size=size)))
    page.layout.paper = read_setup(page.layout.paper, Element("pageSetup", {"paperSize": "9", **setup}))
    page.layout.margins = read_margins(Element("pageMargins", dict.fromkeys(SIDES, margin)))
    return page


@pytest.mark.parametrize("figure", ["1e300", "-1e300", "1e34", "1" + "0" * 308])
@pytest.mark.parametrize("size", [10.0, 0.0, -1e300])
def test_a_scale_beyond_all_is_told(figure: str, size: float) -> None:
    told = list(printed(sheet({"scale": figure}, size=size), sheet({})))
    assert [(place, cause) for place, *_, cause in told] == [
        ("pageSetup", Cause.LOOK if size <= 0 or figure.startswith("-") else Cause.FORM)
    ]


@pytest.mark.parametrize("length", ["9" * 300 + "in", "9" * 40 + "mm"])
@pytest.mark.parametrize("margin", ["0.4", "1e300", "-1e300"])
def test_paper_beyond_all_is_told(length: str, margin: str) -> None:
    told = list(printed(sheet({"paperWidth": length, "paperHeight": "0.01mm"}, margin), sheet({})))
    assert told[0][0] == ("pageMargins" if margin == "1e300" else "pageSetup")
    assert all(len(text) < 60 for _, text, *_ in told)


def test_sides_are_written_with_three_digits() -> None:
    ((place, filed, fresh, _),) = printed(sheet({"paperWidth": "50mm", "paperHeight": "70mm"}), sheet({}))
    assert place == "pageSetup"
    assert "1.17″ × 1.96″" in filed
    assert fresh == "7.47″ × 10.9″"
