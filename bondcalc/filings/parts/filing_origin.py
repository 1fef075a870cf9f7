"""What a filing says of its own making, and the command that makes it again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import bondcalc
from bondcalc.inputs.further_file import ABOUT, Further, FurtherKind
from bondcalc.wording.in_turn import in_turn

INPUT = "project.xlsx"
"""What the input is called where nobody says."""
FOLDER, FONTS = "check", "fonts"
"""Where a reviewer writes to, and where the bureau's own faces are to lie: Latin words, which a line does not break."""
SWITCHES: dict[FurtherKind, str] = {"template": "--template", "io": "--io"}
"""How a run is told of a further file."""
_PLAIN = re.compile(r"[\w.-]+")
"""A name that a shell takes as one word."""


@dataclass(frozen=True)
class Origin:
    """What a filing says of its own making: the sha256 of the files it was made from, by name, the input first; the program's version.

    `options` are those of the run as its manifest states them, `further` the files it was given beside the input; `own_fonts`: it
    was set in faces of the bureau's own.
    """

    hashes: Mapping[str, str] = field(default_factory=dict)
    version: str = field(default_factory=lambda: bondcalc.__version__)
    options: Mapping[str, object] = field(default_factory=dict)
    further: Further = ()
    own_fonts: bool = False

    @property
    def input(self) -> str:
        """The name of the input."""
        return next(iter(self.hashes), INPUT)

    @property
    def files(self) -> str:
        """The files a reviewer takes out of the attachments, in words."""
        return in_turn([f"录入文件{self.input}", *(f"{ABOUT[file.kind]}{file.name}" for file in self.further)])

    def command(self, usual: list[str]) -> str:
        """Give the command that makes the filing again, as it is typed; `usual` are the filings a run writes when told none."""
        filings = self.options.get("filings", usual)
        words = ["bondcalc", "run", self.input, "--out", FOLDER]
        if isinstance(filings, list) and filings and filings != usual:
            words += ["--filing", ",".join(map(str, filings))]
        words += ["--docx"] if self.options.get("docx") is True else []
        for file in self.further:
            words += [SWITCHES[file.kind], file.name]
        words += ["--lang", "en"] if self.options.get("language") == "en" else []
        words += ["--fonts", FONTS] if self.own_fonts else []
        return " ".join(map(_typed, words))


def _typed(word: str) -> str:
    return word if _PLAIN.fullmatch(word.replace(",", "")) else f'"{word}"'
