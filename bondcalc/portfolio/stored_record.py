"""All that a store keeps of one project, put together again as it was before it was stored."""

from dataclasses import fields

from bondcalc.portfolio.kept_record import (
    BondKept,
    FindingKept,
    ParcelKept,
    PaymentKept,
    ProjectFacts,
    ProjectRecord,
    ResponseKept,
)
from bondcalc.portfolio.store_reader import PortfolioStore, StoredRow, StoredValues


def record_of(store: PortfolioStore, result: int) -> ProjectRecord:
    """Give the record of a result by its number (`StoredProject.result`)."""
    names = ", ".join(field.name for field in fields(ProjectFacts))
    (facts,) = store.rows(f"SELECT {names} FROM results WHERE result = ?", (result,))  # noqa: S608 - our own names
    said = dict(zip((field.name for field in fields(ProjectFacts)), facts, strict=True))
    return ProjectRecord(
        facts=ProjectFacts(**{**said, "example": bool(said["example"])}),
        amounts=dict(_of(store, "amounts JOIN line_names USING (line)", "id, fen", result)),
        lines=_lines(store, result),
        ratios=dict(_of(store, "ratios", "ratio, value", result)),
        bonds=tuple(BondKept(**row) for row in _rows(store, "bonds", BondKept, result)),
        payments=tuple(PaymentKept(**row) for row in _rows(store, "payments", PaymentKept, result)),
        findings=tuple(FindingKept(**row) for row in _rows(store, "findings", FindingKept, result)),
        parcels=tuple(ParcelKept(**row) for row in _rows(store, "parcels", ParcelKept, result)),
        responses=tuple(ResponseKept(**row) for row in _rows(store, "responses", ResponseKept, result)),
    )


def _lines(store: PortfolioStore, result: int) -> dict[str, dict[int, int]]:
    lines: dict[str, dict[int, int]] = {}
    for line, year, fen in _of(store, "figures JOIN line_names USING (line)", "id, year, fen", result):
        lines.setdefault(line, {})[year] = fen
    return lines


def _rows(store: PortfolioStore, table: str, kept: type, result: int) -> list[StoredValues]:
    names = [field.name for field in fields(kept)]
    return [dict(zip(names, row, strict=True)) for row in _of(store, table, ", ".join(names), result)]


def _of(store: PortfolioStore, table: str, columns: str, result: int) -> list[StoredRow]:
    return list(store.rows(f"SELECT {columns} FROM {table} WHERE result = ?", (result,)))  # noqa: S608 - our own names
