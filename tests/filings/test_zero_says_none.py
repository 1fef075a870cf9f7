"""A sentence whose one figure is 0.00 says that there is none, or is left out; volumes are held against what was approved."""

import re

import pytest

from bondcalc.filings.draw import write
from bondcalc.filings.parts.assumption import Assumption
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.result.result import Result
from bondcalc.typeset.document import Paragraph
from tests.inputs.test_round_trip import RICH
from tests.parted import compute
from tests.schedules.test_late_costs import made

NOTHING = re.compile(r"(?<![\d.,])0\.00万元")
TOLD = re.compile("最低|不符合|缺口")
"""Least cash may be 0, and a finding compares with 0."""


def sentences(result: Result, filing: str) -> list[str]:
    paragraphs = [block for block in write(result, filing).blocks if isinstance(block, Paragraph)]
    texts = ["".join(part if isinstance(part, str) else part.text for part in block.text) for block in paragraphs]
    return [sentence for text in texts for sentence in re.split("(?<=[。；])", text)]


def rich(text: str = RICH) -> Result:
    return compute(read_bytes("project.toml", text.encode()))


@pytest.mark.parametrize("filing", ["plan", "evaluation"])
def test_no_sentence_says_0(filing: str) -> None:
    """The one has a refund without credit and a bond that refinances nothing that is left, the other no capital."""
    for result in (rich(), made()):
        assert [one for one in sentences(result, filing) if NOTHING.search(one) and not TOLD.search(one)] == []


def test_none_is_said() -> None:
    text = "".join(sentences(rich(), "plan"))
    assert "所填留抵退税的年度没有可以退还的留抵税额，未计留抵退税。" in text
    assert "没有用于偿还上述到期本金" in text
    assert "没有项目资本金（不含专项债券），专项债券2,000.00万元，占100.00%" in "".join(sentences(made(), "plan"))


WORKS = """
[[investment]]
id = "w"
category = "construction"
name = "工程"
amount = 2000
by_year = { 2021 = 1 }
"""


@pytest.mark.parametrize(
    ("volumes", "said"),
    [
        ("scale = 127\napproved_scale = 127", "建设规模与批复规模一致"),
        ("scale = 100\napproved_scale = 127", "建设规模为批复规模的78.74%"),  # 100 / 127
        ("scale = 127", ""),
        ("scale = 127\napproved_scale = 0", ""),
    ],
)
def test_volumes_without_a_unit_are_compared(volumes: str, said: str) -> None:
    result = made(f"{WORKS}{volumes}\n")
    written = Assumption(result.project, sheet_of(InvestmentItem), result.project.rows(InvestmentItem)[0]).sentence()
    text = "".join(part if isinstance(part, str) else part.text for part in written)
    assert said in text
    assert ("规模" in text) is bool(said)
