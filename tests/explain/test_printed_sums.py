"""Any printed figure is found by label, by cell, by page and text; the sums told of it add up from the pairs they print."""

import random
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from bondcalc.algebra.line import Operation
from bondcalc.algebra.trace import At
from bondcalc.explain.asked_line import UnknownLineError
from bondcalc.explain.find import find
from bondcalc.explain.handed import at_cell, at_page, by_id
from bondcalc.explain.tree import Explanation
from bondcalc.filings.draw import known
from bondcalc.result.result import Result
from tests.samples import computed_sample, set_sample

PAIR = re.compile(r"(?P<name>.+?)：(?P<number>−?[\d,]+(?:\.\d+)?%?)(?: (?P<after>[+−=≈]) |$)")
TOTAL = re.compile(r"[=≈] (?P<number>−?[\d,]+(?:\.\d+)?%?)(?:；以下各项为0：.+)?$")


def number(text: str) -> Decimal:
    found = Decimal(text.replace(",", "").replace("−", "-").rstrip("%"))
    return found / 100 if text.endswith("%") else found


def pairs(text: str) -> Iterator[tuple[str, Decimal]]:
    """Read the printed pairs again, signs counted."""
    sign = -1 if text.startswith("−") else 1
    for match in PAIR.finditer(text):
        yield match["name"], sign * number(match["number"])
        sign = -1 if match["after"] == "−" else 1
        if match["after"] in {"=", "≈"}:
            return


def is_sum(explanation: Explanation, at: At) -> bool:
    stated = explanation.trace.statement(at)
    return isinstance(stated, Operation) and stated.name in {"+", "-", "sum"}


def test_pairs_are_read_as_they_are_printed() -> None:
    text = "期初资金余额：15,220.38 + 累计投资：厂房 2029年：1.00 − (甲 − 乙) × 丙：2.50 = 15,218.88；以下各项为0：丁 2020年至2024年"
    assert list(pairs(text)) == [
        ("期初资金余额", Decimal("15220.38")),
        ("累计投资：厂房 2029年", Decimal(1)),
        ("(甲 − 乙) × 丙", Decimal("-2.5")),
    ]


@pytest.mark.parametrize("name", ["hengyang-park", "land-reserve"])
def test_printed_pairs_add_up_to_the_printed_figure(name: str, count: int) -> None:
    """Figures of the whole book, drawn: those that are sums print pairs, and nothing but zeros is left out."""
    result = computed_sample(name)
    explanation, draw, told = Explanation(result), random.Random(f"sums.{name}"), 0
    figures = [
        At(line, column)
        for table in result.book.tables
        for line in table.lines
        for column in range(1, line.axis.size + 1)
    ]
    for at in draw.sample(figures, min(len(figures), max(1500, 10 * count))):
        told += adds_up(explanation, at)
    assert told > 100


def adds_up(explanation: Explanation, at: At) -> bool:
    """Hold one figure's printed sum against its printed pairs and its terms; False where it is no sum."""
    terms, text = explanation.addends(at), explanation.node(at).numbers
    if not terms or not (total := TOTAL.search(text)):
        assert not terms or all(term.value == 0 for term in terms), text
        return False
    printed, shown = list(pairs(text)), number(total["number"])
    # Money is printed to its quantum, anything else to six decimals at least.
    slack = Decimal("0.000001") * (len(printed) + 1) if at.line.unit != "money" else Decimal(0)
    assert abs(sum((value for _, value in printed), Decimal(0)) - shown) <= slack, text
    assert len(printed) == sum(term.value != 0 for term in terms)
    if any(term.value == 0 for term in terms):
        assert "以下各项为0：" in text
        assert all(term.name in text.partition("以下各项为0：")[2] for term in terms if term.value == 0)
    return True


@pytest.mark.slow
@pytest.mark.parametrize("filing", sorted(known()))
def test_a_printed_figure_by_label_by_cell_and_by_page(
    filing: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drawn figures of a filing: three ways to ask lead to one figure, or name the ones that are meant."""
    result = computed_sample("hengyang-park")
    log = set_sample("hengyang-park", filing).log
    monkeypatch.setattr("bondcalc.explain.handed._log", lambda *_: log)
    explanation, asked = Explanation(result), 0
    figures = [(page, text, at, id_) for page, id_, text, _ in log if (at := by_id(result, id_)) is not None]
    for page, text, at, id_ in random.Random(f"asked.{filing}").sample(figures, min(len(figures), max(25, count))):
        assert same(explanation, _by_page(result, filing, page, text, id_) or at, at), (page, text)
        if (node := explanation.node(at)).place:
            assert same(explanation, at_cell(result, *node.place.split("!")), at), node.place
        assert same(explanation, _by_label(result, at), at), node.label
        adds_up(explanation, at)
        asked += 1
    assert asked >= min(len(figures), 25)


def same(explanation: Explanation, one: At, other: At) -> bool:
    """The same figure; a total, which is made anew each time it is asked for, by its line and value."""
    alike = one.line.id == other.line.id and explanation.trace.value(one) == explanation.trace.value(other)
    return one == other or alike


def _by_page(result: Result, filing: str, page: int, text: str, id_: str) -> At | None:
    year = id_.partition("@")[2][:4]
    try:
        return at_page(result, filing, page, text, int(year) if year else None)
    except UnknownLineError as error:
        said = error.zh
    # Several figures are printed alike: each is named.
    assert id_.partition("@")[0].partition("#")[0] in said
    return None


def _by_label(result: Result, at: At) -> At:
    """Ask by the label of the line, its schedule before it, with its year or day."""
    for table in result.book.tables:
        for line in table.lines:
            if line is at.line or (
                at.line not in table.lines and at.line.zh == f"{line.zh}（合计）" and line.id == at.line.id
            ):
                column = line.axis.columns[at.column - 1] if line is at.line and line.axis.kind != "scalar" else None
                year = column if isinstance(column, int) else None
                alike = [
                    one for one in result.book.tables if one.zh == table.zh for one in one.lines if one.zh == line.zh
                ]
                # One label of several lines of a schedule: the id tells them apart.
                words = f"{table.zh} {line.zh}" if len(alike) == 1 else f"{table.id}.{line.id}"
                return find(result, words, year, None if column is year else column)
    raise AssertionError(at.line.id)
