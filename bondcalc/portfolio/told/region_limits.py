"""地区限额 of one year: what of it is a region's own, since a city or province states the whole of what lies in it (全辖合计)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bondcalc.portfolio.store_reader import StoredLimit
from bondcalc.portfolio.told.region_codes import CITY, COUNTY, level_of, lies_in
from bondcalc.portfolio.told.store_view import StoreView, stated
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.report import Note, Words

REST = {CITY: "和未列县（区）"}
"""What is left of a city, beside its own level; of a province cities and counties are."""
REST_OF_PROVINCE = "和未列市县"


@dataclass(frozen=True)
class OwnLimit:
    """What a row holds of the limits, in 万元, so that rows add up to the whole; None is not stated.

    `rest`: of a city or province, what it states less what the regions in it state; regions that are not listed are in it.
    """

    limit: Decimal | None = None
    balance: Decimal | None = None
    repaid: Decimal | None = None
    rest: bool = False

    @property
    def room(self) -> Decimal | None:
        """What may still be issued."""
        return None if self.limit is None or self.balance is None else self.limit - self.balance


class RegionLimits:
    """The limits of one year, the latest one not after the day of the report for which some are stated; None: there is none."""

    def __init__(self, view: StoreView) -> None:
        self._view = view
        known = [row for row in view.limits if row.year <= view.day.year and _states(row)]
        self.year = max((row.year for row in known), default=None)
        self.rows = [row for row in known if row.year == self.year]
        self._own = {row.region: self._less_inner(row) for row in self.rows}

    def own(self, code: str) -> OwnLimit:
        """Give what is a region's own: of a county what it states, of a city or province what no region in it states."""
        return self._own.get(code, OwnLimit())

    def _less_inner(self, row: StoredLimit) -> OwnLimit:
        outer = level_of(row.region) != COUNTY
        inner = self.directly_in(row) if outer else []
        limit, balance, repaid = (
            _less(getattr(row, field), [getattr(part, field) for part in inner]) for field in FIELDS
        )
        return OwnLimit(limit, balance, repaid, rest=outer)

    def directly_in(self, outer: StoredLimit) -> list[StoredLimit]:
        """Give the regions in one that lie in no other of these."""
        inside = [row for row in self.rows if row.region != outer.region and lies_in(row.region, outer.region)]
        return [
            row
            for row in inside
            if not any(other.region != row.region and lies_in(row.region, other.region) for other in inside)
        ]

    @property
    def codes(self) -> list[str]:
        """Regions that tables have a row of: of projects, counties of the list, and what is left of a city or province."""
        left = (code for code, own in self._own.items() if own.rest and self._is_left(own))
        return sorted({*self._view.counties, *left})

    def name(self, code: str) -> str:
        """Name what a row holds."""
        own = self._view.names.own(code)
        return f"{own}{REST.get(level_of(code), REST_OF_PROVINCE)}" if self.own(code).rest else own

    def notes(self) -> Iterator[Note]:
        """Say where the year is not that of the report, and which regions state other years alone."""
        day = self._view.day.year
        if self.year is not None and self.year != day:
            zh = f"清单没有{day}年的限额，限额、余额为{self.year}年的，不是统计日当年的。"
            yield Note("limit_year", Words(zh, f"The list states no limits of {day}: those of {self.year} stand here."))
        others = {row.region for row in self._view.limits if _states(row)} - {*self._own}
        if self.year is not None and others:
            named = in_turn(self._view.region(code) for code in sorted(others))
            zh = f"只填了其他年份限额的地区不采用，限额留空：{named}。"
            yield Note("limit_other_years", Words(zh, f"Only other years are stated of {named}."))

    @staticmethod
    def _is_left(own: OwnLimit) -> bool:
        return any((own.limit != 0, own.balance != 0))


FIELDS = ("limit_fen", "balance_fen", "repaid_fen")


def _states(row: StoredLimit) -> bool:
    return (row.limit_fen, row.balance_fen) != (None, None)


def _less(whole: int | None, parts: Sequence[int | None]) -> Decimal | None:
    """Take parts from a whole; None where one of them is not stated."""
    amounts = [stated(part) for part in parts]
    left = stated(whole)
    for amount in amounts:
        left = None if left is None or amount is None else left - amount
    return left
