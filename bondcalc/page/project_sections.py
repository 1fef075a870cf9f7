"""The sections of a project's page: the verdict in words, key figures, charts, findings, assumptions, schedules."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape

from bondcalc.algebra.line import Line
from bondcalc.checks.judge import Finding, worst_first
from bondcalc.page.bilingual import blocks, both
from bondcalc.page.page_charts import PageChart
from bondcalc.page.schedule_tables import ScheduleTables
from bondcalc.pictures.report_page import part_markup
from bondcalc.reports import ledger_report
from bondcalc.result.headline import headline, key_figures
from bondcalc.result.result import Result
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Listing, Medium, Report, alone
from bondcalc.wording.terms import LANGUAGES, NOT_PASSED, Language, Unit, Verdict

HEADS = (
    ("结论", "verdict"),
    ("核对事项", "rule"),
    ("说明", "reason"),
    ("测试值", "figure"),
    ("标准", "threshold"),
    ("依据", "article"),
)


def verdict_words(result: Result) -> str:
    """Say the verdict of the whole filing."""
    said = headline(result)
    kind = "fail" if said.failing else "pass"
    return f'<p class="verdict {kind}" id="verdict">{both(said.zh, said.en)}</p>'


def what_if_section() -> str:
    """Leave room for the drivers that scripts put there."""
    said = both(
        "拖动或填写后，全部测算表、指标和下列核对结论在本页重新计算，与程序逐位一致；不改动申报数。",
        "Moving a driver computes every schedule, key figure and the verdicts below again, digit by digit as the program does; what is filed stays.",
    )
    places = '<div id="drivers"></div><p id="tried"></p><div id="compared"></div><p id="heard" role="status"></p>'
    inner = f'<p class="note">{said}</p>{places}'
    return section("whatif", "试算", "What if", inner)


def figures_section(result: Result, tables: ScheduleTables, notation: Notation, numbers: Mapping[Line, int]) -> str:
    """Give the key figures as terms with their figures, each a button that tells where it comes from."""
    cards = []
    for _, line in key_figures(result):
        zh, en = (replace(notation, language=language).unit(line.unit) for language in LANGUAGES)
        value = result.figures.scalar(line)
        shown = tables.figure(value, line.unit)
        name = f'<button type="button" data-line="{numbers[line]}">{both(line.zh, line.en)}</button>'
        named = not (value is None or (line.unit is Unit.INTEREST_COVER and value < 0))
        figure = f'<b data-key="{numbers[line]}">{shown}</b> <small>{both(zh, en) if named else ""}</small>'
        cards.append(f"<div><dt>{name}</dt><dd>{figure}</dd></div>")
    return section("figures", "关键指标", "Key figures", f'<dl class="cards">{"".join(cards)}</dl>')


def charts_section(charts: Sequence[PageChart], notation: Notation) -> str:
    """Draw the charts, each in both languages."""
    drawn = [drawn_twice(chart, notation) if chart.lines else _as_filed(chart, notation) for chart in charts]
    return section("charts", "图", "Charts", f'<div class="charts">{"".join(drawn)}</div>')


def drawn_twice(chart: PageChart, notation: Notation) -> str:
    """Draw a chart in both languages."""
    zh, en = (chart.markup(replace(notation, language=language)) for language in LANGUAGES)
    return f"<figure>{blocks(zh, en)}</figure>"


def _as_filed(chart: PageChart, notation: Notation) -> str:
    """Draw a chart that a what-if hides, and say why."""
    stale = both(
        "各因素影响图每一条都要把全部测算表再算两遍，试算时不显示。",
        "Each bar of the drivers takes two more runs of all schedules: not shown in a what-if.",
    )
    return drawn_twice(chart, notation).replace("<figure>", f'<figure class="filed"><p class="stale">{stale}</p>', 1)


def findings_section(result: Result) -> str:
    """List the findings: what is to be looked at first, what passes and what does not apply folded."""
    findings = worst_first(result.findings)
    parts = [
        _findings([finding for finding in findings if finding.verdict in NOT_PASSED], "要处理的事项", "to be looked at")
    ]
    for verdict in (Verdict.PASS, Verdict.NOT_APPLICABLE):
        rows = [finding for finding in findings if finding.verdict is verdict]
        title = both(f"{verdict.zh}（{len(rows)}项）", f"{verdict.en} ({len(rows)})")
        inner = _findings(rows, verdict.zh, verdict.en)
        parts.append(f"<details><summary>{title}</summary>{inner}</details>")
    stale = both(
        "结论为试算的结论；说明和测试值为申报时的，“试算不判定”的事项在说明栏写明原因。",
        "Verdicts are those of the what-if; reasons and figures are as filed; of what is not judged the reason says why.",
    )
    return section("findings", "合规核对", "Findings", f'<p class="stale">{stale}</p>{"".join(parts)}')


def _findings(rows: Sequence[Finding], zh: str, en: str) -> str:
    if not rows:
        return f"<p>{both('没有', 'none')}</p>"
    heads = "".join(f'<th scope="col">{both(*head)}</th>' for head in HEADS)
    body = "".join(map(_finding, rows))
    return f'<div class="wide" tabindex="0" role="group"><table class="text"><caption>{both(zh, en)}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>'


def _finding(finding: Finding) -> str:
    rule = finding.rule
    named = f"{escape(rule.id)} {both(rule.zh, rule.en)}（{both(rule.severity.zh, rule.severity.en)}）"
    cells = (
        both(finding.reason("zh"), finding.reason("en")),
        escape(finding.outcome.figure or ""),
        escape(finding.outcome.threshold or ""),
        escape(rule.citation),
    )
    verdict = (
        f'<td class="{finding.verdict}" data-verdict="{rule.id}">{both(finding.verdict.zh, finding.verdict.en)}</td>'
    )
    return f'<tr>{verdict}<th scope="row">{named}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def stress_section(stress: Report) -> str:
    """Tell the stress test: break-evens, and every driver by its steps, delays among them."""
    kept = replace(stress, order={**stress.order, Medium.BOOK: ["crossings", "steps"]})
    return section("stress", "压力测试", "Stress test", report_markup(kept), filed=True)


def ledger_section(result: Result) -> str:
    """List the assumptions: every input at its default that has a say."""
    return section("ledger", "假设清单", "Assumptions", report_markup(ledger_report.told(result)))


def schedules_section(tables: str) -> str:
    """Set the schedules, or what stands in their place."""
    said = both(
        "点行名或数，可看公式、单元格和来源；打印测算表请用schedules.xlsx。",
        "A name or a figure opens its formula, its cell and where it comes from; print schedules from schedules.xlsx.",
    )
    inner = f'<p class="note">{said}</p><div id="tables">{tables}</div>'
    return section("schedules", "测算表", "Schedules", inner)


def report_markup(report: Report) -> str:
    """Write notes and listings of a report in both languages."""
    return blocks(*("".join(_parts(report, language)) for language in LANGUAGES))


def _parts(report: Report, language: Language) -> Iterator[str]:
    shown = replace(alone(report), notation=replace(report.notation, language=language))
    for part in shown.drawn(Medium.BOOK):
        # Charts stand in a section of their own.
        yield part_markup(replace(part, graph=None) if isinstance(part, Listing) else part, shown.notation)


def section(id_: str, zh: str, en: str, inner: str, *, filed: bool = False) -> str:
    """Set a section under its heading; a `filed` one shows figures of the filing and is hidden during a what-if."""
    kind = ' class="filed"' if filed else ""
    stale = both(
        "试算时不显示：压力测试的各档结果是申报数。", "Not shown while something is tried: these results are as filed."
    )
    inner = f'<p class="stale">{stale}</p>{inner}' if filed else inner
    return f'<section id="{id_}"{kind} aria-labelledby="{id_}-head"><h2 id="{id_}-head">{both(zh, en)}</h2>{inner}</section>\n'
