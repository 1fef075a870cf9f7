"""Records of lists as the beginning of a project file: each field with its source, units told and never guessed."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from bondcalc.inputs.files.foreign_tables import tables_of
from bondcalc.problem import FileError, ProjectError
from bondcalc.screen.taken_text import taken_text
from bondcalc.taking.record_layout import KNOWN, record_layout
from bondcalc.taking.taken import Taken, taken
from tests.commands import bondcalc

PUBLIC = (
    "项目统一名称,总投资(万元),区划,不含专项债的资本金,项目领域,申请专项债总额,项目业主,其他债务融资,专项债作资本金,建设期,运营期,预期收入(收益),成本",
    '滨海园区,"96,355.0",浙江,"19,355.0",产业园区,"77,000.0",某公司,/,/,2025—2028,2029—2058,"167,269.0",47111',
    "城北水厂,5000,浙江,1000,供水,4000,水务公司,/,—,2025—2026,2027—2046,9000,3000",
)
BONDS = (
    "AD_NAME,ZQ_CODE,ZQ_NAME,ZQQX_NAME,FX_AMT,QX_DATE,LL,FXFS,SHMS",
    "某省,2205001,一期债,7年,1.5,2022-03-01,3.05,1年一次,7+0+0",
    "某省,2205002,二期债,20年,0.8,2022-04-01,3.38,半年一次,20+0+0",
)


def read(layout: str, rows: tuple[str, ...], unit: str, wanted: str | None = None, encoding: str = "utf-8") -> Taken:
    data = "\n".join(rows).encode(encoding)
    return taken("名单.csv", tables_of("名单.csv", data), record_layout(layout), unit, wanted)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_project_of_a_public_list(encoding: str) -> None:
    result = read("public-list", PUBLIC, "万元", "滨海", encoding)
    assert result.rows["project"] == [
        {"name": "滨海园区", "approved_total": Decimal(96355), "region": "浙江", "unit": "某公司", "forecast_end": 2058}
    ]
    assert result.rows["bonds"] == [{"face": Decimal(77000), "status": "planned"}]
    assert result.rows["funding"] == [{"evidence": "名单所列合计19355万元，请分年填写"}]
    assert set(result.left) == {"项目领域", "其他债务融资", "建设期", "预期收入(收益)", "成本"}


def test_the_bonds_of_a_list_in_hundred_millions() -> None:
    """1.5 亿元 is 15,000 万元, 3.05 is a per cent."""
    bonds = read("bond-list", BONDS, "亿元").rows["bonds"]
    assert [(bond["face"], bond["coupon"], bond["term_years"], bond["payments_a_year"]) for bond in bonds] == [
        (Decimal(15000), Decimal("0.0305"), 7, 1),
        (Decimal(8000), Decimal("0.0338"), 20, 2),
    ]
    assert {bond["status"] for bond in bonds} == {"issued"}
    assert [str(bond["value_date"]) for bond in bonds] == ["2022-03-01", "2022-04-01"]


def test_a_coupon_shown_in_per_cent_is_what_is_shown() -> None:
    """A cell that holds 0.0285 and shows 2.85% is no coupon of 0.0285 per cent."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in ("ZQ_CODE,ZQ_NAME,LL", "2205001,一期债,0.0285", "2205002,二期债,2.95"):
        book.active.append([float(word) if "." in word else word for word in line.split(",")])
    book.active["C2"].number_format = "0.00%"
    stored = io.BytesIO()
    book.save(stored)
    result = taken("名单.xlsx", tables_of("名单.xlsx", stored.getvalue()), record_layout("bond-list"), "亿元", None)
    assert [bond["coupon"] for bond in result.rows["bonds"]] == [Decimal("0.0285"), Decimal("0.0295")]


@pytest.mark.parametrize("name", ["合计", "某省合计", "填表人：王某", "注：金额以批复为准"])
def test_totals_and_remarks_are_no_records(name: str) -> None:
    """A total of two bonds is no third one, and a list of one project is a list of one project."""
    result = read("bond-list", (*BONDS, f",,{name},,2.3,,,,"), "亿元")
    assert [bond["face"] for bond in result.rows["bonds"]] == [Decimal(15000), Decimal(8000)]
    assert result.passed == [name]
    assert f"未取用的行（合计、附注）：{name}" in taken_text(result)
    alone = read("public-list", (*PUBLIC[:2], f"{name},96355,,19355,,77000"), "万元")
    assert alone.rows["project"][0]["name"] == "滨海园区"


def test_on_lending_is_told_in_yuan() -> None:
    rows = ("债券编码,债券名称,期限,转贷总金额(元)", "2205001,一期债,7,120000000", "2205002,二期债,10年,30000000.50")
    bonds = read("on-lending", rows, "元").rows["bonds"]
    assert [bond["face"] for bond in bonds] == [Decimal(12000), Decimal("3000.00005")]


def test_a_project_table_of_an_issue() -> None:
    rows = ("地区,项目名称,金额（万元）,期限（年）,偿债资金来源", "某县,管网项目,4500,15,污水处理费")
    result = read("issue-table", rows, "万元")
    assert (result.rows["project"], result.rows["bonds"]) == (
        [{"region": "某县", "name": "管网项目"}],
        [{"face": Decimal(4500), "term_years": 15, "status": "planned"}],
    )


