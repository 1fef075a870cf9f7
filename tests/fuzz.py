"""Mutated project files by the thousand: each ends in Problems, a refusal or a result; no traceback, no hang, no flood of memory.

    python -m tests.fuzz --count 20000 --seed 89
    python -m tests.fuzz --count 500 --mode two

Prints a summary; exit 1 when a file ends any other way. Each worker is a process of its own with a limit of memory, so that
one bad file is named and the rest go on.
"""

import argparse
import collections
import io
import multiprocessing
import random
import re
import sys
import time
import traceback
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from bondcalc.inputs.read import read_bytes
from bondcalc.problem import FileError, ProjectError
from bondcalc.run import compute
from tests import odd_files
from tests.faults import faulty

SAMPLE = Path(__file__).parent.parent / "samples" / "hengyang-park"
MEMORY = 1024
"""Megabytes a worker may take."""
SECONDS = 10
"""Longest time of a processor for one file."""
LONGEST_PROBLEM = 2000
"""Characters of a Problem that a person still reads."""
HANG = 300
"""Seconds without any file done after which a worker hangs; the run stops there."""
WORDS = (
    "",
    "0",
    "-1",
    "1e308",
    "1e-308",
    "NaN",
    "inf",
    "99999999999999999999",
    "0.1",
    "1/3",
    "１２３",
    "1,234.5",
    "12%",
    "是",
    "否",
    "2026-13-45",
    "2026-2-30",
    "9999-12-31",
    "0001-01-01",
    "=1+1",
    "#REF!",
    "\x00",
    "😀",
    "A" * 5000,
    "镕㙟",
    "<b>&",
    "'",
    '"',
    "true",
    "[]",
    "{}",
    "null",
    "1900",
    "5000000",
    "-0.0",
    "1_000",
    "0x10",
    "../../etc/passwd",
    "bullet",
    "issued",
)
BARE = {
    "0",
    "-1",
    "1e308",
    "1e-308",
    "0.1",
    "9999-12-31",
    "0001-01-01",
    "true",
    "[]",
    "{}",
    "1900",
    "5000000",
    "-0.0",
    "1_000",
    "0x10",
}
"""Words that TOML takes without quotes."""
CELL_VALUE = re.compile(rb"<v>[^<]*</v>")
CELL_TEXT = re.compile(rb"<t[^>]*>[^<]*</t>")
CELL_TYPE = re.compile(rb' t="[a-z]*"')
CELL_PLACE = re.compile(rb' r="[A-Z]*[0-9]+"')
NUMBERS = (
    "1e999999999999999999",
    "-1e999999999999999999",
    "1e-999999999999999999",
    "9" * 4000,
    "9" * 5000,
    "0x" + "f" * 4000,
    "0o" + "7" * 5000,
    "0b" + "1" * 20000,
    "0." + "3" * 5000,
    "1e400",
    "1e308",
    "nan",
    "-inf",
    "1_000",
    "123456789012345678",
    "1979-05-27T07:32:00Z",
    "07:32:00",
)
"""Numbers, as TOML takes them, that no cell may be filled with."""
FOREVER = (
    "1e308",
    "-1e308",
    "NaN",
    "INF",
    "1E+999999999",
    "2958466",
    "1e15",
    "44317.5",
    "-1",
    "9" * 400,
    "2024.11",
    "0x10",
)
"""What the stored value of a workbook cell may be."""
Mutant = tuple[str, bytes]
Outcome = tuple[str, float, str]


def mutant(number: int, seed: int, mode: str = "any") -> Mutant:
    """Draw one file; the same number, seed and mode give the same file."""
    draw = random.Random(f"{seed}.{number}" if mode == "any" else f"{mode}.{seed}.{number}")
    return MODES[mode](draw, number)


def _any(draw: random.Random, number: int) -> Mutant:
    """Change anything, in every second file of a workbook."""
    return _workbook(draw, _parts()) if number % 2 else _toml(draw, _text())


def _two(draw: random.Random, _: int) -> Mutant:
    """Make two faults in what a person fills in."""
    return "project.toml", faulty(draw, 2)


def _three(draw: random.Random, _: int) -> Mutant:
    return "project.toml", faulty(draw, 3)


