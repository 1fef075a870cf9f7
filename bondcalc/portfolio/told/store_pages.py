"""The pages of the report in their order: the weekly table of its level first."""

from collections.abc import Sequence
from typing import Literal

from bondcalc.portfolio.told.breakdown import BREAKDOWN_PAGE
from bondcalc.portfolio.told.breaking_order import BREAKING_PAGE
from bondcalc.portfolio.told.changes import CHANGE_PAGE
from bondcalc.portfolio.told.concentration import CONCENTRATION_PAGE
from bondcalc.portfolio.told.county_table import COUNTY_PAGE
from bondcalc.portfolio.told.doubles import DOUBLE_PAGE
from bondcalc.portfolio.told.limit_table import LIMIT_PAGE
from bondcalc.portfolio.told.maturity_wall import WALL_PAGE
from bondcalc.portfolio.told.member_list import LIST_PAGE
from bondcalc.portfolio.told.province_table import PROVINCE_PAGE
from bondcalc.portfolio.told.store_page import StorePage
from bondcalc.portfolio.told.store_view import StoreView
from bondcalc.portfolio.told.told_findings import FINDING_PAGE
from bondcalc.portfolio.told.verdict_matrix import VERDICT_PAGE

Level = Literal["county", "province"]
AFTER = (
    LIST_PAGE,
    VERDICT_PAGE,
    FINDING_PAGE,
    BREAKDOWN_PAGE,
    LIMIT_PAGE,
    WALL_PAGE,
    CONCENTRATION_PAGE,
    BREAKING_PAGE,
    DOUBLE_PAGE,
    CHANGE_PAGE,
)


def level_told(view: StoreView, level: Level | None) -> Level:
    """Choose the weekly table: that of a county where all projects lie in one, else that of a province."""
    return level or ("county" if len([region for region in view.counties if region]) <= 1 else "province")


def pages(view: StoreView, level: Level | None = None) -> Sequence[StorePage]:
    """Give the pages, that of the level first and that of the other second."""
    first, second = COUNTY_PAGE, PROVINCE_PAGE
    return (first, second, *AFTER) if level_told(view, level) == "county" else (second, first, *AFTER)
