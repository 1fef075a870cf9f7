"""A small project with actuals in which nothing is wrong, a bad value for every field of the workbook, and all that is told of it as text."""

from collections.abc import Iterator, Mapping
from functools import cache

from bondcalc.in_life import in_life_forms, self_evaluation
from bondcalc.in_life.monitoring_causes import causes_report
from bondcalc.in_life.monitoring_folder import issued_plan
from bondcalc.in_life.monitoring_measures import measures_report
from bondcalc.in_life.monitoring_status import status_report
from bondcalc.in_life.recorded import recorded
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.read import ProjectFile, read_bytes
from bondcalc.monitoring.actuals_file import STATEMENTS_OF_ACTUALS, actuals_of
from bondcalc.monitoring.monitored import monitored
from bondcalc.monitoring.monitoring_result import MonitoringResult
from bondcalc.result.result import Result
from bondcalc.run import compute
from bondcalc.wording.report import Datum, Listing, Note, Report
from tests.toml_rows import Field, row

FILED = """
[project]
name = "示例项目"
code = "0000-430426-04-01-000009"
rule_date = 2021-05-01
construction_end = 2021-12-31
operation_start = 2022-01-01
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-06-01
face = 100
coupon = 0.03
issue_fee_rate = 0
payment_fee_rate = 0
term_years = 5
[[funding]]
id = "own"
kind = "own"
by_year = { 2021 = 60 }
[[investment]]
id = "w"
category = "construction"
name = "工程"
amount = 120
by_year = { 2021 = 1 }
[[investment]]
id = "l"
category = "land_compensation"
name = "征地拆迁"
payable_by_bond = false
amount = 40
by_year = { 2021 = 1 }
[[revenue]]
id = "rent"
name = "租金"
budget_class = "project_special"
claimed = true
price = 4
quantity = 10
quantity_unit = "间"
[[revenue]]
id = "gift"
name = "捐赠"
budget_class = "project_special"
claimed = false
price = 1
quantity = 1
quantity_unit = "次"
[[costs]]
id = "staff"
kind = "wages"
name = "人员"
basis = "fixed"
rate = 5
"""
YEAR = {"year": 2022, "period": "year"}
GOOD: Mapping[str, list[dict[str, Field]]] = {
    "actuals_of": [
        {
            "project_name": "示例项目",
            "project_code": "0000-430426-04-01-000009",
            "as_of": "2022-12-31",
            "statement_from": "2022-11-01",
            "statement_to": "2022-12-31",
            "example": False,
            "prepared_by": "甲",
            "reviewed_by": "乙",
        }
    ],
    "period_amounts": [
        {**YEAR, "kind": "revenue", "line": "rent", "amount": 40, "name": "租金", "evidence": "台账"},
        {**YEAR, "kind": "cost", "line": "staff", "amount": 5},
    ],
    "treasury_payments": [{**YEAR, "day": "2022-12-30", "line": "rent", "amount": 40, "evidence": "1"}],
    "funding_steps": [
        {"day": "2021-05-20", "step": "limit", "amount": 100, "bond": "A"},
        {"day": "2021-06-01", "step": "issued", "amount": 100, "bond": "A", "coupon": 0.03, "price": 100},
        {"day": "2021-06-10", "step": "on_lent", "amount": 100, "bond": "A", "source": "bond"},
        {"day": "2021-06-12", "step": "allocated", "amount": 100, "bond": "A"},
        {"day": "2021-03-01", "step": "capital", "amount": 60, "source": "capital"},
        {
            "day": "2021-12-20",
            "step": "spent",
            "amount": 99,
            "source": "bond",
            "bond": "A",
            "item": "w",
            "spent_on": "works",
            "contract": "1",
            "evidence": "计量单",
        },
        {"day": "2021-12-22", "step": "spent", "amount": 1, "bond": "A", "spent_on": "outside"},
        {"day": "2021-12-20", "step": "spent", "amount": 40, "source": "capital", "item": "l", "spent_on": "land"},
        {"day": "2021-12-21", "step": "spent", "amount": 20, "source": "capital", "item": "w", "spent_on": "works"},
    ],
    "advances": [
        {"day": "2022-06-01", "kind": "advanced", "amount": 1, "bond": "A", "reason": "调度"},
        {"day": "2022-07-01", "kind": "returned", "amount": 1},
    ],
    "contracts": [
        {
            "number": "1",
            "counterparty": "施工方",
            "amount": 2000000,
            "title": "施工",
            "item": "w",
            "signed_on": "2021-06-01",
        }
    ],
    "transactions": [
        {
            "day": "2022-12-20",
            "account": "尾号02",
            "amount": 5000,
            "direction": "in",
            "counterparty": "施工方",
            "item": "w",
            "contract": "1",
            "moved_for": "works",
            "source": "capital",
            "remark": "退回",
        },
        {
            "day": "2022-12-21",
            "account": "尾号02",
            "amount": 5000,
            "direction": "out",
            "counterparty": "施工方",
            "item": "w",
            "moved_for": "works",
            "source": "capital",
        },
    ],
    "progress_readings": [
        {"day": "2021-12-31", "progress": 1, "evidence": "监理月报"},
        {"day": "2021-12-31", "item": "w", "progress": 1},
    ],
    "account_balances": [
        {"day": "2022-12-31", "account": "尾号01", "kind": "bond", "balance": 0},
        {"day": "2022-12-31", "account": "尾号02", "kind": "repayment", "balance": 32},
    ],
    "service_payments": [
        {
            "bond": "A",
            "due_on": "2022-06-01",
            "paid_on": "2022-06-01",
            "principal": 0,
            "interest": 3,
            "fee": 0,
            "paid_with": "revenue",
        }
    ],
    "measured_targets": [
        {
            "id": "jobs",
            "kind": "employment",
            "name": "就业",
            "target": 10,
            "unit": "人",
            "direction": "at_least",
            "due": 2022,
            "weight": 20,
            "evidence": "社保",
            "by_year": {2022: 10},
        }
    ],
    "year_matters": [
        {
            "year": 2021,
            "execution_monitored": True,
            "targets_monitored": True,
            "deviation": 0,
            "payment_stopped": False,
            "adjustment_approved": True,
            "disclosed_on": "2022-06-30",
            "expected_revenue": 500,
            "gap_reason": "无",
            "measures": "无",
        },
        {"year": 2022, "execution_monitored": True, "targets_monitored": True, "gap_reason": "无", "measures": "无"},
    ],
    "alarm_answers": [
        {
            "alarm": "payment.advanced",
            "owner": "丙",
            "action": "已归还",
            "due_on": "2022-12-31",
            "status": "closed",
            "opinion": "同意",
        }
    ],
    "evidence_papers": [{"name": "月报", "dated": "2021-12-31", "shows": "形象进度", "file": "档案一"}],
}
"""Three years in which all went as filed, but for an advance that was given back: the one alarm there is to answer."""
Bad = tuple[int, Field | None] | tuple[int, Field | None, Mapping[str, Field]]
"""Which row of a sheet, what its field then holds (None: blank), and what else of the row goes with it."""
BAD: Mapping[str, Mapping[str, Bad]] = {
    "actuals_of": {
        "project_name": (0, "另一个项目", {"project_code": ""}),
        "project_code": (0, "0000-430426-04-01-000001"),
        "as_of": (0, "2023-12-31"),
        "filed_sha256": (0, "0" * 64),
        "previous_sha256": (0, "0"),
        "money_unit": (0, "元"),
        "statement_from": (0, "2022-12-21"),
        "statement_to": (0, "2022-12-20"),
        "example": (0, True),
        "prepared_by": (0, None),
        "reviewed_by": (0, "甲"),
    },
    "period_amounts": {
        "year": (0, 2021),
        "period": (0, "m01"),
        "kind": (0, "cost"),
        "line": (0, "gift"),
        "amount": (0, 20),
    },
    "treasury_payments": {
        "day": (0, "2022-06-30", {"period": "q1"}),
        "year": (0, 2020),
        "period": (0, "m01"),
        "line": (0, "gift"),
        "amount": (0, 10),
    },
    "funding_steps": {
        "day": (2, "2021-12-23"),
        "step": (4, "limit"),
        "amount": (4, 40),
        "source": (5, "capital"),
        "bond": (1, None),
        "item": (5, "l"),
        "spent_on": (5, "operating"),
        "coupon": (1, 0.05),
        "price": (1, 99),
        "first_value_date": (1, "2021-05-01"),
        "bond_name": (1, "某债"),
        "contract": (5, "9"),
    },
    "advances": {
        "day": (0, "2022-05-31"),
        "kind": (1, "deducted"),
        "amount": (1, 0.5),
        "bond": (0, None),
        "reason": (0, None),
    },
    "contracts": {
        "number": (0, "2"),
        "counterparty": (0, "另一方"),
        "amount": (0, 500000),
        "title": (0, "装修", {"amount": 500000}),
        "item": (0, "l"),
        "signed_on": (0, "2022-01-01"),
    },
    "transactions": {
        "day": (1, "2022-10-01"),
        "account": (1, "尾号01"),
        "amount": (1, 500000),
        "direction": (1, "in"),
        "counterparty": (1, "陌生人"),
        "item": (0, "l"),
        "contract": (1, "9"),
        "moved_for": (1, "operating"),
        "source": (1, "bond"),
    },
    "progress_readings": {"day": (0, "2022-12-31"), "item": (0, "l", {"progress": 0.5}), "progress": (0, 0.5)},
    "account_balances": {"day": (1, "2022-06-01"), "account": (1, "尾号01"), "kind": (1, "other"), "balance": (1, 0)},
    "service_payments": {
        "bond": (0, "B"),
        "due_on": (0, "2022-05-01"),
        "paid_on": (0, "2022-06-20"),
        "principal": (0, 7),
        "interest": (0, 30),
        "fee": (0, 3),
        "paid_with": (0, "bond"),
    },
    "measured_targets": {
        "id": (0, "work", {"by_year": {2022: 5}}),
        "kind": (0, "tax"),
        "name": (0, "岗位"),
        "target": (0, 20),
        "unit": (0, "户"),
        "direction": (0, "at_most", {"by_year": {2022: 11}}),
        "due": (0, 2030),
        "weight": (0, 10),
        "by_year": (0, {2022: 4}),
    },
    "year_matters": {
        "year": (0, 2020),
        "execution_monitored": (0, False),
        "targets_monitored": (0, False),
        "deviation": (0, 0.35),
        "payment_stopped": (0, False, {"deviation": 0.35}),
        "adjustment_approved": (0, False),
        "disclosed_on": (0, "2022-07-01"),
        "expected_revenue": (0, 50),
        "gap_reason": (1, None),
        "measures": (1, None),
    },
    "alarm_answers": {
        "alarm": (0, "payment.late"),
        "owner": (0, None),
        "action": (0, None),
        "due_on": (0, "2022-10-01", {"status": "handling"}),
        "status": (0, "open"),
        "opinion": (0, None),
    },
    "evidence_papers": {"name": (0, "周报"), "dated": (0, None), "shows": (0, None), "file": (0, None)},
}
NOTES = {
    "period_amounts": {"name", "evidence"},
    "treasury_payments": {"evidence"},
    "funding_steps": {"evidence"},
    "transactions": {"remark"},
    "progress_readings": {"evidence"},
    "measured_targets": {"evidence"},
}
"""Fields for whoever looks papers up: docs/monitoring.md says of each that no figure and no finding hangs on it."""
REFUSED = {
    "actuals_of": {
        "project_name",
        "project_code",
        "filed_sha256",
        "previous_sha256",
        "money_unit",
        "statement_from",
        "statement_to",
    },
    "period_amounts": {"kind"},
    "funding_steps": {"bond"},
    "transactions": {"day"},
    "account_balances": {"account"},
    "service_payments": {"bond"},
}
"""Fields whose bad value is a problem of the file: nothing is monitored with it."""
SHEETS = {sheet_of(statement).id: sheet_of(statement) for statement in STATEMENTS_OF_ACTUALS}


