"""The report of a store: figures by hand, sums that are formulas, the same bytes whatever the order of the list."""

import csv
import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from bondcalc.data import digest
from bondcalc.portfolio.list_sheets import Allocation
from bondcalc.portfolio.report_record import RECORD
from bondcalc.portfolio.store_reader import open_store
from bondcalc.portfolio.store_writer import StoreWriter
from bondcalc.portfolio.told.bond_rows import bond_rows
from bondcalc.portfolio.told.breakdown import breakdown_parts
from bondcalc.portfolio.told.county_table import county_parts
from bondcalc.portfolio.told.executed import laid_by
from bondcalc.portfolio.told.executions import BondExecution, ProjectExecution
from bondcalc.portfolio.told.limit_table import limit_parts, planned_by_region
from bondcalc.portfolio.told.province_table import province_parts
from bondcalc.portfolio.told.report_folder import BOOK, PAPER, WEEKLY, ReportAsked, data, listings, report_files
from bondcalc.portfolio.told.store_page import money_column, text_column
from bondcalc.portfolio.told.store_pages import pages
from bondcalc.portfolio.told.store_view import NOTATION, StoreView
from bondcalc.problem import FileError
from bondcalc.wording.report import INCOMPLETE, UNTOLD, Datum, Listing, Note, Report, ReportCell, Words
from bondcalc.wording.terms import Unit
from bondcalc.workbook.alone import reports_book
from tests.commands import bondcalc
from tests.portfolio.county_store import DAY, contents, county_store, made, row, stated
from tests.samples import computed_sample

ASKED = ReportAsked(day=DAY)


@pytest.fixture(scope="module")
def tables(view: StoreView) -> dict[str, Listing]:
    return listings(view, pages(view))


def of_region(listing: Listing, name: str) -> dict[str, object]:
    """The row of a region."""
    rows = (figures(listing, place) for place in range(len(listing.rows)))
    return next(row for row in rows if row["region"] == name)


def figures(listing: Listing, row: int) -> dict[str, object]:
    """What a row says: figures as they are, words in Chinese."""
    said: dict[str, object] = {}
    for id_, cell in listing.rows[row].items():
        said[id_] = cell.value if isinstance(cell, Datum) else cell.zh if isinstance(cell, Words) else cell
    return said


def test_province_by_hand(tables: dict[str, Listing]) -> None:
    """Two of 16,000 at 3.38 % and 20,000 at 3.80 %, twice a year: 2 x (540.80 + 760.00); the mean of three times 90,000."""
    county = figures(tables["province"], 0)
    assert county["region"] == "祁东县"
    assert (county["limit"], county["balance"], county["room"]) == (250_000, 180_000, 70_000)
    assert (county["principal"], county["interest"]) == (0, Decimal("2601.60"))
    assert county["burden"] == Fraction(260160, 9000000)
    assert county["issued"] == 32_000
    assert (county["short"], county["short_amount"]) == (1, 36_000)
    assert (county["handed_in"], county["passed"], county["returned"]) == (2, 0, 2)
    assert str(county["reason"]).startswith("C")
    other = figures(tables["province"], 1)
    assert (other["handed_in"], other["returned"]) == (3, 2)
    assert other["fund_revenue"] is None
    assert other["burden"] is None


def test_county_by_hand(tables: dict[str, Listing]) -> None:
    """270.40 of interest and a fee of 0.005 % of it, on the Monday after 15 March 2026."""
    rows = [figures(tables["county"], place) for place in range(len(tables["county"].rows))]
    first = next(row for row in rows if row["bond"] == "2020年湖南省政府专项债券（十期）")
    assert (first["due"], first["owed"], first["amount"]) == ("2026-03-16", Decimal("270.41"), 16_000)
    shared = next(row for row in rows if row["bond"] == "2105001")
    assert (shared["amount"], shared["due"]) == (16_000, None)
    assert sum("（拟发行" in str(row["bond"]) for row in rows) == 8
    # A bond of the list that no project file has: nobody knows what falls due, and no total says so.
    total = tables["county"].total()
    assert total is not None
    assert (shared["owed"], total["owed"]) == (None, INCOMPLETE)


