"""What the audit of one Word file finds: differences, warnings and notes."""

from dataclasses import dataclass, field

from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.word.reading_order import WordPlace

SHOWN = 40
"""Signs of a text that a finding repeats."""


@dataclass
class WordFindings:
    """What was found in one file, each once."""

    name: str
    differences: list[Difference] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def differs(self, at: WordPlace, label: str, filed: str, fresh: str, cause: Cause, what: str = "") -> None:
        """Tell a difference of content; `what` names it where the place alone does not."""
        inside = " ".join(part for part in (at.inside, what) if part)
        findings = Difference(self.name, at.chapter, inside, label, clipped(filed), clipped(fresh), cause)
        if findings not in self.differences:
            self.differences.append(findings)

    def warn(self, text: str) -> None:
        """Tell something a person has to look at."""
        if text not in self.warnings:
            self.warnings.append(text)

    def note(self, text: str) -> None:
        """Remark on something."""
        if text not in self.notes:
            self.notes.append(text)


def clipped(text: str, longest: int = SHOWN) -> str:
    """Shorten a text for a finding."""
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
