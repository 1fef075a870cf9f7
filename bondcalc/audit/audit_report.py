"""The audit report (核验报告) as PDF: what was examined, with what, the result, the differences, what was not examined."""

import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import bondcalc
from bondcalc.audit.difference import Difference
from bondcalc.audit.outcome import Audit, Status, Subject
from bondcalc.data import data_path, digest, own_toml
from bondcalc.rules.load import RULES_FOLDER
from bondcalc.seal.manifest import LIBRARIES, checksums
from bondcalc.typeset.document import (
    Cover,
    Document,
    Heading,
    PageBlock,
    PageTable,
    Paragraph,
    Signatures,
    TableRows,
    printed,
)
from bondcalc.typeset.pdf import typeset
from bondcalc.typeset.pdf_archive import archive
from bondcalc.typeset.pdf_attachments import Attachment

if TYPE_CHECKING:
    from bondcalc.typeset.fonts import FontSet

TITLE = "申报文件核验报告"
FINDINGS = "audit.json"
MOST, MOST_FORM = 60, 20
"""Differences printed of one audit, of content and of form; all stand in the JSON attached."""
NO_DATE = date(2000, 1, 1)
"""Stamps a report whose filings state no date: a report has no clock of its own, so that it comes out the same again."""
LONGEST = 120
MISSING, NOTHING = "〓", "（无）"
HASH, HASH_SHOWN = 64, 16


def report_pdf(audit: Audit, fonts: "FontSet", findings: bytes = b"") -> bytes:
    """Set the report of an audit as PDF/A, in Chinese; `findings` is the whole audit as JSON, attached.

    The same arguments give the same bytes. Characters of the filings that the faces lack are printed as 〓.
    """
    document = drawable(report(audit), fonts)
    attached = [Attachment(FINDINGS, findings, "application/json", "Data", "全部核验结果")] if findings else []
    days = [date.fromisoformat(subject.filing_date) for subject in audit.subjects if subject.filing_date]
    return archive(typeset(document, fonts).data, document, attached, max(days, default=NO_DATE))


def report(audit: Audit) -> Document:
    """Write the report."""
    texts = Texts()
    content = [difference for subject in audit.subjects for difference in subject.content]
    form = [difference for subject in audit.subjects for difference in subject.form]
    sections = (
        ("核验结论", [*conclusion(audit, texts), *texts.of("about", version=bondcalc.__version__)]),
        ("核验对象", examined(audit, texts)),
        ("差异", [*differences(content, texts), *warned(audit, texts)]),
        ("仅形式不同", form_only(form, texts)),
        ("程序和规则", surroundings(audit, texts)),
        ("未核验的事项", limits(audit, texts)),
    )
    numbered = zip("一二三四五六", sections, strict=True)
    blocks = [block for number, (heading, body) in numbered for block in (Heading(1, f"{number}、{heading}"), *body)]
    names = "、".join(dict.fromkeys(subject.project for subject in audit.subjects if subject.project))
    return Document(
        title=f"{names}{TITLE}",
        author="",
        subject=TITLE,
        keywords="核验",
        running_title=f"{TITLE}　{clipped(names, 30)}",
        page_mark="",
        blocks=[cover(audit, names), *blocks, *texts.of("closing"), Signatures((("核验人", ""), ("复核人", "")))],
    )


class Texts:
    """The texts of the report by name."""

    def __init__(self) -> None:
        self.texts: Mapping[str, list[str]] = own_toml(data_path("templates", "audit", "report.toml"))

    def of(self, name: str, /, **words: object) -> list[PageBlock]:
        """Give the paragraphs of a text, words filled in."""
        return [Paragraph(text.format(**words)) for text in self.texts[name]]


def cover(audit: Audit, names: str) -> Cover:
    """Set the first page: what was examined, and the result in one line."""
    files = "、".join(subject.name for subject in audit.subjects)
    days = [
        "、".join(dict.fromkeys(filter(None, column)))
        for column in (
            [subject.rule_date for subject in audit.subjects],
            [subject.filing_date for subject in audit.subjects],
        )
    ]
    rows = [
        ("核验对象", clipped(files, 60)),
        ("成文日期", days[1] or "未写明"),
        ("适用规定日期", days[0] or "未写明"),
        ("核验程序", f"bondcalc {bondcalc.__version__}"),
    ]
    count = sum(len(subject.content) for subject in audit.subjects)
    told = f"（{count}处）" if audit.status is Status.DIFFERENT and count else ""
    return Cover(
        TITLE, f"（{names}）" if names else "", rows, f"{audit.status.label()}{told}", audit.status is Status.DIFFERENT
    )


def examined(audit: Audit, texts: Texts) -> list[PageBlock]:
    """核验对象: every file, how it compares, its hash."""
    rows: TableRows = [
        [document.name, document.status.label(), document.sha256 or "—"]
        for subject in audit.subjects
        for document in subject.documents
    ]
    heads = ["文件", "结论", "校验值（SHA-256）"]
    return [*texts.of("files"), PageTable("核验对象表", "", [heads], rows, "lcl", [2.0, 1.0, 3.4])]


