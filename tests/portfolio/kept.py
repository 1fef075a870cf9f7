"""Records to store, made without computing anything."""

from bondcalc.portfolio.kept_record import FileState, FindingKept, Measured, PaymentKept, ProjectFacts, ProjectRecord
from bondcalc.portfolio.measure import maker

FACTS = ProjectFacts(
    name="一号项目",
    code="A-1",
    region=None,
    sector="energy",
    use="project",
    unit=None,
    rule_date="2026-01-01",
    money_unit="万元",
    first_year=2026,
    last_year=2030,
    operation_start=None,
    threshold=None,
    break_even="0.2",
    short_year=None,
    verdict="pass",
    example=False,
)


def kept(name: str, revenue: int = 120, **facts: object) -> Measured:
    """A project with a service of 100 分."""
    record = ProjectRecord(
        facts=FACTS._replace(name=name, code=None, **facts),  # type: ignore[arg-type]
        amounts={"coverage.revenue_counted": revenue, "coverage.service": 100, "coverage.special_bonds": 80},
        lines={"coverage_by_year.revenue": {2027: revenue - 20, 2028: 20}, "debt_service.principal": {2028: 80}},
        ratios={"coverage_total_debt": str(revenue / 100)},
        payments=(PaymentKept("A", "2028-06-30", "2028-06-30", 10, 80, 1),),
        findings=(
            FindingKept("C01", "statutory", "pass", "1.2", "1", None),
            FindingKept("W01", "advisory", "warn", None, None, "应说明"),
        ),
    )
    return Measured(FileState.DONE, record, made_by=maker())


PROBLEMS = Measured(FileState.PROBLEMS, None, "录入有1处问题", ("[专项债券] C5: 空白",), maker())
