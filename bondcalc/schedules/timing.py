"""时间轴: construction, operation and the coverage window, year by year."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from bondcalc.algebra.line import Line
from bondcalc.algebra.table import Table
from bondcalc.dates import months_inside, share_of_year
from bondcalc.inputs.bonds import Bond
from bondcalc.inputs.particulars import Particulars
from bondcalc.schedules.book import Book


@dataclass
class Timing:
    """Rows of structure that other schedules read; `steps` holds the growth rows by interval."""

    table: Table
    operating_year: Line
    operating_share: Line
    window_prorated: Line
    window_whole: Line
    first_share: Decimal
    numbers: list[int]
    steps: dict[int, Line] = field(default_factory=dict)

    def step(self, every: int) -> Line:
        """Give the row that is 1 in the years in which a price that grows every n years goes up."""
        if every not in self.steps:
            values = [Decimal(int(k > 1 and (k - 1) % every == 0)) for k in self.numbers]
            self.steps[every] = self.table.structure(
                f"growth_step_{every}", values, zh=f"涨价年标志（每{every}年）", en=f"Growth step every {every} years",
                unit="count", source="运营首年之后每满一个周期涨价一次",
            )  # fmt: skip
        return self.steps[every]


def window(project_bonds: tuple[Bond, ...]) -> tuple[date, date]:
    """Return the coverage window (债券存续期): first value date to last maturity."""
    return min(bond.value_date for bond in project_bonds), max(bond.last_day() for bond in project_bonds)


def window_weights(project_bonds: tuple[Bond, ...], years: tuple[int, ...]) -> tuple[list[Decimal], list[Decimal]]:
    """Return the weight of each year in the window, by whole months and by whole years."""
    first, last = window(project_bonds)
    # The bond runs to the day before maturity: the month that ends on the maturity date itself is whole.
    months = [share_of_year(months_inside(year, first, last - timedelta(days=1))) for year in years]
    return months, [Decimal(int(first.year <= year <= last.year)) for year in years]


def schedule(book: Book) -> Timing:
    """Lay out the years."""
    table = book.table("timing", "时间轴", "Timing", 2)
    years, start = book.years.years, book.project.form(Particulars).operation_start
    numbers = [0 if start is None or year < start.year else year - start.year + 1 for year in years]
    first_share = Decimal(0) if start is None else share_of_year(months_inside(start.year, start, date(9999, 12, 31)))
    shares = [first_share if number == 1 else Decimal(int(number > 1)) for number in numbers]
    weights, whole = window_weights(book.project.rows(Bond), years)
    source = "财预〔2017〕89号：收益与存续期内还本付息平衡"
    for id_, value, zh in (
        ("first_share", first_share, "首年运营月份比例"),
        ("rest_share", 1 - first_share, "首年未运营月份比例"),
    ):
        table.structure(id_, [value] * len(years), zh=zh, en=id_.replace("_", " ").capitalize(), source="投入运营日期")
    return Timing(
        table,
        table.structure("operating_year", [Decimal(number) for number in numbers], zh="运营年序", en="Operating year",
                        unit="count", source="投入运营日期"),
        table.structure("operating_share", shares, zh="当年运营月份比例", en="Share of the year in operation",
                        source="投入运营日期"),
        table.structure("window_prorated", weights, zh="存续期月份比例", en="Share of the year in the coverage window",
                        source=source),
        table.structure("window_whole", whole, zh="存续期年份标志", en="Year touches the coverage window", unit="count",
                        source=source),
        first_share, numbers,
    )  # fmt: skip
