"""Draws filings: document, pages, archive with everything needed to make the filing again."""

import importlib
import pkgutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import bondcalc.filings
import bondcalc.filings.forms
from bondcalc.data import digest
from bondcalc.disk.folder import MANIFEST, WORKBOOK
from bondcalc.filings.parts.adding import check_totals
from bondcalc.filings.parts.draft import file_stem
from bondcalc.filings.parts.figure_names import FigureNames
from bondcalc.filings.parts.filing_origin import Origin
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.further_file import ABOUT, Further, carried
from bondcalc.inputs.read import ProjectFile
from bondcalc.result.result import Result
from bondcalc.seal.claims import claims, entries

if TYPE_CHECKING:
    from bondcalc.typeset.document import Document
    from bondcalc.typeset.fonts import FontSet
    from bondcalc.typeset.paging import LoggedFigure, SealPlace
    from bondcalc.typeset.pdf_attachments import Attachment


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA = {
    "toml": "application/toml",
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def known() -> list[str]:
    """List the filings every run writes, by name; a module of this package with a `document` function is a filing."""
    return _written_in("bondcalc.filings", bondcalc.filings.__path__)


def forms() -> list[str]:
    """List the forms a run writes on request, by name: filings too, each a module of `bondcalc.filings.forms`."""
    return _written_in("bondcalc.filings.forms", bondcalc.filings.forms.__path__)


def every() -> list[str]:
    """List filings and forms by name."""
    return [*known(), *forms()]


def _written_in(package: str, path: Iterable[str]) -> list[str]:
    names = [module.name for module in pkgutil.iter_modules(path)]
    return [name for name in names if hasattr(importlib.import_module(f"{package}.{name}"), "document")]


def write(result: Result, filing: str, origin: Origin | None = None) -> "Document":
    """Write the blocks of one filing, wide tables cut by columns. Raises TotalError where a printed table would not add up."""
    from bondcalc.typeset.column_parts import cut

    return cut(write_whole(result, filing, origin))


def write_whole(result: Result, filing: str, origin: Origin | None = None) -> "Document":
    """Write the blocks of one filing with every table in one piece. Raises TotalError where one would not add up."""
    origin = origin or Origin()
    writer = Writer(result, filing, origin)
    room = "bondcalc.filings.forms" if filing in forms() else "bondcalc.filings"
    made: Document = importlib.import_module(f"{room}.{filing}").document(writer)
    check_totals(made)
    return made


@dataclass(frozen=True)
class DrawnFiling:
    """A filing as written, the name of its file, and the log of its figures in the order of drawing.

    `public`: it carries no other file. `kept`: the places on its pages that are kept for seals. `draft`: why it is one.
    `word`: the same filing as a Word file, where one was asked for.
    """

    name: str
    data: bytes
    log: list["LoggedFigure"]
    public: bool = False
    kept: Sequence["SealPlace"] = ()
    draft: Sequence[str] = ()
    word: bytes = b""


def draw_filings(
    file: ProjectFile,
    result: Result,
    workbook: bytes,
    manifest: bytes,
    fonts: "FontSet",
    filings: tuple[str, ...],
    origin: Origin | None = None,
    *,
    docx: bool = False,
    further: Further = (),
) -> dict[str, DrawnFiling]:
    """Set every filing, by its id; all but public ones carry input, workbook and manifest, so that each alone can be rerun.

    They say of themselves what is true, unless told an `origin`: an audit draws what another version drew then.
    """
    from bondcalc.typeset.pdf import typeset_all
    from bondcalc.typeset.pdf_archive import archive

    attachments = _attachments(file, workbook, manifest, further)
    sealed = {attachment.name: digest(attachment.data) for attachment in attachments[:3]}
    told = origin or Origin()
    told = replace(told, hashes=sealed | dict(told.hashes), further=further, own_fonts=fonts.own)
    origin = replace(told, options=told.options or entries(claims(manifest), "options"))
    drawn: dict[str, DrawnFiling] = {}
    documents = [write(result, filing, origin) for filing in filings]
    for filing, document, pages in zip(filings, documents, typeset_all(documents, fonts), strict=True):
        attached = [] if document.public else attachments
        data = archive(pages.data, document, attached, result.filing_date)
        drawn[filing] = DrawnFiling(
            name=f"{file_stem(filing, document)}.pdf",
            data=data,
            log=pages.log,
            public=document.public,
            kept=pages.kept,
            draft=document.draft,
            word=written_in_word(document, filing, file, result, origin, further) if docx else b"",
        )
    return drawn


def _attachments(file: ProjectFile, workbook: bytes, manifest: bytes, further: Further) -> list["Attachment"]:
    """Give what every filing that is not public carries."""
    from bondcalc.typeset.pdf_attachments import Attachment

    return [
        Attachment(file.name, file.data, _media_type(file.name), "Source", "项目录入文件"),
        Attachment(WORKBOOK, workbook, XLSX, "Data", "测算表（含公式）"),
        Attachment(MANIFEST, manifest, "application/json", "Supplement", "清单与校验值"),
        *(
            Attachment(file.name, file.data, _media_type(file.name), "Supplement", ABOUT[file.kind])
            for file in further
            if file.data
        ),
    ]


def _media_type(name: str) -> str:
    """Name the kind of a file as the formats of archives do: by its ending, a workbook where that is none of the others."""
    return MEDIA.get(name.lower().rpartition(".")[2], XLSX)


def word_name(pdf: str) -> str:
    """Name the Word file beside a PDF."""
    return f"{pdf.removesuffix('.pdf')}.docx"


def written_in_word(
    document: "Document", filing: str, file: ProjectFile, result: Result, origin: Origin, further: Further = ()
) -> bytes:
    """Write a filing as a Word file; all but public ones carry input and further files. `origin` names the input first."""
    from bondcalc.typeset.word.docx_filing import word_filing
    from bondcalc.typeset.word.docx_record import WordOrigin

    made_from = WordOrigin(
        filing=filing,
        version=origin.version,
        filed=result.filing_date,
        input=next(iter(origin.hashes.items())),
        named=FigureNames(result).named,
        further=further,
        carried={} if document.public else {file.name: file.data} | carried(further),
    )
    return word_filing(document, made_from)
