"""Whole runs killed at drawn moments, a third of them while the new folder takes the place of the old one.

    python -m tests.disk.killed_runs --count 300 --seed 16

After each kill, and after the next command of ours in that folder, the output must be whole (or, where there was none, absent),
and a stranger's file that stood in the old one must still be there with its bytes.
"""

import argparse
import collections
import hashlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.commands import bondcalc

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "samples" / "land-reserve" / "project.toml"
STRANGER, WORDS = "来函.txt", "不是本程序写的".encode()
FILINGS = ("disclosure", "evaluation", "plan", "review")
AIMED = """
import pathlib, sys
import bondcalc.disk.folder as folder
flag, real = pathlib.Path(sys.argv.pop()), folder._swap
def swap(*words, **more):
    flag.touch()
    return real(*words, **more)
folder._swap = swap
from bondcalc.cli import main
main()
"""
LONGEST_SWAP = 0.04
"""Seconds after the swap began within which a kill aimed at it falls."""
PATIENCE = 300
"""Seconds after which a run that never came to its swap is a failure."""


def started(out: Path, filing: str, flag: Path | None, *, replace: bool) -> subprocess.Popen[bytes]:
    """Start a whole run; with a flag, one that makes this file when its swap begins."""
    words = ["run", str(SAMPLE), "--out", str(out), "--filing", filing, *(["--replace"] if replace else [])]
    program = ["-m", "bondcalc", *words] if flag is None else ["-c", AIMED, *words, str(flag)]
    return subprocess.Popen([sys.executable, *program], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def whole(out: Path) -> bool:
    """Tell whether every file that the sums list is there as they say, and the sums are."""
    if not (out / "SHA256SUMS").is_file():
        return False
    rows = [row.split("  ") for row in (out / "SHA256SUMS").read_text("utf-8").splitlines()]
    return len(rows) > 2 and all(
        (out / name).is_file() and hashlib.sha256((out / name).read_bytes()).hexdigest() == digest
        for digest, name in rows
    )


def strangers(parent: Path) -> list[bytes]:
    return [path.read_bytes() for path in parent.rglob(STRANGER)]


def faults(parent: Path, *, replace: bool) -> list[str]:
    """Name what a kill cost, before and after the next command of ours."""
    out, found = parent / "out", []
    if replace and WORDS not in strangers(parent):
        found.append("the stranger's file is gone after the kill")
    if out.exists() and not whole(out):
        found.append("the output is half there after the kill")
    bondcalc("check", out / "project.toml")
    if replace and strangers(parent) != [WORDS]:
        found.append("the stranger's file is not there once after the next command")
    if (replace or out.exists()) and not whole(out):
        found.append("the output is not whole after the next command")
    left = [path.name for path in parent.glob(".bc-*") if any(path.iterdir())]
    return [*found, *(f"{name} was left" for name in left)]


def one(draw: random.Random, parent: Path, old: Path, longest: float) -> tuple[str, list[str]]:
    """Kill one run; tell which kind it was and what it cost."""
    replace, aimed, filing = draw.random() < 0.5, draw.random() < 1 / 3, draw.choice(FILINGS)
    moment = draw.uniform(0, LONGEST_SWAP if aimed else longest)
    if replace:
        shutil.copytree(old, parent / "out")
    flag = parent / "swapping" if aimed else None
    job = started(parent / "out", filing, flag, replace=replace)
    end = time.monotonic() + PATIENCE
    while flag is not None and not flag.exists() and job.poll() is None and time.monotonic() < end:
        time.sleep(0.001)
    time.sleep(moment)
    ended = job.poll() is not None
    job.kill()
    job.wait()
    kind = f"{'replace' if replace else 'new'}, {'swap' if aimed else 'any moment'}{', had ended' if ended else ''}"
    missed = [] if flag is None or flag.exists() else ["the run never came to its swap"]
    return kind, missed + faults(parent, replace=replace)


def run(count: int, seed: int, place: Path, until: float = float("inf")) -> tuple[collections.Counter[str], list[str]]:
    """Kill so many runs; give how many of which kind there were, and what any of them cost."""
    began = time.monotonic()
    old = place / "old"
    if started(old, "disclosure", None, replace=False).wait() != 0:
        return collections.Counter(), ["the first run failed"]
    longest = 1.2 * (time.monotonic() - began)
    (old / STRANGER).write_bytes(WORDS)
    kinds: collections.Counter[str] = collections.Counter()
    told = []
    for number in range(count):
        if time.time() > until:
            break
        parent = place / str(number)
        parent.mkdir()
        kind, found = one(random.Random(f"{seed}.{number}"), parent, old, longest)
        kinds[kind] += 1
        told += [f"kill {number} ({kind}): {fault}" for fault in found]
        shutil.rmtree(parent)
    return kinds, told


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=16)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="stop after so many")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        drawn, costs = run(chosen.count, chosen.seed, Path(made), time.time() + 60 * chosen.minutes)
    print(*costs, f"{sum(drawn.values())} runs killed: {dict(sorted(drawn.items()))}; {len(costs)} faults", sep="\n")
    sys.exit(1 if costs else 0)
