"""绩效指标: the value reached beside the target, as a share of it, and by how much it misses."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from bondcalc.monitoring.alarm import COLOURS, AlarmColour, Domain, Matter
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.monitoring_result import TargetReached
from bondcalc.monitoring.state_sheets import TARGET_KINDS, MeasuredTarget
from bondcalc.wording import number


def targets_reached(case: MonitoringCase) -> tuple[TargetReached, ...]:
    """Read every target in numbers; one that is due later is shown and not judged, one without a target left out.

    By hand in tests/monitoring/test_target_readings.py: test_targets_by_hand.
    """
    return tuple(_read(case, row) for row in case.actuals.targets if row.target is not None)


def _read(case: MonitoringCase, row: MeasuredTarget) -> TargetReached:
    assert row.target is not None  # noqa: S101 - those without are left out above
    year = max(row.by_year, default=None)
    actual = None if year is None else row.by_year[year]
    most = row.direction == "at_most"
    off = None if actual is None or not row.target else Fraction(actual) / Fraction(row.target) - 1
    missing = None if off is None else (-off if most else off)
    missed = actual is not None and (actual > row.target if most else actual < row.target)
    is_due = row.due is None or (year is not None and year >= row.due) or case.as_of >= date(row.due, 12, 31)
    unvalued = row.due is not None and is_due and actual is None
    return TargetReached(
        id=row.id,
        kind=row.kind,
        name=row.name,
        unit=row.unit,
        target=row.target,
        year=year,
        actual=actual,
        attained=None if off is None else off + 1,
        off=missing,
        due=row.due,
        missed=missed,
        is_due=is_due,
        level=_level(case, missing) if is_due and missed else ASKED if unvalued else AlarmColour.GREEN,
    )


ASKED = AlarmColour.YELLOW
"""Level of a target whose year is over and of which nobody told a value."""


def _level(case: MonitoringCase, missing: Fraction | None) -> AlarmColour:
    """Grade a target that is due and missed: 黄 however little it misses, since reasons are asked for each; 红 where 0 was to be kept to."""
    levels = case.levels("monitoring_target_levels")
    return COLOURS[1 + (len(levels) if missing is None else sum(-missing >= level for level in levels))]


def target_alarms(targets: tuple[TargetReached, ...]) -> Iterator[Matter]:
    """Tell of targets that are missed, and ask for the value of those whose year is over."""
    for target in targets:
        if target.level is AlarmColour.GREEN:
            continue
        if target.actual is None:
            yield _unvalued(target)
            continue
        by = "未达到" if target.off is None else f"偏离{number.percent(-target.off)}"
        yield Matter(
            id=f"target.{target.id}",
            domain=Domain.TARGET,
            kind="绩效目标偏离",
            level=target.level,
            text=f"{TARGET_KINDS[target.kind]}“{target.name}”目标{number.trimmed(target.target)}{target.unit}，"
            f"{target.year}年实际{number.trimmed(target.actual)}{target.unit}，{by}",
            action="分析偏离原因，提出纠偏措施；严重偏离的暂停拨款",
        )


def _unvalued(target: TargetReached) -> Matter:
    return Matter(
        id=f"target.{target.id}.unvalued",
        domain=Domain.TARGET,
        kind="绩效指标实际值未填报",
        level=AlarmColour.YELLOW,
        text=f"{TARGET_KINDS[target.kind]}“{target.name}”目标{number.trimmed(target.target)}{target.unit}，{target.due}年到期，实际值未填报",
        action="补填实际值；确实无法取得的，在绩效自评中说明",
    )
