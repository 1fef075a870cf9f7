"""A line is asked for by the names people use; several lines of a name are listed with their values."""

import re
from datetime import date
from typing import Any

import pytest

from bondcalc.explain.asked_line import UnknownLineError
from bondcalc.explain.find import find
from bondcalc.explain.line_rows import id_of
from bondcalc.explain.tree import Explanation
from bondcalc.result.headline import key_figures
from bondcalc.result.result import Result
from bondcalc.schedules import bonds
from bondcalc.screen.explained import answer
from bondcalc.wording import number
from tests.conftest import SAMPLE
from tests.samples import computed_sample

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


def test_several_lines_of_a_name_say_how_one_is_chosen(sample: Result) -> None:
    """Both ways of choosing that the message names lead to one figure."""
    with pytest.raises(UnknownLineError) as raised:
        find(sample, "运营成本", None, None)
    by_id, by_table = re.findall(r"（如(.+?)）", raised.value.zh)
    assert find(sample, by_id, 2026, None) == find(sample, by_table, 2026, None)


@pytest.mark.parametrize(
    ("name", "typed", "option"),
    [
        ("C03", {"year": 2030}, "--year"),
        ("W23", {"day": date(2030, 6, 18)}, "--date"),
        ("C03", {"page_number": 3}, "--page"),
        ("资金测算平衡表!F12", {"year": 2030}, "--year"),
    ],
)
def test_an_option_that_cannot_be_followed_is_refused(name: str, typed: dict[str, Any], option: str) -> None:
    given = {"year": None, "day": None, **typed}
    with pytest.raises(UnknownLineError, match=f"请去掉{option}") as raised:
        answer(SAMPLE, name, **given)
    assert raised.value.option == option


def test_the_years_that_count_in_part_stand_beside_the_sum(sample: Result) -> None:
    """The last bond of the sample matures on 25 June 2041: January to May count, the month of maturity does not."""
    for name in ("revenue_counted", "存续期内收益（判定采用）"):
        at = find(sample, name, 2041 if name.endswith("）") else None, None)
        assert "2041年计5个月（当年12个月）" in Explanation(sample).node(at).source


def test_the_months_that_count_are_those_before_the_last_payment() -> None:
    """Another sample has another last year; one whose last payment is in January would have none in part."""
    water = computed_sample("anping-water")
    last = max(tranche.last_day for tranche in water.book.use(bonds.schedule).tranches)
    said = Explanation(water).node(find(water, "revenue_counted", None, None)).source
    assert (f"{last.year}年计{last.month - 1}个月" in said) is (last.month > 1)


@pytest.mark.parametrize(
    "name", ["期末资金余额 2030", "期末资金余额2030年", "期末资金余额（2030年）", "cash.closing 2030"]
)
def test_a_year_in_the_name_is_sent_to_its_option(sample: Result, name: str) -> None:
    with pytest.raises(UnknownLineError, match=r"请写(期末资金余额|cash\.closing) --year 2030"):
        find(sample, name, None, None)


def test_a_single_figure_names_the_line_that_has_its_years(sample: Result) -> None:
    """What it names has the year that was asked for."""
    with pytest.raises(UnknownLineError, match="只有一个数") as raised:
        find(sample, "revenue_counted", 2030, None)
    yearly = raised.value.zh.rpartition("请写")[2]
    assert find(sample, yearly, 2030, None).line.axis.kind == "years"
