"""Kinds of tampering with the archive around a workbook, which is refused, and with a folder, of which it is told."""

import io
import random
import re
import shutil
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from tests.filed_names import PLAN, REVIEW
from tests.twins import with_part_added

Pack = Callable[[bytes, random.Random], bytes]
Rearrange = Callable[[Path, random.Random], object]


@dataclass(frozen=True)
class Refused:
    """A kind that makes an archive one which two programs may read differently: it is refused, in words that fit."""

    what: str
    make: Pack
    words: str


@dataclass(frozen=True)
class FolderKind:
    """A kind of change to a folder: a difference or a note must fit `words`; `differs` tells which of them."""

    what: str
    make: Rearrange
    words: str
    differs: bool = False


def twin(name: str) -> Pack:
    def make(data: bytes, draw: random.Random) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            same = draw.choice([one for one in packed.namelist() if re.search(r"sheet\d+\.xml$|styles|sharedS", one)])
            content = packed.read(same)
        return with_part_added(data, name.format(same=same, upper=same.upper(), back=same.replace("/", "\\")), content)

    return make


def headed(place: int, change: int) -> Pack:
    """Change a number in the header before an entry: 22 its size, 18 its packed size, 14 its check."""

    def make(data: bytes, draw: random.Random) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entry = draw.choice(packed.infolist())
        at = entry.header_offset + place
        held = bytearray(data)
        struct.pack_into("<L", held, at, (struct.unpack_from("<L", held, at)[0] + change) % 2**32)
        return bytes(held)

    return make


def named_twice(data: bytes, draw: random.Random) -> bytes:
    """Give an entry another name in the header before it than in the directory."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        entry = draw.choice(packed.infolist())
    held = bytearray(data)
    held[entry.header_offset + 30] ^= 1
    return bytes(held)


def between(data: bytes, draw: random.Random) -> bytes:
    """Leave bytes before the directory that no entry owns, and tell the directory where it went."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        start = packed.start_dir
    junk = b"PK-" * draw.randrange(2, 9)
    end = data.rfind(b"PK\x05\x06")
    held = bytearray(data[:start] + junk + data[start:])
    struct.pack_into("<L", held, end + len(junk) + 16, start + len(junk))
    return bytes(held)


def typed(part: str) -> Pack:
    def make(data: bytes, draw: random.Random) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            texts = {name: opened.read(name) for name in opened.namelist()}
        name = draw.choice([name for name in texts if re.search(part, name)])
        texts[name] = texts[name].replace(b"?>", b"?><!DOCTYPE x []>", 1)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
            for one, text in texts.items():
                packed.writestr(one, text)
        return buffer.getvalue()

    return make


REFUSED = [
    Refused("a part twice", twin("{same}"), "两个|two"),
    Refused("a part twice in another case", twin("{upper}"), "两个|two"),
    Refused("a part twice with the other slash", twin("{back}"), "两个|two"),
    Refused("bytes before", lambda data, draw: b"MZ" + bytes([draw.randrange(256)]) + data, "别的内容"),
    Refused("an archive before", lambda data, _: data + data, "别的内容|不一致"),
    Refused("bytes after", lambda data, draw: data + bytes([draw.randrange(1, 256)]) * 9, "别的内容"),
    Refused("bytes between", between, "别的内容"),
    Refused("two sizes", headed(22, 1), "不一致"),
    Refused("two packed sizes", headed(18, 1), "不一致"),
    Refused("two checks", headed(14, 1), "不一致"),
    Refused("two names", named_twice, "不一致"),
    Refused("a document type in a sheet", typed(r"sheet\d+\.xml$"), "实体|DOCTYPE|安全"),
    Refused("a document type in the styles", typed("styles"), "实体|DOCTYPE|安全"),
    Refused("a document type in a chart", typed(r"chart\d+\.xml$"), "实体|DOCTYPE|安全"),
]


def sums(change: Callable[[str], bytes]) -> Rearrange:
    def make(folder: Path, _: random.Random) -> object:
        path = folder / "SHA256SUMS"
        return path.write_bytes(change(path.read_text(encoding="utf-8")))

    return make


def named(name: str) -> Rearrange:
    def make(folder: Path, draw: random.Random) -> object:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if name.lower().endswith(".pdf") and "/" not in name:
            letter = pikepdf.new()
            letter.add_blank_page(page_size=(draw.randrange(100, 900), 500))
            return letter.save(folder / name)
        source = PLAN if name.endswith(".pdf") else "schedules.xlsx"
        return shutil.copy(folder / source, folder / name)

    return make


def spelt(name: str) -> Rearrange:
    """Put another document beside the filing under a name that reads as its own; it carries nothing."""

    def make(folder: Path, draw: random.Random) -> object:
        other = pikepdf.new()
        other.add_blank_page(page_size=(draw.randrange(100, 900), 500))
        other.save(folder / "new")
        return (folder / "new").rename(folder / name)

    return make


def linked(folder: Path, _: random.Random) -> object:
    """Let the review be a link to nothing."""
    (folder / REVIEW).unlink()
    return (folder / REVIEW).symlink_to(folder / "gone.pdf")


def linked_to_another(folder: Path, draw: random.Random) -> object:
    """Let the review be a link to another document elsewhere."""
    (folder / "inside").mkdir()
    other = spelt("letter.pdf")(folder / "inside", draw)
    assert isinstance(other, Path)
    (folder / REVIEW).unlink()
    return (folder / REVIEW).symlink_to(other)


