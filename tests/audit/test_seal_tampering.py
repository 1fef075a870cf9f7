"""Looks and seals: every kind of tampering is told with its place and cause, and no innocent file raises an alarm.

`--count 500` draws every kind several times; by default a few kinds are drawn.
"""

import logging
import random
from pathlib import Path

import pytest

from bondcalc.audit.examine import audit
from bondcalc.audit.outcome import Status
from tests.audit.seal_innocents import INNOCENTS, Innocent
from tests.audit.seal_kinds import KINDS
from tests.audit.seal_tampering import PDFS, outcomes
from tests.audit.tamper import Ground
from tests.filed_names import filed_in


def test_every_tampering_is_told_with_place_and_cause(ground: Ground, count: int) -> None:
    assert len({kind.what for kind in KINDS}) == len(KINDS) >= 50
    found = list(outcomes(ground, 2 * count, seed=16))
    assert [(one.kind.what, one.told) for one in found if not (one.differs and one.placed and one.caused)] == []


@pytest.mark.parametrize("innocent", INNOCENTS, ids=lambda one: one.what)
def test_no_innocent_file_raises_an_alarm(innocent: Innocent, ground: Ground, tmp_path: Path) -> None:
    logging.getLogger("pyhanko").setLevel(logging.ERROR)
    draw = random.Random(innocent.what)
    data = innocent.make(filed_in(ground.out, draw.choice(PDFS)).read_bytes(), draw)
    (tmp_path / innocent.file).write_bytes(data)
    (subject,) = audit([tmp_path / innocent.file]).subjects
    assert subject.content == ()
    if "seal" in innocent.what:
        assert subject.status is not Status.BYTES
        assert any("签章" in note for note in subject.notes)
