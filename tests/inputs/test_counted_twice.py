"""Rows that would count other rows once more: refused where words and amounts say so, asked about where only one does."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bondcalc.inputs.project import sheets
from bondcalc.inputs.raw import RawFile, RawRow
from bondcalc.inputs.row_sizes import adds_up
from bondcalc.inputs.row_sums import equal_the_others
from bondcalc.inputs.row_words import LONGEST_NAME, is_total, level, reads_as_part, reads_as_total
from bondcalc.inputs.validate import validate
from bondcalc.problem import ProjectError
from tests.inputs.filled import Filled
from tests.inputs.row_of_sums import ROW, raw_sample, summed
from tests.inputs.test_rows_of_totals import NAMES, below, codes
from tests.monitoring.happened import TOLD, told
from tests.toml_rows import row

LONG_TOTALS = [
    "经营收入合计",
    "租金收入小计",
    "工程费用合计",
    "静态投资合计",
    "运营成本合计",
    "债券合计",
    "经营收入（合计）",
    "收入 合 计（万元）",
    "合计经营收入",
    "收入合计：3,600万元",
    "土地收入總計",
    "项目总投资",
    "厂房与宿舍之和",
    "Total revenue",
    "Rent sub-total",
]
BARE_TOTALS = [
    "以上合计",
    "（三）小计",
    "总 计：",
    "累计",
    "【合计】",
    "三项合计",
    "合計",
    "Subtotal",
    "Totals",
    "各项之和",
]
OTHERS = [
    *NAMES,
    "合计不超过三次的检测",
    "统计服务",
    "设计费",
    "累计折旧费",
    "会计核算",
    "总承包费",
    "总部大楼租金",
    "预计收入",
    "Totalenergies加油站",
    "其中村改造",
]
TOLD_APART = {"sum_row", "total_row"}
ASKED = "像合计或其中项"


def test_words_of_totals() -> None:
    assert is_total("合计：" + "1" * (LONGEST_NAME - 3))
    assert not is_total("合计：" + "1" * LONGEST_NAME), "no name, and digits without end take seconds to look through"
    assert [words for words in LONG_TOTALS if not reads_as_total(words) or is_total(words)] == []
    assert [words for words in BARE_TOTALS if not is_total(words)] == []
    assert [words for words in OTHERS if reads_as_total(words) or is_total(words) or reads_as_part(words)] == []
    assert [
        level(words) for words in ("一、甲", "（二）甲", "3.甲", "3.1 甲", "3.1.1甲", "2号厂房", "3D打印", "甲")
    ] == [*range(5), None, None, None]


def judged(raw: RawFile) -> set[str]:
    """What a file with a row more comes to: codes at that row, `asked`, or nothing."""
    try:
        notices = validate(raw).notices
    except ProjectError as error:
        return {one.code for one in error.problems if one.row == ROW}
    return {"asked" for one in notices if ASKED in one}


def lists(raw: RawFile) -> list[str]:
    """The lists of a file whose rows have a name and amounts, and of which there are several."""
    known = [given for given in raw.sheets.values() if len(given.rows) > 1 and adds_up(given.sheet)]
    return [given.sheet.id for given in known if any(cell.id == "id" for cell in given.sheet.cells)]


@pytest.mark.parametrize(
    "sample", ["land-reserve", "anping-water", pytest.param("hengyang-park", marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("words", ["各项收入支出合计", "Total of these"])
def test_a_named_total_is_never_counted_in_silence(sample: str, words: str) -> None:
    """In every list, at its beginning, in it and at its end; the whole of it, or a sum nobody brought up to date."""
    for id_ in lists(raw_sample(sample)):
        count = len(raw_sample(sample).sheets[id_].rows)
        for at in {0, count // 2, count}:
            for part in (Decimal(1), Decimal("0.7")):
                raw = raw_sample(sample)
                rows = raw.sheets[id_].rows
                new = summed(raw.sheets[id_], words, rows[:at] or rows, part)
                raw.sheets[id_] = replace(raw.sheets[id_], rows=(*rows[:at], new, *rows[at:]))
                said = judged(raw)
                assert said, (id_, at, part)
                if part == 1 and id_ in {"investment", "bonds", "land", "revenue", "firms", "tax_revenue"}:
                    assert "sum_row" in said, (id_, at)


def test_the_total_of_what_an_income_comes_to_by_year_is_refused() -> None:
    """Yearly amounts beside prices, quantities and ramps: a year agrees where the ramps have ended."""
    filled = Filled()
    page, line = filled.page("经营收入"), below(filled, "经营收入")
    heads = {str(cell.value).split("（")[0]: cell.column for cell in page[4] if cell.value}
    page.cell(line, heads["收入名称"]).value = "经营收入合计"
    page.cell(line, heads["单价"]).value, page.cell(line, heads["数量单位"]).value = 1, "万元"
    page.cell(line, heads["单价的金额单位"]).value = "与金额单位相同"
    for year, amount in {"2030年": 2454.53, "2031年": 2542.33, "2032年": 2548.13}.items():
        page.cell(line, heads[year]).value = amount
    assert [code for *_, code in codes(filled)] == ["sum_row"]


PARTS = {
    "其中：甲": ("part_row", 40),
    "其中 乙": ("part_row", 30),
    "(1)其中：丙": ("part_row", 100),
    "of which: hall": ("part_row", 60),
    "其中：丁": ("asked", 140),
}


@pytest.mark.parametrize("words", PARTS)
def test_a_part_of_the_row_above_is_refused_and_a_larger_one_asked_about(words: str) -> None:
    code, amount = PARTS[words]
    assert investment(("厂房", 100), (words, amount)) == {code}


def test_parts_without_a_whole_are_asked_about() -> None:
    assert investment(("其中：甲", 40), ("其中：乙", 30)) == {"asked"}
    assert investment(("其中：甲", 40), ("厂房", 100), ("其中：乙", 30)) == {"part_row"}


def _item(like: RawRow, number: int, amount: float) -> RawRow:
    id_, of = like.cells["id"]._replace(value=f"i{number}"), like.cells["amount"]._replace(value=amount)
    return replace(like, cells={**like.cells, "id": id_, "amount": of})


def investment(*items: tuple[str, float]) -> set[str]:
    """What the land reserve says to items of investment of its own."""
    raw = raw_sample("land-reserve")
    given = raw.sheets["investment"]
    made = [_item(summed(given, name, given.rows[:1]), number, amount) for number, (name, amount) in enumerate(items)]
    raw.sheets["investment"] = replace(given, rows=tuple(made))
    return judged(raw)


def test_heads_totals_and_items_of_a_list() -> None:
    assert investment(("一、工程", 90), ("1.厂房", 50), ("2.道路", 40), ("二、其他", 5)) == {"sum_row"}
    assert investment(("一、工程", 95), ("1.厂房", 50), ("2.道路", 40), ("二、其他", 5)) == {"asked"}
    assert investment(("一、工程", 90), ("二、厂房", 50), ("三、道路", 40)) == set()
    assert investment(("工程", 50), ("厂房", 40), ("工程费用合计", 90), ("其他", 5), ("其他费用小计", 5)) == {"sum_row"}
    assert investment(("工程", 50), ("厂房", 40), ("工程费用合计", 90.4)) == {"sum_row"}, "typed rounded"
    assert investment(("设备合计", 50), ("安装合计", 50)) == {"asked"}, "two lumps: neither is the sum of items"
    assert investment(("工程费用合计", 90)) == set(), "one line for the whole list"
    assert investment(("工程", 50), ("厂房", 40), ("道路", 90), ("其他", 5)) == set(), "chance"


def test_a_total_without_the_cells_of_an_item_is_told_once() -> None:
    filled = Filled()
    line = below(filled, "投资估算")
    filled.page("投资估算")[f"A{line}"] = "工程费用合计"
    filled.page("投资估算")[f"D{line}"] = 40_000
    assert {code for *_, code in codes(filled)} == {"total_row"}


def test_a_row_equal_to_all_others_is_asked_about_whatever_its_name() -> None:
    raw = raw_sample("land-reserve")
    given = raw.sheets["investment"]
    raw.sheets["investment"] = replace(given, rows=(*given.rows, summed(given, "工程", given.rows)))
    assert [one for one in validate(raw).notices if "等于其他行之和" in one]


def test_of_two_rows_with_an_amount_each_is_all_others() -> None:
    one, two = {"amount": {None: Decimal(50)}}, {"amount": {None: Decimal(100)}}
    assert list(equal_the_others([one, one, {}, {}])) == []
    assert list(equal_the_others([one, {}, one, two])) == [3]


def test_actuals_are_held_to_the_same() -> None:
    """Contracts of 60 and 40 million, and their sum under another number."""
    more = [
        row("contracts", number=number, counterparty=party, amount=amount)
        for number, party, amount in (("HT-2", "乙公司", 40_000_000), ("HT-3", "施工合同合计", 140_000_000))
    ]
    with pytest.raises(ProjectError) as caught:
        told(TOLD + "".join(more))
    assert [one.code for one in caught.value.problems] == ["sum_row"]
    assert [one for one in told(TOLD + "".join(more).replace("140", "170")).stated.notices if ASKED in one]


def test_every_sheet_of_amounts_has_a_name_a_code_or_a_reference() -> None:
    """So that a total typed in it is told by its words, or names a row that is not there."""
    for sheet in sheets():
        texts = [cell for cell in sheet.cells if cell.kind == "text" and (cell.id in {"id", "name"} or cell.refers)]
        first = sheet.cells[0]
        assert sheet.form or not adds_up(sheet) or texts or first.required, sheet.id
