"""常见偏离: how far each figure of the plan usually is from it, from the project's own risk simulation, else assumed."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

import numpy as np

from bondcalc.algebra.line import Line
from bondcalc.analysis.drivers import DRIVERS
from bondcalc.analysis.risk.batch import CHUNK, chunks
from bondcalc.analysis.risk.lane_figures import Compiled
from bondcalc.analysis.risk.named_streams import Streams
from bondcalc.analysis.risk.outlook import outlook_of
from bondcalc.analysis.risk.sampling import draw
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.monitoring.monitoring_result import UsualDeviation
from bondcalc.result.result import Result
from bondcalc.rules.load import Rules
from bondcalc.schedules import costs, land, repayable, revenue, taxes
from bondcalc.schedules.book import Book
from bondcalc.wording.terms import Unit

LATE = (Unit.YEARS, Unit.MONTHS)
"""Units of drivers that move dates."""
PLACES = Decimal("0.0001")
"""A share is stated to a hundredth of a per cent: the simulation knows it no better."""


def lines_by_series(book: Book) -> dict[str, Line]:
    """Give the yearly line behind each series that may be monitored, by the id of the series."""
    sold, ground, spent = book.use(revenue.schedule), book.use(land.schedule), book.use(costs.schedule)
    return {
        "revenue": sold.claimed,
        "cost": spent.costs,
        "tax": book.use(taxes.schedule).total,
        "land": ground.claimed_gross,
        "repayable": book.use(repayable.schedule).amount,
        **{f"revenue.{id_}": line for id_, line in sold.amounts.items()},
        **{f"land.{id_}": account.gross for id_, account in ground.accounts.items()},
        **{f"cost.{id_}": line for id_, line in spent.amounts.items()},
    }


def usual_deviation(filed: Result, series: Iterable[str], rules: Rules, scenarios: int = CHUNK) -> UsualDeviation:
    """Draw scenarios of the filed project and take standard deviation over mean by year; a share assumed where that says nothing.

    Delays of operation and of sales are left out: they move whole years, and are to be told as a deviation when they happen.
    """
    book, wanted = filed.book, set(series)
    outlook = outlook_of(filed.project, filed.rules)

    def read(built: Book) -> Mapping[str, Line]:
        """Give the lines of the series."""
        return {id_: line for id_, line in lines_by_series(built).items() if id_ in wanted}

    form, settings = filed.project.form(Particulars), filed.project.form(Settings)
    drawn = draw(outlook, Streams(settings.risk_seed, form.key), next(chunks(scenarios)))
    late = {driver: np.zeros(scenarios) for driver in drawn.changes if DRIVERS[driver].unit in LATE}
    figures = Compiled(book, outlook, read).run({**drawn.changes, **late}, scenarios)
    assumed, shares, missing = rules.value("monitoring_deviation_assumed").number, {}, []
    for id_ in sorted(wanted):
        known = _shares(figures[id_], book.years.years) if id_ in figures else {}
        if not any(known.values()):
            missing.append(id_)
        shares[id_] = {year: known.get(year) or assumed for year in book.years.years}
    return UsualDeviation(shares, tuple(missing), scenarios)


def _shares(values: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]", years: tuple[int, ...]) -> dict[int, Decimal]:
    """Give standard deviation over mean by year; no entry where the mean is not above zero."""
    means, spreads = values.mean(axis=1), values.std(axis=1)
    return {
        year: Decimal(repr(float(spread / mean))).quantize(PLACES)
        for year, mean, spread in zip(years, means.tolist(), spreads.tolist(), strict=True)
        if mean > 0
    }
