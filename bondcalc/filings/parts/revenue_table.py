"""经营收入表: each line with its price, load and volume by year; 土地出让收益分年表: each parcel with what its net is made of."""

from collections.abc import Iterator, Mapping

from bondcalc.algebra.addends import terms
from bondcalc.algebra.line import Line
from bondcalc.filings.parts.line_tables import Entry
from bondcalc.filings.parts.schedule_table import entries
from bondcalc.filings.parts.text import Writer
from bondcalc.filings.parts.years_across import Subtotal, across, added_up
from bondcalc.inputs.amounts import is_amount
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.revenue_lines import NodeLine, RevenueLine
from bondcalc.schedules import land, timing, volume_price
from bondcalc.schedules import revenue as revenues
from bondcalc.schedules.parcel_account import Account
from bondcalc.typeset.document import INDENT, PageBlock, PageTable, Paragraph
from bondcalc.wording.spelt_units import per, spelt_unit
from bondcalc.wording.terms import Unit


def earned(writer: Writer) -> list[PageBlock]:
    """Every revenue line by year with price, load and volume, and their total; empty where nothing is earned."""
    made = writer.result.book.use(revenues.schedule)
    parts = terms(made.total, set(made.amounts.values()))
    if not parts:
        return []
    details = {made.amounts[row.id]: list(_details(writer, row)) for row in _rows(writer)}
    groups = [Subtotal(made.total, parts), *_repaying(made, parts)]
    table = added_up(writer, "经营收入表", groups, details, inside=True)
    explained = _explained(writer) if any(details.values()) else []
    return [*explained, *table]


def _repaying(made: revenues.Revenue, parts: Mapping[Line, int]) -> list[Subtotal]:
    """What of the total repays, where that is not all of it: what 项目收益测算表 goes on with."""
    repaying = terms(made.claimed, set(made.amounts.values()))
    return [Subtotal(made.claimed, repaying, "其中：列为偿债资金来源")] if repaying.keys() != parts.keys() else []


def _explained(writer: Writer) -> list[Paragraph]:
    """How the table is to be read; where a year has the loads of two operating years, its volume follows both."""
    loaded = any(row.ramp is not None and not row.by_year for row in _rows(writer))
    return writer.paragraphs("revenue_by_two_loads" if loaded and _mixed(writer) else "revenue_by_line")


def _mixed(writer: Writer) -> bool:
    """Whether a calendar year holds months of two operating years: the load of the one it starts is that of its end."""
    return any(year.rest for year in writer.result.book.use(timing.schedule).operated)


def _rows(writer: Writer) -> list[RevenueLine | NodeLine]:
    project = writer.result.project
    return [*project.rows(RevenueLine), *project.rows(NodeLine)]


def _details(writer: Writer, row: RevenueLine | NodeLine) -> Iterator[Entry]:
    """Price, load and volume of a line; a line that is stated as an amount has none."""
    money, schedule = writer.notation.money_unit, "node" if isinstance(row, NodeLine) else "revenue"
    if is_amount(row.quantity_unit, row.price, money):
        return
    counted = spelt_unit(row.quantity_unit)
    price = Unit.YUAN.said("zh") if row.price_unit == "yuan" else money
    yield Entry(f"{INDENT}含税单价（{price}{per(row.quantity_unit)}）", f"{schedule}.price.{row.id}")
    if row.ramp is not None and not row.by_year:
        ramp = writer.result.book.use(volume_price.schedule).values[row.ramp]
        yield Entry(f"{INDENT}{'年末负荷率' if _mixed(writer) else '负荷率'}", writer.id_of(ramp))
    yield Entry(f"{INDENT}计费数量{f'（{counted}）' if counted else ''}", f"{schedule}.quantity.{row.id}", counted=True)


def sold(writer: Writer) -> list[PageTable]:
    """Every parcel by year: share sold, price, cost, each accrual and the net they leave, and the nets in all."""
    made = writer.result.book.use(land.schedule)
    rows: list[Entry] = []
    for parcel in writer.result.project.rows(Parcel):
        account = made.accounts[parcel.id]
        parts: list[Line] = list(terms(account.net))
        if account.paid is None:
            parts.insert(1, account.cost)
        share = Entry(f"{parcel.id} {parcel.use}：出让比例", f"land.sold.{parcel.id}")
        *shown, net = entries(writer, [*parts, account.net])
        rows += [share, *(Entry(f"{INDENT}{_head(writer, entry, account)}", entry.id) for entry in shown)]
        rows.append(Entry(f"{parcel.id}净收益", net.id, net.of))
    for whole in (made.claimed_net, made.unclaimed_net):
        nets = [
            account.net for account in made.accounts.values() if account.row.data.claimed is (whole is made.claimed_net)
        ]
        rows.append(Entry(whole.zh, writer.id_of(whole), tuple(map(writer.id_of, nets))))
    return across(writer, "土地出让收益分年表", rows)


def _head(writer: Writer, entry: Entry, account: Account) -> str:
    """Name a line of a parcel without the parcel; a cost that the net does not bear says so, or the rows would not add."""
    bare = entry.head.partition("（")[0]
    unborne = account.paid is None and entry.id == writer.id_of(account.cost)
    return f"{bare}（已计入总投资，不再扣除）" if unborne else bare
