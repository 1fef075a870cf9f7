"""A filing of the sample as it was typeset, and changes made to it as somebody with an editor would."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from bondcalc.inputs.read import load
from bondcalc.typeset.fonts import FontSet
from bondcalc.typeset.paging import LoggedFigure, SealPlace
from bondcalc.typeset.pdf import typeset
from bondcalc.typeset.pdf_archive import archive
from bondcalc.typeset.pdf_attachments import Attachment
from tests.conftest import SAMPLE
from tests.samples import computed_sample, filed_sample, set_sample

Change = Callable[[Pdf], object]


@dataclass(frozen=True)
class Filing:
    name: str
    data: bytes
    log: list[LoggedFigure]
    kept: list[SealPlace]


START, BLOCKS = "start", 75
"""The plan as far as this many blocks: a fifth of its pages, for changes that reach into every page."""


@cache
def filing(name: str) -> Filing:
    file, result = load(SAMPLE), computed_sample("hengyang-park")
    document = filed_sample("hengyang-park", "plan" if name == START else name)
    if name == START:
        document = replace(document, blocks=document.blocks[:BLOCKS])
    set_ = typeset(document, FontSet.load()) if name == START else set_sample("hengyang-park", name)
    attached = [Attachment(file.name, file.data, "application/toml", "Source", "录入文件")]
    return Filing(f"{name}.pdf", archive(set_.data, document, attached, result.filing_date), set_.log, set_.kept)


def changed(data: bytes, change: Change, **saving: Any) -> bytes:
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        out = BytesIO()
        pdf.save(out, **saving)
    return out.getvalue()


def rewritten(page: Any, edit: Callable[[list[Any]], list[Any]]) -> None:
    """Pass the instructions of a page through an edit."""
    page.contents_coalesce()
    page.Contents.write(pikepdf.unparse_content_stream(edit(list(pikepdf.parse_content_stream(page)))))


def appended(number: int, drawing: bytes) -> Change:
    return lambda pdf: pdf.pages[number].contents_add(pdf.make_stream(drawing))


def with_font(number: int, drawing: bytes) -> Change:
    def change(pdf: Pdf) -> None:
        fonts = pdf.pages[number].obj.Resources.Font
        fonts["/Helv"] = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        pdf.pages[number].contents_add(pdf.make_stream(drawing))

    return change


def with_image(number: int) -> Change:
    def change(pdf: Pdf) -> None:
        image = pdf.make_stream(
            b"\xff" * 3,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=1,
            Height=1,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceRGB,
        )
        pdf.pages[number].obj.Resources.XObject["/Patch"] = image
        pdf.pages[number].contents_add(pdf.make_stream(b"q 80 0 0 12 300 400 cm /Patch Do Q"))

    return change


def with_note(number: int) -> Change:
    def change(pdf: Pdf) -> None:
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name.FreeText,
            Rect=Array([300, 400, 380, 412]),
            Contents=String("1.30"),
            DA=String("/Helv 9 Tf"),
            F=4,
        )
        page = pdf.pages[number]
        page.Annots = Array([*page.get("/Annots", []), pdf.make_indirect(note)])

    return change


def instruction(operator: str, *operands: Any) -> Any:
    return pikepdf.ContentStreamInstruction(list(operands), pikepdf.Operator(operator))
