"""资金使用核查: what a test of execution is, and the register of all of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bondcalc.monitoring.alarm import AlarmColour, Domain
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.registry import Registry, place_of


class Seen(NamedTuple):
    """What a test found: an id that stays the same from report to report, the sentence, its level where that is not the test's."""

    id: str
    text: str
    level: AlarmColour | None = None
    weight: Decimal = Decimal(0)
    """The money it is about, in units of the project."""
    happened: date | None = None


Findings = Iterator[Seen]


@dataclass(frozen=True)
class ExecutionTest:
    """A test: its id, what it is about, what it looks for, the level of a finding, what is then to be done, the test itself."""

    id: str
    domain: Domain
    kind: str
    level: AlarmColour
    action: str
    look: Callable[[MonitoringCase], Findings]


TESTS: Registry[ExecutionTest] = Registry("execution test")


def execution_test(
    id_: str, kind: str, level: AlarmColour, action: str, domain: Domain = Domain.EXECUTION
) -> Callable[[Callable[[MonitoringCase], Findings]], Callable[[MonitoringCase], Findings]]:
    """Register a test."""

    def register(look: Callable[[MonitoringCase], Findings]) -> Callable[[MonitoringCase], Findings]:
        """Claim the id."""
        made = ExecutionTest(id=id_, domain=domain, kind=kind, level=level, action=action, look=look)
        TESTS.claim(id_, made, place_of(look))
        return look

    return register