def _numbers(draw: random.Random, number: int) -> Mutant:
    """Put numbers beyond all measure into one to three cells, in every second file of a workbook."""
    if number % 2:
        parts = dict(_parts())
        for _ in range(draw.randint(1, 3)):
            sheet = draw.choice([part for part in parts if "/sheet" in part])
            parts[sheet] = _stored(draw, parts[sheet])
        return "project.xlsx", _packed(parts)
    lines = _text().split("\n")
    valued = [place for place, line in enumerate(lines) if " = " in line and "{" not in line]
    for place in draw.sample(valued, draw.randint(1, 3)):
        lines[place] = lines[place].partition(" = ")[0] + " = " + draw.choice(NUMBERS)
    return "project.toml", "\n".join(lines).encode()


def _stored(draw: random.Random, data: bytes) -> bytes:
    found = [
        one
        for one in CELL_VALUE.finditer(data)
        if b't="s"' not in data[data.rfind(b"<c ", 0, one.start()) : one.start()]
    ]
    if not found:
        return data
    one = draw.choice(found)
    return data[: one.start()] + b"<v>" + draw.choice(FOREVER).encode() + b"</v>" + data[one.end() :]


def _huge(draw: random.Random, number: int) -> Mutant:
    """Repeat something tens to tens of thousands of times, in every second file of a workbook."""
    if number % 2:
        return "project.xlsx", _packed(odd_files.many_elements(draw, _parts()), zipfile.ZIP_DEFLATED)
    return "project.toml", odd_files.many_lines(draw, _text())


def _odd(draw: random.Random, number: int) -> Mutant:
    """Make a file that is odd as a file, every second one a workbook."""
    if number % 2:
        data = _packed(odd_files.odd_parts(draw, _parts()))
        return draw.choice(("project.xlsx", "project.XLSM", "project.toml")), data
    name = draw.choice(("project.toml", "project.toml", "project.TOML", "project.xlsx", "project"))
    return name, odd_files.odd_text(draw, _text())


MODES: dict[str, Callable[[random.Random, int], Mutant]] = {
    "any": _any,
    "two": _two,
    "three": _three,
    "numbers": _numbers,
    "huge": _huge,
    "odd": _odd,
}


@cache
def _text() -> str:
    return (SAMPLE / "project.toml").read_text(encoding="utf-8")


@cache
def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(SAMPLE / "project.xlsx") as given:
        return {name: given.read(name) for name in given.namelist()}


def _toml(draw: random.Random, text: str) -> Mutant:
    """Change lines of the TOML file, values of it, or its bytes."""
    lines = text.split("\n")
    for _ in range(draw.randint(1, 3)):
        draw.choice((_drop_line, _double_line, _swap_lines, _other_value, _other_value, _other_value))(draw, lines)
    data = "\n".join(lines).encode()
    return "project.toml", _bytes(draw, data) if draw.random() < 0.05 else data


def _drop_line(draw: random.Random, lines: list[str]) -> None:
    del lines[draw.randrange(len(lines))]


def _double_line(draw: random.Random, lines: list[str]) -> None:
    lines.insert(draw.randrange(len(lines)), draw.choice(lines))


def _swap_lines(draw: random.Random, lines: list[str]) -> None:
    one, other = draw.randrange(len(lines)), draw.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def _other_value(draw: random.Random, lines: list[str]) -> None:
    place = draw.randrange(len(lines))
    key, equals, _ = lines[place].partition(" = ")
    if equals:
        word = draw.choice(WORDS)
        bare = word in BARE or draw.random() < 0.05
        plain = word if bare else '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
        lines[place] = f"{key} = {plain}"


def _workbook(draw: random.Random, parts: dict[str, bytes]) -> Mutant:
    """Change the XML of some parts, leave a part out, cut the archive or its bytes."""
    parts = dict(parts)
    for _ in range(draw.randint(1, 4)):
        name, kind = draw.choice(list(parts)), draw.random()
        if kind < 0.01:
            del parts[name]
        elif kind < 0.02:
            parts[name] = _bytes(draw, parts[name])
        elif kind < 0.1:
            parts[name] = _xml(draw, parts[name])
        else:
            sheet = draw.choice([part for part in parts if "/sheet" in part or "sharedStrings" in part] or [name])
            parts[sheet] = _cell(draw, parts[sheet])
    data = _packed(parts)
    return draw.choice(("project.xlsx", "project.xlsm")), _bytes(draw, data) if draw.random() < 0.02 else data


