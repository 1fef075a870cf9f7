"""未填报: what nobody told, in the words of report, terminal and ranking; it is counted nowhere and alarms nobody."""

from collections.abc import Sequence
from decimal import Decimal

from bondcalc.in_life.life_words import noted, said
from bondcalc.monitoring.monitoring_result import MonitoringResult
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import UNTOLD, Note, Words

NAMED = 3
"""Lines without a figure that paper names of a year."""


def amount_told(amount: Decimal | None, notation: Notation) -> str:
    """Write an amount with its unit; one that nobody told is no 0."""
    return UNTOLD.zh if amount is None else notation.amount(amount)


def unreported_notes(made: MonitoringResult) -> list[Note]:
    """Name what is not told in the report: lines of years, then the rest."""
    return [*_untold(made), *_blank(made)]


def _untold(made: MonitoringResult) -> list[Note]:
    """Name what is not told, lines of the same years together: 2023年的租金、停车费."""
    by_years = _by_years(made)
    if not by_years:
        return []
    whole, short = (
        said("status_untold", names="；".join(f"{years}的{named(lines)}" for years, lines in by_years.items()))
        for named in ("、".join, _first)
    )
    return [Note("status_untold", Words(whole, paper=short))]


def _by_years(made: MonitoringResult) -> dict[str, list[str]]:
    """Give the lines that are not told, by the years of which months are missing."""
    by_years: dict[str, list[str]] = {}
    for line in made.untold:
        name, _, years = line.rpartition("（")
        by_years.setdefault(years.rstrip("）"), []).append(name)
    return by_years


def unreported(made: MonitoringResult) -> list[str]:
    """Name everything that nobody told in the words that terminal and ranking have room for."""
    return [*made.blank, *(f"{years}的{_first(lines)}" for years, lines in _by_years(made).items())]


def _first(lines: Sequence[str]) -> str:
    """Name the first lines on paper, and how many there are; workbook and page name them all."""
    return in_turn(lines) if len(lines) <= NAMED + 1 else f"{in_turn(lines[:NAMED])}等{len(lines)}项"


def _blank(made: MonitoringResult) -> list[Note]:
    """Name what else nobody told: it is counted nowhere and alarms nobody."""
    return [noted("status_blank", said("status_blank", names=in_turn(made.blank)))] if made.blank else []
