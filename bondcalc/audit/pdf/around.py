"""What programs may read differently of a PDF as a file: bytes that are none of its own, pages that are miscounted."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

BLANKS = b"\0\t\n\f\r "
"""What mail and disks leave before and after a file."""
MARK = b"\xef\xbb\xbf"
DEEPEST = 50
_HEAD = re.compile(rb"%PDF-\d")
_END = re.compile(rb"startxref\s+\d+\s+%%EOF")


def strange_bytes(data: bytes) -> Iterator[tuple[str, str]]:
    """Tell bytes before the head and behind the end, and a second PDF in the file: programs choose what they read."""
    heads = [head.start() for head in _HEAD.finditer(data)]
    before = data[: heads[0]].removeprefix(MARK).strip(BLANKS) if heads else b""
    if before:
        yield "文件开头", f"PDF之前另有{len(before)}字节"
    if len(heads) > 1:
        yield "文件结构", f"文件中有{len(heads)}个PDF，不同阅读器显示可能不同"
    ends = list(_END.finditer(data))
    after = data[ends[-1].end() :].strip(BLANKS) if ends else b""
    if after:
        yield "文件末尾", f"PDF之后另有{len(after)}字节"


def miscounted(pdf: "Pdf") -> Iterator[tuple[str, str]]:
    """Tell where a PDF states another number of pages than it has: some programs show no more than are stated."""
    stated, there = _counted(pdf.Root.Pages, 0)
    for count in stated:
        yield "页数", f"写明{count[0]}页，实有{count[1]}页"
    if there != len(pdf.pages):
        yield "页数", f"页面目录有{there}页，读出{len(pdf.pages)}页"


def _counted(node: "Object", depth: int) -> tuple[list[tuple[int, int]], int]:
    """Give the wrong counts (stated, there) of a node of pages and those below it, and how many pages it has."""
    kids = node.get("/Kids")
    if kids is None or depth > DEEPEST:
        return [], 1
    wrong: list[tuple[int, int]] = []
    there = 0
    for kid in kids:
        faults, pages = _counted(kid, depth + 1)
        wrong += faults
        there += pages
    stated = int(node.get("/Count", -1))
    return (wrong if stated == there else [*wrong, (stated, there)]), there
