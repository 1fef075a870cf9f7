"""Single changes to a filing, and what the audit makes of each: `python -m tests.audit.tamper --count 500 --seed 7`."""

import argparse
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pikepdf

from bondcalc.audit import documents, rerun, word_documents
from bondcalc.audit import examine as line
from bondcalc.audit.outcome import Audit, Subject
from bondcalc.filings.draw import known, write
from bondcalc.result.result import Options
from bondcalc.run import run
from tests.audit import filings, workbooks
from tests.audit.workbooks import Change
from tests.filed_names import DISCLOSURE, filed_in

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "samples" / "hengyang-park" / "project.xlsx"
OTHER = ROOT / "samples" / "anping-water" / "project.xlsx"
INPUTS = [
    "投资估算",
    "专项债券",
    "土地出让",
    "经营收入",
    "运营成本",
    "税费",
    "税收测算",
    "负荷曲线",
    "项目概况",
    "压力系数",
]
KINDS = ("typed", "formula", "stored", "input", "hidden", "swapped", "digit", "attachment", "manifest")


@dataclass(frozen=True)
class Verdict:
    """Whether the audit saw a change, named its place and its cause."""

    change: Change
    target: str
    seen: bool
    placed: bool
    caused: bool
    others: int
    told: str


@dataclass
class Ground:
    """A filing to tamper with, made once: its output folder, and another project's files."""

    out: Path
    other: dict[str, bytes] = field(default_factory=dict)

    @staticmethod
    def make(folder: Path) -> None:
        """Write the two filings."""
        run(SAMPLE, folder / "out", Options(filings=tuple(known())))
        run(OTHER, folder / "other", Options(filings=("plan",)))

    @classmethod
    def made(cls, folder: Path) -> "Ground":
        """Read what was written into a folder."""
        files = {name: (folder / "other" / name).read_bytes() for name in ("manifest.json", "schedules.xlsx")}
        return cls(folder / "out", {**files, "project.xlsx": OTHER.read_bytes()})

    def changed(self, kind: str, draw: random.Random, place: Path) -> tuple[Change, Path]:
        """Make a change of a kind and write the files to audit; gives them."""
        # The disclosure carries no file: alone it cannot be audited, and has no attachment to change.
        carrying = [name for name in known() if name != "disclosure" or kind == "digit"]
        workbook, pdf = self.out / "schedules.xlsx", filed_in(self.out, draw.choice(carrying))
        if kind == "digit":
            return self._pdf(filings.digit(pdf.read_bytes(), draw), pdf.name, place, draw)
        if kind == "attachment":
            return self._pdf(filings.attachment(pdf.read_bytes(), draw, self.other), pdf.name, place, draw)
        if kind == "manifest":
            return self._manifest(draw, pdf, place)
        change = WORKBOOK[kind](workbook.read_bytes(), draw)
        if draw.random() < 0.7:
            (place / "schedules.xlsx").write_bytes(change.data)
            return change, place / "schedules.xlsx"
        return change, self._folder(place, "schedules.xlsx", change.data)

    def _pdf(self, change: Change, name: str, place: Path, draw: random.Random) -> tuple[Change, Path]:
        if draw.random() < 0.7 and name != DISCLOSURE:
            (place / name).write_bytes(change.data)
            return change, place / name
        return change, self._folder(place, name, change.data)

    def _manifest(self, draw: random.Random, pdf: Path, place: Path) -> tuple[Change, Path]:
        change = filings.manifest((self.out / "manifest.json").read_bytes(), draw)
        if draw.random() < 0.5:
            return change, self._folder(place, "manifest.json", change.data)
        with pikepdf.open(pdf) as opened:
            opened.attachments["manifest.json"].obj.EF.F.write(change.data)
            opened.save(place / pdf.name)
        return change, place / pdf.name

    def _folder(self, place: Path, name: str, data: bytes) -> Path:
        shutil.copytree(self.out, place / "out")
        (place / "out" / name).write_bytes(data)
        return place / "out"


WORKBOOK: dict[str, Callable[[bytes, random.Random], Change]] = {
    "typed": workbooks.typed,
    "formula": workbooks.formula,
    "stored": workbooks.stored,
    "input": workbooks.inputs(INPUTS),
    "hidden": workbooks.hidden,
    "swapped": workbooks.swapped,
}


