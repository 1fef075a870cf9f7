"""What was issued and what arrived, as the actuals tell it, in the weekly tables: payments follow the issue, no money is lost."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bondcalc.in_life.life_record import UNASSIGNED
from bondcalc.portfolio.kept_record import BondKept, PaymentKept
from bondcalc.portfolio.store_reader import open_store
from bondcalc.portfolio.told.county_table import county_parts
from bondcalc.portfolio.told.executions import BondExecution, IssuedBonds, ProjectExecution
from bondcalc.portfolio.told.province_table import province_parts
from bondcalc.portfolio.told.store_view import StoreView
from bondcalc.wording.report import Datum, Listing, Note
from tests.portfolio.county_store import DAY, county_store, made, row
from tests.portfolio.test_portfolio_report import figures

PARK = "hengyang-park-2.toml"
YUAN = 100


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return county_store(tmp_path_factory.mktemp("县") / "库.db", [PARK])


def issued(bond: BondKept) -> BondKept:
    """B as it went: 18,000 under another name."""
    return bond._replace(status="issued", face=18_000 * 10_000 * YUAN, name="发行名称") if bond.id == "B" else bond


def told(store: Path, done: ProjectExecution) -> tuple[list[dict[str, object]], dict[str, object], list[str]]:
    """Rows of the county, the row of the province, and the sentences above them."""
    with open_store(store) as opened:
        view = StoreView(opened, DAY, executions={row(PARK).code or "": done})
        county, province = county_parts(view), province_parts(view)
    listing = next(part for part in county if isinstance(part, Listing))
    whole = next(part for part in province if isinstance(part, Listing))
    notes = [part.words.zh for part in county if isinstance(part, Note)]
    return [figures(listing, place) for place in range(len(listing.rows))], figures(whole, 0), notes


def test_what_falls_due_is_that_of_the_issue(store: Path) -> None:
    """350 of interest on 25 August 2026 and 25 February 2027; 270.40 of A and its fee on 16 March come first of the 300 laid by."""
    record = made(PARK).record
    assert record is not None
    paid = [PaymentKept("B", day, day, 350 * 10_000 * YUAN, 0, 0) for day in ("2026-08-25", "2027-02-25")]
    after = IssuedBonds(tuple(map(issued, record.bonds)), (*(row for row in record.payments if row.bond == "A"), *paid))
    rows, province, _ = told(store, ProjectExecution(DAY, ready=Decimal(300), issued=after))
    first, second = rows
    assert (second["bond"], second["amount"]) == ("发行名称", 18_000)
    assert (second["due"], second["owed"]) == ("2026-08-25", 350)
    assert (first["gap"], second["ready"], second["gap"]) == (0, Decimal("29.59"), Decimal("320.41"))
    assert (province["issued"], province["interest"]) == (34_000, Decimal("540.80") + 700)


def test_money_without_a_bond_has_a_row_of_its_own_and_is_in_the_sums(store: Path) -> None:
    bonds = {
        "A": BondExecution(DAY.replace(year=2024), Decimal(16_000), spent=Decimal(14_000)),
        UNASSIGNED: BondExecution(DAY.replace(year=2025), Decimal(500), spent=Decimal(100)),
    }
    rows, province, notes = told(store, ProjectExecution(DAY, bonds=bonds))
    assert [(row["bond"], row.get("left")) for row in rows][-1] == ("未分到债券", 400)
    assert sum(Decimal(str(row.get("spent") or 0)) for row in rows) == 14_100
    assert (province["on_lent"], province["left_12"]) == (16_500, 2_400)
    assert any(note.startswith("未分到债券：") for note in notes)


def test_spending_of_money_that_nobody_said_arrived_is_in_the_row_and_makes_no_share(store: Path) -> None:
    bonds = {"A": BondExecution(DAY, Decimal(16_000), spent=Decimal(0)), UNASSIGNED: BondExecution(spent=Decimal(100))}
    rows, province, _ = told(store, ProjectExecution(DAY, bonds=bonds))
    assert rows[-1]["spent"] == 100
    assert (province["on_lent"], province["spent_share"]) == (16_000, None)


def test_a_project_without_such_money_has_no_such_row(store: Path) -> None:
    rows, _, notes = told(store, replace(ProjectExecution(DAY), ready=Decimal(1)))
    assert len(rows) == 2
    assert not any("未分到债券" in note for note in notes)


def test_money_that_arrived_of_a_bond_whose_issue_nobody_told_is_no_issue(store: Path) -> None:
    """A is issued by the project file; of B, planned for 2021, 20,000 arrived: on-lent, and not said to be issued or still to be."""
    bonds = {"B": BondExecution(DAY.replace(year=2025), Decimal(20_000))}
    rows, province, _ = told(store, ProjectExecution(DAY, bonds=bonds))
    assert [str(row["bond"]).endswith("（未填发行结果）") for row in rows] == [False, True]
    assert (province["issued"], province["on_lent"]) == (16_000, 20_000)


def test_where_nobody_told_of_an_issue_the_cell_is_blank_and_the_bonds_are_counted(tmp_path: Path) -> None:
    """Its bonds had their value date in August 2025: a day before that nothing is issued, a day after nobody knows."""
    county_store(tmp_path / "库.db", ["land-reserve.toml"])
    with open_store(tmp_path / "库.db") as opened:
        issued_on = {}
        for day in (DAY, DAY.replace(year=2025)):
            parts = province_parts(StoreView(opened, day))
            listing = next(part for part in parts if isinstance(part, Listing))
            said = [part.words.zh for part in parts if isinstance(part, Note) and part.id == "province_unissued"]
            issued_on[day.year] = (figures(listing, len(listing.rows) - 1)["issued"], said)
    assert issued_on[2026][0] is None
    assert issued_on[2026][1] == ["已到起息日而没有发行结果的债券2只，计划金额8,300.00万元，不计入已发行。"]
    assert issued_on[2025] == (0, [])


def total_and_open(store: Path, done: ProjectExecution | None) -> tuple[dict[str, Decimal | None], list[str]]:
    """Totals of execution of the park and of water works beside it, and what is said of what they leave out."""
    with open_store(store) as opened:
        view = StoreView(opened, DAY, executions={row(PARK).code or "": done} if done else {})
        parts = county_parts(view)
    (county,) = (part for part in parts if isinstance(part, Listing))
    total = county.total() or {}
    amounts = {id_: cell.value if isinstance(cell := total.get(id_), Datum) else None for id_ in EXECUTED}
    return amounts, [part.words.zh for part in parts if isinstance(part, Note) and part.id == "county_open"]


EXECUTED = ("appropriated", "spent", "left", "earned", "paid_in", "ready", "gap")


def test_totals_of_execution_add_what_is_told_and_say_what_they_leave_out(tmp_path: Path) -> None:
    """A: 100 of 500 spent; of B 300 arrived and nobody told what was spent: no 0. The water works have no actuals."""
    both = county_store(tmp_path / "库.db", [PARK, "anping-water.toml"])
    bonds = {
        "A": BondExecution(DAY, Decimal(500), appropriated=Decimal(400), spent=Decimal(100)),
        "B": BondExecution(DAY, Decimal(300), appropriated=Decimal(50)),
    }
    done = ProjectExecution(DAY, bonds=bonds, earned=Decimal(7), ready=Decimal(300))
    amounts, said = total_and_open(both, done)
    assert {id_: amounts[id_] for id_ in ("appropriated", "spent", "left", "earned", "paid_in")} == {
        "appropriated": 450,
        "spent": 100,
        "left": 400,
        "earned": 7,
        "paid_in": None,
    }
    assert said == ["执行栏合计不含：没有执行数据的1个项目、已支未填报的1处、结存未填报的1处、收入缴库未填报的1处。"]
    whole = replace(done, bonds={"A": bonds["A"], "B": replace(bonds["B"], spent=Decimal(0))}, paid_in=Decimal(7))
    assert total_and_open(both, whole)[1] == ["执行栏合计不含：没有执行数据的1个项目。"]


def test_bond_money_that_lies_in_no_account_of_its_own_is_named(store: Path) -> None:
    said = "已备可能含有建设资金："
    for unplaced, named in ((Decimal("1250.5"), True), (None, False)):
        _, _, notes = told(store, ProjectExecution(DAY, ready=Decimal(300), unplaced=unplaced))
        assert any(note.startswith(said) and "1,250.50万元未用的债券资金" in note for note in notes) is named


def test_without_actuals_execution_has_no_total(store: Path) -> None:
    assert total_and_open(store, None) == (dict.fromkeys(EXECUTED), [])


def test_money_without_a_bond_leaves_the_totals_of_bonds_whole(store: Path) -> None:
    """36,000 of two bonds; nobody told whether the year was disclosed, and a note says so."""
    done = ProjectExecution(DAY, bonds={UNASSIGNED: BondExecution(DAY, Decimal(500), spent=Decimal(100))})
    with open_store(store) as opened:
        view = StoreView(opened, DAY, executions={row(PARK).code or "": done})
        (county,) = (part for part in county_parts(view) if isinstance(part, Listing))
        notes = [part.words.zh for part in province_parts(view) if isinstance(part, Note)]
    total = county.total()
    assert total is not None
    assert isinstance(amount := total["amount"], Datum)
    assert amount.value == 36_000
    assert any("6.30未公开只计填了年度事项的项目；未填报1个" in note for note in notes)
