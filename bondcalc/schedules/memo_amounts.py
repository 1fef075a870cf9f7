"""仅供参考项目分年数: what the memos beside the coverage ratios take in or leave out, by year; no verdict reads them."""

from bondcalc.algebra.line import Expression, Line, add, copied, money
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import inside, land, revenue, tax_revenue, timing
from bondcalc.schedules.book import Book, settings

Amount = tuple[str, Expression, str, str]
"""Amounts by year: id, formula, Chinese and English name."""


def by_year(book: Book, table: Table) -> dict[str, Line]:
    """Lay out each amount by year and id, counted in the first and last year as 收益 itself is: a ratio mixes no two ways."""
    chosen = book.keys(Settings, Settings.edge_years)
    return {
        id_: table.line(f"{id_}_in_window", formula, zh, en, "首末年按所选方式计入", total=True, rests_on=chosen)
        for id_, formula, zh, en in (*_operating(book), *_land(book))
    }


def _operating(book: Book) -> tuple[Amount, ...]:
    """What comes in month by month as the project operates."""
    tax, overlay = book.use(tax_revenue.schedule).local, book.use(revenue.schedule).overlay
    return (
        ("tax", _by_months(book, tax), "存续期内本级税收（仅供参考）", "Tax in window"),
        ("overlay", _by_months(book, overlay), "存续期内财政补助和其他项目收入（仅供参考）", "Overlay in window"),
    )


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
