"""What is told of a result that is too long to be told whole."""

from collections import Counter

from bondcalc.data import LoadedData
from bondcalc.wording.messages import file_error, listed
from bondcalc.wording.terms import NOT_PASSED

MOST = 100
"""Differences told of one filing."""


def shown_part(whole: LoadedData, *, schedule: str | None, every_finding: bool) -> LoadedData:
    """Give ratios, findings and one schedule of what `show --json` gives; without one, the names of all schedules.

    Raises FileError for a schedule that is not there.
    """
    schedules, findings = whole["schedules"], whole["findings"]
    if schedule is not None and schedule not in schedules:
        raise file_error("mcp_no_schedule", name=schedule, known=listed(schedules))
    findings_told = [finding for finding in findings if every_finding or finding["verdict"] in NOT_PASSED]
    return {
        **whole,
        "schedules": {schedule: schedules[schedule]} if schedule else _labels(schedules),
        "findings": findings_told,
        "findings_by_verdict": dict(Counter(finding["verdict"] for finding in findings)),
    }


def _labels(schedules: LoadedData) -> dict[str, str]:
    return {id_: table["label"] for id_, table in schedules.items()}


def shown_differences(whole: LoadedData) -> LoadedData:
    """Give the first differences of each filing of an audit, and how many there are."""
    return {**whole, "subjects": [_first(subject) for subject in whole.get("subjects", [])]}


def _first(subject: LoadedData) -> LoadedData:
    differences = subject.get("differences", [])
    return {**subject, "differences": differences[:MOST], "differences_in_all": len(differences)}
