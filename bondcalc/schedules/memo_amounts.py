"""仅供参考项目分年数: what the memos beside the coverage ratios take in or leave out, by year; no verdict reads them."""

from bondcalc.algebra.line import Expression, Line, add, copied, money
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import inside, land, revenue, tax_revenue, timing
from bondcalc.schedules.book import Book, settings

Amount = tuple[str, Expression, str, str]
"""Amounts by year: id, formula, Chinese and English name."""


def overlay(book: Book, table: Table) -> Line:
    """Lay out what the 2024 method would count besides: subsidies and income of other projects."""
    amount = _by_months(book, book.use(revenue.schedule).overlay)
    return _laid_out(
        book, table, ("overlay", amount, "存续期内财政补助和其他项目收入（仅供参考）", "Overlay in window")
    )


def by_year(book: Book, table: Table) -> dict[str, Line]:
    """Lay out every other amount by year and id."""
    tax = _by_months(book, book.use(tax_revenue.schedule).local)
    amounts: tuple[Amount, ...] = (("tax", tax, "存续期内本级税收（仅供参考）", "Tax in window"), *_land(book))
    return {amount[0]: _laid_out(book, table, amount) for amount in amounts}


def _laid_out(book: Book, table: Table, amount: Amount) -> Line:
    """Count the first and last year as 收益 itself does: a ratio mixes no two ways."""
    id_, formula, zh, en = amount
    chosen = book.keys(Settings, Settings.edge_years)
    return table.line(f"{id_}_in_window", formula, zh, en, "首末年按所选方式计入", total=True, rests_on=chosen)


def _by_months(book: Book, amount: Line) -> Expression:
    window = book.use(timing.schedule).window
    return money(amount * window.months / window.of) if _prorated(book) else amount * window.whole


def _land(book: Book) -> tuple[Amount, ...]:
    """What claimed parcels bring, each by the month of its sale; of whole years, what the land table has."""
    sold = book.use(land.schedule)
    if _prorated(book):
        part = book.use(inside.schedule)
        other: Expression = add([part.parcels[id_] for id_ in sold.elsewhere])
        gross, accruals, net = copied(part.land_gross), copied(part.land_accruals), copied(part.land)
    else:
        whole = book.use(timing.schedule).window.whole
        other = (sold.claimed_net - sold.industrial_net) * whole
        gross, accruals, net = sold.claimed_gross * whole, sold.claimed_accruals * whole, sold.claimed_net * whole
    return (
        ("other_land", other, "存续期内非工业、仓储地块净收益", "Other land in window"),
        ("land_gross", gross, "存续期内土地出让收入", "Gross land income in window"),
        ("land_accruals", accruals, "存续期内土地出让计提", "Accruals on land in window"),
        ("land", net, "存续期内土地净收益", "Land in window"),
    )


def _prorated(book: Book) -> bool:
    return settings(book).edge_years == "prorated"
