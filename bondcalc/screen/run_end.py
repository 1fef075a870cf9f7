"""What a run ends with: what fails, counts of the rest, key figures, and last the verdict and where the files are."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bondcalc.checks.judge import worst_first
from bondcalc.inputs.sheets.particulars import EXAMPLE_MARK, Particulars
from bondcalc.result.headline import headline
from bondcalc.result.result import Result
from bondcalc.screen.figures import figures_text, finding_row
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Language, Severity, Verdict

COUNTED = (Verdict.WARN, Verdict.NEEDS_INPUT, Verdict.PASS, Verdict.NOT_APPLICABLE)
"""Findings that are counted; each stands in the workbook and in the review."""


def run_text(
    result: Result,
    out: Path,
    names: Sequence[str],
    language: Language,
    drafts: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """Say what came of a run into the folder `out`, of files of these names, some of them drafts with their reasons."""
    said = headline(result)
    failed = [finding for finding in worst_first(result.findings) if finding.verdict is Verdict.FAIL]
    return "\n".join(
        (
            *(finding_row(finding, language) for finding in failed),
            counts(result, language),
            figures_text(result, language),
            *([EXAMPLE_MARK] if result.project.form(Particulars).example else []),
            *_drafts(drafts or {}, language),
            f"结论：{said.zh}" if language == "zh" else f"verdict: {said.en}",
            f"已写入{out}：{in_turn(names)}" if language == "zh" else f"written to {out}: {', '.join(names)}",
        )
    )


def _drafts(drafts: Mapping[str, Sequence[str]], language: Language) -> Iterator[str]:
    """Say which files are drafts, and in the language of the filings why; those for the same reasons together."""
    same: dict[Sequence[str], list[str]] = {}
    for name, reasons in drafts.items():
        same.setdefault(tuple(reasons), []).append(name)
    for reasons, named in same.items():
        yield f"{'草稿：' if language == 'zh' else 'draft: '}{in_turn(named)}（{'；'.join(reasons)}）"


def counts(result: Result, language: Language) -> str:
    """Count the findings that are not told one by one, and say where each of them stands."""
    found = Counter(finding.verdict for finding in result.findings)
    statutory = sum(
        finding.verdict is Verdict.NEEDS_INPUT and finding.rule.severity is Severity.STATUTORY
        for finding in result.findings
    )
    told = [f"{verdict.said(language)}{found[verdict]}项" for verdict in COUNTED]
    if language == "en":
        told = [f"{found[verdict]} {verdict.said(language)}" for verdict in COUNTED]
        of = f" ({statutory} of them statutory)" if statutory else ""
        return f"{told[0]}, {told[1]}{of}, {told[2]}, {told[3]}; each stands in schedules.xlsx and in the review"
    of = f"（其中法定{statutory}项）" if statutory else ""
    asking = "，待补充的可用bondcalc ask查看" if found[Verdict.NEEDS_INPUT] else ""
    return f"{told[0]}，{told[1]}{of}，{told[2]}，{told[3]}；逐项见schedules.xlsx的“合规核对”表{asking}"
