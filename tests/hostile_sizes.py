"""Files that are large in one thing alone, each refused by the name of a limit or read in bounds of time and memory.

    python -m tests.hostile_sizes                 every one at full size, with its seconds of a processor and megabytes
    python -m tests.hostile_sizes nested fonts    these

The tests make them at a hundredth of the size, with the limits a hundredth as high: what is counted there is work, not time.
"""

import argparse
import io
import multiprocessing
import re
import sys
import time
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from bondcalc.audit.xlsx.cells import read_cells
from bondcalc.inputs.read import read_bytes
from bondcalc.problem import FileError, ProjectError
from bondcalc.run import compute

SAMPLE = Path(__file__).parent.parent / "samples" / "hengyang-park"
SECONDS, MEGABYTES = 10, 1024
BONDS, TEXTS, STYLES, BOOK = "xl/worksheets/sheet7.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
Made = tuple[str, bytes]
Change = Callable[[bytes], bytes]


@cache
def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(SAMPLE / "project.xlsx") as given:
        return {name: given.read(name) for name in given.namelist()}


def changed(part: str, change: Change) -> Made:
    """Give the sample's workbook with one part changed; parts are packed as little as passes for no bomb."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as taken:
        for name, data in _parts().items():
            taken.writestr(name, change(data) if name == part else data)
    return "project.xlsx", buffer.getvalue()


def packed(made: Made) -> Made:
    """Pack a workbook, so that it passes the limit on the size of files."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made[1])) as given,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as taken,
    ):
        for name in given.namelist():
            taken.writestr(name, given.read(name))
        # Bytes that do not pack keep the ratio of an ordinary file.
        taken.writestr("xl/media/noise.bin", _noise(), zipfile.ZIP_STORED)
    return made[0], buffer.getvalue()


@cache
def _noise() -> bytes:
    import random

    return random.Random(1).randbytes(2_000_000)


def before(end: bytes, more: bytes) -> Change:
    return lambda xml: xml.replace(end, more + end, 1)


def _in(part: str, end: bytes, unit: bytes, count: int) -> Made:
    return packed(changed(part, before(end, unit * count)))


def _nested(count: int) -> Made:
    return _in(BONDS, b"<sheetData>", b"<x>" * count + b"</x>" * count, 1)


def _nested_texts(count: int) -> Made:
    return _in(TEXTS, b"</sst>", b"<x>" * count + b"</x>" * count, 1)


def _attributes(count: int) -> Made:
    return _in(BONDS, b"<sheetData>", b"<x " + b" ".join(b'a%d=""' % at for at in range(count)) + b"/>", 1)


def _long_tag(count: int) -> Made:
    return _in(BONDS, b"<sheetData>", b'<x a="' + b"y" * count + b'"/>', 1)


def _long_remark(count: int) -> Made:
    return packed(changed(BONDS, lambda xml: xml.replace(b"?>", b"?><!--" + b"y" * count + b"-->", 1)))


def _columns(count: int) -> Made:
    from bondcalc.inputs.files.headings import letters

    more = "".join(f'<c r="{letters(at)}3" t="str"><v>栏{at}</v></c>' for at in range(200, 200 + count)).encode()
    figures = "".join(f'<c r="{letters(at)}5"><v>{at}</v></c>' for at in range(200, 200 + count)).encode()

    def widened(xml: bytes) -> bytes:
        for row, cells in ((b"3", more), (b"5", figures)):
            xml = re.sub(
                rb'(<row r="' + row + rb'"[^>]*>.*?)(</row>)',
                lambda found, c=cells: found[1] + c + found[2],
                xml,
                count=1,
                flags=re.DOTALL,
            )
        return xml

    return packed(changed(BONDS, widened))


def _column_formats(count: int) -> Made:
    return _in(BONDS, b"<sheetData>", b"<cols>" + b'<col min="1" max="16384" hidden="1"/>' * count + b"</cols>", 1)


def _turned_formats(count: int) -> Made:
    """Column formats, each beside one from the last column to the first."""
    pair = b'<col min="1" max="16384" hidden="1"/><col min="16384" max="1" hidden="1"/>'
    return _in(BONDS, b"<sheetData>", b"<cols>" + pair * count + b"</cols>", 1)


def _merged(count: int) -> Made:
    blocks = b"".join(b'<mergeCell ref="A%d:C%d"/>' % (row, row) for row in range(1, count + 1))
    return _in(BONDS, b"</worksheet>", b"<mergeCells>" + blocks + b"</mergeCells>", 1)


