"""What happened to the sample of the park, invented: as TOML and read beside the filed project."""

from functools import cache

from bondcalc.inputs.project import Project
from bondcalc.inputs.read import ProjectFile, load, read_bytes
from bondcalc.monitoring.actuals_file import actuals_of
from bondcalc.monitoring.layer import Actuals
from bondcalc.result.result import Result
from tests.monitoring.rows import CONTRACT, ISSUED_B, head, moved, statement
from tests.samples import SAMPLES, computed_sample
from tests.toml_rows import row

TOLD = (
    head("2024-06-30", statement("2021-09-01", "2021-12-31"))
    + ISSUED_B
    + row("funding_steps", day="2021-08-10", step="spent", amount=1200.5, item="plants")
    + row("funding_steps", day="2021-07-01", step="capital", amount=3000)
    + CONTRACT
    + moved("2021-09-15", 8000000, "works", counterparty="示例建设公司", item="标准厂房", contract="HT-1")
    + moved("2021-12-20", 50000.5, "outside", counterparty="示例公司乙")
    + moved("2021-12-21", 1, "transfer")
    + row("progress_readings", day="2021-12-31", item="plants", progress=0.5)
    + row("period_amounts", year=2023, kind="revenue", line="rent", amount=700)
    + row("period_amounts", year=2023, period="q4", kind="land", line="P2", amount=900)
    + row("period_amounts", year=2023, kind="land_cost", line="P2", amount=650)
    + row("period_amounts", year=2023, kind="cost", amount=300)
    + row("period_amounts", year=2023, kind="tax", amount=20.25)
    + row("treasury_payments", day="2024-01-15", year=2023, line="rent", amount=640)
    + row("account_balances", day="2023-12-31", account="0002", kind="repayment", balance=410)
    + row("service_payments", bond="A", due_on="2023-09-15", paid_on="2023-09-15", interest=270.4)
    + row("measured_targets", name="入驻企业", kind="employment", target=30, unit="户", by_year={2023: 12})
    + row("year_matters", year=2023, execution_monitored=True, targets_monitored=True, disclosed_on="2024-06-20")
)


@cache
def filed() -> tuple[ProjectFile, Project]:
    """The project file of the park and what it says."""
    file = load(SAMPLES / "hengyang-park" / "project.toml")
    return file, read_bytes(file.name, file.data)


def planned() -> Result:
    """The park as filed, computed."""
    return computed_sample("hengyang-park")


def told(text: str = TOLD, name: str = "执行数据.toml") -> Actuals:
    """Actuals of the park."""
    file, project = filed()
    return actuals_of(ProjectFile(name, text.encode()), project, file)
