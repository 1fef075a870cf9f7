"""hengyang-park monitored on 31 December 2024: land a third short, rent late, money idle, one payment late, a round trip."""

from functools import cache

from bondcalc.in_life.monitoring_folder import MonitoringFiles, monitoring_files
from bondcalc.monitoring.monitored import monitored
from bondcalc.monitoring.monitoring_result import MonitoringResult
from bondcalc.typeset.fonts import FontSet
from tests.monitoring.happened import told
from tests.monitoring.rows import CONTRACT, ISSUED_B, LENT_A, LENT_B, head, moved, statement
from tests.samples import computed_sample
from tests.toml_rows import row

TOLD = (
    head("2024-12-31", statement("2024-01-01", "2024-12-31"))
    + LENT_A
    + ISSUED_B
    + LENT_B
    + row("funding_steps", day="2022-10-01", step="spent", amount=33500)
    + row("progress_readings", day="2024-12-31", progress=0.9)
    + row("account_balances", day="2024-12-31", account="430000123456780002", kind="repayment", balance=120)
    + row("period_amounts", year=2024, kind="revenue", line="rent", amount=600)
    + row("period_amounts", year=2024, kind="land", line="P2", amount=1900)
    + row("period_amounts", year=2024, kind="land_cost", line="P2", amount=700)
    + row("period_amounts", year=2024, kind="cost", amount=620)
    + row("treasury_payments", day="2024-12-01", year=2024, amount=400)
    + row("service_payments", bond="A", due_on="2024-09-15", paid_on="2024-09-20", interest=270.4)
    + row(
        "measured_targets", name="新增就业", kind="employment", target=3000, unit="人", due=2024, by_year={2024: 1500}
    )
    + row("year_matters", year=2024, gap_reason="示例贸易公司退租", measures="加大招商力度")
    + CONTRACT
    + moved("2024-05-10", 3000000, "works", account="430000123456780001", counterparty="示例贸易公司")
    + moved(
        "2024-05-28",
        2900000,
        "revenue",
        account="430000123456780002",
        direction="in",
        counterparty="示例贸易公司",
        source="revenue",
    )
    + row(
        "alarm_answers",
        alarm="payment.late.A.2024-09-15",
        owner="张三",
        action="已补缴",
        due_on="2025-01-31",
        status="handling",
    )
)
INTERNAL = (
    "预警",
    "疑点",
    "嫌疑",
    "违规",
    "挪用",
    "待核实",
    "示例建设公司",
    "示例贸易公司",
    "43000012345678",
    "HT-1",
    "回流",
)
"""What a published paper never says."""


@cache
def monitored_park() -> MonitoringResult:
    return monitored(computed_sample("hengyang-park"), told(TOLD))


@cache
def park_files() -> MonitoringFiles:
    return monitoring_files(monitored_park(), FontSet.load(None))
