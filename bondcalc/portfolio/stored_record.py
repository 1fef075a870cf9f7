"""All that a store keeps of one project, put together again as it was before it was stored."""

from collections.abc import Sequence

from bondcalc.portfolio.kept_record import (
    BondKept,
    FindingKept,
    ParcelKept,
    PaymentKept,
    ProjectFacts,
    ProjectRecord,
    ResponseKept,
)
from bondcalc.portfolio.store_reader import PortfolioStore, StoredRow


def record_of(store: PortfolioStore, result: int) -> ProjectRecord:
    """Give the record of a result by its number (`StoredProject.result`)."""
    (facts,) = (ProjectFacts(*row) for row in _rows(store, "results", ProjectFacts._fields, result))
    return ProjectRecord(
        facts=facts._replace(example=bool(facts.example)),
        amounts=dict(_rows(store, "amounts JOIN line_names USING (line)", ("id", "fen"), result)),
        lines=_lines(store, result),
        ratios=dict(_rows(store, "ratios", ("ratio", "value"), result)),
        bonds=tuple(BondKept(*row) for row in _rows(store, "bonds", BondKept._fields, result)),
        payments=tuple(PaymentKept(*row) for row in _rows(store, "payments", PaymentKept._fields, result)),
        findings=tuple(FindingKept(*row) for row in _rows(store, "findings", FindingKept._fields, result)),
        parcels=tuple(ParcelKept(*row) for row in _rows(store, "parcels", ParcelKept._fields, result)),
        responses=tuple(ResponseKept(*row) for row in _rows(store, "responses", ResponseKept._fields, result)),
    )


def _lines(store: PortfolioStore, result: int) -> dict[str, dict[int, int]]:
    lines: dict[str, dict[int, int]] = {}
    for line, year, fen in _rows(store, "figures JOIN line_names USING (line)", ("id", "year", "fen"), result):
        lines.setdefault(line, {})[year] = fen
    return lines


def _rows(store: PortfolioStore, table: str, columns: Sequence[str], result: int) -> list[StoredRow]:
    sql = f"SELECT {', '.join(columns)} FROM {table} WHERE result = ?"  # noqa: S608 - our own names
    return list(store.rows(sql, (result,)))
