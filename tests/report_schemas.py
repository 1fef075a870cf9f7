"""Schemas of what the portfolio commands tell as JSON, derived from what each report states of its columns.

A key is that of a column, its description the column's heading and unit, its type follows from the unit: a schema says no
second time what the report says. That answers of other stores, with other rows, are as it says is what tests hold it to.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from bondcalc.portfolio.batch.batch_case import BatchCase
from bondcalc.portfolio.batch.batch_report import batch_report
from bondcalc.portfolio.batch.filling import Filled
from bondcalc.portfolio.pooled.pooled_audit import PooledAudit
from bondcalc.portfolio.pooled.pooled_audit_report import pooled_audit_report
from bondcalc.portfolio.pooled.use_report import change_report
from bondcalc.portfolio.sampled import everything
from bondcalc.portfolio.shocks.answers import shock_members
from bondcalc.portfolio.shocks.common_risk import DrawnTogether
from bondcalc.portfolio.shocks.common_stress import common_stress
from bondcalc.portfolio.shocks.factor_model import factor_model
from bondcalc.portfolio.shocks.risk_told import common_risk_report
from bondcalc.portfolio.shocks.stress_told import stress_report
from bondcalc.portfolio.store_audit import StoreAudit
from bondcalc.portfolio.store_audit_report import store_audit_report
from bondcalc.portfolio.store_reader import open_store
from bondcalc.portfolio.told.report_folder import listings
from bondcalc.portfolio.told.store_pages import pages
from bondcalc.portfolio.told.store_view import StoreView
from bondcalc.wording.report import Datum, Listing, Medium, Report, ReportColumn, Words
from bondcalc.wording.terms import Unit
from tests.portfolio.county_store import county_store

WHOLE = {Unit.COUNT, Unit.YEAR, Unit.YEARS, Unit.MONTHS, Unit.DAYS}
FIGURE: dict[str, object] = {"$ref": "common.json#/$defs/figure_or_none"}
TEXT: dict[str, object] = {"type": ["string", "null"]}
EITHER: dict[str, object] = {"type": ["integer", "string", "null"]}
"""What stands in a column of figures of several units."""
NUMBERED = "p"
"""Columns of the matrix: one a project that is in it."""
Schema = dict[str, object]


def closed(properties: Mapping[str, object], **more: object) -> Schema:
    """An object of these keys and no other, each of them there unless something else is said."""
    stated: Schema = {"type": "object", "properties": dict(properties), "required": list(properties)}
    return stated | {"additionalProperties": False} | more


def rows(listing: Listing) -> Schema:
    """Rows of a listing: its columns, and what only programs read."""
    columns = {column.id: cell(column) for column in listing.columns if column.data}
    hidden = {column.id for column in listing.columns if not column.data}
    for row in listing.rows:
        columns |= {key: value(held) for key, held in row.items() if key not in columns and key not in hidden}
    if listing.id != "matrix":
        return {"type": "array", "items": closed(columns)}
    named = {key: said for key, said in columns.items() if not key.removeprefix(NUMBERED).isdigit()}
    pattern = {f"^{NUMBERED}[0-9]+$": {**TEXT, "description": "verdict of a project, by its number in the list"}}
    return {"type": "array", "items": closed(named, patternProperties=pattern)}


def cell(column: ReportColumn) -> Schema:
    """What stands under a column."""
    said = " ".join(filter(None, (words(column.head), f"({column.unit})" if column.unit is not Unit.NONE else "")))
    return {"description": said, **(EITHER if column.mixed else of_unit(column.unit))}


def of_unit(unit: Unit) -> Schema:
    """What a unit is written as."""
    if unit is Unit.NONE:
        return TEXT
    return {"type": ["integer", "null"]} if unit in WHOLE else FIGURE


def value(part: object) -> Schema:
    """A part of what programs read, beside the listings."""
    match part:
        case Listing():
            return rows(part)
        case Datum():
            return of_unit(part.unit)
        case bool():
            return {"type": "boolean"}
        case int():
            return {"type": "integer"}
    return TEXT


def words(text: Words | str) -> str:
    """A heading in both languages."""
    return text if isinstance(text, str) else f"{text.said('zh', Medium.BOOK)} {text.said('en', Medium.BOOK)}".strip()


def schema(name: str, title: str, properties: Mapping[str, object]) -> str:
    """A schema as it stands in docs/contract."""
    stated = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{name}.json", "title": title}
    told = {"contract": {"$ref": "common.json#/$defs/contract"}, **properties}
    return json.dumps(stated | closed(told), ensure_ascii=False, indent=1) + "\n"


def told(report: Report) -> dict[str, object]:
    """The keys of a report."""
    parts = {part.id: part for part in report.parts if isinstance(part, Listing)}
    named = {"project": {"type": "string"}, "unit": {"description": "What amounts are counted in", "type": "string"}}
    return named | {key: value(part) for key, part in (report.data or parts).items()}


def portfolio_tables(view: StoreView) -> dict[str, object]:
    """The keys of portfolio.json."""
    tables = {id_: rows(listing) for id_, listing in listings(view, pages(view)).items()}
    return {
        "day": {"$ref": "common.json#/$defs/day"},
        "unit": {"description": "What amounts are counted in", "type": "string"},
        "projects": {"type": "integer"},
        "failed": {"description": "projects without a result", "type": "integer"},
        "tables": closed(tables, description="a table that has nothing to say is left out", required=[]),
    }


def _stress(view: StoreView) -> dict[str, object]:
    model = factor_model(None)
    return told(stress_report(view, model, common_stress(view, model)))


def _risk(view: StoreView) -> dict[str, object]:
    model = factor_model(None)
    drawing = DrawnTogether(list(shock_members(view)), model, 100, 1)
    for _ in drawing.work():
        pass
    return told(common_risk_report(view, model, drawing.result()))


SCHEMAS: dict[str, tuple[str, Callable[[StoreView], dict[str, object]]]] = {
    "portfolio": ("portfolio.json of bondcalc portfolio report --json", portfolio_tables),
    "portfolio_stress": ("bondcalc portfolio stress --json", _stress),
    "portfolio_risk": ("bondcalc portfolio risk --json", _risk),
    "portfolio_batch": (
        "bondcalc portfolio batch --json: inside the bureau only",
        lambda _: told(
            batch_report(BatchCase(2026, Words(""), (), (), None, (), (), {}, {}, {}), Filled((), 0, exact=False))
        ),
    ),
    "portfolio_audit": (
        "bondcalc portfolio audit --json of a store",
        lambda _: told(store_audit_report(StoreAudit(everything({}), (), same_maker=True, projects=0), "")),
    ),
    "pooled_audit": (
        "bondcalc portfolio audit --json of the form of a pooled bond",
        lambda _: told(pooled_audit_report(PooledAudit("", Path(), (), ()), "")),
    ),
    "reassigned": ("bondcalc portfolio reassigned --json", lambda _: told(change_report("", "", ()))),
}


def portfolio_schemas() -> Iterator[tuple[str, str]]:
    """Every schema by the name of its file."""
    with TemporaryDirectory() as folder, open_store(county_store(Path(folder) / "store.db", runs=2)) as store:
        view = StoreView(store)
        for name, (title, properties) in SCHEMAS.items():
            yield f"{name}.json", schema(name, title, properties(view))
