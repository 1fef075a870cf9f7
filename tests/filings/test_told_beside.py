"""What a filing says beside its figures: ratios of rounded 亿元 that differ, construction money in opening cash, days in their order."""

import pytest

from bondcalc.typeset.document import Document, Paragraph, printed
from tests.samples import computed_sample, filed_sample
from tests.schedules.stated import computed, finding_in
from tests.trials.trial import own_sections, tables_of

HEAD = '[project]\nname = "x"\nrule_date = 2021-05-01\noperation_start = 2022-01-01\noperation_end = 2040-12-31\n'
PLANT = """
[settings]
capital = "plug"

[[bonds]]
id = "A"
status = "planned"
value_date = 2021-07-01
face = {face}
coupon = 0.03
term_years = 5

[[revenue]]
id = "r"
name = "收入"
budget_class = "project_special"
claimed = true
price = 1
by_year = {{ 2022 = 90, 2023 = 300, 2024 = 300, 2025 = 300, 2026 = 700 }}

[[investment]]
id = "i"
category = "construction"
name = "工程"
amount = 1000
by_year = {shares}
"""


def table(document: Document, title: str) -> list[list[str]]:
    """The rows of a table of a filing; none where it has no such table."""
    return [[printed(cell) for cell in row] for one in tables_of(document, title) for row in one.rows]


def said(document: Document, words: str) -> list[str]:
    """The paragraphs of a filing with these words."""
    texts = ["".join(map(str, block.text)) for block in document.blocks if isinstance(block, Paragraph)]
    return [text for text in texts if words in text]


def test_a_ratio_that_reads_otherwise_in_the_form_is_listed_beside_the_other() -> None:
    """11280.37 / 8996.50 = 1.25386 and 1.1280 / 0.8997 = 1.25375; / 8570 = 1.31626 and / 0.8570 = 1.31622; / 8300 = 1.35908 and 1.35904."""
    form = filed_sample("land-reserve", "disclosure")
    assert table(form, "比率差异表") == [
        ["项目总收益/项目总投资", "1.3163", "1.3162"],
        ["项目总收益/项目总债务融资本息（覆盖倍数）", "1.2539", "1.2538"],
        ["项目总收益/项目总债务融资本金", "1.3591", "1.3590"],
        ["项目总收益/项目总地方债券融资本息", "1.2539", "1.2538"],
        ["项目总收益/项目总地方债券融资本金", "1.3591", "1.3590"],
    ]
    assert len(said(form, "比率在末位有差异")) == 1


def test_ratios_that_read_alike_are_not_listed() -> None:
    """14582.27 / 9017.23 = 1.61716 and 1.4582 / 0.9017 = 1.61717, and so the others."""
    form = filed_sample("anping-water", "disclosure")
    assert table(form, "比率差异表") == []
    assert said(form, "比率在末位有差异") == []


@pytest.mark.parametrize(
    ("face", "shares", "years"),
    [
        (1000, "{ 2021 = 0.4, 2022 = 0.6 }", "2022年"),
        (1000, "{ 2021 = 0.2, 2022 = 0.3, 2023 = 0.5 }", "2022至2023年"),
        (1000, "{ 2021 = 1.0 }", ""),
        (1200, "{ 2021 = 1.0 }", ""),
        (1200, "{ 2021 = 0.9, 2022 = 0.1 }", "2022年"),
    ],
    ids=["spent in the next year", "over two years", "spent at once", "left over for good", "part left, part spent"],
)
@pytest.mark.parametrize("filing", ["plan", "evaluation"])
def test_opening_cash_with_construction_money_is_told(face: int, shares: str, years: str, filing: str) -> None:
    result = computed(PLANT.format(face=face, shares=shares), HEAD)
    found = said(own_sections(result, filing), "尚未支出的建设资金")
    assert [text.partition("的期初资金")[0] for text in found] == ([years] if years else [])


def test_the_timetable_follows_the_days() -> None:
    rows = table(filed_sample("land-reserve", "plan"), "时间安排表")
    assert [event for event, _ in rows[:5]] == ["可研批复", "用地批复", "环评批复", "首期债券起息", "开工"]
    for name in ("hengyang-park", "anping-water"):
        days = [day for _, day in table(filed_sample(name, "plan"), "时间安排表")]
        known = [day for day in days if day[:1].isdigit()]
        assert len(known) >= 5
        assert days[: len(known)] == sorted(known)


@pytest.mark.parametrize(
    ("name", "lowest"),
    [("land-reserve", "55.50"), ("anping-water", "3.76")],
    ids=["3,000.00 at 1.85 %", "half a year of 235.27 at 3.2 %, the last"],
)
def test_the_lowest_interest_is_one_that_is_paid(name: str, lowest: str) -> None:
    """Years without interest and loans that are not there are no payment of 0.00."""
    found = finding_in(computed_sample(name), "D05")
    assert found.outcome.figure == lowest
    assert f"最低为{lowest}" in found.outcome.zh


def test_interest_of_construction_is_not_said_to_be_earned() -> None:
    """In 2022 anping-water earns nothing and pays 104.00 from capital."""
    found = finding_in(computed_sample("anping-water"), "C15")
    assert found.outcome.zh == "由收益支付利息的各年，收益均不低于当年利息"
