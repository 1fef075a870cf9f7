"""存续期公开: whether the figures of each year were public by the day on which they had to be."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.actuals import last_day_of_disclosure
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.monitoring.alarm import AlarmColour, Domain, Matter
from bondcalc.monitoring.layer import Actuals
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.state_sheets import YearMatter
from bondcalc.wording.day import spelt


class YearDisclosed(NamedTuple):
    """A year whose day of disclosure has passed: the day it was public (None: not yet), whether anybody told of it."""

    year: int
    public: date | None
    told: bool

    @property
    def due(self) -> date:
        """The last day for it."""
        return last_day_of_disclosure(self.year)

    @property
    def late(self) -> bool:
        """Whether it was not public by then."""
        return self.public is None or self.public > self.due


def years_out(project: Project, day: date) -> list[int]:
    """Give the years up to a day in which a bond was out."""
    issued = [bond for bond in project.rows(Bond) if bond.value_date <= day]
    years = {year for bond in issued for year in range(bond.value_date.year, bond.last_day().year + 1)}
    return sorted(year for year in years if year <= day.year)


def disclosures(project: Project, actuals: Actuals, day: date) -> Iterator[YearDisclosed]:
    """Give the years that had to be public before a day: those in which a bond of the project, as it was issued, was out.

    A blank of actuals that end before the last day for a year says nothing of it: it may have been public since.
    """
    for year in years_out(project, day):
        due = last_day_of_disclosure(year)
        if due < day:
            matter = actuals.matter(year) or YearMatter(year=year)
            answered = matter != YearMatter(year=year) and (matter.disclosed_on is not None or due <= actuals.told_to)
            yield YearDisclosed(year, matter.disclosed_on, answered)


def disclosure_alarms(case: MonitoringCase) -> Iterator[Matter]:
    """Tell of each year that was public late (黄) or is not yet (橙); what nobody told is asked for, and no alarm."""
    for disclosed in disclosures(case.current.project, case.actuals, case.as_of):
        if not disclosed.told or not disclosed.late:
            continue
        when = "截至监测日未公开" if disclosed.public is None else f"于{spelt(disclosed.public)}公开"
        yield Matter(
            id=f"disclosure.{disclosed.year}",
            domain=Domain.DISCLOSURE,
            kind="存续期信息未公开" if disclosed.public is None else "存续期信息公开逾期",
            level=AlarmColour.ORANGE if disclosed.public is None else AlarmColour.YELLOW,
            text=f"{disclosed.year}年度存续期信息{when}，应在{spelt(disclosed.due)}前公开",
            action="立即公开，填报公开日期" if disclosed.public is None else "说明逾期原因，以后年度按期公开",
            happened=disclosed.due,
        )
