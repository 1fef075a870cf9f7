"""A store of many projects, each with a result of its own under its own name, code and county: `python -m tests.page.large_store 10000`.

Prints the bytes of its page and the seconds of a processor that writing it takes.
"""

import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bondcalc.data import digest
from bondcalc.page.many_page import store_page
from bondcalc.portfolio.store_writer import ProjectRow, StoreWriter
from tests.portfolio.county_store import contents, made, row, stated

CITIES, COUNTIES = 14, 9


def large_store(path: Path, count: int) -> Path:
    """Write the store; figures recur, names, codes and counties do not."""
    names = [name for name in contents() if name != "broken.toml"]
    with StoreWriter(path) as writer:
        run = writer.begin("清单.toml", digest(b"large"))
        rows = [_kept(writer, names[number % len(names)], number) for number in range(count)]
        writer.finish(run, rows, replace(stated(names), allocations=()))
    return path


def _kept(writer: StoreWriter, name: str, number: int) -> ProjectRow:
    one, held, code = made(name), digest(f"{number}".encode()), f"{number:024}"
    assert one.record is not None
    facts = one.record.facts._replace(name=f"{one.record.facts.name}（{number}号）", code=code)
    writer.keep(held, replace(one, record=replace(one.record, facts=facts)))
    region = f"43{number % CITIES + 1:02}{number % COUNTIES + 21}"
    return replace(
        row(name), key=f"P{number}", code=code, path=f"项目/{number}.toml", file_hash=held, region=region, site=None
    )


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        store = large_store(Path(folder) / "large.db", int(sys.argv[1]))
        begun = time.process_time()
        page = store_page(store)
        sys.stdout.write(f"{len(page):,} bytes in {time.process_time() - begun:.1f} s\n")
