"""Tests of execution: each planted fault is found and only it, a clean project is quiet, nothing is called a violation."""

import pytest

from bondcalc.monitoring.alarm import Matter
from bondcalc.monitoring.execution_alarms import execution_alarms
from bondcalc.monitoring.execution_test import TESTS
from bondcalc.monitoring.money_sheets import MOVED_FOR
from tests.monitoring.as_planned import case_of
from tests.monitoring.rows import CONTRACT, head, moved, statement
from tests.toml_rows import row

CLEAN = (
    head("2021-09-30", statement("2021-07-01", "2021-09-30"))
    + row("funding_steps", day="2021-06-25", step="on_lent", amount=20000, bond="B")
    + CONTRACT
    + row("progress_readings", day="2021-09-30", progress=0.05)
    + row("account_balances", day="2021-09-30", account="0001", kind="bond", balance=18000)
    + row("account_balances", day="2021-09-30", account="0002", kind="repayment", balance=500)
)


PAID = moved("2021-09-15", 20_000_000, "works", counterparty="示例建设公司", contract="HT-1")
LAND = row("period_amounts", year=2021, period="q1", kind="land", line="P1", amount=100)
IN_TIME = row("treasury_payments", day="2021-04-10", year=2021, period="q1", line="P1", amount=100)
HARMLESS = {
    "a little ahead of progress": moved("2021-09-16", 60_000_000, "works", counterparty="示例建设公司"),
    "a contract number stands for the name": moved(
        "2021-09-16", 1000, "works", counterparty="该公司分部", contract="HT-1"
    ),
    "compensation for land has no contract": moved("2021-09-16", 1000, "land", counterparty="示例村"),
    "money back after 31 days": moved("2021-08-10", 5000, "works", counterparty="示例建设公司")
    + moved("2021-09-10", 5000, "revenue", counterparty="示例建设公司", direction="in"),
    "a refund for the purpose it was paid for": moved(
        "2021-09-20", 5000, "works", counterparty="示例建设公司", direction="in"
    ),
    "an entry in red for the purpose it was paid for": moved(
        "2021-09-20", -5000, "works", counterparty="示例建设公司", remark="冲销"
    ),
    "a correction on the same day, above what it corrects": moved("2021-09-15", -700, "land", remark="冲销")
    + moved("2021-09-15", 700, "land"),
    "revenue taken back and booked again": moved(
        "2021-09-20", -5000, "revenue", counterparty="示例租户", direction="in", remark="冲正"
    )
    + moved("2021-09-21", 5000, "revenue", counterparty="示例租户", direction="in"),
    "a refund of somebody without a contract": moved(
        "2021-09-15", -5000, "works", counterparty="示例公司乙", remark="退款"
    ),
    "between accounts of one holder": moved(
        "2021-09-20", 5000, "transfer", counterparty="示例建设公司", direction="in"
    ),
    "revenue of somebody else": moved("2021-09-16", 5000, "revenue", counterparty="示例租户", direction="in"),
    "interest from revenue": moved("2021-09-15", 2_704_000, "interest", account="0002", source="revenue"),
    "running costs from revenue": moved("2021-09-15", 9000, "operating", account="0002", source="revenue"),
    "between accounts": moved("2021-09-15", 9000, "transfer"),
    "revenue paid in": LAND + IN_TIME,
    "a whole contract": moved("2021-09-16", 80_000_000, "other", counterparty="示例建设公司", contract="HT-1"),
    "paid on the day of signing": row(
        "contracts", number="HT-2", counterparty="示例监理", amount=5000, signed_on="2021-09-16", item="plants"
    )
    + moved("2021-09-16", 1000, "other", counterparty="示例监理", contract="HT-2", item="plants"),
    "all that is allowed is issued": row("funding_steps", day="2021-06-20", step="limit", amount=20000, bond="B"),
    "a limit of another bond alone": row("funding_steps", day="2020-09-01", step="limit", amount=16000, bond="A"),
    "spent of no bond named before the one arrival that is told": row(
        "funding_steps", day="2021-03-01", step="spent", amount=1
    ),
    "progress stands still": row("progress_readings", day="2021-09-01", progress=0.05),
    "revenue paid in on the last day": LAND
    + row("treasury_payments", day="2021-04-30", year=2021, period="q1", line="P1", amount=100),
    "a change of use that was approved": moved("2021-09-16", 50000.5, "outside")
    + "[[year_matters]]\nyear = 2021\nadjustment_approved = true\n",
}
FAULTS = {
    "paid_ahead": moved("2021-09-16", 90_000_000, "works", counterparty="示例建设公司"),
    "outside_plan": moved("2021-09-16", 50000.5, "outside", counterparty="示例酒店"),
    "unknown_counterparty": moved("2021-09-16", 1000, "works", counterparty="示例公司乙"),
    "round_trip": moved("2021-09-20", 5000, "revenue", counterparty="示例建设公司", direction="in"),
    "debt_from_bond": moved("2021-09-15", 2_704_000, "interest"),
    "running_costs_from_bond": moved("2021-09-15", 9000, "operating", source="revenue"),
    "taken_back": moved("2021-09-20", -500, "land", remark="冲销误记的拆迁款"),
    "not_paid_in": LAND + row("treasury_payments", day="2021-09-01", year=2021, amount=0),
    "unknown_contract": moved("2021-09-16", 1000, "other", counterparty="示例建设公司", contract="HT-9"),
    "above_contract": row("contracts", number="HT-4", counterparty="示例设计院", amount=5000)
    + moved("2021-09-16", 5100, "other", counterparty="示例设计院", contract="HT-4"),
    "before_contract": row("contracts", number="HT-2", counterparty="示例监理", amount=5000, signed_on="2021-09-20")
    + moved("2021-09-16", 1000, "other", counterparty="示例监理", contract="HT-2"),
    "other_item": row("contracts", number="HT-3", counterparty="示例村", amount=5000, item="plants")
    + moved("2021-09-16", 1000, "other", counterparty="示例村", contract="HT-3", item="land_taking"),
    "step_above": row("funding_steps", day="2021-07-20", step="allocated", amount=20000.01, bond="B"),
    "step_source": row("funding_steps", day="2021-06-20", step="limit", amount=1000, bond="B", source="other")
    + row("funding_steps", day="2021-06-21", step="limit", amount=19000, bond="B"),
    "before_arrival": row("funding_steps", day="2021-03-01", step="spent", amount=1, bond="B"),
    "account_source": moved("2021-09-16", 1000, "other", counterparty="示例建设公司", source="capital"),
    "progress_back": row("progress_readings", day="2021-09-01", progress=0.06),
    "paid_in_late": row("period_amounts", year=2021, period="q1", kind="land", line="P2", amount=100)
    + row("treasury_payments", day="2021-05-01", year=2021, period="q1", line="P2", amount=100),
    "paid_in_above": row("period_amounts", year=2021, period="q2", kind="land", line="P3", amount=100)
    + row("treasury_payments", day="2021-07-30", year=2021, period="q2", line="P3", amount=100.01),
    "idle": '[[funding_steps]]\nday = 2021-03-20\nstep = "on_lent"\namount = 16000\nbond = "A"\n',
}
"""One fault of each kind; running costs come out of the account of the bond, whatever source was typed."""


