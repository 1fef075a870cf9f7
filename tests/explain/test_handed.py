"""A figure is found by what a reviewer holds: its label, its cell of schedules.xlsx, its page and text in a filing."""

import io
import random
import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import openpyxl
import pytest

from bondcalc.algebra.trace import At
from bondcalc.explain.asked_line import UnknownLineError
from bondcalc.explain.find import find
from bondcalc.explain.handed import at_cell, at_page, cell_asked
from bondcalc.result.result import Result
from tests.parted import compute
from tests.samples import drawn_sample, set_sample

NUMBER = re.compile(r"[-−]?[\d,]+(\.\d+)?%?")


def value_of(result: Result, at: At) -> Decimal | None:
    """The figure itself; of a total, the sum of its row."""
    lines = {(table.id, line.id): line for table in result.book.tables for line in table.lines}
    if at.line in lines.values():
        found = result.figures[at.line][at.column]
        return None if found is None else Decimal(found)
    named = [line for line in lines.values() if at.line.zh == f"{line.zh}（合计）"]
    assert named
    totals = {sum(result.figures.amounts(line), Decimal(0)) for line in named if line.id == at.line.id}
    return next(iter(totals)) if len(totals) == 1 else None


def roundings(value: Decimal) -> list[Decimal]:
    """How a figure may be printed: as money, as a ratio, in 亿元, as a per cent."""
    shown = [value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) for places in range(10)]
    return [*shown, *((value / 10_000).quantize(Decimal("0.0001"), ROUND_HALF_UP),)]


@pytest.mark.slow
def test_any_cell_of_a_formula_is_the_figure_it_shows(sample: Result, count: int) -> None:
    """Values of the written workbook, read by another library, against the figures found by their addresses."""
    book = openpyxl.load_workbook(io.BytesIO(drawn_sample("hengyang-park")), data_only=True, read_only=True)
    tabs = {table.sheet for table in sample.book.tables}
    held = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book
        if sheet.title in tabs
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, float)
    ]
    draw, found = random.Random("cells"), 0
    for tab, name, shown in draw.sample(held, min(len(held), max(40, count))):
        try:
            at = at_cell(sample, tab, name)
        except UnknownLineError:
            continue
        found += 1
        value = value_of(sample, at)
        assert value is None or abs(float(value) - shown) < 1e-6, (tab, name)
    assert found > max(40, count) * 0.8


def test_what_is_no_figure_of_a_schedule_is_said_to_be_so(sample: Result) -> None:
    for tab, cell, said in (
        ("专项债券", "J6", "录入"),
        ("资金测算平衡表", "A1", "没有测算所得的数"),
        ("没有的表", "A1", "没有“没有的表”表"),
    ):
        with pytest.raises(UnknownLineError) as raised:
            at_cell(sample, tab, cell)
        assert said in raised.value.zh


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        ("资金测算平衡表!P23", ("资金测算平衡表", "P23")),
        ("'资金测算平衡表'!$P$23", ("资金测算平衡表", "P23")),
        ("cash.closing", None),
        ("61,285.52", None),
    ],
)
def test_an_address_is_read_as_spreadsheets_write_it(words: str, cell: tuple[str, str] | None) -> None:
    assert cell_asked(words) == cell


