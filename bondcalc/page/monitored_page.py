"""The page of a monitoring: the state in words, plan beside actual, causes, alarms, what is to be done; for the office alone."""

from collections.abc import Sequence
from dataclasses import replace

from bondcalc.in_life.alarm_table import alarm_listing
from bondcalc.in_life.monitoring_book import ALL
from bondcalc.in_life.monitoring_causes import causes_report
from bondcalc.in_life.monitoring_folder import INTERNAL, issued_plan
from bondcalc.in_life.monitoring_measures import measures_report
from bondcalc.in_life.monitoring_status import status_report
from bondcalc.in_life.repayable_years import repayable_years
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.monitoring.alarm import AlarmColour
from bondcalc.monitoring.monitoring_result import MonitoringResult
from bondcalc.page.bilingual import words
from bondcalc.page.held_data import held
from bondcalc.page.page_assembly import EXAMPLE, PageParts, assembled
from bondcalc.page.page_charts import PageChart
from bondcalc.page.project_sections import drawn_twice, report_markup, section
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Graph, Listing, Note, Report, Words
from bondcalc.wording.terms import Language, Unit

TITLE = ("专项债券存续期监测", "Monitoring after the issue")
INSIDE = (INTERNAL, "inside the bureau only")
SERIES = (("actual", Words("实际收益", "actual")), ("plan", Words("计划收益", "plan")))


def monitored_page(made: MonitoringResult, language: Language = "zh") -> bytes:
    """Write the page of a monitoring; the same result gives the same bytes."""
    particulars, notation = made.filed.project.form(Particulars), made.filed.project.form(Settings).notation()
    state, plan = status_report(made), issued_plan(made)
    headline, *rest = state.parts
    measures = measures_report(made, plan, 0)
    days = [part for part in measures.parts if isinstance(part, Listing) and part.id != "alarms"]
    body = "".join(
        (
            _verdict(made, headline),
            _told("status", "状态", "State", state, rest),
            _charts(made, notation),
            _told("causes", "原因", "Causes", state, causes_report(made, ALL).parts),
            _told("alarms", "预警", "Alarms", state, [alarm_listing(made.alarms)]),
            _told("measures", "日程", "Next days", state, days),
        )
    )
    day, unit = made.as_of.isoformat(), notation.money_unit
    return assembled(
        PageParts(
            title=TITLE,
            project=particulars.name,
            marks=[*([EXAMPLE] if particulars.example else []), INSIDE],
            facts=(f"监测日{day}；单位：{unit}；—表示不适用", f"as of {day}; unit: {unit}; — not applicable"),
            body=body,
            data=held({}),
            scripts=("page.js",),
        ),
        language,
    )


def _verdict(made: MonitoringResult, headline: Note | Listing) -> str:
    """Say the worst level in a sentence, as the report begins."""
    said = words(headline.words) if isinstance(headline, Note) else ""
    kind = "pass" if made.worst is AlarmColour.GREEN else "warn" if made.worst is AlarmColour.YELLOW else "fail"
    return f'<p class="verdict {kind}">{said}</p>'


def _told(id_: str, zh: str, en: str, like: Report, parts: Sequence[Note | Listing]) -> str:
    return section(id_, zh, en, report_markup(replace(like, parts=list(parts), order={})))


def _charts(made: MonitoringResult, notation: Notation) -> str:
    """Draw what was earned as columns, what was planned as a line over them."""
    drawn = []
    for listing in repayable_years(made):
        title = Words("项目收益：实际与计划（分年）", "Revenue: actual and plan")
        graph = Graph("line", title, Unit.MONEY, SERIES)
        drawn.append(drawn_twice(PageChart(replace(listing, graph=graph), ("plan",)), notation))
    return section("charts", "图", "Charts", f'<div class="charts">{"".join(drawn)}</div>') if drawn else ""