def test_limits_hold_and_add_up(tables: dict[str, Listing]) -> None:
    """120,000 + 2 x 6,500 planned stay inside 150,000; counties add up to 400,000, cities to 700,000."""
    qidong, changning = (figures(tables["limits"], place) for place in (0, 1))
    assert (qidong["planned"], qidong["after"], qidong["L01"]) == (40_000, 180_000 + 40_000 - 2_000, "通过")
    assert (qidong["L02"], changning["after"], changning["over"]) == ("通过", 133_000, 0)
    # broken.toml lies in 常宁市: what it plans is in no count, so nothing passes there.
    assert (changning["L01"], changning["L02"]) == ("待补充", "待补充")
    added = [figures(tables["limits_added"], place) for place in range(len(tables["limits_added"].rows))]
    assert [(row["region"], row["what"], row["gap"]) for row in added] == [
        ("湖南省", "限额", 0),
        ("湖南省", "余额", 0),
        ("衡阳市", "限额", 0),
        ("衡阳市", "余额", 0),
    ]


@pytest.mark.parametrize("share", [20_000, 2])
def test_a_bond_still_to_be_issued_counts_before_its_first_day_and_in_full(share: int, tmp_path: Path) -> None:
    """20,000 planned for 2021-06-25, shared out from that day on: on 1 May they are planned, whatever the list says of them."""
    name, path = "hengyang-park.toml", tmp_path / "库.db"
    code, start = row(name).code or "", date(2021, 6, 25)
    shares = (Allocation(bond="B", project=code, amount=Decimal(share), start=start),)
    with StoreWriter(path) as writer:
        run = writer.begin("清单.toml", "0" * 64)
        writer.keep(digest(contents()[name]), made(name))
        writer.finish(run, [row(name)], replace(stated([name]), allocations=shares))
    with open_store(path) as opened:
        assert planned_by_region(StoreView(opened, date(2021, 5, 1)), 2021) == {"430426": 20_000}
        assert planned_by_region(StoreView(opened, date(2022, 5, 1)), 2022) == {"430426": 20_000}
        said = [
            part.words.zh
            for part in county_parts(StoreView(opened, date(2021, 5, 1)))
            if isinstance(part, Note) and part.id == "county_differs"
        ]
    # Two of the list beside 20,000 of the file are named, as `portfolio issue` refuses them.
    assert [text.count("清单分配2.00万元，项目文件中为20,000.00万元") for text in said] == (
        [] if share == 20_000 else [1]
    )


def test_a_limit_that_is_passed_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.portfolio import county_store as made

    listed = made.stated(())
    tight = [
        one.__class__(**{**one.__dict__, "limit": Decimal(132_999)}) if one.region == "430482" else one
        for one in listed.limits
    ]
    monkeypatch.setattr(made, "stated", lambda _: type(listed)(**{**listed.__dict__, "limits": tuple(tight)}))
    with open_store(county_store(tmp_path / "库.db", ["anping-water.toml", "anping-water-2.toml"])) as opened:
        told = listings(StoreView(opened, DAY), pages(StoreView(opened, DAY)))
    row = of_region(told["limits"], "常宁市")
    assert (row["over"], row["L01"], row["L02"]) == (1, "不通过", "不通过")


def test_a_project_without_a_region_leaves_every_county_open(tmp_path: Path) -> None:
    """It may lie anywhere: without a result, or with 20,000 planned in 2021; one whose bonds are all issued hides nothing."""
    name, path = "anping-water.toml", tmp_path / "库.db"
    nowhere = replace(row("hengyang-park.toml"), region=None)
    said = []
    for one in (nowhere, replace(row("broken.toml"), region=None), row("broken.toml")):
        with StoreWriter(path) as writer:
            for kept_name in (name, "hengyang-park.toml"):
                if writer.known(digest(contents()[kept_name])) is None:
                    writer.keep(digest(contents()[kept_name]), made(kept_name))
            writer.finish(writer.begin("清单.toml", "0"), [row(name), one], stated([name]))
        with open_store(path) as opened:
            table = next(part for part in limit_parts(StoreView(opened, DAY)) if isinstance(part, Listing))
        said.append([figures(table, place)["L01"] for place in (0, 1)])
    assert said == [["待补充", "待补充"], ["待补充", "待补充"], ["通过", "待补充"]]