def surroundings(audit: Audit, texts: Texts) -> list[PageBlock]:
    """程序和规则: what this audit was run with, and where that is not what the filing was made with."""
    files = sorted(RULES_FOLDER.glob("*.toml"), key=Path.as_posix)
    here: TableRows = [["bondcalc", bondcalc.__version__], ["Python", platform.python_version()]]
    here += [[name, version(name)] for name in LIBRARIES]
    here.append(
        [
            f"规则参数（{len(files)}个文件）",
            hash_text(digest(checksums({path.name: path.read_bytes() for path in files}))),
        ]
    )
    tables = [PageTable("本次核验的程序、规则和程序库", "", [["名称", "版本或校验值"]], here, "ll", [1.6, 3.4])]
    other: TableRows = [
        [subject.name, one.name, hash_text(one.filed) or NOTHING, hash_text(one.here) or NOTHING]
        for subject in audit.subjects
        for one in subject.versions
    ]
    if other:
        heads = ["核验对象", "名称", "申报时", "本次"]
        tables.append(PageTable("与申报时不同的版本", "", [heads], other, "llll", [1.6, 2.0, 1.6, 1.6]))
    return [*texts.of("surroundings_other" if other else "surroundings_same"), *tables]


def conclusion(audit: Audit, texts: Texts) -> list[PageBlock]:
    """核验结论: a sentence a filing."""
    names = {Status.BYTES: "bytes", Status.SEALED: "sealed", Status.CONTENT: "content", Status.DIFFERENT: "different"}
    return [
        block
        for subject in audit.subjects
        for block in texts.of(names[subject.status], name=subject.name, count=len(subject.content))
    ]


def differences(found: Sequence[Difference], texts: Texts) -> list[PageBlock]:
    """Tell differences of content as a table, cut to a length that somebody reads, with the number of all."""
    if not found:
        return texts.of("none")
    rows: TableRows = [
        [
            str(number),
            difference.document,
            place(difference),
            clipped(difference.label, 40),
            clipped(difference.filed) or NOTHING,
            clipped(difference.recomputed) or NOTHING,
            difference.cause.label(),
        ]
        for number, difference in enumerate(found[:MOST], 1)
    ]
    heads = ["序号", "文件", "位置", "行或图表数字", "申报", "重算", "原因"]
    table = PageTable("差异表", "", [heads], rows, "clllllc", [0.5, 1.6, 2.5, 2.0, 2.1, 2.1, 1.4], landscape=True)
    return [*texts.of("differences"), *cut(len(found), MOST, texts), table]


def warned(audit: Audit, texts: Texts) -> list[PageBlock]:
    """Tell what a person has to look at: no differences, but nothing that was proved either."""
    warnings = list(dict.fromkeys(warning for subject in audit.subjects for warning in subject.warnings))
    if not warnings:
        return []
    return [*texts.of("warnings"), *map(Paragraph, warnings[:MOST]), *cut(len(warnings), MOST, texts)]


def form_only(found: Sequence[Difference], texts: Texts) -> list[PageBlock]:
    """Tell differences of form, apart from those of content."""
    if not found:
        return texts.of("form_none")
    rows: TableRows = [
        [str(number), difference.document, place(difference), clipped(difference.filed or difference.recomputed)]
        for number, difference in enumerate(found[:MOST_FORM], 1)
    ]
    table = PageTable("仅形式不同表", "", [["序号", "文件", "位置", "说明"]], rows, "clll", [0.5, 1.5, 2.0, 2.8])
    return [*texts.of("form"), *cut(len(found), MOST_FORM, texts), table]


def cut(count: int, most: int, texts: Texts) -> list[PageBlock]:
    """Say how many there are where not all are printed."""
    return texts.of("cut", count=count, shown=most, json=FINDINGS) if count > most else []


def limits(audit: Audit, texts: Texts) -> list[PageBlock]:
    """未核验的事项: what nobody should take this report for."""
    notes = list(dict.fromkeys(note for subject in audit.subjects for note in noted(subject)))
    return [*texts.of("limits"), *(texts.of("notes") if notes else []), *map(Paragraph, notes)]


def noted(subject: Subject) -> Iterator[str]:
    """Give the notes of a subject, with its name where they do not begin with it."""
    yield from (note if note.startswith(subject.name) else f"{subject.name}：{note}" for note in subject.notes)


def place(difference: Difference) -> str:
    """Name where something differs."""
    return clipped(" ".join(part for part in (difference.sheet, difference.place) if part), 60)


def clipped(text: str, longest: int = LONGEST) -> str:
    """Shorten a text for a cell."""
    text = hash_text(text)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def hash_text(text: str) -> str:
    """Cut a hash: people compare its first digits."""
    return f"{text[:HASH_SHOWN]}…" if len(text) == HASH and text.isalnum() else text


def drawable(document: Document, fonts: "FontSet") -> Document:
    """Replace characters that the faces lack: a filing handed in may hold any."""
    gone = {character for _, character in fonts.missing_characters(document)}
    table = str.maketrans(dict.fromkeys(gone, MISSING))
    return (
        replace(
            document,
            title=document.title.translate(table),
            running_title=document.running_title.translate(table),
            blocks=[mended(block, table) for block in document.blocks],
        )
        if gone
        else document
    )


def mended(block: PageBlock, table: dict[int, str]) -> PageBlock:
    """Replace characters in a block of this report: its cover, paragraphs and tables hold words of filings."""
    match block:
        case Paragraph():
            return Paragraph(printed(block.text).translate(table))
        case PageTable():
            return replace(block, rows=[[printed(cell).translate(table) for cell in row] for row in block.rows])
        case Cover():
            rows = [(label, text.translate(table)) for label, text in block.rows]
            return replace(block, subtitle=block.subtitle.translate(table), rows=rows)
        case _:
            return block
