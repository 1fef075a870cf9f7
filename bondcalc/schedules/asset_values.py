"""资产原值: what each class of assets cost, by when it was paid, less the land that leaves with the parcels sold."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Expression, Line, add, largest, money, previous, running, smallest, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.investment_items import ASSET_CLASSES, CLASS_OF, InvestmentItem
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.schedules import investment, land, vat
from bondcalc.schedules.book import Book

LIVES = {
    "buildings": "depreciation_years_buildings",
    "machinery": "depreciation_years_machinery",
    "electronics": "depreciation_years_electronics",
    "intangible": "amortisation_years_intangible",
}
"""Rule value of the shortest life of each class that depreciates."""
LAND = "intangible"


class AssetGroup(NamedTuple):
    """Assets of one class paid for by the opening (`later` is 0), or in the year `later` after it."""

    place: int
    later: int

    @property
    def asset(self) -> str:
        """The asset class."""
        return list(ASSET_CLASSES)[self.place]

    @property
    def id(self) -> str:
        """The class, with the year of a later payment."""
        return f"{self.asset}_{self.later}" if self.later else self.asset

    @property
    def zh(self) -> str:
        """The Chinese name of it."""
        return f"{ASSET_CLASSES[self.asset]}（{self.later}年支付）" if self.later else ASSET_CLASSES[self.asset]


class AssetValues(NamedTuple):
    """Original values by group, and by year the land cost that leaves the assets."""

    originals: Mapping[AssetGroup, Line]
    leaving: Line


def asset_class(book: Book, item: InvestmentItem) -> str | None:
    """Return the asset class of a cost item; None is spread over the others. All that land reserve pays for is land."""
    if item.asset_class is None and book.project.form(Particulars).sector == "land_reserve":
        return LAND
    return item.asset_class or CLASS_OF.get(item.category)


def depreciable(book: Book) -> bool:
    """Tell whether some item has a class that depreciates."""
    return any(item.amount and asset_class(book, item) in LIVES for item in book.project.rows(InvestmentItem))


def later_years(book: Book) -> tuple[int, ...]:
    """Give the years after the year of opening in which something is still paid."""
    start = book.project.form(Particulars).operation_start
    paid = {year for item in book.project.rows(InvestmentItem) for year in item.paid_years}
    return tuple(sorted(year for year in paid if start is not None and year > start.year))


def paid_by(book: Book) -> tuple[Key, ...]:
    """Name the cells that say what is paid by the opening: its day, and the shares by year."""
    shares = [key for row in book.rows(InvestmentItem) for key in row.indexes(InvestmentItem.by_year)]
    return (*book.keys(Particulars, Particulars.operation_start), *shares)


def asset_values(book: Book, table: Table, yearly: Table) -> AssetValues:
    """Add the values by class and time to `table`, what they rest on by year to `yearly`.

    Contingency, interest, fees and costs without a class are spread over the classes by their direct cost, and over the
    times of payment by their own.
    """
    if not depreciable(book):
        return AssetValues({}, _nothing_leaves(book, yearly))
    built = _Built(book, table, yearly)
    leaving = built.leaving()
    return AssetValues(
        {group: built.original(group, leaving) for group in built.groups if group.asset in LIVES}, leaving
    )


def _nothing_leaves(book: Book, yearly: Table) -> Line:
    """Add a line of zeros: the investment holds no land, whatever the parcels say."""
    return yearly.line(
        "leaving",
        0,
        "随地块出让结转的资产",
        "Assets that leave with parcels",
        "总投资中没有土地",
        total=True,
        rests_on=book.keys(InvestmentItem, InvestmentItem.category, InvestmentItem.asset_class),
    )


class _Built:
    """Direct cost by class and time, and the costs to spread over it."""

    def __init__(self, book: Book, table: Table, yearly: Table) -> None:
        self._book, self._table, self._yearly = book, table, yearly
        self._sold = any(parcel.cost_in_investment for parcel in book.project.rows(Parcel))
        self._weights: dict[int, Line | None] = {0: None}
        if later_years(book):
            self._weights = {later: self._weight(later) for later in (0, *later_years(book))}
        classes = {asset_class(book, item) for item in book.project.rows(InvestmentItem)}
        self.groups = [
            AssetGroup(index, later)
            for index, name in enumerate(ASSET_CLASSES)
            if name in classes
            for later in self._weights
        ]
        self._direct = {group: self._direct_cost(group) for group in self.groups}
        self._base = table.line("direct", add([*self._direct.values()]), "直接费用合计", "Direct cost", "各类资产")
        self._costs = self._costs_by_year()
        self._spread = {later: self._to_spread(later) for later in self._weights}

    def original(self, group: AssetGroup, leaving: Line) -> Line:
        """Add the original value of a group: direct cost and its share of the rest, less what leaves with parcels sold."""
        value = self._direct[group] + self._share(group)
        if group.asset == LAND and self._sold:
            earlier = [other for other in self.groups if other.place == group.place and other.later < group.later]
            before = [self._direct[other] + self._share(other) for other in earlier]
            gone = total(leaving)
            # What is sold leaves the earliest payments first; by running totals, so that no group falls below zero.
            value = largest(0, add([*before, value]) - gone) - (largest(0, add(before) - gone) if before else 0)
        return self._table.line(
            f"original.{group.id}",
            value,
            f"原值：{group.zh}",
            f"Original value, {group.id}",
            "直接费用＋待分摊费用×直接费用÷直接费用合计，随地块出让结转的土地成本除外",
        )

    def leaving(self) -> Line:
        """Add the land cost that leaves as parcels are sold, with what it bears of the costs spread until then."""
        sold = self._book.use(land.schedule).transferred
        if not self._sold:
            return sold

        self._yearly.heading("随地块出让结转", "Land that leaves with parcels sold")
        gone = self._left_to_date(sold)
        return self._yearly.line(
            "leaving",
            gone - previous(gone),
            "随地块出让结转的资产",
            "Assets that leave with parcels",
            "累计数的本年增量，非现金",
            total=True,
        )

    def _left_to_date(self, sold: Line) -> Line:
        """Land cost sold by the end of each year, with its share of the costs spread until then."""
        stated = (
            ("land_to_date", self._land_paid(), "累计支付的土地费用", "Land cost paid to date"),
            ("sold_to_date", sold, "累计结转的土地成本", "Land cost sold to date"),
            ("spread_to_date", self._costs, "累计待分摊费用", "Costs to spread to date"),
        )
        cost, so_far, spread = (
            self._yearly.line(id_, running(line), zh, en, "逐年累加") for id_, line, zh, en in stated
        )
        # Land may be sold before the last of its cost is paid: what is not yet an asset cannot leave the assets.
        left = self._yearly.line(
            "left_to_date",
            smallest(so_far, cost),
            "其中：已计入总投资",
            "Of which in the investment",
            "不超过截至当年已支付并计入总投资的土地费用",
        )
        return self._yearly.line(
            "leaving_to_date",
            left + money(left * spread / self._base),
            "累计随地块结转的资产",
            "Left to date",
            "土地成本＋按比例分摊的预备费、利息、费用",
        )

    def _land_paid(self) -> Line:
        return self._yearly.line(
            "land_paid",
            add(self._yearly_nets(LAND)),
            "支付的土地费用",
            "Land cost paid",
            "计入总投资的土地费用",
            rests_on=self._book.keys(InvestmentItem, InvestmentItem.category, InvestmentItem.asset_class),
        )

    def _weight(self, later: int) -> Line:
        """Flag the years that are paid by the opening, or the one year after it."""
        first = min(later_years(self._book))
        flags = [Decimal(int(year == later if later else year < first)) for year in self._book.years.years]
        return self._yearly.structure(
            f"paid_in_{later}" if later else "paid_by_opening",
            flags,
            f"支付年标志（{later}年）" if later else "投入运营年度及以前支付标志",
            f"Paid in {later}" if later else "Paid by the year of opening",
            "分年投资比例和投入运营日期",
            unit="count",
            rests_on=paid_by(self._book),
        )

    def _direct_cost(self, group: AssetGroup) -> Line:
        kind = list(ASSET_CLASSES)[group.place]
        parts = self._nets(kind, self._weights[group.later])
        return self._table.line(
            f"direct.{group.id}",
            add(parts),
            f"直接费用：{group.zh}",
            f"Direct cost, {group.id}",
            "该类投资，可抵扣进项税除外",
        )

    def _nets(self, kind: str | None, weight: Line | None) -> list[Expression]:
        """Items of a class less their creditable input tax, in all or in the years flagged."""
        invested, tax = self._book.use(investment.schedule), self._book.use(vat.schedule)
        built = tax.built if isinstance(tax, vat.ValueAddedTax) else {}
        items = [item for item in self._book.project.rows(InvestmentItem) if asset_class(self._book, item) == kind]
        return [
            total(invested.items[item.id], weight) - total(built[item.id], weight)
            if item.id in built
            else total(invested.items[item.id], weight)
            for item in items
        ]

    def _yearly_nets(self, kind: str | None) -> list[Expression]:
        """Items of a class by year, less their creditable input tax."""
        invested, tax = self._book.use(investment.schedule), self._book.use(vat.schedule)
        built = tax.built if isinstance(tax, vat.ValueAddedTax) else {}
        items = [item.id for item in self._book.project.rows(InvestmentItem) if asset_class(self._book, item) == kind]
        return [invested.items[id_] - built[id_] if id_ in built else invested.items[id_] for id_ in items]

    def _costs_by_year(self) -> Line:
        """Add up what no class bears alone, by year."""
        invested = self._book.use(investment.schedule)
        parts = [*invested.reserves, invested.construction_interest, invested.fees, *self._yearly_nets(None)]
        return self._yearly.line(
            "to_spread",
            add(parts),
            "待分摊费用",
            "Costs to spread",
            "预备费、建设期利息、发行及兑付费用、其他费用",
            total=True,
        )

    def _to_spread(self, later: int) -> Line:
        return self._table.line(
            f"spread_{later}" if later else "spread",
            total(self._costs, self._weights[later]),
            f"待分摊费用（{later}年支付）" if later else "待分摊费用",
            f"Costs to spread, {later}" if later else "Costs to spread",
            self._costs.source,
        )

    def _class_cost(self, number: int) -> Expression:
        return add([line for group, line in self._direct.items() if group.place == number])

    def _share(self, group: AssetGroup) -> Expression:
        """Bear costs in proportion, by running totals over the times of payment, so that the parts of a class add up."""
        cost = self._class_cost(group.place)
        until = [line for later, line in self._spread.items() if later <= group.later]
        now = money(cost * add(until) / self._base)
        return now - money(cost * add(until[:-1]) / self._base) if until[1:] else now
