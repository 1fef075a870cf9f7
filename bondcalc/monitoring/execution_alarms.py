"""资金使用核查: every test of execution run on a case; what it finds is to be looked at."""

from collections.abc import Iterator

from bondcalc.inputs.sheets.bond import Bond
from bondcalc.monitoring import contract_tests, execution_tests, step_tests
from bondcalc.monitoring.alarm import Matter, masked
from bondcalc.monitoring.execution_test import TESTS
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.wording.terms import Department

STATED_IN = (execution_tests, contract_tests, step_tests)
"""Modules of tests: importing them registers what they state."""


def execution_alarms(case: MonitoringCase) -> Iterator[Matter]:
    """Run every test."""
    bonds = {bond.id for bond in case.filed.project.rows(Bond)}
    for test in TESTS.values():
        for seen in test.look(case):
            yield Matter(
                id=f"{test.domain}.{test.id}.{seen.id}",
                domain=test.domain,
                kind=test.kind,
                level=seen.level or test.level,
                text=masked(seen.text, bonds),
                action=test.action,
                owner=Department.FINANCE,
                weight=seen.weight,
                happened=seen.happened,
            )
