"""A bundled project with drawn actuals: whatever happened, the flows of the sub-projects add up to those of the whole, line by line."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random

import pytest

from bondcalc.inputs.read import ProjectFile
from bondcalc.monitoring.actuals_file import actuals_of
from bondcalc.monitoring.reforecast import rebuilt_with
from bondcalc.monitoring.two_sides import Sides
from bondcalc.monitoring.yearly_view import layered
from bondcalc.schedules import bundle, cash, others_money, ties
from tests.schedules.bundled import BONDS, EARNED, INVESTED, SPENT, computed_park, toml
from tests.toml_rows import row

FILE = ProjectFile("project.toml", toml().encode())


def drawn(random: Random) -> Iterator[str]:
    """Two years of operation told in part, payments with money of others and what was given back, an issue, capital."""
    for year in (2025, 2026):
        for kind, lines, amounts in (("revenue", "r", EARNED), ("cost", "k", SPENT)):
            for id_, amount in amounts.items():
                if random.random() < 0.7:
                    told = amount * random.randint(40, 130) / 100
                    yield row("period_amounts", year=year, kind=kind, line=f"{lines}{id_}", amount=told)
    for id_, year, face, coupon, *_ in BONDS:
        if random.random() < 0.7:
            with_ = random.choice(["revenue", "advance", "refinancing", "budget"])
            paid = float(face * coupon)
            day = f"{random.randint(year + 1, 2026)}-06-15"
            more = random.choice([0, 0, 500])
            yield row(
                "service_payments", bond=id_, due_on=day, paid_on=day, interest=paid, principal=more, paid_with=with_
            )
        if random.random() < 0.5:
            day = f"{random.randint(year, 2026)}-12-01"
            named = {"bond": id_} if random.random() < 0.6 else {}
            kind = random.choice(["advanced", "advanced", "returned", "deducted"])
            yield row("advances", day=day, kind=kind, amount=random.randint(1, 90000) / 100, **named)
    yield row("funding_steps", day="2023-07-01", step="issued", amount=1400, bond="C1", coupon=0.0295)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_the_parts_add_up_to_the_whole_in_every_line(seed: int) -> None:
    filed, random = computed_park(), Random(seed)
    text = "[actuals_of]\nas_of = 2026-12-31\n" + "".join(drawn(random))
    actuals = actuals_of(ProjectFile("a.toml", text.encode()), filed.project, FILE)
    project = layered(filed, actuals)
    book, figures = rebuilt_with(filed, project, Sides(filed, actuals).every(), {}, actuals)
    assert book.use(others_money.schedule).amount is not None
    running, yearly = book.find("sub_projects_running"), book.find("sub_projects_by_year")
    wholes = {line.id.removeprefix("whole."): line for line in running.lines if line.id.startswith("whole.")}
    assert {"others", "paid", "earned"} <= set(wholes)
    for what, whole in wholes.items():
        each = [figures.amounts(yearly[f"{what}.{id_}"]) for id_ in INVESTED]
        assert [sum(column) for column in zip(*each, strict=True)] == list(figures.amounts(whole)), what
    closing = [figures.amounts(part.closing) for part in book.use(bundle.schedule).parts]
    assert [sum(column) for column in zip(*closing, strict=True)] == list(
        figures.amounts(book.use(cash.schedule).closing)
    )
    assert not any(any(figures.amounts(line)) for line in book.use(ties.schedule).differences)


def test_what_others_paid_belongs_to_the_sub_projects_of_its_bond() -> None:
    """Interest of A2, all of it of S2, and of C3, two fifths of it of S1 and three fifths of S3."""
    filed = computed_park()
    rows = [("A2", Decimal(68)), ("C3", Decimal("71.25"))]
    paid = "".join(
        row(
            "service_payments",
            bond=bond,
            due_on="2025-06-15",
            paid_on="2025-06-15",
            interest=amount,
            paid_with="advance",
        )
        for bond, amount in rows
    )
    actuals = actuals_of(
        ProjectFile("a.toml", f"[actuals_of]\nas_of = 2025-12-31\n{paid}".encode()), filed.project, FILE
    )
    book, figures = rebuilt_with(filed, layered(filed, actuals), Sides(filed, actuals).every(), {}, actuals)
    yearly = book.find("sub_projects_by_year")
    at = book.years.years.index(2025)
    others = {id_: figures.amounts(yearly[f"others.{id_}"])[at] for id_ in INVESTED}
    assert others == {"S1": Decimal("28.5"), "S2": 68, "S3": Decimal("42.75"), "S4": 0, "S5": 0, "S6": 0}
