"""chain.json: what a monitoring was made from and what came before it, filing → actuals 1 → actuals 2, each named by its hash."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from bondcalc import __version__
from bondcalc.data import LoadedData, digest
from bondcalc.monitoring.layer import Actuals
from bondcalc.monitoring.monitoring_result import MonitoringResult
from bondcalc.seal.claims import record_in
from bondcalc.seal.manifest import LIBRARIES, is_sealed, rule_hashes, sealed
from bondcalc.wording.messages import file_error

if TYPE_CHECKING:
    from bondcalc.typeset.fonts import FontSet

RECORD = "chain.json"
FILED, TOLD = "filed", "actuals"
"""Folders beside the record: the project file and the actuals that the rest was made from, as they were read."""
KIND = "monitoring"
FILING, ACTUALS = "filing", "actuals"


@dataclass(frozen=True)
class ChainLink:
    """One file of the chain: `what` it is, its hash; name and day (ISO) where they are known."""

    what: str
    sha256: str
    name: str = ""
    as_of: str = ""


def chain_of(actuals: Actuals, filed: str, before: tuple[ChainLink, ...]) -> tuple[ChainLink, ...]:
    """Give the whole chain: the filing, the actuals before, these."""
    first = ChainLink(FILING, actuals.filed_sha256, filed)
    return (first, *before, ChainLink(ACTUALS, actuals.sha256, actuals.name, actuals.as_of.isoformat()))


def links_before(actuals: Actuals, previous: Path | None) -> tuple[ChainLink, ...]:
    """Give the actuals before these: from the folder of the monitoring before, else the one that the actuals name.

    FileError where that folder is none, was changed, or is not of the filing and the actuals that these come after.
    """
    stated = actuals.particulars.previous_sha256
    if previous is None:
        return () if stated is None else (ChainLink(ACTUALS, stated),)
    links = _chain_in(previous)
    if links[0].sha256 != actuals.filed_sha256 or links[-1].sha256 != stated:
        raise file_error("chain_broken", name=previous.name, file=actuals.name)
    return links[1:]


def read_record(folder: Path) -> LoadedData | None:
    """Read the record of a folder; None where it holds no monitoring of ours. FileError for a file that cannot be read."""
    return record_in(folder, RECORD, (KIND,))


def is_kept_copy(path: Path) -> bool:
    """Tell whether a file is the copy of a project file, or of actuals, that a monitoring keeps beside its record."""
    return path.parent.name in (FILED, TOLD) and read_record(path.parent.parent) is not None


def _chain_in(folder: Path) -> tuple[ChainLink, ...]:
    record = read_record(folder)
    links = stated_links(record) if record is not None and is_sealed(record) else ()
    if not links:
        raise file_error("no_chain", name=folder.name, record=RECORD)
    return links


def stated_links(record: LoadedData) -> tuple[ChainLink, ...]:
    """Give the links that a record states; whoever sends one may have typed anything there."""
    stated = record.get("chain")
    links = [link for link in stated if isinstance(link, dict)] if isinstance(stated, list) else []
    return tuple(ChainLink(*(str(link.get(field.name, "")) for field in fields(ChainLink))) for link in links)


def around(fonts: "FontSet") -> dict[str, object]:
    """Name program, libraries, rule files and faces: what may be another on another day without a word of content."""
    return {
        "version": __version__,
        "libraries": {name: version(name) for name in LIBRARIES},
        "rules": rule_hashes(),
        "fonts": {role: fonts.faces[role].sha256 for role in sorted(fonts.faces)},
    }


def record_of(
    result: MonitoringResult, filed: str, before: tuple[ChainLink, ...], files: Mapping[str, bytes], fonts: "FontSet"
) -> bytes:
    """Write the record: the chain, rules in force, program and libraries, fonts, every file by its hash; `seal` is the hash of all above it."""
    record = {
        "program": "bondcalc",
        "kind": KIND,
        "as_of": result.as_of.isoformat(),
        "level": str(result.worst),
        "chain": [
            {key: value for key, value in asdict(link).items() if value}
            for link in chain_of(result.actuals, filed, before)
        ],
        **around(fonts),
        "files": {name: digest(data) for name, data in sorted(files.items())},
    }
    return sealed(record)