@cache
def filed() -> tuple[ProjectFile, Result]:
    """The project file and its result."""
    file = ProjectFile("project.toml", FILED.encode())
    return file, compute(read_bytes(file.name, file.data))


def stated(sheet: str = "", field: str = "") -> str:
    """The actuals as TOML: all good, or with the bad value of one field."""
    rows = {name: [dict(fields) for fields in listed] for name, listed in GOOD.items()}
    if field:
        number, value, *more = BAD[sheet][field]
        rows[sheet][number] |= {**(more[0] if more else {}), field: value}
    return "".join(_written(name, fields) for name, listed in rows.items() for fields in listed)


def _written(sheet: str, fields: Mapping[str, Field | None]) -> str:
    text = row(sheet, **{name: value for name, value in fields.items() if value is not None and value != ""})
    return text.replace("[[actuals_of]]", "[actuals_of]")


def monitored_with(text: str) -> MonitoringResult:
    """Monitor the project with actuals. Raises ProjectError where they are refused."""
    file, result = filed()
    return monitored(result, actuals_of(ProjectFile("执行数据.toml", text.encode()), result.project, file))


def told(made: MonitoringResult) -> str:
    """All that report, workbook, list of alarms and published papers say, as one text."""
    plan, record = issued_plan(made), recorded(made.filed, made.actuals, made.as_of)
    reports = [status_report(made), causes_report(made), measures_report(made, plan)]
    reports += [self_evaluation.told(plan, record), *(form.report for form in in_life_forms.forms(plan, record))]
    alarms = "\n".join(
        f"{alarm.id} {alarm.level} {alarm.text} {alarm.owner} {alarm.action} {alarm.opinion}" for alarm in made.alarms
    )
    return "\n".join([*(line for report in reports for line in _lines(report)), alarms])


def _lines(report: Report) -> Iterator[str]:
    for part in report.parts:
        if isinstance(part, Note):
            yield part.words.zh
        elif isinstance(part, Listing):
            for listed in part.rows:
                yield "|".join(
                    str(cell.value if isinstance(cell, Datum) and cell.words is None else cell)
                    for cell in listed.values()
                )