@pytest.mark.parametrize(
    "filing", [*(pytest.param(long, marks=pytest.mark.slow) for long in ("plan", "evaluation")), "disclosure", "review"]
)
def test_any_printed_figure_of_a_schedule_is_found_by_page_and_text(
    sample: Result, count: int, filing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Printed figures of a schedule, drawn at random: what is found has the printed value; several are named."""
    log = set_sample("hengyang-park", filing).log
    lines = {f"{table.id}.{line.id}" for table in sample.book.tables for line in table.lines}
    printed = [row for row in log if row[1].partition("@")[0].partition("#")[0] in lines and NUMBER.fullmatch(row[2])]
    monkeypatch.setattr("bondcalc.explain.handed._log", lambda *_: log)
    draw, found = random.Random(f"pages.{filing}"), 0
    for page, id_, text, _ in draw.sample(printed, min(len(printed), max(200, count))):
        same = {one[1] for one in log if (one[0], one[2]) == (page, text)}
        year = id_.partition("@")[2][:4]
        try:
            at = at_page(sample, filing, page, text, int(year) if year else None)
        except UnknownLineError:
            assert len(same) > 1 or id_.endswith("#inside"), (page, text)
            continue
        found += 1
        value, shown = value_of(sample, at), Decimal(text.replace(",", "").replace("−", "-").rstrip("%"))
        if value is None and id_.endswith("#total"):
            # A total whose line is called alike in several schedules: which one it is, no value tells.
            continue
        assert value is not None
        assert shown in roundings(value * 100 if text.endswith("%") else value), (page, id_, text, value)
    assert found > len(printed[:200]) / 2


def test_a_page_that_does_not_print_it_says_so(sample: Result) -> None:
    with pytest.raises(UnknownLineError, match=r"第2页没有印出123,456\.78"):
        at_page(sample, "disclosure", 2, "123,456.78")
    with pytest.raises(UnknownLineError, match=r"不是申报文件"):
        at_page(sample, "project", 2, "1.00")


@pytest.mark.slow
def test_any_label_names_its_line_with_its_schedule_before_it(sample: Result) -> None:
    """Every single figure by what it is called on paper; a label of several lines names where they stand."""
    for table in sample.book.tables:
        for line in table.lines:
            if line.axis.kind != "scalar":
                continue
            for words in (f"{table.zh} {line.zh}", f"{table.zh}{line.zh}".replace(" ", "")):
                same = [
                    one
                    for other in sample.book.tables
                    if other.zh == table.zh
                    for one in other.lines
                    if one.zh == line.zh
                ]
                if len(same) == 1:
                    assert find(sample, words, None, None).line is line, words


def test_a_label_of_several_lines_names_them(sample: Result) -> None:
    with pytest.raises(UnknownLineError) as raised:
        find(sample, "期末余额", 2030, None)
    assert "把表名写在前面" in raised.value.zh


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("内部收益率", "report returns"),
        ("全部收入的临界点", "stress"),
        ("全部收入 -10%", "stress"),
        ("利率上升50个基点", "stress"),
        ("costs@20%", "stress"),
        ("50%分位", "risk"),
    ],
)
def test_what_is_not_traced_names_the_command_that_tells_it(sample: Result, words: str, command: str) -> None:
    with pytest.raises(UnknownLineError, match=f"bondcalc {command}"):
        find(sample, words, None, None)


def test_a_present_value_is_a_line_once_a_rate_is_stated(sample: Result) -> None:
    with pytest.raises(UnknownLineError, match="“财务基准收益率”留空"):
        find(sample, "净现值", None, None)
    (form,) = sample.project.tables["taxation"]
    stated = replace(
        sample.project, tables={**sample.project.tables, "taxation": (replace(form, discount_rate=Decimal("0.05")),)}
    )
    assert find(compute(stated), "净现值", None, None).line.id == "npv"


def test_part_of_a_label_will_do_where_it_names_one_line(sample: Result) -> None:
    assert find(sample, "存续期各年运营成本", None, None).line.axis.kind == "scalar"
    with pytest.raises(UnknownLineError):
        find(sample, "本息", None, None)


def test_a_year_of_a_single_figure_is_told(sample: Result) -> None:
    with pytest.raises(UnknownLineError, match="只有一个数") as raised:
        find(sample, "coverage_total_debt", 2031, None)
    assert raised.value.option == "--year"


def test_near_names_are_given_once(sample: Result) -> None:
    with pytest.raises(UnknownLineError) as raised:
        find(sample, "cash_mn", None, None)
    near = raised.value.en.partition("near it: ")[2].partition(";")[0].split(", ")
    assert near
    assert len(near) == len(set(near))
