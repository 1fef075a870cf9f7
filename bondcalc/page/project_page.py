"""The page of one project."""

from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.page.held_data import held
from bondcalc.page.line_data import LineData
from bondcalc.page.page_assembly import EXAMPLE, PageParts, assembled
from bondcalc.page.page_charts import chart_data, project_charts
from bondcalc.page.project_sections import (
    charts_section,
    figures_section,
    findings_section,
    ledger_section,
    schedules_section,
    stress_section,
    verdict_words,
    what_if_section,
)
from bondcalc.page.schedule_tables import ScheduleTables
from bondcalc.page.what_if import what_if
from bondcalc.reports import stress_report
from bondcalc.result.result import Result
from bondcalc.wording.terms import Language

TITLE = ("项目收益与融资自求平衡测算", "Self-balancing of revenue and financing")
SCRIPTS = tuple(
    f"{name}.js" for name in ("page", "lines", "amounts", "model", "notation", "charts", "compared", "whatif")
)


def project_page(result: Result, language: Language = "zh") -> bytes:
    """Write the page of a result; the same result gives the same bytes."""
    particulars, notation = result.project.form(Particulars), result.project.form(Settings).notation()
    lines = LineData(result)
    numbers = {line: number for number, line in enumerate(lines.script.lines)}
    tables, stress = ScheduleTables(result.figures, notation, numbers), stress_report.told(result)
    charts = list(project_charts(result, stress))
    # Conditions of verdicts read further cells, which the lines list only once they are written.
    tried = what_if(result, lines.script, [line for chart in charts for line in chart.lines])
    whole = {**lines.data(), "whatif": tried, "charts": chart_data(charts, notation, numbers)}
    data = held(whole, tables.every(result.book.tables))
    body = "".join(
        (
            verdict_words(result),
            what_if_section(),
            figures_section(result, tables, notation, numbers),
            charts_section(charts, notation),
            findings_section(result),
            stress_section(stress),
            ledger_section(result),
            schedules_section(data.tables),
        )
    )
    unit, day = notation.money_unit, particulars.rule_date
    return assembled(
        PageParts(
            title=TITLE,
            project=particulars.name,
            marks=[EXAMPLE] if particulars.example else [],
            facts=(f"适用规定日期{day}；单位：{unit}；—表示不适用", f"rules of {day}; unit: {unit}; — not applicable"),
            body=body,
            data=data,
            scripts=SCRIPTS,
        ),
        language,
    )
