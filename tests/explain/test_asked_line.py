"""A line is asked for by the names people use; several lines of a name are listed with their values."""

import pytest

from bondcalc.explain.asked_line import UnknownLineError
from bondcalc.explain.find import find
from bondcalc.explain.line_rows import id_of
from bondcalc.result.headline import key_figures
from bondcalc.result.result import Result
from bondcalc.wording import number

STATUTORY = "coverage.coverage_total_debt"


@pytest.mark.parametrize("name", ["E/F", "e/f", "E／F", "E÷F", "全部债务本息覆盖倍数", "本息覆盖倍数表 E/F", STATUTORY])
def test_the_statutory_ratio_by_every_name_of_it(sample: Result, name: str) -> None:
    assert id_of(sample, find(sample, name, None, None).line) == STATUTORY


def test_every_figure_of_the_first_page_by_its_label_and_its_letters(sample: Result) -> None:
    """F 全部债务融资本息 is F and 全部债务融资本息, E/H is the ratio that ends so."""
    for label, line in key_figures(sample):
        names = {label, label.replace(" ", "")}
        if label[1:2] == " ":
            names |= {label[0], label[2:]}
        if label[-4:-3] == " " and label[-2] == "/":
            names |= {label[-3:], label[:-4]}
        assert {find(sample, name, None, None).line for name in names} == {line}, names


def test_a_part_of_several_names_lists_each_with_its_value(sample: Result) -> None:
    with pytest.raises(UnknownLineError) as raised:
        find(sample, "本息覆盖倍数", None, None)
    assert raised.value.option == "LINE"
    rows = raised.value.zh.splitlines()[1:]
    total, special = (line for label, line in key_figures(sample) if label.endswith(("本息覆盖倍数 E/F", " E/H")))
    for row, line in zip(rows, (total, special), strict=True):
        assert row.startswith(id_of(sample, line))
        assert number.fixed(sample.figures.amount(line), 4) in row


def test_a_part_of_many_names_says_how_many_are_left(sample: Result) -> None:
    with pytest.raises(UnknownLineError, match=r"另有\d+行，请写得更完整"):
        find(sample, "资本金", None, None)