def seen(more: str = "") -> list[Matter]:
    """What is found; that a planted movement leaves another balance is told by tests/monitoring/test_balance_check.py."""
    return [alarm for alarm in execution_alarms(case_of(CLEAN + PAID + more)) if alarm.id != "money.balance.bond"]


def test_a_clean_project_is_quiet() -> None:
    assert seen() == []


@pytest.mark.parametrize("more", HARMLESS.values(), ids=HARMLESS)
def test_what_is_in_order_is_not_told(more: str) -> None:
    assert seen(more) == []


def test_every_test_has_its_planted_fault() -> None:
    assert {*FAULTS, "balance"} == set(TESTS)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_seen_and_only_it(fault: str) -> None:
    assert [alarm.id.split(".")[1] for alarm in seen(FAULTS[fault])] == [fault]


@pytest.mark.parametrize(
    ("purpose", "level"),
    [("revenue", "红"), ("capital", "红"), ("bond", "橙"), ("treasury", "橙"), ("other", "橙"), ("land", "橙")],
)
def test_money_that_comes_back_is_seen_under_whatever_purpose_it_is_booked(purpose: str, level: str) -> None:
    (alarm,) = seen(moved("2021-09-20", 5000, purpose, counterparty=" 示例建设公司", direction="in"))
    assert (alarm.id.split(".")[1], alarm.level.zh) == ("round_trip", level)
    assert alarm.text.endswith(f"5天后该方转入5,000.00元，记为{MOVED_FOR[purpose]}")


