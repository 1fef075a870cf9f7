"""税收测算（仅供参考）: what the enterprises pay and the county keeps; never a repayment source."""

from typing import NamedTuple

from bondcalc.algebra.axis import SCALAR
from bondcalc.algebra.line import Expression, Line, add, money
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.enterprise_taxes import TAX_KINDS, TaxRevenueLine
from bondcalc.schedules import chain_shares, timing, volume_price
from bondcalc.schedules.book import Book, Row

LEVELS = {
    "central": ("中央分享合计", "Centre in all"),
    "province": ("省市分享合计", "Province in all"),
    "local": ("本级留成税收（仅供参考）", "Tax kept by the county (memo)"),
}
SHORT = {**TAX_KINDS, "education_surcharge": "教育费附加", "property_land_stamp_tax": "房产土地印花税"}
"""Names of kinds that fit the head of a column."""
TAB = "税收测算表（仅供参考）"
MEMOS = "本息覆盖倍数表"
"""The tab of memos of one figure: on a tab of years the column of a year is too narrow for their method."""
KEPT = "一般公共预算收入，不是专项债券偿债资金来源（财预〔2016〕155号）"


class TaxRevenue(NamedTuple):
    """Tax by year: in all and by level; `kinds` holds every level (`tax` for all) by kind.

    `full_output` is the tax of one year at full output, refunds not taken off.
    """

    total: Line
    local: Line
    levels: dict[str, Line]
    kinds: dict[str, dict[str, Line]]
    full_output: Line


def schedule(book: Book) -> TaxRevenue:
    """Build the tax memo (税收测算表).

    By hand in tests/schedules/test_taxes.py: test_tax_is_shared_between_levels_and_refunds_lower_it.
    """
    table = book.table("tax_revenue", "税收测算表（仅供参考，不计入偿债资金来源）", "Tax revenue (memo)", 70, sheet=TAB)
    by_level: dict[str, dict[str, list[Line]]] = {level: {} for level in ("tax", *LEVELS)}
    for row in book.rows(TaxRevenueLine):
        for level, line in _line(book, table, row).items():
            by_level[level].setdefault(row.data.kind, []).append(line)
    table.heading("合计", "Totals")
    empty = book.empty(TaxRevenueLine)
    kinds = {
        level: {kind: _of_kind(table, level, kind, lines) for kind, lines in by_level[level].items()}
        for level in by_level
    }
    total = table.line(
        "total", add([*kinds["tax"].values()]), "税收合计", "Tax in all", "各税种", total=True, rests_on=empty
    )
    levels = {
        level: table.line(
            level, add([*kinds[level].values()]), zh, en, KEPT, total=True, strong=level == "local", rests_on=empty
        )
        for level, (zh, en) in LEVELS.items()
    }
    return TaxRevenue(total, levels["local"], levels, kinds, _full_output(book))


def _of_kind(table: Table, level: str, kind: str, lines: list[Line]) -> Line:
    """Give the line of a kind: its only one, else their sum."""
    if len(lines) == 1:
        return lines[0]
    zh = f"{TAX_KINDS[kind]}{'' if level == 'tax' else LEVELS[level][0].removesuffix('合计').removesuffix('税收（仅供参考）')}"
    return table.line(
        f"{level}_of.{kind}", add(lines), f"{zh}（各户）", f"{level}, {kind}", "各企业同一税种", total=True
    )


def _full_output(book: Book) -> Line:
    """Tax of a year at full output: sales at full output times the rate, whatever the ramp reaches by then."""
    table = book.table(
        "tax_full_output", "达产年税收（仅供参考）", "Tax at full output (memo)", 70, SCALAR, sheet=MEMOS
    )
    taxes: list[Expression] = [
        money(row.cell(TaxRevenueLine.sales) * row.cell(TaxRevenueLine.tax_to_sales))
        for row in book.rows(TaxRevenueLine)
    ]
    return table.line(
        "total",
        add(taxes),
        "达产年税收（仅供参考）",
        "Tax at full output (memo)",
        "达产年销售收入×税收占销售比例",
        rests_on=book.empty(TaxRevenueLine),
    )


def _line(book: Book, table: Table, row: Row[TaxRevenueLine]) -> dict[str, Line]:
    """One tax: what is paid less refunds, and who keeps it: centre, province, county."""
    data = row.data
    name = f"{data.group}{TAX_KINDS[data.kind]}"
    months = volume_price.months_of(book, data.ramp)

    def line(what: str, formula: Expression, zh: str, en: str, source: str) -> Line:
        """Add a line of this tax."""
        return table.line(f"{what}.{data.id}", formula, f"{name}{zh}", f"{en}, {data.id}", source, total=True)

    paid = money(row.cell(TaxRevenueLine.sales) * row.cell(TaxRevenueLine.tax_to_sales) * months / 12)
    share = book.use(chain_shares.schedule).tax.get(data.id)
    due = chain_shares.as_it_comes(book, table, (data.id, name), share, paid)
    if data.by_year:
        due = due - book.use(timing.schedule).by_year(row)
    tax = line("tax", due, "", "Tax", data.evidence or "达产销售×税收比例×负荷率－退税")
    centre, county = book.rules.value(f"central_share_{data.kind}"), book.rules.value(f"county_share_{data.kind}")
    central = line("central", money(tax * book.rule(centre.id)), "中央分享", "Centre", centre.citation)
    stated = data.county_share is not None
    local = line(
        "local",
        money(tax * (row.cell(TaxRevenueLine.county_share) if stated else book.rule(county.id))),
        "本级留成",
        "Kept locally",
        "录入的留成比例" if stated else county.citation,
    )
    province = line("province", tax - central - local, "省市分享", "Province", "税收－中央分享－本级留成")
    return {"tax": tax, "central": central, "province": province, "local": local}
