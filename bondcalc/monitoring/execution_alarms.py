"""资金使用核查: every test of execution run on a case; what it finds is to be looked at."""

from collections.abc import Iterator

from bondcalc.inputs.sheets.bond import Bond
from bondcalc.monitoring import contract_tests, execution_tests, step_tests
from bondcalc.monitoring.alarm import Matter, digits_of, masked
from bondcalc.monitoring.execution_test import TESTS
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.wording.terms import Department

STATED_IN = (execution_tests, contract_tests, step_tests)
"""Modules of tests: importing them registers what they state."""


def execution_alarms(case: MonitoringCase) -> Iterator[Matter]:
    """Run every test."""
    codes = _codes(case)
    for test in TESTS.values():
        for seen in test.look(case):
            yield Matter(
                id=f"{test.domain}.{test.id}.{seen.id}",
                domain=test.domain,
                kind=test.kind,
                level=seen.level or test.level,
                text=masked(seen.text, codes),
                action=test.action,
                owner=Department.FINANCE,
                weight=seen.weight,
                happened=seen.happened,
            )


def _codes(case: MonitoringCase) -> frozenset[str]:
    """Give the digits of bonds and contracts, which a sentence has to name in full; what a payment names is a contract too."""
    bonds = (bond.id for bond in case.filed.project.rows(Bond))
    listed = (contract.number for contract in case.actuals.contracts)
    named = (spent.contract for spent in case.actuals.spent() if spent.contract)
    return frozenset(digits for code in (*bonds, *listed, *named) for digits in digits_of(code))