def test_concentration_by_hand(tables: dict[str, Listing]) -> None:
    """F of the samples: 51,288.00, 9,017.23 and 8,996.50, each twice."""
    service = [Fraction(amount) for amount in ("51288.00", "9017.23", "8996.50") for _ in range(2)]
    whole = sum(service)
    by_project = figures(tables["index"], 0)
    assert by_project["index"] == sum((amount / whole) ** 2 for amount in service)
    assert figures(tables["top"], 0)["of_all"] == Fraction(36_000, 2 * (36_000 + 6_500 + 8_300))
    assert figures(tables["top"], 5)["so_far"] == 1


def test_the_weakest_stand_first(tables: dict[str, Listing]) -> None:
    order = [figures(tables["order"], place) for place in range(6)]
    falls = [row["fall"] for row in order]
    assert falls == sorted(falls, key=lambda fall: Decimal(str(fall)))
    assert falls[:2] == [0, 0]
    assert order[2]["fall"] == Decimal("0.0966")
    assert [row["so_far"] for row in order[:3]] == [36_000, 44_300, 80_300]
    steps = {str(figures(tables["steps"], place)["step"]): figures(tables["steps"], place) for place in range(5)}
    assert steps["现已不足"]["projects"] == 2
    assert steps["不超过10%"]["special_bonds"] == 80_300


def test_doubles_are_found_by_parcel_site_and_nothing_else(tables: dict[str, Listing]) -> None:
    found = [figures(tables["doubles"], place) for place in range(len(tables["doubles"].rows))]
    assert [(row["kind"], row["number"]) for row in found] == [
        ("同一宗地", 2),
        ("用途和面积相同的地块", 2),
        ("用途和面积相同的地块", 2),
        ("同一单位同一地点", 2),
    ]
    assert {"住宅42亩", "商服30亩", "工业55亩"} in [set(str(row["what"]).split("、")) for row in found]


def test_one_rule_one_row(view: StoreView, tables: dict[str, Listing]) -> None:
    rules = [figures(tables["rules"], place) for place in range(len(tables["rules"].rows))]
    failing = next(row for row in rules if row["rule"] == "C01")
    assert failing["fail"] == sum(member.short for member in view.done)
    assert failing["amount"] == 36_000 + 8_300
    assert all(
        sum(int(str(row[id_])) for id_ in ("fail", "warn", "needs_input", "pass", "not_applicable")) == 6
        for row in rules
    )


def test_the_pool_heals_nobody(tables: dict[str, Listing]) -> None:
    """The shortfall of a sector is that of those short, though its sum of E covers its sum of F: what stress tells of the one."""
    short = computed_sample("land-reserve").stress.at({"land_price": Decimal("-0.3")}).margin
    sector = next(row for place in range(3) if (row := figures(tables["by_sector"], place))["name"] == "土地储备")
    assert Decimal(str(sector["revenue_counted"])) > Decimal(str(sector["service"]))
    assert (sector["short"], sector["shortfall"]) == (1, -short)


@pytest.mark.slow
def test_sums_of_the_workbook_are_formulas_that_hold(view: StoreView) -> None:
    made = report_files(view, pages(view), ReportAsked(day=DAY))
    live, stored = (openpyxl.load_workbook(io.BytesIO(made[BOOK]), data_only=only) for only in (False, True))
    sheet, values = live["项目清单"], stored["项目清单"]
    total = next(row for row in range(1, 40) if str(sheet.cell(row, 1).value).startswith("合计"))
    heads = {sheet.cell(row, column).value: (row, column) for row in range(1, 9) for column in range(1, 18)}
    row, column = heads["E 项目收益"]
    assert str(sheet.cell(total, column).value).startswith("=SUBTOTAL(109,")
    assert values.cell(total, column).value == pytest.approx(
        sum(values.cell(place, column).value for place in range(row + 1, total))
    )
    _, ratio = heads["E/F"]
    assert (
        sheet.cell(row + 1, ratio).value
        == f"={sheet.cell(row + 1, column).coordinate}/{sheet.cell(row + 1, column + 1).coordinate}"
    )
    assert made[PAPER].startswith(b"%PDF")
    weekly = list(csv.reader(io.StringIO(made[WEEKLY].decode("utf-8-sig"))))
    assert weekly[1][:6] == ["祁东县", "430426", "2026", "250000.00", "180000.00", "70000.00"]


