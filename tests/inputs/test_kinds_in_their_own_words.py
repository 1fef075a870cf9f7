"""Examples and questions of a workbook for one kind of project speak of that kind alone."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from bondcalc.inputs.form.example_words import EXAMPLES
from bondcalc.inputs.form.project_kinds import KINDS
from bondcalc.samples import write_input
from tests.schedules.stated import computed, verdict_in

OWN = {
    "park": ("园区", "厂房", "节点", "入园企业", "污水"),
    "plants": ("园区", "厂房", "入园企业", "污水"),
    "land-reserve": ("收储", "收回补偿", "住宅用地"),
    "idle-land": ("收储", "收回补偿", "住宅用地"),
    "housing": ("保障性住房", "商品房"),
    "sewage": ("污水", "再生水", "自来水"),
    "water": ("净水厂", "自来水"),
    "heat": ("供热", "热源"),
    "road": ("收费公路", "通行费"),
    "parking": ("停车", "车位"),
    "hospital": ("医院", "住院", "床位"),
    "school": ("职业院校", "学生", "在校生"),
    "general": (),
}
"""Words by which a reader knows a kind; a new kind names its own here."""
EXAMPLE_ROW = 3
BOND = '[[bonds]]\nid = "A"\nstatus = "planned"\nvalue_date = 2021-06-15\nface = 100\ncoupon = 0.03\nterm_years = 5\n'


def examples(path: Path) -> Iterator[tuple[str, str]]:
    """Every text of an example row of the sheets in sight, with its sheet."""
    for sheet in openpyxl.load_workbook(path).worksheets:
        row = [cell.value for cell in sheet[EXAMPLE_ROW]]
        if sheet.sheet_state == "visible" and str(row[0]).startswith("例："):
            yield from ((sheet.title, text) for text in row if isinstance(text, str))


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_no_example_is_in_the_words_of_another_kind(kind: str, tmp_path: Path) -> None:
    write_input(tmp_path / "new.xlsx", None, range(2026, 2028), kind)
    shown = list(examples(tmp_path / "new.xlsx"))
    foreign = {word for words in OWN.values() for word in words} - set(OWN[kind])
    assert len(shown) > 30
    assert [(sheet, text) for sheet, text in shown if any(word in text for word in foreign)] == []
    assert not OWN[kind] or any(word in text for _, text in shown for word in OWN[kind])


def test_every_kind_has_its_words_and_no_word_is_of_two_unlike_kinds() -> None:
    assert set(OWN) == set(KINDS) >= set(EXAMPLES)
    for kind, words in EXAMPLES.items():
        said = "".join(str(value) for value in vars(words).values())
        foreign = {word for other in OWN if other != kind for word in OWN[other]} - set(OWN[kind])
        assert not [word for word in foreign if word in said], kind


@pytest.mark.parametrize(
    ("sector", "answer", "verdict"),
    [
        ("health", "", "not_applicable"),
        ("railway", "", "not_applicable"),
        ("municipal_and_park", "", "needs_input"),
        ("new_infrastructure", "", "needs_input"),
        ("other", "", "needs_input"),
        ("health", "true", "fail"),
        ("health", "false", "pass"),
    ],
)
def test_no_hospital_is_asked_whether_it_builds_plants_for_one_firm(sector: str, answer: str, verdict: str) -> None:
    text = f'[project]\nname = "x"\nrule_date = 2021-05-01\nsector = "{sector}"\n'
    stated = f"[compliance]\nbuild_to_suit = {answer}\n" if answer else ""
    assert verdict_in(computed(BOND + stated, text), "W21") == verdict
