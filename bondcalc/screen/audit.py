"""The result of an audit as terminal text and as JSON."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from bondcalc.audit.difference import Difference
from bondcalc.audit.outcome import Audit, Subject, Version
from bondcalc.disk.whole_file import write_whole
from bondcalc.wording.terms import Language

MOST = 40
"""Differences of content shown of one filing; all stand in the JSON."""
MOST_FORM = 5
_WORDS = {
    "subject": (
        "{name}：{project}　适用规定日期{rule_date}　成文日期{filing_date}",
        "{name}: {project}, rules of {rule_date}, dated {filing_date}",
    ),
    "status": ("结论：{status}", "Result: {status}"),
    "different": ("结论：{status}，{count}处", "Result: {status}, {count} place(s)"),
    "versions": ("本次核验环境与申报时不同：", "The surroundings are not those of the filing:"),
    "version": ("  {name}：申报时{filed}，本次{here}", "  {name}: filed {filed}, here {here}"),
    "difference": (
        "  [{cause}] {where}：申报{filed}，重算{recomputed}",
        "  [{cause}] {where}: filed {filed}, recomputed {recomputed}",
    ),
    "more": ("  其余{count}处见--json或--report", "  {count} more: see --json or --report"),
    "nothing": ("（无）", "(nothing)"),
    "warning": ("提醒：{warning}", "Look at: {warning}"),
    "note": ("说明：{note}", "Note: {note}"),
}
HASH = 64
_MARKS = re.compile("[^（]*[，。；：、]")
SHORT = 12
"""Digits of a hash that are shown."""


def audit_text(audit: Audit, language: Language) -> str:
    """Tell an audit on the terminal: versions first, then one line a difference."""
    return "\n\n".join("\n".join(_subject(subject, language)) for subject in audit.subjects)


def audit_json(audit: Audit) -> str:
    """Give an audit as JSON: status, versions and every difference with a stable cause."""
    subjects = [{"status": subject.status, **asdict(subject)} for subject in audit.subjects]
    return json.dumps({"audit": 1, "status": audit.status, "subjects": subjects}, ensure_ascii=False, indent=1)


def write_report(audit: Audit, target: Path, fonts: Path | None) -> None:
    """Write the report as PDF; FileError when it cannot be written."""
    from bondcalc.audit.audit_report import report_pdf
    from bondcalc.typeset.fonts import FontSet

    write_whole(target, report_pdf(audit, FontSet.load(fonts), audit_json(audit).encode()))


def _subject(subject: Subject, language: Language) -> Iterator[str]:
    yield _say(
        "subject",
        language,
        name=subject.name,
        project=subject.project,
        rule_date=subject.rule_date,
        filing_date=subject.filing_date,
    )
    if subject.versions:
        yield _say("versions", language)
        yield from (_version(version, language) for version in subject.versions)
    key = "different" if subject.content else "status"
    yield _say(key, language, status=subject.status.label(language), count=len(subject.content))
    for differences, most in ((subject.content, MOST), (subject.form, MOST_FORM)):
        yield from (_difference(difference, language) for difference in differences[:most])
        if len(differences) > most:
            yield _say("more", language, count=len(differences) - most)
    yield from (_say("warning", language, warning=warning) for warning in subject.warnings[:MOST])
    if len(subject.warnings) > MOST:
        yield _say("more", language, count=len(subject.warnings) - MOST)
    yield from (f"  {document.name}  {document.status.label(language)}" for document in subject.documents)
    yield from (_say("note", language, note=note) for note in subject.notes)


def _version(version: Version, language: Language) -> str:
    filed, here = (_short(text) or _say("nothing", language) for text in (version.filed, version.here))
    return _say("version", language, name=version.name, filed=filed, here=here)


def _difference(difference: Difference, language: Language) -> str:
    where = " ".join(
        dict.fromkeys(
            part for part in (difference.document, difference.sheet, difference.place, difference.label) if part
        )
    )
    filed, recomputed = (
        _quoted(_short(text)) or _say("nothing", language) for text in (difference.filed, difference.recomputed)
    )
    return _say(
        "difference", language, cause=difference.cause.label(language), where=where, filed=filed, recomputed=recomputed
    )


def _short(text: str) -> str:
    """Cut a hash; people compare its first digits."""
    return f"{text[:SHORT]}…" if len(text) == HASH and text.isalnum() else text


def _quoted(text: str) -> str:
    """Put words with marks of their own in quotes, since the line around them has marks too."""
    return f"“{text}”" if _MARKS.match(text) else text


def _say(key: str, language: Language, **facts: object) -> str:
    return _WORDS[key][0 if language == "zh" else 1].format(**facts)
