"""Every kind of tampering with looks and seals, and what the audit makes of each: `python -m tests.audit.seal_tampering --count 500`."""

import argparse
import logging
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bondcalc.audit import examine as line
from tests.audit.seal_kinds import KINDS as SEALS
from tests.audit.seal_kinds import SealKind
from tests.audit.tamper import Ground, remembered
from tests.audit.whole_kinds import WHOLE_KINDS
from tests.filed_names import PLAN, filed_in

KINDS = (*SEALS, *WHOLE_KINDS)
PDFS = ("plan", "evaluation", "review")


@dataclass(frozen=True)
class Outcome:
    """What was told of one tampering."""

    kind: SealKind
    differs: bool
    placed: bool
    caused: bool
    told: str


def outcome(kind: SealKind, data: bytes, folder: Path) -> Outcome:
    """Audit a changed file alone."""
    path = folder / PLAN
    path.write_bytes(data)
    found = line.audit([path])
    content = found.subjects[0].content
    texts = {f"{one.sheet} {one.place} {one.filed} {one.recomputed}": one for one in content}
    here = [one for text, one in texts.items() if re.search(kind.place, text)]
    return Outcome(
        kind, found.differs, bool(here), any(one.cause == kind.cause for one in here), "; ".join(list(texts)[:6])
    )


def outcomes(ground: Ground, count: int, seed: int) -> Iterator[Outcome]:
    """Draw tamperings; every kind in turn where there are as many as kinds, else some of them."""
    logging.getLogger("pyhanko").setLevel(logging.ERROR)
    draw = random.Random(seed)
    order = draw.sample(KINDS, len(KINDS))
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            kind = order[number % len(order)]
            data = filed_in(ground.out, draw.choice(PDFS)).read_bytes()
            yield outcome(kind, kind.make(data, draw), Path(folder))


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--count", type=int, default=3 * len(KINDS))
    asked.add_argument("--seed", type=int, default=16)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, remembered():
        Ground.make(Path(folder))
        found = list(outcomes(Ground.made(Path(folder)), given.count, given.seed))
    for one in found:
        if not (one.differs and one.placed and one.caused):
            print(one.kind.what, one.differs, one.placed, one.caused, one.told, file=sys.stderr)
    totals = Counter({"drawn": len(found)})
    for one in found:
        totals += Counter(differ=one.differs, placed=one.placed, caused=one.caused)
    print(len(KINDS), "kinds;", ", ".join(f"{name} {size}" for name, size in totals.items()))


if __name__ == "__main__":
    main()
