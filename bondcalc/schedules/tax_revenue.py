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
        table.line("total", add(taxes), zh="税收合计", en="Tax in all", total=True, source="各税种",
                   rests_on=book.empty(TaxRevenueLine)),
        table.line("local", add(kept), zh="本级留成税收（备考）", en="Tax kept by the county (memo)", total=True,
                   strong=True, source="一般公共预算收入，不是专项债券偿债来源（财预〔2016〕155号）", rests_on=book.empty(TaxRevenueLine)),
    )  # fmt: skip


def _line(book: Book, table: Table, row: Row[TaxRevenueLine]) -> tuple[Line, Line]:
    """One tax: what is paid less refunds, and who keeps it: centre, province, county."""
    data = row.data
    name = f"{data.group}{TAX_KINDS[data.kind]}"
    months = drivers.months_of(book, data.ramp)

    def line(what: str, formula: Expression, zh: str, en: str, source: str) -> Line:
        return table.line(
            f"{what}.{data.id}", formula, zh=f"{name}{zh}", en=f"{en}, {data.id}", total=True, source=source
        )

    due: Expression = money(row.cell("sales") * row.cell("tax_to_sales") * months / 12)
    if data.by_year:
        due = due - book.use(timing.schedule).by_year(row)
    tax = line("tax", due, "", "Tax", data.evidence or "达产销售×税收比例×达产率－退税")
    centre, county = book.rules.value(f"central_share_{data.kind}"), book.rules.value(f"county_share_{data.kind}")
    central = line("central", money(tax * book.rule(centre.id)), "中央分享", "Centre", centre.citation)
    stated = data.county_share is not None
    local = line("local", money(tax * (row.cell("county_share") if stated else book.rule(county.id))), "本级留成", "Kept locally",
                 "录入的留成比例" if stated else county.citation)  # fmt: skip
    line("province", tax - central - local, "省市分享", "Province", "税收－中央分享－本级留成")
    return tax, local
