"""Random tables of lines over years, payments and single figures, every operation among them."""

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from bondcalc.algebra.axis import SCALAR, Axis, payments_axis, years_axis
from bondcalc.algebra.line import (
    Expression,
    Leaf,
    Line,
    Operand,
    Pick,
    Series,
    add,
    both,
    by_year,
    if_,
    in_year,
    largest,
    lowest,
    money,
    on_day,
    previous,
    ratio,
    rounded,
    running,
    smallest,
    to_date,
    total,
)
from bondcalc.algebra.table import Table

YEARS = years_axis(2021, 2027)
PAYMENTS = payments_axis(date(2021, 6, 30), [date(2022 + half // 2, 6 + 6 * (half % 2), 30) for half in range(9)])
YEARLY = payments_axis(date(2021, 3, 1), [date(year, 3, 1) for year in range(2022, 2028)])


class Grown:
    """Tables, their leaves, and their rows fixed by dates, all drawn at random."""

    def __init__(self, seed: int, lines: int) -> None:
        self._draw = random.Random(seed)
        self.tables = [
            Table(f"t{number}", "", "", axis) for number, axis in enumerate((YEARS, PAYMENTS, YEARLY, SCALAR))
        ]
        self.leaves = [self._leaf(number) for number in range(8)]
        self.rows: dict[str, Line] = {}
        self._ratios: list[Line] = []
        for table in self.tables:
            self._row(table)
            self._money(table)
        for _ in range(lines):
            table = self._draw.choice(self.tables)
            self._draw.choice(self._kinds(table.axis))(table)
        for table in self.tables:
            self._corkscrew(table)

    def lines(self) -> list[Line]:
        return [line for table in self.tables for line in table.lines]

    def value(self, leaf: Leaf) -> Decimal:
        """A value a leaf may take: an amount in cents, or a small factor, now and then nothing."""
        if self._draw.random() < 0.1:
            return Decimal(0)
        return (
            Decimal(self._draw.randrange(-99999, 99999) if leaf.unit == "money" else self._draw.randrange(-250, 250))
            / 100
        )

    def row(self, size: int) -> list[Decimal]:
        """Values a row fixed by dates may take: small whole numbers, with zeros before and after."""
        first, last = sorted(self._draw.choices(range(size + 1), k=2))
        return [Decimal(self._draw.randrange(4) if first <= column < last else 0) for column in range(size)]

    def _leaf(self, number: int) -> Leaf:
        leaf = Leaf((f"leaf{number}",), Decimal(0), "", "", self._draw.choice(["money", "fraction"]))
        return Leaf(leaf.key, self.value(leaf), "", "", leaf.unit)

    def _add(self, table: Table, formula: Operand, unit: str = "accrued") -> Line:
        return table.line(
            f"{table.id}.line{len(table.lines)}",
            formula,
            "",
            "",
            unit=unit,
            opening=self._draw.choice([0, 0, 0, self._draw.choice(self.leaves)]),
        )

    def _some(self, axis: Axis) -> Expression:
        """A line of the axis, a single figure, the previous value of a line, a leaf."""
        table = self.tables[[YEARS, PAYMENTS, YEARLY, SCALAR].index(axis)]
        known = [line for line in table.lines if line not in self._ratios]
        single = [line for line in self.tables[3].lines if line not in self._ratios] if axis is not SCALAR else []
        picks: list[Callable[[], Expression]] = [lambda: self._draw.choice(self.leaves)]
        picks += [lambda: self._draw.choice(known)] * 4 if known else []
        picks += [lambda: previous(self._draw.choice(known))] if known and axis is not SCALAR else []
        picks += [lambda: self._draw.choice(single)] if single else []
        return self._draw.choice(picks)()

    def _factor(self, axis: Axis) -> Expression:
        rows = [row for row in self.rows.values() if row.axis is axis]
        return self._draw.choice([*rows, *(leaf for leaf in self.leaves if leaf.unit != "money")] or self.leaves)

    def _kinds(self, axis: Axis) -> list[Callable[[Table], object]]:
        kinds: list[Callable[[Table], object]] = [
            self._sum,
            self._money,
            self._money,
            self._extreme,
            self._choice,
            self._ratio,
            self._quotient,
            self._places,
        ]
        if axis is SCALAR:
            return [*kinds, self._total, self._total, self._lowest]
        kinds += [self._row, self._running, self._corkscrew, self._power]
        return kinds + ([self._yearly, self._series, self._pick] if axis is YEARS else [self._there, self._due])

    def _row(self, table: Table) -> None:
        if table.axis is not SCALAR:
            id_ = f"{table.id}.row{len(self.rows)}"
            self.rows[id_] = table.structure(id_, self.row(table.axis.size), "", "", unit="count")

    def _sum(self, table: Table) -> None:
        some = [self._some(table.axis) for _ in range(self._draw.randrange(2, 6))]
        self._add(table, self._draw.choice([add(some), some[0] - some[1], 7 - some[0], some[0] - add(some[1:])]))

    def _money(self, table: Table) -> None:
        axis = table.axis
        product = self._some(axis) * self._factor(axis)
        whole = [product, product * self._factor(axis) / 12, product / 4 - self._some(axis), self._some(axis) / 8]
        self._add(table, money(self._draw.choice(whole)), "money")

    def _extreme(self, table: Table) -> None:
        some = [self._some(table.axis) for _ in range(self._draw.randrange(1, 4))]
        self._add(
            table, self._draw.choice([smallest, largest])(*some, self._draw.choice([0, 5, self._some(table.axis)]))
        )

    def _choice(self, table: Table) -> None:
        """Choices by rows and by amounts, which are the same in binary."""
        amounts = [line for line in table.lines if line.unit in {"money", "count"}]
        one, other = self._draw.choice(amounts), self._draw.choice(amounts)
        condition = self._draw.choice([one > 0, one >= other, both(one >= 0, other > 1), one > other])
        self._add(table, if_(condition, self._some(table.axis), self._draw.choice([0, self._some(table.axis)])))

    def _ratio(self, table: Table) -> None:
        amounts = [line for line in table.lines if line.unit in {"money", "count"}]
        self._ratios.append(self._add(table, ratio(self._some(table.axis), self._draw.choice(amounts)), "ratio"))

    def _quotient(self, table: Table) -> None:
        factor = self._factor(table.axis)
        self._add(table, self._some(table.axis) / (factor * factor + 1))

    def _places(self, table: Table) -> None:
        self._add(
            table, rounded(self._some(table.axis) * self._factor(table.axis), self._draw.randrange(4)), "quantity"
        )

    def _power(self, table: Table) -> None:
        rows = [row for row in self.rows.values() if row.axis is table.axis]
        base = self._draw.choice([leaf for leaf in self.leaves if leaf.unit != "money"] or self.leaves)
        self._add(table, (base * base / 100 + 1) ** self._draw.choice(rows), "quantity")

    def _running(self, table: Table) -> None:
        known = [line for line in table.lines if line not in self._ratios]
        self._add(table, running(self._draw.choice(known)))

    def _corkscrew(self, table: Table) -> None:
        """An opening balance, a flow that may not take more than there is, a closing balance."""
        if table.axis is SCALAR:
            return
        count = len(table.lines)
        closing = table.declare(f"closing{count}", "", "", unit="accrued", opening=self._draw.choice([0, *self.leaves]))
        opening = table.line(f"opening{count}", previous(closing), "", "", unit="accrued")
        paid = self._add(
            table, money(smallest(opening + 3, self._some(table.axis) * self._factor(table.axis))), "money"
        )
        table.define(closing, opening - paid + self._draw.choice([0, self._some(table.axis)]))

    def _total(self, table: Table) -> None:
        of = self._draw.choice(self.tables[:3])
        known = [line for line in of.lines if line not in self._ratios]
        rows = [row for row in self.rows.values() if row.axis is of.axis]
        weight = self._draw.choice([None, self._draw.choice(rows)])
        self._add(table, total(self._draw.choice(known), weight) + self._draw.choice([0, self._some(table.axis)]))

    def _lowest(self, table: Table) -> None:
        of = self._draw.choice(self.tables[:3])
        self._ratios.append(self._add(table, lowest(self._draw.choice(of.lines)), "ratio"))

    def _yearly(self, table: Table) -> None:
        known = [line for line in self._draw.choice(self.tables[1:3]).lines if line not in self._ratios]
        self._add(table, by_year(self._draw.choice(known)))

    def _there(self, table: Table) -> None:
        known = [line for line in self.tables[0].lines if line not in self._ratios]
        self._add(table, in_year(self._draw.choice(known)))

    def _due(self, table: Table) -> None:
        known = [line for line in self._draw.choice(self.tables[1:3]).lines if line not in self._ratios]
        self._add(table, self._draw.choice((to_date, on_day))(self._draw.choice(known)))

    def _series(self, table: Table) -> None:
        self._add(table, Series(tuple(self._draw.choice(self.leaves) for _ in table.axis.columns)))

    def _pick(self, table: Table) -> None:
        rows = [row for row in self.rows.values() if row.axis is table.axis]
        self._add(table, Pick(tuple(self._draw.choice(self.leaves) for _ in range(3)), self._draw.choice(rows)))
