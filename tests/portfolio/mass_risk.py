"""Common risk of a province: `python -m tests.portfolio.mass_risk 10000 10000` (projects, scenarios).

Two hundred drawn projects are computed; each then stands in the store many times, under codes and in counties of its
own, so that the draws of no two are alike.
"""

import resource
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from bondcalc.portfolio.engine import LocalEngine
from bondcalc.portfolio.portfolio_run import run_portfolio
from bondcalc.portfolio.shocks.answers import shock_members
from bondcalc.portfolio.shocks.common_risk import DrawnTogether
from bondcalc.portfolio.shocks.factor_model import factor_model
from bondcalc.portfolio.shocks.risk_told import common_risk_report
from bondcalc.portfolio.store_reader import open_store
from bondcalc.portfolio.told.store_view import StoreView
from tests.portfolio.drawn import folder_of, list_text

DRAWN, SEED, STEP = 200, 2611, 1_000_000
PARTS = ("amounts", "figures", "ratios", "findings", "bonds", "payments", "parcels", "responses")
OWN = {
    "result": "result + {step}",
    "run_key": "run_key || ' {copy}'",
    "key": "key || '-{copy}'",
    "code": "code || '-{copy}'",
}
"""What of a row is another in each copy; the region of a copy is one of ten."""


def widened(store: Path, copies: int) -> None:
    """Let every project of a store stand in it so many times."""
    with closing(sqlite3.connect(store)) as db, db:
        base = {table: _columns(db, table) for table in (*PARTS, "results", "projects")}
        for copy in range(1, copies):
            for table, columns in base.items():
                own = {name: said.format(step=copy * STEP, copy=copy) for name, said in OWN.items()}
                own["region_code"] = f"substr(region_code, 1, 5) || '{copy % 10}'"
                said = ", ".join(own.get(name, name) for name in columns)
                where = f"result < {STEP}"
                db.execute(f"INSERT INTO {table} SELECT {said} FROM {table} WHERE {where}")


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def peak() -> float:
    """MB that this process held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main(projects: int, scenarios: int) -> None:
    """Run and print what docs/mass-tests.md keeps."""
    with TemporaryDirectory() as place:
        folder, store = Path(place), Path(place) / "s.db"
        drawn = min(DRAWN, projects)
        folder_of(folder / "p", SEED, drawn)
        (folder / "l.toml").write_text(list_text(folder / "p", list(range(drawn)), SEED), encoding="utf-8")
        run_portfolio(folder / "l.toml", store, lambda: LocalEngine(2), lambda *_: None)
        widened(store, projects // drawn)
        begun, used, before = time.monotonic(), time.process_time(), peak()
        with open_store(store) as opened:
            view = StoreView(opened)
            drawing = DrawnTogether(list(shock_members(view)), factor_model(), scenarios, 1)
            read, taken = time.process_time() - used, peak()
            for done in drawing.work():
                if done % 1000 == 0:
                    print(f"{done}: {time.monotonic() - begun:.0f} s, {peak():.0f} MB", flush=True)
            common_risk_report(view, factor_model(), drawing.result())
        print(f"{projects} projects x {scenarios} scenarios: {time.monotonic() - begun:.0f} s by the clock")
        print(f"{time.process_time() - used:.0f} s of a processor, {read:.0f} of them to read the store")
        print(f"peak {before:.0f} MB before, {taken:.0f} when all answers were read, {peak():.0f} at the end")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
