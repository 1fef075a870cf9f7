"""When the verdict on what is taken of net land income holds: no share is below that of the rules, no land is among other revenue."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bondcalc.algebra.line import Expression, add
from bondcalc.checks.verdicts.revenue_verdicts import claimed_lines
from bondcalc.checks.verdicts.verdict_case import ALWAYS, VerdictCase, warns
from bondcalc.schedules import land
from bondcalc.schedules.book import Book
from bondcalc.schedules.land_accruals import PREFIX, RIGID, Accrual, accruals
from bondcalc.schedules.parcel_account import Account

LAND_SALE = re.compile("地(?:块|使用权)出让|(?<![场墓营])地出让")
"""Names of the price of land: 土地出让收入, 工业用地出让金; not 采矿权出让收入, 墓地出让收入 or 广告场地出让收入."""


class NetAccrual(NamedTuple):
    """An accrual on net income of one parcel that repays, and the share of the rules that it is not to be below."""

    account: Account
    accrual: Accrual
    least: Expression


def net_accruals(book: Book) -> list[NetAccrual]:
    """Give what is taken of net income, parcel by parcel; a single accrual stands for all of the rules together."""
    shares: dict[str, Expression] = {
        value.id.removeprefix(PREFIX): book.rule(value.id) for value in book.rules.values if value.base == "net"
    }
    shares[RIGID] = add([*shares.values()])
    return [
        NetAccrual(account, accrual, shares[accrual.id])
        for account in book.use(land.schedule).accounts.values()
        if account.row.data.claimed
        for accrual in accruals(book, account.row)
        if accrual.base == "net"
    ]


def land_among_revenue(book: Book) -> list[str]:
    """Name claimed lines of revenue that are called the price of land."""
    return [line.name for line in claimed_lines(book.project) if LAND_SALE.search(line.name)]


def accruals_of_the_rules(book: Book) -> Iterator[VerdictCase]:
    """R11: no share of net income is below that of the rules, and no land is among other revenue."""
    named = [ALWAYS for _ in land_among_revenue(book)]
    yield from warns(*(taken.least > taken.accrual.rate for taken in book.use(net_accruals)), *named)
