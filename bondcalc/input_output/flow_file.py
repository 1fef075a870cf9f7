"""An official table as a file that a run was given: hashed in the manifest, attached to filings, used again by an audit."""

from dataclasses import dataclass
from pathlib import PurePath

from bondcalc.data import digest

ATTACHED_AS = "input-output-"
"""With this in front of its name a table stands beside project file, workbook and manifest, whatever it is called."""


@dataclass(frozen=True, repr=False)
class FlowFile:
    """A table by the name it is attached under; `data` are its bytes."""

    name: str
    data: bytes

    @property
    def stated(self) -> dict[str, str]:
        """Name and sha256, as a manifest states them."""
        return {"name": self.name, "sha256": digest(self.data)}

    @property
    def media_type(self) -> str:
        """The kind of file, as an attachment states it."""
        if PurePath(self.name).suffix.lower() == ".csv":
            return "text/csv"
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def flow_file(name: str, data: bytes) -> FlowFile:
    """Name a table so that nobody takes it for the project file."""
    return FlowFile(name if is_flow_file(name) else f"{ATTACHED_AS}{name}", data)


def is_flow_file(name: str) -> bool:
    """Tell a table from the project file among the files that a filing carries."""
    return name.startswith(ATTACHED_AS)
