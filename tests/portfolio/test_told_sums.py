"""Sums of the report that have to agree: payments with faces, years with F, what refinancing repays apart; and what passes."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from bondcalc.page.many_page import store_page
from bondcalc.portfolio.kept_record import FindingKept, PaymentKept
from bondcalc.portfolio.measure import record
from bondcalc.portfolio.store_reader import open_store
from bondcalc.portfolio.told.changes import change_parts
from bondcalc.portfolio.told.member_list import LIST_PAGE, cover_of
from bondcalc.portfolio.told.store_view import StoreView, parted
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Datum, Listing, Medium
from bondcalc.workbook.alone import reports_book
from tests.portfolio.hand_store import DAY, WAN, HandProject, bond, hand_store, told_of, totals
from tests.portfolio.test_portfolio_report import figures
from tests.schedules.test_refinancing_in_part import bond as refinanced
from tests.schedules.test_refinancing_in_part import result_of

QIDONG = "430426"
DAYS = ("2027-03-01", "2028-03-01", "2029-03-01")
PARTS = (3_333_333, 3_333_333, 3_333_334)
THIRDS = HandProject(
    "a",
    QIDONG,
    (bond("1", 10, "2026-03-01", status="issued"),),
    tuple(PaymentKept("1", day, day, 0, fen, 0) for day, fen in zip(DAYS, PARTS, strict=True)),
)
"""10 万元 repaid in three parts of 3.333333, 3.333333 and 3.333334."""


def test_parts_are_near_and_add_up() -> None:
    amounts = [1_005_000, 1_005_000, 1_005_000, 4_999, -7_777]
    parts = list(parted(amounts))
    assert sum(parts) == Decimal("3.01")
    assert all(abs(part - Decimal(fen) / WAN) < Decimal("0.01") for part, fen in zip(parts, amounts, strict=True))


def test_principal_adds_up_to_the_faces(tmp_path: Path) -> None:
    """Three times 3.33 are 9.99; the bond repays 10."""
    tables, _ = told_of(hand_store(tmp_path / "库.db", (THIRDS,)))
    assert totals(tables["wall"], ("principal", "service")) == [10, 10]
    assert totals(tables["wall_by_region"], ("principal",)) == [10]


def test_twelve_months_round_each_project_once(tmp_path: Path) -> None:
    """Two payments of 0.004 万元 are 0.01, not 0.00."""
    small = (PaymentKept("1", day, day, 4000, 0, 0) for day in ("2027-01-01", "2027-07-01"))
    tables, _ = told_of(hand_store(tmp_path / "库.db", (HandProject("a", QIDONG, (bond("1", 10),), tuple(small)),)))
    assert figures(tables["province"], 0)["interest"] == Decimal("0.01")


def test_what_refinancing_repays_stands_apart(tmp_path: Path) -> None:
    """3,000 fall due on 15 December, 2,000 of them repaid by a new bond: gross in the sums, said beside them."""
    old, new = bond("0", 3000, "2021-12-15", status="issued"), bond("1", 2000, rolls="0")
    due = (
        PaymentKept("0", "2026-12-15", "2026-12-15", 0, 3000 * WAN, 0, 2000 * WAN),
        PaymentKept("1", "2033-12-15", "2033-12-15", 0, 2000 * WAN, 0),
    )
    tables, _ = told_of(hand_store(tmp_path / "库.db", (HandProject("a", QIDONG, (old, new), due),)))
    assert totals(tables["wall"], ("principal", "rolled")) == [5000, 2000]
    row = figures(tables["province"], 0)
    assert (row["principal"], row["rolled"]) == (3000, 2000)


def test_what_is_rolled_of_payments_is_that_of_the_years() -> None:
    """A of 1,000 falls due on 1 January 2025; a bond of 600 from that day on repays 600 of it, by payment and by year."""
    kept_of = record(result_of(refinanced("B", "2025-01-01", 600, "A")))
    rolled = {payment.day: payment.rolled for payment in kept_of.payments if payment.rolled}
    assert rolled == {"2025-01-01": 600 * WAN}
    assert kept_of.lines["debt_service.rolled"] == {2025: 600 * WAN}


def test_the_weakest_of_those_short_already_covers_least(tmp_path: Path) -> None:
    projects = [
        HandProject(key, QIDONG, fall="0", figures=(("revenue_counted", revenue), ("service", 10_000)))
        for key, revenue in (("a", 8730), ("b", 4703), ("c", 9999))
    ]
    tables, _ = told_of(hand_store(tmp_path / "库.db", projects))
    assert [figures(tables["order"], place)["project"] for place in range(3)] == ["b", "a", "c"]


def test_shares_of_revenue_have_one_basis(tmp_path: Path) -> None:
    """E is 100, of it land 32: 0.32² + 0.68², whatever the gross revenue."""
    lines = {"revenue_counted": 100, "service": 50, "land": 32, "operating_revenue": 120, "land_gross": 70}
    project = HandProject("a", QIDONG, figures=tuple((line, amount * WAN) for line, amount in lines.items()))
    tables, _ = told_of(hand_store(tmp_path / "库.db", (project,)))
    assert figures(tables["index"], 3)["index"] == Fraction(32, 100) ** 2 + Fraction(68, 100) ** 2
    assert figures(tables["land"], 0)["of_revenue"] == Fraction(32, 100)


def finding(rule: str, severity: str, verdict: str) -> FindingKept:
    return FindingKept(rule, severity, verdict, None, None, None)


def test_what_law_asks_for_and_is_not_there_passes_nothing(tmp_path: Path) -> None:
    """Of four one has no result, one leaves a statutory rule open, one a customary one: two pass."""
    projects = (
        HandProject("a", QIDONG, findings=(finding("R01", "statutory", "needs_input"),)),
        HandProject("b", QIDONG, findings=(finding("W01", "customary", "needs_input"),)),
        HandProject("c", QIDONG, findings=()),
        HandProject("d", QIDONG, figures=None),
    )
    tables, said = told_of(hand_store(tmp_path / "库.db", projects))
    row = figures(tables["province"], 0)
    assert (row["handed_in"], row["passed"], row["open"], row["returned"]) == (4, 2, 1, 1)
    rows = [figures(tables["projects"], place) for place in range(3)]
    assert [(row["asked"], row["verdict"]) for row in rows] == [(1, "待补充"), (0, "通过"), (0, "通过")]
    assert sum("法定事项待补充" in text and "1个" in text for text in said) == 2


def test_what_is_to_be_explained_is_not_counted_as_passed(tmp_path: Path) -> None:
    """Five handed in: one passes, one is to be explained, one leaves a statutory rule open, one fails, one has no result."""
    left_open = finding("R01", "statutory", "needs_input")
    projects = (
        HandProject("a", QIDONG),
        HandProject("b", QIDONG, verdict="warn"),
        HandProject("c", QIDONG, verdict="warn", findings=(left_open,)),
        HandProject("d", QIDONG, verdict="fail", findings=(left_open,)),
        HandProject("e", QIDONG, figures=None),
    )
    store = hand_store(tmp_path / "库.db", projects)
    tables, _ = told_of(store)
    row = figures(tables["province"], 0)
    told = [row[column] for column in ("handed_in", "passed", "explained", "open", "returned")]
    assert told == [5, 1, 1, 1, 2]
    assert "5个项目：1个不通过，1个需说明，1个待补充，1个通过，1个没有结果" in store_page(store).decode()


def test_totals_that_leave_projects_out_say_so(tmp_path: Path) -> None:
    projects = (THIRDS, HandProject("b", QIDONG, THIRDS.bonds), HandProject("c", QIDONG, figures=None))
    tables, said = told_of(hand_store(tmp_path / "库.db", projects))
    for id_ in ("province", "county", "projects", "by_year", "by_sector", "wall", "land"):
        assert "不含1个未能测算的项目" in tables[id_].total_head.zh, id_
    assert sum(text == "不含1个未能测算的项目。" for text in said) >= 4
    assert tables["rules"].total() is None


@pytest.mark.parametrize(
    ("own", "revenue", "printed"), [(None, 99_996, "0.99996"), ("1.2", 119_998, "1.19998"), (None, 120_000, "1.2000")]
)
def test_no_digit_hides_a_failure(own: str | None, revenue: int, printed: str, tmp_path: Path) -> None:
    figures_of = (("revenue_counted", revenue * WAN), ("service", 100_000 * WAN))
    store = hand_store(tmp_path / "库.db", [HandProject("a", QIDONG, threshold=own, figures=figures_of)])
    with open_store(store) as opened:
        view = StoreView(opened, DAY)
        cell = cover_of(view.members[0])
    assert isinstance(cell, Datum)
    assert [cell.text(Notation(), medium) for medium in Medium] == [printed] * 3
    assert cell.stored(Notation()) == float(printed)


def test_a_workbook_shows_as_many_digits(tmp_path: Path) -> None:
    figures_of = (("revenue_counted", 99_996 * WAN), ("service", 100_000 * WAN))
    with open_store(hand_store(tmp_path / "库.db", [HandProject("a", QIDONG, figures=figures_of)])) as opened:
        book = reports_book([(LIST_PAGE.title, LIST_PAGE.report(StoreView(opened, DAY)))])
    sheet = openpyxl.load_workbook(BytesIO(book))["项目清单"]
    shown = [cell.value for line in sheet.iter_rows() for cell in line if cell.number_format == "0.00000"]
    assert shown == [0.99996]


def test_the_state_of_a_bond_stands_behind_its_name(tmp_path: Path) -> None:
    bonds = (
        bond("A", 10, "2020-04-15", status="issued"),
        bond("B", 10, "2026-11-29"),
        bond("C", 10, "2026-11-30"),
        bond("D", 10, rolls="A"),
    )
    later = tuple(PaymentKept(id_, "2030-01-01", "2030-01-01", 1, 0, 0) for id_ in "BCD")
    tables, said = told_of(hand_store(tmp_path / "库.db", (HandProject("a", QIDONG, bonds, later),)))
    assert [row["bond"] for row in tables["county"].rows] == [
        "A（已到期）",
        "B（拟发行，起息日已过）",
        "C（拟发行）",
        "D（拟发行，再融资）",
    ]
    assert any("已到期还清10.00万元" in text for text in said)


def test_changes_of_county_and_batch_and_of_the_day_asked_for(tmp_path: Path) -> None:
    """a moved, b lost its result and keeps its name; a third run finds nothing new, and nothing came before the first."""
    path = tmp_path / "库.db"
    moved, broken = HandProject("a", "430421", batch="二"), HandProject("b", QIDONG, figures=None)
    hand_store(path, [HandProject("a", QIDONG, batch="一"), HandProject("b", QIDONG, called="乙")])
    hand_store(path, [moved, broken])
    assert changed(path) == [("地区变动、批次变动", "a"), ("不再有结果", "乙")]
    hand_store(path, [moved, broken])
    assert changed(path) == []
    assert changed(path, date(2000, 1, 1)) is None


def changed(path: Path, since: date | None = None) -> list[tuple[str, str]] | None:
    """Kinds of change and names; None where there is nothing to tell from."""
    with open_store(path) as opened:
        parts = change_parts(StoreView(opened, DAY, since=since))
    listing = next((part for part in parts if isinstance(part, Listing)), None)
    if listing is None:
        return None
    rows = [figures(listing, place) for place in range(len(listing.rows))]
    return [(str(row["kind"]), str(row["project"])) for row in rows]
