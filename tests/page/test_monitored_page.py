"""The page of a monitoring: its state first, every alarm in it, and that it is internal."""

from html import escape

import pytest

from bondcalc.in_life.monitoring_folder import INTERNAL
from bondcalc.page.monitored_page import monitored_page
from tests.in_life.monitored_case import monitored_park


@pytest.mark.slow
def test_state_alarms_and_the_mark_stand_there() -> None:
    made = monitored_park()
    text = monitored_page(made).decode()
    assert INTERNAL in text.split("<main>")[0]
    assert text.index('class="verdict fail"') < text.index('id="status"') < text.index('id="alarms"')
    assert len(made.alarms) > 3
    for alarm in made.alarms:
        assert escape(alarm.text) in text
    assert text.count("<svg") == 2
    assert monitored_page(made).decode() == text
