"""审核工作底稿: the lines make the key figures of the filings, the formulas follow an adjustment, a filled paper is read back."""

import io
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from bondcalc.audit.reviewed import ReviewedPaper, read_paper
from bondcalc.filings.parts.submitted import SubmittedGroup, submitted
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.read import ProjectFile
from bondcalc.inputs.sheets.source_notes import SourceNote
from bondcalc.money import half_up
from bondcalc.problem import FileError
from bondcalc.samples import sample_names
from bondcalc.screen.reviewed_text import reviewed_text
from bondcalc.workbook.working_paper import SUMMARY, working_paper
from tests.checks.test_statements import with_
from tests.commands import bondcalc as command
from tests.inputs.workbook_bytes import saved
from tests.parted import compute
from tests.recalculate import by_ironcalc, differences, stored
from tests.samples import SAMPLES, computed_sample

CENT = Decimal("0.01")
SOURCE = ProjectFile("project.toml", b"as it came")
PARK = "hengyang-park"


def groups(sample: str) -> dict[str, SubmittedGroup]:
    return {group.id: group for group in submitted(Writer(computed_sample(sample), "review"))}


@pytest.mark.parametrize("sample", sample_names())
def test_the_lines_make_what_the_filings_say(sample: str) -> None:
    result, made = computed_sample(sample), groups(sample)
    said = Writer(result, "review")
    earned = sum(group.sign * group.total for group in made.values())
    assert earned == said.value("coverage.revenue_counted")
    assert made["service"].total == said.value("coverage.service")
    assert made["investment"].total == made["sources"].total == said.value("coverage.investment")
    assert not [line.zh for group in made.values() for line in group.lines if line.zh == "其他"]


def test_groups_by_hand() -> None:
    # By samples/hengyang-park: bond A 16,000 x 3.38% x 10 = 5,408.00; repair of plants and rent as the plan's tables have them.
    made = groups(PARK)
    debt = {line.zh: line.amount for line in made["service"].lines}
    assert debt == {"债券A利息": 5408, "债券A本金": 16000, "债券B利息": 9880, "债券B本金": 20000}
    plants = made["investment"].lines[0]
    assert (plants.zh, plants.amount, plants.id) == ("标准厂房", 26600, "investment.item.plants#total")
    assert "26,600" not in plants.evidence
    assert plants.evidence.startswith("假设：140,000")


def test_papers_named_for_a_row_stand_beside_it() -> None:
    result = computed_sample(PARK)
    note = SourceNote(table="投资估算", row="plants", field="金额", document="概算批复", page="表3", confidence="low")
    given = replace(result.project, tables={**result.project.tables, "sources": (note,)})
    [investment, *_] = submitted(Writer(replace(result, project=given), "review"))
    assert [line.paper for line in investment.lines if line.paper] == ["概算批复，表3（可信度低）"]


@pytest.fixture(scope="module")
def paper() -> bytes:
    return working_paper(computed_sample(PARK), SOURCE)


def filled(paper: bytes, cells: dict[tuple[str, str], object]) -> bytes:
    """The paper with cells typed in and saved by another program."""
    book = openpyxl.load_workbook(io.BytesIO(paper))
    for (tab, cell), value in cells.items():
        book[tab][cell] = value
    return saved(book)


def test_it_is_the_same_each_time_and_its_answers_are_those_of_its_formulas(paper: bytes, tmp_path: Path) -> None:
    assert working_paper(computed_sample(PARK), SOURCE) == paper
    assert list(differences(stored(paper), by_ironcalc(paper, tmp_path))) == []


def test_an_adjustment_goes_through_to_the_multiple(paper: bytes, tmp_path: Path) -> None:
    # Costs 15,137.49 - 300 and interest 9,880 - 1,000: E 61,585.52 over F 50,288.00 is 1.22466.
    changed = filled(paper, {("项目收益", "D28"): -300, ("债务本息", "D9"): -1000})
    found = by_ironcalc(changed, tmp_path)
    assert openpyxl.load_workbook(io.BytesIO(paper))["项目收益"]["B28"].value == "工资福利（24人）"
    assert found[SUMMARY, "E11"] == pytest.approx(61585.52)
    assert found[SUMMARY, "D12"] == pytest.approx(-1000)
    assert found[SUMMARY, "E13"] == pytest.approx(61585.52 / 50288)
    assert found[SUMMARY, "C13"] == pytest.approx(61285.52 / 51288)
    assert found[SUMMARY, "E15"] == "不低于标准"


def read(paper: bytes) -> ReviewedPaper:
    return read_paper(computed_sample(PARK), SOURCE, ProjectFile("底稿.xlsx", paper))


def said(told: ReviewedPaper) -> str:
    return reviewed_text(computed_sample(PARK), told)


def test_a_filled_paper_is_read_back(paper: bytes) -> None:
    told = read(
        filled(paper, {("项目收益", "D28"): -300, ("项目收益", "H28"): "按定员核减", ("债务本息", "D9"): "按发行结果"})
    )
    assert told.differences == []
    assert [(one.line.zh, one.amount, one.reason) for one in told.adjustments] == [
        ("工资福利（24人）", Decimal(-300), "按定员核减"),
        ("债券B利息", None, ""),
    ]
    assert told.revenue == Decimal("61585.52")
    assert told.coverage == Fraction("61585.52") / 51288


FINER = {("项目收益", "D28"): -0.005, ("债务本息", "D7"): 0.004, ("债务本息", "D8"): 0.004, ("债务本息", "D9"): 0.004}
"""Wages less half a unit, and three payments more by less than half of one."""