@pytest.mark.parametrize("fault", ["outside_plan", "debt_from_bond", "running_costs_from_bond"])
@pytest.mark.parametrize("way", [{"remark": "冲销"}, {"direction": "in"}], ids=["in red", "refund"])
def test_what_is_taken_back_hides_no_misuse(fault: str, way: dict[str, str]) -> None:
    """The finding stays, with all of its money, and says what was taken back since."""
    (before,) = seen(FAULTS[fault])
    purpose, more = {
        "outside_plan": ("outside", {}),
        "debt_from_bond": ("interest", {}),
        "running_costs_from_bond": ("operating", {"source": "revenue"}),
    }[fault]
    amount = float(before.weight * 10000) * (-1 if "remark" in way else 1)
    (after,) = seen(FAULTS[fault] + moved("2021-09-25", amount, purpose, **more, **way))
    assert (after.id, after.level, after.weight) == (before.id, before.level, before.weight)
    assert after.text == f"{before.text}，此后同一来源和用途冲销或退回{before.weight:,.2f}万元"


def test_an_entry_in_red_under_another_purpose_is_money_that_comes_back() -> None:
    (alarm,) = (
        one
        for one in seen(
            moved("2021-09-20", -5000, "fees", counterparty="示例建设公司", source="revenue", remark="冲销")
        )
        if "round" in one.id
    )
    assert alarm.level.zh == "橙"
    assert "5天后该方的支出红字冲销5,000.00元，记为发行及兑付费用" in alarm.text


def test_all_faults_at_once_are_told_in_words_that_judge_nobody() -> None:
    alarms = seen("".join(FAULTS.values()))
    assert {alarm.id.split(".")[1] for alarm in alarms} == set(FAULTS)
    for alarm in alarms:
        assert not {word for word in ("违规", "违法", "挪用", "虚报") if word in alarm.text + alarm.kind + alarm.action}


def test_interest_paid_with_bond_money_is_seen_on_the_sheet_of_payments_too() -> None:
    days = {"due_on": "2021-09-15", "paid_on": "2021-09-15"}
    paid = row("service_payments", bond="A", **days, interest=270.4, paid_with="bond")
    (alarm,) = seen(paid)
    assert alarm.id == "execution.debt_from_bond.A.2021-09-15"
    assert "270.40万元" in alarm.text
    assert seen(paid.replace('"bond"\n', '"revenue"\n')) == []


def test_accounts_are_masked_and_names_are_not() -> None:
    (alarm,) = seen(moved("2021-09-16", 1000, "works", counterparty="示例公司乙6222021234567890"))
    assert "示例公司乙************7890" in alarm.text
    assert "62220" not in alarm.text


def test_an_item_is_held_against_its_own_progress() -> None:
    more = moved("2021-09-16", 60_000_000, "works", counterparty="示例建设公司", item="plants")
    more += '[[progress_readings]]\nday = 2021-09-30\nitem = "plants"\nprogress = 0.05\n'
    (alarm,) = seen(more)
    assert alarm.id == "execution.paid_ahead.plants"
    assert "支付进度22.56%，形象进度5.00%" in alarm.text


def test_idle_money_grows_more_pressing() -> None:
    alarms = [
        next(execution_alarms(case_of((CLEAN + PAID).replace("as_of = 2021-09-30", f"as_of = {day}"))))
        for day in ("2021-12-25", "2022-06-25")
    ]
    assert [alarm.level.zh for alarm in alarms] == ["黄", "橙"]
    assert "18,000.00万元" in alarms[0].text


def test_interest_told_on_the_statement_and_in_debt_service_is_one_finding() -> None:
    """270.40 in the statement is the payment of that day; on another day it is another one."""
    moved_out = moved("2021-09-15", 2_704_000, "interest")
    told_too = {
        day: row("service_payments", bond="A", due_on="2021-09-15", paid_on=day, interest=270.4, paid_with="bond")
        for day in ("2021-09-15", "2021-09-20")
    }
    counts = {
        day: sum(matter.id.startswith("execution.debt_from_bond") for matter in seen(moved_out + more))
        for day, more in told_too.items()
    }
    assert counts == {"2021-09-15": 1, "2021-09-20": 2}


