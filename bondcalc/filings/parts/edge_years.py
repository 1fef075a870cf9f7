"""首末年: how the first and the last year of the bonds' life count, in words with the months."""

from bondcalc.algebra.line import Line
from bondcalc.filings.parts.figured import figured, joined
from bondcalc.filings.parts.income_words import counted_apart
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.schedules import timing
from bondcalc.schedules.lifetime import YEAR
from bondcalc.typeset.document import Text


def edge_words(result: Result) -> Text:
    """Say the choice, and by months which: 按月折算：2020年计入3个月，2041年计入5个月."""
    choice = result.project.form(Settings).edge_years
    chosen = sheet_of(Settings).cell(Settings.edge_years).choices[choice]
    window = result.book.use(timing.schedule).window
    years = sorted({window.first.year, window.last.year})
    if choice == "whole":
        return chosen
    return joined("", [f"{chosen}：", joined("，", [_year(result, year) for year in years]), counted_apart(result)])


def _year(result: Result, year: int) -> Text:
    """Say how many whole months of a year count; of the months in operation where it opens or closes in that year."""
    window, index = result.book.use(timing.schedule).window, result.book.years.years.index(year)

    def at(line: Line) -> Text:
        """Read months of the year."""
        return figured(f"timing.{line.id}@{year}", str(int(result.figures.amounts(line)[index])))

    if result.figures.amounts(window.of)[index] == YEAR:
        return joined("", [f"{year}年计入", at(window.months), "个月"])
    return joined("", [f"{year}年运营", at(window.of), "个月，计入", at(window.months), "个月"])
