"""One filing being audited, and one file of it compared."""

from dataclasses import dataclass, field

from bondcalc.audit.difference import Difference
from bondcalc.audit.filed import ATTACHED, Filed
from bondcalc.audit.filed_manifest import Manifest
from bondcalc.audit.outcome import Status, Version
from bondcalc.audit.rerun import Made
from bondcalc.audit.source import Source
from bondcalc.data import digest
from bondcalc.disk.folder import WORKBOOK


@dataclass(frozen=True)
class AuditedFiling:
    """One filing being audited: as handed in, what its manifest says, where its input is from, and all made again."""

    filed: Filed
    manifest: Manifest
    source: Source
    made: Made
    versions: tuple[Version, ...]

    def untouched(self, data: bytes) -> bool:
        """Tell whether a workbook is the one the manifest was written for."""
        return self.manifest.untouched and digest(data) == self.manifest.says(WORKBOOK)


@dataclass
class File:
    """One file compared. `sealed`: what was compared is the version before its first seal, and the seals were looked at."""

    name: str
    same_bytes: bool
    sealed: bool = False
    differences: list[Difference] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def status(self) -> Status:
        """How it compares."""
        if any(difference.content for difference in self.differences):
            return Status.DIFFERENT
        if self.same_bytes:
            return Status.SEALED if self.sealed else Status.BYTES
        return Status.CONTENT

    @property
    def listed(self) -> bool:
        """Tell whether the file was handed in as such, and not inside a PDF."""
        return ATTACHED not in self.name
