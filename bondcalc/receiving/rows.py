"""What a system is handed: its rows by year in its unit, its own checks, and the multiple it will compute."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bondcalc.algebra.line import Line
from bondcalc.checks.judge import Finding
from bondcalc.inputs.project import sheets
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import YUAN, Settings
from bondcalc.money import half_up
from bondcalc.receiving.received_layout import LayoutRow, ReceivedLayout
from bondcalc.result.result import Result
from bondcalc.wording.messages import file_error
from bondcalc.wording.terms import Verdict

TERM_CAP = 30
"""Years a system takes as 项目期限 at most."""


@dataclass(frozen=True)
class Received:
    """The filled layout: amounts by code and column from T, the two multiples, header fields, what its checks say."""

    layout: ReceivedLayout
    first_year: int
    lumped: int
    amounts: Mapping[str, tuple[Decimal, ...]]
    multiple: Fraction | None
    filed: Fraction | None
    header: Mapping[str, object]
    findings: tuple[Finding, ...]
    late_refinancing: tuple[str, ...]

    @property
    def refused(self) -> tuple[Finding, ...]:
        """The checks that fail: the system would not take the table."""
        return tuple(finding for finding in self.findings if finding.verdict is Verdict.FAIL)


def received(result: Result, layout: ReceivedLayout) -> Received:
    """Fill a layout. FileError where it names a line that is not there."""
    lines = {f"{table.id}.{line.id}": line for table in result.book.tables for line in table.lines}
    years = result.book.years.years
    amounts = {row.code: _columns(result, layout, row, lines) for row in layout.rows}
    multiple = layout.multiple
    return Received(
        layout=layout,
        first_year=years[0],
        lumped=max(0, len(years) - layout.last - 1),
        amounts=amounts,
        multiple=_ratio(_sum(amounts, multiple.revenue), _sum(amounts, multiple.service)),
        filed=_filed(result, lines),
        header={name: _header(result, layout, amounts, lines, stated) for name, stated in layout.header.items()},
        findings=tuple(finding for finding in result.findings if finding.rule.id in layout.checks),
        late_refinancing=() if layout.refinancing_after_construction else tuple(_late(result)),
    )


def _columns(result: Result, layout: ReceivedLayout, row: LayoutRow, lines: Mapping[str, Line]) -> tuple[Decimal, ...]:
    """Give a row by column, years beyond the last column in it; rounded by running totals, so that sums tie."""
    whole = [Decimal(0)] * len(result.book.years.years)
    for text in row.lines:
        name = text.removeprefix("-").removesuffix("?")
        if name not in lines and not text.endswith("?"):
            raise file_error("layout_line", row=row.code, name=name)
        sign = -1 if text.startswith("-") else 1
        values = result.figures.amounts(lines[name]) if name in lines else ()
        whole = [
            before + sign * value for before, value in zip(whole, values or [Decimal(0)] * len(whole), strict=True)
        ]
    kept = [*whole[: layout.last], sum(whole[layout.last :], Decimal(0))] if len(whole) > layout.last else whole
    padded = [*kept, *[Decimal(0)] * (layout.last + 1 - len(kept))]
    return tuple(_rounded(padded, _scale(result, layout), Decimal(1).scaleb(-layout.decimals)))


def _scale(result: Result, layout: ReceivedLayout) -> Decimal:
    """Units of the layout in one unit of the project's money."""
    return result.project.form(Settings).yuan_per_unit / Decimal(YUAN[layout.unit])


def _rounded(values: Sequence[Decimal], scale: Decimal, quantum: Decimal) -> Iterator[Decimal]:
    so_far, written = Decimal(0), Decimal(0)
    for value in values:
        so_far += value * scale
        upto = half_up(so_far, quantum)
        yield upto - written
        written = upto


def _sum(amounts: Mapping[str, Sequence[Decimal]], codes: Sequence[str]) -> Decimal:
    return sum(
        ((-1 if code.startswith("-") else 1) * sum(amounts[code.removeprefix("-")], Decimal(0)) for code in codes),
        Decimal(0),
    )


def _ratio(above: Decimal, below: Decimal) -> Fraction | None:
    return Fraction(above) / Fraction(below) if below else None


def _filed(result: Result, lines: Mapping[str, Line]) -> Fraction | None:
    """Give the statutory multiple (E/F) of the filing."""
    value = result.figures.scalar(lines["coverage.coverage_total_debt"])
    return None if value is None else Fraction(value)


def _header(
    result: Result,
    layout: ReceivedLayout,
    amounts: Mapping[str, Sequence[Decimal]],
    lines: Mapping[str, Line],
    stated: str,
) -> object:
    """Give a field above the table: a total of a row, a figure, an input, the term; FileError for anything else."""
    kind, _, name = stated.partition(":")
    table, _, field = name.partition(".")
    sheet = next((one for one in sheets() if one.id == table and one.form), None)
    if kind == "total" and name in amounts:
        return sum(amounts[name], Decimal(0))
    if kind == "figure" and name in lines:
        scaled = result.figures.amount(lines[name]) * _scale(result, layout)
        return half_up(scaled, Decimal(1).scaleb(-layout.decimals))
    if kind == "field" and sheet is not None and field in {cell.id for cell in sheet.cells}:
        return getattr(result.project.form(sheet.statement), field)
    if kind == "term":
        return min(len(result.book.years.years), TERM_CAP)
    raise file_error("layout_line", row=stated, name=name)


def _late(result: Result) -> Iterator[str]:
    """Name the refinancing bonds that bring money after construction: the front ends take bond money during it only."""
    end = result.project.form(Particulars).construction_end
    for bond in result.project.rows(Bond):
        if bond.refinances is not None and end is not None and bond.value_date.year > end.year:
            yield bond.id