@contextmanager
def remembered() -> Iterator[None]:
    """Let the same input be rerun, and the same filing be written and drawn, only once: hundreds of audits are of one filing."""
    made: dict[Any, Any] = {}
    plainly, drawn, worded = rerun.rerun, rerun.Made.filings, rerun.Made.word
    kept: list[Any] = []

    def once(key: Any, work: Callable[[], Any]) -> Any:
        if key not in made:
            made[key] = work()
        return made[key]

    def again(file: Any, stated: Any, fonts: Any, rules: Any = None, further: Any = (), table: Any = None) -> Any:
        key = (file.name, file.data, str(stated.get("options")), fonts)
        return (
            once(key, lambda: plainly(file, stated, fonts, rules))
            if rules is None and not further
            else plainly(file, stated, fonts, rules, further, table)
        )

    def filed(self: Any, names: Any, carried: Any, origin: Any, *, docx: bool = False) -> Any:
        found = {}
        for name in names:
            key = (self.manifest.data, name, tuple(sorted(carried.items())), str(origin), docx)
            found |= once(key, lambda name=name: drawn(self, (name,), carried, origin, docx=docx))
        return found

    def written(result: Any, filing: str) -> Any:
        kept.append(result)  # so that no other result gets its place in memory
        return once((id(result), filing), lambda: write(result, filing))

    def word(self: Any, filing: str, manifest: str, options: Any = None) -> Any:
        kept.append(self.result)
        key = (id(self.result), self.file, filing, manifest, str(options), self.further)
        return once(key, lambda: worded(self, filing, manifest, options))

    with (
        patch.object(line, "rerun", again),
        patch.object(rerun.Made, "filings", filed),
        patch.object(rerun.Made, "word", word),
        patch.object(documents, "write", written),
        patch.object(word_documents, "write", written),
    ):
        yield


def judged(change: Change, target: Path) -> Verdict:
    """Audit a changed filing and compare what is told with what was done."""
    found = line.audit([target])
    return verdict(change, target, found)


def verdict(change: Change, target: Path, found: Audit) -> Verdict:
    subject: Subject = found.subjects[0]
    here = [
        one
        for one in subject.content
        if (not change.sheet or one.sheet == change.sheet) and (not change.places or one.place in change.places)
    ]
    caused = [one for one in here if one.cause in change.causes]
    told = "; ".join(
        f"{one.document} {one.sheet} {one.place} {one.cause} {one.filed[:30]} {one.recomputed[:30]}"
        for one in subject.content[:4]
    )
    return Verdict(
        replace(change, data=b""),
        target.suffix or "folder",
        found.differs,
        bool(here),
        bool(caused),
        len(subject.content) - len(here),
        told,
    )


def tampered(ground: Ground, count: int, seed: int) -> Iterator[Verdict]:
    """Draw single changes, every kind in turn, and audit each."""
    draw = random.Random(seed)
    for number in range(count):
        with tempfile.TemporaryDirectory() as place:
            yield judged(*ground.changed(KINDS[number % len(KINDS)], draw, Path(place)))


def table(verdicts: list[Verdict]) -> str:
    """The summary, a row a kind of change."""
    rows = ["| change | drawn | exit 5 | place named | cause named |", "|---|---|---|---|---|"]
    kinds = Counter(one.change.what.split()[0] for one in verdicts)
    for kind, size in sorted(kinds.items()):
        own = [one for one in verdicts if one.change.what.split()[0] == kind]
        rows.append(
            f"| {kind} | {size} | {sum(one.seen for one in own)} | {sum(one.placed for one in own)} | {sum(one.caused for one in own)} |"
        )
    rows.append(
        f"| all | {len(verdicts)} | {sum(one.seen for one in verdicts)} | {sum(one.placed for one in verdicts)} | {sum(one.caused for one in verdicts)} |"
    )
    return "\n".join(rows)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--count", type=int, default=500)
    asked.add_argument("--seed", type=int, default=7)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, remembered():
        Ground.make(Path(folder))
        verdicts = list(tampered(Ground.made(Path(folder)), given.count, given.seed))
    for one in verdicts:
        if not (one.seen and one.placed and one.caused):
            print(one, file=sys.stderr)
    print(table(verdicts))


if __name__ == "__main__":
    main()