def test_a_blank_cell_leaves_the_total_open() -> None:
    """90 of one county of three is no total of three; what does not apply (a Datum of None) adds 0: 90 + 10 = 100."""
    one, ten, none = (Datum(value, Unit.MONEY) for value in (Decimal(90), Decimal(10), None))
    columns: list[list[ReportCell]] = [[one, None, None], [one, ten, none], [None, None]]
    heads = text_column("n", "名称", "n"), money_column("a", "甲", "a")
    told = [Listing("x", None, heads, [{"a": cell} for cell in cells]) for cells in columns]
    assert [(listing.total() or {}).get("a") for listing in told] == [
        INCOMPLETE,
        Datum(Fraction(100), Unit.MONEY),
        None,
    ]


@pytest.mark.slow
def test_charts_of_the_workbook_draw_every_year_and_no_total(view: StoreView) -> None:
    """A series begins below the heading of its table and ends above the total."""
    made = report_files(view, pages(view), ASKED)
    sheets = openpyxl.load_workbook(io.BytesIO(made[BOOK]))
    with ZipFile(io.BytesIO(made[BOOK])) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/")]
    spans = {span for chart in charts for span in re.findall(r"<c:f>(\S+?)!\$A\$(\d+):\$A\$(\d+)</c:f>", chart)}
    assert spans
    for title, first, last in spans:
        column = [cell.value for cell in sheets[title.strip("'")]["A"]]
        inside = column[int(first) - 1 : int(last)]
        assert all(isinstance(year, int) for year in inside)
        assert column[int(first) - 2] == "年份"
        assert column[int(last)].startswith("合计")


def test_limits_with_a_blank_cell_say_so_in_the_workbook(view: StoreView) -> None:
    """Of two counties one states what it repaid (2,000); whoever fills in the other gets the sum."""
    made = report_files(view, pages(view), ReportAsked(day=DAY))
    live, stored = (
        openpyxl.load_workbook(io.BytesIO(made[BOOK]), data_only=only)["地区限额"] for only in (False, True)
    )
    total = next(row for row in range(1, 20) if live.cell(row, 1).value == "合计")
    heads = {live.cell(row, column).value: column for row in range(1, total) for column in range(1, 11)}
    assert stored.cell(total, heads["本年已还本金"]).value == "不全"
    assert "COUNTBLANK(G" in str(live.cell(total, heads["本年已还本金"]).value)
    assert stored.cell(total, heads["专项债务限额"]).value == "不全"


def test_a_total_stays_open_beside_a_figure_that_nobody_told() -> None:
    """The cell holds words and is not blank: the formula of the workbook asks for them too."""
    amounts = [{"a": Datum(Decimal(5), Unit.MONEY)}, {"a": Datum(None, Unit.MONEY, none=UNTOLD)}]
    columns = (text_column("name", "项目", "project"), money_column("a", "金额", "amount"))
    listing = Listing("sums", None, columns, amounts, filtered=True)
    assert (listing.total() or {})["a"] == INCOMPLETE
    report = Report("汇总", NOTATION, [listing])
    sheet = openpyxl.load_workbook(io.BytesIO(reports_book([(Words("表"), report)]))).worksheets[0]
    (formula,) = (cell.value for line in sheet.iter_rows() for cell in line if cell.data_type == "f")
    assert re.fullmatch(r'=IF\(COUNTBLANK\((.+)\)\+COUNTIF\(\1,"未填报"\)>0,"不全",SUBTOTAL\(109,\1\)\)', str(formula))


