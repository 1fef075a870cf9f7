"""Tax is shown and never counted (财预〔2017〕89号; 财预〔2016〕155号第六条)."""

from dataclasses import replace

from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.enterprise_taxes import TaxRevenueLine
from bondcalc.result.contract import ratios_of
from bondcalc.result.result import Result
from tests.parted import compute


def with_taxes(result: Result, **changes: object) -> Project:
    rows = result.project.rows(TaxRevenueLine)
    assert rows
    changed = tuple(
        replace(row, **{key: value(row) if callable(value) else value for key, value in changes.items()})
        for row in rows
    )
    return replace(result.project, tables={**result.project.tables, "tax_revenue": changed})


def test_ten_times_the_tax_moves_only_the_memo(sample: Result) -> None:
    more = compute(with_taxes(sample, sales=lambda row: row.sales * 10))
    before, after = ratios_of(sample), ratios_of(more)
    assert {key for key in before if before[key] != after[key]} == {"coverage_with_tax_memo"}
    moved = {new.rule.id for new, old in zip(more.findings, sample.findings, strict=True) if new.outcome != old.outcome}
    # The words that say where the tax comes from still say the old one.
    assert moved <= {"W41"}


def test_a_claimed_tax_line_is_left_out_and_fails_by_name(sample: Result) -> None:
    claimed = compute(with_taxes(sample, claimed=True))
    assert ratios_of(claimed) == ratios_of(sample)
    verdicts = {found.rule.id: found for found in claimed.findings}
    assert verdicts["R02"].verdict == "fail"
    for row in sample.project.rows(TaxRevenueLine):
        assert row.id in verdicts["R02"].outcome.zh
    changed = {
        found.rule.id
        for found, old in zip(claimed.findings, sample.findings, strict=True)
        if found.outcome != old.outcome
    }
    # C03 fails with and without; its sentence now says that the tax claimed is not counted.
    assert changed == {"C03", "R01", "R02"}
    assert verdicts["C03"].verdict == "fail"
