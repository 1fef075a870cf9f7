"""A record of hengyang-park up to 31 December 2024, whose figures tests work out by hand."""

from datetime import date
from decimal import Decimal

from bondcalc.in_life.life_plan import LifePlan
from bondcalc.in_life.life_record import LifeBond, LifeRecord, LifeYear
from bondcalc.wording.report import Datum, Listing, Report
from tests.samples import computed_sample

AS_OF = date(2024, 12, 31)


def plan() -> LifePlan:
    """The sample as filed."""
    return LifePlan(computed_sample("hengyang-park"))


def life_year(year: int, repayable: int, **more: object) -> LifeYear:
    """A year of which little is said."""
    stated: dict[str, object] = {name: Decimal(repayable) for name in ("revenue", "paid_in")}
    stated |= {"invested": Decimal(0), "capital": Decimal(0)}
    return LifeYear(year=year, repayable=Decimal(repayable), **(stated | more))  # type: ignore[arg-type]


def record() -> LifeRecord:
    """Four years: 55,000 invested, 36,000 of it by bonds, 10,000 of capital, 801.50, 1,100, 500 and 2,300 earned."""
    return LifeRecord(
        AS_OF,
        [
            life_year(2021, 800, invested=Decimal(25000), bond_spent=Decimal(20000), capital=Decimal(10000)),
            life_year(2022, 1100, invested=Decimal(30000), bond_spent=Decimal(16000)),
            life_year(2023, 500, bond_spent=Decimal(0), by_line={"rent": Decimal(500)}),
            life_year(2024, 2300, bond_spent=Decimal(0), by_line={"rent": Decimal(800), "P2": Decimal(1500)}),
        ],
        bonds={"A": LifeBond("A", date(2020, 9, 20), Decimal(16000), Decimal(16000), Decimal(16000))},
    )


def listing(report: Report, id_: str) -> Listing:
    """Find a listing of a report."""
    found = report.part(id_)
    assert isinstance(found, Listing)
    return found


def amounts(report: Report, id_: str) -> list[dict[str, object]]:
    """The rows of a listing: figures as they are, words as they stand."""
    return [
        {column: cell.value if isinstance(cell, Datum) else cell for column, cell in row.items()}
        for row in listing(report, id_).rows
    ]