def test_what_a_sum_leaves_out_stands_beside_it(view: StoreView) -> None:
    """broken.toml lies in 常宁市: the row of the county and the total say so in the workbook; programs get a number."""
    made = report_files(view, pages(view), ReportAsked(day=DAY, level="province", as_csv=True))
    book = openpyxl.load_workbook(io.BytesIO(made[BOOK]), data_only=True)
    for page in ("省级周报", "分地区分领域分年"):
        said = [cell.value for (cell,) in book[page].iter_rows(max_col=1)]
        assert "常宁市（不含1个未能测算的项目）" in said
        assert "合计（不含1个未能测算的项目）" in said
        assert "祁东县" in said
    assert "不含1个未能测算的项目。" in [cell.value for (cell,) in book["到期分布"].iter_rows(max_col=1)]
    heads, *rows = csv.reader(io.StringIO(made[WEEKLY].decode("utf-8-sig")))
    assert {row[0]: row[heads.index("未能测算个数")] for row in rows} == {
        "祁东县": "0",
        "常宁市": "1",
        "邵阳市本级和未列县（区）": "0",
        "河南省某市清河县（虚构）": "0",
    }


def test_of_a_county_without_a_result_nothing_is_known(tmp_path: Path) -> None:
    """Its bonds are not 0, nor do those of the others add up to all; a county with a limit and no project owes 0."""
    with open_store(county_store(tmp_path / "库.db", ["hengyang-park.toml", "broken.toml"])) as opened:
        view = StoreView(opened, DAY)
        table = listings(view, pages(view))["province"]
    blank = figures(table, 1)
    assert (blank["region"], blank["uncounted"], blank["handed_in"], blank["balance"]) == ("常宁市", 1, 1, 120_000)
    assert all(blank.get(id_) is None for id_ in ("issued", "principal", "interest", "short", "short_amount"))
    total = table.total() or {}
    assert (total["issued"], total["interest"], total["short"]) == (INCOMPLETE,) * 3
    with open_store(county_store(tmp_path / "另.db", ["hengyang-park.toml"])) as opened:
        view = StoreView(opened, DAY)
        table = listings(view, pages(view))["province"]
    assert (figures(table, 1)["region"], figures(table, 1)["issued"]) == ("常宁市", 0)
    assert (table.total() or {})["region"] == Words("合计", "total")


def test_the_order_of_a_list_changes_nothing(view: StoreView, tmp_path: Path) -> None:
    with open_store(county_store(tmp_path / "库.db", reversed(list(contents())))) as opened:
        other = StoreView(opened, DAY)
        assert data(other, pages(other)) == data(view, pages(view))


def test_changes_since_the_last_run(tmp_path: Path) -> None:
    path = tmp_path / "库.db"
    county_store(path, ["anping-water.toml", "hengyang-park.toml"])
    county_store(path, ["anping-water.toml", "land-reserve-2.toml"])
    with open_store(path) as opened:
        view = StoreView(opened, DAY)
        told = listings(view, pages(view))["changes"]
    rows = [figures(told, place) for place in range(len(told.rows))]
    assert {(row["kind"], row["project"]) for row in rows} == {
        ("移出", "祁东县归阳工业园基础设施建设项目"),
        ("新增", "二期清河县城西片区2025年度土地储备项目"),
    }


def test_a_store_without_a_finished_run_is_refused(tmp_path: Path) -> None:
    from bondcalc.portfolio.store_writer import StoreWriter

    writer = StoreWriter(tmp_path / "库.db")
    writer.begin("清单.toml", "0")
    writer.close()
    with open_store(tmp_path / "库.db") as opened, pytest.raises(FileError):
        StoreView(opened, DAY)


