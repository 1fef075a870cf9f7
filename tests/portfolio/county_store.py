"""A store of six projects of three counties, and one that has no result, made in this process once."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from bondcalc.data import digest
from bondcalc.portfolio.kept_record import FileState, Measured
from bondcalc.portfolio.list_sheets import Allocation, ListedProject, RegionLimit
from bondcalc.portfolio.measure import measured
from bondcalc.portfolio.project_list import Portfolio
from bondcalc.portfolio.store_writer import ProjectRow, StoreWriter

SAMPLES = Path(__file__).parent.parent.parent / "samples"
BOND = "2105001"
DAY = date(2026, 3, 2)


@cache
def contents() -> dict[str, bytes]:
    """Three samples, and the same with another code, name and price."""
    found: dict[str, bytes] = {}
    for name in ("hengyang-park", "anping-water", "land-reserve"):
        text = (SAMPLES / name / "project.toml").read_text(encoding="utf-8")
        found[f"{name}.toml"] = text.encode()
        other = text.replace('code = "', 'code = "9', 1).replace('[project]\nname = "', '[project]\nname = "二期', 1)
        found[f"{name}-2.toml"] = other.replace("[settings]", "[stress]\nland_price = 0.7\n\n[settings]", 1).encode()
    found["broken.toml"] = b"[project]\nname = 1\n"
    return found


@cache
def made(name: str) -> Measured:
    """What a project gave."""
    return measured(name, contents()[name])


REGIONS = {"hengyang-park": "430426", "anping-water": "430482", "land-reserve": "430523", "broken": "430482"}


def row(name: str) -> ProjectRow:
    """A project as the list has it."""
    one, data = made(name), contents()[name]
    code = one.record.facts.code if one.record else None
    return ProjectRow(
        key=code or f"file:{name}",
        path=name,
        status=one.status,
        reason=one.reason,
        details=one.details,
        file_hash=digest(data),
        code=code,
        region=REGIONS[name.removesuffix(".toml").removesuffix("-2")],
        batch="2026年第一批",
        site="城南" if name.startswith("anping") else None,
        parcels=("430426001",) if name.startswith("hengyang") else (),
    )


def stated(names: Collection[str]) -> Portfolio:
    """The list: a bond shared out, limits of three counties, two cities and the province."""
    code = row("hengyang-park.toml").code or ""
    limits = [
        RegionLimit(year=2026, region="430000", name="湖南省", limit=Decimal(700000), balance=Decimal(500000)),
        RegionLimit(year=2026, region="430400", name="衡阳市", limit=Decimal(400000), balance=Decimal(300000)),
        RegionLimit(year=2026, region="430500", name="邵阳市", limit=Decimal(300000), balance=Decimal(200000)),
        RegionLimit(
            year=2026,
            region="430426",
            name="祁东县",
            limit=Decimal(250000),
            balance=Decimal(180000),
            repaid=Decimal(2000),
        ),
        RegionLimit(year=2026, region="430482", name="常宁市", limit=Decimal(150000), balance=Decimal(120000)),
        *(
            RegionLimit(year=year, region="430426", name="祁东县", fund_revenue=Decimal(90000))
            for year in (2023, 2024, 2025)
        ),
    ]
    return Portfolio(
        name="清单.toml",
        sha256="0" * 64,
        folder=Path(),
        projects=(ListedProject(path="hengyang-park.toml", code=code),),
        allocations=tuple(
            Allocation(bond=BOND, project=code, amount=Decimal(16000)) for name in names if name == "hengyang-park.toml"
        ),
        limits=tuple(limits),
    )


def county_store(path: Path, names: Iterable[str] | None = None, runs: int = 1) -> Path:
    """Write the store; the order of the names is that of the list."""
    chosen = list(contents()) if names is None else list(names)
    for _ in range(runs):
        writer = StoreWriter(path)
        run = writer.begin("清单.toml", digest(repr(chosen).encode()))
        for name in chosen:
            if writer.known(digest(contents()[name])) is None:
                writer.keep(digest(contents()[name]), made(name))
        writer.finish(run, [row(name) for name in chosen], stated(chosen))
        writer.close()
    return path


DONE = FileState.DONE
