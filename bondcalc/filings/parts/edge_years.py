"""首末年: how the first and the last year of the bonds' life count, in words with the months."""

from bondcalc.algebra.line import Line
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.schedules import timing
from bondcalc.schedules.lifetime import YEAR


def edge_words(result: Result) -> str:
    """Say the choice, and by months which: 按月折算：2020年计入3个月，2041年计入5个月."""
    choice = result.project.form(Settings).edge_years
    chosen = sheet_of(Settings).cell(Settings.edge_years).choices[choice]
    window = result.book.use(timing.schedule).window
    years = sorted({window.first.year, window.last.year})
    if choice == "whole":
        return chosen
    return f"{chosen}：{'，'.join(_year(result, year) for year in years)}"


def _year(result: Result, year: int) -> str:
    """Say how many whole months of a year count; of the months in operation where it opens or closes in that year."""
    window, index = result.book.use(timing.schedule).window, result.book.years.years.index(year)

    def at(line: Line) -> int:
        """Read months of the year."""
        return int(result.figures.amounts(line)[index])

    months, of = at(window.months), at(window.of)
    return f"{year}年计入{months}个月" if of == YEAR else f"{year}年运营{of}个月，计入{months}个月"