def _cells(count: int) -> Made:
    width = 200
    rows = b"".join(
        b'<row r="%d">' % row
        + b"".join(b'<c r="%s%d"><v>1</v></c>' % (_letter(at), row) for at in range(width))
        + b"</row>"
        for row in range(1000, 1000 + count // width)
    )
    return _in(BONDS, b"</sheetData>", rows, 1)


@cache
def _letter(at: int) -> bytes:
    from bondcalc.inputs.files.headings import letters

    return letters(at + 1).encode()


def _blank_cells(count: int) -> Made:
    rows = b"".join(b'<row r="%d">' % row + b'<c s="1"/>' * 200 + b"</row>" for row in range(1000, 1000 + count // 200))
    return _in(BONDS, b"</sheetData>", rows, 1)


def _long_text(count: int) -> Made:
    return _in(TEXTS, b"</sst>", b"<si><t>" + b"x" * count + b"</t></si>", 1)


def _sheets(count: int) -> Made:
    return packed(changed(BOOK, before(b"</sheets>", b'<sheet name="x" sheetId="99" r:id="rId1"/>' * count)))


def _toml(text: str) -> Made:
    return "project.toml", text.encode()


def _empty_tables(count: int) -> Made:
    return _toml("[[bonds]]\n" * count)


def _dotted(count: int) -> Made:
    return _toml("a." * count + "a = 1\n")


def _dotted_quoted(count: int) -> Made:
    return _toml('"a".' * count + '"a" = 1\n')


def _unknown_keys(count: int) -> Made:
    return _toml("".join(f"coupom{at} = 1\n" for at in range(count)))


def _unknown_years(count: int) -> Made:
    return _toml(
        '[[revenue]]\nid = "a"\nby_year = { ' + ", ".join(f"{at} = 1" for at in range(9000, 9000 + count)) + " }\n"
    )


def _open_texts(count: int) -> Made:
    return _toml('x = """' + '\\"""' * count)


def _nested_arrays(count: int) -> Made:
    return _toml("a = " + "[" * count)


def _rows(kind: str) -> Callable[[int], Made]:
    def made(count: int) -> Made:
        from tests.filings.test_extreme import project

        return _toml(project("多行", years=12, **{kind: count}))  # type: ignore[arg-type]

    return made


CASES: dict[str, tuple[Callable[[int], Made], int]] = {
    "empty texts": (lambda count: _in(TEXTS, b"</sst>", b"<si/>", count), 4_000_000),
    "texts": (lambda count: _in(TEXTS, b"</sst>", b"<si><t>x</t></si>", count), 1_000_000),
    "cell styles": (lambda count: _in(STYLES, b"</cellXfs>", b'<xf numFmtId="0"/>', count), 600_000),
    "fonts": (lambda count: _in(STYLES, b"</fonts>", b"<font><b/></font>", count), 400_000),
    "columns": (_columns, 16_184),
    "column formats": (_column_formats, 300_000),
    "column formats turned round": (_turned_formats, 150_000),
    "nested": (_nested, 3_000_000),
    "nested texts": (_nested_texts, 3_000_000),
    "attributes": (_attributes, 5_000_000),
    "long tag": (_long_tag, 100_000_000),
    "long remark": (_long_remark, 100_000_000),
    "merged": (_merged, 1_000_000),
    "cells": (_cells, 1_400_000),
    "most cells": (_cells, 390_000),
    "blank cells": (_blank_cells, 2_900_000),
    "long text": (_long_text, 150_000_000),
    "sheets": (_sheets, 500_000),
    "empty tables": (_empty_tables, 100_000),
    "dotted key": (_dotted, 1_900_000),
    "dotted key in quotes": (_dotted_quoted, 900_000),
    "unknown keys": (_unknown_keys, 200_000),
    "unknown years": (_unknown_years, 300_000),
    "texts without end": (_open_texts, 900_000),
    "nested arrays": (_nested_arrays, 3_000_000),
    "bonds 200": (_rows("bonds"), 200),
    "bonds 500": (_rows("bonds"), 500),
    "bonds 2000": (_rows("bonds"), 2_000),
    "parcels 1000": (_rows("parcels"), 1_000),
    "parcels 2000": (_rows("parcels"), 2_000),
    "revenue 2000": (_rows("rents"), 2_000),
    "revenue 12000": (_rows("rents"), 12_000),
}
"""What is made, and its full size."""


def ended(made: Made, *, audited: bool) -> str:
    """Read and compute a file, or read it as the audit does; tell how that ended."""
    try:
        if audited:
            read_cells(*made)
        else:
            compute(read_bytes(*made))
    except ProjectError as error:
        return f"{len(error.problems)} problems"
    except FileError as error:
        return str(error)
    return "read"


def _measured(task: tuple[str, bool]) -> tuple[float, float, str]:
    """Run in a process of its own; the file's own making is not counted."""
    name, audited = task
    make, count = CASES[name]
    made = make(count)
    _forget_peak()
    start = time.process_time()
    found = ended(made, audited=audited)
    return time.process_time() - start, _peak(), found


def _forget_peak() -> None:
    """Forget what making the file took, where the system can (Linux)."""
    clear = Path("/proc/self/clear_refs")
    if clear.exists():
        clear.write_text("5", encoding="ascii")


def _peak() -> float:
    """Give the most memory held since, in megabytes; 0 where the system does not say."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text(encoding="ascii")) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0


def main(names: list[str]) -> int:
    """Print a line for every file; exit 1 when one takes too long or too much."""
    bad = 0
    context = multiprocessing.get_context("spawn")
    for name in names or CASES:
        for audited in (False, True) if CASES[name][0](1)[0].endswith("xlsx") else (False,):
            with context.Pool(1) as pool:
                seconds, megabytes, found = pool.apply(_measured, ((name, audited),))
            bad += seconds > SECONDS or megabytes > MEGABYTES
            print(
                f"{name} {'audit' if audited else 'read'}: {seconds:.1f} s, {megabytes:.0f} MB: {found[:110]}",
                flush=True,
            )
    return 1 if bad else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*CASES, []])
    sys.exit(main(parser.parse_args().names))
