"""土地出让: land income by year, parcel by parcel and in all, claimed parcels and others apart."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Expression, Line, add, if_, money, previous, running, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import debt, loans
from bondcalc.schedules.book import Book, settings
from bondcalc.schedules.parcel_account import Account, ParcelLines

INDUSTRIAL = ("工业", "仓储")
"""Uses that an industrial park sells land for; what else it sells draws the question whether this is land reserve."""
LandSum = tuple[str, Sequence[Line], str, str, str, tuple[Key, ...]]
"""A sum over parcels, its id that of a figure of `Land`: id, terms, Chinese and English name, source, the cells that choose."""


class Land(NamedTuple):
    """Land income by year.

    `accounts` hold gross, cost, each accrual and net of every parcel; of the claimed ones gross - paid - accruals = net, with
    `by_accrual` the accruals by id. `transferred` is cost in the investment that leaves the assets as the land is sold (土地成本结转, no cash).
    `elsewhere` names claimed parcels for other than industrial uses.
    """

    gross: Line
    claimed_gross: Line
    claimed_paid: Line
    claimed_accruals: Line
    by_accrual: dict[str, Line]
    claimed_net: Line
    unclaimed_net: Line
    transferred: Line
    industrial_net: Line
    accounts: dict[str, Account]
    elsewhere: list[str]


def schedule(book: Book) -> Land:
    """Build the land table (土地出让收益测算表).

    By hand in tests/schedules/test_land.py: test_one_parcel_by_hand, test_a_parcel_sold_over_two_years_by_hand,
    test_the_land_reserve_sample_by_hand.
    """
    table = book.table("land", "土地出让收益测算表", "Land", 20)
    sales = [ParcelLines(book, table, row) for row in book.rows(Parcel)]
    interest = _interest(book, table, [parcel_lines.cost for parcel_lines in sales])
    accounts = {parcel_lines.row.data.id: parcel_lines.account(interest) for parcel_lines in sales}
    table.heading("合计", "Totals")
    return _totals(book, table, accounts)


def _totals(book: Book, table: Table, accounts: dict[str, Account]) -> Land:
    claimed = [account for account in accounts.values() if account.row.data.claimed]
    industrial = [account for account in claimed if any(word in account.row.data.use for word in INDUSTRIAL)]
    into = _sums(table, _price_and_cost(book, [*accounts.values()], claimed))
    by_accrual, accruals = _accruals(book, table, claimed)
    return Land(
        **into,
        by_accrual=by_accrual,
        claimed_accruals=accruals,
        **_sums(table, _net(book, [*accounts.values()], claimed, industrial)),
        accounts=accounts,
        elsewhere=[account.row.data.id for account in claimed if account not in industrial],
    )


def _sums(table: Table, stated: Iterable[LandSum]) -> dict[str, Line]:
    return {
        id_: table.line(id_, add(parts), zh, en, source, total=True, strong=id_ == "claimed_net", rests_on=keys)
        for id_, parts, zh, en, source, keys in stated
    }


def _price_and_cost(book: Book, every: Sequence[Account], claimed: Sequence[Account]) -> tuple[LandSum, ...]:
    choice, income = book.keys(Parcel, Parcel.claimed), "列为偿债资金来源的土地出让收入"
    without = (*choice, *book.keys(Parcel, Parcel.cost_in_investment))
    paid = [account.paid for account in claimed if account.paid is not None]
    apart = "各地块，不含已计入总投资的成本"
    return (
        (
            "gross",
            [account.gross for account in every],
            "土地出让收入合计",
            "Gross land income",
            "各地块",
            book.empty(Parcel),
        ),
        (
            "claimed_gross",
            [account.gross for account in claimed],
            income,
            "Gross land income claimed",
            "各地块",
            choice,
        ),
        ("claimed_paid", paid, "减：支付的土地成本", "Less land cost paid", apart, without),
    )


def _accruals(book: Book, table: Table, claimed: Sequence[Account]) -> tuple[dict[str, Line], Line]:
    """Each accrual (计提) over the claimed parcels by id, named as the parcels name it, and all of them."""
    choice = book.keys(Parcel, Parcel.claimed)
    kinds = {id_: taken for account in claimed for id_, taken in account.accruals.items()}
    by_accrual = {
        id_: table.line(
            f"claimed.{id_}",
            add([account.accruals[id_] for account in claimed if id_ in account.accruals]),
            f"减：{taken.zh.rpartition('（')[0]}",
            f"Less {taken.en.rpartition(',')[0].lower()}",
            taken.source,
            total=True,
            rests_on=choice,
        )
        for id_, taken in kinds.items()
    }
    every = table.line(
        "claimed_accruals",
        add([*by_accrual.values()]),
        "各项计提合计",
        "Accruals",
        "列为偿债资金来源的地块",
        total=True,
        rests_on=choice,
    )
    return by_accrual, every


def _net(
    book: Book, every: Sequence[Account], claimed: Sequence[Account], industrial: Sequence[Account]
) -> tuple[LandSum, ...]:
    choice, in_investment = book.keys(Parcel, Parcel.claimed), book.keys(Parcel, Parcel.cost_in_investment)
    net, other = (
        [account.net for account in claimed],
        [account.net for account in every if not account.row.data.claimed],
    )
    left = [account.cost for account in every if account.row.data.cost_in_investment]
    by_parcel, at_cost = "各地块净收益", "已计入总投资的土地成本，按出让年份结转"
    return (
        ("claimed_net", net, "列为偿债资金来源的土地净收益", "Net land income claimed", by_parcel, choice),
        ("unclaimed_net", other, "未列为偿债资金来源的土地净收益", "Net land income not claimed", by_parcel, choice),
        ("transferred", left, "土地成本结转（非现金）", "Land cost transferred", at_cost, in_investment),
        (
            "industrial_net",
            [account.net for account in industrial],
            "其中：工业、仓储地块净收益",
            "Of which industrial parcels",
            "用途含“工业”“仓储”的地块",
            book.keys(Parcel, Parcel.use, Parcel.claimed),
        ),
    )


def _interest(book: Book, table: Table, costs: Sequence[Line]) -> Expression | None:
    """Interest that a unit of land cost has borne by the year of its sale: each year's is borne by what is unsold at its start.

    None unless the settings count interest as a cost of land; it lowers the base of accruals, and is no second deduction.
    """
    if not settings(book).land_cost_interest or not costs:
        return None
    table.heading("债务利息计入土地成本", "Interest in the cost of land")

    def line(id_: str, formula: Expression, zh: str, en: str, source: str) -> Line:
        """Add a line that is there because the settings count interest as a cost of land."""
        return table.line(id_, formula, zh, en, source, rests_on=book.keys(Settings, Settings.land_cost_interest))

    cost = line("all_cost", add(costs), "土地成本（全部地块）", "Land cost, all parcels", "各地块，按出让年份配比")
    whole = line("all_cost_in_whole", total(cost), "土地成本合计", "Land cost in whole", "各年合计")
    sold = line("all_cost_to_date", running(cost), "累计出让的土地成本", "Cost sold to date", "逐年累加")
    left = line(
        "unsold_cost",
        money(whole - previous(sold)),
        "年初未出让的土地成本",
        "Unsold cost at the start",
        "合计－上年累计",
    )
    owed = line(
        "interest",
        book.use(debt.schedule).interest + book.use(loans.schedule).capitalised,
        "当年债务利息",
        "Interest of the year",
        "全部债务付息，含计入本金的利息",
    )
    borne = table.declare(
        "interest_per_cost",
        "单位土地成本累计利息",
        "Interest per unit of cost",
        "上年累计＋当年利息÷年初未出让的土地成本",
        unit="ratio",
    )
    return table.define(borne, previous(borne) + if_(left > 0, owed / left, 0))
