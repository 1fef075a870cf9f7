"""What stands behind an answer: rules, cells of schedules.xlsx, and hashes of what it was made from."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import bondcalc
from bondcalc.audit.project_behind import project_file
from bondcalc.data import digest
from bondcalc.disk.folder import MANIFEST
from bondcalc.explain.node import place
from bondcalc.inputs.read import ProjectFile, read_bytes
from bondcalc.problem import ProjectError
from bondcalc.result.contract import RATIOS
from bondcalc.rules.load import own_library
from bondcalc.run import compute
from bondcalc.seal.manifest import canonical, rule_hashes
from bondcalc.workbook.assemble import laid_out


def backing(answer: object, sources: list[Path], manifest: Path | None) -> dict[str, object]:
    """Name the rules an answer speaks of, the cells of its figures, and what it was made from.

    `cells` gives a place in schedules.xlsx by the id of a line: of one year's figure the first, the others stand beside it.
    `manifest` is the hash of the manifest of a run, None where the answer comes from a project file alone.
    """
    said = set(_words(answer))
    files = [project_file(path) for path in sources]
    return {
        "rules": sorted(said & {rule.id for rule in own_library().rules}),
        "cells": {id_: cell for file in files[:1] for id_, cell in _cells(file).items() if id_ in said},
        "made_from": {
            "program": f"bondcalc {bondcalc.__version__}",
            "inputs": [digest(file.data) for file in files],
            "rule_data": digest(canonical(rule_hashes())),
        },
        "manifest": digest(manifest.read_bytes()) if manifest is not None and manifest.is_file() else None,
    }


def manifest_in(path: Path) -> Path:
    """Name the manifest of an output folder."""
    return path / MANIFEST


def _words(value: object) -> Iterator[str]:
    """Give every text of an answer, keys among them, since figures are keyed by their ids; `schedule.line` for those of a schedule."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _words(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _words(item)
            if isinstance(item, dict) and isinstance(item.get("lines"), dict):
                yield from (f"{key}.{line}" for line in item["lines"])


@lru_cache(maxsize=8)
def _cells(file: ProjectFile) -> dict[str, str]:
    """Give the first cell of every line by `schedule.line`, and of the ratios by the id of the line alone; none where a file has problems."""
    try:
        result = compute(read_bytes(file.name, file.data))
    except ProjectError:
        return {}
    spots = laid_out(result).lines
    cells = {}
    for table in result.book.tables:
        for line in table.lines:
            spot = spots[line]
            address = place(spot.sheet, *spot.at(0 if line.axis.kind == "scalar" else 1))
            cells[f"{table.id}.{line.id}"] = address
            if line.id in RATIOS:
                cells.setdefault(line.id, address)
    return cells
