"""A monitoring as files: workbook, three-page report, method annex, list of alarms, data; what is published in a folder of its own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bondcalc.in_life.alarm_table import FILE, alarm_listing, alarms_csv
from bondcalc.in_life.life_folder import draw_paper, drawn, page_count
from bondcalc.in_life.life_papers import LifePaper
from bondcalc.in_life.life_plan import LifePlan
from bondcalc.in_life.monitoring_book import ALL, monitoring_book
from bondcalc.in_life.monitoring_causes import causes_report
from bondcalc.in_life.monitoring_measures import measures_report
from bondcalc.in_life.monitoring_method import method_report
from bondcalc.in_life.monitoring_status import status_report
from bondcalc.in_life.recorded import recorded
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.monitoring.monitoring_result import MonitoringResult
from bondcalc.monitoring.yearly_view import bonds_as_told
from bondcalc.run import compute
from bondcalc.wording.day import spelt
from bondcalc.wording.plain_listing import plain_rows
from bondcalc.wording.report import Listing, Report

if TYPE_CHECKING:
    from bondcalc.typeset.fonts import FontSet

BOOK, DATA, REPORT, ANNEX = "monitoring.xlsx", "monitoring.json", "report", "method"
CONTRACT = 1
"""Of monitoring.json: another number where a key changes its meaning."""
INTERNAL = "内部资料，不公开"
"""Stands on every page of what is not posted."""


@dataclass(frozen=True)
class MonitoringFiles:
    """The files of a monitoring by name, and why papers are drafts, by the names of their PDFs."""

    files: Mapping[str, bytes]
    drafts: Mapping[str, str]


def monitoring_files(made: MonitoringResult, fonts: "FontSet") -> MonitoringFiles:
    """Make every file; the same result gives the same bytes."""
    plan, record = issued_plan(made), recorded(made.filed, made.actuals, made.as_of)
    source = made.actuals.name, made.actuals.sha256
    notation = made.filed.project.form(Settings).notation()
    files = {
        BOOK: monitoring_book(made, plan, record),
        FILE: alarms_csv(made.alarms, notation),
        DATA: (json.dumps(monitoring_data(made), ensure_ascii=False, indent=1) + "\n").encode(),
    }
    drafts: dict[str, str] = {}
    internal = [
        draw_paper(plan, paper, made.as_of, fonts, source, INTERNAL)
        for paper in (three_pages(made, plan, fonts), LifePaper(ANNEX, "监测方法说明", [("", method_report(made))]))
    ]
    for paper in (*internal, *drawn(plan, record, fonts, source)):
        files |= paper.files
        drafts |= {name: "；".join(paper.draft) for name in paper.files if paper.draft and name.endswith(".pdf")}
    return MonitoringFiles(files, drafts)


def issued_plan(made: MonitoringResult) -> LifePlan:
    """Give the plan with the bonds as they were issued and repaid: coupons and days of payment are those of the issue, interest that of what is left."""
    after = bonds_as_told(made.filed, made.actuals)
    return LifePlan(made.filed, None if after is made.filed.project else compute(after, made.filed.rules))


CAUSES, ALARMS = (6, 5, 4, 3, 2, 1), (9, 8, 7, 6, 5, 4, 3, 2, 1)
"""Lines of causes, and alarms, that the report may have room for, the most first."""
WANTED = 4
"""Alarms that causes leave room for, where there is room for so many."""
PAGES = 3
"""Pages of the report: 状态, 原因, 措施."""


def three_pages(made: MonitoringResult, plan: LifePlan, fonts: "FontSet") -> LifePaper:
    """Give the report with as many causes and alarms as three pages hold; the workbook and the list have all of them.

    Where its state alone is too long for three, it has as many as stand on the pages that it takes anyway.
    """

    @cache
    def taken(causes: int, alarms: int) -> int:
        """Count the pages that so many lines take."""
        return page_count(plan, _report(made, plan, causes, alarms), fonts, INTERNAL)

    def fits(causes: int, alarms: int) -> bool:
        """Tell whether so many lines stand on three pages, or on those that one line of each takes."""
        return taken(causes, alarms) <= PAGES or taken(causes, alarms) <= taken(CAUSES[-1], ALARMS[-1])

    def alarms_beside(causes: int, most: int = ALARMS[0]) -> int:
        """Give how many alarms have room beside so many causes."""
        return next((count for count in ALARMS if count <= most and fits(causes, count)), ALARMS[-1])

    wanted = alarms_beside(CAUSES[-1], WANTED)
    causes = next((count for count in CAUSES if fits(count, wanted)), CAUSES[-1])
    return _report(made, plan, causes, alarms_beside(causes))


def _report(made: MonitoringResult, plan: LifePlan, causes: int, alarms: int) -> LifePaper:
    sections = [
        ("状态", status_report(made)),
        ("原因", causes_report(made, causes)),
        ("措施", measures_report(made, plan, alarms)),
    ]
    return LifePaper(REPORT, f"专项债券存续期监测报告（{spelt(made.as_of)}）", sections)


def monitoring_data(made: MonitoringResult) -> dict[str, object]:
    """Give a monitoring for programs: figures as decimal text, levels as 0 to 3."""
    reports = {"status": status_report(made), "causes": causes_report(made, ALL), "method": method_report(made)}
    notation = made.filed.project.form(Settings).notation()
    return {
        "contract": CONTRACT,
        "as_of": made.as_of.isoformat(),
        "unit": notation.money_unit,
        "level": made.worst.order,
        "actuals": {"name": made.actuals.name, "sha256": made.actuals.sha256},
        "filed_sha256": made.actuals.filed_sha256,
        "untold": [*made.untold, *made.blank],
        "alarms": plain_rows(alarm_listing(made.alarms), notation),
        **{id_: _listings(report) for id_, report in reports.items()},
    }


def _listings(report: Report) -> dict[str, object]:
    return {part.id: plain_rows(part, report.notation) for part in report.parts if isinstance(part, Listing)}
