"""A store in which many projects of the county store stand under other codes, for the size of a page."""

from dataclasses import replace
from pathlib import Path

from bondcalc.data import digest
from bondcalc.portfolio.store_writer import StoreWriter
from tests.portfolio.county_store import contents, made, row, stated


def many_store(path: Path, count: int) -> Path:
    """Write a store of so many projects."""
    names = [name for name in contents() if name != "broken.toml"]
    writer = StoreWriter(path)
    run = writer.begin("清单.toml", digest(b"many"))
    for name in names:
        writer.keep(digest(contents()[name]), made(name))
    rows = [
        replace(row(names[number % len(names)]), key=f"P{number}", code=f"{number:024}", path=f"项目/{number}.toml")
        for number in range(count)
    ]
    writer.finish(run, rows, replace(stated(names), allocations=()))
    writer.close()
    return path
