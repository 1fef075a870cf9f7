"""Every kind of tampering with workbooks, archives and folders, and what the audit makes of each.

`python -m tests.audit.book_tampering --count 500`
"""

import argparse
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bondcalc.audit import examine as line
from bondcalc.problem import FileError
from tests.audit import book_cells, book_charts, book_paper, book_sheets
from tests.audit.book_edit import Book, BookKind
from tests.audit.book_folders import FOLDERS, REFUSED, FolderKind, Refused
from tests.audit.tamper import Ground, remembered

BOOKS = [*book_cells.KINDS, *book_sheets.KINDS, *book_charts.KINDS, *book_paper.KINDS]
KINDS = [*BOOKS, *REFUSED, *FOLDERS]


@dataclass(frozen=True)
class BookOutcome:
    """What was told of one tampering: that something is wrong, where, and why."""

    what: str
    seen: bool
    placed: bool
    caused: bool
    told: str

    @property
    def right(self) -> bool:
        return self.seen and self.placed and self.caused


def of_book(kind: BookKind, data: bytes, draw: random.Random, folder: Path) -> BookOutcome:
    made = kind.make(Book(data), draw)
    (folder / "schedules.xlsx").write_bytes(made.data)
    found = line.audit([folder / "schedules.xlsx"])
    content = found.subjects[0].content
    here = [
        one for one in content if (not made.sheet or one.sheet == made.sheet) and re.fullmatch(made.place, one.place)
    ]
    caused = [one for one in here if one.cause == kind.cause]
    told = "; ".join(f"{one.sheet} {one.place} {one.cause} {one.filed[:20]}" for one in content[:5])
    return BookOutcome(kind.what, found.differs, bool(here), bool(caused), f"{made.sheet} {made.place}: {told}")


def of_archive(kind: Refused, data: bytes, draw: random.Random, folder: Path) -> BookOutcome:
    (folder / "schedules.xlsx").write_bytes(kind.make(data, draw))
    try:
        found = line.audit([folder / "schedules.xlsx"])
    except FileError as error:
        fits = re.search(kind.words, str(error)) is not None
        return BookOutcome(kind.what, True, fits, fits, str(error))
    return BookOutcome(kind.what, found.differs, False, False, "read")


def of_folder(kind: FolderKind, out: Path, draw: random.Random, folder: Path) -> BookOutcome:
    shutil.copytree(out, folder / "out")
    kind.make(folder / "out", draw)
    subject = line.audit([folder / "out"]).subjects[0]
    content = [f"{one.document} {one.place} {one.filed} {one.recomputed}" for one in subject.content]
    told = content if kind.differs else list(subject.notes)
    fits = any(re.search(kind.words, one) for one in told)
    return BookOutcome(
        kind.what, bool(content) == kind.differs, fits, fits, "; ".join([*content, *subject.notes])[:300]
    )


def outcomes(ground: Ground, count: int, seed: int) -> Iterator[BookOutcome]:
    """Draw tamperings: every kind in turn where there are as many as kinds, else some of them."""
    draw = random.Random(seed)
    data = (ground.out / "schedules.xlsx").read_bytes()
    order = draw.sample(KINDS, len(KINDS))
    for number in range(count):
        kind = order[number % len(order)]
        with tempfile.TemporaryDirectory() as name:
            if isinstance(kind, BookKind):
                yield of_book(kind, data, draw, Path(name))
            elif isinstance(kind, Refused):
                yield of_archive(kind, data, draw, Path(name))
            else:
                yield of_folder(kind, ground.out, draw, Path(name))


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--count", type=int, default=3 * len(KINDS))
    asked.add_argument("--seed", type=int, default=16)
    given = asked.parse_args()
    totals: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, remembered():
        Ground.make(Path(folder))
        for one in outcomes(Ground.made(Path(folder)), given.count, given.seed):
            totals += Counter(drawn=1, seen=one.seen, placed=one.placed, caused=one.caused)
            if not one.right:
                print(one, file=sys.stderr, flush=True)
    print(len(KINDS), "kinds;", ", ".join(f"{name} {size}" for name, size in totals.items()))


if __name__ == "__main__":
    main()
