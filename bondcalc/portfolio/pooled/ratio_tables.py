"""Ratios of a pooled form that rounding moves: beside those of the amounts printed, those of the amounts not rounded, which decide."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from bondcalc.filings.parts.form_tables import RATIO_UNIT, RATIOS
from bondcalc.filings.parts.text import SIDED, beside_limits
from bondcalc.portfolio.pooled.form_figures import FormFigures, quotient_of
from bondcalc.portfolio.pooled.pool_writer import PoolWriter
from bondcalc.typeset.document import PageTable, PrintedFigure, TableRows


class Rated(Protocol):
    """A member, or the pool."""

    @property
    def form(self) -> FormFigures:
        """Figures as printed."""

    @property
    def unrounded(self) -> Mapping[str, Fraction]:
        """The same in 元, not rounded."""

    @property
    def limits(self) -> Sequence[Decimal]:
        """What E/F is held to."""


def cover_printed(writer: PoolWriter, prefix: str, rated: Rated) -> PrintedFigure:
    """Print E/F of the amounts not rounded, with the decimals it takes beside its limits."""
    return writer.printed(f"{prefix}.cover", _exact(writer, rated, "e_f"), "收益/本息（按未取整金额）")


def _exact(writer: PoolWriter, rated: Rated, id_: str) -> str:
    value = quotient_of(rated.unrounded, id_)
    if value is None or id_ not in SIDED:
        return writer.ratio_text(value)
    return beside_limits(value, rated.limits)


def ratios_otherwise(writer: PoolWriter, prefix: str, rated: Rated, whose: str) -> Iterator[PageTable]:
    """List the ratios that read otherwise before rounding; empty where none does."""
    rows: TableRows = []
    for zh, id_ in RATIOS:
        exact, shown = _exact(writer, rated, id_), writer.ratios(prefix, rated.form)(id_)
        if exact != shown.text:
            rows.append([zh, writer.printed(f"{prefix}.exact.{id_}", exact, f"{zh}（按未取整金额）"), shown])
    if rows:
        heads = ["比率", "按未取整金额", "本表填列"]
        yield PageTable(f"比率差异表（{whose}）", RATIO_UNIT, [heads], rows, "lrr", [2.4, 1.2, 1.2])