@pytest.mark.slow
def test_the_command_writes_the_same_bytes_for_any_order(store: Path, tmp_path: Path) -> None:
    other = county_store(tmp_path / "另.db", reversed(list(contents())))
    for path, out in ((store, tmp_path / "a"), (other, tmp_path / "b")):
        done = bondcalc("portfolio", "report", path, "--out", out, "--on", "2026-03-02", "--csv", "--json")
        assert done.returncode == 0, done.stderr
        assert "6个项目有结果，1个没有结果" in done.stdout
    names = sorted(
        path.relative_to(tmp_path / "a").as_posix() for path in (tmp_path / "a").rglob("*") if path.is_file()
    )
    assert {"portfolio.xlsx", "portfolio.pdf", "weekly.csv", "portfolio.json", "tables/order.csv"} <= {*names}
    for name in {*names} - {RECORD}:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_execution_by_hand(tmp_path: Path) -> None:
    """16,000 arrived on 20 September 2020, 14,000 are spent: 7/8; of 300 laid by 270.41 go to March, 29.59 to the 380.02 of June."""
    done = ProjectExecution(
        as_of=DAY,
        bonds={
            "A": BondExecution(date(2020, 9, 20), Decimal(16000), Decimal(15000), Decimal(14000)),
            "B": BondExecution(date(2025, 12, 1), Decimal(20000), Decimal(20000), Decimal(2000)),
        },
        built=Decimal("0.8"),
        earned=Decimal(500),
        paid_in=Decimal(450),
        ready=Decimal(300),
        undisclosed=True,
        owner="张三",
        measure="补足缺口（2026-03-10）",
    )
    code = row("hengyang-park-2.toml").code or ""
    with open_store(county_store(tmp_path / "库.db", ["hengyang-park-2.toml"])) as opened:
        view = StoreView(opened, DAY, executions={code: done, "nobody": done})
        made = listings(view, pages(view))
    first, second = (figures(made["county"], place) for place in range(2))
    assert (first["arrived"], first["spent_share"], first["left"]) == ("2020-09-20", Fraction(7, 8), 2000)
    assert (first["days"], first["built"], first["who"]) == ((DAY - date(2020, 9, 20)).days, Fraction(4, 5), "张三")
    assert (first["ready"], first["gap"]) == (Decimal("270.41"), 0)
    assert (second["ready"], second["gap"]) == (Decimal("29.59"), Decimal("350.43"))
    assert (second["left"], second.get("built"), first["earned"], first["paid_in"]) == (18000, None, 500, 450)
    county = figures(made["province"], 0)
    assert (county["on_lent"], county["spent_share"], county["undisclosed"]) == (36000, Fraction(16, 36), 1)
    assert (county["left_6"], county["left_12"]) == (2000, 2000)


def test_what_is_laid_by_pays_the_earliest_first(view: StoreView) -> None:
    """270.41 on 16 March, then the payment of B; a project without actuals has blank cells."""
    rows = [row for row in bond_rows(view) if row.due is not None and row.kept is not None]
    key = next(
        row.member.key for row in rows if len([other for other in rows if other.member.key == row.member.key]) > 1
    )
    mine = sorted(
        (row for row in rows if row.member.key == key), key=lambda row: (row.due.paid_on if row.due else "", row.name)
    )
    cells = laid_by(mine, ProjectExecution(DAY, ready=(mine[0].owed or Decimal(0)) + 10))
    first, second = (cells[row.kept.id if row.kept else ""] for row in mine[:2])
    assert isinstance(first["gap"], Datum)
    assert isinstance(second["ready"], Datum)
    assert isinstance(second["gap"], Datum)
    assert first["gap"].value == 0
    assert (second["ready"].value, second["gap"].value) == (10, (mine[1].owed or Decimal(0)) - 10)
    assert laid_by(mine, None) == {}
    told_nothing = laid_by(mine, ProjectExecution(DAY))
    assert all(isinstance(cell, Datum) and cell.untold for cells in told_nothing.values() for cell in cells.values())


def test_projects_without_a_code_are_grouped_by_what_their_files_call_their_region(tmp_path: Path) -> None:
    """A folder states no codes: both counties had the name of whichever came last, and one row."""
    names = ("anping-water.toml", "land-reserve.toml")
    with StoreWriter(tmp_path / "库.db") as writer:
        for name in names:
            writer.keep(digest(contents()[name]), made(name))
        nowhere = [replace(row(name), region=None) for name in names]
        writer.finish(writer.begin("项目", "0"), nowhere, None)
    with open_store(tmp_path / "库.db") as opened:
        view = StoreView(opened, DAY)
        province = next(part for part in province_parts(view) if isinstance(part, Listing))
        by_path = {member.stored.path: view.region(member.region) for member in view.members}
        cities = [listing.id for listing in breakdown_parts(view) if isinstance(listing, Listing)]
    own = {name: made(name).record.facts.region for name in names}
    assert len({*own.values()}) == 2
    assert by_path == own
    assert sorted(str(figures(province, place)["region"]) for place in (0, 1)) == sorted(own.values())
    assert "by_city" not in cities
