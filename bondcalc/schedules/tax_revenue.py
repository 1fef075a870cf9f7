"""税收测算（备考）: what the enterprises pay and the county keeps; never a repayment source."""

from dataclasses import dataclass

from bondcalc.algebra.line import Expression, Line, add, money
from bondcalc.algebra.table import Table
from bondcalc.inputs.tax_revenue import TAX_KINDS, TaxRevenueLine
from bondcalc.schedules import drivers, timing
from bondcalc.schedules.book import Book, Row


@dataclass(frozen=True)
class TaxRevenue:
    """Tax by year: in all, and the county's part."""

    total: Line
    local: Line


def schedule(book: Book) -> TaxRevenue:
    """Build the tax memo (税收测算表)."""
    table = book.table(
        "tax_revenue", "税收测算表（备考，不计入偿债来源）", "Tax revenue (memo)", 70, sheet="税收测算表（备考）"
    )
    taxes: list[Expression] = []
    kept: list[Expression] = []
    for row in book.rows(TaxRevenueLine):
        tax, local = _line(book, table, row)
        taxes.append(tax)
        kept.append(local)
    table.heading("合计", "Totals")
    return TaxRevenue(
        table.line("total", add(taxes), zh="税收合计", en="Tax in all", total=True, source="各税种"),
        table.line("local", add(kept), zh="本级留成税收（备考）", en="Tax kept by the county (memo)", total=True,
                   strong=True, source="一般公共预算收入，不是专项债券偿债来源（财预〔2016〕155号）"),
    )  # fmt: skip


def _line(book: Book, table: Table, row: Row[TaxRevenueLine]) -> tuple[Line, Line]:
    data = row.data
    name = f"{data.group}{TAX_KINDS[data.kind]}"
    ramp = book.use(drivers.schedule).shares[data.ramp] if data.ramp else book.use(timing.schedule).operating_share
    tax = table.line(f"tax.{data.id}", money(row.cell("sales") * row.cell("tax_to_sales") * ramp), zh=name,
                     en=f"Tax, {data.id}", total=True, source=data.evidence or "达产销售×税收比例×达产率")  # fmt: skip
    stated = data.county_share is not None
    share = row.cell("county_share") if stated else book.rule(f"county_share_{data.kind}")
    source = "录入的留成比例" if stated else book.rules.value(f"county_share_{data.kind}").citation
    local = table.line(f"local.{data.id}", money(tax * share), zh=f"{name}本级留成", en=f"Kept locally, {data.id}",
                       total=True, source=source)  # fmt: skip
    return tax, local
