"""发行年度: for which year a batch is put together, and why; a year is never guessed among several."""

import re
from typing import NamedTuple

from bondcalc.portfolio.batch.plans import planned_by_year
from bondcalc.portfolio.batch.quota import told_fen
from bondcalc.portfolio.store_reader import PortfolioStore
from bondcalc.wording.report import Words

YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


class BatchYearChosen(NamedTuple):
    """The year of a batch, with why it is that one."""

    year: int
    why: Words


class SeveralYearsError(ValueError):
    """Bonds are planned for several years and nothing says which is meant; the text names them with their amounts."""


def chosen_year(store: PortfolioStore, typed: int | None, batch: str | None) -> BatchYearChosen | None:
    """Give the year asked for, that in the name of the batch, else the only one for which its projects plan anything; None where they plan nothing.

    Raises SeveralYearsError where there are several.
    """
    if typed is not None:
        return BatchYearChosen(typed, Words("由--year指定", "by --year"))
    years = planned_by_year(store, batch)
    named = [int(year) for year in YEAR.findall(batch or "") if int(year) in years]
    if len(named) == 1:
        return BatchYearChosen(named[0], Words(f"按批次名称“{batch}”", f"by the name of batch {batch}"))
    if len(years) > 1:
        raise SeveralYearsError("、".join(f"{year}年{told_fen(amount)}万元" for year, amount in sorted(years.items())))
    if not years:
        return None
    whose, (year,) = "各项目" if batch is None else f"“{batch}”各项目", years
    return BatchYearChosen(year, Words(f"{whose}计划发行的新增债券均为该年", "the only year with planned bonds"))
