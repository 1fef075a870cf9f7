"""What the filings of a bundled project in batches say: bonds in their place, every sub-project, totals that are the form's."""

from decimal import Decimal

import pytest

from bondcalc.filings.draw import write
from bondcalc.result.result import Result
from bondcalc.typeset.document import Document, PageTable, Paragraph, printed
from tests.samples import filed_sample
from tests.schedules.bundled import BONDS, INVESTED, computed_park
from tests.trials.trial import own_sections, table_of


@pytest.fixture(scope="module")
def park() -> Result:
    return computed_park()


@pytest.fixture(scope="module")
def form(park: Result) -> Document:
    """The disclosure of it."""
    return write(park, "disclosure")


def said(document: Document) -> str:
    return "".join(str(part) for block in document.blocks if isinstance(block, Paragraph) for part in block.text)


def column(rows: PageTable, place: int) -> list[Decimal]:
    return [Decimal(str(row[place])) for row in rows.rows]


def test_the_disclosure_is_about_the_bonds_of_this_issue(form: Document) -> None:
    titles = [block.title for block in form.blocks if isinstance(block, PageTable)]
    assert [title for title in titles if title.startswith("债券基本信息")] == [
        f"债券基本信息（本次发行，第{number}期）" for number in (7, 8, 9)
    ]
    issued = table_of(form, "专项债券分批发行情况")
    faces = [f"{Decimal(face) / 10_000:.4f}" for _, _, face, *_ in BONDS]
    assert [str(row[-1]) for row in issued.rows] == [*faces[:6], "1.1000", *faces[6:], "0.5000", "1.6000"]
    assert "本次发行：新增专项债券3期，计划发行额0.5000亿元" in said(form)


def test_a_bond_names_the_sub_projects_it_is_for(form: Document) -> None:
    rows = {str(name): str(said_there) for name, said_there in table_of(form, "债券基本信息（本次发行，第9期）").rows}
    assert rows["对应子项目"] == "S1供水工程、S3供水工程"


def test_every_sub_project_stands_there_and_they_add_up(form: Document) -> None:
    parts = table_of(form, "分项目信息")
    assert [str(row[0]) for row in parts.rows] == [*(f"{id_}供水工程" for id_ in INVESTED), "合计"]
    # Capital of the whole stands as entered where the sources do not tie, so that only the others add up.
    for place in (1, 3, 4, 5, 6):
        amounts = column(parts, place)
        assert sum(amounts[:-1]) == amounts[-1], place


def test_how_many_projects_there_are_and_who_earns_nothing_is_said(form: Document) -> None:
    words = said(form)
    assert "对应项目数量6个（打包项目，分别立项）" in words
    assert "没有偿债收入的子项目：S6供水工程" in words


@pytest.mark.parametrize("filing", ["plan", "evaluation"])
def test_plan_and_evaluation_state_each_beside_the_whole(park: Result, filing: str) -> None:
    document = own_sections(park, filing)
    amounts = table_of(document, "子项目投资、融资与收益表")
    for place in range(1, 8):
        every = [Decimal(str(row[place]).replace(",", "")) for row in amounts.rows]
        assert sum(every[:-1]) == every[-1], place
    verdicts = {printed(row[0]): printed(row[-1]) for row in table_of(document, "子项目覆盖倍数和资金表").rows}
    assert verdicts["S1供水工程"] == "本息已覆盖"
    assert verdicts["S6供水工程"] == "本息低于1.00倍，资金为负"


def test_a_single_project_says_nothing_of_parts() -> None:
    assert "打包项目" not in "".join(said(filed_sample("hengyang-park", one)) for one in ("plan", "disclosure"))
