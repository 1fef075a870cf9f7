"""Actuals: the same from workbook and TOML and however a period was typed, every fault at its cell, 执行情况 by hand."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from bondcalc.inputs.fault import UNCLEAR, UnclearError, checks_of
from bondcalc.inputs.project import Project, sheet_of
from bondcalc.inputs.read import ProjectFile
from bondcalc.inputs.sheets.actuals import Actual
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.monitoring.actuals_file import STATEMENTS_OF_ACTUALS, actuals_of, actuals_workbook
from bondcalc.monitoring.months import Month, Quarter, by_quarter, by_year, parted, until
from bondcalc.monitoring.yearly_view import layered, repayable_by_month, whole_progress
from bondcalc.problem import ProjectError
from tests.inputs.workbook_bytes import saved
from tests.monitoring.happened import TOLD, filed, planned, told
from tests.monitoring.rows import CODE, head

QUANTUM = Decimal("0.01")


def test_workbook_and_toml_say_the_same() -> None:
    file, project = filed()
    toml = told()
    book = actuals_workbook(project, toml.stated, range(2023, 2027), 2)
    assert actuals_workbook(project, toml.stated, range(2023, 2027), 2) == book
    read = actuals_of(ProjectFile("执行数据.xlsx", book), project, file)
    assert read.stated.tables == toml.stated.tables
    assert (read.as_of, read.filed_sha256) == (date(2024, 6, 30), toml.filed_sha256)


def test_kinds_of_targets_are_read_by_their_former_names_too() -> None:
    file, project = filed()
    book = openpyxl.load_workbook(BytesIO(actuals_workbook(project, told().stated, range(2023, 2027), 2)))
    renamed = [spot for row in book["绩效指标"].iter_rows() for spot in row if spot.value == "社会效益指标：就业"]
    for spot in renamed:
        spot.value = "社会效益：就业"
    [target] = actuals_of(ProjectFile("执行数据.xlsx", saved(book)), project, file).targets
    assert (len(renamed), target.kind) == (1, "employment")


@pytest.mark.parametrize(
    "rows",
    [
        [("year", "1234.56")],
        [("q1", "308.64"), ("q2", "308.64"), ("q3", "308.64"), ("q4", "308.64")],
        [(f"m{month:02d}", "102.88") for month in range(1, 13)],
        [("q1", "308.64"), ("m04", "102.88"), ("m05", "102.88"), ("m06", "102.88"), ("q3", "617.28"), ("q4", "0")],
    ],
)
def test_a_year_is_the_same_however_it_was_typed(rows: list[tuple[str, str]]) -> None:
    """1,234.56 = 4 x 308.64 = 12 x 102.88; the last row is uneven and adds up to it."""
    lines = (
        f'[[period_amounts]]\nyear = 2022\nperiod = "{period}"\nkind = "revenue"\nline = "rent"\namount = {amount}\n'
        for period, amount in rows
    )
    actuals = told("[actuals_of]\nas_of = 2024-06-30\n" + "".join(lines))
    months = actuals.by_month("revenue", ["rent"])
    assert by_year(months) == {2022: Decimal("1234.56")}
    assert len(months) == 12
    assert by_quarter(months)[Quarter(2022, 1)] == Decimal("308.64")
    assert next(row for row in layered(planned(), actuals).rows(Actual)).revenue == Decimal("1234.56")


def test_a_period_is_parted_to_the_quantum() -> None:
    """100 / 12 = 8.333…: the running sums are 8.33, 16.67, 25.00 and so on, so the shares are 8.33, 8.34, 8.33."""
    shares = list(parted(Decimal(100), 2023, "year", QUANTUM).values())
    assert shares[:4] == [Decimal("8.33"), Decimal("8.34"), Decimal("8.33"), Decimal("8.33")]
    assert sum(shares) == 100
    assert sum(parted(Decimal("0.005"), 2023, "q2", QUANTUM).values()) == Decimal("0.005")
    assert list(until(parted(Decimal(3), 2023, "q2", QUANTUM), date(2023, 5, 31))) == [Month(2023, 4), Month(2023, 5)]


def test_the_yearly_view_by_hand() -> None:
    """2021: 1,200.50 typed + 8,000,000 元 = 800 of the statement; 50,000.50 元 outside the plan, rounded to 5.00.

    2023: 700 + 900 earned, 900 + 700 - 650 - 300 - 20.25 left, 640 paid in, and 357.63 planned of eight lines not told. Of one item alone is progress read: that of the whole is not known.
    """
    _, project = filed()
    actuals = told()
    rows = {row.year: row for row in layered(planned(), actuals).rows(Actual)}
    assert list(rows) == [2021, 2023]
    assert (rows[2021].works_paid, rows[2021].outside_plan, rows[2021].capital) == (
        Decimal("2000.50"),
        Decimal("5.00"),
        3000,
    )
    after = rows[2023]
    assert (after.revenue, after.paid_in, after.repayable) == (1600, 640, Decimal("987.38"))
    assert (after.execution_monitored, after.disclosed_on) == (True, date(2024, 6, 20))
    assert whole_progress(project, actuals, date(2021, 12, 31)) is None
    assert after.progress is None


def test_progress_of_the_whole_is_that_of_every_item_by_amount() -> None:
    """Plants of 26,600 are half built, the rest of 51,208 not begun, read as 0: 0.2597."""
    _, project = filed()
    others = [item.id for item in project.rows(InvestmentItem) if item.id != "plants"]
    rows = [row("progress_readings", day="2021-12-31", item=f'"{id_}"', progress="0") for id_ in others]
    actuals = told(TOLD + "".join(rows))
    assert sum(item.amount for item in project.rows(InvestmentItem)) == 51208
    assert whole_progress(project, actuals, date(2021, 12, 31)) == Decimal("0.2597250429620")
    assert whole_progress(project, told(TOLD + "".join(rows[1:])), date(2021, 12, 31)) is None
    assert whole_progress(project, actuals, date(2021, 12, 30)) is None


def test_the_filed_project_is_not_touched_and_an_issue_is_taken_over() -> None:
    _, project = filed()
    before = dict(project.tables)
    after = layered(planned(), told())
    assert project.tables == before
    bond = next(row for row in after.rows(Bond) if row.id == "B")
    assert (bond.status, bond.coupon, bond.planned_coupon, bond.value_date) == (
        "issued",
        Decimal("0.0371"),
        Decimal("0.038"),
        date(2021, 6, 25),
    )


def test_a_month_that_nobody_told_has_no_entry() -> None:
    actuals = told()
    assert actuals.by_month("revenue", ["property_fee"]) == {}
    assert list(actuals.by_month("land")) == [Month(2023, 10), Month(2023, 11), Month(2023, 12)]
    _, project = filed()
    assert sum(repayable_by_month(project, actuals).values()) == Decimal("629.75")


def test_what_was_spent_comes_from_the_statement_while_it_runs() -> None:
    actuals = told()
    assert [(one.day.month, one.amount, one.item) for one in actuals.spent()] == [
        (8, Decimal("1200.5"), "plants"),
        (9, Decimal(800), "plants"),
        (12, Decimal("5.00005"), None),
    ]
    assert actuals.spent_by_month(item="plants") == {Month(2021, 8): Decimal("1200.5"), Month(2021, 9): Decimal(800)}


def row(sheet: str, **values: str) -> str:
    return f"[[{sheet}]]\n" + "".join(f"{field} = {value}\n" for field, value in values.items())


AMOUNT = {"year": "2023", "kind": '"revenue"', "amount": "1"}
MOVED = {"account": '"1"', "amount": "1", "direction": '"out"', "moved_for": '"works"'}
ISSUE = {"day": "2021-06-25", "step": '"issued"', "amount": "1"}
WRONG = {
    # code: what is added to what was told
    "unknown_reference": row("period_amounts", **AMOUNT, line='"养鱼"'),
    "period_twice": row("period_amounts", **AMOUNT, line='"rent"', period='"m03"'),
    "line_and_total": row("period_amounts", **AMOUNT),
    "period_later": row("period_amounts", **{**AMOUNT, "year": "2025"}, line='"rent"'),
    "after_as_of": row("account_balances", day="2024-07-01", account='"1"', kind='"other"', balance="1"),
    "reading_twice": row("progress_readings", day="2021-12-31", item='"plants"', progress="0.6"),
    "spent_twice": row("funding_steps", day="2021-10-01", step='"spent"', amount="1"),
    "outside_statement": row("transactions", day="2022-01-01", **MOVED),
    "reversal_unexplained": row("transactions", day="2021-10-01", **{**MOVED, "amount": '"(￥5,000.00)"'}),
    "step_negative": row("funding_steps", day="2021-06-30", step='"on_lent"', amount="-1", evidence='"冲销"'),
    "issue_only": row("funding_steps", day="2021-06-30", step='"on_lent"', amount="1", coupon="0.03"),
    "issue_without_bond": row("funding_steps", **ISSUE),
    "issue_twice": row("funding_steps", **ISSUE, bond='"B"'),
    "contract_twice": row("contracts", number='"HT-1"', counterparty='"乙"', amount="1"),
    "year_twice": row("year_matters", year="2023"),
    "unknown_choice": row("service_payments", bond='"A"', due_on="2023-03-15", paid_with='"借款"'),
}


@pytest.mark.parametrize("code", WRONG)
def test_what_is_wrong_is_told(code: str) -> None:
    with pytest.raises(ProjectError) as caught:
        told(TOLD + WRONG[code])
    assert [one.code for one in caught.value.problems] == [code]


def test_a_movement_is_taken_as_banks_print_it() -> None:
    printed = {**MOVED, "amount": '"￥2,000,000.00"', "day": '"2021-10-18 15:04:05"'}
    movement = next(row for row in told(TOLD + row("transactions", **printed)).transactions if row.amount == 2_000_000)
    assert movement.day == date(2021, 10, 18)


RED = {
    # what is taken back where: a row and the words that say so, or do not
    "a movement": lambda why: row("transactions", day="2021-10-01", **{**MOVED, "amount": "-5000"}, **why("remark")),
    "income": lambda why: row(
        "transactions", day="2021-10-01", **{**MOVED, "amount": "-5000", "direction": '"in"'}, **why("remark")
    ),
    "a step": lambda why: row("funding_steps", day="2021-08-20", step='"spent"', amount="-0.5", **why("evidence")),
}


@pytest.mark.parametrize("entry", RED)
@pytest.mark.parametrize(
    ("reason", "taken"),
    [("冲销8月5日误记的工程款", True), ("银行冲正", True), ("冲压设备款", False), ("工程款", False), ("", False)],
)
def test_an_entry_in_red_is_taken_where_it_says_what_it_takes_back(entry: str, reason: str, taken: bool) -> None:
    """A minus alone may be how a bank prints what goes out: taken as it is, all that was spent would be the other way."""
    text = TOLD + RED[entry](lambda field: {field: f'"{reason}"'} if reason else {})
    if taken:
        assert told(text)
        return
    with pytest.raises(ProjectError) as caught:
        told(text)
    assert [one.code for one in caught.value.problems] == ["reversal_unexplained"]


def test_what_is_taken_back_counts_on_its_day_by_purpose_item_and_source() -> None:
    before = told(TOLD)
    red = row("transactions", day="2021-11-05", **{**MOVED, "amount": "-3000000", "item": '"plants"'}, remark='"冲销"')
    back = row("transactions", day="2021-12-21", **{**MOVED, "amount": "-10000", "direction": '"in"'}, remark='"冲正"')
    after = told(TOLD + red + back)
    months = after.spent_by_month(item="plants", spent_on=("works",))
    assert months == {**before.spent_by_month(item="plants", spent_on=("works",)), Month(2021, 11): Decimal(-300)}
    assert sum(after.spent_by_month().values()) == sum(before.spent_by_month().values()) - 300 + 1
    assert after.spent_by_month(spent_on=("outside",)) == before.spent_by_month(spent_on=("outside",))


HEAD = {
    "actuals_of_another": 'project_code = "1"',
    "actuals_unit": 'money_unit = "元"',
    "actuals_hash": 'previous_sha256 = "abc"',
    "statement_half": "statement_to = 2021-12-31",
    "statement_order": "statement_from = 2021-12-31\nstatement_to = 2021-12-30",
    "actuals_of_other_file": f'filed_sha256 = "{"0" * 64}"',
}


def test_the_project_is_the_same_however_its_code_or_name_is_typed() -> None:
    """Full width, other dashes, blanks; without a code the name decides."""
    code = CODE.replace("-", "－", 2).replace("0", "０", 1)
    assert told(f"[actuals_of]\nas_of = 2024-06-30\n{code}\n").particulars.project_code == CODE.partition('"')[2][:-1]
    name = filed()[1].form(Particulars).name
    assert told(f'[actuals_of]\nas_of = 2024-06-30\nproject_name = "{name[:3]}　{name[3:]}"\n')
    with pytest.raises(ProjectError):
        told(f'[actuals_of]\nas_of = 2024-06-30\nproject_name = "{name}二期"\n')


@pytest.mark.parametrize("code", HEAD)
def test_what_is_wrong_of_the_form_is_told(code: str) -> None:
    with pytest.raises(ProjectError) as caught:
        told(f"[actuals_of]\nas_of = 2024-06-30\n{HEAD[code]}\n")
    assert [one.code for one in caught.value.problems] == [code]


def test_transactions_without_the_days_of_the_statement_are_told() -> None:
    with pytest.raises(ProjectError) as caught:
        told("[actuals_of]\nas_of = 2024-06-30\n" + row("transactions", day="2022-01-01", **MOVED))
    assert [one.code for one in caught.value.problems] == ["statement_undated"]


def test_a_value_that_cannot_be_read_breaks_no_check() -> None:
    """Whatever stands in a cell, the checks of all rows come to their end."""
    _, project = filed()
    tables = {**project.tables, **told().stated.tables}
    for statement in STATEMENTS_OF_ACTUALS:
        sheet = sheet_of(statement)
        for cell in sheet.cells if tables[sheet.id] else ():
            spoiled = tuple(replace(one, **{cell.id: UNCLEAR}) for one in tables[sheet.id])
            beside = Project({**tables, sheet.id: spoiled})
            for one, check in ((one, check) for one in spoiled for check in checks_of(statement)):
                with suppress(UnclearError):
                    assert all(fault.code != "" for fault in check(one, beside))


def test_a_bond_is_named_by_code_full_name_or_the_short_one_that_tables_print() -> None:
    short = "2021年湖南省政府专项债券（九期）"
    for name in ("B", f"2021年湖南省衡阳市祁东县园区专项债券（一期）——{short}", short):
        arrival = f'[[funding_steps]]\nday = 2021-07-12\nstep = "on_lent"\namount = 9\nbond = "{name}"\n'
        [step] = told(head("2024-06-30") + arrival).steps("on_lent")
        assert step.bond == "B"


def test_a_deviation_of_more_than_the_whole_is_asked_about() -> None:
    """5 typed for 5 %, which is read as 500 %."""
    text = TOLD.replace("targets_monitored = true", "targets_monitored = true\ndeviation = 5")
    assert any("偏离" in said and "500%" in said for said in told(text).stated.notices)
