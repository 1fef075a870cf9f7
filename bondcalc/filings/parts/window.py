"""存续期合计: what counts of a line inside the life of the bonds, with the weights the verdict uses."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from bondcalc.algebra.line import Line
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.money import half_up_fraction, places_of
from bondcalc.schedules import inside, timing
from bondcalc.schedules.counting import Share
from bondcalc.schedules.lifetime import Window

VALUE_ADDED = frozenset({"all_taxes.value_added_tax", "all_taxes.surcharges"})
"""Taxes that follow the output tax of the year where the program computes them."""
WINDOW = "存续期合计"
"""What a sum inside the life of the bonds is called."""


def counted(writer: Writer, parts: Mapping[Line, int]) -> list[Decimal]:
    """Give what counts of each part of a total, edge years by their weights.

    A year's parts are the steps of their rounded running total, so that they add up to the rounded total of the year.
    """
    figures, places = writer.result.figures, places_of(writer.result.project.form(Settings).quantum)
    sums = [Decimal(0)] * len(parts)
    weighed = [(times, figures.amounts(line), _weights(writer, line)) for line, times in parts.items()]
    for year in range(len(writer.result.book.years.years)):
        so_far = [Fraction(0)]
        for times, amounts, weights in weighed:
            so_far.append(so_far[-1] + times * Fraction(amounts[year]) * weights[year])
        rounded = [half_up_fraction(value, places) for value in so_far]
        for index, (times, _, _) in enumerate(weighed):
            sums[index] += (rounded[index + 1] - rounded[index]) * times
    return sums


def touched(writer: Writer, line: Line) -> Decimal:
    """Give what a line comes to over the years that the life of the bonds touches, each counted whole."""
    amounts = writer.result.figures.amounts
    years = amounts(writer.result.book.use(timing.schedule).window.whole)
    return sum((amount * flag for amount, flag in zip(amounts(line), years, strict=True)), Decimal(0))


def _weights(writer: Writer, line: Line) -> Sequence[Fraction]:
    """Give the share of each year in which a line counts: by months of operation, by its own month, or the year whole."""
    book, figures = writer.result.book, writer.result.figures
    window = book.use(timing.schedule).window
    prorated = writer.result.project.form(Settings).edge_years == "prorated"
    above, below = _fraction(writer, window, line) if prorated else Share(window.whole)
    shares = [Fraction(value) for value in figures.amounts(above)]
    if below is None:
        return shares
    return [share / Fraction(whole) for share, whole in zip(shares, figures.amounts(below), strict=True)]


def _fraction(writer: Writer, window: Window, line: Line) -> Share:
    share = writer.result.book.use(inside.schedule).shares.get(line)
    return _of_tax(writer, window, writer.id_of(line)) if share is None else share


def _of_tax(writer: Writer, window: Window, id_: str) -> Share:
    """Property tax goes by the year, computed taxes by the receipts that bear them, all else by the months of operation."""
    taxed = writer.result.book.use(inside.schedule).taxed
    if id_ == "all_taxes.property_tax":
        return Share(window.outlays, window.of)
    if id_ in VALUE_ADDED:
        return taxed.value_added
    return taxed.income if id_ == "all_taxes.income_tax" else Share(window.months, window.of)
