"""Numbers stored as text that a spreadsheet turned to numbers are form; what loses something is not, and no two sides read alike."""

import time
from pathlib import Path

import pytest

from bondcalc.audit.difference import Cause
from bondcalc.audit.examine import audit
from bondcalc.audit.outcome import Status
from bondcalc.audit.pdf import sealed
from bondcalc.audit.xlsx.audited_sheet import AuditedSheet, StoredCell, Workbook
from bondcalc.audit.xlsx.kinds import kinds, number_in
from bondcalc.audit.xlsx.workbook import compare
from bondcalc.problem import FileError
from tests.trials.turned import schedules

FORM = Path(__file__).parents[1] / "trials" / "cases" / "files" / "signed-form-200-fields.pdf"


def one_cell(value: float | str | None, shown_as: str = "@") -> Workbook:
    page = AuditedSheet("表", hidden=False)
    page.cells[5, 2] = StoredCell(value, None, shown_as)
    return Workbook({"表": page}, {}, False, ())


@pytest.mark.parametrize(
    ("filed", "ours"),
    [(103109998.0, "103109998"), (1.2, "1.20"), (16000.13, "16,000.13"), (0.6, "60%"), (-3.0, "-3"), ("7", 7.0)],
)
def test_a_number_is_the_text_that_reads_as_it(filed: float | str, ours: float | str) -> None:
    (found,) = compare("a.xlsx", one_cell(filed), one_cell(ours), 0.01).differences
    assert found.cause is Cause.FORM
    assert found.filed != found.recomputed


@pytest.mark.parametrize(
    ("filed", "ours"),
    [
        (12.0, "0012"),
        (100000.0, "1E5"),
        (103109999.0, "103109998"),
        (1234567890123456.0, "1234567890123456"),
        ("厂房", "厂房\u200b"),
        ("1.2 ", "1.2"),
        (" 1.2", "1.2\u00a0"),
    ],
)
def test_what_is_lost_is_content_and_its_sides_read_differently(filed: float | str, ours: float | str) -> None:
    (found,) = compare("a.xlsx", one_cell(filed), one_cell(ours), 0.01).differences
    assert found.cause is not Cause.FORM
    assert found.filed != found.recomputed


@pytest.mark.parametrize("value", [1e300, -1e40, 1e22, 1e-320, float("inf"), float("-inf"), float("nan")])
@pytest.mark.parametrize("ours", [12.0, "12", None])
def test_a_number_beyond_all_bounds_is_a_difference_like_any_other(value: float, ours: float | str | None) -> None:
    found, *_ = compare("a.xlsx", one_cell(value), one_cell(ours), 0.01).differences
    assert found.filed != found.recomputed
    assert float(kinds(value).removesuffix("（数字）")) == pytest.approx(value, nan_ok=True)


def test_signs_that_nobody_sees_are_written_by_number() -> None:
    assert kinds("厂房\u200b") == "“厂房<U+200B>”（文字）"
    assert kinds(1.5) == "1.5（数字）"
    assert number_in("一") is None


@pytest.mark.slow
def test_a_workbook_whose_texts_became_numbers_is_form_only(tmp_path) -> None:
    found = audit([schedules(tmp_path)])
    assert not found.differs
    assert found.status is Status.CONTENT
    assert [one.recomputed for one in found.subjects[0].form if one.sheet] == ["“103109998”（文字）"]


def test_a_form_that_carries_nothing_is_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hundred fields took eighteen seconds: two revisions were compared of which neither could be rerun."""
    monkeypatch.setattr(sealed, "since", lambda *_: pytest.fail("revisions compared for nothing"))
    start = time.process_time()
    with pytest.raises(FileError, match="没有附带录入文件"):
        audit([FORM])
    assert time.process_time() - start < 1
