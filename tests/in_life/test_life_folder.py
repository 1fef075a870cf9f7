"""Papers made from the layer of actuals: what they read of it, what they never say, the same bytes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from bondcalc.filings.parts.draft import prompts
from bondcalc.in_life.life_folder import PUBLISHED, draw_paper, papers
from bondcalc.in_life.life_papers import document
from bondcalc.in_life.life_record import LifeRecord
from bondcalc.in_life.recorded import attained, recorded, targets_of
from bondcalc.inputs.project import Project
from bondcalc.monitoring.advances import advanced
from bondcalc.monitoring.layer import Actuals
from bondcalc.monitoring.state_sheets import MeasuredTarget
from bondcalc.typeset.fonts import FontSet
from bondcalc.typeset.printed_texts import texts_of
from tests.in_life.life_case import plan
from tests.in_life.monitored_case import monitored_park
from tests.monitoring.happened import TOLD, filed, planned, told
from tests.monitoring.rows import LENT_A, LENT_B
from tests.raw_cells import raw_cells
from tests.toml_rows import row

MORE = (
    'gap_reason = "示例公司乙退租，账户0002余额不足"\nmeasures = "招商补足"\n'
    + LENT_A
    + LENT_B
    + row("advances", day="2024-03-15", kind="advanced", amount=270.4)
    + row("advances", day="2024-05-15", kind="returned", amount=100)
)
INTERNAL = (
    "预警",
    "疑点",
    "嫌疑",
    "违规",
    "对方户名",
    "挪用",
    "待核实",
    "示例建设公司",
    "示例公司乙",
    "户0002",
    "HT-1",
)
"""What a published paper never says: alarms, suspicions, who was paid, from which account."""


@pytest.fixture(scope="module")
def actuals() -> Actuals:
    return told(TOLD.replace("disclosed_on = 2024-06-20\n", f"disclosed_on = 2024-06-20\n{MORE}"))


UNTOLD = (
    ("property_fee", "sewage", "charging", "parking"),
    ("node_access", "node_identifiers", "node_subscriptions", "node_projects"),
)
"""Lines of revenue planned for 2023 of which the told actuals say nothing."""


def test_a_blank_is_no_zero_in_what_is_published() -> None:
    """With all eight lines told as 0 the year is 700 + 900 - 650 - 300 - 20.25; with one of them blank there is no sum."""
    rows = [
        f'[[period_amounts]]\nyear = 2023\nkind = "revenue"\nline = "{line}"\namount = 0\n'
        for line in (*UNTOLD[0], *UNTOLD[1])
    ]
    whole, short = (recorded(planned(), told(TOLD + "".join(some))).year(2023) for some in (rows, rows[1:]))
    assert whole is not None
    assert short is not None
    assert (whole.revenue, whole.repayable, whole.paid_in) == (1600, Decimal("629.75"), 640)
    assert (short.revenue, short.repayable, short.paid_in) == (None, None, 640)


@pytest.fixture(scope="module")
def project() -> Project:
    return filed()[1]


@pytest.fixture(scope="module")
def record(actuals: Actuals) -> LifeRecord:
    return recorded(planned(), actuals)


def test_the_layer_by_year_line_and_bond(record: LifeRecord) -> None:
    """2023: 700 of rent and 900 of land are told, eight lines are not, so that no sum is recorded; 1,200.50 and 800 spent on works."""
    year = record.year(2023)
    assert year is not None
    assert year.by_line == {"rent": 700, "P2": 900}
    assert (year.revenue, year.repayable) == (None, None)
    assert (record.closed_year, record.as_of) == (2023, date(2024, 6, 30))
    assert [row.bond_spent for row in record.years if row.year == 2021] == [Decimal("2000.5")]
    bond = record.bonds["A"]
    assert (bond.arrived_on, bond.arrived, bond.spent) == (date(2020, 9, 20), 16000, Decimal("2005.50005"))
    assert (record.bonds["B"].spent, bond.appropriated) == (0, None)


def test_what_is_advanced_and_not_given_back(actuals: Actuals) -> None:
    assert advanced(actuals, date(2024, 6, 30)) == Decimal("170.4")
    assert advanced(actuals, date(2024, 4, 30)) == Decimal("270.4")


@pytest.mark.parametrize(
    ("direction", "reached", "share"),
    [
        ("at_least", 12, Fraction(12, 30)),
        ("at_least", 45, Fraction(3, 2)),
        ("at_most", 30, Fraction(1)),
        ("at_most", 40, Fraction(3, 4)),
        ("at_least", None, None),
    ],
)
def test_how_far_a_target_is_attained(direction: str, reached: int | None, share: Fraction | None) -> None:
    row = MeasuredTarget(id="t", kind="output", name="面积", target=Decimal(30), direction=direction, by_year={})
    assert attained(row, None if reached is None else Decimal(reached)) == share
    assert attained(replace(row, target=None), Decimal(1)) is None


def test_targets_in_numbers_stand_before_those_nobody_measures(record: LifeRecord) -> None:
    first, second, *_ = record.targets
    assert (first.first, first.second, first.target, first.actual) == ("效益指标", "社会效益指标", "不少于30户", "12户")
    assert (second.actual, second.attained) == ("", None)


@pytest.mark.slow
def test_a_target_of_a_later_year_says_so() -> None:
    """3,000 jobs are due in 2024: what is there of them in 2023 misses nothing."""
    made = monitored_park()
    said = [targets_of(made.filed.project, made.actuals, year)[0].target for year in (2023, 2024)]
    assert said == ["不少于3,000人（2024年）", "不少于3,000人"]


def test_published_papers_say_nothing_of_alarms_or_counterparties(record: LifeRecord) -> None:
    """The reason of the unit names a company and an account: neither is printed, in PDF, Word file or workbook."""
    posted = [paper for paper in papers(plan(), record) if paper.id.startswith(PUBLISHED)]
    assert len(posted) == 2
    said = [text for paper in posted for block in document(plan(), paper).blocks for _, _, text in texts_of(block)]
    assert any("有关单位退租，账户****余额不足" in text for text in said)
    drawn = draw_paper(plan(), posted[0], record.as_of, FontSet.load(None), ("a.toml", "0" * 64))
    cells = [str(cell.value) for name in drawn.files if name.endswith(".xlsx") for cell in raw_cells(drawn.files[name])]
    assert len(cells) > 60
    assert [word for word in INTERNAL for text in (*said, *cells) if word in text] == []


def test_a_paper_is_a_draft_until_it_is_filled_in_and_is_made_the_same_again(record: LifeRecord) -> None:
    """The calendar and the budget ask for nothing; the form asks for what nobody recorded."""
    form, _, due = papers(plan(), record)
    made = document(plan(), form)
    assert made.draft == (f"{len(list(prompts(made.blocks)))}处尚未填写",)
    assert document(plan(), due).draft == ()
    again = [draw_paper(plan(), due, record.as_of, FontSet.load(None), ("a.toml", "0" * 64)) for _ in range(2)]
    assert again[0].files == again[1].files
    assert sorted(again[0].files) == ["next-year.docx", "next-year.pdf", "next-year.xlsx"]
