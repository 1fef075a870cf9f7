"""未填报: every figure that nobody told is named, printed as such, counted as nothing and alarms nobody; a 0 that is told is 0."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bondcalc.in_life.monitoring_status import status_report
from bondcalc.in_life.unreported import unreported
from bondcalc.monitoring.advances import advanced
from bondcalc.monitoring.alarm import AlarmColour
from bondcalc.monitoring.blanks import blanks
from bondcalc.monitoring.bond_money import bond_money
from bondcalc.monitoring.capital_money import capital_money
from bondcalc.monitoring.earned_value import earned_value
from bondcalc.monitoring.monitored import monitored
from bondcalc.monitoring.monitoring_result import MonitoringResult
from bondcalc.monitoring.next_payment import next_payment
from bondcalc.monitoring.treasury_gap import treasury_gap
from bondcalc.portfolio.monitored.monitored_record import monitored_record
from bondcalc.wording.report import DASH, Datum, Listing, Note
from tests.monitoring.as_planned import case_of, filed
from tests.monitoring.happened import told
from tests.monitoring.rows import ISSUED_B, LENT_A, head, period
from tests.toml_rows import row

DAY = "2024-12-31"
EARNED = period("revenue", "rent", 2024, "year", Decimal(600))
SILENT = head(DAY) + LENT_A + EARNED
ZEROS = (
    row("treasury_payments", day=DAY, year=2024, amount=0)
    + row("funding_steps", day=DAY, step="spent", amount=0)
    + row("funding_steps", day=DAY, step="capital", amount=0)
    + row("progress_readings", day=DAY, progress=0)
    + row("account_balances", day=DAY, account="01", kind="repayment", balance=0)
    + row("account_balances", day=DAY, account="02", kind="bond", balance=16000)
)


def named(text: str) -> list[str]:
    case = case_of(text)
    payment, treasury = next_payment(case, Decimal(0)), treasury_gap(case)
    return list(blanks(case, payment, bond_money(case), capital_money(case), treasury))


def test_what_is_asked_for_and_not_told_is_named() -> None:
    money = ["收入缴库", "债券B的发行结果", "资本金到位", "债券资金支出", "形象进度"]
    assert named(SILENT)[:-2] == [*money, "偿债资金账户余额", "债券资金账户余额"]
    assert named(SILENT)[-2].endswith("笔已到期本息的支付情况（最近一笔2024年9月15日）")
    assert named(SILENT)[-1] == "2020年至2023年的双监控情况、信息公开日期"
    assert [name for name in named(SILENT + ZEROS) if "已到期" not in name and "年" not in name] == ["债券B的发行结果"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (ISSUED_B.replace("coupon = 0.0371\n", ""), "债券B的票面利率"),
        (row("progress_readings", day=DAY, item="plants", progress=1), "形象进度（"),
        ("", "转贷到账"),
        (LENT_A + row("funding_steps", day="2021-07-01", step="on_lent", amount=5), "1笔转贷到账的债券编号"),
    ],
)
def test_what_lacks_a_part_is_named_with_it(text: str, name: str) -> None:
    assert any(line.startswith(name) for line in named(head(DAY) + text))


def test_cost_of_the_works_has_no_figure_where_no_spending_is_told() -> None:
    """Nobody told of spending: what rests on it has none, the rest has; 0 that is told is 0."""
    read_progress = row("progress_readings", day=DAY, progress=0.5)
    silent, zero = (
        earned_value(case_of(head(DAY) + read_progress + more))
        for more in ("", row("funding_steps", day=DAY, step="spent", amount=0))
    )
    assert silent is not None
    assert zero is not None
    assert [silent.values[id_] for id_ in ("ac", "cv", "cpi", "eac", "tcpi", "ahead")] == [None] * 6
    assert silent.values["spi"] == zero.values["spi"] is not None
    assert (zero.values["ac"], zero.values["cv"]) == (0, zero.values["ev"])


def test_advances_that_nobody_told_are_no_zero() -> None:
    assert advanced(told(SILENT), told(SILENT).as_of) is None
    returned = row("advances", day=DAY, kind="returned", amount=0)
    assert advanced(told(SILENT + returned), told(SILENT).as_of) == 0


@pytest.fixture(scope="module")
def silent() -> MonitoringResult:
    return monitored(filed(), told(SILENT))


@pytest.mark.slow
def test_a_report_says_what_is_not_told_and_colours_none_of_it(silent: MonitoringResult) -> None:
    (listing,) = (part for part in status_report(silent).parts if isinstance(part, Listing))
    rows = {row["item"]: row for row in listing.rows}
    untold = [item for item, row in rows.items() if isinstance(row["value"], Datum) and row["value"].untold]
    assert untold == [
        "下次付款资金保障倍数",
        "债券资金支出进度",
        "到账满6个月未用（万元）",
        "资本金到位率",
        "收入未缴库（万元）",
    ]
    assert [rows[item]["level"] for item in untold] == [DASH] * 5
    assert "余额未填报" in str(rows["下次付款资金保障倍数"]["beside"])
    assert not [alarm.id for alarm in silent.alarms if alarm.id.startswith(("payment", "money", "treasury"))]
    assert any(part.id == "status_blank" for part in status_report(silent).parts if isinstance(part, Note))
    cells = monitored_record(silent, silent.as_of).cells
    whole = replace(silent, untold=("厂房租金（2023年）", "污水处理费（2023年）"))
    assert unreported(whole)[-1] == "2023年的厂房租金、污水处理费"
    assert str(monitored_record(whole, whole.as_of).cells["blank"]).endswith("2023年的厂房租金、污水处理费")
    open_cells = {id_ for id_, cell in cells.items() if isinstance(cell, Datum) and cell.untold}
    assert open_cells == {"cover", "short", "spent", "idle_6", "idle_12", "unpaid"}


@pytest.mark.slow
def test_a_zero_that_is_told_is_graded() -> None:
    made = monitored(filed(), told(SILENT + ZEROS))
    graded = {alarm.id.split(".")[0] for alarm in made.alarms if alarm.level is not AlarmColour.GREEN}
    assert {"money", "treasury"} <= graded
