"""What is kept of a project is what the project itself says: figures to the 分, ratios, break-even, findings."""

import gc
from decimal import Decimal
from fractions import Fraction

import pytest

from bondcalc.inputs.sheets.settings import Settings
from bondcalc.portfolio.kept_lines import KEPT_BY_YEAR
from bondcalc.portfolio.kept_record import FileState
from bondcalc.portfolio.measure import SILENT, maker, measured, record, run_key
from bondcalc.result.contract import contract
from tests.samples import SAMPLE_NAMES, SAMPLES, computed_sample


@pytest.mark.parametrize("name", SAMPLE_NAMES)
def test_every_figure_is_that_of_the_contract(name: str) -> None:
    result = computed_sample(name)
    kept, said = record(result), contract(result)
    tables = said["schedules"]
    worth = {"money": result.project.form(Settings).yuan_per_unit, "disclosed": Decimal(100_000_000)}
    assert set(kept.lines) == set(KEPT_BY_YEAR)
    for id_, by_year in kept.lines.items():
        table, _, line = id_.partition(".")
        stated = tables[table]["lines"][line]  # type: ignore[index]
        expected = {
            year: int(Decimal(text) * worth[stated["unit"]] * 100)
            for year, text in zip(tables[table]["columns"], stated["values"], strict=True)  # type: ignore[index]
        }
        assert by_year == {year: fen for year, fen in expected.items() if fen}, id_
    for id_, fen in kept.amounts.items():
        table, _, line = id_.partition(".")
        stated = tables[table]["lines"][line]  # type: ignore[index]
        assert fen == int(Decimal(stated["value"]) * worth[stated["unit"]] * 100), id_
    ratios = said["ratios"]
    assert kept.ratios.items() <= ratios.items()  # type: ignore[attr-defined]
    assert [(one.rule, one.verdict) for one in kept.findings] == [
        (one["rule"], one["verdict"])
        for one in said["findings"]  # type: ignore[attr-defined]
    ]
    assert all((one.reason is None) == (one.verdict in SILENT) for one in kept.findings)


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLE_NAMES)
def test_a_project_leaves_no_circles(name: str) -> None:
    data = (SAMPLES / name / "project.toml").read_bytes()
    measured("project.toml", data)
    gc.collect()
    gc.disable()
    try:
        made = measured("project.toml", data)
        left = gc.collect()
    finally:
        gc.enable()
    assert made.status is FileState.DONE
    assert left < 100  # some twenty thousand objects hang on the circles of a project


@pytest.mark.parametrize("name", SAMPLE_NAMES)
def test_revenue_may_fall_as_far_as_is_kept_and_no_further(name: str) -> None:
    result = computed_sample(name)
    fall = record(result).facts.break_even
    assert fall is not None
    below = result.stress.at({"revenue": -Decimal(fall)}).ratio
    above = result.stress.at({"revenue": -Decimal(fall) + Decimal("0.0001")}).ratio
    assert below is not None
    assert above is not None
    assert below < Fraction(1) <= above


@pytest.mark.parametrize("name", SAMPLE_NAMES)
def test_payments_of_a_bond_repay_its_face(name: str) -> None:
    kept = record(computed_sample(name))
    for bond in kept.bonds:
        paid = [one for one in kept.payments if one.bond == bond.id]
        assert sum(one.principal for one in paid) == bond.face
        assert max(one.day for one in paid) == bond.last_day
        assert all(one.day <= one.paid_on for one in paid)


def test_interest_of_a_sample_by_hand() -> None:
    """160,000,000 元 at 3.38 %, twice a year: 2,704,000.00 元, with a fee of 0.005 %."""
    first = record(computed_sample("hengyang-park")).payments[0]
    assert (first.day, first.interest, first.principal, first.fee) == ("2021-03-15", 270_400_000, 0, 13_520)


@pytest.mark.slow
def test_a_finer_unit_than_a_fen_is_rounded_half_away_from_zero() -> None:
    text = (SAMPLES / "land-reserve" / "project.toml").read_text(encoding="utf-8")
    assert "[settings]" in text
    fine = text.replace("[settings]", "[settings]\nquantum = 0.00000001")
    made = measured("p.toml", fine.encode())
    assert made.record is not None, made.details
    assert all(isinstance(fen, int) for years in made.record.lines.values() for fen in years.values())


@pytest.mark.parametrize(
    ("data", "state"),
    [
        (b"[project]\nname = 1", FileState.PROBLEMS),
        (b"", FileState.UNREADABLE),
        (b"\xff\xfe", FileState.UNREADABLE),
        (b"PK\x03\x04rest", FileState.UNREADABLE),
        (
            b'[project]\nname = "x"\nrule_date = 2001-01-01\n[[bonds]]\nstatus = "planned"\nvalue_date = 2001-02-01\nface = 1\ncoupon = 0.03\nterm_years = 5\n',
            FileState.UNREADABLE,
        ),
    ],
)
def test_what_cannot_be_computed_is_told_and_raises_nothing(data: bytes, state: FileState) -> None:
    made = measured("p.toml", data)
    assert (made.status, made.record) == (state, None)
    assert made.reason


def test_a_fault_of_the_program_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError("坏")

    monkeypatch.setattr("bondcalc.portfolio.measure.compute", broken)
    made = measured("p.toml", (SAMPLES / "land-reserve" / "project.toml").read_bytes())
    assert made.status is FileState.CRASHED
    assert "ZeroDivisionError" in made.reason


def test_a_key_moves_with_file_rules_and_program(monkeypatch: pytest.MonkeyPatch) -> None:
    before = run_key("a")
    assert before != run_key("b")
    for name, value in (("OPTIONS", "0"), ("rule_hashes", dict)):
        with monkeypatch.context() as patched:
            patched.setattr(f"bondcalc.portfolio.measure.{name}", value)
            maker.cache_clear()
            assert run_key("a") != before
    maker.cache_clear()
    assert run_key("a") == before