def _packed(parts: dict[str, bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", how) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return buffer.getvalue()


def _cell(draw: random.Random, data: bytes) -> bytes:
    """Give one cell another value, text, type or place."""
    pattern = draw.choice((CELL_VALUE, CELL_VALUE, CELL_TEXT, CELL_TYPE, CELL_PLACE))
    found = list(pattern.finditer(data))
    if not found:
        return data
    one, word = draw.choice(found), draw.choice(WORDS)
    clean = escape("".join(sign for sign in word if sign >= " ")).encode()
    new = {
        CELL_VALUE: b"<v>" + clean + b"</v>",
        CELL_TEXT: b"<t>" + clean + b"</t>",
        CELL_PLACE: draw.choice(found)[0],
        CELL_TYPE: b' t="' + draw.choice((b"s", b"n", b"b", b"e", b"str", b"d")) + b'"',
    }
    return data[: one.start()] + new[pattern] + data[one.end() :]


def _xml(draw: random.Random, data: bytes) -> bytes:
    """Put another word where a value, an attribute or a text stands, or drop and double a stretch between two tags."""
    marks = (
        [place for place in range(len(data)) if data[place : place + 1] in {b">", b'"'}] if len(data) < 4000 else None
    )
    start = (
        draw.choice(marks) + 1
        if marks
        else data.find(draw.choice((b"<v>", b"<t>", b'r="', b'="', b"><")), draw.randrange(max(1, len(data)))) + 3
    )
    end = min((found for found in (data.find(b"<", start), data.find(b'"', start)) if found >= 0), default=start)
    kind = draw.random()
    if kind < 0.6:
        return data[:start] + draw.choice(WORDS).encode() + data[end:]
    stretch = data[start : start + draw.randint(1, 200)]
    return data[:start] + stretch * draw.choice((0, 2, 3)) + data[start + len(stretch) :]


def _bytes(draw: random.Random, data: bytes) -> bytes:
    """Flip, cut or insert bytes anywhere."""
    found = bytearray(data)
    for _ in range(draw.randint(1, 20)):
        found[draw.randrange(len(found))] = draw.randrange(256)
    return bytes(found[: draw.randrange(len(found))]) if draw.random() < 0.3 else bytes(found)


def outcome(file: Mutant) -> Outcome:
    """Compute one file: how it ended, how long it took, the traceback if it ended in one."""
    started = time.process_time()
    try:
        compute(read_bytes(*file))
        ended, more = "result", ""
    except ProjectError as error:
        odd = [str(one) for one in error.problems if " object at 0x" in str(one) or len(str(one)) > LONGEST_PROBLEM]
        ended, more = ("problems" if error.problems and not odd else "problems that say nothing"), "\n".join(odd)
    except FileError:
        ended, more = "refused", ""
    except BaseException:  # noqa: BLE001 - whatever it is, it must be told with the number of its file
        ended, more = "traceback", traceback.format_exc()
    return ended, time.process_time() - started, more


def numbered(task: tuple[int, int, str]) -> tuple[int, Outcome]:
    return task[0], outcome(mutant(*task))


def limit_memory() -> None:
    """Hold the process to its memory, where the system can (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY * 2**20, MEMORY * 2**20))


def run(
    count: int, seed: int, say: Callable[[str], None] = print, mode: str = "any", workers: int | None = None
) -> int:
    """Compute every mutant and print how they ended; gives the number of bad ends. Workers: as many as there are cores."""
    ends: collections.Counter[str] = collections.Counter()
    bad, slowest = 0, (0.0, -1)
    with multiprocessing.get_context("spawn").Pool(workers, initializer=limit_memory, maxtasksperchild=2000) as pool:
        ended_files = pool.imap_unordered(numbered, [(number, seed, mode) for number in range(count)])
        for _ in range(count):
            number, (ended, took, more) = ended_files.next(timeout=HANG)
            ends[ended] += 1
            slowest = max(slowest, (took, number))
            if ended not in {"result", "problems", "refused"} or took > SECONDS:
                bad += 1
                say(f"file {number}: {ended} after {took:.1f} s\n{more}")
    say(
        f"{count} files, seed {seed}, {mode}: {dict(sorted(ends.items()))}; slowest {slowest[0]:.1f} s (file {slowest[1]}); {bad} bad"
    )
    return bad


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=89)
    parser.add_argument("--mode", choices=MODES, default="any")
    parser.add_argument("--workers", type=int)
    chosen = parser.parse_args()
    sys.exit(1 if run(chosen.count, chosen.seed, mode=chosen.mode, workers=chosen.workers) else 0)
