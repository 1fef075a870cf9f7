"""Lines of a chart are told apart without colour, in the plot as in the legend, in every medium that is printed."""

from types import ModuleType

import pytest

from bondcalc.typeset import pdf_charts
from bondcalc.typeset.word import docx_charts
from bondcalc.workbook.tabs import report_graphs

LINES = 5
"""As many as any chart of ours draws: the percentiles of a fan."""


@pytest.mark.parametrize("medium", [pdf_charts, docx_charts, report_graphs])
def test_no_two_lines_share_dash_or_marker(medium: ModuleType) -> None:
    for looks in (medium.DASHES, medium.MARKERS):
        assert len(looks) == len(set(looks)) >= LINES
