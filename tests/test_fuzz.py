"""A share of the fuzz (tests/fuzz.py); docs/mass-tests.md has the full run."""

import pytest

from tests import fuzz


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(fuzz.MODES))
def test_mutated_files_end_in_problems_a_refusal_or_a_result(count: int, mode: str) -> None:
    told: list[str] = []
    # The tests run beside one another: a second worker would only have to start as well.
    assert fuzz.run(5 * count, 89, told.append, mode, workers=1) == 0, "\n".join(told)


def test_a_bad_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(fuzz, "read_bytes", broken)
    ended, _, more = fuzz.outcome(fuzz.mutant(0, 89))
    assert ended == "traceback"
    assert "ZeroDivisionError" in more
    assert fuzz.mutant(7, 89) == fuzz.mutant(7, 89) != fuzz.mutant(9, 89)