@pytest.mark.parametrize(
    ("rows", "texts"),
    [
        ((("limit", 19999.99, "B"),), ["债券B转贷到账20,000.00万元，多于限额下达19,999.99万元"]),
        ((("limit", 19999.99, None),), []),  # bond A may have one of its own
        ((("allocated", 20000.01, None),), ["资金拨付20,000.01万元，多于转贷到账20,000.00万元"]),
        ((("allocated", 20000.01, "capital"),), []),  # other money than of bonds
        ((("limit", 20000, "B"), ("allocated", 20000, "B")), []),
        ((("spent", 18000.01, "B"),), ["债券资金支出20,000.01万元，多于转贷到账20,000.00万元"]),
        ((("capital", 100, None), ("spent", 100.01, "capital")), ["资本金支出100.01万元，多于资本金到位100.00万元"]),
    ],
)
def test_no_step_is_more_than_the_one_before_it(
    rows: tuple[tuple[str, float, str | None], ...], texts: list[str]
) -> None:
    """20,000 of bond B arrived and 2,000 are spent; the issue of bond A is known from the filing, its other steps nobody told."""
    more = ""
    for step, amount, of in rows:
        named = {} if of is None else {"source": of} if of == "capital" else {"bond": of}
        more += row("funding_steps", day="2021-06-26", step=step, amount=amount, **named)
    assert [alarm.text for alarm in seen(more) if ".step_above." in alarm.id] == texts


@pytest.mark.parametrize(("amount", "asked"), [(0, []), (100, ["treasury.paid_in_late"])])
def test_that_nothing_was_paid_in_is_no_late_payment(amount: float, asked: list[str]) -> None:
    paid = row("treasury_payments", day="2021-05-01", year=2021, period="q1", line="P2", amount=amount)
    assert [".".join(alarm.id.split(".")[:2]) for alarm in seen(paid) if ".paid_in_" in alarm.id] == asked


def test_a_contract_is_named_in_full_and_an_account_nowhere() -> None:
    """A clerk looks contracts up by their number; the id of an alarm is handed on as its text is."""
    more = row("contracts", number="HT-2021001", counterparty="甲", amount=100, signed_on="2021-09-01")
    more += "".join(
        row("funding_steps", day="2021-06-26", step="spent", amount=1, contract=number)
        for number in ("HT-2021001", "2021002")
    )
    more += row("account_balances", day="2021-09-30", account="43001234567890", kind="bond", balance=1)
    more += moved("2021-09-16", 1000, "other", counterparty="示例建设公司", source="capital", account="43001234567890")
    texts = " ".join(f"{alarm.id} {alarm.text}" for alarm in seen(more))
    assert all(
        text in texts
        for text in (
            "合同HT-2021001金额",
            "所列合同2021002不在",
            "合同HT-2021001签订于",
            "account_source.**********7890.capital",
        )
    )
    assert "43001234567890" not in texts


def test_findings_of_one_day_have_ids_of_their_own() -> None:
    """An answer is found by the id: of two lines paid in late alike, and of two bonds with another source, each has its own."""
    more = "".join(
        row("treasury_payments", day="2021-05-01", year=2021, period="q1", line=line, amount=100)
        + row("funding_steps", day="2021-06-20", step="limit", amount=1000, bond=bond, source="other")
        for line, bond in (("P2", "A"), ("P3", "B"))
    )
    ids = [alarm.id for alarm in seen(more) if ".paid_in_late." in alarm.id or ".step_source." in alarm.id]
    assert len(set(ids)) == len(ids) == 4


def test_spending_of_all_bonds_is_held_against_all_arrivals_once_each_is_told() -> None:
    lent = row("funding_steps", day="2021-05-01", step="on_lent", amount=16000, bond="A")
    texts = [alarm.text for alarm in seen(lent + row("funding_steps", day="2021-04-30", step="spent", amount=9000))]
    assert "截至2021年4月30日累计支出债券资金9,000.00万元，当日累计到账0.00万元" in texts