def test_an_adjustment_finer_than_the_unit_is_rounded_as_the_paper_does(paper: bytes, tmp_path: Path) -> None:
    """Half a unit less of a cost is 0.01 less, three times 0.004 is nothing: E 61,285.52 + 0.01, F stays 51,288.00.

    Submitted and adjusted, as they are shown, make audited in every row that has the three.
    """
    changed = filled(paper, dict(FINER))
    found = by_ironcalc(changed, tmp_path)
    assert (found[SUMMARY, "D11"], found[SUMMARY, "D12"]) == (pytest.approx(0.01), pytest.approx(0))
    assert (found[SUMMARY, "E11"], found[SUMMARY, "E12"]) == (pytest.approx(61285.53), pytest.approx(51288))
    book = openpyxl.load_workbook(io.BytesIO(changed), data_only=True)
    for tab, row in [(tab, int(cell[1:])) for tab, cell in found if cell[0] == "E" and cell not in {"E13", "E15"}]:
        typed = [found.get((tab, f"{column}{row}"), book[tab][f"{column}{row}"].value or 0) for column in "CDE"]
        stated, moved, audited = (half_up(Decimal(str(amount)), CENT) for amount in typed)
        assert stated + moved == audited, (tab, row)
    told = read(changed)
    assert (told.revenue, told.service) == (Decimal("61285.53"), 51288)
    assert "填的是-0.005，按表中的小数位四舍五入" in said(told)


@pytest.mark.parametrize(
    ("cell", "typed"),
    [
        (("投资估算", "C7"), 26000),
        (("投资估算", "E7"), 26600),
        (("项目收益", "B7"), "厂房租金（已核）"),
        (("债务本息", "E11"), "=1+1"),
    ],
)
def test_what_is_not_for_the_reviewer_is_compared(paper: bytes, cell: tuple[str, str], typed: object) -> None:
    assert [(tab, at) for tab, at, _, _ in read(filled(paper, {cell: typed})).differences] == [cell]


def test_a_paper_of_other_figures_differs(paper: bytes) -> None:
    other = compute(with_(computed_sample(PARK).project, "investment", amount=Decimal(26700)))
    assert read_paper(other, SOURCE, ProjectFile("底稿.xlsx", paper)).differences


def test_an_adjustment_belongs_to_the_line_whose_id_stands_in_its_row(paper: bytes) -> None:
    """A row that came in above moves all below; the adjustments of 工资福利 (row 28) and of bond B's interest stay theirs."""
    book = openpyxl.load_workbook(io.BytesIO(paper))
    book["项目收益"]["D28"], book["债务本息"]["D9"] = -300, -1000
    for tab in ("项目收益", "债务本息"):
        book[tab].insert_rows(7)
    told = read(saved(book))
    assert told.differences
    assert [(one.line.zh, one.amount) for one in told.adjustments] == [
        ("工资福利（24人）", Decimal(-300)),
        ("债券B利息", Decimal(-1000)),
    ]
    assert (told.strays, told.uncounted) == ([], 0)
    assert (
        "按录入文件现在的申报数（底稿有以上差异），审核后：A 56,181.20，E 61,585.52，F 50,288.00，E/F 1.2247"
        in said(told)
    )


@pytest.mark.parametrize(
    ("cell", "typed", "words"),
    [
        ("D28", "=-100*3", "运营成本“工资福利（24人）”的审核调整是公式，没有计算结果"),
        ("D28", "核减300", "运营成本“工资福利（24人）”的审核调整不是数字"),
        ("D26", -300, "“项目收益”D26的审核调整-300"),
        ("D90", "核减300", "“项目收益”D90的审核调整核减300"),
    ],
    ids=["formula without result", "words", "between two groups", "below all groups"],
)
def test_no_audited_figure_stands_while_an_entry_is_not_counted(
    paper: bytes, cell: str, typed: object, words: str
) -> None:
    told = read(filled(paper, {("项目收益", cell): typed, ("债务本息", "D9"): -1000}))
    assert told.uncounted == 1
    assert words in said(told)
    assert "审核后：" not in said(told)


def test_a_paper_of_another_project_is_refused(paper: bytes) -> None:
    """Bonds are called A in many projects: an adjustment of one is none of the other."""
    with pytest.raises(FileError, match=r"不是“清河县.*其中的项目为祁东县"):
        read_paper(computed_sample("land-reserve"), SOURCE, ProjectFile("底稿.xlsx", paper))


@pytest.mark.slow
def test_the_command_writes_reads_and_ends_with_5_where_it_differs(tmp_path: Path) -> None:
    source, out = SAMPLES / "land-reserve" / "project.toml", tmp_path / "底稿.xlsx"
    assert command("working-paper", source).returncode != 0
    assert command("working-paper", source, "--out", out).returncode == 0
    done = command("working-paper", source, "--read", out)
    assert (done.returncode, "底稿的申报数和公式与项目一致。" in done.stdout) == (0, True)
    book = openpyxl.load_workbook(out)
    book["投资估算"]["C7"] = 1
    book.save(tmp_path / "改.xlsx")
    done = command("working-paper", source, "--read", tmp_path / "改.xlsx")
    assert done.returncode == 5
    assert "“投资估算”C7：应为" in done.stdout


def test_rows_of_the_summary_are_numbered_as_those_of_the_other_tabs_are() -> None:
    made = openpyxl.load_workbook(io.BytesIO(working_paper(computed_sample("land-reserve"), SOURCE)))
    numbered = [
        (sheet.cell(row, 1).value, sheet.cell(row, 2).value) for sheet in [made[SUMMARY]] for row in range(6, 16)
    ]
    assert [number for number, _ in numbered] == list(range(1, 11))
    assert numbered[-1][1] == "审核后与标准比较"