@pytest.mark.parametrize(
    ("layout", "rows", "unit", "code", "cell"),
    [
        ("public-list", PUBLIC[:2], "亿元", "unit_told", "B1"),
        ("bond-list", BONDS, "元", "unit_doubtful", "E2"),
        ("bond-list", (BONDS[0], BONDS[1].replace("1.5", "6000")), "亿元", "unit_doubtful", "E2"),
        ("bond-list", (BONDS[0], BONDS[1].replace("7年,", "七年,")), "亿元", "bad_number", "D2"),
        ("bond-list", (BONDS[0], BONDS[1].replace("1年一次", "逢闰年")), "亿元", "unknown_choice", "H2"),
        ("bond-list", (BONDS[0], BONDS[1].replace("2022-03-01", "2022年3月")), "亿元", "day_missing", "F2"),
        ("public-list", (PUBLIC[0], PUBLIC[1].replace("2029—2058", "长期")), "万元", "bad_number", "K2"),
        ("bond-list", (BONDS[0], BONDS[1].replace("3.05", "0.0305")), "亿元", "percent_doubtful", "G2"),
    ],
)
def test_what_cannot_be_is_named_by_its_cell(
    layout: str, rows: tuple[str, ...], unit: str, code: str, cell: str
) -> None:
    with pytest.raises(ProjectError) as caught:
        read(layout, rows, unit)
    assert (code, cell) in [(one.code, one.cell) for one in caught.value.problems]


def test_it_has_to_be_told_which_project() -> None:
    for wanted in (None, "没有", ""):
        with pytest.raises(FileError, match="2个项目"):
            read("public-list", PUBLIC, "万元", wanted)
    with pytest.raises(FileError, match="没有“债券名称”一栏"):
        read("on-lending", PUBLIC, "元")
    with pytest.raises(FileError, match="没有版式"):
        record_layout("list")


@pytest.mark.parametrize("before", ['named_by = "ZQ_NAME"', 'to = "bonds.face"', 'as = "percent"', 'status = "issued"'])
def test_a_layout_of_ones_own_is_checked(before: str, tmp_path: Path) -> None:
    from bondcalc.data import data_path

    text = data_path("templates", "take", "bond-list.toml").read_text(encoding="utf-8")
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    assert record_layout(str(path)) == record_layout("bond-list")
    path.write_text(text.replace(before, before[:-2] + 'x"'), encoding="utf-8")
    with pytest.raises(FileError, match="有误"):
        record_layout(str(path))


@pytest.mark.parametrize("text", [f"long = {'9' * 5000}\n", "[" * 5000, "[[fields]\n"])
def test_a_layout_that_no_parser_takes_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match="TOML"):
        record_layout(str(path))


@pytest.mark.parametrize("layout", KNOWN)
def test_layouts_that_come_with_the_program_are_whole(layout: str) -> None:
    assert record_layout(layout).fields


@pytest.mark.slow
def test_every_field_of_the_file_states_its_source(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO("\n".join(BONDS))):
        book.active.append(row)
    book.save(tmp_path / "名单.xlsx")
    words = ("take", "名单.xlsx", "--layout", "bond-list", "--out", "p.xlsx")
    done = bondcalc(*words, "--unit", "亿元", cwd=tmp_path)
    assert done.returncode == 0, done
    made = openpyxl.load_workbook(tmp_path / "p.xlsx", read_only=True)
    sources = [[cell.value for cell in row[:6]] for row in made["参数来源"].iter_rows(min_row=5) if row[0].value]
    assert ["专项债券", "2205002", "票面利率", "名单.xlsx", "Sheet G3", None] in sources
    assert len(sources) == 1 + 2 * 7
    heads = [cell.value for cell in made["专项债券"][4]]
    faces = [made["专项债券"].cell(row, heads.index("发行金额（万元）") + 1).value for row in (5, 6)]
    assert faces == [15000, 8000]
    assert "未取用的栏：SHMS" in done.stdout
    assert bondcalc(*words, "--unit", "亿元", cwd=tmp_path).returncode == 4
    assert bondcalc(*words, "--unit", "美元", cwd=tmp_path).returncode == 1
    checked = bondcalc("check", "p.xlsx", cwd=tmp_path)
    assert checked.returncode == 2
    assert "参数来源" not in checked.stderr
    assert "项目名称" in checked.stderr


@pytest.mark.parametrize(
    ("said", "times"),
    [
        ("1年一次", 1),
        ("按年付息", 1),
        ("年付", 1),
        ("1年两次", 2),
        ("每年付息两次", 2),
        ("半年", 2),
        ("每半年付息一次", 2),
        ("按半年付息", 2),
        ("一年四次", 4),
        ("按季付息", 4),
        ("每季度一次", 4),
    ],
)
def test_how_often_interest_is_paid_is_said_in_many_ways(said: str, times: int) -> None:
    [bond] = read("bond-list", (BONDS[0], BONDS[1].replace("1年一次", said)), "亿元").rows["bonds"]
    assert bond["payments_a_year"] == times


@pytest.mark.parametrize("said", ["到期一次", "两年一次", "三次", "按月付息"])
def test_another_rhythm_is_told_with_what_can_be_read(said: str) -> None:
    with pytest.raises(ProjectError) as refused:
        read("bond-list", (BONDS[0], BONDS[1].replace("1年一次", said)), "亿元")
    assert "半年一次" in str(refused.value.problems[0])
