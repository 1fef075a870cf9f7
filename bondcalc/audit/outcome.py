"""What an audit finds; the terminal text, the JSON and the report are all made from this."""

from dataclasses import dataclass
from enum import StrEnum

from bondcalc.audit.difference import Difference
from bondcalc.wording.terms import Language


class Status(StrEnum):
    """How a file compares with the one made again (结论); of a sealed file, the version before its first seal."""

    BYTES = "identical_bytes"
    SEALED = "identical_before_seal"
    CONTENT = "identical_content"
    DIFFERENT = "different"

    def label(self, language: Language = "zh") -> str:
        """Name the status for people."""
        return _LABELS[self][0 if language == "zh" else 1]


_LABELS = {
    Status.BYTES: ("逐字节一致", "identical bytes"),
    Status.SEALED: ("签章前的部分逐字节一致", "identical bytes before the seal"),
    Status.CONTENT: ("内容一致", "identical content"),
    Status.DIFFERENT: ("有差异", "different"),
}


@dataclass(frozen=True)
class ExaminedFile:
    """One file of a filing: its name, how it compares, the sha256 of what was examined (empty when not told)."""

    name: str
    status: Status
    sha256: str = ""


@dataclass(frozen=True)
class Version:
    """Something of the surroundings that is not as it was when filed: program, Python, a library, a file of rules.

    `filed` and `here` are version numbers or hashes, empty where one side has none. No difference of content by itself.
    """

    name: str
    filed: str
    here: str


@dataclass(frozen=True)
class Subject:
    """One filing handed in and audited: a PDF, a workbook, a folder or a manifest with its files.

    `name` is as handed in; `project`, `rule_date`, `filing_date` (ISO days) are those of the project rerun. `versions`
    come first when told; `notes` are sentences on what could not be compared, `warnings` on what a person has to look at:
    they are no differences.
    """

    name: str
    project: str
    rule_date: str
    filing_date: str
    documents: tuple[ExaminedFile, ...]
    versions: tuple[Version, ...]
    differences: tuple[Difference, ...]
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def content(self) -> tuple[Difference, ...]:
        """Differences of content, root causes first."""
        return tuple(difference for difference in self.differences if difference.content)

    @property
    def form(self) -> tuple[Difference, ...]:
        """Differences of form only."""
        return tuple(difference for difference in self.differences if not difference.content)

    @property
    def status(self) -> Status:
        """The one line of the result."""
        if self.content or any(document.status is Status.DIFFERENT for document in self.documents):
            return Status.DIFFERENT
        stati = {document.status for document in self.documents}
        if self.differences or Status.CONTENT in stati:
            return Status.CONTENT
        return Status.SEALED if Status.SEALED in stati else Status.BYTES


@dataclass(frozen=True)
class Audit:
    """Everything one call of `bondcalc audit` looked at."""

    subjects: tuple[Subject, ...]

    @property
    def status(self) -> Status:
        """The worst of all subjects."""
        order = (Status.BYTES, Status.SEALED, Status.CONTENT, Status.DIFFERENT)
        return max((subject.status for subject in self.subjects), key=order.index)

    @property
    def differs(self) -> bool:
        """Tell whether any subject differs in content (exit code 5)."""
        return self.status is Status.DIFFERENT
