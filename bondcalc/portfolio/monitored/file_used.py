"""What became of each file of actuals: taken, passed over, blank, refused; with the reason and what to do."""

from dataclasses import dataclass
from enum import StrEnum


class ActualsUse(StrEnum):
    """What became of a file, the ones that somebody has to mend first."""

    REFUSED = "refused"
    BLANK = "blank"
    PASSED = "passed"
    TAKEN = "taken"

    @property
    def zh(self) -> str:
        """As tables have it."""
        return {"refused": "不能采用", "blank": "未填写", "passed": "未采用", "taken": "采用"}[self.value]


@dataclass(frozen=True)
class FileUsed:
    """A file of the folder: its path, the project it is of ("" where nobody knows), its day as typed, what became of it and why."""

    path: str
    project: str
    day: str
    use: ActualsUse
    why: str = ""
