"""不通过和需说明事项: every finding that somebody answers, one a row."""

from collections.abc import Sequence

from bondcalc.portfolio.told.store_page import StorePage, StorePart, text_column, unprinted
from bondcalc.portfolio.told.store_view import StoreView
from bondcalc.portfolio.told.verdict_matrix import severity_of
from bondcalc.wording.report import Listing, Note, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Verdict

FINDINGS = (
    text_column("project", "项目", "project", 2.2),
    text_column("region", "地区", "region", 1.5),
    text_column("rule", "规则", "rule", 0.7),
    ReportColumn("severity", Words("性质", "severity"), width=0.9, align="c"),
    text_column("reason", "说明", "reason", 4.5),
)


def finding_parts(view: StoreView) -> Sequence[StorePart]:
    """Tell what fails, then what is to be explained."""
    failing, to_explain = (_findings(view, verdict) for verdict in (Verdict.FAIL, Verdict.WARN))
    return [Note("finding_note", _note(failing, to_explain)), failing, unprinted(to_explain)]


def _note(failing: Listing, to_explain: Listing) -> Words:
    """Say what is listed: paper has what fails alone."""
    if not failing.rows and not to_explain.rows:
        return Words("没有不通过和需说明事项。", "Nothing fails or is to be explained.")
    if not to_explain.rows:
        return Words("只有不通过事项，没有需说明事项。", "What fails; nothing is to be explained.")
    paper = f"{'只列' if failing.rows else '没有'}不通过事项，需说明事项见工作簿。"
    zh = "先列不通过事项，后列需说明事项。" if failing.rows else "没有不通过事项，列需说明事项。"
    return Words(zh, "What fails, then what is to be explained.", paper=paper)


def _findings(view: StoreView, verdict: Verdict) -> Listing:
    rows: list[ReportRow] = [
        {
            "project": view.by_key[key].name,
            "region": view.region(view.by_key[key].region),
            "rule": finding.rule,
            "severity": severity_of(finding.severity),
            "reason": finding.reason,
        }
        for key, finding in view.store.findings(verdict)
    ]
    title = Words(f"{verdict.zh}事项表", f"Findings: {verdict.en}")
    return Listing(f"findings_{verdict}", title, FINDINGS, rows)


FINDING_PAGE = StorePage("findings", Words("不通过和需说明事项", "Findings"), finding_parts)