def pathed(path: str) -> Callable[[str], bytes]:
    """Write the hash of the review for a file elsewhere."""
    return lambda text: text.replace(f"  {REVIEW}", f"  {path}{REVIEW}").encode()


def line(text: str, name: str) -> str:
    return next(row for row in text.splitlines() if row.endswith(name))


FOLDERS = [
    FolderKind("no list of hashes", lambda folder, _: (folder / "SHA256SUMS").unlink(), "没有SHA256SUMS"),
    FolderKind("a blank list of hashes", sums(lambda _: b""), "没有校验值"),
    FolderKind("a list of hashes in UTF-16", sums(lambda text: text.encode("utf-16")), "UTF-16"),
    FolderKind("a list of hashes with a mark", sums(lambda text: text.encode("utf-8-sig")), "UTF-8"),
    FolderKind("a list with a line twice", sums(lambda text: f"{text}{line(text, PLAN)}\n".encode()), "重复列有"),
    FolderKind(
        "a list silent about a file",
        sums(lambda text: text.replace(line(text, REVIEW) + "\n", "").encode()),
        "没有列出",
    ),
    FolderKind("a list with other words", sums(lambda text: f"{text}无关的一行\n".encode()), "不是校验值"),
    FolderKind(
        "another hash of the plan", sums(lambda text: text.replace(line(text, PLAN)[:9], "0" * 9).encode()), PLAN, True
    ),
    FolderKind(
        "another hash of the workbook",
        sums(lambda text: text.replace(line(text, "schedules.xlsx")[:9], "f" * 9).encode()),
        "schedules.xlsx",
        True,
    ),
    FolderKind("two hashes of one file", sums(lambda text: f"{text}{'a' * 64}  {REVIEW}\n".encode()), REVIEW, True),
    FolderKind("a copy in a folder inside", named("旧稿/plan.pdf"), "旧稿/plan.pdf"),
    FolderKind("a copy inside whose name ends with a blank", named("旧 稿/plan.pdf "), "旧 稿/plan.pdf"),
    FolderKind("a workbook in a folder inside", named("a/b/other.xlsx"), "a/b/other.xlsx"),
    FolderKind("a workbook with macros", named("测算.xlsm"), "测算.xlsm"),
    FolderKind(
        "a project file that disagrees",
        lambda folder, _: (folder / "project.toml").write_text("[project]\n", encoding="utf-8"),
        "project.toml",
    ),
    FolderKind("a letter", named("律师函.pdf"), "律师函.pdf"),
    FolderKind("another document as plan(2)", named("plan(2).pdf"), "plan\\(2\\).pdf", True),
    FolderKind("another document as EVALUATION", named("EVALUATION-1.PDF"), "EVALUATION-1.PDF", True),
    FolderKind("a workbook with macros as the filing's", named("schedules.xlsm"), "schedules.xlsm", True),
    FolderKind("the review gone", lambda folder, _: (folder / REVIEW).unlink(), REVIEW),
    FolderKind("the workbook gone", lambda folder, _: (folder / "schedules.xlsx").unlink(), "schedules.xlsx"),
    FolderKind("a name in Cyrillic letters", spelt("\u0440l\u0430n.pdf"), "\u0440l\u0430n.pdf", True),
    FolderKind("a name in wide letters", spelt("\uff52\uff45view.pdf"), "\uff52\uff45view.pdf", True),
    FolderKind("a name with a sign of no width", spelt("pl\u200ban.pdf"), "pl\u200ban.pdf", True),
    FolderKind("a name with an accent", spelt("pl\u00e1n.pdf"), "pl\u00e1n.pdf", True),
    FolderKind("a name that begins with a blank", spelt(" plan.pdf"), " plan.pdf", True),
    FolderKind("a name that ends with a blank", spelt("plan.pdf "), "plan.pdf ", True),
    FolderKind("a workbook whose name ends with a blank", named("schedules.xlsx "), "schedules.xlsx ", True),
    FolderKind("a plan for a word processor", spelt("plan.docx"), "plan.docx"),
    FolderKind("a workbook of the old kind", spelt("schedules.xls"), "schedules.xls"),
    FolderKind("a plan called a program", spelt("plan.pdf.exe"), "plan.pdf.exe"),
    FolderKind("a name in another case", spelt("Plan.pdf"), "Plan.pdf", True),
    FolderKind(
        "a manifest in another case",
        lambda folder, _: (folder / "Manifest.JSON").write_text("{}", encoding="utf-8"),
        "Manifest.JSON",
    ),
    FolderKind(
        "a second list of hashes in another case",
        lambda folder, _: (folder / "sha256sums").write_text(f"{'0' * 64}  {PLAN}\n", encoding="utf-8"),
        "sha256sums",
    ),
    FolderKind(
        "the list of hashes is a folder",
        lambda folder, _: ((folder / "SHA256SUMS").unlink(), (folder / "SHA256SUMS").mkdir()),
        "没有SHA256SUMS",
    ),
    FolderKind("hashes of files above", sums(pathed("../")), f"没有列出.*{REVIEW}"),
    FolderKind("hashes of files inside", sums(pathed("a/")), f"没有列出.*{REVIEW}"),
    FolderKind("hashes of files by their whole path", sums(pathed("C:\\out\\")), f"没有列出.*{REVIEW}"),
    FolderKind("a link to nothing", linked, REVIEW),
    FolderKind("a link to another document", linked_to_another, REVIEW, True),
]
